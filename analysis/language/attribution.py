"""Attribution relations as a reader meets them: extent, kind, nesting, confidence."""

from collections.abc import Sequence
from math import exp

from msgspec.structs import replace
from spacy.tokens import Doc

from analysis.language import tree
from analysis.language.combine import JUDGED
from analysis.language.draft import Draft
from analysis.language.drafts import find_drafts
from analysis.language.labeller import Weights
from analysis.language.results import Quotation, Relation
from analysis.models import Kind, Span

_SENTENCE_ENDS = frozenset(".!?…")
_STOPS = frozenset(".!?\n")
_LONGEST_CLAUSE = 600
_LONGEST_GAP = 120


def _kind(content: Sequence[Span], marks: Sequence[Span], text: str) -> Kind:
    """Return whether all, some or none of the letters of `content` stand within `marks`."""
    some, every = False, True
    for span in content:
        near = [m for m in marks if m.overlaps(span)]
        if any(m.covers(span) for m in near):
            some = True
            continue
        inside = "".join(text[max(m.start, span.start) : min(m.end, span.end)] for m in near)
        quoted = sum(map(str.isalnum, inside))
        some = some or bool(quoted)
        every = every and quoted == sum(map(str.isalnum, span.of(text)))
    if not some:
        return Kind.INDIRECT
    return Kind.DIRECT if every else Kind.MIXED


def _shown(
    draft: Draft, doc: Doc, kind: Kind, cues: Sequence[Span] = ()
) -> tuple[Span, ...] | None:
    """Return what a person reads as the statement; None where it would mislead.

    The content; for what is reported, wanted or denied the whole clause, without which "it had
    paid" would be the opposite of "denied that it had paid". A content that its cue interrupts
    inside a sentence is shown from its first word to its last, the cue between.
    """
    text = tree.text_of(doc)
    content = tuple(draft.content)
    direct = kind is Kind.DIRECT
    denied = draft.family == "denial"
    if not draft.whole or (direct and not denied):
        return _joined(content, doc)
    spans = [*draft.source, *draft.cue, *content]
    if not denied and draft.source and _is_between(draft, cues):
        spans = [*draft.cue, *content]  # "X said on Monday, calling it …": he said something else
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    fits = "\n" not in whole.of(text) and len(whole.of(text)) <= _LONGEST_CLAUSE
    if fits and (draft.source or not denied):
        return (whole,)
    return None if denied else _joined(content, doc)


def _is_between(draft: Draft, cues: Sequence[Span]) -> bool:
    """Whether another relation's cue stands between the source and the cue."""
    if not draft.cue:
        return False
    first, last = draft.source[-1].end, draft.cue[0].start
    return any(first <= cue.start and cue.end <= last for cue in cues)


def _joined(content: tuple[Span, ...], doc: Doc) -> tuple[Span, ...]:
    """Return the spans, those of one sentence joined through what stands between them."""
    text = tree.text_of(doc)
    found: list[Span] = []
    for span in content:
        if found:
            gap = text[found[-1].end : span.start]
            ended = text[: found[-1].end].rstrip("”\"'’ ")[-1:] in _SENTENCE_ENDS
            here = doc.char_span(span.start, span.start + 1, alignment_mode="expand")
            there = doc.char_span(found[-1].end - 1, found[-1].end, alignment_mode="expand")
            same = here is not None and there is not None and here.sent.start == there.sent.start
            if same and not ended and not set(gap) & _STOPS and len(gap) <= _LONGEST_GAP:
                found[-1] = Span(found[-1].start, span.end)
                continue
        found.append(span)
    return tuple(found)


def _nest(relations: list[Relation]) -> list[Relation]:
    """Return the relations with `outer` set: the smallest other content that holds each."""
    reach = [(r.content[0].start, max(c.end for c in r.content)) for r in relations]
    found = []
    for relation in relations:
        places = (*relation.cue, *relation.content)
        start, end = min(p.start for p in places), max(p.end for p in places)
        around = [
            other
            for (first, last), other in zip(reach, enumerate(relations), strict=True)
            if first <= start and end <= last and other[1].content != relation.content
        ]
        holding = [
            (_size(other), i)
            for i, other in around
            if all(any(c.covers(p) for c in other.content) for p in places)
        ]
        found.append(replace(relation, outer=min(holding)[1] if holding else None))
    return found


def _size(relation: Relation) -> int:
    return sum(s.end - s.start for s in relation.content)


def _is_told(draft: Draft, confidence: float, weights: Weights | None) -> bool:
    """Whether a relation is likely enough to be told.

    Cue and roles count together: a doubtful cue with roles beyond doubt is told, a likely one
    whose roles contradict each other is not. What rules alone vouch for is told in any case.
    """
    if weights is None or draft.by not in JUDGED:
        return True
    return confidence >= weights.meta.least


def _confidence(draft: Draft, weights: Weights | None) -> float:
    """Return how likely content and source are right; by hand where nothing is known of that."""
    known = None if weights is None else weights.meta.calibration.get(draft.group)
    if known is None:
        return draft.confidence
    offset, odds, agreement = known
    return 1 / (1 + exp(-(offset + odds * draft.odds + agreement * draft.agreement)))


def find_relations(
    doc: Doc, quotations: Sequence[Quotation], weights: Weights | None = None
) -> list[Relation]:
    """Return the attribution relations of `doc`, in the order of their contents.

    With `weights` the labeller takes part, else the rules are alone.
    """
    drafts = find_drafts(doc, quotations, weights)
    text = tree.text_of(doc)
    marks = [segment for quotation in quotations for segment in quotation.segments]
    relations = []
    cues = [cue for d in drafts for cue in d.cue]
    for d in sorted(drafts, key=lambda d: (d.content[0], d.cue)):
        kind = _kind(d.content, marks, text)
        shown = _shown(d, doc, kind, cues)
        confidence = _confidence(d, weights)
        if shown is None or not _is_told(d, confidence, weights):
            continue
        relations.append(
            Relation(
                source=d.source,
                cue=d.cue,
                content=tuple(d.content),
                shown=shown,
                kind=kind,
                family=d.family,
                rule=d.rule,
                confidence=round(confidence, 3),
                needs_party=d.needs_party,
                through=d.through,
                cited=d.cited,
            )
        )
    return _nest(relations)
