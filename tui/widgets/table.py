"""A table with a column for each party, drawn by the line: names at top and left stay in view."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from analysis.models import Comparison, Entry, PartyView
from tui import render
from tui.render import Part, say
from tui.widgets.lines import LineView

_CELL = 21  # columns that a cell likes to have
_EDGE = 5  # cells at the edge that lead beyond it


@dataclass(frozen=True, slots=True)
class Columns:
    """How the width is shared: the labels' column, then `count` cells from party `first` on."""

    label: int
    cell: int
    first: int
    count: int


def columns(width: int, parties: int, column: int, first: int, cell: int = _CELL) -> Columns:
    """Share `width` so that the chosen column is in view, moving the window least."""
    label = 26 if width >= 140 else 20 if width >= 90 else 16
    count = max(1, min(parties, (width - label) // cell))
    first = min(max(first, column - count + 1), column, max(0, parties - count))
    return Columns(label, (width - label) // count, first, count)


class TableHeader(Widget):
    """The parties' names over the columns; `corner` stands over the labels."""

    class Clicked(Message):
        """The name of a party was clicked."""

        def __init__(self, party: int) -> None:
            super().__init__()
            self.party = party

    def __init__(self, views: Sequence[PartyView], corner: Content) -> None:
        super().__init__()
        self._views = tuple(views)
        self._corner = corner
        self._columns: Columns | None = None
        self._column = 0

    def name_parties(self, views: Sequence[PartyView]) -> None:
        """Name other parties."""
        self._views, self._columns = tuple(views), None

    def show(self, shared: Columns, column: int) -> None:
        """Follow the table."""
        self._columns, self._column = shared, column
        self.refresh()

    def render(self) -> Content:
        """Draw the names, the chosen one marked, and what lies beyond either edge."""
        shared = self._columns
        if shared is None:
            return say("")
        beyond = say((f"‹ {shared.first} more", "$muted")) if shared.first else self._corner
        parts: list[Part] = [beyond, " " * (shared.label - beyond.cell_length)]
        last = shared.first + shared.count
        rest = f"+{len(self._views) - last} ›" if len(self._views) > last else ""
        for index in range(shared.first, last):
            room = shared.cell - 2 - (len(rest) if index == last - 1 else 0)
            name = render.clip(f"{index + 1} {self._views[index].party.name}", room)
            style = "bold underline $primary" if index == self._column else "bold $ink"
            parts += [(name, style), " " * (shared.cell - cell_len(name))]
        line = say(*parts)
        if not rest:
            return line
        edge = self.content_size.width - len(rest)
        return say(line[:edge], " " * (edge - line.cell_length), (rest, "$muted"))

    def on_click(self, event: events.Click) -> None:
        """Move to the party that was clicked; at either edge, to what lies beyond."""
        shared = self._columns
        if shared is None:
            return
        last = shared.first + shared.count
        left = event.x - self.gutter.left
        if left < shared.label:
            party = shared.first - 1
        elif last < len(self._views) and left >= self.content_size.width - _EDGE:
            party = last
        else:
            party = shared.first + min(shared.count - 1, (left - shared.label) // shared.cell)
        if party >= 0:
            self.post_message(self.Clicked(party))


class PartyTable(LineView):
    """Rows of something, one column a party; one cell is chosen."""

    CELL: ClassVar[int] = _CELL
    """Columns that a cell likes to have."""
    RULED: ClassVar[bool] = True
    """Whether there is a rule below each row."""

    row: reactive[int] = reactive(0)
    """Index of the chosen row."""
    column: reactive[int] = reactive(0)
    """Index of the chosen party."""

    class Moved(Message):
        """Another cell is chosen, or the columns are shared otherwise."""

    class Opened(Message):
        """The reader wants to see the evidence of the chosen cell."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__()
        self.comparison = comparison
        self._first = 0
        self._cells: dict[tuple[int, int, int], list[Content]] = {}

    # ------------------------------------------------------------ for subclasses

    def corner(self) -> Content:
        """Return what stands over the labels."""
        return say("")

    @abstractmethod
    def label(self, row: int, width: int) -> list[Content]:
        """Return what a row is about, in lines of at most `width` cells."""

    @abstractmethod
    def cell(self, row: int, party: int, width: int) -> list[Content]:
        """Return the lines of a cell, each at most `width` cells."""

    @abstractmethod
    def entries(self, row: int, party: int) -> Sequence[Entry]:
        """Return the statements behind a cell."""

    @property
    def chosen(self) -> Sequence[Entry]:
        """The statements behind the chosen cell."""
        return self.entries(self.row, self.column) if self.item_count() else ()

    @property
    def opening(self) -> int:
        """Which of the statements behind the chosen cell is read first."""
        return 0

    def show(self, comparison: Comparison) -> None:
        """Show a newer or narrower comparison; row and column stay where they can."""
        before = self.comparison.parties[self.column].party.id if self.comparison.parties else ""
        self.comparison = comparison
        ids = [view.party.id for view in comparison.parties]
        self.set_reactive(PartyTable.row, max(0, min(self.row, self.item_count() - 1)))
        column = ids.index(before) if before in ids else 0
        self.set_reactive(PartyTable.column, column)
        self.relayout()
        self.post_message(self.Moved())

    # ------------------------------------------------------------ items

    @property
    def shared(self) -> Columns:
        """How the width is shared now."""
        return self._shared(self.line_width)

    def _shared(self, width: int) -> Columns:
        parties = len(self.comparison.parties)
        return columns(width, parties, self.column, self._first, self.CELL)

    def item_height(self, index: int, width: int) -> int:
        """Return the lines of a row: its tallest cell in view and the rule below."""
        shared = self._shared(width)
        parties = range(shared.first, shared.first + shared.count)
        cells = (len(self._cell(index, party, shared.cell - 2)) for party in parties)
        return max(len(self.label(index, shared.label - 2)), *cells) + self.RULED

    def _cell(self, row: int, party: int, width: int) -> list[Content]:
        """Make a cell once: its height is asked for before it is drawn."""
        key = (row, party, width)
        if key not in self._cells:
            self._cells[key] = self.cell(*key)
        return self._cells[key]

    def item_lines(self, index: int, width: int) -> list[Content]:
        """Return a row's lines: its label, then the cells beside each other."""
        shared = self._shared(width)
        height = self.item_height(index, width) - self.RULED
        blocks = [_padded(self.label(index, shared.label - 2), shared.label, height, "")]
        for party in range(shared.first, shared.first + shared.count):
            chosen = index == self.row and party == self.column
            cell = self._cell(index, party, shared.cell - 2)
            style = "on $selected" if chosen else ""
            blocks.append(_padded(_marked(cell, chosen), shared.cell - 1, height, style))
        drawn = [say(*_spaced(line)) for line in zip(*blocks, strict=True)]
        return [*drawn, say(("─" * width, "$rule"))] if self.RULED else drawn

    def item_state(self, index: int) -> object:
        """The picture depends on the chosen cell and on the first column."""
        return self.column if index == self.row else -1, self._first

    # ------------------------------------------------------------ moving

    def laid_out(self) -> None:
        """Bring the chosen row back where a resize pushed it out of sight."""
        first, after = self.item_region(self.row)
        top = self.scroll_offset.y
        if after <= top or first >= top + self.page_height:
            self.choose(self.row, self.column)

    def choose(self, row: int, column: int) -> None:
        """Choose a cell (clamped) and bring it on screen."""
        self.row = max(0, min(row, self.item_count() - 1))
        self.column = max(0, min(column, len(self.comparison.parties) - 1))
        first, after = self.item_region(self.row)
        top, page = self.scroll_offset.y, self.page_height
        if first < top or after - first > page:
            self.go_to_line(first)
        elif after > top + page:
            self.go_to_line(after - page)

    def measure(self, width: int) -> None:
        """Share the width anew."""
        self._cells.clear()
        self._first = self._shared(width).first
        super().measure(width)
        self.post_message(self.Moved())

    def watch_row(self) -> None:
        """Draw the chosen cell."""
        self.refresh()
        self.post_message(self.Moved())

    def watch_column(self) -> None:
        """Draw the chosen cell, and slide the columns to it."""
        if self._first != self.shared.first:
            self.relayout()
        self.refresh()
        self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        """Choose the cell that was clicked; a second click opens it."""
        line = event.y + self.scroll_offset.y
        shared = self.shared
        if line >= self.virtual_size.height:
            return
        row = self.item_at(line)
        if event.x < shared.label:
            self.row = row
            return
        column = shared.first + min(shared.count - 1, (event.x - shared.label) // shared.cell)
        if event.chain > 1 and (row, column) == (self.row, self.column):
            self.post_message(self.Opened())
        else:
            self.row, self.column = row, column


def _marked(lines: list[Content], chosen: bool) -> list[Content]:
    """The chosen cell is told without colour by a bar before its first line."""
    if not lines:
        return lines
    bar = say(("▌", "bold $primary")) if chosen else say(" ")
    return [say(bar, lines[0]), *(say(" ", line) for line in lines[1:])]


def _padded(lines: list[Content], width: int, height: int, style: str) -> list[Content]:
    filled = [*lines, *[say("")] * (height - len(lines))]
    padded = [say(line, " " * (width - line.cell_length)) for line in filled]
    return [line.stylize_before(style) if style else line for line in padded]


def _spaced(line: tuple[Content, ...]) -> list[Part]:
    name, *cells = line
    parts: list[Part] = [name]
    for cell in cells:
        parts += [cell, " "]
    return parts
