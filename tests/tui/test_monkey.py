"""Random keys, clicks and sizes: nothing breaks, nothing hangs, no decision is lost.

A short run here; `python -m tests.benchmarks.monkey` is the long one. Seeds are fixed: what fails
once fails again.
"""

from pathlib import Path

import pytest

from tests.tui.monkey import DOSSIERS, play

PRESSES = 120


@pytest.mark.parametrize("name", DOSSIERS)
async def test_nothing_breaks(name: str, tmp_path: Path) -> None:
    played = await play(DOSSIERS[name](tmp_path), seed=7, presses=PRESSES)
    assert played.presses == PRESSES
    assert played.lost == ()
