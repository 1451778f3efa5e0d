"""What is done while nobody presses a key: making ready what is looked at next, and tidying.

Loaded at the key that opens it, a screen would come 50 ms later the first time, and the first table
of 100,000 statements half a second. A full look for garbage takes 100 ms there: in the middle of a
key it is a pause that somebody notices.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from tui import garbage

if TYPE_CHECKING:
    from tui.app import PositionsApp

_FIRST = ("tui.screens.article", "tui.screens.matrix")
_STYLES = ("article", "matrix", "filter", "lists", "help", "forms")
_LIKELY = (
    "tui.widgets.filterline",
    "tui.filtering",
    "tui.screens.timeline",
    "tui.screens.conflicts",
    "tui.decider",
    "tui.screens.review",
    "tui.screens.help",
)
_PAUSE = 0.01  # seconds between two steps
_STEP = 0.008  # seconds that a step goes on at most: a key that is pressed meanwhile waits for it
_QUIET = 0.2  # seconds without a key or a move of the mouse after which to go on
_REST = 1.0  # the same after which somebody reads, and a tenth of a second is not noticed


class Idle:
    """One for an application."""

    def __init__(self, app: "PositionsApp") -> None:
        self._app = app
        self._touched = 0.0
        self._left: Iterator[None] = iter(())

    def touched(self) -> None:
        """Somebody has pressed a key or moved the mouse."""
        self._touched = monotonic()

    def _quiet(self, seconds: float) -> bool:
        return monotonic() - self._touched > seconds

    def begin(self) -> None:
        """Make ready what the open dossier has, and look for garbage from now on."""
        if not garbage.is_looked_for():
            garbage.look_for()
            self._app.set_interval(_REST, self._tidy)
        ready = self._app.dossier.ready()
        self._left = chain(_loading(_FIRST), self._styling(), ready, _loading(_LIKELY))
        self._step(self._left)

    def _step(self, left: Iterator[None]) -> None:
        if left is not self._left:  # another dossier has been opened since
            return
        if not self._quiet(_QUIET):
            self._app.set_timer(_QUIET, lambda: self._step(left))
            return
        until = monotonic() + _STEP
        for _ in left:
            if monotonic() > until:
                self._app.set_timer(_PAUSE, lambda: self._step(left))
                return
        garbage.leave_for_good()

    def _styling(self) -> Iterator[None]:
        """Read what the screens look like: else each does so for all when it is opened."""
        sheet = self._app.stylesheet
        for name in _STYLES:
            path = str(Path(__file__).with_name("styles") / f"{name}.tcss")
            if not sheet.has_source(path):
                sheet.read(path)
                sheet.parse()
            yield

    def _tidy(self) -> None:
        if self._quiet(_REST):
            garbage.sweep()


def _loading(modules: Iterable[str]) -> Iterator[None]:
    """Load one module at each step."""
    for name in modules:
        import_module(name)
        yield
