"""The statements of a relation: sentence by sentence, with voice, certainty, tone and issues."""

import itertools
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from analysis.language import tree
from analysis.language.certainty import certainty_of, find_markers, find_negations
from analysis.language.issues import IssueMatcher
from analysis.language.quotations import inside
from analysis.language.results import Found, PartFound, Quotation, Relation, Resolved
from analysis.language.tone import ToneScorer
from analysis.models import Kind, Span, Tone, Voice

_MARKS = '“”„«»"`'
_LEAD = ("that", "to the effect that")
_NAMES = frozenset({"PERSON", "ORG", "GPE", "PRODUCT", "WORK_OF_ART", "EVENT", "FAC"})
_REPORTED = frozenset({"intent", "act", "cognition", "judgement"})


_CLOSERS = {"“": "”", "«": "»", "„": "“"}
_OPENERS = {"”": "“", "»": "«", "“": "„"}


def _is_loose(text: str, start: int, end: int, at: int) -> bool:
    """Whether the mark at one end of `text[start:end]` has no partner inside, or wraps it all."""
    if at == start:
        partner = text.find(_CLOSERS.get(text[at], text[at]), start + 1, end)
        return partner in (-1, end - 1)
    return _OPENERS.get(text[at], text[at]) not in text[start:at]


def _trim(text: str, span: Span, *, quoted: bool) -> Span | None:
    """Return `span` without white space, outer marks, a leading "that" and a trailing comma."""
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
    if not quoted:
        for lead in _LEAD:
            if text[start:end].lower().startswith(lead + " "):
                start += len(lead) + 1
        shrink()
    return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None


def _sentences(doc: Doc, span: Span) -> Iterator[Span]:
    """Yield the pieces of `span` between the beginnings of its sentences."""
    cuts = [t.idx for t in tree.tokens_in(doc, span) if t.is_sent_start and span.start < t.idx]
    # A sentence that begins with the closing mark of the one before is an artefact of the parser.
    cuts = [c for c in cuts if tree.text_of(doc)[c] not in "”\"')" and c < span.end]
    edges = [span.start, *cuts, span.end]
    for start, end in itertools.pairwise(edges):
        yield Span(start, end)


def split(doc: Doc, relation: Relation, quotations: Sequence[Quotation]) -> list[Span]:
    """Return the statements of `relation`, in order."""
    text = tree.text_of(doc)
    marks = list(quotations)
    found: list[Span] = []
    for stretch in relation.shown:
        for piece in _sentences(doc, stretch):
            span = _trim(text, piece, quoted=inside(marks, piece.start, piece.end))
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
    """Return where `doc` names parties and other entities."""
    names = [m.span for m in doc._.party_mentions]
    return names + [Span(e.start_char, e.end_char) for e in doc.ents if e.label_ in _NAMES]


def voice_of(relation: Relation, quoted: bool, resolved: Resolved, outer: Found | None) -> Voice:
    """Return whose words a statement is, seen from the party that it counts for."""
    if relation.family == "open":
        return Voice.ABOUT
    source = resolved.source
    if source.party is None and resolved.about:
        return Voice.REPORTED
    through = outer is not None and outer.layer != "outlet"
    if through and outer is not None and (outer.party is None or outer.party != source.party):
        return Voice.SECOND_HAND
    spoken = relation.family == "judgement" and relation.kind is not Kind.INDIRECT
    if relation.family in _REPORTED and not quoted and not spoken:
        return Voice.REPORTED
    return Voice.OWN if quoted else Voice.PARAPHRASED


def _frame(doc: Doc, relation: Relation, part: Span) -> list[Span]:
    """Return the stretches outside the statement whose markers bear on it.

    Its cue; and, for what is reported of a party, what stands before it in its clause
    ("it looks like …").
    """
    found = [c for c in relation.cue if c.end <= part.start]
    if relation.family in _REPORTED:
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
        names: Sequence[Span],
    ) -> list[PartFound]:
        """Return the statements of `relation`.

        `outer` is the speaker whose words it stands in; `names` carry no tone.
        """
        marks = list(quotations)
        found = []
        for span in split(doc, relation, quotations):
            quoted = inside(marks, span.start, span.end)
            voice = voice_of(relation, quoted, resolved, outer)
            markers = find_markers(doc, span, _frame(doc, relation, span))
            found.append(
                PartFound(
                    span=span,
                    voice=voice,
                    certainty=certainty_of(markers),
                    markers=markers,
                    negations=find_negations(doc, span),
                    tone=self._tone_of(doc, span, names) if voice.is_own else None,
                    issues=self._issues.find(doc, span),
                )
            )
        return found

    def _tone_of(self, doc: Doc, span: Span, names: Sequence[Span]) -> Tone:
        near = [n for n in names if n.overlaps(span)]
        return self._tone.score(span.of(tree.text_of(doc)), span.start, near)
