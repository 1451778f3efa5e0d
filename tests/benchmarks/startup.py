"""CPU time to the first picture, against an empty Textual application with Header and Footer.

    python -m tests.benchmarks.startup [REPEATS]

Measured is the command as people type it, its command line included, up to the first picture.
Both run in a pseudo-terminal of 120×40, each time in a fresh interpreter and by turns, so that
the machine's mood falls on both. The seed dossier is read and analysed once before, and both
find their bytecode compiled, as on every start but the first. Printed are the medians in
milliseconds and their ratio; the exit code is 1 where it exceeds 1.5.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path

from tests.tui.test_terminal import Terminal

LIMIT = 1.5
MEASURED = """
import os, time
class Measured:
    def on_ready(self):
        self.call_after_refresh(self.note)
    def note(self):
        with open({out!r}, "w") as file:
            file.write(str(time.process_time()))
        self.exit(0)
"""
EMPTY = """
from textual.app import App
from textual.widgets import Footer, Header
class Empty(Measured, App):
    def compose(self):
        yield Header()
        yield Footer()
Empty().run()
"""
POSITIONS = """
from tui import garbage
garbage.leave_lying()  # as the command does before it loads the screens
import tui.app
class Opened(Measured, tui.app.PositionsApp):
    pass
tui.app.PositionsApp = Opened
from tui.cli import main
main(["--dossier", {path!r}])
import sys
assert "spacy" not in sys.modules
"""
PREPARE = """
from pathlib import Path
from analysis.opening import create_seed, seed_articles
dossier = create_seed(Path({path!r}))
dossier.add(seed_articles(dossier))
"""


def measure(code: str, out: Path) -> float:
    """Run `code` in a terminal and return the CPU milliseconds that it wrote to `out`."""
    out.unlink(missing_ok=True)
    code = MEASURED.format(out=str(out)) + code
    if Terminal("-c", code).close() != 0 or not out.exists():
        raise RuntimeError("the program ended without a picture")
    return float(out.read_text()) * 1000


def main(repeats: int) -> int:
    """Measure by turns and print the medians."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "seed", Path(folder) / "time"
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
        if Terminal("-c", PREPARE.format(path=str(path))).close() != 0:
            raise RuntimeError("the seed dossier could not be made")
        measure(EMPTY, out), measure(POSITIONS.format(path=str(path)), out)
        empty, full = [], []
        for _ in range(repeats):
            empty.append(measure(EMPTY, out))
            full.append(measure(POSITIONS.format(path=str(path)), out))
    ratio = statistics.median(full) / statistics.median(empty)
    print(f"empty app with Header and Footer: {statistics.median(empty):6.0f} ms CPU")
    print(f"positions on the seed dossier:    {statistics.median(full):6.0f} ms CPU")
    print(f"ratio of the medians of {repeats}: {ratio:.2f} (at most {LIMIT})")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    os.environ.pop("POSITIONS_DOSSIER", None)
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9))
