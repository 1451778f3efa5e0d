"""The bytes that reach a real (pseudo-)terminal; `run_test` writes none."""

import fcntl
import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from base64 import b64decode
from pathlib import Path

import pytest

from tests.tui.scenes import SCENES
from tests.tui.test_hostile import squeezed
from tests.tui.test_scenes import UNSAFE
from tests.tui.walk import NUL
from tui.hangup import ENDED, HUNG_UP
from tui.memory import Memory
from tui.screens.welcome import WELCOME
from tui.widgets.hints import HINTS

ROOT = Path(__file__).parents[2]
GIVE_UP = 30.0  # seconds without a byte
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")

# Markup that runs an action, the clipboard's escape, C1, bidi, NUL, and characters of two cells.
EVIL = "[@click=app.quit]東京[/] \x1b]52;c;aGVsbG8=\x07 \u202eneve\u202c b\x00c \x9b5n 👩‍👩‍👧"
OBEYED = ("\x1b]52", "\u202e", "\u202c", "\x00", "\x9b", "aGVsbG8=\x07")
PLAIN = """
import sys
from tests.tui.test_hostile import hostile_dossier
from tui.app import run
dossier = hostile_dossier("pay")
code = run(dossier)
assert "spacy" not in sys.modules
sys.exit(code)
"""


class Terminal:
    """A program in a pseudo-terminal of 120×40."""

    def __init__(self, *command: str) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        env = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            [sys.executable, *command], stdin=slave, stdout=slave, stderr=slave, env=env,
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.bytes = b""

    def read_until(self, *words: bytes) -> None:
        """Read until each word has come since the last call."""
        start = len(self.bytes)
        while not all(word in self.bytes[start:] for word in words):
            ready, _, _ = select.select([self.master], [], [], GIVE_UP)
            assert ready, f"{words} did not come; the last was {self.bytes[-300:]!r}"
            self.bytes += os.read(self.master, 65536)

    def hang_up(self) -> int:
        """Go away, as a dropped connection does, and return the exit code."""
        os.close(self.master)
        return self.process.wait(GIVE_UP)

    def press(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def close(self) -> int:
        """Read to the end and return the exit code."""
        while True:
            try:
                ready, _, _ = select.select([self.master], [], [], GIVE_UP)
                data = os.read(self.master, 65536) if ready else b""
            except OSError:  # Linux: the other side is closed
                break
            if not data:
                break
            self.bytes += data
        os.close(self.master)
        return self.process.wait(GIVE_UP)


Walked = tuple[int, dict[str, str], dict[str, bytes]]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """One walk through every scene, for all processes of the run: exit code, words, and bytes."""
    root = tmp_path_factory.getbasetemp()
    here = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / "walk"
    here.mkdir(exist_ok=True)
    with (here / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (here / "code").exists():
            code, data = _walk(here)
            (here / "bytes").write_bytes(data)
            (here / "code").write_text(str(code))
    parts = re.split(rb"\x1b\]0;scene ([a-z-]+)\x07", (here / "bytes").read_bytes())
    drawn = {name.decode(): data for name, data in zip(parts[1::2], parts[2::2], strict=True)}
    seen = json.loads((here / "seen").read_text(encoding="utf-8"))
    return int((here / "code").read_text()), seen, drawn


def _walk(here: Path) -> tuple[int, bytes]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(here / "home"))
        patch.setenv("TEXTUAL_ANIMATIONS", "none")
        patch.chdir(here)
        Memory().see(WELCOME, *(name for name, _ in HINTS))
        terminal = Terminal("-m", "tests.tui.walk", EVIL.replace("\0", NUL), str(here / "seen"))
        return terminal.close(), terminal.bytes


@POSIX
@pytest.mark.parametrize("name", SCENES)
def test_nothing_that_a_screen_shows_is_obeyed(walked: Walked, name: str) -> None:
    """Hostile text on every screen, dialog and toast: the same characters, none of them obeyed."""
    code, words, drawn = walked
    assert code == 0, "the program ended in another way than it was asked to"
    assert words.keys() == SCENES.keys()
    assert SCENES[name].quiet or squeezed(EVIL) in words[name]
    assert not UNSAFE.search(words[name])
    assert drawn[name], "something was drawn"
    bytes_ = drawn[name]
    if name == "copied":  # the program's own words to the clipboard, once
        (copied,) = re.findall(rb"\x1b\]52;c;([\w+/=]*)\x07", bytes_)
        assert not UNSAFE.search(b64decode(copied).decode())
        bytes_ = bytes_.replace(b"\x1b]52;c;" + copied, b"")
    assert not [unsafe for unsafe in OBEYED if unsafe.encode() in bytes_]


@POSIX
def test_the_program_ends_with_its_terminal() -> None:
    terminal = Terminal("-c", PLAIN)
    terminal.read_until(b"Quit")
    assert terminal.hang_up() == HUNG_UP


@POSIX
def test_who_ends_the_program_finds_the_terminal_as_it_was() -> None:
    terminal = Terminal("-c", PLAIN)
    terminal.read_until(b"Quit")
    terminal.process.terminate()
    assert terminal.close() == ENDED
    assert terminal.bytes.rindex(b"\x1b[?1049l") > terminal.bytes.rindex(b"\x1b[?1049h")
