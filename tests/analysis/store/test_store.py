"""The store loses nothing: what was acknowledged is there, what is damaged is named."""

import errno
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tinydb import TinyDB, where

from analysis.errors import StoreError
from analysis.models import Analysis, Document, Provenance, Span
from analysis.reading import read_bytes
from analysis.store import SCHEMA, NewerSchemaError, Store
from tests.analysis.store.deciding import event
from tests.gold import ID, gold_analysis, seed_document

PROVENANCE = Provenance("model", "1", "1", "none")


def small(text: str) -> tuple[Document, Analysis]:
    document = read_bytes(text.encode(), text.split()[0])
    return document, Analysis(document.id, PROVENANCE)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The seed's document and another one."""
    store = Store(tmp_path / "dossier")
    store.put(seed_document(), gold_analysis())
    store.put(*small("another article"))
    return store


def file_of(store: Store, document: str) -> Path:
    return store.path / "derived" / document[:2] / f"{document}.json"


def test_what_is_put_comes_back_equal(store: Store) -> None:
    assert store.document(ID) == seed_document()
    assert store.analysis(ID) == gold_analysis()
    assert {r.document.name for r in store.load()[0]} == {"seed-article", "another"}
    assert store.health() == ()


@given(st.text().filter(str.strip), st.floats(0, 1))
def test_any_text_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory, text: str, confidence: float
) -> None:
    store = Store(tmp_path_factory.mktemp("any"))
    document = replace(seed_document(), text=text, furniture=(Span(0, len(text)),))
    analysis = gold_analysis()
    analysis = replace(
        analysis,
        attributions=tuple(replace(a, confidence=confidence) for a in analysis.attributions),
    )
    store.put(document, analysis)
    assert store.record(ID) is not None
    assert (store.document(ID), store.analysis(ID)) == (document, analysis)


def test_putting_again_replaces_the_whole(store: Store) -> None:
    again = Analysis(ID, PROVENANCE)
    store.put(seed_document(), again)
    assert store.analysis(ID) == again
    assert len(store.load()[0]) == 2


def test_what_is_not_there_is_none(store: Store) -> None:
    assert store.document("0" * 64) is None
    assert store.analysis("0" * 64) is None


@pytest.mark.parametrize("strange", ["../../etc/passwd", "", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_an_id_never_leads_out_of_the_folder(store: Store, strange: str) -> None:
    with pytest.raises(ValueError, match="no document id"):
        store.document(strange)


def test_plain_tinydb_reads_the_files(store: Store) -> None:
    with TinyDB(file_of(store, ID)) as database:
        assert database.tables() == {"_meta", "documents", "analyses"}
        (row,) = database.table("_meta").all()
        assert row["schema"] == SCHEMA
        (document,) = database.table("documents").all()
        assert document["text"] == seed_document().text
        (analysis,) = database.table("analyses").search(where("document") == ID)
        assert len(analysis["attributions"]) == len(gold_analysis().attributions)


def test_files_and_folders_are_for_their_owner_only(store: Store) -> None:
    for path in store.path.rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path
    assert {p.name for p in store.path.iterdir()} == {"documents", "derived", "human", "backups"}


def test_analysis_never_writes_into_the_persons_folder(store: Store) -> None:
    store.append([event(1)])
    before = {p: p.read_bytes() for p in (store.path / "human").rglob("*") if p.is_file()}
    store.put(seed_document(), Analysis(ID, PROVENANCE))
    after = {p: p.read_bytes() for p in (store.path / "human").rglob("*") if p.is_file()}
    assert before == after


def flip(data: bytes) -> bytes:
    place = data.index(b"Redmond giant")
    return data[:place] + b"r" + data[place + 1 :]


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda data: b"", "it is empty"),
    "null": (lambda data: b"null", "it holds no tables"),
    "cut": (lambda data: data[: len(data) // 2], "it is no whole JSON"),
    "flipped": (flip, "do not fit their checksum"),
    "bom": (lambda data: b"\xef\xbb\xbf" + data, "BOM"),
    "nothing": (lambda data: b"{}", "_meta is missing"),
    "no text": (lambda data: b"\xff\xfe" + data, "it is no whole JSON"),
    "nested": (lambda data: b"[" * 100_000, "it is no whole JSON"),
    "other tables": (lambda data: b'{"_meta": {"1": {"schema": 1}}}', "checksum"),
}


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_file_is_named_and_the_rest_opens(store: Store, how: str) -> None:
    damage, reason = DAMAGES[how]
    path = file_of(store, ID)
    path.write_bytes(damage(path.read_bytes()))
    damaged = path.read_bytes()
    records, problems = store.load()
    assert [r.document.name for r in records] == ["another"]
    (problem,) = problems
    assert path.name in problem.name
    assert reason in problem.reason
    assert "positions doctor" in problem.hint
    assert store.health() == problems
    with pytest.raises(StoreError, match=path.name):
        store.document(ID)
    assert path.read_bytes() == damaged


def test_putting_over_a_damaged_file_keeps_it_in_backups(store: Store) -> None:
    for number in (1, 2):
        file_of(store, ID).write_bytes(b"damaged")
        store.put(seed_document(), gold_analysis())
        kept = [p for p in (store.path / "backups").iterdir() if p.is_file()]
        assert [p.read_bytes() for p in kept] == [b"damaged"] * number
    assert store.health() == ()


def test_a_damaged_file_stays_until_the_new_one_is_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    file_of(store, ID).write_bytes(b"damaged")
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(StoreError, match="could not save"):
        store.put(seed_document(), gold_analysis())
    assert file_of(store, ID).read_bytes() == b"damaged"


def test_a_file_system_without_links_keeps_damaged_files_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*args: object, **kwargs: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refused)
    file_of(store, ID).write_bytes(b"damaged")
    store.put(seed_document(), gold_analysis())
    kept = [p for p in (store.path / "backups").iterdir() if p.is_file()]
    assert [p.read_bytes() for p in kept] == [b"damaged"]
    assert store.health() == ()


def test_a_folder_in_a_files_place_is_moved_away(store: Store) -> None:
    file_of(store, ID).unlink()
    file_of(store, ID).mkdir()
    store.put(seed_document(), gold_analysis())
    assert store.health() == ()


def test_what_a_kill_has_left_is_in_nobodys_way(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = iter([b"taken", b"taken", b"free", b"else"])
    left = file_of(store, ID).with_name(f".{ID}.json.{b'taken'.hex()}.tmp")
    left.write_bytes(b"half")
    monkeypatch.setattr(os, "urandom", lambda size: next(names))
    store.put(seed_document(), gold_analysis())
    assert left.read_bytes() == b"half"
    assert store.leftovers() == (str(left.relative_to(store.path)),)
    assert store.health() == ()


def test_a_document_in_the_wrong_file_is_not_believed(store: Store) -> None:
    other = small("another article")[0].id
    file_of(store, ID).write_bytes(file_of(store, other).read_bytes())
    assert "it holds another document" in store.health()[0].reason


def test_a_newer_schema_is_refused_unchanged(store: Store) -> None:
    path = file_of(store, ID)
    tables = json.loads(path.read_bytes())
    tables["_meta"]["1"]["schema"] = 7
    path.write_text(json.dumps(tables))
    before = path.read_bytes()
    for call in (store.load, lambda: store.put(seed_document(), gold_analysis())):
        with pytest.raises(
            NewerSchemaError, match=f"schema 7, this program knows schemas up to {SCHEMA}\\b"
        ):
            call()
    assert "schema 7" in store.health()[0].reason
    assert path.read_bytes() == before


@pytest.mark.parametrize("failing", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_the_previous_version(
    store: Store, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = file_of(store, ID).read_bytes()
    monkeypatch.setattr(os, failing, full)
    with pytest.raises(StoreError) as caught:
        store.put(seed_document(), Analysis(ID, PROVENANCE))
    monkeypatch.undo()
    assert caught.value.message.startswith("could not save ")
    assert caught.value.message.endswith(
        "No space left on device. The previous version is intact; nothing was changed."
    )
    assert file_of(store, ID).read_bytes() == before
    assert [p.name for p in file_of(store, ID).parent.iterdir()] == [f"{ID}.json"]


def test_planted_links_are_not_followed(store: Store, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    path = file_of(store, ID)
    path.unlink()
    path.symlink_to(victim)
    assert "link" in store.health()[0].reason
    store.put(seed_document(), gold_analysis())
    assert not path.is_symlink()
    assert victim.read_text() == "mine"
    assert store.health() == ()


def test_a_link_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "dossier").mkdir()
    (tmp_path / "dossier" / "derived").symlink_to(elsewhere)
    with pytest.raises(StoreError, match="derived is a link"):
        Store(tmp_path / "dossier").put(*small("some article"))
    assert list(elsewhere.iterdir()) == []
