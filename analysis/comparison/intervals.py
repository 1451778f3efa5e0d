"""Which spans lie inside another, which lie around it: asked once a statement, told at once.

Looking at all spans for each statement is quadratic: ten thousand statements of one document
took ten seconds, before the first picture.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from analysis.models import Span

_T = TypeVar("_T")


class Inside:
    """Spans with the party that each belongs to."""

    def __init__(self, spans: Iterable[tuple[Span, str]]) -> None:
        rows = sorted(spans)
        self._starts = [span.start for span, _ in rows]
        # For the spans from each one on: where the first of them ends, of the two parties whose
        # spans end first. Whichever party asks, one of the two is another.
        self._ends: list[tuple[tuple[int, str], ...]] = [()]
        for span, party in reversed(rows):
            ends = dict((name, end) for end, name in self._ends[-1])
            ends[party] = min(span.end, ends.get(party, span.end))
            self._ends.append(tuple(sorted((end, name) for name, end in ends.items())[:2]))
        self._ends.reverse()

    def has_other(self, span: Span, party: str) -> bool:
        """Return whether a span of another party lies in `span`, shorter than it."""
        from_start = self._first_end(bisect_left(self._starts, span.start), party)
        later = self._first_end(bisect_right(self._starts, span.start), party)
        return (from_start is not None and from_start < span.end) or (
            later is not None and later <= span.end
        )

    def _first_end(self, index: int, party: str) -> int | None:
        return next((end for end, name in self._ends[index] if name != party), None)


class Around(Generic[_T]):
    """Spans with what each stands for."""

    def __init__(self, spans: Iterable[tuple[Span, _T]]) -> None:
        self._rows = sorted(spans, key=lambda row: row[0])
        self._starts = [span.start for span, _ in self._rows]
        # The nearest span before each one that ends later: all between them end too early, too.
        self._longer: list[int] = []
        for index, (span, _) in enumerate(self._rows):
            before = index - 1
            while before >= 0 and self._rows[before][0].end <= span.end:
                before = self._longer[before]
            self._longer.append(before)

    def of(self, span: Span) -> Iterator[_T]:
        """Yield what stands for each span that covers `span`, the latest start first."""
        index = bisect_right(self._starts, span.start) - 1
        while index >= 0:
            found, value = self._rows[index]
            if found.end < span.end:
                index = self._longer[index]
                continue
            yield value
            index -= 1
