"""The strip that names the filter as long as one holds."""

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from analysis.models import Narrowing
from tui import render
from tui.actions import key_of
from tui.render import say


class FilterStrip(Widget):
    """Names the filter and how much it lets through; a click takes it away."""

    DEFAULT_CSS = """
    FilterStrip { height: 1; width: 1fr; padding: 0 2; background: $surface; }
    """

    class Cleared(Message):
        """The filter shall go."""

    def __init__(self, narrowing: Narrowing) -> None:
        super().__init__()
        self._narrowing = narrowing

    def show(self, narrowing: Narrowing) -> None:
        """Name another filter."""
        self._narrowing = narrowing
        self.refresh()

    def render(self) -> Content:
        """Draw count, filter and the key that clears it."""
        width = self.content_size.width
        count = f"showing {self._narrowing.words}"
        clear = f"  {key_of('clear')} clears"
        room = width - cell_len(count) - len(clear) - 2
        if room < 12:
            count, clear = (
                f"{self._narrowing.shown} of {self._narrowing.of}",
                f"  {key_of('clear')}",
            )
            room = width - cell_len(count) - len(clear) - 2
        text = render.clip(self._narrowing.text, max(0, room))
        return say((count, "bold reverse $primary"), "  ", (text, "bold $ink"), (clear, "$muted"))

    def on_click(self, event: events.Click) -> None:
        """Take the filter away."""
        event.stop()
        self.post_message(self.Cleared())
