"""The cache makes opening fast and is never believed against the files."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from analysis.models import Provenance
from analysis.store import Record, Shelf, Store
from tests.analysis.store.damages import DAMAGES
from tests.analysis.store.deciding import article, event, version_of
from tests.gold import ID, gold_analysis, seed_document


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The seed's document and two others, looked at once."""
    store = Store(tmp_path / "dossier")
    store.put(seed_document(), gold_analysis())
    for number in range(2):
        store.put(*article(number))
    store.append([event(1)])
    assert store.refresh() == ()
    return store


@contextmanager
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the TinyDB files that are read meanwhile."""
    from analysis.store import storage

    names: list[str] = []
    real = storage.read_whole

    def noted(path: Path) -> bytes:
        names.append(f"{path.parent.parent.name}/{path.name}")
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(storage, "read_whole", noted)
        yield names


def test_a_second_opening_reads_no_document(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with reading(monkeypatch) as names:
        again = Store(store.path)
        assert again.refresh() == ()
        assert [line.id for line in again.summaries()] == [line.id for line in store.summaries()]
    assert names == []


def test_only_what_changed_is_read_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    document, analysis = article(1, version=5)
    Store(store.path).put(document, analysis)
    with reading(monkeypatch) as names:
        store.refresh()
    assert names == [f"derived/{document.id}.json"]
    (line,) = (line for line in store.summaries() if line.id == document.id)
    assert line.provenance.rules == "5"


def test_of_a_copied_dossier_no_document_is_parsed(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Store(shutil.copytree(store.path, tmp_path / "copy"))
    with reading(monkeypatch) as names:
        assert copy.refresh() == ()
    assert not [name for name in names if name.startswith("derived")]
    assert copy.summaries() == store.summaries()
    assert copy.fingerprints() == store.fingerprints()


def test_a_file_that_changed_on_the_way_is_noticed(store: Store, tmp_path: Path) -> None:
    copy = Store(shutil.copytree(store.path, tmp_path / "copy"))
    path = copy.path / "derived" / ID[:2] / f"{ID}.json"
    path.write_bytes(DAMAGES["flipped"](path.read_bytes()))
    (problem,) = copy.refresh()
    assert ID in problem.name


@pytest.mark.parametrize("how", [*DAMAGES, "deleted"])
def test_a_damaged_cache_is_made_again(store: Store, how: str) -> None:
    index = store.path / "index.json"
    whole = index.read_bytes()
    if how == "deleted":
        index.unlink()
    else:
        index.write_bytes(DAMAGES[how](whole))
    again = Store(store.path)
    assert again.refresh() == ()
    assert again.summaries() == store.summaries()
    assert index.read_bytes() == whole


def test_a_document_that_was_edited_in_place_is_noticed(store: Store) -> None:
    path = store.path / "derived" / ID[:2] / f"{ID}.json"
    path.write_bytes(DAMAGES["flipped"](path.read_bytes()))
    (problem,) = Store(store.path).refresh()
    assert problem.name == str(path.relative_to(store.path))
    assert ID not in [line.id for line in Store(store.path).summaries()]


def test_a_summary_tells_what_the_document_holds(store: Store) -> None:
    (line,) = (line for line in store.summaries() if line.id == ID)
    parts = [part.id for a in gold_analysis().attributions for part in a.parts]
    assert line.statements.split() == parts
    assert line.size == len(parts)
    assert (line.name, line.date) == (seed_document().name, seed_document().date)
    assert set(line.parties) == {p for a in gold_analysis().attributions for p in a.parties}
    assert line.provenance == Provenance("gold", "1", "gold", "gold")


def test_the_cache_knows_which_document_holds_a_statement(store: Store) -> None:
    assert store.holding(gold_analysis().attributions[0].parts[0].id[:8]) == (ID,)
    assert store.holding("ffffffff") == ()


def test_a_shelf_sees_what_another_process_has_written(store: Store) -> None:
    shelf = Shelf(store)
    shelf.refresh()
    held = shelf.all()
    document, analysis = article(0, version=3)
    Store(store.path).put(document, analysis)
    Store(store.path).put(*article(7))
    shelf.refresh()
    found = shelf.get(document.id)
    assert found is not None
    assert version_of(found.analysis) == 3
    assert len(shelf.all()) == len(held) + 1


def test_an_import_tells_of_each_document_when_it_is_kept(store: Store) -> None:
    wanted = [Record(*article(number)) for number in range(20, 27)]
    ids = []
    for name in store.put_all(iter(wanted), batch=3):
        ids.append(name)
        assert Store(store.path).record(name) is not None
    assert ids == [record.document.id for record in wanted]


def test_the_wrong_analysis_is_refused_and_leaves_nothing(store: Store) -> None:
    document, analysis = article(30)
    before = sorted(store.path.rglob("*"))
    with pytest.raises(ValueError, match="not of this document"):
        store.put(document, replace(analysis, document=ID))
    assert [p for p in sorted(store.path.rglob("*")) if p.is_file()] == [
        p for p in before if p.is_file()
    ]
