"""Every screen test runs in a folder of its own, without animation."""

import shutil
from pathlib import Path

import pytest

from analysis.dossier import Dossier
from tests.gold import SEEDS
from tests.tui.dossiers import gold_dossier
from tests.tui.rest import be_quick
from tui.memory import Memory
from tui.screens.welcome import WELCOME
from tui.widgets.hints import HINTS


@pytest.fixture(autouse=True)
def _quiet_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("tui.app.MOMENT", 0.01)
    monkeypatch.setattr("tui.app.GLANCE", 1000.0)  # nobody else writes; test_jobs.py looks often
    be_quick(monkeypatch)
    Memory().see(WELCOME, *(name for name, _ in HINTS))  # see test_first_minute.py


@pytest.fixture
def seed(tmp_path: Path) -> Dossier:
    """The seed dossier with the gold reading, in the current folder."""
    return gold_dossier(Path())


@pytest.fixture(scope="session", name="analysed")
def _analysed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed dossier with its article, made once; tests that change it take a copy."""
    path = tmp_path_factory.mktemp("dossiers") / "tiktok"
    path.mkdir()
    shutil.copy(SEEDS / "dossier.toml", path)
    Dossier.open(path).add([SEEDS / "seed-article.txt"])
    return path


@pytest.fixture(name="seeded")
def _seeded(analysed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The analysed seed dossier as the current one."""
    monkeypatch.setenv("POSITIONS_DOSSIER", str(analysed))
    return analysed
