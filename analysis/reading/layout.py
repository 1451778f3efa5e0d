"""Lines on pages as running text: reading order, paragraphs, words that were broken at line ends.

Lengths are in points, measured from the top left corner of the page. Pure geometry: knows no PDF.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_EDGE = 0.12  # of a page's height, above and below: where running heads stand
_EDGE_ROWS = 3  # of the outermost rows
_WHITE = 0.7  # of a running head's size: what is between it and the text
_REPEATS = 3  # pages with the same running head; of fewer pages, all
_FOLIO = re.compile(r"(?i)(?:page|p\.?)?\s*[-–—|]?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*[-–—|]?")
_MIN_COLUMN = 4  # rows
_MOST_ACROSS = 0.35  # of the rows: headlines and the like across both columns
_DEEPEST = 3  # columns within columns
_SPACED = 1.35  # of the usual distance between rows
_LEADING = 1.3  # of the size of the type
_SIZED = 1.12  # of the size of the rows before: a heading
_INDENT = 0.7  # of a row's height
_SHORT = 0.85  # of a column's width
_ENDS = re.compile(r"[.!?:][\"”’')\]]*$")
_BROKEN = re.compile(r"(\w+)[-\u2010\u00ad]$")
_WORD = re.compile(r"\w+(?:[-\u2010]\w+)*")
_ITEM = re.compile(r"[•‣▪◦●]\s*(?=\S)")


class Row(NamedTuple):
    """One line of text, or a part of one, and the height of its page."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    page: float

    @property
    def size(self) -> float:
        """The height of the row."""
        return self.bottom - self.top


class _Column(NamedTuple):
    """Rows that stand below each other."""

    rows: list[Row]

    @property
    def left(self) -> float:
        return min(row.left for row in self.rows)

    @property
    def right(self) -> float:
        return max(row.right for row in self.rows)


def paragraphs_of(pages: Sequence[Sequence[Row]]) -> Iterator[str]:
    """Yield the paragraphs on `pages` in reading order, without running heads and page numbers."""
    columns = [
        _Column(_joined(rows))
        for page in _without_heads(pages)
        for rows in _columns(page, _DEEPEST)
        if rows
    ]
    words = Counter(
        word for column in columns for row in column.rows for word in _WORD.findall(row.text)
    )
    paragraph: list[str] = []
    before: Row | None = None
    ended_full = True
    for column in columns:
        starts = _starts(column)
        for number, row in enumerate(column.rows):
            begins = starts[number] if number else _begins_anew(before, row, ended_full)
            if begins and paragraph:
                yield _text(paragraph, words)
                paragraph = []
            paragraph.append(row.text)
            before = row
        last = column.rows[-1]
        ended_full = last.right > column.left + (column.right - column.left) * _SHORT
    if paragraph:
        yield _text(paragraph, words)


def _without_heads(pages: Sequence[Sequence[Row]]) -> Iterator[list[Row]]:
    """Yield the pages without what repeats at their edges, and without their numbers."""
    edges = [(_edge(page), _edge(page, below=True)) for page in pages]
    seen = Counter(said for two in edges for said in {_said(row) for row in (*two[0], *two[1])})
    least = max(2, min(_REPEATS, len(pages)))
    repeated = {said for said, times in seen.items() if times >= least}
    for page, (above, below) in zip(pages, edges, strict=True):
        gone = {id(row) for edge in (above, below) for row in _heads(edge, repeated)}
        yield [row for row in page if id(row) not in gone]


def _edge(page: Sequence[Row], *, below: bool = False) -> list[Row]:
    """Return the outermost rows of a page, from its edge inwards, and the one after them."""
    if below:
        return sorted(page, key=lambda row: -row.bottom)[: _EDGE_ROWS + 1]
    return sorted(page, key=lambda row: row.top)[: _EDGE_ROWS + 1]


def _heads(edge: Sequence[Row], repeated: Collection[str]) -> Sequence[Row]:
    """Return the rows at the edge that are no text; white parts them from the text."""
    count = 0
    for row in edge[:_EDGE_ROWS]:
        outside = row.top < row.page * _EDGE or row.bottom > row.page * (1 - _EDGE)
        if not outside or not (_said(row) in repeated or _FOLIO.fullmatch(row.text)):
            break
        count += 1
    while 0 < count < len(edge):
        head, text = edge[count - 1], edge[count]
        if max(text.top - head.bottom, head.top - text.bottom) >= head.size * _WHITE:
            break
        count -= 1  # it is a line of the text that happens to repeat
    return edge[:count]


def _said(row: Row) -> str:
    return re.sub(r"\d+", "#", row.text).casefold()


def _columns(rows: list[Row], deepest: int) -> Iterator[list[Row]]:
    """Yield the rows column by column; what stands across columns parts them."""
    gutter = _gutter(rows) if deepest else None
    if gutter is None:
        yield sorted(rows, key=lambda row: (row.top, row.left))
        return
    left: list[Row] = []
    right: list[Row] = []
    across: list[Row] = []
    for row in sorted(rows, key=lambda row: (row.top, row.left)):
        if row.left < gutter < row.right:
            if left or right:
                yield from (*_columns(left, deepest - 1), *_columns(right, deepest - 1))
                left, right = [], []
            across.append(row)
            continue
        if across:
            yield across
            across = []
        (left if row.right <= gutter else right).append(row)
    yield from (*_columns(left, deepest - 1), *_columns(right, deepest - 1))
    if across:
        yield across


def _gutter(rows: Sequence[Row]) -> float | None:
    """Return where the white between two columns is, None where there is one column."""
    best: tuple[int, int] | None = None
    found = None
    for place in sorted({round(row.left) - 1 for row in rows}):
        left = [row for row in rows if row.right <= place]
        right = [row for row in rows if row.left >= place]
        if min(len(left), len(right)) < _MIN_COLUMN or not _beside(left, right):
            continue
        across = len(rows) - len(left) - len(right)
        if across > len(rows) * _MOST_ACROSS:
            continue
        quality = (-across, min(len(left), len(right)))
        if best is None or quality > best:
            best, found = quality, float(place)
    return found


def _beside(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether two columns stand side by side over the half of the lower one at least."""
    top = max(min(row.top for row in side) for side in (left, right))
    bottom = min(max(row.bottom for row in side) for side in (left, right))
    heights = [max(r.bottom for r in side) - min(r.top for r in side) for side in (left, right)]
    return bottom - top > min(heights) / 2


def _joined(rows: Sequence[Row]) -> list[Row]:
    """Join parts of one line that wide blanks have parted."""
    lines: list[list[Row]] = []
    for row in rows:
        if lines:
            last = lines[-1][-1]
            shared = min(last.bottom, row.bottom) - max(last.top, row.top)
            if shared > min(last.size, row.size) / 2:
                lines[-1].append(row)
                continue
        lines.append([row])
    return [_one(sorted(line)) for line in lines]


def _one(parts: Sequence[Row]) -> Row:
    biggest = max(parts, key=lambda row: row.size)
    return Row(
        parts[0].left,
        biggest.top,
        max(row.right for row in parts),
        biggest.bottom,
        " ".join(row.text for row in parts),
        biggest.page,
    )


def _starts(column: _Column) -> list[bool]:
    """Return of each row whether a paragraph begins with it."""
    rows = column.rows
    full = column.left + (column.right - column.left) * _SHORT
    usual = _step(rows, full)
    margin = _margin(rows)
    starts = [True]
    for row, after in pairwise(rows):
        indented = after.left > margin + after.size * _INDENT and row.left <= margin + 1
        closed = row.right < full and bool(_ENDS.search(row.text))
        starts.append(
            after.top - row.top > usual * _SPACED
            or _other_size(row, after)
            or (indented and (bool(_ENDS.search(row.text)) or row.right < full))
            or closed
            or bool(_ITEM.match(after.text))
        )
    return starts


def _step(rows: Sequence[Row], full: float) -> float:
    """Return the usual distance between the rows of one paragraph.

    A row that reaches the margin and ends within a sentence goes on below; where there is none,
    the size of the type tells.
    """
    steps = [after.top - row.top for row, after in pairwise(rows)]
    within = [
        step
        for step, row in zip(steps, rows, strict=False)
        if row.right >= full and not _ENDS.search(row.text)
    ]
    return median(within) if within else median(row.size for row in rows) * _LEADING


def _margin(rows: Sequence[Row]) -> float:
    """Return where most rows begin."""
    return float(Counter(round(row.left) for row in rows).most_common(1)[0][0])


def _other_size(row: Row, after: Row) -> bool:
    return max(row.size, after.size) > min(row.size, after.size) * _SIZED


def _begins_anew(before: Row | None, row: Row, full: bool) -> bool:
    """Whether the first row of a column begins a paragraph, or goes on with the last one."""
    if before is None or _other_size(before, row) or _ITEM.match(row.text):
        return True
    return bool(_ENDS.search(before.text)) or not (full or row.text[:1].islower())


def _text(rows: Iterable[str], words: Counter[str]) -> str:
    """Return the rows of a paragraph as one line."""
    whole = ""
    for row in rows:
        broken = _BROKEN.search(whole)
        following = _WORD.match(row)
        if broken and following and row[0].islower():
            if _keeps_hyphen(broken[1], following[0], words):
                whole += row
            else:
                whole = whole[: broken.end(1)] + row
        elif broken and following and row[0].isupper():
            whole += row  # "Anglo-" and "American"
        else:
            whole = f"{whole} {row}" if whole else row
    return _ITEM.sub("- ", whole, count=1) if _ITEM.match(whole) else whole


def _keeps_hyphen(first: str, second: str, words: Counter[str]) -> bool:
    """Whether the text has "long-term" elsewhere, and has it oftener than "longterm"."""
    return words[f"{first}-{second}"] > words[f"{first}{second}"]
