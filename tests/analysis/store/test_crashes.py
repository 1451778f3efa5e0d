"""A program that dies, a disk that fails and two at once lose nothing that was acknowledged.

Here in short; `python -m tests.benchmarks.durability` is the long version.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
KILLS = 12
# A kill leaves the same in memory as on a disk, and nothing has to be waited for.
IN_MEMORY = Path("/dev/shm")


def test_nothing_acknowledged_is_lost_and_nothing_is_unreadable() -> None:
    environment = {**os.environ, **({"TMPDIR": str(IN_MEMORY)} if IN_MEMORY.is_dir() else {})}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.durability", str(KILLS)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for kind in ("add", "decide", "re-analyse", "migrate"):
        assert f"while it does {kind}: {KILLS} kills" in done.stdout
    assert f"{3 * KILLS} of {3 * KILLS} decisions kept" in done.stdout
