"""Every key and every sign, made from the registry of actions."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tui import actions, render, signs
from tui.actions import Action, Group, Where, bindings
from tui.render import say, stack
from tui.widgets.bars import KeyBar, TitleBar

_KEYS = 16  # columns for the keys
_TWO = 108  # columns from which two stand beside each other
_GAP = 3
_PLACES = (
    Where.PANES, Where.ARTICLE, Where.REVIEW, Where.PAIR, Where.MARKING, Where.MATRIX,
    Where.TIMELINE, Where.CONFLICTS,
    Where.DOCUMENTS, Where.DOCUMENT, Where.SUBJECTS, Where.DOSSIERS,
)  # fmt: skip

Block = list[Content]


def help_text(here: Where, width: int) -> Content:
    """Return the keys of the screen `here` by what they are for, the signs, and the rest.

    `width` in cells; from 108 on in two columns.
    """
    column = (width - _GAP) // 2 if width >= _TWO else width
    told: set[str] = set()
    blocks = [*_by_group(here, column, told), _signs(column)]
    for place in _PLACES:
        if place is not here:
            blocks += _only(place, column, told)
    if column == width:
        return stack(line for block in blocks for line in block)
    return stack(_beside(blocks, column))


def _by_group(here: Where, width: int, told: set[str]) -> list[Block]:
    found = []
    for group in Group:
        some = [action for action in actions.actions(here) if action.group is group]
        if some:
            found.append(_block(str(group), some, width))
            told |= {action.help for action in some}
    return found


def _only(place: Where, width: int, told: set[str]) -> list[Block]:
    """What there is on another screen and was not told before."""
    some = [
        action for action in actions.ACTIONS if place in action.where and action.help not in told
    ]
    told |= {action.help for action in some}
    return [_block(f"also: {place}", some, width)] if some else []


def _block(title: str, some: list[Action], width: int) -> Block:
    lines = [say((title.upper(), "bold $primary"))]
    for action in some:
        lines += _row(actions.keys_shown(action), action.help, width)
    return [*lines, say("")]


def _signs(width: int) -> Block:
    lines = [say(("SIGNS", "bold $primary"))]
    for sign, name, meaning in signs.LEGEND:
        lines += _row(sign, f"{name}: {meaning}", width)
    return [*lines, say("")]


def _row(left: str, right: str, width: int) -> Block:
    keys = render.clip(left, _KEYS - 1)
    first, *rest = render.lines(say((right, "$foreground")), width - _KEYS)
    gap = " " * (_KEYS - cell_len(keys))
    return [say((keys, "bold $ink"), gap, first), *(say(" " * _KEYS, line) for line in rest)]


def _beside(blocks: list[Block], width: int) -> Block:
    """Two columns of about the same height, each block whole."""
    whole = sum(map(len, blocks))
    left: Block = []
    right: Block = []
    for block in blocks:
        (left if not right and len(left) + len(block) // 2 <= whole / 2 else right).extend(block)
    height = max(len(left), len(right))
    left += [say("")] * (height - len(left))
    right += [say("")] * (height - len(right))
    return [
        say(one, " " * (width + _GAP - one.cell_length), two)
        for one, two in zip(left, right, strict=True)
    ]


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
        width = min(150, self.app.size.width - 5)
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
