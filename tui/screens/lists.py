"""What every screen that consists of one list has in common: moving in it."""

from textual.screen import Screen

from tui.render import say
from tui.widgets.bars import Caption
from tui.widgets.rows import RowList


class ListScreen(Screen[None]):
    """A screen with one `RowList`."""

    AUTO_FOCUS = "RowList"
    CSS_PATH = "../styles/lists.tcss"

    @property
    def list(self) -> RowList:
        """The list."""
        return self.query_one(RowList)

    @property
    def chosen(self) -> str:
        """The key of the chosen row; empty where there is none."""
        return self.list.row.key if self.list.row else ""

    def refuse(self, why: str) -> None:
        """Say why a key does nothing for the chosen row."""
        self.query_one(Caption).flash(say((why, "bold $ink")))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()

    def action_down(self) -> None:
        """Next row."""
        self.list.move(1)

    def action_up(self) -> None:
        """Previous row."""
        self.list.move(-1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self.list.page(0.5)

    def action_half_up(self) -> None:
        """Half a page up."""
        self.list.page(-0.5)

    def action_page_down(self) -> None:
        """A page down."""
        self.list.page(1)

    def action_page_up(self) -> None:
        """A page up."""
        self.list.page(-1)

    def action_first(self) -> None:
        """First row."""
        self.list.select(0)

    def action_last(self) -> None:
        """Last row."""
        self.list.select(len(self.list.rows) - 1)
