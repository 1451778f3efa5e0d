"""What stands between the command and its first picture.

Times are measured in `tests.benchmarks.startup`; here is what makes them, which does not depend
on the machine: the modules that are loaded, and the classes that are made while they are.
"""

import json
import sys
from pathlib import Path

import pytest

from tests.tui.dossiers import gold_dossier
from tests.tui.test_terminal import Terminal

COMMAND = """
import json, sys
import tui.app
class Seen(tui.app.PositionsApp):
    def on_ready(self):
        self.call_after_refresh(self.note)
    def note(self):
        ours = [n for n in sys.modules if n.split(".")[0] in ("analysis", "tui")]
        slow = {{
            f"{{c.__module__}}.{{c.__qualname__}}"
            for name in ours
            for c in vars(sys.modules[name]).values()
            if isinstance(c, type) and c.__module__ in ours and "__dataclass_fields__" in vars(c)
        }}
        tops = {{name.split(".")[0] for name in sys.modules}}
        with open({out!r}, "w") as file:
            json.dump([sorted(ours), sorted(slow), sorted(tops)], file)
        self.exit(0)
tui.app.PositionsApp = Seen
from tui.cli import main
sys.exit(main(["--dossier", {path!r}]))
"""
LOADED = Path(__file__).with_name("first_picture.txt")
LATER = {"spacy", "numpy", "vaderSentiment", "tomlkit", "multiprocessing", "shtab"}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_the_first_picture_loads_what_it_shows_and_no_more(tmp_path: Path) -> None:
    dossier = gold_dossier(tmp_path)
    dossier.comparison()
    dossier.close()  # as an earlier start leaves it
    out = tmp_path / "seen.json"
    terminal = Terminal("-c", COMMAND.format(path=str(dossier.path), out=str(out)))
    assert terminal.close() == 0, terminal.bytes[-1000:]
    ours, slow, tops = json.loads(out.read_text())
    assert set() == LATER & set(tops)
    # A dataclass costs 0.6 ms, a msgspec.Struct 0.01 ms: dataclasses are messages alone.
    assert slow == ["tui.jobs.JobEnded", "tui.jobs.JobProgress"]
    # What is not needed for the picture is imported where it is used. A module that the picture
    # does need belongs on the list: measure what it costs, then add its line.
    assert ours == LOADED.read_text().split()
