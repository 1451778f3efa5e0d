"""What is done while nobody presses a key: making ready what is looked at next, and tidying.

Loaded at the key that opens it, a screen would come 50 ms later the first time, and the first table
of 100,000 statements half a second. A full look for garbage takes 100 ms there: in the middle of a
key it is a pause that somebody notices.
"""

from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from time import monotonic
from typing import TYPE_CHECKING

from tui import garbage

if TYPE_CHECKING:
    from tui.app import PositionsApp

LIKELY = (
    "tui.screens.article",
    "tui.screens.matrix",
    "tui.widgets.filterline",
    "tui.filtering",
    "tui.screens.timeline",
    "tui.screens.conflicts",
    "tui.decider",
    "tui.screens.review",
    "tui.screens.help",
)
_PAUSE = 0.01  # seconds between two steps: a key that is pressed meanwhile waits for one at most
_QUIET = 0.2  # seconds without a key or a move of the mouse after which somebody reads


class Idle:
    """One for an application."""

    def __init__(self, app: "PositionsApp") -> None:
        self._app = app
        self._touched = 0.0
        self._left: Iterator[None] = iter(())

    def touched(self) -> None:
        """Somebody has pressed a key or moved the mouse."""
        self._touched = monotonic()

    @property
    def _quiet(self) -> bool:
        return monotonic() - self._touched > _QUIET

    def begin(self) -> None:
        """Make ready what the open dossier has, and look for garbage from now on."""
        if not garbage.is_looked_for():
            garbage.look_for()
            self._app.set_interval(_QUIET, self._tidy)
        self._left = chain(_loading(), self._app.dossier.ready())
        self._step(self._left)

    def _step(self, left: Iterator[None]) -> None:
        if left is not self._left:  # another dossier has been opened since
            return
        if not self._quiet:
            self._app.set_timer(_QUIET, lambda: self._step(left))
        elif next(left, self) is None:
            self._app.set_timer(_PAUSE, lambda: self._step(left))

    def _tidy(self) -> None:
        if self._quiet:
            garbage.sweep()


def _loading() -> Iterator[None]:
    """Load one module at each step."""
    for name in LIKELY:
        import_module(name)
        yield
