"""A killed program leaves no unreadable file and loses no acknowledged document."""

import signal
import subprocess
import sys
from pathlib import Path

from analysis.store import Store
from tests.analysis.store.writer import ROUNDS

KILLS = 8


def test_kill_minus_nine_loses_nothing_acknowledged(tmp_path: Path) -> None:
    acknowledged: dict[str, int] = {}
    for kill in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-m", "tests.analysis.store.writer", str(tmp_path), str(kill)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        assert writer.stdout is not None
        # Another number of lines each time, so that the signal falls into another moment.
        for _ in range(3 + 7 * kill):
            document, version = writer.stdout.readline().split()
            acknowledged[document] = int(version)
        writer.send_signal(signal.SIGKILL)
        for line in writer.stdout:
            if line.endswith("\n"):
                document, version = line.split()
                acknowledged[document] = int(version)
        writer.stdout.close()
        assert writer.wait() == -signal.SIGKILL

    records, problems = Store(tmp_path).load()
    assert problems == ()
    stored = {r.document.id: int(r.analysis.provenance.rules) for r in records}
    assert set(acknowledged) <= set(stored)
    # A version that was saved but not yet acknowledged may be one further.
    for document, version in acknowledged.items():
        assert version <= stored[document] < ROUNDS * KILLS
