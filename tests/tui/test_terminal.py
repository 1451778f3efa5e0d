"""The bytes that reach a real (pseudo-)terminal; `run_test` writes none."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tui.hangup import HUNG_UP

ROOT = Path(__file__).parents[2]
GIVE_UP = 30.0  # seconds without a byte

EVIL = "pay \x1b]52;c;aGVsbG8=\x07 a\u202eneve\u202cb c\x00d \x9b5n [/] [@click=app.quit]e[/] end"
CHILD = """
import sys
from tests.tui.test_hostile import hostile_dossier
from tui.app import run
dossier = hostile_dossier({text!r})
code = run(dossier)
assert "spacy" not in sys.modules
sys.exit(code)
"""


class Terminal:
    """A program in a pseudo-terminal of 120×40."""

    def __init__(self, code: str) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        env = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=slave, stdout=slave, stderr=slave, env=env,
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


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_nothing_of_an_article_is_obeyed_by_the_terminal() -> None:
    terminal = Terminal(CHILD.format(text=EVIL))
    terminal.read_until(b"[@click=app.quit]e[/]", b"Quit")
    terminal.press(b"\r")
    terminal.read_until(b"WHO SAYS IT")
    terminal.press(b"\x7f")
    terminal.read_until(b"Review")
    terminal.press(b"m")
    terminal.read_until(b"Back")
    terminal.press(b"q")
    assert terminal.close() == 0
    for unsafe in ("\x1b]52", "\u202e", "\u202c", "\x00", "\x9b", "aGVsbG8=\x07"):
        assert unsafe.encode() not in terminal.bytes, repr(unsafe)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_the_program_ends_with_its_terminal() -> None:
    terminal = Terminal(CHILD.format(text="pay"))
    terminal.read_until(b"Quit")
    assert terminal.hang_up() == HUNG_UP
