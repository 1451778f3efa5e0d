"""Every issue against every party."""

from textual.content import Content

from tui import render, words
from tui.actions import Where, bindings
from tui.screens.table import TableScreen
from tui.widgets.grid import Grid


class MatrixScreen(TableScreen):
    """The grid; Enter reads the evidence of a cell."""

    WHERE = Where.MATRIX
    BINDINGS = bindings(Where.MATRIX)

    def new_table(self) -> Grid:
        """Return the grid of issues."""
        return Grid(self.comparison)

    @property
    def grid(self) -> Grid:
        """The grid."""
        assert isinstance(self.table, Grid)
        return self.table

    def view(self) -> str:
        """Say that these are issues."""
        return "issues"

    def caption(self) -> Content:
        """Return party, issue and how many statements stand behind the cell."""
        view = self.comparison.parties[self.grid.column]
        return words.cell_caption(view, self.grid.rows[self.grid.row], self.grid.position)

    def tell_empty(self) -> None:
        """Say why the party has nothing on this issue."""
        position = self.grid.position
        view = self.comparison.view(position.party)
        self.notify(
            render.literal(words.silence_place(view, position.silence, self.comparison)),
            markup=False,
        )
