"""What an import drags in, seen from a fresh interpreter: a static graph misses deferred ones."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {
    "spacy",
    "textual",
    "vaderSentiment",
    "tinydb",
    "rich",
    "lxml",
    "trafilatura",
    "pdfminer",
    "defusedxml",
}


def loaded(code: str, *, fail: bool = True) -> set[str]:
    """Top-level modules loaded after `code` ran in a fresh interpreter."""
    tail = (
        "\nimport sys, json\n"
        "print('\\n' + json.dumps(sorted({m.split('.')[0] for m in sys.modules})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code + tail],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=fail,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def command(*words: str) -> str:
    return (
        "from tui.cli import main\n"
        "try:\n"
        f"    main({list(words)!r})\n"
        "except SystemExit as done:\n"
        "    assert not done.code, done.code\n"
    )


@pytest.mark.parametrize(
    "code",
    [
        command("--help"),
        command("--version"),
        command("add", "--help"),
        "import analysis.opening",
        "import tui.cli",
    ],
    ids=["--help", "--version", "add --help", "analysis.opening", "tui.cli"],
)
def test_light_starts_load_nothing_heavy(code: str) -> None:
    modules = loaded(code)
    assert {"analysis"} <= modules or {"tui"} <= modules
    assert not modules & HEAVY


def test_the_language_part_loads_spacy_only_when_it_analyses() -> None:
    light = (
        "from analysis.language import Analyser\n"
        "from analysis.models import Settings\n"
        "a = Analyser(Settings('x'))\n"
    )
    assert "spacy" not in loaded(light)
    work = light + (
        "from analysis.reading import clean_view, read_bytes\n"
        "d = read_bytes(b'She said it is so.', 'x')\n"
        "assert a.analyse(d, clean_view(d)).attributions\n"
    )
    assert "spacy" in loaded(work)


def test_the_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "6 kept, 0 broken" in done.stdout
