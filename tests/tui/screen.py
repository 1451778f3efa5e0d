"""Driving the program as a person does, and reading the screen as plain text."""

import os
from asyncio import timeout
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import StringIO
from pathlib import Path

from rich.console import Console
from textual.pilot import Pilot
from textual.widgets import Static
from textual.widgets._toast import Toast

from analysis.dossier import Dossier
from tests.tui.rest import draw
from tui.app import PositionsApp

GOLDEN = Path(__file__).parents[1] / "golden" / "tui"
GIVE_UP = 20.0  # seconds after which work that does not end fails a test
_SHORT = ("dossiers", "suggestions")
"""Work in threads that a key begins and that ends by itself."""
SIZES = ((160, 48), (120, 40), (80, 24), (60, 20))


def frame(app: PositionsApp) -> str:
    """The screen as text, one line a row, without trailing spaces."""
    width, height = app.size
    console = Console(width=width, height=height, file=StringIO(), record=True, color_system=None)
    layers = app._background_screens
    console.print(app.screen._compositor.render_update(full=True, screen_stack=layers))
    rows = console.export_text().split("\n")[:height]
    return "\n".join(row.rstrip() for row in rows) + "\n"


def flat(app: PositionsApp) -> str:
    """The screen's words, without regard to lines and spaces."""
    return "".join(frame(app).split())


def told(app: PositionsApp) -> str:
    """The words of all toasts and messages, without regard to lines and spaces.

    A frame would cut a path, and hide its end, by the length of the folder's name.
    """
    said = [*app.screen.query(Toast), *app.screen.query(".dialog > .text").results(Static)]
    return "".join("".join(str(one.render()) for one in said).split())


def wrong(app: PositionsApp) -> str:
    """What a form says against what was written, without regard to lines and spaces."""
    said = app.screen.query(".field-error").results(Static)
    return "".join("".join(str(one.render()) for one in said if one.display).split())


def assert_golden(name: str, text: str, suffix: str = ".txt") -> None:
    """Compare with `tests/golden/tui/NAME.txt`; POSITIONS_UPDATE_GOLDEN=1 writes it."""
    path = GOLDEN / f"{name}{suffix}"
    if os.environ.get("POSITIONS_UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{path.name} differs; look at it"


async def settle(pilot: Pilot[int]) -> None:
    """Wait until work and drawing are done."""
    app = pilot.app
    assert isinstance(app, PositionsApp)
    async with timeout(GIVE_UP):
        while app.jobs.running or not (app.jobs.started or app.start_error):
            await pilot.pause(0.01)
        while any(worker.group in _SHORT and not worker.is_finished for worker in app.workers):
            await pilot.pause(0.001)
        await pilot.pause()
        while "decider" in vars(app) and app.decider.busy:
            await pilot.pause(0.001)
    await pilot.pause()


@asynccontextmanager
async def shown(
    dossier: Dossier, size: tuple[int, int] = (160, 48)
) -> AsyncIterator[tuple[PositionsApp, Pilot[int]]]:
    """The program on a dossier, at rest."""
    app = PositionsApp(dossier)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await settle(pilot)
        yield app, pilot
        if app.return_value is None:
            draw(app)
