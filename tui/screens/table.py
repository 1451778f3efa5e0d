"""What the screens with a table of parties have in common: the matrix and the time line."""

from abc import abstractmethod
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content

from analysis.models import Comparison, Entry
from tui import words
from tui.actions import Where
from tui.screens.deciding import ComparisonScreen
from tui.screens.filtered import FilteredScreen
from tui.widgets.bars import Caption, KeyBar, TitleBar
from tui.widgets.table import PartyTable, TableHeader


class TableScreen(FilteredScreen, ComparisonScreen):
    """A table; Enter reads what stands behind a cell."""

    WHERE: ClassVar[Where]
    CSS_PATH = "../styles/matrix.tcss"
    AUTO_FOCUS = "PartyTable"
    table: PartyTable
    """The table."""

    def __init__(self, comparison: Comparison, column: int = 0) -> None:
        super().__init__()
        self.comparison = comparison
        self._column = column

    # ------------------------------------------------------------ for subclasses

    @abstractmethod
    def new_table(self) -> PartyTable:
        """Return the table of the comparison."""

    @abstractmethod
    def view(self) -> str:
        """Return what stands in the title behind the dossier's."""

    @abstractmethod
    def caption(self) -> Content:
        """Return the line about the chosen cell."""

    @abstractmethod
    def tell_empty(self) -> None:
        """Say why there is nothing behind the chosen cell."""

    # ------------------------------------------------------------ showing

    def compose(self) -> ComposeResult:
        """Title, names, table, keys."""
        self.table = self.new_table()
        yield TitleBar(self.comparison.title, words.dossier_line(self.comparison), self.view())
        yield TableHeader(self.comparison.parties, self.table.corner())
        yield self.table
        yield Caption()
        yield KeyBar(self.WHERE)

    def on_mount(self) -> None:
        """Stand where the reader stood."""
        self.table.column = min(self._column, len(self.comparison.parties) - 1)

    @property
    def party(self) -> int:
        """The number of the chosen party."""
        return self.table.column

    @property
    def entry(self) -> Entry | None:
        """The statement that is quoted in the chosen cell."""
        entries = self.table.chosen
        return entries[self.table.opening] if entries else None

    def renew(self, comparison: Comparison, about: str = "") -> None:
        """Show a newer or narrower comparison; without parties there is nothing to show."""
        if not comparison.parties:
            return
        self.comparison = comparison
        self.query_one(TableHeader).name_parties(comparison.parties)
        self.table.show(comparison)
        self.name_table()
        self.name_filter()

    def name_table(self) -> None:
        """Write the title."""
        size = words.dossier_line(self.comparison)
        self.query_one(TitleBar).show(self.comparison.title, size, self.view())

    def on_table_header_clicked(self, message: TableHeader.Clicked) -> None:
        """Move to the party whose name was clicked."""
        self.table.choose(self.table.row, message.party)

    def on_party_table_moved(self, message: PartyTable.Moved) -> None:
        """Follow the chosen cell in header and caption."""
        table = self.table
        if not self.query(TableHeader):  # it came late: the screen is gone
            return
        self.query_one(TableHeader).show(table.shared, table.column)
        if table.item_count():
            self.query_one(Caption).show(self.caption())

    def on_party_table_opened(self, message: PartyTable.Opened) -> None:
        """Open what was clicked twice."""
        self.action_open()

    # ------------------------------------------------------------ actions

    def action_open(self) -> None:
        """Read what stands behind the chosen cell."""
        from tui.screens.article import read

        if entries := self.table.chosen:
            read(self.app, self.comparison, entries, self.table.opening)
        else:
            self.tell_empty()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()

    def _move(self, rows: int, columns: int) -> None:
        self.table.choose(self.table.row + rows, self.table.column + columns)

    def _seek(self, step: int) -> None:
        """Go to the next cell that has statements, row by row, round and round."""
        table = self.table
        width = len(self.comparison.parties)
        place = table.row * width + table.column
        size = table.item_count() * width
        for number in range(1, size + 1):
            row, column = divmod((place + step * number) % size, width)
            if table.entries(row, column):
                table.choose(row, column)
                return

    def action_next_match(self) -> None:
        """Next cell with statements."""
        self._seek(1)

    def action_previous_match(self) -> None:
        """Previous cell with statements."""
        self._seek(-1)

    def action_next_party(self) -> None:
        """Move right."""
        self._move(0, 1)

    def action_previous_party(self) -> None:
        """Move left."""
        self._move(0, -1)

    def action_go_party(self, number: int) -> None:
        """Move to the party of that number, where there is one."""
        if number <= len(self.comparison.parties):
            self.table.choose(self.table.row, number - 1)

    def action_down(self) -> None:
        """Next row."""
        self._move(1, 0)

    def action_up(self) -> None:
        """Previous row."""
        self._move(-1, 0)

    def action_half_down(self) -> None:
        """Half as many rows down as a page holds."""
        self._move(max(2, self._rows_on_page() // 2), 0)

    def action_half_up(self) -> None:
        """Half as many rows up as a page holds."""
        self._move(-max(2, self._rows_on_page() // 2), 0)

    def action_page_down(self) -> None:
        """As many rows down as a page holds."""
        self._move(self._rows_on_page(), 0)

    def action_page_up(self) -> None:
        """As many rows up as a page holds."""
        self._move(-self._rows_on_page(), 0)

    def _rows_on_page(self) -> int:
        top = self.table.scroll_offset.y
        shown = self.table.item_at(top + self.table.page_height - 1) - self.table.item_at(top)
        return max(1, shown)

    def action_first(self) -> None:
        """First row."""
        self.table.choose(0, self.table.column)

    def action_last(self) -> None:
        """Last row."""
        self.table.choose(self.table.item_count() - 1, self.table.column)
