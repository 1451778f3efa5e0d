"""What the parties' statements add up to, issue by issue, and why a cell is empty."""

from collections.abc import Iterator, Mapping, Sequence

from analysis.comparison.found import Found
from analysis.comparison.rows import Digest
from analysis.models import (
    Issue,
    Position,
    Settings,
    Silence,
    SilenceReason,
    Span,
    StanceValue,
)
from analysis.models.lazy import Head

_NOTHING = StanceValue.NONE.value


def silences(settings: Settings, digests: Mapping[str, Digest | None]) -> dict[str, Silence]:
    """Return for each party why it could be silent, from the newest document that says so.

    `digests` by document in reading order, None where one is not analysed: a party is called absent
    only where every document has been.
    """
    found: dict[str, Silence] = {}
    mentioned: set[str] = set()
    for name, digest in digests.items():
        if digest is None:
            continue
        for party, reason, start, end in digest.silences:
            found.setdefault(party, Silence(SilenceReason(reason), name, Span(start, end)))
        mentioned.update(digest.mentioned)
    complete = bool(digests) and all(digest is not None for digest in digests.values())
    for one in settings.parties:
        absent = complete and one.id not in mentioned
        reason_ = SilenceReason.ABSENT if absent else SilenceReason.NOT_MENTIONED
        found.setdefault(one.id, Silence(reason_))
    return found


def position_of(party: str, issue: str, entries: Found) -> Position:
    """Return the position that `entries` (not empty, the weightiest first) add up to."""
    stances = (row.stance(issue) for row in entries.rows)
    takes = next(((n, s) for n, s in enumerate(stances) if s != _NOTHING), None)
    if takes is None:
        return Position(party, issue, entries)
    return Position(party, issue, entries, stance=StanceValue(takes[1]), taken_by=takes[0])


class Cells(Mapping[tuple[str, str], Position]):
    """One position for each (issue id, party id), the weightiest statement first.

    Own words outrank what is told, the firm the hedged, the new the old. Under ("", party id)
    stand the statements that fit none of the issues. Each is made when it is looked at.
    """

    def __init__(
        self,
        issues: Sequence[Issue],
        entries: Mapping[str, Found],
        silence: Mapping[str, Silence],
        heads: Mapping[str, Head],
    ) -> None:
        self._issues = [issue.id for issue in issues]
        self._entries = entries
        self.silence = silence
        """Why a party is silent where it is, by party."""
        self._heads = heads
        self._numbers: dict[str, dict[str, list[int]]] = {}
        self._made: dict[tuple[str, str], Position] = {}

    def __getitem__(self, key: tuple[str, str]) -> Position:
        if key not in self._made:
            self._made[key] = self._position(*key)
        return self._made[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((issue, party) for party in self._entries for issue in (*self._issues, ""))

    def __len__(self) -> int:
        return len(self._entries) * (len(self._issues) + 1)

    def numbers(self, party: str) -> Mapping[str, Sequence[int]]:
        """Return by issue which of a party's entries fit it, in reading order."""
        if party not in self._numbers:
            cells: dict[str, list[int]] = {issue: [] for issue in (*self._issues, "")}
            for number, row in enumerate(self._entries[party].rows):
                fits = [issue for issue in dict.fromkeys(row.issues) if issue in cells]
                for issue in fits or ("",):
                    cells[issue].append(number)
            self._numbers[party] = cells
        return self._numbers[party]

    def silences(self) -> Iterator[Silence | None]:
        """Yield why cells are empty, as their positions say; none is made."""
        for party in self._entries:
            cells = self.numbers(party).items()
            if any(issue and not numbers for issue, numbers in cells):
                yield self.silence[party]

    def _position(self, issue: str, party: str) -> Position:
        numbers = self.numbers(party)[issue]
        own = self._entries[party]
        if not numbers:
            # That all statements fit an issue is no refusal to comment.
            plain = Silence(SilenceReason.NOT_MENTIONED)
            return Position(
                party, issue, silence=plain if not issue and own else self.silence[party]
            )
        rows, documents = own.rows, own.documents
        # Of equal weight the newest comes first, and on one day what takes a stance.
        ordered = sorted(numbers, key=lambda n: rows[n].stance(issue) == _NOTHING)
        ordered.sort(key=lambda n: self._heads[documents[n]].date, reverse=True)
        ordered.sort(key=lambda n: rows[n].rank)
        return position_of(party, issue, own.pick(ordered))
