"""What every screen does whose statements can be filtered: panes, tables, lists."""

from typing import ClassVar

from textual.screen import Screen

from analysis.models import Comparison, Grain
from tui import requests
from tui.requests import Review
from tui.widgets.bars import TitleBar
from tui.widgets.filterstrip import FilterStrip


class FilteredScreen(Screen[None]):
    """Names the filter, opens the line for it, and leads to the other views of the same."""

    comparison: Comparison
    """What the screen shows."""
    grain: Grain | None = None
    """By what the time line tells time; None: by what fits."""
    HOME: ClassVar[bool] = False
    """Whether the other views open on top of this one, not in its place."""

    def on_mount(self) -> None:
        """Name the filter that holds already."""
        self.name_filter()

    def name_filter(self) -> None:
        """Show what is filtered by, as long as something is."""
        narrowing = self.comparison.narrowing
        strips = self.query(FilterStrip)
        if narrowing is None:
            strips.set(display=False)
        elif strips:
            strips.first().show(narrowing)
            strips.set(display=True)
        else:
            self.mount(FilterStrip(narrowing), after=self.query_one(TitleBar))

    @property
    def party(self) -> int:
        """The number, from 0, of the party that the reader is at."""
        return 0

    def take_focus(self) -> None:
        """Give the keys back to what is shown."""
        self.set_focus(self.query_one(self.AUTO_FOCUS or "*"), scroll_visible=False)

    @property
    def is_typing(self) -> bool:
        """Whether a filter is being typed."""
        return bool(self.query("FilterLine"))

    def open_view(self, screen: "FilteredScreen") -> None:
        """Show another view of the same: on top of the panes, in the place of any other view."""
        screen.grain = self.grain
        if self.HOME:
            self.app.push_screen(screen)
        else:
            self.app.switch_screen(screen)

    # ------------------------------------------------------------ actions

    def action_filter(self) -> None:
        """Open the line to type a filter into."""
        self.post_message(requests.OpenFilter())

    def action_facets(self) -> None:
        """Pick a filter from lists."""
        self.post_message(requests.OpenFacets())

    def action_clear(self) -> None:
        """Show everything again."""
        self.post_message(requests.ClearFilter())

    def on_filter_strip_cleared(self, message: FilterStrip.Cleared) -> None:
        """Show everything again."""
        self.action_clear()

    def action_review(self) -> None:
        """Walk through what nobody has verified."""
        self.post_message(Review())

    def action_matrix(self) -> None:
        """Lay every issue against every party."""
        from tui.screens.matrix import MatrixScreen

        if self._has("matrix", bool(self.comparison.parties and self.comparison.issues)):
            self.post_message(requests.Tried("matrix"))
            self.open_view(MatrixScreen(self.comparison, self.party))

    def action_timeline(self) -> None:
        """Show statements and tone over time."""
        from tui.screens.timeline import TimelineScreen

        if self._has("time line", bool(self.comparison.parties)):
            self.open_view(TimelineScreen(self.comparison, self.party, self.grain))

    def action_conflicts(self) -> None:
        """Show where parties contradict each other, and where not."""
        from tui.screens.conflicts import ConflictsScreen

        if self._has("conflicts", bool(self.comparison.parties and self.comparison.issues)):
            self.open_view(ConflictsScreen(self.comparison))

    def _has(self, what: str, there: bool) -> bool:
        if not there:
            self.post_message(requests.Missing(what))
        return there
