"""Random keys, clicks and sizes: nothing breaks, nothing hangs, no decision is lost.

A short run here; `python -m tests.benchmarks.monkey` is the long one. Seeds are fixed: what fails
once fails again.
"""

from pathlib import Path

import pytest

from tests.tui.monkey import DOSSIERS, play
from tests.tui.rest import draw_everything
from tests.tui.screen import settle, shown

PRESSES = 120


@pytest.fixture(autouse=True)
def _each_state_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    draw_everything(monkeypatch)


@pytest.mark.parametrize("key", ["D", "E", "o", "a", "m", "T", "c", "f", "slash", "R"])
async def test_every_view_of_an_empty_dossier_opens(key: str, tmp_path: Path) -> None:
    async with shown(DOSSIERS["empty"](tmp_path), (80, 24)) as (app, pilot):
        await pilot.press(key, "down", "up", "escape")
        await settle(pilot)
        assert app.return_value is None


@pytest.mark.parametrize("name", DOSSIERS)
async def test_nothing_breaks(name: str, tmp_path: Path) -> None:
    played = await play(DOSSIERS[name](tmp_path), seed=7, presses=PRESSES)
    assert played.presses == PRESSES
    assert played.lost == ()
