"""Which one or two statements stand for a party in one line."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from analysis.characters import one_line
from analysis.comparison.entries import CERTAINTY_RANK, rank
from analysis.comparison.intervals import Inside
from analysis.models import Attribution, Certainty, Entry, Position, StanceValue, Voice

_NO_SIDE = (StanceValue.NONE, StanceValue.UNCLEAR)


class Choice:
    """Chooses for every party by the same measure: what most parties speak of.

    `attributions` returns those of a document, by its id.
    """

    def __init__(
        self,
        attributions: Callable[[str], Iterable[Attribution]],
        positions: Mapping[tuple[str, str], Position],
    ) -> None:
        self._attributions = attributions
        self._inside: dict[str, Inside] = {}
        # How many parties have a statement on an issue: what they can be compared by.
        self._weight = Counter(
            issue for (issue, _), position in positions.items() if issue and position.entries
        )

    def of(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return one or two of `entries` (given in reading order), in reading order.

        The first is the one on what most parties speak of, own words before what is told and an
        open question last; the second adds the most issues to it. The same words are never
        chosen twice.
        """
        if not entries:
            return []
        order = {id(entry): number for number, entry in enumerate(entries)}
        first = min(entries, key=lambda entry: self._first_key(entry, order[id(entry)]))
        covered = self._issues(first)
        words = one_line(first.statement.quote)
        rest = [entry for entry in entries if one_line(entry.statement.quote) != words]
        chosen = [first]
        if rest:
            chosen.append(
                min(rest, key=lambda entry: self._next_key(entry, covered, order[id(entry)]))
            )
        return sorted(chosen, key=lambda entry: order[id(entry)])

    def _issues(self, entry: Entry) -> set[str]:
        return {match.issue for match in entry.statement.issues if match.issue in self._weight}

    def _gain(self, issues: Iterable[str]) -> int:
        return sum(self._weight[issue] for issue in issues)

    def _first_key(self, entry: Entry, place: int) -> tuple[int, ...]:
        return (
            _voice_class(entry.voice),
            _takes_no_side(entry),
            self._is_another_s(entry),
            entry.statement.certainty is Certainty.OPEN,
            -self._gain(self._issues(entry)),
            CERTAINTY_RANK[entry.statement.certainty],
            len(entry.attribution.parties),
            *rank(entry),
            place,
        )

    def _next_key(self, entry: Entry, covered: set[str], place: int) -> tuple[int, ...]:
        return (
            _voice_class(entry.voice),
            self._is_another_s(entry),
            -self._gain(self._issues(entry) - covered),
            _takes_no_side(entry),
            CERTAINTY_RANK[entry.statement.certainty],
            len(entry.attribution.parties),
            *rank(entry),
            place,
        )

    def _is_another_s(self, entry: Entry) -> bool:
        """Whether the statement passes on what another party said: that one's line has it."""
        name = entry.attribution.document
        if name not in self._inside:
            self._inside[name] = Inside(
                (part.span, other.party)
                for other in self._attributions(name)
                if other.party is not None
                for part in other.parts
            )
        return self._inside[name].has_other(entry.statement.span, entry.party)


def _voice_class(voice: Voice) -> int:
    """Own, second-hand, or told by somebody else: what the line must not mix up."""
    if voice.is_own:
        return 0
    return 1 if voice is Voice.SECOND_HAND else 2


def _takes_no_side(entry: Entry) -> bool:
    return all(stance in _NO_SIDE for stance in entry.statement.stances.values())
