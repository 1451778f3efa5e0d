"""Files of an older form are read as they are, and rewritten one by one after a copy."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.errors import StoreError
from analysis.store import SCHEMA, NewerSchemaError, Store, storage
from analysis.upkeep import restore
from tests.analysis.store.deciding import another_form, article, as_schema_1, event
from tests.analysis.store.faults import failing

ARTICLES = [article(number) for number in range(4)]
EVENTS = tuple(event(number, document.id) for number, (document, _) in enumerate(ARTICLES))


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """A dossier of schema 1: four articles, a decision on each."""
    store = Store(tmp_path / "dossier")
    for document, analysis in ARTICLES:
        store.put(document, analysis)
    for made in EVENTS:
        store.append([made])
    as_schema_1(store.path)
    return store.path


@pytest.fixture
def old(former: Path) -> Iterator[Path]:
    """The same, where today's form is another one."""
    with another_form():
        yield former


def schemas(folder: Path) -> set[int]:
    paths = [*folder.glob("*/*/*.json")]
    return {json.loads(path.read_bytes())["_meta"]["1"]["schema"] for path in paths}


def whole(folder: Path) -> bool:
    store = Store(folder)
    read = [store.record(document.id) for document, _ in ARTICLES]
    found = [(record.document, record.analysis) for record in read if record is not None]
    return found == ARTICLES and store.events() == EVENTS


def test_opening_gives_every_file_the_form_of_today(old: Path) -> None:
    assert schemas(old) == {1}
    assert whole(old)
    assert Store(old).refresh() == ()
    assert schemas(old) == {SCHEMA}
    assert len([*(old / "documents").glob("*/*.json")]) == len(ARTICLES)
    assert whole(old)
    assert Store(old).health() == ()


def test_files_whose_form_is_the_same_stay_as_they_are(former: Path) -> None:
    before = {p: p.read_bytes() for p in (former / "human").rglob("*.json*")}
    assert Store(former).refresh() == ()
    assert {p: p.read_bytes() for p in (former / "human").rglob("*.json*")} == before
    assert not [*(former / "backups").glob("*.zip")]
    assert whole(former)
    document = ARTICLES[0][0].id
    Store(former).append([event(9, document)])
    assert [e.id for e in Store(former).events(document)] == [EVENTS[0].id, event(9, document).id]
    assert schemas(former) == {1, SCHEMA}
    assert Store(former).refresh() == ()


def test_opening_waits_for_it_only_so_long(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.store.store._PATIENCE", -1.0)
    assert Store(old).refresh() == ()
    assert schemas(old) == {1}
    assert whole(old)
    monkeypatch.undo()
    assert Store(old).refresh() == ()
    assert schemas(old) == {SCHEMA}


def test_what_people_decided_is_copied_first(old: Path, tmp_path: Path) -> None:
    human = {p.relative_to(old): p.read_bytes() for p in (old / "human").rglob("*.json*")}
    Store(old).refresh()
    (copy,) = (old / "backups").glob("*.zip")
    assert copy.name == f"human-before-schema-{SCHEMA}.zip"
    path, _ = restore(copy, tmp_path / "before")
    assert {p.relative_to(path): p.read_bytes() for p in path.rglob("*.json*")} == human


@pytest.mark.parametrize("nth", range(1, 60, 6))
def test_a_migration_that_is_cut_short_goes_on(old: Path, nth: int) -> None:
    with failing(nth, for_good=True):
        Store(old).refresh()
    assert whole(old)
    Store(old).refresh()
    assert schemas(old) == {SCHEMA}
    assert whole(old)
    assert Store(old).health() == ()
    with zipfile.ZipFile(next((old / "backups").glob("*.zip"))) as copy:
        assert copy.testzip() is None


def test_one_newer_file_stops_everything_before_it_begins(old: Path) -> None:
    path = next((old / "human").glob("*/*.json"))
    tables = json.loads(path.read_bytes())
    tables["_meta"]["1"]["schema"] = SCHEMA + 1
    path.write_text(json.dumps(tables))
    before = {p: p.read_bytes() for p in old.rglob("*") if p.is_file()}
    with pytest.raises(NewerSchemaError, match=f"schema {SCHEMA + 1}"):
        Store(old).refresh()
    assert {p: p.read_bytes() for p in old.rglob("*") if p.is_file()} == before


def test_a_later_form_upgrades_tables_step_by_step(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the next version of the program will do it."""

    def renamed(tables: storage.Tables) -> storage.Tables:
        rows = tables.get("events", {})
        changed = {n: {**row, "who": row["who"].upper()} for n, row in rows.items()}
        return {**tables, **({"events": changed} if changed else {})}

    for module in ("storage", "store", "log", "index", "archive"):
        monkeypatch.setattr(f"analysis.store.{module}.SCHEMA", SCHEMA + 1)
    monkeypatch.setitem(storage.UPGRADES, SCHEMA, renamed)
    Store(old).refresh()
    assert schemas(old / "human") <= {SCHEMA + 1}
    assert {made.who for made in Store(old).events(ARTICLES[0][0].id)} == {"ANNA"}
    assert {made.who for made in Store(old).events()} == {"ANNA"}
    monkeypatch.undo()
    with pytest.raises(NewerSchemaError):
        Store(old).refresh()


def test_a_schema_that_never_was_is_damage(old: Path) -> None:
    path = next((old / "derived").glob("*/*.json"))
    tables = json.loads(path.read_bytes())
    tables["_meta"]["1"]["schema"] = 0
    path.write_text(json.dumps(tables))
    (problem,) = Store(old).refresh()
    assert "its schema 0 is unknown" in problem.reason
    with pytest.raises(StoreError, match="schema 0"):
        Store(old).record(path.stem)
