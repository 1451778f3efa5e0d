"""What filters and counts ask of many statements at once, column by column.

A loop over the rows of 100,000 statements costs 50 ms for each thing that is asked. Of a column
there are few different values: each is looked at once, the rest are loops over bytes in C.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property
from itertools import compress
from typing import Generic, TypeVar

from analysis.comparison.rows import Ground, Row

_T = TypeVar("_T", bound=Hashable)

Mask = bytes
"""1 for each row that is meant, 0 for each that is not."""


def both(one: Mask, other: Mask) -> Mask:
    """Return a mask of the rows that are in both."""
    found = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return found.to_bytes(len(one), "little")


def without(one: Mask, other: Mask) -> Mask:
    """Return a mask of the rows of `one` that are not in `other`."""
    return both(one, other.translate(_TURNED))


_TURNED = bytes([1, 0]).ljust(256, b"\0")


class Column(Generic[_T]):
    """One thing of each row: a small number, and what the numbers stand for."""

    def __init__(self, found: Iterable[_T]) -> None:
        numbers: dict[_T, int] = {}
        codes = [numbers.setdefault(one, len(numbers)) for one in found]
        self.values: list[_T] = list(numbers)
        self._codes: bytes | array[int] = bytes(codes) if len(numbers) <= 256 else array("I", codes)

    def mask(self, fits: Callable[[_T], bool]) -> Mask:
        """Return which rows have a value that fits; each value is looked at once."""
        good = bytes(map(fits, self.values))
        if isinstance(self._codes, bytes):
            return self._codes.translate(good.ljust(256, b"\0"))
        return bytes(map(good.__getitem__, self._codes))

    def tally(self, mask: Mask) -> "Counter[_T]":
        """Return how often each value stands in the rows of `mask`."""
        counted = Counter(compress(self._codes, mask))
        return Counter({self.values[code]: number for code, number in counted.items()})


class Columns:
    """The columns of some rows, each made when it is asked for."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    @cached_property
    def all(self) -> Mask:
        """A mask of all rows."""
        return bytes([1]) * len(self._rows)

    @cached_property
    def voice(self) -> Column[int]:
        """Places in `VOICES`."""
        return Column(row.voice for row in self._rows)

    @cached_property
    def kind(self) -> Column[int]:
        """Places in `KINDS`."""
        return Column(row.kind for row in self._rows)

    @cached_property
    def certainty(self) -> Column[int]:
        """Places in `CERTAINTIES`."""
        return Column(row.certainty for row in self._rows)

    @cached_property
    def issues(self) -> Column[tuple[str, ...]]:
        """The ids of the issues."""
        return Column(row.issues for row in self._rows)

    @cached_property
    def stances(self) -> Column[tuple[Ground, ...]]:
        """The party's stances."""
        return Column(row.stances for row in self._rows)

    @cached_property
    def decided(self) -> Column[tuple[str, ...]]:
        """What people decided."""
        return Column(row.decided for row in self._rows)

    @cached_property
    def corrected(self) -> Column[tuple[str, ...]]:
        """What people corrected."""
        return Column(row.corrected for row in self._rows)

    @cached_property
    def passing(self) -> Column[tuple[str, ...]]:
        """Through whom it came."""
        return Column(row.passing for row in self._rows)

    @cached_property
    def tone(self) -> Column[str]:
        """The labels of the tones; empty where there is none."""
        return Column(row.tone[1] if row.tone else "" for row in self._rows)

    @cached_property
    def toned(self) -> Mask:
        """Which have a tone."""
        return self.tone.mask(bool)

    @cached_property
    def scores(self) -> "array[float]":
        """The scores of the tones; 0 where there is none."""
        return array("d", [row.tone[0] if row.tone else 0.0 for row in self._rows])

    @cached_property
    def shared(self) -> Mask:
        """Which may count for another party, too."""
        return bytes([row.parties > 1 for row in self._rows])
