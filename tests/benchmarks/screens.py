"""The screens at 1,000, 10,000 and 100,000 statements.

    python -m tests.benchmarks.screens [STATEMENTS…]

The dossiers are those of `tests.benchmarks.store`: twenty parties, six issues, two decisions on
every document. What each document contributes to the comparison is remembered from an earlier
start. Each size is measured in a fresh interpreter at 120 x 40; times are CPU milliseconds. "Paint"
is the first picture with all imports, over what an empty Textual application takes for its own,
without the opening of the store; keys are the moves of a reader, every one until the screen is
drawn; "prepare" goes on in a thread while the first letter of a filter is typed, "filter" is the
slowest letter of some; "decided" is until the panes can show a decision;
"widgets" the most there were.
"""

import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.store import make

SIZES = (1_000, 10_000, 100_000)
KEYS = (
    *["down"] * 30,
    *["right", *["down"] * 6] * 12,
    *["pagedown"] * 10,
    *["end", "up", "up", "home", "down"],
    *["enter", *["down"] * 5, "escape", "down", "down"] * 3,
    *["m", *["down", "down", "right"] * 4, "escape"] * 2,
    *["left", *["down"] * 4] * 12,
)
LOOKED = 2.0  # seconds that a reader looks at the first picture; meanwhile others are made ready
COLUMNS = (
    "open",
    "empty",
    "paint",
    "key",
    "key99",
    "resize",
    "prepare",
    "filter",
    "decided",
    "peak",
    "widgets",
)


def empty() -> dict[str, float]:
    """Measure an application that shows nothing."""
    from textual.app import App

    async def run() -> None:
        async with App[None]().run_test(size=(120, 40)) as pilot:
            await pilot.pause()

    asyncio.run(run())
    return {"empty": 1000 * time.process_time()}


def measure(folder: Path) -> dict[str, float]:
    """Open the panes, move about, resize, filter and decide."""
    from tui import garbage

    garbage.leave_lying()  # as the command does before it loads the screens
    from analysis.dossier import Dossier

    dossier = Dossier.open(folder)
    opened = 1000 * time.process_time()
    found: dict[str, float] = {"open": opened}

    from tui.app import PositionsApp

    app = PositionsApp(dossier)

    async def run() -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            found["paint"] = 1000 * time.process_time() - opened
            await asyncio.sleep(LOOKED)
            widgets = [len(app.screen.query("*"))]
            costs = []
            for key in KEYS:
                before = time.process_time()
                await pilot.press(key)
                costs.append(1000 * (time.process_time() - before))
                widgets.append(len(app.screen.query("*")))
            found["widgets"] = max(widgets)
            found["key"] = statistics.median(costs)
            found["key99"] = statistics.quantiles(costs, n=100)[-1]
            before = time.process_time()
            await pilot.resize_terminal(80, 24)
            await pilot.pause()
            found["resize"] = 1000 * (time.process_time() - before)

    asyncio.run(run())
    found |= _asked(dossier)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found["peak"] = most / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return found


def _asked(dossier: "object") -> dict[str, float]:
    """Filter and decide as the screens do."""
    from analysis.dossier import Dossier
    from analysis.finding import Finder, Syntax
    from analysis.models import Action

    assert isinstance(dossier, Dossier)
    comparison = dossier.comparison()
    finder, syntax = Finder(comparison), Syntax(comparison)
    before = time.process_time()
    finder.prepare()
    prepared = 1000 * (time.process_time() - before)
    costs = []
    for text in ("s", "st", "str", "stri", "strik", "strike", "strik", "strike o"):
        before = time.process_time()
        finder.narrowed(syntax.read(text), text, lines=False)
        costs.append(1000 * (time.process_time() - before))
    statement = comparison.parties[0].entries[0].statement.id
    before = time.process_time()
    events = dossier.decisions.propose(statement, Action.NOTE, {"note": str(time.time())})
    assert dossier.decisions.keep(events)
    dossier.comparison()
    decided = 1000 * (time.process_time() - before)
    dossier.close()  # as the screens do: what was worked out is remembered
    return {
        "prepare": prepared,
        "filter": max(costs),
        "decided": decided,
    }


def _in_fresh_interpreter(*words: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.screens", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main(sizes: tuple[int, ...]) -> int:
    """Print a table."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # people find bytecode compiled
    print(("{:>10}" * 12).format("statements", *COLUMNS))
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "dossier"
            os.environ["PYTHONPYCACHEPREFIX"] = str(Path(scratch) / "bytecode")
            make(folder, size)
            for what in (("at", str(folder)), ("empty",)):  # what is worked out is remembered
                _in_fresh_interpreter(*what)
            found = _in_fresh_interpreter("at", str(folder)) | _in_fresh_interpreter("empty")
        cells = [f"{found[name]:.0f}" for name in COLUMNS]
        print(("{:>10}" * 12).format(f"{size:,}", *cells), flush=True)
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["empty"]:
        print(json.dumps(empty()))
    elif sys.argv[1:2] == ["at"]:
        print(json.dumps(measure(Path(sys.argv[2]))))
    else:
        sys.exit(main(tuple(map(int, sys.argv[1:])) or SIZES))
