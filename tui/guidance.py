"""What leads a reader on: welcome, hints, the walk through what nobody verified, two at once."""

from typing import TYPE_CHECKING

from analysis.models import Entry
from tui import render, requests
from tui.actions import key_of
from tui.memory import Memory

if TYPE_CHECKING:
    from tui.app import PositionsApp


class Guidance:
    """One for an application; it remembers where the reader left off."""

    def __init__(self, app: "PositionsApp") -> None:
        self._app = app
        self.memory = Memory()
        self._left_at = ""  # the statement at which a review was left
        self._marked: Entry | None = None  # the first of two to be shown side by side

    async def fulfil(self, wish: requests.Request) -> None:
        """Lead on as a screen asks."""
        match wish:
            case requests.Review():
                self._review()
            case requests.Beside():
                self._beside(wish.entry)
            case requests.Tried():
                self.tried(wish.action)

    def tried(self, action_id: str) -> None:
        """Remember that somebody has tried an action; the hint at it goes away."""
        if not self.memory.has_seen(action_id):
            self.memory.see(action_id)
            self._app.home.hint(self.memory)

    def welcome(self) -> None:
        """Tell a newcomer, once, what she sees; then one hint at a time."""
        from analysis.opening import is_seed
        from tui.screens.welcome import WELCOME, WelcomeScreen

        self._app.home.hint(self.memory)
        if not self.memory.has_seen(WELCOME) and self._app.screen is self._app.home:
            self.memory.see(WELCOME)
            self._app.push_screen(WelcomeScreen(sample=is_seed(self._app.dossier)))

    def _review(self) -> None:
        """Walk through what nobody has verified, from where it was left."""
        self.tried("review")
        from tui.queue import unverified
        from tui.screens.review import ReviewScreen

        entries = unverified(self._app.home.comparison)
        if not entries:
            self._app.flash(render.say(("Every statement is verified.", "bold $ink")))
            return
        ids = [entry.statement.id for entry in entries]
        index = ids.index(self._left_at) if self._left_at in ids else 0
        screen = ReviewScreen(self._app.home.comparison, entries, index)

        def left(_: None) -> None:
            self._left_at = screen.entry.statement.id

        self._app.push_screen(screen, left)

    def _beside(self, second: Entry) -> None:
        """Mark a statement; on a second one, show both side by side."""
        first = self._marked
        if first is None or first.attribution.document not in self._app.home.comparison.documents:
            self._marked = second
            self._app.flash(
                render.say(
                    ("Marked. ", "bold $ink"), (f"{key_of('beside')} ", "bold $primary"),
                    ("on another statement shows both side by side", "$muted"),
                )
            )  # fmt: skip
            return
        self._marked = None
        if first.statement.id == second.statement.id:
            self._app.flash(render.say(("No longer marked.", "$muted")))
            return
        from tui.screens.pair import PairScreen

        self._app.push_screen(PairScreen(self._app.home.comparison, first, second))
