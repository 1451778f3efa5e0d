"""Dialogs over a screen: a question, a message."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.render import say


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
            yield Static(_choice("y", self._yes), classes="choice", id="yes")
            yield Static(_choice("n", self._no), classes="choice", id="no")

    def action_answer(self, answer: bool) -> None:
        """Close with the answer."""
        self.dismiss(answer)

    def on_click(self, event: object) -> None:
        """Answer by the mouse."""
        for widget in self.query(".choice"):
            if widget.has_pseudo_class("hover"):
                self.dismiss(widget.id == "yes")


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
            yield Static(_choice("esc", "Close"), classes="choice")

    def action_close(self) -> None:
        """Close."""
        self.dismiss()

    def on_click(self, event: object) -> None:
        """Close by the mouse."""
        self.dismiss()


def _choice(key: str, label: str) -> Content:
    return say((key, "bold $primary"), "  ", label)
