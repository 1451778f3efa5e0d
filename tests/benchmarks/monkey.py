"""Five thousand random keys, clicks and sizes over three dossiers: seed, empty, 20,000 statements.

    python -m tests.benchmarks.monkey [PRESSES]

Prints presses, CPU time and lost decisions of each; the exit code is 1 where one is lost. What
raises or hangs shows its trace.
"""

import asyncio
import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.tui.monkey import DOSSIERS, many, play


def main(presses: int) -> int:
    """Play on each dossier and print what came of it."""
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    bad = 0
    dossiers = {**DOSSIERS, "many": partial(many, articles=500)}
    for seed, (name, make) in enumerate(dossiers.items(), 1):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["HOME"] = folder
            os.environ["XDG_DATA_HOME"] = f"{folder}/data"
            os.environ["XDG_STATE_HOME"] = f"{folder}/state"
            os.chdir(folder)
            dossier = make(Path(folder))
            before = time.process_time()
            played = asyncio.run(play(dossier, seed, presses))
            spent = time.process_time() - before
            os.chdir("/")
        kept = f"{played.decided} decisions, {len(played.lost)} lost"
        print(f"{name}: {played.presses} presses, {spent:.0f} s CPU, {kept}", flush=True)
        bad += len(played.lost)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000 // 3 + 1))
