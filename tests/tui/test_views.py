"""Time line, conflicts and filter: their frames, and that plain twins name the same statements."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from analysis.dossier import Dossier
from analysis.finding import filtered, timeline
from analysis.models import Comparison, Grain
from tests.tui.monkey import many
from tests.tui.screen import SIZES, assert_golden, frame, settle, shown
from tests.tui.test_hostile import TOGETHER, hostile_dossier, squeezed
from tui.screens.conflicts import ConflictsScreen
from tui.screens.facets import FacetsScreen
from tui.screens.table import TableScreen
from tui.screens.timeline import TimelineScreen
from tui.text import Plain
from tui.twins import ConflictText, MatrixText, TimelineText, sides

AT = pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))


@AT
async def test_frames(seed: Dossier, size: tuple[int, int]) -> None:
    where = "x".join(map(str, size))
    async with shown(seed, size) as (app, pilot):
        for key, name in (("c", "conflicts"), ("T", "timeline"), ("f", "facets")):
            await pilot.press(key)
            await settle(pilot)
            assert_golden(f"{name}-{where}", frame(app))
        await pilot.press("escape", "escape", "slash", *"voice:own")
        await settle(pilot)
        assert_golden(f"filter-{where}", frame(app))


async def test_a_time_line_of_many_dates(tmp_path: Path) -> None:
    async with shown(many(tmp_path), (120, 40)) as (app, pilot):
        await pilot.press("T")
        await settle(pilot)
        assert_golden("timeline-of-many-120x40", frame(app))
        screen = app.screen
        assert isinstance(screen, TimelineScreen)
        last = screen.table.item_count() - 1
        for key, row in (
            ("j", 1), ("k", 0), ("G", last), ("g", 0), ("end", last), ("home", 0), ("down", 1),
            ("up", 0),
        ):  # fmt: skip
            await pilot.press(key)
            assert screen.table.row == row, key
        for down, up in (("ctrl+d", "ctrl+u"), ("pagedown", "pageup"), ("space", "pageup")):
            await pilot.press(down)
            assert screen.table.row > 1, down
            await pilot.press(up)
            assert screen.table.row == 0, up
        await pilot.press("z")
        await settle(pilot)
        assert screen.grid.grain is Grain.MONTH
        assert "2020-09" in frame(app)
        await pilot.press("n", "enter")
        await settle(pilot)
        assert app.screen is not screen, "Enter reads the statements of that moment"


def named(lines: Iterable[str], comparison: Comparison) -> set[str]:
    """The statements that plain text names by their ids."""
    text = "".join(" ".join(lines).split())
    return {e.statement.id for v in comparison.parties for e in v.entries if e.statement.id in text}


@pytest.mark.parametrize("text", ["", "voice:own", "issue:us_sale -certainty:open", "zzz"])
async def test_plain_twins_name_what_the_screens_show(seed: Dossier, text: str) -> None:
    comparison = filtered(seed.comparison(), text) if text else seed.comparison()
    async with shown(seed) as (app, pilot):
        app.action_narrow(text)
        await settle(pilot)
        panes = {e.statement.id for place in app.home.places for e in place.entries}
        assert named(Plain(comparison, 80).lines(), comparison) == panes
        line = TimelineText(comparison, 80).timeline(timeline(comparison))
        for key, lines in (("m", MatrixText(comparison, 80).lines()), ("T", line)):
            await pilot.press(key)
            await settle(pilot)
            assert isinstance(app.screen, TableScreen)
            table = app.screen.table
            cells = [(r, c) for r in range(table.item_count()) for c in range(len(app.home.places))]
            seen = {e.statement.id for cell in cells for e in table.entries(*cell)}
            assert named(lines, comparison) == seen == panes
        await pilot.press("c")
        await settle(pilot)
        assert isinstance(app.screen, ConflictsScreen)
        items = app.screen.list.items
        seen = {e.statement.id for item in items for side in sides(item) for e in side.entries}
        assert named(ConflictText(comparison, 80).lines(), comparison) == seen


async def test_enter_on_a_conflict_lays_both_side_by_side(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        await pilot.press("c")
        await settle(pilot)
        assert isinstance(app.screen, ConflictsScreen)
        item = app.screen.list.chosen
        assert item is not None
        await pilot.press("enter")
        await settle(pilot)
        text = frame(app)
        for side in sides(item)[:2]:
            assert side.lead.statement.quote[:20] in text


@TOGETHER
async def test_hostile_text(text: str) -> None:
    async with shown(hostile_dossier(text), (200, 50)) as (app, pilot):
        expected = squeezed(text)
        await pilot.press("T")
        await settle(pilot)
        assert expected in "".join(frame(app).split())  # the party's name
        await pilot.press("c")
        await settle(pilot)
        await pilot.press("escape", "f")
        await settle(pilot)
        assert isinstance(app.screen, FacetsScreen)
        await pilot.press("down", "space", "enter", "slash")
        assert app.return_value is None, "nothing was obeyed"
        app.focused.value = text  # type: ignore[union-attr]
        await settle(pilot)
        await pilot.press("enter", "escape", "backslash")
        await settle(pilot)
        assert app.return_value is None, "nothing was obeyed"
