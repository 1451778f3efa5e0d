"""The matrix issue × party, drawn by the line: names at the top and at the left stay in view."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from analysis.models import Comparison, Issue, PartyView, Position
from tui import render, signs, words
from tui.render import Part, say
from tui.widgets.lines import LineView

_CELL = 21  # columns that a cell likes to have
_QUOTE = 4  # lines of the leading quote
_SIGNS = 3  # certainty, voice


@dataclass(frozen=True, slots=True)
class Columns:
    """How the width is shared: the issue's column, then `count` cells from party `first` on."""

    issue: int
    cell: int
    first: int
    count: int


def columns(width: int, parties: int, column: int, first: int) -> Columns:
    """Share `width` so that the chosen column is in view, moving the window least."""
    issue = 26 if width >= 140 else 20 if width >= 90 else 16
    count = max(1, min(parties, (width - issue) // _CELL))
    first = min(max(first, column - count + 1), column, max(0, parties - count))
    return Columns(issue, (width - issue) // count, first, count)


class GridHeader(Widget):
    """The parties' names over the columns."""

    def __init__(self, views: Sequence[PartyView]) -> None:
        super().__init__()
        self._views = tuple(views)
        self._columns: Columns | None = None
        self._column = 0

    def name_parties(self, views: Sequence[PartyView]) -> None:
        """Name other parties."""
        self._views, self._columns = tuple(views), None

    def show(self, shared: Columns, column: int) -> None:
        """Follow the grid."""
        self._columns, self._column = shared, column
        self.refresh()

    def render(self) -> Content:
        """Draw the names, the chosen one marked, and what lies beyond either edge."""
        shared = self._columns
        if shared is None:
            return say("")
        beyond = f"‹ {shared.first} more" if shared.first else ""
        parts: list[Part] = [(beyond.ljust(shared.issue), "$muted")]
        for index in range(shared.first, shared.first + shared.count):
            name = render.clip(f"{index + 1} {self._views[index].party.name}", shared.cell - 2)
            style = "bold underline $primary" if index == self._column else "bold $ink"
            parts += [(name, style), " " * (shared.cell - cell_len(name))]
        rest = len(self._views) - shared.first - shared.count
        if rest:
            parts[-1] = (f"+{rest} ›".rjust(len(str(parts[-1]))), "$muted")
        return say(*parts)


class Grid(LineView):
    """One row an issue, one column a party; one cell is chosen."""

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
        self._comparison = comparison
        self.rows = rows(comparison)
        self._first = 0

    def show(self, comparison: Comparison) -> None:
        """Show a newer comparison of the same parties and issues."""
        self._comparison = comparison
        self.rows = rows(comparison)
        self.row = min(self.row, len(self.rows) - 1)
        self.column = min(self.column, len(comparison.parties) - 1)
        self.relayout()
        self.post_message(self.Moved())

    @property
    def position(self) -> Position:
        """The chosen cell."""
        party = self._comparison.parties[self.column].party.id
        return self._comparison.positions[(self.rows[self.row].id, party)]

    @property
    def shared(self) -> Columns:
        """How the width is shared now."""
        return columns(self.line_width, len(self._comparison.parties), self.column, self._first)

    # ------------------------------------------------------------ items

    def item_count(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def item_height(self, index: int, width: int) -> int:
        """Return the lines of a row: its tallest cell in view and the rule below."""
        shared = columns(width, len(self._comparison.parties), self.column, self._first)
        parties = range(shared.first, shared.first + shared.count)
        cells = (len(self._cell(index, party, shared.cell - 2)) for party in parties)
        return max(len(self._issue(index, shared)), *cells) + 1

    def item_lines(self, index: int, width: int) -> list[Content]:
        """Return a row's lines: the issue's name, then the cells beside each other."""
        shared = columns(width, len(self._comparison.parties), self.column, self._first)
        height = self.item_height(index, width) - 1
        blocks = [_padded(self._issue(index, shared), shared.issue, height, "")]
        for party in range(shared.first, shared.first + shared.count):
            chosen = index == self.row and party == self.column
            cell = self._cell(index, party, shared.cell - 2)
            blocks.append(_padded(cell, shared.cell - 1, height, "on $selected" if chosen else ""))
        drawn = [say(*_spaced(line)) for line in zip(*blocks, strict=True)]
        return [*drawn, say(("─" * width, "$rule"))]

    def item_state(self, index: int) -> object:
        """The picture depends on the chosen cell and on the first column."""
        return self.column if index == self.row else -1, self._first

    def _issue(self, index: int, shared: Columns) -> list[Content]:
        return render.lines(say((self.rows[index].name, "bold $foreground")), shared.issue - 2)

    def _cell(self, index: int, party: int, width: int) -> list[Content]:
        view = self._comparison.parties[party]
        position = self._comparison.positions[(self.rows[index].id, view.party.id)]
        lead = position.lead
        if lead is None:
            silent = say(("— ", "$muted"), (words.silence_short(position.silence), "italic $muted"))
            return render.lines(silent, width)
        document = self._comparison.documents[lead.attribution.document]
        quote = signs.sentence(lead, document.text)
        certainty = signs.CERTAINTY[lead.statement.certainty]
        gutter = say((certainty, "bold $cue"), signs.voice_gutter(lead))
        around = words.joined(document, lead.around)
        before = render.lines(say((f"{around} …", "italic $muted")), width - _SIGNS)
        lines = [say(" " * _SIGNS, line) for line in before if around]
        lines += [
            say(" " * _SIGNS if number else gutter, line)
            for number, line in enumerate(render.lines(quote, width - _SIGNS, _QUOTE))
        ]
        source = words.source_line(document, lead.statement.span)
        found = len(position.entries)
        note = say((f"{source} · 1/{found}" if found > 1 else source, "$muted"))
        below = render.lines(note, width - _SIGNS)
        return [*lines, *(say(" " * _SIGNS, line) for line in below)]

    # ------------------------------------------------------------ moving

    def choose(self, row: int, column: int) -> None:
        """Choose a cell (clamped) and bring it on screen."""
        self.row = max(0, min(row, len(self.rows) - 1))
        self.column = max(0, min(column, len(self._comparison.parties) - 1))
        first, after = self.item_region(self.row)
        top, page = self.scroll_offset.y, self.page_height
        if first < top or after - first > page:
            self.go_to_line(first)
        elif after > top + page:
            self.go_to_line(after - page)

    def measure(self, width: int) -> None:
        """Share the width anew."""
        parties = len(self._comparison.parties)
        self._first = columns(width, parties, self.column, self._first).first
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
        if line >= self.virtual_size.height or event.x < shared.issue:
            return
        column = shared.first + min(shared.count - 1, (event.x - shared.issue) // shared.cell)
        row = self.item_at(line)
        if event.chain > 1 and (row, column) == (self.row, self.column):
            self.post_message(self.Opened())
        else:
            self.row, self.column = row, column


def rows(comparison: Comparison) -> tuple[Issue, ...]:
    """Return the issues, and a row for what fits none where there is any."""
    keys = [key for key in comparison.positions if not key[0]]
    loose = any(comparison.positions[key].entries for key in keys)
    return (*comparison.issues, *((Issue("", "None of these"),) if loose else ()))


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
