"""Every key and every sign, made from the registry of actions."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tui import actions, render, signs
from tui.actions import Where, bindings
from tui.render import say, stack
from tui.widgets.bars import KeyBar, TitleBar

_KEYS = 16  # columns for the keys


def help_text(here: Where, width: int) -> Content:
    """Return the keys, those of the screen `here` first, and the signs; `width` in cells."""
    places = sorted((Where.PANES, Where.ARTICLE, Where.MATRIX), key=lambda place: place is not here)
    lines: list[Content] = []
    for place in (*places[:1], Where.ANY):
        lines += _section(place, width)
    lines += [say(("SIGNS", "bold $primary"))]
    for sign, name, meaning in signs.LEGEND:
        lines += _row(sign, f"{name}: {meaning}", width)
    lines.append(say(""))
    for place in places[1:]:
        lines += _section(place, width)
    return stack(lines)


def _section(place: Where, width: int) -> list[Content]:
    lines = [say((str(place).upper(), "bold $primary"))]
    for action in actions.ACTIONS:
        if place in action.where:
            lines += _row(actions.keys_shown(action), action.help, width)
    return [*lines, say("")]


def _row(left: str, right: str, width: int) -> list[Content]:
    first, *rest = render.lines(say((right, "$foreground")), width - _KEYS)
    gap = " " * (_KEYS - cell_len(left))
    return [say((left, "bold $ink"), gap, first), *(say(" " * _KEYS, line) for line in rest)]


class HelpText(VerticalScroll, can_focus=True, inherit_bindings=False):
    """The help, scrolling."""


class HelpScreen(Screen[None]):
    """Keys and signs."""

    WHERE = Where.HELP
    BINDINGS = bindings(Where.HELP)
    CSS_PATH = "../styles/help.tcss"
    AUTO_FOCUS = "HelpText"

    def __init__(self, here: Where) -> None:
        super().__init__()
        self._here = here

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        yield TitleBar("Keys and signs")
        with HelpText():
            yield Static(id="help", markup=False)
        yield KeyBar(Where.HELP)

    def on_mount(self) -> None:
        """Write the help."""
        self._write()

    def on_resize(self) -> None:
        """Wrap it anew."""
        self._write()

    def _write(self) -> None:
        width = min(96, self.app.size.width - 5)
        self.query_one("#help", Static).update(help_text(self._here, width))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()

    def _scroll(self, lines: int) -> None:
        panel = self.query_one(HelpText)
        panel.scroll_to(y=panel.scroll_offset.y + lines, animate=False, immediate=True)

    def action_down(self) -> None:
        """A line down."""
        self._scroll(1)

    def action_up(self) -> None:
        """A line up."""
        self._scroll(-1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._scroll(self.size.height // 2)

    def action_half_up(self) -> None:
        """Half a page up."""
        self._scroll(-(self.size.height // 2))

    def action_page_down(self) -> None:
        """A page down."""
        self._scroll(self.query_one(HelpText).size.height)

    def action_page_up(self) -> None:
        """A page up."""
        self._scroll(-self.query_one(HelpText).size.height)

    def action_first(self) -> None:
        """To the beginning."""
        self._scroll(-1_000_000)

    def action_last(self) -> None:
        """To the end."""
        self._scroll(1_000_000)
