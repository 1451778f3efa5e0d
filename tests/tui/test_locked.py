"""Another process holds the lock on decisions: it is named, nothing is lost, nothing hangs."""

import subprocess
import sys
from asyncio import timeout
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.dossier import Dossier
from analysis.store.ledger import Ledger
from tests.tui.screen import GIVE_UP, flat, settle, shown, told

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from pathlib import Path
from analysis.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(seed: Dossier, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock until its input ends; patience is short."""
    monkeypatch.setattr("tui.decider._NOTICED", 0.02)
    monkeypatch.setattr(Ledger.lock, "__defaults__", (0.5,))
    command = [sys.executable, "-c", HOLD, str(seed.path / "human" / "lock")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.communicate()


async def test_the_holder_is_named_and_nothing_is_shown_that_is_not_kept(
    seed: Dossier, holder: subprocess.Popen[str]
) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("3", "v")
        assert "Waiting:anotherprocessiswritingdecisions" in flat(app)
        await settle(pilot)
        assert f"process{holder.pid}hasbeenwriting" in told(app)
        assert "Nothingwaschanged" in told(app)
        assert app.home.comparison.corrections.verified == 0, "nothing is shown that is not kept"
        assert Dossier.open(seed.path).decisions.events() == ()
        holder.communicate()
        await pilot.press("escape", "v")
        await settle(pilot)
        assert app.home.comparison.corrections.verified == 1
    (event,) = Dossier.open(seed.path).decisions.events()
    assert event.anchor is not None
    assert event.anchor.quote


async def test_the_reader_reads_on_and_what_she_decides_is_kept_once_it_is_free(
    seed: Dossier, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ledger.lock, "__defaults__", (20.0,))
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("3", "v", "down", "x", "down")
        async with timeout(GIVE_UP):  # keys are answered meanwhile
            while app.home.statements is None or app.home.statements.selected != 2:
                await pilot.pause(0.01)
        assert app.decider.busy, "it still waits"
        assert app.dossier.decisions.events() == ()
        holder.communicate()
        await settle(pilot)
        assert app.home.comparison.corrections.verified == 1
    assert len(Dossier.open(seed.path).decisions.events()) == 2
