"""A text as the measures see it: its words, which of them stand in quotation marks."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from analysis.models import Kind, Span

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(
    r"""
    "[^"”\n]*["”]?      # left open, it ends with its paragraph
    | “[^”\n]*”?
    | (?<![^\W_])'(?=[^\W\d_])[^"“”\n]{0,299}?(?<=[\w.,!?…])'(?!\w)
    | (?<![^\W_])‘(?=[^\W\d_])[^"“”\n]{0,299}?(?<=[\w.,!?…])’(?!\w)
    """,
    re.VERBOSE,
)


class Words:
    """The words of one text (runs of letters, digits and underscores), by their number."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]
        # Old typewriter marks, of the same length, so that offsets stay.
        plain = text.replace("``", '" ').replace("''", ' "')
        self._quoted = self.of(Span(*match.span()) for match in _QUOTED.finditer(plain))

    def of(self, spans: Iterable[Span]) -> frozenset[int]:
        """Return the numbers of the words that `spans` touch."""
        return frozenset(
            number
            for span in spans
            if span.start < span.end
            for number in range(
                bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
            )
        )

    def kind(self, content: frozenset[int]) -> Kind:
        """Return whether all, some or none of these words stand in quotation marks."""
        inside = len(content & self._quoted)
        if not inside:
            return Kind.INDIRECT
        return Kind.DIRECT if inside == len(content) else Kind.MIXED

    def extent(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Return `spans` from first to last letter or digit, joined where none is between."""
        joined: list[Span] = []
        for span in sorted(spans):
            start, end = self._trimmed(span.start, span.end)
            if start == end:
                continue
            if joined and self._blank(joined[-1].end, start):
                joined[-1] = Span(joined[-1].start, max(joined[-1].end, end))
            else:
                joined.append(Span(start, end))
        return tuple(joined)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and not self.text[start].isalnum():
            start += 1
        while start < end and not self.text[end - 1].isalnum():
            end -= 1
        return start, end

    def _blank(self, start: int, end: int) -> bool:
        return not any(character.isalnum() for character in self.text[start:end])
