"""A dossier is repaired, backed up and restored, and nothing of it is lost on the way."""

import contextlib
import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.doctor import report
from analysis.dossier import Dossier
from analysis.errors import StoreError, UsageError
from analysis.opening import create_seed, seed_articles
from analysis.store import Store
from analysis.store.archive import PARTS, restore_archive, write_archive
from analysis.upkeep import backup, repair, restore
from tests.analysis.fakes import FakeLanguage
from tests.analysis.store.damages import DAMAGES
from tests.analysis.store.deciding import event
from tests.gold import ID, seed_document


@pytest.fixture
def language() -> FakeLanguage:
    return FakeLanguage()


@pytest.fixture
def dossier(tmp_path: Path, language: FakeLanguage) -> Dossier:
    """The seed's article with two decisions."""
    dossier = create_seed(tmp_path / "deal", language=language)
    dossier.add(seed_articles(dossier))
    Store(dossier.path).append([event(1), event(2)])
    dossier.reload()
    return dossier


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    own = {str(path.relative_to(folder)): path.read_bytes() for path in found}
    parts = ("dossier.toml", "documents", "derived", "human")
    passed_over = ("human/lock", "human/lock.turn", "human/reserve")
    return {n: d for n, d in own.items() if n.startswith(parts) and n not in passed_over}


def derived(dossier: Dossier) -> Path:
    return dossier.path / "derived" / ID[:2] / f"{ID}.json"


# ---------------------------------------------------------------- repair


def test_a_lost_analysis_is_made_again(dossier: Dossier, language: FakeLanguage) -> None:
    comparison = dossier.comparison()
    derived(dossier).write_bytes(DAMAGES["cut"](derived(dossier).read_bytes()))
    done = repair(dossier.path, language=language)
    assert [check.ok for check in done] == [True, True]
    assert "derived" in done[0].detail
    assert done[1].detail == "1 of 1 articles"
    assert Dossier.open(dossier.path, language=language).comparison() == comparison
    assert language.analysed == ["seed-article", "seed-article"]
    assert repair(dossier.path, language=language) == ()


def test_an_analysis_that_cannot_be_made_now_says_how_to_go_on(dossier: Dossier) -> None:
    derived(dossier).unlink()
    refusing = FakeLanguage(refuse="Microsoft")
    done = repair(dossier.path, language=refusing)
    assert [check.ok for check in done] == [True, False]
    assert "analyze --changed" in done[1].advice
    assert Dossier.open(dossier.path, language=refusing).documents() == (seed_document(),)


def test_leftovers_of_saves_long_ago_are_removed(dossier: Dossier) -> None:
    old, new = (derived(dossier).with_name(f".{ID}.json.{n}.tmp") for n in ("old", "new"))
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (1, 1))
    (done,) = repair(dossier.path)
    assert "old.tmp" in done.detail
    assert new.exists()
    assert not old.exists()


def test_the_doctor_finds_nothing_after_a_repair(dossier: Dossier, language: FakeLanguage) -> None:
    for path in (dossier.path / "human").rglob("*.json*"):
        path.write_bytes(b"null")
        break
    assert [c.name for c in report(dossier.path) if not c.ok] == ["dossier files"]
    repair(dossier.path, language=language)
    assert [c for c in report(dossier.path) if not c.ok] == []
    assert Store(dossier.path).events() == (event(1), event(2))


def test_there_is_nothing_to_repair_where_no_dossier_is(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no dossier"):
        repair(tmp_path)
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- backup and restore


def test_what_is_restored_is_what_was_backed_up(dossier: Dossier, tmp_path: Path) -> None:
    archive = tmp_path / "deal.zip"
    assert backup(dossier.path, archive) == len(files(dossier.path)) == 5
    path, count = restore(archive, tmp_path / "new" / "deal")
    assert count == 5
    assert files(path) == files(dossier.path)
    assert Store(path).health() == ()
    assert Store(path).events() == (event(1), event(2))
    assert {p.stat().st_mode & 0o777 for p in path.rglob("*") if p.is_file()} == {0o600}
    assert archive.stat().st_mode & 0o777 == 0o600


def test_who_decides_during_a_backup_waits_for_the_log_alone(
    dossier: Dossier, language: FakeLanguage, tmp_path: Path
) -> None:
    @contextlib.contextmanager
    def late() -> Iterator[None]:
        Store(dossier.path).append([event(3)])  # all but the log is in the archive by now
        yield

    write_archive(dossier.path, PARTS, tmp_path / "b.zip", late())
    restore_archive(tmp_path / "b.zip", tmp_path / "again")
    again = Store(tmp_path / "again")
    assert again.events() == tuple(event(number) for number in (1, 2, 3))
    again.refresh()
    assert again.health() == ()


def test_a_backup_overwrites_nothing_unasked(dossier: Dossier, tmp_path: Path) -> None:
    archive = tmp_path / "deal.zip"
    archive.write_text("mine")
    with pytest.raises(UsageError, match="exists already"):
        backup(dossier.path, archive)
    with pytest.raises(UsageError, match="is a folder"):
        backup(dossier.path, tmp_path)
    assert archive.read_text() == "mine"
    assert backup(dossier.path, archive, overwrite=True) == 5


def test_nothing_is_restored_over_anything(dossier: Dossier, tmp_path: Path) -> None:
    archive = tmp_path / "deal.zip"
    backup(dossier.path, archive)
    before = files(dossier.path)
    with pytest.raises(UsageError, match="is not empty"):
        restore(archive, dossier.path)
    assert files(dossier.path) == before
    (tmp_path / "empty").mkdir()
    assert restore(archive, tmp_path / "empty") == (tmp_path / "empty", 5)


def test_a_damaged_archive_restores_nothing(dossier: Dossier, tmp_path: Path) -> None:
    archive = tmp_path / "deal.zip"
    backup(dossier.path, archive)
    whole = archive.read_bytes()
    step = len(whole) // 60
    for data in (
        b"",
        b"null",
        whole[:-10],
        whole[: len(whole) // 2],
        *(whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :] for n in range(0, len(whole), step)),
    ):
        archive.write_bytes(data)
        try:
            restore(archive, tmp_path / "new")
        except (StoreError, UsageError):
            assert not (tmp_path / "new").exists()
        else:  # a bit that means nothing, as the time of an entry
            assert files(tmp_path / "new") == files(dossier.path)
            (tmp_path / "new").rename(tmp_path / f"whole-{len(list(tmp_path.iterdir()))}")
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".tmp")]


@pytest.mark.parametrize(
    "name", ["../outside.json", "/outside.json", "human/../../outside", "human/lock", "a.toml"]
)
def test_no_archive_writes_outside_the_dossier(dossier: Dossier, tmp_path: Path, name: str) -> None:
    archive = tmp_path / "deal.zip"
    backup(dossier.path, archive)
    forged = tmp_path / "forged.zip"
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(forged, "w") as sink:
        contents = json.loads(source.read("checksums.json"))["contents"]
        for entry in contents["files"]:
            sink.writestr(entry, source.read(entry))
        sink.writestr(name, source.read("dossier.toml"))
        contents["files"][name] = contents["files"]["dossier.toml"]
        sink.writestr("checksums.json", _listed(contents))
    before = set(tmp_path.rglob("*"))
    with pytest.raises(StoreError, match="no file of a dossier"):
        restore(forged, tmp_path / "new")
    assert set(tmp_path.rglob("*")) == before


def test_the_backup_of_a_newer_program_is_refused(dossier: Dossier, tmp_path: Path) -> None:
    archive = tmp_path / "deal.zip"
    with zipfile.ZipFile(archive, "w") as sink:
        sink.writestr("checksums.json", _listed({"schema": 99, "files": {}}))
    with pytest.raises(StoreError, match="schema 99"):
        restore(archive, tmp_path / "new")


def _listed(contents: object) -> bytes:
    body = json.dumps(contents).encode()
    own = hashlib.sha256(body).hexdigest().encode()
    return b'{"checksum":"' + own + b'","contents":' + body + b"}"
