"""Every screen test runs in a folder of its own, without animation."""

from pathlib import Path

import pytest

from analysis.dossier import Dossier
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
