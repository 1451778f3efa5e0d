"""Running the `positions` command in this process."""

import sys

import pytest

from tests.gold import SEEDS
from tui.cli import main

ARTICLE = SEEDS / "seed-article.txt"
POSITIONS = [sys.executable, "-m", "tui.cli"]

Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *words: str) -> tuple[int, str, str]:
    """Run a command line in this process: exit code, stdout, stderr."""
    capsys.readouterr()
    code = main(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def helped(capsys: Capture, *words: str) -> str:
    with pytest.raises(SystemExit) as done:
        main([*words, "--help"])
    assert done.value.code == 0
    return capsys.readouterr().out
