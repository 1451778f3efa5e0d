"""Which statement a decision is about, after the article was analysed again or edited.

At the same place of the same text; else where most of its words stand; in another version of the
article where its words stand once in the same sentence, of the same source. In doubt none: a
decision on the wrong statement would put words into somebody's mouth, a lost one is listed.
"""

from bisect import bisect_left
from collections.abc import Iterable

from msgspec import Struct

from analysis.decisions.places import Searchable, joined, plain_words, sentence_at
from analysis.decisions.reference import reading, words
from analysis.models import Analysis, Anchor, Attribution, Document, Span, Statement
from analysis.models.attachment import How

HALF = 0.5
"""The least share of common characters (of all that either has) for most of its words."""
ALMOST = 0.9
"""From this share on it is the same statement, whatever source it is now given to."""
CLEAR = 0.2
"""By how much the best must be better than the next."""
REPEATED = "its words stood more than once in the older version: which were kept is not known"
NEAR = 200
"""Characters around a place within which statements are offered instead."""


class Placed(Struct, frozen=True):
    """A statement in its attribution."""

    attribution: Attribution
    statement: Statement


class Found(Struct, frozen=True):
    """The statement of a decision and how it was found, or why it was not and what is near."""

    placed: Placed | None = None
    how: How = How.EXACT
    reason: str = ""
    candidates: tuple[str, ...] = ()


class Finder:
    """Finds statements in one document by their anchors."""

    def __init__(self, document: Document, analysis: Analysis | None) -> None:
        self._document = document
        found = [
            Placed(a, part) for a in (analysis.attributions if analysis else ()) for part in a.parts
        ]
        self._all = sorted(found, key=lambda p: (p.statement.span, p.statement.id))
        self._starts = [p.statement.span.start for p in self._all]
        self._longest = max((_length(p.statement.span) for p in self._all), default=0)
        self._text = Searchable(document.text)

    def find(self, anchor: Anchor, statement_id: str = "", older: "Finder | None" = None) -> Found:
        """Return what `anchor` is about; `statement_id` is the id that it had.

        With `older`, the version that it was made on, words that stand there or here more than
        once are told apart by the words around them.
        """
        span = Span(anchor.start, anchor.end)
        same_text = anchor.document == self._document.id
        if same_text and span.of(self._document.text) == anchor.quote:
            return self._at(span, anchor, statement_id, How.EXACT)
        spans = self._text.places(anchor)
        repeated = older is not None and older.repeats(anchor)
        if older is not None and (repeated or len(spans) > 1):
            spans = self._told_apart(spans, anchor, older) or (spans if not repeated else [])
        if len(spans) == 1:
            return self._elsewhere(spans[0], anchor)
        seen = list(self._text.all(anchor.quote))
        if len(spans) > 1:
            reason = f"its words stand {len(spans)} times in the article"
        elif seen and repeated:
            reason = REPEATED
        elif seen:
            reason = "the sentence that its words stand in has changed"
        else:
            reason = "its words are no longer in the article"
        near = [p for place in seen or [span] for p in self._near(place)]
        return Found(reason=reason, candidates=_ids(near))

    def _told_apart(self, spans: list[Span], anchor: Anchor, older: "Finder") -> list[Span]:
        """Return the place that the same words surround as in `older`, where there is just one."""
        text, place = older._document.text, Span(anchor.start, anchor.end)
        there = older._text.surrounded(older._text.places(anchor), text, place)
        here = self._text.surrounded(spans, text, place)
        return here if len(there) == len(here) == 1 else []

    def place_of(self, anchor: Anchor) -> Span | None:
        """Return where the words of `anchor` stand, None unless that is beyond doubt."""
        span = Span(anchor.start, anchor.end)
        if anchor.document == self._document.id and span.of(self._document.text) == anchor.quote:
            return span
        spans = self._text.places(anchor)
        return spans[0] if len(spans) == 1 else None

    def repeats(self, anchor: Anchor) -> bool:
        """Return whether the words of `anchor` stand more than once in sentences like theirs."""
        return len(self._text.places(anchor)) > 1

    def touches(self, span: Span) -> bool:
        """Return whether any statement has words in common with `span`."""
        return any(p.statement.span.overlaps(span) for p in self._between(span))

    def _elsewhere(self, span: Span, anchor: Anchor) -> Found:
        """In another version of the article: only where the same source still says it."""
        found = self._at(span, anchor, "", How.QUOTE)
        if found.placed is None or self._same_source(found.placed, anchor):
            return found
        reason = "another source, or another verb, now stands with its words"
        return Found(reason=reason, candidates=_ids(self._near(span)))

    def _at(self, span: Span, anchor: Anchor, statement_id: str, how: How) -> Found:
        exact = [p for p in self._between(span) if p.statement.span == span]
        if not exact:
            return self._overlapping(span, anchor, How.OVERLAP if how is How.EXACT else how)
        same = [p for p in exact if self._same_source(p, anchor)]
        if len(same) > 1:
            same = [p for p in same if p.statement.id == statement_id]
        if not same and len(exact) == 1 and anchor.alone:
            same = exact  # nothing else was there that it could be taken for
        if len(same) == 1:
            return Found(same[0], how)
        many = f"{len(exact)} statements stand" if len(exact) > 1 else "another statement stands"
        return Found(reason=f"{many} at its place", candidates=_ids(exact))

    def _overlapping(self, span: Span, anchor: Anchor, how: How) -> Found:
        near = self._near(span)
        shares = sorted(
            ((_share(p.statement.span, span), p.statement.id, p) for p in self._between(span)),
            key=lambda row: (-row[0], row[1]),
        )
        fitting = [row for row in shares if row[0] >= HALF]
        if not fitting:
            return Found(reason="no statement stands at its place now", candidates=_ids(near))
        best = fitting[0]
        if len(fitting) > 1 and best[0] - fitting[1][0] < CLEAR:
            return Found(
                reason="more than one statement has most of its words",
                candidates=_ids(p for _, _, p in fitting),
            )
        certain = anchor.alone and best[0] >= ALMOST
        if not certain and not self._same_source(best[2], anchor):
            return Found(
                reason="the statement that has most of its words is given to another source",
                candidates=_ids(near),
            )
        return Found(best[2], how)

    def _same_source(self, placed: Placed, anchor: Anchor) -> bool:
        text, found = self._document.text, placed.attribution
        source = plain_words(joined(found.source, text))
        cue = plain_words(joined(found.cue, text))
        if source != plain_words(anchor.source):
            return False
        was = plain_words(anchor.cue)
        return cue == was or (bool(source and was) and self._same_verb(found, cue, was))

    def _same_verb(self, found: Attribution, cue: str, was: str) -> bool:
        """Whether only the machine sees the verb of a source differently.

        "said" is a part of "said on Monday"; and where no verb was found, the one that was found
        before may stand next to the source as it did.
        """
        text = self._document.text
        if any(char.isalpha() for char in cue):
            span = Span(found.cue[0].start, found.cue[-1].end)
            same = f" {was} " in f" {cue} " or f" {cue} " in f" {was} "
        else:
            span = sentence_at(text, found.source[0])
            source, there = plain_words(found.source[0].of(text)), plain_words(span.of(text))
            same = f" {source} {was}" in f" {there}" or f"{was} {source}" in there
        denied = (
            w.word in words().denying or "n't" in w.word for w in reading(text).between(*span)
        )
        return same and not any(denied)

    def _between(self, span: Span) -> list[Placed]:
        """Return the statements that have a character in common with `span`."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return [p for p in self._all[first:last] if p.statement.span.overlaps(span)]

    def _near(self, span: Span) -> list[Placed]:
        touching = self._between(span)
        return touching or self._between(Span(span.start - NEAR, span.end + NEAR))


def _length(span: Span) -> int:
    return span.end - span.start


def _share(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / (_length(one) + _length(other) - common)


def _ids(placed: Iterable[Placed]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.statement.id for p in placed))
