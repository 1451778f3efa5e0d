"""The panes: moving, resizing, the mouse, and dossiers of any size."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from analysis.dossier import Dossier
from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    Document,
    Kind,
    Span,
    Statement,
    Voice,
)
from tests.tui.dossiers import MADE, make, talkative
from tests.tui.screen import flat, frame, settle, shown
from tui.screens.article import ArticleScreen
from tui.widgets.panerow import pane_count
from tui.widgets.statements import StatementList
from tui.widgets.strip import PartyStrip


@pytest.mark.parametrize(
    ("width", "parties", "count"),
    [(200, 5, 5), (150, 5, 5), (150, 9, 5), (260, 9, 7), (149, 5, 3), (100, 5, 3), (99, 5, 2),
     (60, 5, 2), (59, 5, 1), (200, 2, 2)],
)  # fmt: skip
def test_how_many_panes(width: int, parties: int, count: int) -> None:
    assert pane_count(width, parties) == count


async def test_the_window_slides_with_the_focus(seed: Dossier) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):

        def numbers() -> list[int]:
            return [pane.place.number for pane in app.home.panes]

        assert numbers() == [1, 2, 3]
        await pilot.press("5")
        assert numbers() == [3, 4, 5]
        await pilot.press("left", "left", "left")
        assert numbers() == [2, 3, 4]
        assert app.home.query_one(PartyStrip).display


async def test_focus_and_top_item_survive_every_size(seed: Dossier) -> None:
    async with shown(seed, (60, 20)) as (app, pilot):
        await pilot.press("3", "down", "down", "down")
        statements = app.home.statements
        assert statements is not None
        top = statements.item_at(statements.scroll_offset.y)
        assert top > 0
        for size in ((80, 24), (120, 30), (59, 16), (60, 20)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            statements = app.home.statements
            assert statements.has_focus
            assert statements.selected == 3
            assert statements.item_at(statements.scroll_offset.y) == top, size
        # Where the screen is too small for both, the selected statement goes first.
        await pilot.resize_terminal(44, 14)
        await settle(pilot)
        assert statements.item_at(statements.scroll_offset.y) == 3
        for size in ((38, 11), (60, 20)):  # too small for anything, and back
            await pilot.resize_terminal(*size)
            await settle(pilot)
        assert statements.has_focus
        assert statements.selected == 3


@pytest.mark.parametrize(("key", "downs"), [("c", 2), ("m", 4)])
async def test_what_is_chosen_in_a_view_stays_in_sight(seed: Dossier, key: str, downs: int) -> None:
    async with shown(seed, (160, 48)) as (app, pilot):
        await pilot.press(key, *["down"] * downs)
        for size in ((60, 20), (80, 24), (120, 40), (44, 14)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert "▌" in frame(app), size


async def test_what_comes_back_into_view_shows_what_there_is_now(seed: Dossier) -> None:
    async with shown(seed, (160, 48)) as (app, pilot):
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        app.action_narrow("deal")
        await settle(pilot)
        await pilot.resize_terminal(160, 48)
        await settle(pilot)
        after = frame(app)
    async with shown(seed, (160, 48)) as (app, pilot):
        app.action_narrow("deal")
        await settle(pilot)
        assert frame(app) == after


async def test_the_mouse_chooses_opens_and_scrolls(seed: Dossier) -> None:
    async with shown(seed, (160, 48)) as (app, pilot):
        rows = frame(app).split("\n")
        y = next(n for n, row in enumerate(rows) if "Walmart is still trying" in row)
        x = rows[y].index("Walmart is still trying")
        await pilot.click(offset=(x, y))
        await settle(pilot)
        assert app.home.focused_party == 3
        assert app.home.statements is not None
        assert app.home.statements.selected == 1
        await pilot.click(offset=(x, y), times=2)
        await settle(pilot)
        assert isinstance(app.screen, ArticleScreen)
        assert app.screen.entry.statement.quote.startswith("Walmart is still trying")


async def test_a_click_on_the_strip_moves_there(seed: Dossier) -> None:
    async with shown(seed, (80, 24)) as (app, pilot):
        row = frame(app).split("\n")[1]
        await pilot.click(offset=(row.index("Walmart"), 1))
        await settle(pilot)
        assert app.home.focused_party == 3


async def test_a_click_on_a_heading_moves_there(seed: Dossier) -> None:
    async with shown(seed, (160, 48)) as (app, pilot):
        await pilot.click(offset=(100, 3))
        await settle(pilot)
        assert app.home.focused_party == 3


def many_parties(count: int) -> Dossier:
    """So many parties with ten statements each."""
    parties = "".join(f'[[party]]\nid = "p{n}"\nname = "Party {n}"\n' for n in range(count))
    text = " ".join(f"Speaker said that number {n} is true." for n in range(10 * count))

    def read(document: Document) -> Analysis:
        found = talkative(document)
        given = [replace(one, party=f"p{n % count}") for n, one in enumerate(found.attributions)]
        return replace(found, attributions=tuple(given))

    return make(Path("many"), f'title = "Many"\n{parties}', {"a.txt": text}, read)


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_many_parties_take_few_widgets_and_keep_their_places(size: tuple[int, int]) -> None:
    def widgets() -> int:
        return len(app.screen.query("*"))

    async with shown(many_parties(30), size) as (app, pilot):
        most = widgets()
        await pilot.press("down", "down", "down")
        for _ in range(29):
            await pilot.press("right")
            most = max(most, widgets())
        assert app.home.focused_party == 29
        assert "Party 29" in frame(app)
        await pilot.press("1", "slash")
        assert max(most, widgets()) <= 60
        await pilot.press("escape")
        await settle(pilot)
        statements = app.home.statements
        assert statements is not None
        assert (app.home.focused_party, statements.selected) == (0, 3)
        assert statements.has_focus


def long_dossier(count: int) -> Dossier:
    """One party with `count` statements of unequal length."""
    text = " ".join(f"Statement {n} {'is long ' * (n % 7)}here." for n in range(count))
    toml = 'title = "Long"\n[[party]]\nid = "p"\nname = "Party"\n'

    def read(document: Document) -> Analysis:
        found = []
        start = 0
        for sentence in text.split(". "):
            place = Span(start, start + len(sentence))
            start = place.end + 2
            statement = Statement(str(place.start), place, place.of(text), Voice.PARAPHRASED)
            found.append(
                Attribution(
                    id=f"a{place.start}", document=document.id, source=(), cue=(),
                    content=(place,), kind=Kind.INDIRECT, speaker="Party", party="p", also=(),
                    about=(), voice=Voice.PARAPHRASED, certainty=Certainty.ASSERTED, chain=(),
                    tone=None, resolutions=(), rule="hand", confidence=1.0, parts=(statement,),
                )
            )  # fmt: skip
        return Analysis(document.id, MADE, tuple(found))

    return make(Path("long"), toml, {"a.txt": text}, read)


async def test_two_thousand_statements_end_to_end() -> None:
    async with shown(long_dossier(2000), (120, 40)) as (app, pilot):
        statements = app.home.statements
        assert isinstance(statements, StatementList)
        await pilot.press("G")
        assert "Statement 1999" in frame(app)
        await pilot.press("g")
        assert "Statement 0" in frame(app)
        assert len(statements.laid.strips) <= 64, "only what was seen last is kept"
        heights = [statements.item_height(n, 80) for n in range(50)]
        assert heights == [len(statements.item_lines(n, 80)) for n in range(50)]


async def test_a_resize_keeps_the_selected_statement_in_sight(seed: Dossier) -> None:
    async with shown(seed, (80, 24)) as (app, pilot):
        await pilot.press("3", "G")
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        assert "inthese" in flat(app)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        assert "Welookforwardtoseeing" in flat(app)


async def test_an_article_opened_again_stands_as_at_the_first_time(seed: Dossier) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("enter", "left_square_bracket", "tab", "v", "n", "escape", "u")
        await settle(pilot)
        await pilot.press("3", "down", "enter")
        await settle(pilot)
        again = frame(app)
        await pilot.press("escape")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        smaller = frame(app)
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("3", "down", "enter")
        await settle(pilot)
        assert frame(app) == again
    async with shown(seed, (80, 24)) as (app, pilot):
        await pilot.press("3", "down", "enter")
        await settle(pilot)
        assert frame(app) == smaller
