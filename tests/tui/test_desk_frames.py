"""Golden text frames of the screens and dialogs for dossiers, documents, parties and exports."""

from datetime import datetime
from pathlib import Path

import pytest
from textual.widgets import Static

from analysis.dossier import Dossier, Unread
from analysis.models import Glance, PartyKind, SuggestedParty
from tests.tui.screen import SIZES, assert_golden, frame, settle, shown
from tui.app import PositionsApp
from tui.screens.adding import AddDialog
from tui.screens.dossiers import DossiersScreen
from tui.screens.subjects import SubjectsScreen
from tui.widgets.progress import ProgressLine

Size = tuple[int, int]
AT = pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
NOW = datetime(2024, 5, 3, 12, 0)
GLANCES = [
    Glance(Path("tiktok"), "The TikTok deal, September 2020", 1, 15, datetime(2024, 5, 3, 11, 50)),
    Glance(Path("strike"), "The harbour strike", 214, 3120, datetime(2024, 4, 30)),
    Glance(Path("old"), "old", problem="old/dossier.toml, line 3: 'prty' is no known key."),
]
UNREAD = [
    Unread("articles/scan.pdf.txt", "articles/scan.pdf.txt is a binary file.", "Save it as text."),
    Unread("articles/gone.md", "articles/gone.md does not exist.", "Check the spelling."),
]
NURSES = SuggestedParty(
    "nurses", "Tidewater Nurses", PartyKind.GROUP, ("the union",), statements=9, documents=4
)


def name(screen: str, size: Size) -> str:
    return f"{screen}-{size[0]}x{size[1]}"


@AT
async def test_documents_and_an_article(
    seed: Dossier, size: Size, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shown(seed, size) as (app, pilot):
        monkeypatch.setattr(Dossier, "unread", lambda self: UNREAD)
        await pilot.press("D")
        assert_golden(name("documents", size), frame(app))
        await pilot.press("end", "enter")
        assert_golden(name("whole-article", size), frame(app))


@AT
async def test_parties_and_issues(
    seed: Dossier, size: Size, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Dossier, "suggest_parties", lambda self: (NURSES,))
    monkeypatch.setattr(Dossier, "suggest_issues", lambda self: ())
    async with shown(seed, size) as (app, pilot):
        await pilot.press("E")
        screen = app.screen
        assert isinstance(screen, SubjectsScreen)
        while screen.waiting:
            await pilot.pause(0.01)
        await settle(pilot)
        assert_golden(name("subjects", size), frame(app))
        await pilot.press("down", "enter")
        await settle(pilot)
        assert_golden(name("party-form", size), frame(app))
        await pilot.press("escape", "end")
        await settle(pilot)
        assert_golden(name("suggestion", size), frame(app))


@AT
async def test_dossiers(seed: Dossier, size: Size) -> None:
    async with shown(seed, size) as (app, pilot):
        app.push_screen(DossiersScreen(GLANCES, Path("tiktok"), lambda: NOW))
        await settle(pilot)
        assert_golden(name("dossiers", size), frame(app))
        await pilot.press("n", *"Strike")
        await settle(pilot)
        assert_golden(name("new-dossier", size), frame(app).replace(str(Path.home()), "~"))


@AT
async def test_adding_and_progress(seed: Dossier, size: Size) -> None:
    Path("articles").mkdir(exist_ok=True)
    Path("one.txt").write_text("One.")
    async with shown(seed, size) as (app, pilot):
        for line in app.home.query(ProgressLine):
            line.show(41, 200, "harbour-strike-day-3", "analysing", "2.5 a second, 1 min left")
        await pilot.press("a")
        dialog = app.screen
        assert isinstance(dialog, AddDialog)
        await pilot.press(*"articles", "enter", *"one.txt", "enter", *"ot")
        await settle(pilot)
        assert_golden(name("adding-files", size), frame(app))
        await pilot.press("ctrl+t")
        await settle(pilot)
        assert_golden(name("adding-text", size), frame(app))


@AT
async def test_comparing_for_the_first_time(
    seed: Dossier, size: Size, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.app.MOMENT", 1000.0)  # nothing is begun: the picture stands
    monkeypatch.setattr("tui.app.at_hand", lambda dossier: None)
    monkeypatch.setattr(Dossier, "uncompared", lambda dossier: 5000)
    app = PositionsApp(seed)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for line in app.home.query(ProgressLine):
            line.show(1812, 5000, "harbour-strike-day-3", "comparing", "310 a second, 10 s left")
        await pilot.pause()
        assert_golden(name("comparing", size), frame(app))


@AT
async def test_export(seed: Dossier, size: Size) -> None:
    async with shown(seed, size) as (app, pilot):
        await pilot.press("e")
        preview = app.screen.query_one("#preview", Static)
        while str(preview.render()) == "…":
            await pilot.pause(0.01)
        line = app.screen.query_one("#path")
        line.value = "tiktok-comparison.md"  # type: ignore[attr-defined]
        await settle(pilot)
        assert_golden(name("export", size), frame(app))
