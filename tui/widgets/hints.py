"""One line that tells a newcomer what to try next; each goes away when it was tried."""

import re

from textual.content import Content
from textual.widget import Widget

from tui import actions, render
from tui.memory import Memory
from tui.render import say

HINTS: tuple[tuple[str, str], ...] = (
    ("open", "opens the marked statement in its article, and says why it is shown as it is"),
    ("verify", "says that a statement is right; {reject} that it is none, {whose} whose it is"),
    ("review", "walks through what nobody has checked yet, the least certain first"),
    ("matrix", "lays every issue against every party"),
    ("help", "shows every key and every sign"),
)
"""Actions of the home screen, in the order in which they are worth trying, and what they do."""


def _with_keys(text: str) -> str:
    """Put the keys that actions have now in the place of their names in braces."""
    return re.sub(r"{(\w+)}", lambda found: actions.key_of(found[1]), text)


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
            key = (actions.key_of(name), "bold $primary")
            self._content = say(
                ("Try  ", "italic $muted"), key, (f"  {_with_keys(does)}", "$foreground")
            )
            self.refresh()

    def render(self) -> Content:
        """Draw the line."""
        return render.lines(self._content, self.content_size.width, 1)[0]
