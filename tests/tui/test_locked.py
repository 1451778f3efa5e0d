"""Another process holds the lock on decisions: it is named, nothing is lost, nothing hangs."""

import subprocess
import sys
from asyncio import timeout
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from analysis.dossier import Dossier
from analysis.errors import ExitCode
from analysis.models import Comparison
from analysis.store.ledger import Ledger
from tests.tui.screen import GIVE_UP, flat, settle, shown, told
from tui.cli import main

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
    monkeypatch.setattr("analysis.waiting.NOTICED", 0.01)
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
        async with timeout(GIVE_UP):
            while f"Waiting:process{holder.pid}iswritingdecisions" not in flat(app):
                await pilot.pause(0.01)
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


async def test_what_is_decided_while_articles_are_compared_is_said_to_be_kept(
    seed: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.decider._NOTICED", 0.02)
    compare, go_on = Dossier.comparison, Event()

    def slow(dossier: Dossier, *args: Any) -> Comparison:
        go_on.wait(GIVE_UP)
        return compare(dossier, *args)

    async with shown(seed, (120, 40)) as (app, pilot):
        monkeypatch.setattr(Dossier, "comparison", slow)
        await pilot.press("3", "v")
        async with timeout(GIVE_UP):
            while "Itisonthedisk" not in flat(app):
                await pilot.pause(0.01)
        assert len(Dossier.open(seed.path).decisions.events()) == 1, "it is"
        go_on.set()
        await settle(pilot)
        assert app.home.comparison.corrections.verified == 1


def test_a_command_says_what_it_waits_for(
    seed: Dossier,
    holder: subprocess.Popen[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    statement = seed.comparison().parties[2].entries[0].statement.id
    command = ["--dossier", str(seed.path), "decide", statement, "verify"]
    assert main(command) == ExitCode.DAMAGED
    told = capsys.readouterr().err
    assert told.count(f"Waiting: process {holder.pid} is writing decisions") == 1
    assert f"kill {holder.pid}" in told
