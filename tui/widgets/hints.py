"""One line that tells a newcomer what to try next; each goes away when it was tried."""

from textual.content import Content
from textual.widget import Widget

from tui import actions, render
from tui.actions import Where
from tui.memory import Memory
from tui.render import say

HINTS: tuple[tuple[str, str], ...] = (
    ("open", "opens the marked statement in its article, and says why it is shown as it is"),
    ("verify", "says that a statement is right; x that it is none, w whose it is, u takes back"),
    ("review", "walks through what nobody has checked yet, the least certain first"),
    ("matrix", "lays every issue against every party"),
    ("help", "shows every key and every sign"),
)
"""Actions of the home screen, in the order in which they are worth trying, and what they do."""


class HintLine(Widget):
    """The next hint; hidden when all were tried."""

    def __init__(self) -> None:
        super().__init__(classes="-idle")
        self._content = say("")

    def show(self, memory: Memory) -> None:
        """Show the first hint that was not followed yet."""
        left = [(name, does) for name, does in HINTS if not memory.has_seen(name)]
        self.set_class(not left, "-idle")
        if left:
            name, does = left[0]
            action = next(a for a in actions.actions(Where.PANES) if a.id == name)
            key = (actions.shown(action.keys[0]), "bold $primary")
            self._content = say(("Try  ", "italic $muted"), key, (f"  {does}", "$foreground"))
            self.refresh()

    def render(self) -> Content:
        """Draw the line."""
        return render.lines(self._content, self.content_size.width, 1)[0]
