"""The one-line bars: title above, caption, progress and keys below."""

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from tui import actions, render
from tui.actions import Action, Where
from tui.render import Part, say

_NAMED = 40  # cells that a name gets before the right side goes


class TitleBar(Widget):
    """What is open, in which view, at the left; how much it stands on at the right."""

    def __init__(self, left: str = "", right: str = "", view: str = "") -> None:
        super().__init__()
        self._left, self._right, self._view = left, right, view

    def show(self, left: str, right: str, view: str = "") -> None:
        """Show other words."""
        self._left, self._right, self._view = left, right, view
        self.refresh()

    def render(self) -> Content:
        """Draw the bar; without room for all the name is cut, then the right side goes."""
        width = self.content_size.width
        view = f" · {self._view}" if self._view else ""
        right = self._right
        room = width - cell_len(view)
        if right and min(cell_len(self._left), _NAMED) + 2 + cell_len(right) > room:
            right = ""
        left = render.clip(self._left, room - (cell_len(right) + 2 if right else 0)) + view
        gap = width - cell_len(left) - cell_len(right)
        return say((left, "bold $ink"), " " * gap, (right, "$muted"))


class Caption(Widget):
    """One line of words about what is selected; what was just done stands there at first."""

    def __init__(self, content: Content | None = None, about: object = None) -> None:
        super().__init__()
        self._content = content or say("")
        self._about = about
        self._said: Content | None = None

    def show(self, content: Content, about: object = None) -> None:
        """Show words about something; what was said goes where that is another thing."""
        if about != self._about:
            self._said = None
        self._content, self._about = content, about
        self.refresh()

    def flash(self, content: Content | None) -> None:
        """Say what was done (None: nothing), until the caption is about another thing."""
        self._said = content
        self.refresh()

    def render(self) -> Content:
        """Draw the line, cut with an ellipsis where it is too long."""
        return render.lines(self._said or self._content, self.content_size.width, 1)[0]


class KeyBar(Widget):
    """The essential keys of a screen, from the registry; they can be clicked."""

    def __init__(self, where: Where) -> None:
        super().__init__()
        self._actions = actions.footer(where)
        self._useless: frozenset[str] = frozenset()
        self._ends: list[tuple[int, Action]] = []

    def leave_out(self, *ids: str) -> None:
        """Leave out the keys of actions that have nothing to act on."""
        self._useless = frozenset(ids)
        self.refresh()

    def render(self) -> Content:
        """Draw as many keys as fit, the last ones (help, quit) before the others."""
        self._ends = []
        parts: list[Part] = []
        used = 0
        found = tuple(action for action in self._actions if action.id not in self._useless)
        for action in _fitting(found, self.content_size.width):
            key, label = _label(action)
            parts += [(key, "bold $primary"), (f" {label}  ", "$muted")]
            used += _size(action)
            self._ends.append((used, action))
        return say(*parts)

    async def on_click(self, event: events.Click) -> None:
        """Run the action that was clicked."""
        for end, action in self._ends:
            if event.x - self.gutter.left < end:
                await self.run_action(action.call(action.keys[0]))
                return


def _label(action: Action) -> tuple[str, str]:
    return actions.shown(actions.keys_of(action)[0]), action.label


def _size(action: Action) -> int:
    return sum(cell_len(word) for word in _label(action)) + 3


def _fitting(found: tuple[Action, ...], width: int) -> tuple[Action, ...]:
    """Return what fits; help and quit stay longest."""
    kept = list(found)
    while kept and sum(map(_size, kept)) - 2 > width:
        less = [a for a in kept if a.footer < actions.LASTING] or kept
        kept.remove(less[-1])
    return tuple(kept)
