"""Dialogs over a screen: a question, a message."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from tui.render import say


class Choice(Widget):
    """A key and what it does; a click does the same."""

    def __init__(self, key: str, label: str, action: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._key, self._label, self._does = key, label, action

    def say(self, label: str) -> None:
        """Show another label."""
        self._label = label
        self.refresh()

    def render(self) -> Content:
        """Draw key and label."""
        return say((self._key, "bold $primary"), "  ", self._label)

    async def on_click(self) -> None:
        """Do it."""
        await self.run_action(self._does)


class KeyLine(Horizontal):
    """The keys of a dialog in one line; each is a `Choice`."""

    def __init__(self, *choices: Choice) -> None:
        super().__init__(*choices, classes="keys")


class Confirm(ModalScreen[bool]):
    """A question that is answered by a key (or a click): yes or no."""

    BINDINGS: ClassVar = [
        Binding("y,enter", "answer(True)", "Yes"),
        Binding("n,escape,q", "answer(False)", "No"),
    ]

    def __init__(self, question: Content, yes: str, no: str) -> None:
        super().__init__()
        self._question, self._yes, self._no = question, yes, no

    def compose(self) -> ComposeResult:
        """The question and its two answers."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._question, markup=False)
            yield Choice("y", self._yes, "screen.answer(True)", id="yes")
            yield Choice("n", self._no, "screen.answer(False)", id="no")

    def action_answer(self, answer: bool) -> None:
        """Close with the answer."""
        self.dismiss(answer)


class Note(ModalScreen[None]):
    """A message too long for a toast; any of the closing keys takes it away."""

    BINDINGS: ClassVar = [Binding("escape,enter,q,space", "close", "Close")]

    def __init__(self, title: str, text: Content) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """The message and how to close it."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(say((self._title, "bold $primary")), markup=False)
            yield Static(self._text, markup=False, classes="text")
            yield Choice("esc", "Close", "screen.close")

    def action_close(self) -> None:
        """Close."""
        self.dismiss()
