"""The layers between the outlet and the party: who told whom.

A relation's chain is the reporting outlet and its unnamed sources where the text attributes a
report to them, the speakers of the contents that it stands in, and its own source. A report may
be attributed late ("The report comes from Bloomberg, based on people familiar with the talks"):
its layers then go before the statements of the paragraph before that nobody else speaks for,
and before those of "the report" and of unnamed sources that follow; where the text leaves that
to the reader, they are marked inferred.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from analysis.characters import one_line
from analysis.language import lexicon, tree
from analysis.language.relayed import QUOTED
from analysis.language.results import TOLD, Relation, Resolved, Step
from analysis.models import Span

_BREAK = re.compile(r"\n\s*\n")
_NOUNS = "report|news|story|scoop|information|account"
_LATE = re.compile(
    rf"\b(?i:the|this|that)\s+(?:{_NOUNS})\s+(?:comes?|came|originated|was\s+first\s+reported)"
    r"\s+(?:from|by|in)\s+(?P<outlet>(?:the\s+)?[A-Z][\w&.’'-]*(?:\s+[A-Z][\w&.’'-]*)*)"
    r"(?:,?\s+(?:based\s+on|citing|which\s+cites|quoting)\s+(?P<people>[^.;,\n]+))?"
)
_CITING = re.compile(r"\b(?:citing|quoting)\s+(?P<people>[^.;,\n]+)")
_FIRST = 4  # words that hold the noun of a source


@dataclass(frozen=True, slots=True)
class _Report:
    """A late attribution: where it stands, and its layers."""

    span: Span
    steps: tuple[Step, ...]


def _reports(doc: Doc) -> list[_Report]:
    found = []
    for match in _LATE.finditer(tree.text_of(doc)):
        place = Span(*match.span("outlet"))
        steps = [Step(one_line(match["outlet"]).rstrip("."), "outlet", place, False)]
        if match["people"]:
            people = Span(*match.span("people"))
            steps.append(Step(one_line(match["people"]), "anonymous", people, False))
        found.append(_Report(Span(*match.span()), tuple(steps)))
    return found


def _reported_by(
    reports: Sequence[_Report], relation: Relation, resolved: Resolved, breaks: Sequence[int]
) -> tuple[Step, ...]:
    """Return the layers of the late attribution that covers `relation`."""
    here = bisect_left(breaks, relation.start)
    for report in reports:
        there = bisect_left(breaks, report.span.start)
        told = relation.family in TOLD
        if relation.start < report.span.start and there - here <= 1 and told:
            return report.steps
        if report.span.end <= relation.start and here == there:
            if resolved.source.layer == "outlet":
                return report.steps
            if resolved.source.layer == "anonymous":
                first = report.steps[0]
                return (Step(first.name, first.kind, first.span, True),)
    return ()


def _is_unnamed(words: str) -> bool:
    heads = lexicon.words("sources", "anonymous", "heads")
    return any(word.lower() in heads for word in words.split()[:_FIRST])


def _cited(doc: Doc, relation: Relation) -> tuple[Step, ...]:
    """Return the unnamed sources of an outlet: "Bloomberg reported, citing people who …"."""
    verb = tree.head_of(doc, relation.cue[0]) if relation.cue else None
    if verb is None:
        return ()
    end = verb.sent.end_char
    match = _CITING.search(tree.text_of(doc), relation.cue[0].end, end)
    if match is None:
        return ()
    words = one_line(match["people"])
    if not _is_unnamed(words):
        return ()
    return (Step(words, "anonymous", Span(*match.span("people")), False),)


def _own(doc: Doc, relation: Relation, resolved: Resolved) -> tuple[Step, ...]:
    source = resolved.source
    if not source.name:
        return ()
    place = Span(relation.source[0].start, relation.source[-1].end) if relation.source else None
    layer = "party" if source.party is not None else source.layer
    step = Step(source.name, layer, place, not relation.source)
    cited = _stands_behind(doc, relation, resolved)
    return (step, *(cited or (_cited(doc, relation) if layer == "outlet" else ())))


def _stands_behind(doc: Doc, relation: Relation, resolved: Resolved) -> tuple[Step, ...]:
    """Return on whose word the source says it; that one is no party here, who says it is."""
    if not relation.cited or resolved.cited is None:
        return ()
    place = Span(relation.cited[0].start, relation.cited[-1].end)
    words = one_line(place.of(tree.text_of(doc)))
    strange = resolved.cited.party is None
    unnamed = resolved.cited.layer == "anonymous" or (strange and _is_unnamed(words))
    return (Step(words, "anonymous" if unnamed else "other", place, False),)


def _passed_on(doc: Doc, relation: Relation, resolved: Resolved) -> tuple[Step, ...]:
    """Return who is told to have quoted the source or read its words out."""
    if not relation.through:
        return ()
    place = Span(relation.through[0].start, relation.through[-1].end)
    by = resolved.through
    kind = "outlet" if relation.rule == QUOTED else "other"
    if by is not None and (by.party is not None or by.layer != "other"):
        kind = "party" if by.party is not None else by.layer
    return (Step(one_line(place.of(tree.text_of(doc))), kind, place, False),)


def find_chains(
    doc: Doc, relations: Sequence[Relation], resolved: Sequence[Resolved]
) -> list[list[Step]]:
    """Return the chain of each relation, its own source last.

    The publishing outlet is not in the text: whoever knows the document puts it first.
    """
    reports = _reports(doc)
    breaks = [m.start() for m in _BREAK.finditer(tree.text_of(doc))]
    found = []
    for i, relation in enumerate(relations):
        steps: list[Step] = []
        outer: list[int] = []
        at = relation.outer
        while at is not None and at not in outer:
            outer.insert(0, at)
            at = relations[at].outer
        first = outer[0] if outer else i
        late = _reported_by(reports, relations[first], resolved[first], breaks)
        steps += late
        for k in (*outer, i):
            own = _own(doc, relations[k], resolved[k])
            if late and own and own[0].kind == "outlet" and k == first:
                continue
            steps += [*_passed_on(doc, relations[k], resolved[k]), *own]
        found.append(steps)
    return found
