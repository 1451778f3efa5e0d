"""What there is to click besides statements: names over tables, lines of dialogs, the palette."""

from textual.pilot import Pilot

from analysis.dossier import Dossier
from tests.tui.screen import frame, settle, shown
from tui.app import PositionsApp
from tui.screens.table import TableScreen


async def test_names_over_a_table_move_there_and_beyond_the_edge(seed: Dossier) -> None:
    async with shown(seed, (80, 24)) as (app, pilot):
        await pilot.press("1", "m")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, TableScreen)
        for words, party in (("2 Oracle", 1), ("+3 ›", 2), ("+2 ›", 3), ("‹ 2 more", 1)):
            row = frame(app).split("\n")[2]
            await pilot.click(offset=(row.index(words) + 1, 2))
            await settle(pilot)
            assert screen.table.column == party, words


async def test_a_click_on_a_label_goes_to_its_row(seed: Dossier) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("m")
        await settle(pilot)
        rows = frame(app).split("\n")
        y = next(n for n, row in enumerate(rows) if row.startswith("  National security"))
        await pilot.click(offset=(4, y))
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, TableScreen)
        assert screen.caption().plain.startswith("ByteDance  National security")


async def test_dialogs_are_answered_and_left_by_clicks(seed: Dossier) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        before = frame(app)
        await pilot.press("V")
        await settle(pilot)
        await _click(app, pilot, "esc  cancel")
        assert frame(app) == before
        await pilot.press("number_sign", *"ask her")
        await settle(pilot)
        await _click(app, pilot, "⏎  keep")
        assert "note: ask her" in frame(app)


async def _click(app: PositionsApp, pilot: Pilot[int], words: str) -> None:
    rows = frame(app).split("\n")
    y = next(n for n, row in enumerate(rows) if words in row)
    await pilot.click(offset=(rows[y].index(words), y))
    await settle(pilot)


async def test_the_palette_puts_first_what_begins_with_the_letters(seed: Dossier) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("ctrl+p", *"mat")
        await settle(pilot)
        await app.workers.wait_for_complete()
        await settle(pilot)
        text = frame(app)
        assert text.index("Matrix  Every") < text.index("Next match")
