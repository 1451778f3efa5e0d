"""Every issue against every party."""

from textual.app import ComposeResult

from analysis.models import Comparison, Entry
from tui import render, words
from tui.actions import Where, bindings
from tui.requests import Review
from tui.screens.deciding import ComparisonScreen
from tui.widgets.bars import Caption, KeyBar, TitleBar
from tui.widgets.grid import Grid, GridHeader, rows


class MatrixScreen(ComparisonScreen):
    """The grid; Enter reads the evidence of a cell."""

    WHERE = Where.MATRIX
    BINDINGS = bindings(Where.MATRIX)
    CSS_PATH = "../styles/matrix.tcss"
    AUTO_FOCUS = "Grid"

    def __init__(self, comparison: Comparison, column: int = 0) -> None:
        super().__init__()
        self.comparison = comparison
        self._column = column

    def compose(self) -> ComposeResult:
        """Title, names, grid, keys."""
        yield TitleBar(f"{self.comparison.title} · issues", words.dossier_line(self.comparison))
        yield GridHeader(self.comparison.parties)
        yield Grid(self.comparison)
        yield Caption()
        yield KeyBar(Where.MATRIX)

    def on_mount(self) -> None:
        """Stand where the reader stood."""
        self.grid.column = self._column

    def renew(self, comparison: Comparison, about: str = "") -> None:
        """Show a newer comparison; without parties there is no matrix to show."""
        if not comparison.parties or not rows(comparison):
            return
        self.comparison = comparison
        self.query_one(GridHeader).name_parties(comparison.parties)
        self.query_one(TitleBar).show(
            f"{comparison.title} · issues", words.dossier_line(comparison)
        )
        self.grid.show(comparison)

    def action_review(self) -> None:
        """Walk through what nobody has verified."""
        self.post_message(Review())

    @property
    def grid(self) -> Grid:
        """The grid."""
        return self.query_one(Grid)

    @property
    def entry(self) -> Entry | None:
        """The first statement behind the chosen cell."""
        return self.grid.position.lead

    def on_grid_moved(self, message: Grid.Moved) -> None:
        """Follow the chosen cell in header and caption."""
        grid = self.grid
        self.query_one(GridHeader).show(grid.shared, grid.column)
        view = self.comparison.parties[grid.column]
        caption = words.cell_caption(view, grid.rows[grid.row], grid.position)
        self.query_one(Caption).show(caption)

    def on_grid_opened(self, message: Grid.Opened) -> None:
        """Open what was clicked twice."""
        self.action_open()

    def action_open(self) -> None:
        """Read the evidence of the chosen cell."""
        from tui.screens.article import ArticleScreen

        position = self.grid.position
        view = self.comparison.view(position.party)
        if position.lead is None:
            self.notify(
                render.literal(words.silence_place(view, position.silence, self.comparison)),
                markup=False,
            )
            return
        index = position.entries.index(position.lead)
        self.app.push_screen(ArticleScreen(self.comparison, position.entries, index))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()

    def _move(self, rows: int, columns: int) -> None:
        self.grid.choose(self.grid.row + rows, self.grid.column + columns)

    def action_next_party(self) -> None:
        """Move right."""
        self._move(0, 1)

    def action_previous_party(self) -> None:
        """Move left."""
        self._move(0, -1)

    def action_go_party(self, number: int) -> None:
        """Move to the party of that number, where there is one."""
        if number <= len(self.comparison.parties):
            self.grid.choose(self.grid.row, number - 1)

    def action_down(self) -> None:
        """Next issue."""
        self._move(1, 0)

    def action_up(self) -> None:
        """Previous issue."""
        self._move(-1, 0)

    def action_half_down(self) -> None:
        """Two issues down."""
        self._move(2, 0)

    def action_half_up(self) -> None:
        """Two issues up."""
        self._move(-2, 0)

    def action_page_down(self) -> None:
        """As many issues down as a page holds."""
        self._move(self._rows_on_page(), 0)

    def action_page_up(self) -> None:
        """As many issues up as a page holds."""
        self._move(-self._rows_on_page(), 0)

    def _rows_on_page(self) -> int:
        top = self.grid.scroll_offset.y
        shown = self.grid.item_at(top + self.grid.page_height - 1) - self.grid.item_at(top)
        return max(1, shown)

    def action_first(self) -> None:
        """First issue."""
        self.grid.choose(0, self.grid.column)

    def action_last(self) -> None:
        """Last issue."""
        self.grid.choose(len(self.grid.rows) - 1, self.grid.column)
