"""A program that dies leaves no unreadable file and loses no acknowledged document."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.store import Store
from tests.analysis.store.writer import article, version_of

KILLS = 8


def start(*arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.analysis.store.writer", *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )


def sizes(folder: Path) -> dict[str, int]:
    """The files of the store that are there at this moment, and their sizes."""
    found = {}
    for path in folder.glob("derived/*/*"):
        try:
            found[path.name] = path.stat().st_size
        except FileNotFoundError:  # put in place, or replaced, between the two looks
            found[path.name] = -1
    return found


def test_kill_minus_nine_loses_nothing_acknowledged(tmp_path: Path) -> None:
    acknowledged: dict[str, int] = {}
    for kill in range(KILLS):
        writer = start(tmp_path, kill * 1_000_000)
        assert writer.stdout is not None
        for _ in range(2 + kill):
            document, version = writer.stdout.readline().split()
            acknowledged[document] = int(version)
        # The files change while one is being written: that is the moment to die.
        before = sizes(tmp_path)
        while sizes(tmp_path) == before and writer.poll() is None:
            pass
        writer.send_signal(signal.SIGKILL)
        for line in writer.stdout:
            if line.endswith("\n"):
                document, version = line.split()
                acknowledged[document] = int(version)
        writer.stdout.close()
        assert writer.wait() == -signal.SIGKILL

    records, problems = Store(tmp_path).load()
    assert problems == ()
    stored = {record.document.id: version_of(record.analysis) for record in records}
    assert set(acknowledged) <= set(stored)
    assert all(stored[document] >= version for document, version in acknowledged.items())


@pytest.mark.parametrize("written", [0, 1, 4096, 500_000])
def test_a_write_that_dies_half_way_leaves_the_previous_version(
    tmp_path: Path, written: int
) -> None:
    document, analysis = article(0, version=1)
    store = Store(tmp_path)
    store.put(document, analysis)
    writer = start(tmp_path, 2, written)
    writer.communicate()
    assert writer.returncode == -signal.SIGXFSZ
    assert store.analysis(document.id) == analysis
    assert store.health() == ()
