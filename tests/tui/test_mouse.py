"""What there is to click besides statements: names over tables, lines of dialogs, the palette."""

from analysis.dossier import Dossier
from tests.tui.screen import frame, settle, shown
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


async def test_the_palette_puts_first_what_begins_with_the_letters(seed: Dossier) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("ctrl+p", *"mat")
        await settle(pilot)
        await app.workers.wait_for_complete()
        await settle(pilot)
        text = frame(app)
        assert text.index("Matrix  Every") < text.index("Next match")
