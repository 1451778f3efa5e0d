"""What several parts of the suite share: the seed analysed once by the real pipeline."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from analysis.language import Analyser
from analysis.models import Analysis, Document
from analysis.reading import clean_view, read_path
from tests.gold import SEEDS, seed_settings

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the dossiers of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    for name in ("POSITIONS_DOSSIER", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    """The real pipeline with the seed's parties and issues."""
    return Analyser(seed_settings())


@pytest.fixture(scope="session")
def seed() -> Document:
    """The seed article as the program reads it."""
    return read_path(SEEDS / "seed-article.txt")


@pytest.fixture(scope="session")
def seed_analysis(analyser: Analyser, seed: Document) -> Analysis:
    """What the real pipeline finds in the seed article."""
    return analyser.analyse(seed, clean_view(seed))


@pytest.fixture(scope="session")
def bench() -> Path:
    """The folder of benchmark corpora; tests that need it skip where it is not."""
    place = os.environ.get("POSITIONS_BENCH", "")
    if not place or not Path(place).is_dir():
        pytest.skip("POSITIONS_BENCH names no folder: the corpora are not part of the project")
    return Path(place)
