"""Adding articles while somebody browses: how long the screen makes her wait.

    python -m tests.benchmarks.adding [ARTICLES] [--thread]

A dossier with the seed's parties is open, `ARTICLES` texts (200) are added from inside, and keys
move through panes, article and matrix all the while. A timer in the application's loop asks to be
called every 10 ms; how much later it is called is the lag that a key would meet. Printed are its
median, 95th and 99th percentile and maximum, how long adding took, and how long after `q` the
application had ended (in the middle of another import). What the same keys cost with nothing going
on is printed first: on a busy machine that is the figure to compare with. With `--thread` the
language part works in a thread of the same process, as it did once. Exit code 1 where the 95th
percentile exceeds 50 ms or leaving takes more than 2 s.
"""

import asyncio
import itertools
import sys
import tempfile
import time
from pathlib import Path

from analysis.aside import Aside
from analysis.opening import create_seed, seeds_path
from tui.app import PositionsApp
from tui.screens.adding import Adding

LIMIT = 50.0
LEAVING = 2.0
TICK = 0.01
ALONE = 6  # times that the keys are pressed with nothing going on
KEYS = ("down", "down", "right", "enter", "n", "escape", "m", "down", "escape", "3", "D", "escape")


def articles(folder: Path, number: int) -> Path:
    """Write so many different articles, each as long as the seed's."""
    folder.mkdir()
    text = next(seeds_path().glob("*.txt")).read_text(encoding="utf-8")
    for index in range(number):
        changed = text.replace("TikTok", f"TikTok{index}").replace("Bloomberg", f"Outlet {index}")
        (folder / f"{index:04}.txt").write_text(changed, encoding="utf-8")
    return folder


async def watch(lags: list[float]) -> None:
    """Note how much later than asked for the loop comes back."""
    while True:
        asked = time.perf_counter()
        await asyncio.sleep(TICK)
        lags.append((time.perf_counter() - asked - TICK) * 1000)


async def browse(app: PositionsApp, folder: Path, alone: list[float], lags: list[float]) -> float:
    """Press keys, then add a folder and press them until that is done; return its seconds."""
    async with app.run_test(size=(120, 40)) as pilot:
        while app.jobs.running or not app.jobs.started:
            await pilot.pause(0.05)
        watcher = asyncio.create_task(watch(alone))
        for key in KEYS * ALONE:
            await pilot.press(key)
            await asyncio.sleep(0.1)
        watcher.cancel()
        started = time.perf_counter()
        app.desk.begin(Adding(paths=(folder,)))
        watcher = asyncio.create_task(watch(lags))
        for key in itertools.cycle(KEYS):
            if not app.jobs.running:
                break
            await pilot.press(key)
            await asyncio.sleep(0.1)
        took = time.perf_counter() - started
        watcher.cancel()
        app.go_home()
    return took


async def leave(app: PositionsApp, folder: Path) -> float:
    """Begin to add a folder, press `q` in the middle; return the seconds until all has ended."""
    async with app.run_test(size=(120, 40)) as pilot:
        before = app.dossier.size
        while app.jobs.running or not app.jobs.started:
            await pilot.pause(0.05)
        app.desk.begin(Adding(paths=(folder,)))
        while app.dossier.size < before + 2:
            await pilot.pause(0.02)
        started = time.perf_counter()
        await pilot.press("q")
    return time.perf_counter() - started


def tell(what: str, lags: list[float]) -> float:
    """Print what the loop's lag was; return its 95th percentile."""
    found = sorted(lags)
    middle, most, nearly = (found[int(len(found) * part)] for part in (0.5, 0.95, 0.99))
    parts = f"median {middle:.1f}, p95 {most:.1f}, p99 {nearly:.1f}, max {found[-1]:.1f}"
    print(f"{what}, lag ms: {parts}")
    return most


def main(number: int, *, thread: bool) -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dossier = create_seed(folder / "seed", language=None if thread else Aside())
        alone: list[float] = []
        lags: list[float] = []
        source = articles(folder / "some", number)
        took = asyncio.run(browse(PositionsApp(dossier), source, alone, lags))
        tell("keys alone", alone)
        print(f"{number} articles added in {took:.0f} s, {len(lags)} ticks of the loop meanwhile")
        most = tell("keys meanwhile", lags)
        more = articles(folder / "more", 9)
        for path in more.iterdir():
            path.write_text(path.read_text(encoding="utf-8") + path.name, encoding="utf-8")
        dossier = dossier.another(dossier.path)
        left = asyncio.run(leave(PositionsApp(dossier), more))
        print(f"left {left:.2f} s after q; {dossier.another(dossier.path).size} articles kept")
    return int(most > LIMIT or left > LEAVING)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    sys.exit(main(numbers[0] if numbers else 200, thread="--thread" in sys.argv))
