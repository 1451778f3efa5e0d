"""Where parties contradict each other or themselves, and where they agree."""

from textual.app import ComposeResult
from textual.content import Content

from analysis.models import Comparison, Entry
from tui import twins, words
from tui.actions import Where, bindings
from tui.render import say
from tui.screens.deciding import ComparisonScreen
from tui.screens.filtered import FilteredScreen
from tui.widgets.bars import Caption, KeyBar, TitleBar
from tui.widgets.conflictlist import ConflictList, about, leads

_VIEW = "conflicts and agreements"


class ConflictsScreen(FilteredScreen, ComparisonScreen):
    """The list; Enter shows both statements side by side."""

    WHERE = Where.CONFLICTS
    BINDINGS = bindings(Where.CONFLICTS)
    CSS_PATH = "../styles/matrix.tcss"
    AUTO_FOCUS = "ConflictList"

    def __init__(self, comparison: Comparison) -> None:
        super().__init__()
        self.comparison = comparison

    def compose(self) -> ComposeResult:
        """Title, list, keys."""
        yield TitleBar(self.comparison.title, words.dossier_line(self.comparison), _VIEW)
        yield ConflictList(self.comparison)
        yield Caption()
        yield KeyBar(Where.CONFLICTS)

    @property
    def list(self) -> ConflictList:
        """The list."""
        return self.query_one(ConflictList)

    @property
    def entry(self) -> Entry | None:
        """The first statement of the chosen one."""
        item = self.list.chosen
        return leads(item)[0] if item else None

    def renew(self, comparison: Comparison, about: str = "") -> None:
        """Show a newer or narrower comparison."""
        self.comparison = comparison
        self.list.show(comparison)
        self.query_one(TitleBar).show(comparison.title, words.dossier_line(comparison), _VIEW)
        self.name_filter()

    def on_conflict_list_moved(self, message: ConflictList.Moved) -> None:
        """Say what the chosen one is about."""
        if not self.query(Caption):  # it came late: the screen is gone
            return
        item = message.list.chosen
        text: Content = about(item, self.comparison) if item else say("")
        self.query_one(Caption).show(text)

    def on_conflict_list_opened(self, message: ConflictList.Opened) -> None:
        """Open what was clicked twice."""
        self.action_open()

    # ------------------------------------------------------------ actions

    def action_open(self) -> None:
        """Show both statements side by side."""
        from tui.screens.pair import PairScreen

        if item := self.list.chosen:
            self.app.push_screen(
                PairScreen(self.comparison, *leads(item), twins.about(item, self.comparison))
            )

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()

    def action_next_match(self) -> None:
        """Next one."""
        self.list.choose(self.list.row + 1)

    def action_previous_match(self) -> None:
        """Previous one."""
        self.list.choose(self.list.row - 1)

    def action_down(self) -> None:
        """Next one."""
        self.list.choose(self.list.row + 1)

    def action_up(self) -> None:
        """Previous one."""
        self.list.choose(self.list.row - 1)

    def action_half_down(self) -> None:
        """Two further."""
        self.list.choose(self.list.row + 2)

    def action_half_up(self) -> None:
        """Two back."""
        self.list.choose(self.list.row - 2)

    def action_page_down(self) -> None:
        """A page further."""
        self.list.choose(self.list.row + self._on_page())

    def action_page_up(self) -> None:
        """A page back."""
        self.list.choose(self.list.row - self._on_page())

    def _on_page(self) -> int:
        top = self.list.scroll_offset.y
        return max(1, self.list.item_at(top + self.list.page_height - 1) - self.list.item_at(top))

    def action_first(self) -> None:
        """The first one."""
        self.list.choose(0)

    def action_last(self) -> None:
        """The last one."""
        self.list.choose(len(self.list.items) - 1)
