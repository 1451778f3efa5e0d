"""A dialog of a few ways to go on, each with a key of its own."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.widgets.dialogs import Choice


class Ways(ModalScreen[str | None]):
    """Closes with the key of the way that was chosen, or None."""

    def __init__(self, question: Content, ways: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._question, self._ways = question, tuple(ways)

    def compose(self) -> ComposeResult:
        """The question and a line for each way."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._question, markup=False)
            for key, label in self._ways:
                yield Choice(key, label, f"screen.go({key!r})", id=f"way-{key}")
            yield Choice("esc", "Cancel", "screen.close")

    def on_key(self, event: events.Key) -> None:
        """Go the way whose key was pressed."""
        event.stop()
        if event.key in ("escape", "q"):
            self.dismiss(None)
        elif any(event.key == key for key, _ in self._ways):
            self.dismiss(event.key)

    def action_go(self, key: str) -> None:
        """Go the way that was clicked."""
        self.dismiss(key)

    def action_close(self) -> None:
        """Go none of them."""
        self.dismiss(None)
