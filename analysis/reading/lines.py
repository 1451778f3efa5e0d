"""Lines, paragraphs and what is furniture in them: the plain geometry of a text."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.characters import UNSAFE, visible
from analysis.models import Span

_BREAK = re.compile(r"(\r\n|\r|\n)")
_ITEM = re.compile(r"(?:[-–—•*‣▪◦·]|\(?\d{1,2}[.)])[ \t]+\S")
_INVISIBLE = re.escape("".join(map(chr, sorted(UNSAFE))))
_VISIBLE = re.compile(rf"[^\s{_INVISIBLE}]")
_UNSAFE = frozenset(map(chr, UNSAFE))

# A longer line was not broken by an editor or a mail program: it is a paragraph of its own.
_MAX_WRAPPED = 120
_MIN_WRAPPED_LINES = 3
_ENDS = '.!?"”’'


class Line(NamedTuple):
    """One line of a text, without its line break."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing on the line can be seen."""
        return not visible(self.text).strip()


def lines_of(text: str) -> list[Line]:
    """Return the lines of `text`; LF, CRLF and CR end a line, no other character does."""
    found = []
    start = 0
    pieces = [*_BREAK.split(text), ""]
    for content, ends in zip(pieces[::2], pieces[1::2], strict=True):
        end = start + len(content)
        if content or ends:
            found.append(Line(start, end, content))
        start = end + len(ends)
    return found


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the same places as sorted spans that neither touch nor overlap."""
    out: list[Span] = []
    for span in sorted(spans):
        if span.start >= span.end:
            continue
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


class Outside:
    """The parts of a text outside `furniture` (merged spans)."""

    def __init__(self, furniture: Sequence[Span]) -> None:
        self._furniture = furniture
        self._next = 0

    def of(self, start: int, end: int) -> Iterator[Span]:
        """Yield the parts of `start..end` that are no furniture; call with growing `start`."""
        spans = self._furniture
        while self._next < len(spans) and spans[self._next].end <= start:
            self._next += 1
        index = self._next
        while index < len(spans) and spans[index].start < end:
            if start < spans[index].start:
                yield Span(start, spans[index].start)
            start = max(start, spans[index].end)
            index += 1
        if start < end:
            yield Span(start, end)


def _extent(text: str, parts: Iterable[Span]) -> Span | None:
    """Return the span from the first to the last visible character of `parts`."""
    first, last = -1, -1
    for part in parts:
        found = _VISIBLE.search(text, part.start, part.end)
        if found is None:
            continue
        if first < 0:
            first = found.start()
        last = part.end
        while text[last - 1].isspace() or text[last - 1] in _UNSAFE:
            last -= 1
    return None if first < 0 else Span(first, last)


def paragraph_spans(
    text: str,
    rows: Iterable[Line],
    furniture: Sequence[Span],
    breaks: Collection[int] = (),
    *,
    joined: bool = False,
) -> tuple[Span, ...]:
    """Return the running paragraphs of `text`, whose lines are `rows`.

    Blank lines part them, and so do lines that are furniture as a whole. Where a text has no
    blank line each line is a paragraph, unless the lines are broken at one width or `joined`
    says that they belong together. A line that starts at an offset of `breaks` begins a
    paragraph in any case. `furniture` must be merged.
    """
    outside = Outside(furniture)
    blocks: list[list[Span]] = [[]]
    for line in rows:
        extent = _extent(text, outside.of(line.start, line.end))
        if extent is None or line.start in breaks:
            blocks.append([])
        if extent is not None:
            blocks[-1].append(extent)
    blocks = [block for block in blocks if block]
    spaced = joined or len(blocks) > 1
    parts = (part for block in blocks for part in _items_apart(text, block))
    return tuple(span for part in parts for span in _paragraphs_of(text, part, spaced))


def _items_apart(text: str, block: list[Span]) -> list[list[Span]]:
    """Part a run of lines before each item of a list: one announced by a colon, or all a list."""
    parts = [[block[0]]]
    firsts = [_ITEM.match(text, line.start, line.end) for line in block[:2]]
    listing = len(firsts) > 1 and all(firsts)
    for before, line in pairwise(block):
        item = _ITEM.match(text, line.start, line.end) is not None
        listing = listing or (item and text[before.end - 1] == ":")
        if listing and item:
            parts.append([])
        parts[-1].append(line)
    return parts


def _paragraphs_of(text: str, block: list[Span], spaced: bool) -> list[Span]:
    """Part a run of lines without a blank one between them."""
    width = max(span.end - span.start for span in block)
    if len(block) == 1 or width > _MAX_WRAPPED:
        return block
    if spaced:
        return [Span(block[0].start, block[-1].end)]
    joined = [_was_wrapped(text, a, b, width) for a, b in pairwise(block)]
    # Lines that end like sentences may be paragraphs of nearly one length.
    within = [
        goes_on and text[a.end - 1] not in _ENDS for a, goes_on in zip(block, joined, strict=False)
    ]
    if len(block) < _MIN_WRAPPED_LINES or sum(within) * 2 <= len(within):
        return block
    out = [block[0]]
    for span, goes_on in zip(block[1:], joined, strict=True):
        if goes_on:
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return out


def _was_wrapped(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    word = following.of(text).split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(word) > width
