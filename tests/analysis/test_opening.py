"""Which dossier is opened: the named one, that of the environment, or the seed at a first start."""

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.dossier import Dossier
from analysis.errors import UsageError
from analysis.opening import (
    create_seed,
    default_path,
    open_existing,
    open_or_seed,
    seed_articles,
    seeds_path,
)
from tests.analysis.fakes import FakeLanguage
from tests.gold import ID, SEEDS, seed_settings


@pytest.fixture
def language() -> FakeLanguage:
    return FakeLanguage()


def test_the_first_start_makes_the_seed_dossier(language: FakeLanguage) -> None:
    dossier = open_or_seed(None, language=language)
    assert dossier.path == default_path()
    assert dossier.settings == seed_settings()
    assert [path.name for path in seed_articles(dossier)] == ["seed-article.txt"]
    report = dossier.add(seed_articles(dossier))
    assert [d.id for d in report.added] == [ID]
    second = open_or_seed(None, language=language)
    assert seed_articles(second) == ()
    assert [view.party.name for view in second.comparison().parties] == [
        "ByteDance",
        "Oracle",
        "Microsoft",
        "Walmart",
        "US government",
    ]


def test_a_first_start_that_was_cut_short_is_resumed(language: FakeLanguage) -> None:
    path = default_path()
    path.mkdir(parents=True)
    (path / ".dossier.toml.123.0.tmp").write_text("half")
    open_or_seed(None, language=language)
    assert seed_articles(open_or_seed(None, language=language)) != ()


def test_a_file_or_another_folder_is_told_from_a_dossier(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(UsageError, match="that is a file, and a dossier is a folder"):
        Dossier.open(tmp_path / "letter.txt")
    with pytest.raises(UsageError, match=r"the folder holds no dossier\.toml"):
        Dossier.open(tmp_path)


def test_the_environment_chooses_the_dossier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: FakeLanguage
) -> None:
    Dossier.create(tmp_path / "mine")
    monkeypatch.setenv("POSITIONS_DOSSIER", str(tmp_path / "mine"))
    assert open_or_seed(None, language=language).path == tmp_path / "mine"
    with pytest.raises(UsageError, match="no dossier at"):
        open_or_seed(tmp_path / "other")


def test_the_seed_is_never_put_among_other_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letter").write_text("mine")
    monkeypatch.setenv("POSITIONS_DOSSIER", str(tmp_path))
    with pytest.raises(UsageError, match="no dossier at"):
        open_or_seed(None)
    assert [path.name for path in tmp_path.iterdir()] == ["letter"]


@pytest.mark.parametrize("exists", [False, True])
def test_a_mistyped_environment_gets_no_seed(
    exists: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "typo"
    if exists:
        place.mkdir()
    monkeypatch.setenv("POSITIONS_DOSSIER", str(place))
    with pytest.raises(UsageError, match="which POSITIONS_DOSSIER names") as error:
        open_or_seed(None)
    assert f"positions new {place}" in error.value.hint
    assert place.exists() == exists
    assert not list(place.glob("*"))


def test_opening_what_exists_makes_nothing() -> None:
    with pytest.raises(UsageError, match="no dossier yet"):
        open_existing(None)
    assert not default_path().exists()
    create_seed(default_path())
    assert open_existing(None).settings == seed_settings()


def test_a_dossier_of_ones_own_gets_no_seed_articles(tmp_path: Path) -> None:
    assert seed_articles(Dossier.create(tmp_path / "deal")) == ()


def test_a_damaged_seed_is_not_taken_for_an_empty_one(language: FakeLanguage) -> None:
    dossier = open_or_seed(None, language=language)
    dossier.add(seed_articles(dossier))
    next(dossier.path.glob("derived/*/*.json")).write_text("null")
    damaged = open_or_seed(None, language=language)
    assert damaged.documents() == ()
    assert seed_articles(damaged) == ()
    assert "holds no tables" in damaged.problems()[0].reason


def test_adding_a_damaged_document_again_mends_it(language: FakeLanguage) -> None:
    dossier = open_or_seed(None, language=language)
    articles = seed_articles(dossier)
    dossier.add(articles)
    next(dossier.path.glob("derived/*/*.json")).write_text("null")
    dossier.reload()
    assert len(dossier.problems()) == 1
    assert len(dossier.add(articles).added) == 1
    assert dossier.problems() == Dossier.open(dossier.path, language=language).problems() == ()
    assert len(list((dossier.path / "backups").iterdir())) == 1


def test_the_seeds_are_found_in_a_checkout_and_in_a_wheel(tmp_path: Path) -> None:
    assert seeds_path() == SEEDS
    package = tmp_path / "analysis"
    (package / "_seeds").mkdir(parents=True)
    (tmp_path / "seeds").mkdir()
    for folder in (package / "_seeds", tmp_path / "seeds"):
        (folder / "dossier.toml").write_bytes((SEEDS / "dossier.toml").read_bytes())
    for name in ("__init__", "places", "errors"):
        (package / f"{name}.py").write_bytes(
            (SEEDS.parent / "analysis" / f"{name}.py").read_bytes()
        )
    found = subprocess.run(
        [sys.executable, "-c", "from analysis.places import seeds_path; print(seeds_path())"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()) == (package / "_seeds").resolve()
