"""The line that tells how far the work is."""

from textual.content import Content
from textual.widget import Widget

from tui import render
from tui.actions import Where, key_of
from tui.render import say

_BAR = 16
_NAME = 12  # cells that the name gets before the pace does


class ProgressLine(Widget):
    """ "3 of 12", the document, the stage, and the key that stops; hidden while nothing runs."""

    def __init__(self) -> None:
        super().__init__()
        self._content = say("")
        self.display = False

    def on_mount(self) -> None:
        """Show at once what goes on: a screen may open in the middle of it."""
        going_on = getattr(getattr(self.app, "working", None), "going_on", None)
        if going_on is not None:
            self.show(*going_on)

    def show(self, done: int, total: int, name: str, stage: str, pace: str = "") -> None:
        """Show how far the work is; `pace` is how fast, and how long it still takes."""
        filled = _BAR * done // total if total else 0
        end = f"  {pace}" if pace else ""
        # Elsewhere the same key goes back.
        here = getattr(self.screen, "WHERE", None) is Where.PANES
        stops = f"  {key_of('stop')} stops" if here else ""
        room = self.app.size.width - _BAR - len(f" {done} of {total} {end}{stops}") - 4
        if room < _NAME and end:
            room, end = room + len(end), ""
        self._content = say(
            ("━" * filled, "$primary"),
            ("─" * (_BAR - filled), "$rule"),
            (f" {done} of {total} ", "bold $ink"),
            (render.clip(f"{stage} · {name}" if name else stage, max(4, room)), "$foreground"),
            (end, "$secondary"),
            (stops, "$muted"),
        )
        self.display = True
        self.refresh()

    def hide(self) -> None:
        """Take the line away."""
        self.display = False

    def render(self) -> Content:
        """Draw the line."""
        return self._content
