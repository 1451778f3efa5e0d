"""Opening, making and switching dossiers from inside."""

import json
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from analysis.dossier import Dossier
from analysis.models import Analysis, Document
from analysis.opening import glance
from analysis.places import home_path, recents_path
from tests.tui.dossiers import Hand, lind, make, nothing
from tests.tui.screen import GIVE_UP, flat, settle, shown, wrong
from tui.app import PositionsApp
from tui.recents import recent, remember
from tui.screens.dossiers import DossiersScreen, folder_name
from tui.widgets.dialogs import Confirm
from tui.widgets.fields import PathLine

TOML = 'title = "The port"\n[[party]]\nid = "lind"\nname = "Mara Lind"\n'
TALK = "Mara Lind said the port will close."


async def listed(app: PositionsApp, pilot: Pilot[int]) -> None:
    await pilot.press("o")
    while not isinstance(app.screen, DossiersScreen):
        await pilot.pause(0.01)
    await pilot.pause()


async def switched(app: PositionsApp, pilot: Pilot[int], before: Dossier) -> None:
    while app.dossier is before:
        await pilot.pause(0.01)
    await settle(pilot)


async def test_another_dossier_is_opened_and_the_way_back(seed: Dossier) -> None:
    make(home_path() / "port", TOML, {"a.txt": TALK}, lind)
    async with shown(seed, (120, 40)) as (app, pilot):
        await listed(app, pilot)
        assert "Theport1article·1statement" in flat(app)
        await pilot.press("end", "enter")
        await switched(app, pilot, seed)
        assert app.dossier.name == "port"
        assert app.screen is app.home
        assert "theportwillclose" in flat(app)
        await pilot.press("enter", "escape", "m", "escape")
        await listed(app, pilot)
        assert recent(recents_path())[:2] == (home_path() / "port", seed.path.absolute())
        port = app.dossier
        await pilot.press("end", "enter")
        await switched(app, pilot, port)
        assert app.dossier.name == "tiktok"
        await pilot.press("v")
        await settle(pilot)
        assert app.home.comparison.corrections.verified == 1
        assert Dossier.open(seed.path).comparison().corrections.verified == 1


async def test_a_new_dossier_is_made_and_opened(seed: Dossier) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        await listed(app, pilot)
        await pilot.press("n", *"The strike", "enter")
        await switched(app, pilot, seed)
        assert app.dossier.path == home_path() / "the-strike"
        assert app.dossier.settings.title == "The strike"
        assert "Noarticlesyet." in flat(app)
        await listed(app, pilot)
        await pilot.press("n", *"x")
        app.screen.query_one("#folder", PathLine).value = str(app.dossier.path)
        await pilot.press("enter")
        assert "isnotempty." in wrong(app)
        await pilot.press("escape", "escape")
        assert app.screen is app.home


async def test_a_dossier_is_opened_by_its_path(seed: Dossier) -> None:
    make(Path("elsewhere/port"), TOML, {}, nothing)
    async with shown(seed, (120, 40)) as (app, pilot):
        await listed(app, pilot)
        await pilot.press("p", *"nowhere", "enter")
        assert "Thereisnodossier.tomlinnowhere." in wrong(app)
        app.screen.query_one(PathLine).value = ""
        await pilot.press(*"else", "tab", *"po", "tab", "enter")
        await switched(app, pilot, seed)
        assert app.dossier.path == Path("elsewhere/port").absolute()


async def test_a_dossier_that_cannot_be_opened_leaves_this_one(seed: Dossier) -> None:
    broken = make(home_path() / "broken", TOML, {}, nothing).path
    (broken / "dossier.toml").write_text('title = "T"\n[[prty]]\n')
    async with shown(seed, (160, 40)) as (app, pilot):
        await listed(app, pilot)
        assert "'prty'isnoknownkey" in flat(app)
        await pilot.press("end", "enter")
        await settle(pilot)
        await pilot.pause(0.2)
        assert app.dossier is seed


@pytest.mark.parametrize("key", ["n", "y"])
async def test_switching_while_articles_are_added_asks_and_stops_that(key: str) -> None:
    make(home_path() / "port", TOML, {}, lind)
    path = make(Path("my"), TOML, {}, lind).path
    for number in range(3):
        Path("articles", f"{number}.txt").write_text(f"Mara Lind said {number}.")
    reached, go = Event(), Event()

    def read(document: Document) -> Analysis:
        reached.set()
        assert go.wait(GIVE_UP)
        return lind(document)

    busy = Dossier.open(path, language=Hand(read))
    async with shown(busy, (120, 40)) as (app, pilot):
        await pilot.press("a", *"articles", "enter", "enter")
        while not reached.is_set():
            await pilot.pause(0.01)
        await listed(app, pilot)
        await pilot.press("end", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press(key)
        await pilot.pause(0.1)
        go.set()
        if key == "y":
            await switched(app, pilot, busy)
            assert app.dossier.name == "port"
            assert [d.name for d in Dossier.open(path).documents()] == ["0"]
        else:
            await settle(pilot)
            assert [d.name for d in busy.documents()] == ["0", "1", "2"]


def test_what_was_open_is_remembered_and_rubbish_is_ignored(tmp_path: Path) -> None:
    file = tmp_path / "state" / "recent.json"
    assert recent(file) == ()
    for name in ("a", "b", "a"):
        remember(file, tmp_path / name)
    assert recent(file) == (tmp_path / "a", tmp_path / "b")
    for rubbish in ("", "{", "[]", '{"version": 2, "dossiers": ["x"]}', "null", "[" * 9000):
        file.write_text(rubbish)
        assert recent(file) == ()
    file.write_text(json.dumps({"version": 1, "dossiers": ["x", 3]}))
    assert recent(file) == (Path("x"),)
    remember(Path("/proc/nowhere/x.json"), tmp_path)  # cannot be written: let go


def test_a_glance_changes_nothing(seed: Dossier) -> None:
    before = {path: path.stat().st_mtime_ns for path in seed.path.rglob("*")}
    found = glance(seed.path)
    assert (found.title, found.documents) == (seed.settings.title, 1)
    assert found.statements == sum(one.statements for one in seed.catalogue())
    assert {path: path.stat().st_mtime_ns for path in seed.path.rglob("*")} == before
    assert glance(Path("nowhere")).problem


def test_a_folder_for_a_title() -> None:
    assert folder_name("The TikTok deal, Sept. 2020!") == "the-tiktok-deal-sept-2020"
    assert folder_name("../..//") == ""
