"""The statements of a relation: sentence by sentence, with voice, certainty, tone and issues."""

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc

from analysis.language import tree
from analysis.language.certainty import certainty_of, find_markers, find_negations
from analysis.language.issues import IssueMatcher
from analysis.language.leaning import leaning_by_tone
from analysis.language.phrases import find_phrases
from analysis.language.quotations import inside
from analysis.language.results import (
    TOLD,
    TRANSCRIPT,
    Found,
    PartFound,
    Quotation,
    Relation,
    Resolved,
)
from analysis.language.stance import StanceReader
from analysis.language.tone import ToneScorer
from analysis.language.valence import Columns, read_columns
from analysis.models import Kind, Span, Voice

_MARKS = '“”„«»"`'
_NAMES = frozenset({"PERSON", "ORG", "GPE", "PRODUCT", "WORK_OF_ART", "EVENT", "FAC"})


_MAY_CLOSE = re.compile(r"(?<=[\w.,!?…])[’'](?!\w)")
_ENDS_LONG = re.compile(r"[.,!?…][’']")
_CLOSERS = {"“": "”", "«": "»", "„": "“"}
_OPENERS = {"”": "“", "»": "«", "“": "„"}


def _is_loose(text: str, start: int, end: int, at: int) -> bool:
    """Whether the mark at one end of `text[start:end]` has no partner inside, or wraps it all."""
    if at == start:
        partner = text.find(_CLOSERS.get(text[at], text[at]), start + 1, end)
        return partner in (-1, end - 1)
    return _OPENERS.get(text[at], text[at]) not in text[start:at]


def _without_single_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the edges of quoted words without single marks around them, or at one end.

    A long quotation opens each paragraph anew, and closes once.
    """
    if end - start <= 2:
        return start, end
    opens, closes = text[start] in "‘'", text[end - 1] in "’'"
    if opens and closes:
        return start + 1, end - 1
    if opens and not _MAY_CLOSE.search(text, start + 1, end):
        return start + 1, end
    return start, end - 1 if _ENDS_LONG.search(text, end - 2, end) else end


def _trim(doc: Doc, span: Span, *, quoted: bool) -> Span | None:
    """Return `span` without white space, outer marks, its complementiser and a trailing comma."""
    text = tree.text_of(doc)
    start, end = span

    def cut(at: int) -> bool:
        if text[at].isspace() or text[at] in ",;:–—-":
            return True
        return text[at] in _MARKS and _is_loose(text, start, end, at)

    def shrink() -> None:
        nonlocal start, end
        while start < end and cut(start):
            start += 1
        while end > start and cut(end - 1):
            end -= 1

    shrink()
    if quoted:
        start, end = _without_single_marks(text, start, end)
        shrink()
    elif start < end:
        first = doc.char_span(start, start + 1, alignment_mode="expand")
        if first is not None and first[0].lower_ == "that" and first[0].dep_ == "mark":
            start = first.end_char
        shrink()
    return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None


def _opens(text: str, at: int) -> bool:
    """Whether a sentence may begin at `at`: with no mark that closes the one before."""
    if text[at] in "”)":
        return False
    return text[at] not in "\"'" or (text[at - 1].isspace() and not text[at + 1 : at + 2].isspace())


def _sentences(doc: Doc, span: Span) -> Iterator[Span]:
    """Yield the pieces of `span` between the beginnings of its sentences."""
    text = tree.text_of(doc)
    cuts = [t.idx for t in tree.tokens_in(doc, span) if t.is_sent_start]
    cuts = [c for c in cuts if span.start < c < span.end and _opens(text, c)]
    edges = [span.start, *cuts, span.end]
    for start, end in itertools.pairwise(edges):
        yield Span(start, end)


def _is_quoted(relation: Relation, part: Span, marks: list[Quotation]) -> bool:
    """Whether the words of the content in `part` are quoted: all in marks, or a turn of talk."""
    if relation.rule == TRANSCRIPT:
        return True
    clips = [
        (max(c.start, part.start), min(c.end, part.end))
        for c in relation.content
        if c.overlaps(part)
    ]
    return bool(clips) and all(inside(marks, start, end) for start, end in clips)


def split(doc: Doc, relation: Relation, quotations: Sequence[Quotation]) -> list[Span]:
    """Return the statements of `relation`, in order."""
    text = tree.text_of(doc)
    marks = list(quotations)
    found: list[Span] = []
    for stretch in relation.shown:
        for piece in _sentences(doc, stretch):
            end = piece.start + len(piece.of(text).rstrip())
            span = _trim(doc, piece, quoted=inside(marks, piece.start, end))
            if span is None:
                continue
            if found and len(span.of(text).split()) < 2 and found[-1].end <= span.start:
                joined = Span(found[-1].start, span.end)
                if (
                    "\n" not in joined.of(tree.text_of(doc))
                    and joined.end - joined.start < 400
                    and stretch.covers(joined)
                ):
                    found[-1] = joined
                    continue
            found.append(span)
    return found


def names_in(doc: Doc) -> list[Span]:
    """Return where `doc` names parties and other entities, in order."""
    names = [m.span for m in doc._.party_mentions]
    names += [Span(e.start_char, e.end_char) for e in doc.ents if e.label_ in _NAMES]
    return sorted(names)


def inner_contents(relations: Sequence[Relation], resolved: Sequence[Resolved]) -> list[list[Span]]:
    """Return for each relation the contents inside its own that another source says."""
    found: list[list[Span]] = [[] for _ in relations]
    for relation, who in zip(relations, resolved, strict=True):
        if relation.outer is not None:
            above = resolved[relation.outer].source
            if (who.source.party, who.source.name) != (above.party, above.name):
                found[relation.outer] += relation.content
    return found


@lru_cache(maxsize=1)
def columns_of(doc: Doc) -> Columns:
    """Return the columns of `doc` for the tone of its parts; its names carry none."""
    return read_columns(doc, names_in(doc))


def voice_of(relation: Relation, quoted: bool, resolved: Resolved, outer: Found | None) -> Voice:
    """Return whose words a statement is, seen from the party that it counts for."""
    if relation.family == "open":
        return Voice.ABOUT
    source = resolved.source
    if source.party is None and resolved.about:
        insider = source.layer in ("outlet", "anonymous")
        return Voice.REPORTED if insider else Voice.ABOUT
    through = outer is not None and outer.layer != "outlet"
    if through and outer is not None and (outer.party is None or outer.party != source.party):
        return Voice.SECOND_HAND
    by = None if resolved.through is None else resolved.through.party
    if by is not None and source.party is not None and by != source.party:
        return Voice.SECOND_HAND
    spoken = relation.family == "judgement" and relation.kind is not Kind.INDIRECT
    told = relation.family in TOLD and not quoted and not spoken
    if told or relation.family == "denial":
        return Voice.REPORTED
    return Voice.OWN if quoted else Voice.PARAPHRASED


def _frame(doc: Doc, relation: Relation, part: Span) -> list[Span]:
    """Return the stretches outside the statement whose markers bear on it.

    Its cue; and, for what is reported of a party, what stands before it in its clause
    ("it looks like …").
    """
    found = [c for c in relation.cue if c.end <= part.start]
    if relation.family in TOLD:
        first = doc.char_span(part.start, part.start + 1, alignment_mode="expand")
        start = first.sent.start_char if first is not None else part.start
        before = tree.text_of(doc)[start : part.start]
        comma = max(before.rfind(","), before.rfind(";"), before.rfind("\n"))
        if part.start - (start + comma + 1) > 1:
            found.append(Span(start + comma + 1, part.start))
    return found


class PartReader:
    """Reads the statements of relations, with one dossier's issues and overlay."""

    def __init__(self, tone: ToneScorer, issues: IssueMatcher) -> None:
        self._tone = tone
        self._issues = issues

    def read(
        self,
        doc: Doc,
        relation: Relation,
        resolved: Resolved,
        outer: Found | None,
        quotations: Sequence[Quotation],
        columns: Columns,
        stances: StanceReader,
        inner: Sequence[Span] = (),
    ) -> list[PartFound]:
        """Return the statements of `relation`.

        `outer` is the speaker whose words it stands in; `inner` are the
        contents inside that are somebody else's.
        """
        marks = list(quotations)
        found = []
        for span in split(doc, relation, quotations):
            tone, untoned = None, ""
            quoted = _is_quoted(relation, span, marks)
            voice = voice_of(relation, quoted, resolved, outer)
            markers = find_markers(doc, span, _frame(doc, relation, span))
            issues = self._issues.find(doc, span)
            if voice.is_own:
                heard = self._tone.of(doc, columns, span)
                tone, untoned = (None if heard.missing else heard.tone), heard.missing
            reasons = stances.read(relation, resolved, span, issues, markers, inner)
            if not any(not reason.issue for reason in reasons):
                reasons += leaning_by_tone(tone)
            found.append(
                PartFound(
                    span=span,
                    voice=voice,
                    certainty=certainty_of(markers),
                    markers=markers,
                    negations=find_negations(doc, span),
                    tone=tone,
                    untoned=untoned,
                    issues=issues,
                    reasons=reasons,
                    topics=stances.topics(
                        relation, resolved, span, find_phrases(doc, span), markers, inner
                    ),
                )
            )
        return found
