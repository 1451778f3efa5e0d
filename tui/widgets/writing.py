"""A dialog to write one line in: a note."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.actions import shown
from tui.widgets.dialogs import Choice, KeyLine


class Writing(ModalScreen[str | None]):
    """Closes with what was written, or None."""

    BINDINGS: ClassVar = [Binding("escape", "close", "Cancel")]
    AUTO_FOCUS = "Input"

    def __init__(self, question: Content, about: Content, text: str, longest: int) -> None:
        super().__init__()
        self._question, self._about, self._written = question, about, text
        self._longest = longest

    def compose(self) -> ComposeResult:
        """The question, what it is about, and the line."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._question, markup=False, classes="question")
            yield Static(self._about, markup=False, classes="about")
            yield Input(self._written, max_length=self._longest)
            yield KeyLine(
                Choice(shown("enter"), "keep", "screen.keep"),
                Choice("esc", "cancel", "screen.close"),
            )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with what was written."""
        self.dismiss(event.value)

    def action_keep(self) -> None:
        """Close with what is written."""
        self.dismiss(self.query_one(Input).value)

    def action_close(self) -> None:
        """Close without."""
        self.dismiss(None)
