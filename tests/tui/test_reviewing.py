"""Reviewing the seed from the keyboard: to a quote in four keys, and from reading to the export."""

import re
from pathlib import Path

import pytest

from analysis.dossier import Dossier
from analysis.models import Action
from tests.tui.screen import assert_golden, flat, frame, settle, shown
from tui.screens.article import ArticleScreen
from tui.screens.marking import MarkingScreen
from tui.screens.panes import PanesScreen
from tui.screens.review import ReviewScreen
from tui.widgets.picker import Picker

# Party and statement (from 0) to the keys that open it in its article.
REACHED = {
    (0, 0): "enter", (0, 1): "j enter", (0, 2): "j j enter",
    (1, 0): "2 enter", (1, 1): "2 j enter", (1, 2): "2 j j enter",
    (2, 0): "3 enter", (2, 1): "3 j enter", (2, 2): "3 j j enter",
    (2, 3): "3 ctrl+d j enter", (2, 4): "3 G k enter", (2, 5): "3 G enter",
    (3, 0): "4 enter", (3, 1): "4 j enter", (3, 2): "4 j j enter", (3, 3): "4 G enter",
    (4, 0): "5 enter", (4, 1): "5 j enter", (4, 2): "5 G enter",
}  # fmt: skip


async def test_any_quote_of_the_seed_is_at_most_four_keys_away(seed: Dossier) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        every = {(p, n) for p, place in enumerate(app.home.places)
                 for n in range(len(place.entries))}  # fmt: skip
        assert every == REACHED.keys()
        for (party, number), keys in REACHED.items():
            assert len(keys.split()) <= 4
            app.home.focus_party(0)
            for place in app.home.places:
                place.selected = 0
            await pilot.press(*keys.split())
            await pilot.pause()
            assert isinstance(app.screen, ArticleScreen)
            assert app.screen.entry == app.home.places[party].entries[number]
            assert app.screen.entry.statement.quote.split()[0] in frame(app)
            await pilot.press("escape")


async def test_a_review_by_keyboard_from_reading_to_the_export(
    seed: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSITIONS_WHO", "Mara Lind")
    async with shown(seed, (120, 40)) as (app, pilot):

        async def press(*keys: str) -> None:
            for key in keys:
                await pilot.press(key)
                await settle(pilot)

        await press("v")  # ByteDance: "it has decided …" is right
        await press("4", "j", "x")  # Walmart: "still trying" is the writer's, nobody's statement
        await press("u", "U")  # a second thought, and a third
        await press("2", "w", "1")  # Oracle's first is told of ByteDance alone
        await press("3", "G", "number_sign", *"hopeful", "enter")
        await press("plus", "up", "space", *["right"] * 4, "enter", "enter", "1")  # was missed
        assert app.screen is app.home
        await press("1", "s", "1", "1")  # ByteDance's first statement is for a sale, after all
        await press("5", "v")  # the government's first is right
        done = app.home.comparison.corrections
        assert (done.added, done.noted) == (1, 1)
        assert done.kinds[Action.REJECT] == 1
        assert done.kinds[Action.PARTY] == 1
        assert done.kinds[Action.STANCE] == 1
        added = [
            e for e in app.home.comparison.view("microsoft").entries if e.mark and e.mark.added
        ]
        assert [e.statement.quote for e in added] == ["To do this, we would"]
        await press("e", "enter")
    exported = Path("tiktok-comparison.md").read_text(encoding="utf-8")
    # Decisions have other ids each time.
    assert_golden("review", re.sub(r"state [0-9a-f]{16} of", "a state of", exported), ".md")


async def test_the_queue_goes_from_the_least_certain_on_and_back_to_where_one_was(
    seed: Dossier,
) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("3", "down", "down", "R")
        await settle(pilot)
        assert isinstance(app.screen, ReviewScreen)
        whole = len(app.screen.names)
        assert len(set(app.screen.names)) == whole
        first, second, third = app.screen.names[:3]
        assert f"1of{whole}" in flat(app)
        await pilot.press("v", "n", "x")  # faster than anything is saved: each is another one
        await settle(pilot)
        assert app.screen.index == 3
        assert app.screen.done == 2
        marks = {e.statement.id: e.mark for v in app.home.comparison.parties for e in v.entries}
        assert marks[first].verified  # type: ignore[union-attr]
        assert marks[second] is None
        assert third not in marks, "rejected"
        await pilot.press("u")
        await settle(pilot)
        assert app.screen.entry.statement.id == third, "shown again"
        await pilot.press("escape")
        assert isinstance(app.screen, PanesScreen)
        assert app.home.statements is not None
        assert (app.home.focused_party, app.home.statements.selected) == (2, 2)
        await pilot.press("R")
        await settle(pilot)
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.entry.statement.id == third, "goes on where it was left"
        assert len(app.screen.names) == whole - 1


async def test_whoever_reviewed_everything_is_told(seed: Dossier) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("R")
        await settle(pilot)
        assert isinstance(app.screen, ReviewScreen)
        whole = len(app.screen.names)
        await pilot.press(*"v" * whole)
        await settle(pilot)
        assert "alldecided" in flat(app)
        assert app.home.comparison.corrections.verified == whole
        await pilot.press("n")
        assert "Thatwasthelastone" in flat(app)
        await pilot.press("escape", "R")
        await settle(pilot)
        assert app.screen is app.home
        assert "Everystatementisverified" in flat(app)


async def test_a_party_is_changed_as_far_as_was_looked_at(seed: Dossier) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):

        def walmart() -> int:
            return len(app.home.comparison.view("walmart").entries)

        before = walmart()
        await pilot.press("3", "down", "down", "w", "4")
        await settle(pilot)
        assert isinstance(app.screen, Picker)
        assert "Thewholequotation·4statements" in flat(app)
        await pilot.press("down")
        assert flat(app).count("Microsoft→Walmart") == 4, "what would change is shown"
        await pilot.press("escape")
        assert walmart() == before
        await pilot.press("w", "4")
        await settle(pilot)
        await pilot.press("2")
        await settle(pilot)
        assert walmart() == before + 4
        await pilot.press("u")
        await settle(pilot)
        assert walmart() == before, "taken back in one go"


async def test_words_are_marked_by_dragging_the_mouse_over_them(seed: Dossier) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("3", "plus")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, MarkingScreen)
        rows = frame(app).split("\n")
        y = next(n for n, row in enumerate(rows) if "come together to try" in row)
        x = rows[y].index("together")
        await pilot.mouse_down(offset=(x, y))
        for to in (x + 4, x + 9, x + 12):
            await pilot.hover(offset=(to, y))
        await pilot.mouse_up(offset=(x + 12, y))
        assert screen.marking.span.of(screen.marking.text) == "together to try"
        await pilot.hover(offset=(x + 30, y))
        assert screen.marking.span.of(screen.marking.text) == "together to try", "let go"
        await pilot.press("enter", "3", "4")
        await settle(pilot)
    added = Dossier.open(seed.path).decisions.events()[-1]
    assert added.anchor is not None
    assert added.anchor.quote == "together to try"
