"""A comparison on every screen that shows one."""

from typing import TYPE_CHECKING

from analysis.models import Comparison
from tui.screens.deciding import ComparisonScreen, DecidingScreen
from tui.screens.filtered import FilteredScreen

if TYPE_CHECKING:
    from tui.app import PositionsApp


def show_everywhere(
    app: "PositionsApp", shown: Comparison, whole: Comparison | None = None, about: str = ""
) -> None:
    """Show a comparison on every list and table, and `whole` around articles."""
    all_of_it = whole or app.filtering.narrowed.whole
    # Only the screen that the reader looks at goes there: below it, all stays where it was.
    looked_at = [s for s in app.screen_stack if isinstance(s, DecidingScreen)][-1:]
    below = about if looked_at == [app.home] else ""
    app.home.show(shown, app.empty(all_of_it, busy=False), below)
    for screen in app.screen_stack:
        if screen is app.home or not isinstance(screen, ComparisonScreen):
            continue
        go_to = about if screen in looked_at else ""
        if isinstance(screen, FilteredScreen):
            screen.renew(shown, go_to)
        elif whole is not None:
            screen.renew(whole, go_to)
