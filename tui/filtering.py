"""The filter of the running program: one for all screens."""

from typing import TYPE_CHECKING

from analysis.errors import UsageError
from analysis.models import Comparison
from tui import requests
from tui.narrowed import Narrowed
from tui.screens.filtered import FilteredScreen
from tui.showing import show_everywhere
from tui.state import with_filter
from tui.widgets.bars import KeyBar

if TYPE_CHECKING:
    from tui.app import PositionsApp
    from tui.widgets.filterline import FilterLine


class Filtering:
    """Opens the filter's line and dialog on the screen that asks, and narrows all screens."""

    def __init__(self, app: "PositionsApp", whole: Comparison, filters: tuple[str, ...]) -> None:
        self._app = app
        self.narrowed = Narrowed(whole)
        self.filters = filters
        """The last filters, newest first."""

    def renew(self, whole: Comparison) -> Comparison:
        """Take a newer comparison; return what of it is shown."""
        self.narrowed.renew(whole)
        return self.narrowed.shown

    async def fulfil(self, wish: requests.Request) -> None:
        """Filter as a screen asks."""
        match wish:
            case requests.OpenFilter():
                await self.open()
            case requests.OpenFacets():
                self.pick()
            case requests.ClearFilter():
                self.narrow("")

    async def open(self) -> None:
        """Open the line to type into, or go to it."""
        from tui.widgets.filterline import FilterLine

        screen = self._app.screen
        if not isinstance(screen, FilteredScreen):
            return
        line = next(iter(screen.query(FilterLine)), None)
        if line is None:
            line = FilterLine(self.narrowed, self.filters)
            await screen.mount(line, before=screen.query_one(KeyBar))
        screen.set_focus(line.input)

    async def close(self, line: "FilterLine", text: str) -> None:
        """Take the line away; what was typed is offered again another time."""
        if text:
            self.filters = with_filter(self.filters, text)
        screen = line.screen
        if isinstance(screen, FilteredScreen):
            screen.take_focus()  # before it goes: else the keys would go to whatever is next to it
        await line.remove()

    def narrow(self, text: str) -> bool:
        """Show what fits `text` on every screen; tell why where it cannot be read."""
        try:
            shown = self.narrowed.narrow(text)
        except UsageError as error:
            self._app.tell(error)
            return False
        if text:
            self.filters = with_filter(self.filters, text)
        show_everywhere(self._app, shown)
        return True

    def pick(self) -> None:
        """Pick a filter from lists."""
        from tui.screens.facets import FacetsScreen

        def picked(text: str | None) -> None:
            if text is not None:
                self.narrow(text)

        self._app.push_screen(FacetsScreen(self.narrowed), picked)
