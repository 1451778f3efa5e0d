"""Where stances do not go together, and where they do: suggestions, each with its evidence.

Rather too few than too many. Two stances meet only where they are about the same: what is refused
to one party ("not sell to Microsoft") is at odds with that party's wish alone. For stands against
against; and where one says that it is another thing than the matter ("restructuring rather than
an outright sale"), that stands against the whole of it ("sell off completely") and, within one
article, against its plain statement. Two guesses contradict nothing, and what two parties say
together divides nobody. Parties agree where each says so in its own voice.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby, pairwise
from typing import NamedTuple

from msgspec.structs import replace

from analysis.comparison.found import found_of
from analysis.comparison.rows import Ground, Row, certainty_of
from analysis.comparison.turns import contrast_of
from analysis.models import (
    Agreement,
    Certainty,
    Conflict,
    ConflictLevel,
    Document,
    Entry,
    Issue,
    PartyView,
    Position,
    Shift,
    Side,
    Span,
    StanceValue,
)
from analysis.models.lazy import heads_of, ids_of, lazily

_FOR, _AGAINST = StanceValue.FOR, StanceValue.AGAINST
_SOFT = (StanceValue.QUALIFIED, StanceValue.CONDITIONAL)
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_BEYOND = 200


class _Kind(NamedTuple):
    """What the entries of a party on an issue may have in common."""

    stance: StanceValue
    towards: str | None
    whole: bool
    instead: bool


class _One(NamedTuple):
    """An entry of a cell that takes a stance, unread: its row, document and number there."""

    row: Row
    document: str
    number: int
    ground: Ground

    @property
    def span(self) -> Span:
        return Span(self.row.start, self.row.end)

    @property
    def is_firm(self) -> bool:
        return certainty_of(self.row) is Certainty.ASSERTED

    @property
    def kind(self) -> _Kind:
        ground = self.ground
        return _Kind(StanceValue(ground.stance), ground.towards, ground.whole, ground.instead)


def _kinds(entries: Iterable[_One]) -> dict[_Kind, list[_One]]:
    """The entries by kind, each list in the order of weight."""
    found: dict[_Kind, list[_One]] = {}
    for one in entries:
        if certainty_of(one.row) is not Certainty.OPEN:
            found.setdefault(one.kind, []).append(one)
    return found


def _met(left: _Kind, right: _Kind, parties: tuple[str, str]) -> bool:
    """Whether two stances of two parties are about the same."""
    one, other = parties
    return left.towards in (None, other, right.towards) and right.towards in (
        None,
        one,
        left.towards,
    )


def _odds(left: _Kind, right: _Kind, *, plain: bool) -> int:
    """How much two stances are at odds: 2 for and against, 1 all of it and another thing, 0 none.

    With `plain` the matter's plain statement is enough to be at odds with another thing.
    """
    if {left.stance, right.stance} == {_FOR, _AGAINST}:
        return 2
    for one, other in ((left, right), (right, left)):
        full = one.stance is _FOR and (plain or one.whole)
        if full and other.stance is StanceValue.QUALIFIED and other.instead:
            return 1
    return 0


def _pair(left: Sequence[_One], right: Sequence[_One]) -> tuple[_One, _One] | None:
    """The weightiest two that are not the same words and not both guesses."""
    for one in left[:8]:
        for other in right[:8]:
            if (one.is_firm or other.is_firm) and one.span != other.span:
                return one, other
    return None


_Candidate = tuple[tuple[int, int], int, tuple[_One, _One], Sequence[_One], Sequence[_One]]


class Conflicts:
    """Looks for conflicts and agreements in one comparison.

    Only what is quoted is read.
    """

    def __init__(
        self,
        issues: Sequence[Issue],
        parties: Sequence[str],
        positions: Mapping[tuple[str, str], Position],
        documents: Mapping[str, Document],
    ) -> None:
        self._issues = [issue.id for issue in issues]
        self._parties = parties
        self._positions = positions
        self._documents = documents
        self._dates = {name: head.date for name, head in heads_of(documents).items()}
        self._cells: dict[tuple[str, str], list[_One]] = {}

    def _entries(self, issue: str, party: str) -> list[_One]:
        """The entries that take a stance, the weightiest first."""
        key = (issue, party)
        if key not in self._cells:
            own = found_of(self._positions[key].entries)
            rows = enumerate(zip(own.rows, own.documents, strict=True))
            self._cells[key] = [
                _One(row, name, number, ground)
                for number, (row, name) in rows
                if (ground := row.ground(issue)) is not None
            ]
        return self._cells[key]

    def _side(self, issue: str, lead: _One, others: Iterable[_One] = ()) -> Side:
        """The side of `lead`, which comes first."""
        numbers = [lead.number, *(one.number for one in others if one.number != lead.number)]
        own = found_of(self._positions[issue, lead.row.party].entries)
        return Side(lead.row.party, lead.kind.stance, own.pick(numbers))

    def conflicts(self) -> list[Conflict]:
        """Return the conflicts, issue by issue: between parties, inside documents, over time."""
        found: list[Conflict] = []
        for issue in self._issues:
            kinds = {party: _kinds(self._entries(issue, party)) for party in self._parties}
            for one, other in combinations(self._parties, 2):
                found += self._between(issue, (one, other), kinds[one], kinds[other])
            for party in self._parties:
                found += self._inside(issue, party)
                found += self._over_time(issue, party)
        return found

    def agreements(self) -> list[Agreement]:
        """Return what two or more parties say alike, each in its own voice, issue by issue."""
        found = []
        for issue in self._issues:
            sides: dict[tuple[StanceValue, str | None], list[Side]] = {}
            for party in self._parties:
                own = [one for one in self._entries(issue, party) if one.row.is_own]
                kinds = _kinds(own)
                stances = {kind.stance for kind in kinds} - {StanceValue.NONE, StanceValue.UNCLEAR}
                if len(stances) != 1 or StanceValue.QUALIFIED in stances:
                    continue
                stance = stances.pop()
                towards = {kind.towards for kind in kinds if kind.stance is stance}
                fitting = [one for one in own if one.kind.stance is stance]
                side = self._side(issue, fitting[0], fitting)
                sides.setdefault((stance, towards.pop() if len(towards) == 1 else None), []).append(
                    side
                )
            for (stance, _), alike in sides.items():
                if len({ids_of(side.entries)[0] for side in alike}) > 1:
                    found.append(Agreement(issue, stance, tuple(alike)))
        return found

    def _between(
        self,
        issue: str,
        parties: tuple[str, str],
        left: Mapping[_Kind, list[_One]],
        right: Mapping[_Kind, list[_One]],
    ) -> Iterator[Conflict]:
        """At most one conflict of two parties: the sharpest."""
        candidates: list[_Candidate] = []
        for one, own in left.items():
            for other, theirs in right.items():
                odds = _odds(one, other, plain=False)
                if odds and _met(one, other, parties) and (pair := _pair(own, theirs)):
                    place = (-odds, pair[0].row.voice + pair[1].row.voice)
                    candidates.append((place, len(candidates), pair, own, theirs))
        if candidates:
            _, _, pair, ours, those = min(candidates, key=lambda found: found[:2])
            yield self._conflict(issue, ConflictLevel.PARTIES, pair, ours, those)

    def _inside(self, issue: str, party: str) -> Iterator[Conflict]:
        """What one article says of one party in two ways, in different attributions."""
        entries = self._entries(issue, party)
        by_document = sorted(entries, key=lambda one: one.document)
        for _, group in groupby(by_document, key=lambda one: one.document):
            kinds = _kinds(group)
            for one, other in combinations(kinds, 2):
                if one.towards != other.towards or not _odds(one, other, plain=True):
                    continue
                ids = {found.row.attribution for found in kinds[one]}
                apart = [found for found in kinds[other] if found.row.attribution not in ids]
                if apart and (pair := _pair(kinds[one], apart)):
                    level = ConflictLevel.DOCUMENT
                    yield self._conflict(issue, level, pair, kinds[one], apart)
                    break

    def _over_time(self, issue: str, party: str) -> Iterator[Conflict]:
        """Each change from one dated document to the next that has a stance."""
        dated: dict[str, _One] = {}
        for one in self._entries(issue, party):
            date = self._dates[one.document]
            if date and one.kind.stance in (_FOR, _AGAINST, *_SOFT):
                dated.setdefault(date, one)  # the weightiest of the day
        days = [dated[date] for date in sorted(dated)]
        for before, after in pairwise(days):
            shift = _shift(before.kind.stance, after.kind.stance)
            firm = before.is_firm or after.is_firm
            if shift is not None and before.kind.towards == after.kind.towards and firm:
                yield Conflict(
                    issue,
                    ConflictLevel.TIME,
                    self._side(issue, before),
                    self._side(issue, after),
                    shift=shift,
                )

    def _conflict(
        self,
        issue: str,
        level: ConflictLevel,
        pair: tuple[_One, _One],
        left: Sequence[_One],
        right: Sequence[_One],
    ) -> Conflict:
        one, other = self._side(issue, pair[0], left), self._side(issue, pair[1], right)
        drawn = None
        if pair[0].document == pair[1].document:
            drawn = self._drawn(one.lead, other.lead)
            if drawn is None and (drawn := self._drawn(other.lead, one.lead)) is not None:
                one, other = other, one
        return Conflict(issue, level, one, other, drawn)

    def _drawn(self, one: Entry, other: Entry) -> Span | None:
        """The writer's word that sets `one` against the other, or against what repeats it."""
        document = self._documents[one.attribution.document]
        word = contrast_of(document, one.statement.span)
        if word is None or any(span.covers(word) for span in one.attribution.content):
            return None  # inside what is said it would be the speaker's
        place = other.statement.span
        after = word.start >= one.statement.span.end
        sentence = _sentence(document.text, word.end if after else one.statement.span.end)
        if sentence.overlaps(place):
            return word
        shared = _stems(sentence.of(document.text)) & _stems(place.of(document.text))
        shared -= _stems(one.statement.quote)
        return word if len(shared) > 1 else None


class Kept:
    """What a filter leaves of conflicts and agreements: those that still have all their sides."""

    def __init__(self, issues: Sequence[Issue], views: Sequence[PartyView]) -> None:
        self._issues = {issue.id for issue in issues}
        self._left = {v.party.id: set(ids_of(v.entries)) for v in views}

    def conflicts(self, found: Iterable[Conflict]) -> tuple[Conflict, ...]:
        """Return the conflicts of which both leads are left."""
        return tuple(
            replace(one, left=self._side(one.left), right=self._side(one.right))
            for one in found
            if one.issue in self._issues and self._stands(one.left) and self._stands(one.right)
        )

    def agreements(self, found: Iterable[Agreement]) -> tuple[Agreement, ...]:
        """Return the agreements of which two sides are left."""
        kept = []
        for one in found:
            sides = tuple(self._side(side) for side in one.sides if self._stands(side))
            if one.issue in self._issues and len(sides) > 1:
                kept.append(replace(one, sides=sides))
        return tuple(kept)

    def _stands(self, side: Side) -> bool:
        return ids_of(side.entries)[0] in self._left.get(side.party, ())

    def _side(self, side: Side) -> Side:
        left = self._left[side.party]
        own = lazily(side.entries)
        return replace(side, entries=own.pick(n for n, name in enumerate(own.ids) if name in left))


def _sentence(text: str, start: int) -> Span:
    stop = re.compile(r"[.!?](?=\s|$)|\n").search(text, start, start + _BEYOND)
    return Span(start, stop.start() if stop else min(len(text), start + _BEYOND))


def _stems(text: str) -> set[str]:
    return {word.casefold()[:_STEM] for word in _WORD.findall(text)}


def _shift(before: StanceValue, after: StanceValue) -> Shift | None:
    if before is after:
        return None
    if {before, after} == {_FOR, _AGAINST}:
        return Shift.REVERSED
    if after in _SOFT and before in (_FOR, _AGAINST):
        return Shift.SOFTENED
    return Shift.HARDENED if before in _SOFT and after in (_FOR, _AGAINST) else None
