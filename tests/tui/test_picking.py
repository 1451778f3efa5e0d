"""What is picked and written about a statement stands in the store, and undo takes it back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.dossier import Dossier
from analysis.models import Certainty, Entry, StanceValue, Voice
from tests.tui.screen import flat, settle, shown
from tui.screens.panes import PanesScreen

Reads = Callable[[Entry], object]


def kept(path: Path, name: str) -> Entry:
    """Microsoft's statement of that id, as another process reads it."""
    entries = Dossier.open(path).comparison().view("microsoft").entries
    return next(entry for entry in entries if entry.statement.id == name)


PICKED: dict[str, tuple[tuple[str, ...], Reads, object]] = {
    "voice": (("V", str(1 + list(Voice).index(Voice.SECOND_HAND))), lambda e: e.voice,
              Voice.SECOND_HAND),
    "certainty": (("C", str(1 + list(Certainty).index(Certainty.OPEN))),
                  lambda e: e.statement.certainty, Certainty.OPEN),
    "note": (("number_sign", *"Ask", "space", *"them", "enter"),
             lambda e: e.mark.note if e.mark else "", "Ask them"),
    "stance": (("s", "1", str(1 + list(StanceValue).index(StanceValue.AGAINST))),
               lambda e: StanceValue.AGAINST in e.statement.stances.values(), True),
}  # fmt: skip


@pytest.mark.parametrize("what", PICKED)
async def test_what_is_picked_is_kept(seed: Dossier, what: str) -> None:
    keys, read, wanted = PICKED[what]
    async with shown(seed, (80, 24)) as (app, pilot):
        await pilot.press("3", "down", "down")
        entry = app.home.decided
        assert entry is not None
        name = entry.statement.id
        before = read(kept(seed.path, name))
        assert before != wanted
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        assert isinstance(app.screen, PanesScreen)
        now = app.home.decided
        assert now is not None
        assert now.statement.id == name, "one stays where one was"
        assert read(now) == wanted
        assert read(kept(seed.path, name)) == wanted
        await pilot.press("u")
        await settle(pilot)
        assert read(kept(seed.path, name)) == before
        await pilot.press("U")
        await settle(pilot)
        assert read(kept(seed.path, name)) == wanted


async def test_an_issue_is_put_on_and_taken_off(seed: Dossier) -> None:
    async with shown(seed, (80, 24)) as (app, pilot):
        await pilot.press("3", "down", "down")
        issues = [issue.id for issue in app.home.comparison.issues]
        entry = app.home.decided
        assert entry is not None
        name = entry.statement.id
        for number, issue in enumerate(issues[:2], 1):
            on = issue in {match.issue for match in kept(seed.path, name).statement.issues}
            for now in (not on, on):
                await pilot.press("i")
                await pilot.press(str(number))
                await settle(pilot)
                found = {match.issue for match in kept(seed.path, name).statement.issues}
                assert (issue in found) is now, issue


async def test_escape_decides_nothing(seed: Dossier) -> None:
    async with shown(seed, (80, 24)) as (app, pilot):
        for key in ("w", "V", "C", "i", "s", "number_sign"):
            await pilot.press("3", key, "escape")
            assert isinstance(app.screen, PanesScreen)
        await settle(pilot)
        assert app.dossier.decisions.events() == ()
        assert "takesitback" not in flat(app)
