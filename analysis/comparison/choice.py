"""Which one or two statements stand for a party in one line."""

from collections import Counter
from collections.abc import Iterable, Mapping

from analysis.comparison.found import Found
from analysis.comparison.rows import Row, certainty_of, voice_of
from analysis.models import Certainty, Entry, Voice


class Choice:
    """Chooses for every party by the same measure: what most parties speak of.

    `entries` are those of every party, `issues` the ids of the issues.
    """

    def __init__(self, issues: Iterable[str], entries: Mapping[str, Found]) -> None:
        # How many parties have a statement on an issue: what they can be compared by.
        known = frozenset(issues)
        self._weight = Counter(
            issue
            for own in entries.values()
            for issue in {issue for row in own.rows for issue in row.issues} & known
        )

    def of(self, entries: Found) -> list[Entry]:
        """Return one or two of `entries` (given in reading order), in reading order.

        The first is the one on what most parties speak of, own words before what is told and an
        open question last; the second adds the most issues to it. The same words are never
        chosen twice.
        """
        rows = entries.rows
        if not rows:
            return []
        first = min((one for one, _ in entries.sorts), key=lambda n: (*self._first_key(rows[n]), n))
        covered, words = self._issues(rows[first]), rows[first].words
        others = (one if rows[one].words != words else two for one, two in entries.sorts)
        rest = [number for number in others if number is not None]
        second = min(rest, key=lambda n: (*self._next_key(rows[n], covered), n), default=None)
        chosen = [first] if second is None else sorted((first, second))
        return [entries[number] for number in chosen]

    def _issues(self, row: Row) -> set[str]:
        return {issue for issue in row.issues if issue in self._weight}

    def _gain(self, issues: Iterable[str]) -> int:
        return sum(self._weight[issue] for issue in issues)

    def _first_key(self, row: Row) -> tuple[int, ...]:
        return (
            _voice_class(row),
            not row.sided,
            row.passed_on,  # the line of the one who said it has it
            certainty_of(row) is Certainty.OPEN,
            -self._gain(self._issues(row)),
            row.certainty,
            row.parties,
            *row.rank,
        )

    def _next_key(self, row: Row, covered: set[str]) -> tuple[int, ...]:
        return (
            _voice_class(row),
            row.passed_on,
            -self._gain(self._issues(row) - covered),
            not row.sided,
            row.certainty,
            row.parties,
            *row.rank,
        )


def _voice_class(row: Row) -> int:
    """Own, second-hand, or told by somebody else: what the line must not mix up."""
    if row.is_own:
        return 0
    return 1 if voice_of(row) is Voice.SECOND_HAND else 2
