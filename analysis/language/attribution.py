"""Attribution relations: cues and roles from the parse, extents from the quotation marks.

`find_relations` is where the two meet. A content that touches a quotation takes the whole of
it, over its sentences and paragraphs; a quotation that no cue of the parse claims looks for the
speaker beside it; one that follows another without any belongs to the same speaker.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from analysis.language import speech, tree
from analysis.language.cues import Candidate, find_candidates
from analysis.language.quotations import inside
from analysis.language.results import Quotation, Relation
from analysis.models import Kind, Span

_FIRST_PERSON = frozenset({"i", "we", "you", "me", "us"})
_SENTENCE_ENDS = frozenset(".!?…")
_STOPS = frozenset(".!?\n")
_LONGEST_CLAUSE = 600
_LONGEST_GAP = 120


@dataclass
class _Draft:
    """A relation in the making; spans in the analysed text."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: list[Span]
    family: str
    rule: str
    confidence: float
    needs_party: bool = False
    quoted: bool = False
    whole: bool = False


def merge(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Return the spans in order, joined where no letter or digit stands between them."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and not any(c.isalnum() for c in text[found[-1].end : span.start]):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _kind(content: Sequence[Span], quotations: Sequence[Quotation], text: str) -> Kind:
    """Return whether all, some or none of the words of `content` stand in quotation marks."""
    total = quoted = 0
    for span in content:
        marks = [s for q in quotations for s in q.segments if s.overlaps(span)]
        for at in range(span.start, span.end):
            if text[at].isalnum():
                total += 1
                quoted += any(s.start <= at < s.end for s in marks)
    if not quoted:
        return Kind.INDIRECT
    return Kind.DIRECT if quoted == total else Kind.MIXED


def _take_quotations(
    spans: Sequence[Span], quotations: Sequence[Quotation], text: str
) -> tuple[list[Span], bool]:
    """Return `spans` with every quotation that they touch taken whole, and whether any was.

    A complementiser before a full quotation ("said that “…”") falls away: the words are the
    quotation's.
    """
    taken = [q for q in quotations if any(s.overlaps(g) for s in spans for g in q.segments)]
    grown = list(spans)
    for quotation in taken:
        grown.extend(quotation.segments)
    merged = list(merge(grown, text))
    if len(merged) == 1 and taken:
        span, first = merged[0], taken[0].segments[0]
        if (
            text[span.start : first.start].strip().lower() == "that"
            and taken[-1].span.end >= span.end
        ):
            merged = [Span(first.start, span.end)]
    return merged, bool(taken)


def _speaks_inside(doc: Doc, candidate: Candidate) -> bool:
    """Whether a candidate inside a quotation has a source that the reader could name.

    "I think", "those who argue": what a speaker does with words is no attribution of its own.
    """
    words = [doc[i] for i in candidate.source]
    if any(t.lower_ in _FIRST_PERSON for t in words):
        return False
    named = any(t.pos_ == "PROPN" for t in words)
    definite = any(t.lower_ == "the" for t in words) and any(t.pos_ == "NOUN" for t in words)
    return (named or definite) and candidate.family in ("speech", "open")


def _from_parse(doc: Doc, quotations: Sequence[Quotation]) -> list[_Draft]:
    """Return the relations that the parse shows, grown to the quotations that they touch."""
    drafts = []
    marks = list(quotations)
    for candidate in find_candidates(doc):
        cue = tree.spans(candidate.cue, doc)
        content = tree.spans(candidate.content, doc)
        if not cue or not content:
            continue
        nested = inside(marks, cue[0].start, cue[-1].end)
        if nested and not _speaks_inside(doc, candidate):
            continue
        source = tree.spans(candidate.source, doc)
        took = False
        if nested:
            grown = list(content)
        else:
            outside = [
                q for q in quotations if not any(s.overlaps(q.span) for s in (*cue, *source))
            ]
            grown, took = _take_quotations(content, outside, tree.text_of(doc))
        drafts.append(
            _Draft(
                source,
                cue,
                grown,
                candidate.family,
                candidate.rule,
                candidate.confidence,
                candidate.needs_party,
                took,
                candidate.whole,
            )
        )
    return drafts


def _by_cue(drafts: Sequence[_Draft], cue: tuple[Span, ...]) -> _Draft | None:
    return next(
        (d for d in drafts if d.cue and any(a.overlaps(b) for a in d.cue for b in cue)), None
    )


def _attach(doc: Doc, drafts: list[_Draft], quotations: Sequence[Quotation]) -> None:
    """Give each quotation that no relation holds yet to the speaker beside or before it."""
    quoted = speech.quoted_tokens(doc, quotations)
    last: _Draft | None = None
    for quotation in quotations:
        holder = next((d for d in drafts if speech.covered(d.content, quotation)), None)
        if holder is not None:
            last = holder if holder.quoted else last
            continue
        if not speech.is_speech(doc, quotation):
            continue
        tag = speech.find_tag(doc, quotation, quoted)
        if tag is not None:
            last = _tagged(doc, drafts, quotation, tag)
        elif last is not None:
            last = _continue(doc, drafts, quotation, last)


def _tagged(doc: Doc, drafts: list[_Draft], quotation: Quotation, tag: speech.Tag) -> _Draft:
    cue = tree.spans(tag.cue, doc)
    known = _by_cue(drafts, cue)
    if known is not None and cue:
        known.content = list(merge([*known.content, *quotation.segments], tree.text_of(doc)))
        known.quoted = True
        return known
    draft = _Draft(
        tree.spans(tag.source, doc),
        cue or _mark(doc, tag.cue),
        list(quotation.segments),
        "speech",
        tag.rule,
        tag.confidence,
        quoted=True,
    )
    drafts.append(draft)
    return draft


def _mark(doc: Doc, indices: set[int]) -> tuple[Span, ...]:
    """Return the span of a cue that is a punctuation mark (the colon)."""
    return tuple(Span(doc[i].idx, doc[i].idx + 1) for i in sorted(indices))


def _continue(doc: Doc, drafts: list[_Draft], quotation: Quotation, last: _Draft) -> _Draft | None:
    """Give a quotation without a cue to the speaker before it, if nothing else intervenes."""
    end = max(s.end for s in (*last.content, *last.cue, *last.source))
    if last.cue and last.content[-1].end <= last.cue[-1].start:
        token = doc.char_span(*last.cue[-1], alignment_mode="expand")
        end = max(end, token.sent.end_char) if token is not None else end
    end = min(end, quotation.span.start)
    if speech.follows(doc, end, quotation.span.start):
        last.content = list(merge([*last.content, *quotation.segments], tree.text_of(doc)))
        return last
    before = tree.text_of(doc)[end : quotation.span.start]
    if (before.strip() and len(before.split()) > 25) or before.count("\n\n") > 1:
        return None
    whole = tree.text_of(doc)[: quotation.span.start].rstrip(" ")[-1:] in ("\n", "")
    if not whole:
        return None
    draft = _Draft(
        last.source, (), list(quotation.segments), "speech", "quotation continues", 0.5, quoted=True
    )
    drafts.append(draft)
    return draft


def _shown(draft: _Draft, doc: Doc, quotations: Sequence[Quotation]) -> tuple[Span, ...] | None:
    """Return what a person reads as the statement; None where it would mislead.

    The content; for what is reported, wanted or denied the whole clause, without which "it had
    paid" would be the opposite of "denied that it had paid". A content that its cue interrupts
    inside a sentence is shown from its first word to its last, the cue between.
    """
    text = tree.text_of(doc)
    content = tuple(draft.content)
    direct = _kind(content, quotations, text) is Kind.DIRECT
    denied = draft.family == "denial"
    if not draft.whole or (direct and not denied):
        return _joined(content, doc)
    spans = [*draft.source, *draft.cue, *content]
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    fits = "\n" not in whole.of(text) and len(whole.of(text)) <= _LONGEST_CLAUSE
    if fits and (draft.source or not denied):
        return (whole,)
    return None if denied else _joined(content, doc)


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
    found = []
    for relation in relations:
        places = (*relation.cue, *relation.content)
        best: int | None = None
        for i, other in enumerate(relations):
            if other is relation or other.content == relation.content:
                continue
            holds = all(any(c.covers(p) for c in other.content) for p in places)
            if holds and (best is None or _size(other) < _size(relations[best])):
                best = i
        found.append(replace(relation, outer=best))
    return found


def _size(relation: Relation) -> int:
    return sum(s.end - s.start for s in relation.content)


def _unique(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Return the drafts without the weaker of two that have the same content."""
    best: dict[tuple[Span, ...], _Draft] = {}
    for draft in drafts:
        key = tuple(draft.content)
        if key not in best or draft.confidence > best[key].confidence:
            best[key] = draft
    return list(best.values())


def find_relations(doc: Doc, quotations: Sequence[Quotation]) -> list[Relation]:
    """Return the attribution relations of `doc`, in the order of their contents."""
    drafts = _from_parse(doc, quotations)
    _attach(doc, drafts, quotations)
    drafts = [d for d in _unique(drafts) if d.content]
    relations = []
    for d in sorted(drafts, key=lambda d: (d.content[0], d.cue)):
        shown = _shown(d, doc, quotations)
        if shown is None:
            continue
        relations.append(
            Relation(
                source=d.source,
                cue=d.cue,
                content=tuple(d.content),
                shown=shown,
                kind=_kind(d.content, quotations, tree.text_of(doc)),
                family=d.family,
                rule=d.rule,
                confidence=round(d.confidence, 3),
                needs_party=d.needs_party,
            )
        )
    return _nest(relations)
