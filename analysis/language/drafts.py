"""Attribution relations in the making: cues and roles, extents from the quotation marks.

`find_drafts` is where the two meet. A content that touches a quotation takes the whole of it,
over its sentences and paragraphs; a quotation that no cue claims looks for the speaker beside
it; one that follows another without any belongs to the same speaker.
"""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from analysis.language import relayed, speech, tree
from analysis.language.asides import find_asides, without_asides
from analysis.language.combine import combine
from analysis.language.cues import Candidate, find_candidates
from analysis.language.draft import Draft
from analysis.language.inserted import find_inserted, subjects_parted
from analysis.language.labeller import Weights, label
from analysis.language.lists import find_lists
from analysis.language.passing import pass_on
from analysis.language.quotations import inside
from analysis.language.results import TRANSCRIPT, Quotation
from analysis.language.transcripts import find_turns
from analysis.language.unsaid import is_unsaid
from analysis.models import Span

TOLD_BEFORE = "quotation follows"
"""The rule of a quotation that is given to who is told to speak in the sentence before it."""

_SPOKEN = frozenset({"speech", "cognition", "judgement", "denial"})
_FIRST_PERSON = frozenset({"i", "we", "you", "me", "us"})
_UTTERANCE = 2  # words


def merge(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Return the spans in order, joined where no letter or digit stands between them."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and not any(c.isalnum() for c in text[found[-1].end : span.start]):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _is_utterance(quoted: str) -> bool:
    """Whether a quotation is a sentence of its own, not words woven into another's."""
    words = quoted.strip("“”„«»\"'`‘’ ")
    return words[:1].isupper() and len(words.split()) >= _UTTERANCE and words[-1:] in ",.!?…"


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
    if any(_is_utterance(q.span.of(text)) for q in taken):
        # What stands apart from a full utterance is another's, or the writer's.
        merged = [m for m in merged if any(g.overlaps(m) for q in taken for g in q.segments)]
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


def _candidates(
    doc: Doc, quotations: Sequence[Quotation], weights: Weights | None
) -> list[Candidate]:
    """Return what the rules find, or with `weights` what rules and labeller find together."""
    found = list(find_candidates(doc))
    if weights is not None and len(doc):
        grid, labelled = label(doc, quotations, found, weights)
        found = list(combine(doc, grid, found, labelled, weights.meta.threshold))
    quoted = [c for c in relayed.find_quoted(doc) if not any(is_unsaid(doc[i]) for i in c.cue)]
    quoted += relayed.find_recited(doc)
    quoted += [c for c in relayed.find_hearsay(doc) if not is_unsaid(doc[min(c.cue)].head)]
    asides = find_asides(doc, quotations)
    inserted = find_inserted(doc)
    taken = {i for c in (*quoted, *inserted) for i in c.cue}
    others: Iterable[Candidate] = (c for c in found if taken.isdisjoint(c.cue))
    others = without_asides(doc, [*others, *quoted], asides)
    others = subjects_parted(doc, list(others), inserted)
    others = (c for c in others if not relayed.hides_name(doc, c.content))
    return sorted([*others, *inserted, *asides], key=lambda c: min(c.cue))


def _turns(doc: Doc) -> list[Draft]:
    """Return the turns of a transcript as relations."""
    return [
        Draft(
            (turn.name,), (turn.colon,), list(turn.content), "speech", TRANSCRIPT, 0.9, quoted=True
        )
        for turn in find_turns(tree.text_of(doc))
    ]


def _from_parse(
    doc: Doc,
    quotations: Sequence[Quotation],
    candidates: Iterable[Candidate],
    turns: Sequence[Draft],
) -> list[Draft]:
    """Return the relations of the candidates, grown to the quotations that they touch.

    Inside a quotation or a turn only what names its own source counts.
    """
    drafts = []
    marks = [*quotations, *(Quotation(tuple(turn.content)) for turn in turns)]
    wholes = [q.span for q in quotations]
    for given in candidates:
        candidate = _whose(doc, given)
        cue = tree.spans(candidate.cue, doc)
        content = tree.spans(candidate.content, doc)
        if not cue or not content:
            continue
        nested = inside(marks, cue[0].start, cue[-1].end)
        if nested and not _speaks_inside(doc, candidate):
            continue
        source = tree.spans(_without_mark(doc, candidate.source), doc)
        took = False
        if nested:
            grown = list(content)
        else:
            reach = Span(content[0].start, content[-1].end)
            outside = [
                q
                for q, whole in zip(quotations, wholes, strict=True)
                if whole.overlaps(reach) and not any(s.overlaps(whole) for s in (*cue, *source))
            ]
            grown, took = _take_quotations(content, outside, tree.text_of(doc))
        drafts.append(
            Draft(
                source,
                cue,
                grown,
                candidate.family,
                candidate.rule,
                candidate.confidence,
                candidate.needs_party,
                took,
                candidate.whole,
                candidate.by,
                candidate.odds,
                candidate.agreement,
                tree.spans(candidate.through, doc),
            )
        )
    return drafts


def _without_mark(doc: Doc, source: set[int]) -> set[int]:
    """Return a source without the mark that closes the quotation, or the day, before it."""
    marks = {i for i in source if doc[i].is_quote}
    named = source - marks if marks == {min(source, default=-1)} else source
    comma = next((i for i in sorted(named) if doc[i].text == ","), None)
    if comma is not None:
        day = {i for i in named if i <= comma}
        if named - day and all(doc[i].ent_type_ == "DATE" for i in day - {comma}):
            return named - day  # "On Wednesday, Petra Lund, who …"
    return named


def _whose(doc: Doc, candidate: Candidate) -> Candidate:
    """Return a candidate with its words given to who wrote them, to nobody if they are invented."""
    candidate = relayed.passed_on(doc, candidate)
    if relayed.is_invented(doc, candidate.cue):
        return candidate._replace(family="denial", whole=True)
    return candidate


def _by_cue(drafts: Sequence[Draft], cue: tuple[Span, ...]) -> Draft | None:
    return next(
        (d for d in drafts if d.cue and any(a.overlaps(b) for a in d.cue for b in cue)), None
    )


def _attach(doc: Doc, drafts: list[Draft], quotations: Sequence[Quotation]) -> None:
    """Give each quotation that no relation holds yet to the speaker beside or before it."""
    quoted = speech.quoted_tokens(doc, quotations)
    last: Draft | None = None
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
        else:
            goes_on = None if last is None else _continue(doc, drafts, quotation, last)
            last = goes_on or _told_before(doc, drafts, quotation, quoted)


def _tagged(doc: Doc, drafts: list[Draft], quotation: Quotation, tag: speech.Tag) -> Draft:
    cue = tree.spans(tag.cue, doc)
    known = _by_cue(drafts, cue)
    if known is not None and cue:
        known.content = list(merge([*known.content, *quotation.segments], tree.text_of(doc)))
        known.quoted = True
        return known
    one = _whose(doc, Candidate(tag.cue, tag.source, set(), "speech", tag.rule, tag.confidence))
    draft = Draft(
        tree.spans(one.source, doc),
        cue or _mark(doc, tag.cue),
        list(quotation.segments),
        one.family,
        tag.rule,
        tag.confidence,
        quoted=True,
        whole=one.whole,
        through=tree.spans(one.through, doc),
    )
    drafts.append(draft)
    return draft


def _mark(doc: Doc, indices: set[int]) -> tuple[Span, ...]:
    """Return the span of a cue that is a punctuation mark (the colon)."""
    return tuple(Span(doc[i].idx, doc[i].idx + 1) for i in sorted(indices))


def _continue(doc: Doc, drafts: list[Draft], quotation: Quotation, last: Draft) -> Draft | None:
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
    if any(map(str.isalnum, before)) or before.count("\n\n") > 1:
        return None
    whole = tree.text_of(doc)[: quotation.span.start].rstrip(" ")[-1:] in ("\n", "")
    if not whole:
        return None
    draft = Draft(
        last.source, (), list(quotation.segments), "speech", "quotation continues", 0.5, quoted=True
    )
    drafts.append(draft)
    return draft


def _told_before(
    doc: Doc, drafts: list[Draft], quotation: Quotation, quoted: set[int]
) -> Draft | None:
    """Give a quotation without a cue to who is told to speak in the sentence before it.

    "X said it was late. “It is always late.”": in one paragraph, and nobody else speaks there.
    """
    text, start = tree.text_of(doc), quotation.segments[0].start
    at = speech.first_token(doc, start) - 1
    if at < 0 or "\n" in text[doc[at].idx : start] or doc[at].text != ".":
        return None
    said = doc[at].sent
    here = Span(said.start_char, said.end_char)
    told = [
        d for d in drafts if d.source and d.family in _SPOKEN and any(here.covers(c) for c in d.cue)
    ]
    told = [d for d in told if not any(_is_within(d, other) for other in told)]
    if len({d.source for d in told}) != 1 or at - 1 in quoted:
        return None
    if speech.may_be_spoken_behind(doc, quotation, quoted):
        return None
    one = told[0]
    if one.family != "denial":
        one.content = sorted([*one.content, *quotation.segments])
        one.quoted = True
        return one
    # What is denied is not said, the quotation is.
    draft = Draft(one.source, (), list(quotation.segments), "speech", TOLD_BEFORE, 0.6, quoted=True)
    drafts.append(draft)
    return draft


def _is_within(one: Draft, other: Draft) -> bool:
    """Whether what one tells is part of what the other does."""
    return one is not other and any(c.overlaps(k) for c in other.content for k in one.cue)


def _announced(doc: Doc, drafts: list[Draft]) -> None:
    """Give the items of each list to the cue in the line that announces it."""
    for announced in find_lists(tree.text_of(doc)):
        known = [d for d in drafts if d.cue and announced.line.covers(d.cue[-1])]
        if known:
            last = max(known, key=lambda d: d.cue[-1].end)
            # Not merged: each item is a statement of its own.
            last.content = sorted([*last.content, *announced.items])
            continue
        tag = speech.find_announcer(doc, announced.line)
        if tag is not None:
            source, cue = tree.spans(tag.source, doc), tree.spans(tag.cue, doc)
            items = list(announced.items)
            drafts.append(Draft(source, cue, items, "speech", tag.rule, tag.confidence))


def _unique(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts without the weaker of two that have the same content."""
    best: dict[tuple[Span, ...], Draft] = {}
    for draft in drafts:
        key = tuple(draft.content)
        if key not in best or draft.confidence > best[key].confidence:
            best[key] = draft
    return list(best.values())


def find_drafts(doc: Doc, quotations: Sequence[Quotation], weights: Weights | None) -> list[Draft]:
    """Return the relations of `doc` before a reader's view of them, their confidence raw."""
    turns = _turns(doc)
    found = _candidates(doc, quotations, weights)
    drafts = [*turns, *_from_parse(doc, quotations, found, turns)]
    _attach(doc, drafts, quotations)
    _announced(doc, drafts)
    return [d for d in pass_on(doc, _unique(drafts)) if d.content]
