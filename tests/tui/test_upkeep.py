"""`positions doctor --repair`, `backup` and `restore` from the command line."""

import shutil
from pathlib import Path

import pytest

from analysis.dossier import Dossier
from analysis.store import Store
from analysis.store.snapshots import TWIN
from tests.analysis.store.deciding import event
from tests.gold import ID, gold_analysis, seed_document
from tui.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A dossier with the seed's article and two decisions on it."""
    path = Dossier.create(tmp_path / "deal").path
    store = Store(path)
    store.put(seed_document(), gold_analysis())
    store.append([event(1), event(2)])
    return path


def run(capsys: Capture, *words: object) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def test_every_damaged_file_is_named_and_repaired(dossier: Path, capsys: Capture) -> None:
    path = dossier / "human" / ID[:2] / f"{ID}.json"
    path.write_bytes(b"")
    code, out, _ = run(capsys, "--dossier", dossier, "doctor")
    assert code == 1
    assert f"human/{ID[:2]}/{ID}.json: it is empty" in out
    assert "doctor --repair" in out
    code, out, err = run(capsys, "--dossier", dossier, "doctor", "--repair")
    assert code == 0, out
    assert f"done repaired: human/{ID[:2]}/{ID}.json: it is empty" in out
    assert "Repaired." in err
    assert "BAD" not in out
    _, _, err = run(capsys, "--dossier", dossier, "doctor", "--repair")
    assert "nothing to repair" in err


def test_a_dossier_goes_into_a_file_and_comes_back(
    dossier: Path, tmp_path: Path, capsys: Capture
) -> None:
    archive = tmp_path / "deal.zip"
    code, out, err = run(capsys, "--dossier", dossier, "backup", archive)
    assert (code, out) == (0, f"{archive}\n")
    assert "5 files" in err
    code, out, err = run(capsys, "--dossier", tmp_path / "again", "restore", archive)
    assert (code, out) == (0, f"{tmp_path / 'again'}\n")
    assert Store(tmp_path / "again").events() == (event(1), event(2))
    for words in (("backup", archive), ("restore", archive), ("restore", tmp_path / "none.zip")):
        code, out, err = run(capsys, "--dossier", dossier, *words)
        assert (code, out) == (2, "")
        assert err.startswith("positions: ")
    archive.write_bytes(archive.read_bytes()[:500])
    code, out, err = run(capsys, "--dossier", tmp_path / "third", "restore", archive)
    assert (code, out) == (3, "")
    assert "is damaged" in err


def test_nothing_is_restored_where_nobody_said(
    dossier: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "deal.zip"
    run(capsys, "--dossier", dossier, "backup", archive)
    home = tmp_path / "home"
    monkeypatch.delenv("POSITIONS_DOSSIER", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    monkeypatch.setenv("HOME", str(home))
    code, out, err = run(capsys, "restore", archive)
    assert (code, out, home.exists()) == (2, "", False)
    assert f"positions --dossier PATH restore {archive}" in err
    place = home / "positions" / "tiktok"
    code, out, _ = run(capsys, "--dossier", place, "restore", archive)
    assert (code, out) == (0, f"{place}\n")
    monkeypatch.setenv("POSITIONS_DOSSIER", str(tmp_path / "named"))
    code, out, _ = run(capsys, "restore", archive)
    assert (code, out) == (0, f"{tmp_path / 'named'}\n")


def test_decisions_from_a_copy_come_back_with_a_word(dossier: Path, capsys: Capture) -> None:
    Store(dossier).append([event(3)])  # the day's copy was made before
    shutil.rmtree(dossier / "human")
    (dossier / "backups" / TWIN).unlink()
    until = f"{event(2).at[:10]} {event(2).at[11:19]} UTC"
    code, out, _ = run(capsys, "--dossier", dossier, "doctor")
    assert code == 1
    assert f"holds more decisions, up to {until}; later ones may be missing" in out
    statement = gold_analysis().attributions[0].parts[0].id
    code, out, err = run(capsys, "--dossier", dossier, "decide", statement, "pin")
    assert code == 0
    assert f"2 were brought back from a copy of {until}; those made after it may be missing" in err
    assert [one.id for one in Store(dossier).events()] == [event(1).id, event(2).id, out.strip()]
    _, _, err = run(capsys, "--dossier", dossier, "decide", statement, "note", "x")
    assert "brought back" not in err


def test_a_repair_says_up_to_when_its_copy_reaches(dossier: Path, capsys: Capture) -> None:
    Store(dossier).append([event(3)])
    shutil.rmtree(dossier / "human")
    (dossier / "backups" / TWIN).unlink()
    _, out, _ = run(capsys, "--dossier", dossier, "doctor", "--repair")
    assert f"up to {event(2).at[:10]} {event(2).at[11:19]} UTC; later ones may be missing" in out
    assert Store(dossier).events() == (event(1), event(2))
