"""Every screen and dialog, by the registry of scenes: none is missing, none obeys what it shows."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from textual.screen import Screen

import tui.screens
import tui.widgets
from analysis.dossier import Dossier
from tests.tui.scenes import SCENES, visit
from tests.tui.screen import frame, shown
from tests.tui.test_hostile import hostile_dossier
from tui.screens.article import ReadingScreen
from tui.screens.deciding import ComparisonScreen, DecidingScreen
from tui.screens.filtered import FilteredScreen
from tui.screens.lists import ListScreen
from tui.screens.table import TableScreen

BASES = {
    ComparisonScreen, DecidingScreen, FilteredScreen, ListScreen, ReadingScreen, TableScreen,
}  # fmt: skip
# All that a terminal could obey: controls but the line feeds of the frame itself, and bidi marks.
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(autouse=True)
def _nothing_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Dossier, "suggest_parties", lambda self: ())
    monkeypatch.setattr(Dossier, "suggest_issues", lambda self: ())


def screens() -> Iterator[type[Screen[object]]]:
    """Every screen and dialog of the program."""
    for package in (tui.screens, tui.widgets):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for thing in vars(module).values():
                own = isinstance(thing, type) and thing.__module__ == module.__name__
                if own and issubclass(thing, Screen) and thing not in BASES:
                    yield thing


def test_every_screen_has_a_scene() -> None:
    missing = set(screens()) - {scene.screen for scene in SCENES.values()}
    assert not missing, "add them to tests/tui/scenes.py, so that frames and hostile text see them"


async def test_every_screen_survives_hostile_text_where_it_is_narrow() -> None:
    text = "[@click=app.quit]東京[/] \x1b]52;c;aGVsbG8=\x07 \u202eneve\u202c 👩‍👩‍👧"
    async with shown(hostile_dossier(text), (44, 14)) as (app, pilot):
        for name, scene in SCENES.items():
            await visit(app, pilot, scene)
            assert not UNSAFE.search(frame(app)), name
            assert app.return_value is None, f"{name} obeyed"
