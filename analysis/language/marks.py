"""Boundaries that leave Markdown's marks whole: "[seasonal stop](https://…)", "**no**".

The analysed view has no marks, so a stretch of it may begin or end between the marks of a link
or an emphasis. In the document it takes the partner with it, where that stands right there.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from analysis.models import Span

_MARK = re.compile(r"(?P<close>\]\([^\n]*?\)|\]\[[^\]\n]*\])|\[|\*{1,3}|_{1,3}|~~|`+")
_LINE = re.compile(r"[\s>#+-]+|\d{1,3}[.)]\s")
"""What begins a line, before a mark."""
_OPENS = "["


class Marks:
    """The marks of one document: those of its `furniture` that are nothing else."""

    def __init__(self, text: str, furniture: Sequence[Span]) -> None:
        self._text = text
        self._found = [m for span in furniture for m in _marks(text, span)]
        self._starts = [m.start() for m in self._found]

    def around(self, span: Span) -> Span:
        """Return `span` with the partner of each mark inside that stands right at its ends."""
        first, behind = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        start, end = span
        opened, unopened = self._alone(first, behind)
        while opened and behind < len(self._found) and self._found[behind].start() == end:
            mark = self._found[behind]
            if _name(mark) != opened[-1]:
                break
            opened.pop()
            end, behind = mark.end(), behind + 1
        # An emphasis that nothing inside closes may have been opened before.
        unopened += [name for name in opened if name != _OPENS]
        while unopened and first > 0 and self._found[first - 1].end() == start:
            mark = self._found[first - 1]
            if mark["close"] or mark.group() != unopened[0]:
                break
            del unopened[0]
            start, first = mark.start(), first - 1
        return Span(start, end)

    def _alone(self, first: int, behind: int) -> tuple[list[str], list[str]]:
        """Return the marks from number `first` to `behind` that have no partner among them."""
        opened: list[str] = []
        unopened: list[str] = []
        for mark in self._found[first:behind]:
            name = _name(mark)
            if name in opened and (mark["close"] or name != _OPENS):
                opened.reverse()
                opened.remove(name)
                opened.reverse()
            elif mark["close"]:
                unopened.append(name)
            else:
                opened.append(name)
        return opened, unopened


def _name(mark: re.Match[str]) -> str:
    return _OPENS if mark["close"] else mark.group()


def _marks(text: str, span: Span) -> Iterator[re.Match[str]]:
    """Yield the marks of a stretch of furniture; none where it holds anything else."""
    found, at = [], span.start
    while at < span.end:
        begun = _LINE.match(text, at, span.end)
        if begun is not None:
            at = begun.end()
            continue
        mark = _MARK.match(text, at, span.end)
        if mark is None:
            return
        found.append(mark)
        at = mark.end()
    yield from found
