"""Finding on the screens: one filter for all of them, always named, and taken away by a key."""

from asyncio import timeout
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from analysis.dossier import Dossier
from analysis.finding import Finder
from analysis.models import Comparison
from tests.tui.screen import GIVE_UP, flat, frame, settle, shown
from tui.app import PositionsApp
from tui.narrowed import Narrowed
from tui.screens.conflicts import ConflictsScreen
from tui.screens.facets import FacetsScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.timeline import TimelineScreen
from tui.widgets.filterline import FilterLine
from tui.widgets.filterstrip import FilterStrip


async def typed(pilot: Pilot[int], text: str) -> None:
    await pilot.press("slash")
    app = pilot.app
    assert isinstance(app.focused, Input)
    app.focused.value = text
    await settle(pilot)


def panes(app: PositionsApp) -> set[tuple[str, str]]:
    found = app.home.places
    return {(p.view.party.id, e.statement.id) for p in found for e in p.entries}


async def test_what_is_typed_is_shown_at_every_key(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        whole = panes(app)
        await pilot.press("slash", *"confident")
        await settle(pilot)
        assert 0 < len(panes(app)) < len(whole)
        assert "showing 1 of 17 statements  confident" in frame(app)
        assert "1 of 17 statements  enter keeps it" in frame(app)
        await pilot.press("enter")
        await settle(pilot)
        assert not app.home.query(FilterLine)
        assert app.focused is app.home.statements
        assert "showing 1 of 17 statements  confident" in frame(app)
        await pilot.press("escape")
        await settle(pilot)
        assert panes(app) == whole
        assert "showing" not in frame(app)


async def test_a_filter_of_many_statements_is_prepared_beside_the_typing(
    seed: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shown(seed) as (app, pilot):
        await typed(pilot, "voice:own")
        one = panes(app), frame(app)
        await pilot.press("escape")
        monkeypatch.setattr("tui.narrowed.MANY", 0)
        monkeypatch.setattr("tui.widgets.filterline._PAUSE", 0.01)
        await typed(pilot, "voice:own")
        async with timeout(GIVE_UP):
            while not any(view.summary for view in app.home.comparison.parties):
                await settle(pilot)
        assert app.filtering.narrowed.text == "voice:own"
        assert (panes(app), frame(app)) == one


async def test_escape_takes_away_what_was_typed(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        whole = panes(app)
        await typed(pilot, "voice:own")
        assert panes(app) != whole
        await pilot.press("escape")
        await settle(pilot)
        assert panes(app) == whole
        assert not app.home.query(FilterLine)


async def test_what_cannot_be_read_is_explained_and_changes_nothing(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        await typed(pilot, "voice:own")
        before = panes(app)
        await typed(pilot, "voise:own")
        assert "There is no key voise" in frame(app)
        assert "Did you mean voice:?" in frame(app)
        assert panes(app) == before
        await typed(pilot, "-party:bytedance,oracle,microsoft,walmart,us_government")
        assert "leaves out every party" in frame(app)
        assert panes(app) == before


async def test_every_screen_follows_and_names_the_filter(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        app.action_narrow("voice:own")
        await settle(pilot)
        found = panes(app)
        for key, screen in (("m", MatrixScreen), ("T", TimelineScreen), ("c", ConflictsScreen)):
            await pilot.press(key)
            await settle(pilot)
            assert isinstance(app.screen, screen)
            assert "showing 7 of 17 statements" in frame(app)
            if isinstance(app.screen, MatrixScreen | TimelineScreen):
                table = app.screen.table
                cells = {
                    (view.party.id, entry.statement.id)
                    for row in range(table.item_count())
                    for column, view in enumerate(table.comparison.parties)
                    for entry in table.entries(row, column)
                }
                assert cells == found
        await pilot.press("backslash")
        await settle(pilot)
        assert "showing" not in frame(app)
        await pilot.press("escape")
        await settle(pilot)
        assert len(panes(app)) > len(found)
        assert "showing" not in frame(app)


async def test_the_filter_can_be_typed_on_the_matrix(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        await pilot.press("m")
        await typed(pilot, "issue:us_sale")
        assert isinstance(app.screen, MatrixScreen)
        assert [row.id for row in app.screen.grid.rows] == ["us_sale"]
        await pilot.press("enter", "n")
        await settle(pilot)
        assert app.screen.grid.chosen
        await pilot.press("escape")
        await settle(pilot)
        assert all(p.view.entries == p.entries for p in app.home.places)
        assert "issue:us_sale" in frame(app)


async def test_next_match_goes_on_to_the_next_party_and_round(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        app.action_narrow("voice:own")
        await settle(pilot)
        seen = []
        for _ in range(8):
            await pilot.press("n")
            await settle(pilot)
            entry = app.home.decided
            assert entry is not None
            seen.append((entry.party, entry.statement.id))
        assert set(seen) == panes(app)
        assert seen[0] == seen[7]
        await pilot.press("N")
        await settle(pilot)
        entry = app.home.decided
        assert entry is not None
        assert (entry.party, entry.statement.id) == seen[6]


async def test_a_party_that_is_filtered_out_comes_back_where_it_was(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        await pilot.press("4")
        app.action_narrow("party:walmart")
        await settle(pilot)
        assert [place.view.party.id for place in app.home.places] == ["walmart"]
        await pilot.press("backslash")
        await settle(pilot)
        assert app.home.focused_party == 3


async def test_what_is_exported_is_what_is_shown(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        app.action_narrow('"confident our proposal"')
        await pilot.press("e")
        await settle(pilot)
        text = seed.export("md", app.home.comparison)
        assert "Filtered: 1 of 17 statements" in text


async def test_a_decision_keeps_the_filter_and_what_it_hides(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        app.action_narrow("is:unverified voice:own")
        await settle(pilot)
        await pilot.press("3")
        before = len(panes(app))
        await pilot.press("enter", "v")
        await settle(pilot)
        assert "rejected" not in frame(app)
        await pilot.press("escape")
        await settle(pilot)
        assert len(panes(app)) == before - 1
        assert "is:unverified" in frame(app)


async def test_what_a_decision_and_a_reading_show_is_narrowed_beside_the_screen(
    seed: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[bool] = []
    narrowed = Finder.narrowed

    def noted(finder: Finder, *args: Any, **options: Any) -> Comparison:
        threads.append(current_thread() is main_thread())
        return narrowed(finder, *args, **options)

    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("slash", *"talks", "enter")
        await settle(pilot)
        monkeypatch.setattr(Finder, "narrowed", noted)
        await pilot.press("v")
        await settle(pilot)
        assert threads == [False]
        await pilot.press("r")
        await settle(pilot)
        assert not any(threads)
        assert "✓" in frame(app)
        assert app.home.comparison.narrowing is not None


async def test_a_filter_is_picked_from_lists(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        await pilot.press("f")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, FacetsScreen)
        assert "[ ] Microsoft  6" in frame(app)
        await pilot.press("down", "down", "space")
        await settle(pilot)
        assert "party:microsoft" in flat(app)
        await pilot.press("enter")
        await settle(pilot)
        assert [place.view.party.id for place in app.home.places] == ["microsoft"]
        await pilot.press("f", "space", "enter")
        await settle(pilot)
        assert {place.view.party.id for place in app.home.places} == {"bytedance", "microsoft"}
        await pilot.press("f", "backslash")
        await settle(pilot)
        assert app.home.comparison.narrowing is None


async def test_the_strip_is_clicked_away(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        app.action_narrow("voice:own")
        await settle(pilot)
        await pilot.click(FilterStrip)
        await settle(pilot)
        assert app.home.comparison.narrowing is None


async def test_earlier_filters_are_offered_again_also_at_the_next_start(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        for text in ("voice:own", "certainty:hedged"):
            await typed(pilot, text)
            await pilot.press("enter")
            await settle(pilot)
        await pilot.press("q")
    async with shown(seed) as (app, pilot):
        assert app.home.comparison.narrowing is None, "a filter holds as long as the program runs"
        await pilot.press("slash", "up", "up", "enter")
        await settle(pilot)
        assert app.home.comparison.narrowing is not None
        assert app.home.comparison.narrowing.text == "voice:own"


@pytest.mark.parametrize(
    ("begun", "whole"),
    [
        ("voi", "voice:"),
        ("words voice:o", "words voice:own"),
        ("party:micro", "party:microsoft"),
        ("party:oracle,wal", "party:oracle,walmart"),
        ("-cer", "-certainty:"),
        ("zzz", None),
        ("/voi", None),
        ("", None),
    ],
)
def test_keys_and_values_are_completed(seed: Dossier, begun: str, whole: str | None) -> None:
    assert Narrowed(seed.comparison()).completed(begun) == whole


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (60, 20)])
async def test_the_strip_is_there_at_every_size(
    seed: Dossier, size: tuple[int, int], tmp_path: Path
) -> None:
    async with shown(seed, size) as (app, pilot):
        app.action_narrow('voice:own "a very long filter that has no room on a narrow screen" -x')
        await settle(pilot)
        assert '0 of 17 statements  "a very' in frame(app)
        await pilot.press("m")
        await settle(pilot)
        assert "0 of 17" in frame(app)
