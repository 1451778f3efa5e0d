"""The doctor tells what is wrong with an installation or a dossier, and what to do."""

import sys
from importlib import metadata
from pathlib import Path

import pytest

from analysis import doctor
from analysis.doctor import Check, report
from analysis.dossier import Dossier
from tests.analysis.fakes import FakeLanguage


def check(name: str, dossier: Path | None = None) -> Check:
    """The one check of that name; the first, where there are several."""
    return next(check for check in report(dossier) if check.name == name)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    dossier = Dossier.create(tmp_path / "deal", language=FakeLanguage())
    dossier.add([], stdin=b"Oracle said so.")
    return dossier.path


def test_a_sound_installation_and_dossier(dossier: Path) -> None:
    found = report(dossier)
    assert [c.name for c in found if not c.ok] == []
    assert "spacy" in check("packages").detail
    assert "SHA-256 agrees" in check("language model").detail


def test_no_dossier_yet_is_no_fault() -> None:
    found = check("dossier")
    assert found.ok
    assert "positions new" in found.advice


def test_other_weights_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = doctor._weights()
    weights["sha256"]["ner/model"] = "0" * 64
    monkeypatch.setattr(doctor, "_weights", lambda: weights)
    found = check("language model")
    assert not found.ok
    assert f"expected {'0' * 64}" in found.detail


def test_a_missing_model_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {**doctor._weights(), "package": "en_core_web_none"}
    monkeypatch.setattr(doctor, "_weights", lambda: weights)
    found = check("language model")
    assert not found.ok
    assert "en-core-web-none==3.8.0" in found.advice


def test_another_version_of_the_model_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {**doctor._weights(), "version": "3.9.0"}
    monkeypatch.setattr(doctor, "_weights", lambda: weights)
    assert "is 3.8.0, expected 3.9.0" in check("language model").detail


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", lambda name: ["spacy>=3", "no-such-thing>=1"])
    found = check("packages")
    assert not found.ok
    assert "missing: no-such-thing" in found.detail


def test_a_second_owner_of_our_names_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "site" / "stranger-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\n")
    (info / "RECORD").write_text("analysis/__init__.py,,\ntui/app.py,,\n")
    for name in ("analysis/__init__.py", "tui/app.py"):
        file = tmp_path / "site" / name
        file.parent.mkdir()
        file.write_text("")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "site")])
    found = check("package names")
    assert not found.ok
    assert found.detail.endswith("analysis by stranger; tui by stranger")
    assert found.advice


def test_a_damaged_document_is_named_with_its_reason(dossier: Path) -> None:
    file = next(dossier.glob("derived/*/*.json"))
    file.write_bytes(file.read_bytes()[:-20])
    found = check("dossier files", dossier)
    assert not found.ok
    assert file.name in found.detail
    assert file.exists()


def test_what_a_save_has_left_is_named(dossier: Path) -> None:
    (dossier / "derived" / ".x.json.1.tmp").write_text("half")
    found = check("dossier leftovers", dossier)
    assert found.ok
    assert "derived/.x.json.1.tmp" in found.detail
    assert "--repair" in found.advice


def test_broken_settings_are_named(dossier: Path) -> None:
    (dossier / "dossier.toml").write_text("titel = 1")
    found = check("dossier settings", dossier)
    assert not found.ok
    assert "titel" in found.detail


def test_a_folder_that_cannot_be_written_is_named(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: Path(path).name != "derived")
    found = check("dossier permissions", dossier)
    assert not found.ok
    assert found.detail.endswith("derived")
    assert "chmod" in found.advice
