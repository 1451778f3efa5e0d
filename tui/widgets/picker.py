"""A dialog that lets one of several things be picked: by its number, by moving, by the mouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from tui import render
from tui.actions import shown
from tui.render import say
from tui.widgets.dialogs import Choice, KeyLine

_DIGITS = "123456789"


@dataclass(frozen=True)
class Pick:
    """One thing to pick: a line, what more there is to say of it, a note such as "now"."""

    label: Content
    detail: Content | None = None
    note: str = ""


class PickLine(Widget):
    """The line of one thing."""

    class Clicked(Message):
        """It was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, index: int, pick: Pick) -> None:
        super().__init__()
        self._index, self._pick = index, pick

    def render(self) -> Content:
        """Draw number, line, and its note."""
        chosen = self.has_class("-chosen")
        number = _DIGITS[self._index] if self._index < len(_DIGITS) else " "
        line = say(
            (f"{number}  ", "bold $primary"),
            self._pick.label,
            (f"  ● {self._pick.note}" if self._pick.note else "", "$muted"),
        )
        gutter = ("▌" if chosen else " ", "$primary")
        return say(gutter, render.lines(line, self.content_size.width - 1, 1)[0])

    def on_click(self) -> None:
        """Pick it."""
        self.post_message(self.Clicked(self._index))


class Picker(ModalScreen[int | None]):
    """Closes with the index of what was picked, or None."""

    BINDINGS: ClassVar = [
        Binding("down,j,tab", "move(1)", "Down"),
        Binding("up,k,shift+tab", "move(-1)", "Up"),
        Binding("home,g", "move(-999)", "First"),
        Binding("end,G", "move(999)", "Last"),
        Binding("enter,space", "pick", "Pick"),
        Binding("escape,q", "close", "Cancel"),
        *(Binding(digit, f"number({digit})", show=False) for digit in _DIGITS),
    ]

    def __init__(self, question: Content, picks: Sequence[Pick], about: Content | None = None):
        super().__init__()
        self._question, self._picks, self._about = question, tuple(picks), about
        now = [index for index, pick in enumerate(self._picks) if pick.note]
        self.chosen = now[0] if now else 0

    def compose(self) -> ComposeResult:
        """The question, what it is about, the lines, and the detail of the chosen one."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._question, markup=False, classes="question")
            if self._about is not None:
                yield Static(self._about, markup=False, classes="about")
            for index, pick in enumerate(self._picks):
                yield PickLine(index, pick)
            yield Static(id="detail", markup=False)
            yield KeyLine(
                Choice(shown("enter"), "or its number", "screen.pick"),
                Choice("esc", "cancel", "screen.close"),
            )

    def on_mount(self) -> None:
        """Stand on the one with a note, else on the first."""
        self.action_move(0)

    def action_move(self, by: int) -> None:
        """Choose another line."""
        self.chosen = max(0, min(self.chosen + by, len(self._picks) - 1))
        for index, line in enumerate(self.query(PickLine)):
            line.set_class(index == self.chosen, "-chosen")
            line.refresh()
            if index == self.chosen:
                line.scroll_visible(animate=False)
        detail = self._picks[self.chosen].detail
        box = self.query_one("#detail", Static)
        box.display = detail is not None
        if detail is not None:
            box.update(detail)

    def action_number(self, number: int) -> None:
        """Pick by number."""
        if number <= len(self._picks):
            self.dismiss(number - 1)

    def action_pick(self) -> None:
        """Pick the chosen one."""
        self.dismiss(self.chosen)

    def on_pick_line_clicked(self, message: PickLine.Clicked) -> None:
        """Pick what was clicked."""
        self.dismiss(message.index)

    def action_close(self) -> None:
        """Pick nothing."""
        self.dismiss(None)
