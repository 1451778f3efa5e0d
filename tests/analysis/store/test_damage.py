"""Every damaged file is named, kept, and repaired from what else there is."""

import shutil
from pathlib import Path

import pytest

from analysis.errors import StoreError
from analysis.models import Event
from analysis.store import SCHEMA, NewerSchemaError, Store
from analysis.store.articles import NOT_ANALYSED
from analysis.store.snapshots import TWIN
from tests.analysis.store.damages import DAMAGES
from tests.analysis.store.deciding import DOCUMENTS, event
from tests.gold import ID, gold_analysis, seed_document

EVENTS = tuple(event(number, DOCUMENTS[number % 2]) for number in range(6))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The seed's document, and six decisions on two documents."""
    store = Store(tmp_path / "dossier")
    store.put(seed_document(), gold_analysis())
    for made in EVENTS:
        store.append([made])
    assert store.load()[1] == ()
    return store


def place(store: Store, kind: str, document: str = ID) -> Path:
    if kind == "log":
        return store.path / "human" / "log.jsonl"
    return store.path / kind / document[:2] / f"{document}.json"


def harm(path: Path, how: str) -> None:
    if how == "deleted":
        path.unlink()
    elif how == "folder":
        path.unlink()
        path.mkdir()
    elif how == "link":
        path.rename(path.with_name("elsewhere"))
        path.symlink_to(path.with_name("elsewhere"))
    else:
        path.write_bytes(DAMAGES[how](path.read_bytes()))


def kept(store: Store) -> list[bytes]:
    found = sorted((store.path / "backups").rglob("*.[0-9]"))
    return [path.read_bytes() for path in found if path.is_file()]


def by_id(events: tuple[Event, ...]) -> dict[str, Event]:
    return {event.id: event for event in events}


@pytest.mark.parametrize("how", [*DAMAGES, "deleted", "folder", "link"])
@pytest.mark.parametrize("kind", ["human", "log"])
def test_damaged_decisions_are_named_read_and_repaired(store: Store, kind: str, how: str) -> None:
    path = place(store, kind)
    harm(path, how)
    damaged = path.read_bytes() if path.is_file() else None
    harmed = Store(store.path)
    assert by_id(harmed.events()) == by_id(EVENTS)
    assert by_id(harmed.events(ID)) == by_id(EVENTS[::2])
    (problem,) = Store(store.path).health()
    assert problem.name == str(path.relative_to(store.path))
    assert "doctor --repair" in problem.hint
    assert problem.reason in [found.reason for found in harmed.load()[1]]
    Store(store.path).repair()
    assert Store(store.path).health() == ()
    assert Store(store.path).events() == EVENTS
    assert Store(store.path).load()[1] == ()
    if damaged is not None and how not in ("deleted", "link"):
        assert damaged in kept(store)


@pytest.mark.parametrize("how", [*DAMAGES, "deleted"])
@pytest.mark.parametrize("kind", ["human", "log"])
def test_the_next_decision_goes_through_and_loses_none(store: Store, kind: str, how: str) -> None:
    harm(place(store, kind), how)
    Store(store.path).append([event(7)])
    everything = by_id((*EVENTS, event(7)))
    assert by_id(Store(store.path).events()) == everything
    Store(store.path).repair()
    assert by_id(Store(store.path).events()) == everything
    assert Store(store.path).health() == ()


def test_an_older_file_of_decisions_is_noticed(store: Store) -> None:
    path = place(store, "human")
    older = path.read_bytes()
    store.append([event(8)])
    path.write_bytes(older)
    assert event(8) in Store(store.path).events(ID)
    (problem,) = Store(store.path).health()
    assert "lacks 1 of the decisions in the log" in problem.reason


def test_a_file_that_lags_behind_is_restored_when_the_dossier_is_opened(store: Store) -> None:
    path = place(store, "human")
    before = path.read_bytes()
    path.unlink()
    (problem,) = Store(store.path).load()[1]
    assert "is missing; the log holds its 3 decisions" in problem.reason
    assert problem.hint == "It was restored from the log."
    assert path.read_bytes() == before
    assert Store(store.path).load()[1] == ()


def test_a_last_line_that_was_never_finished_is_cut_off_and_kept(store: Store) -> None:
    log = place(store, "log")
    whole = log.read_bytes()
    torn = whole.splitlines(keepends=True)[0][:-20]
    log.write_bytes(whole + torn)
    assert store.events() == EVENTS
    store.append([event(9)])
    assert torn in kept(store)
    assert Store(store.path).events() == (*EVENTS, event(9))
    assert Store(store.path).health() == ()


def test_decisions_of_which_all_is_deleted_come_back_from_the_logs_second_name(
    store: Store,
) -> None:
    shutil.rmtree(store.path / "human")
    problems = Store(store.path).load()[1]
    assert any("its twin in backups/ holds more" in problem.reason for problem in problems)
    Store(store.path).repair()
    assert Store(store.path).events() == EVENTS
    assert Store(store.path).health() == ()
    shutil.rmtree(store.path / "human")  # the new log has one, too
    again = Store(store.path)
    again.append([event(9)])
    recalled = again.recalled()
    assert recalled is not None
    assert (recalled.events, recalled.day) == (len(EVENTS), "")
    assert Store(store.path).events() == (*EVENTS, event(9))


def test_without_it_they_come_back_from_the_copy_of_the_day(store: Store) -> None:
    shutil.rmtree(store.path / "human")
    (store.path / "backups" / TWIN).unlink()
    problems = Store(store.path).load()[1]
    assert any(
        "its copy of 2026-01-31 in backups/ holds more" in problem.reason for problem in problems
    )
    Store(store.path).repair()
    # Copied was what there was after the first decision of that day.
    assert Store(store.path).events() == EVENTS[:1]
    assert Store(store.path).health() == ()


def test_deciding_again_brings_the_deleted_decisions_back_first(store: Store) -> None:
    shutil.rmtree(store.path / "human")
    Store(store.path).append([event(9)])
    assert Store(store.path).events() == (*EVENTS, event(9))
    Store(store.path).repair()
    assert Store(store.path).events() == (*EVENTS, event(9))
    assert Store(store.path).health() == ()


def test_another_log_in_the_place_of_the_log_loses_no_decision(store: Store) -> None:
    log = place(store, "log")
    older = log.read_bytes().splitlines(keepends=True)[0]
    shutil.rmtree(store.path / "human")
    log.parent.mkdir()
    log.write_bytes(older)
    Store(store.path).append([event(9)])
    assert Store(store.path).events() == (*EVENTS, event(9))
    Store(store.path).load()
    assert Store(store.path).health() == ()


@pytest.mark.parametrize("folder", ["derived", "documents", "human/84", "derived/84", "backups"])
@pytest.mark.parametrize("what", ["file", "link"])
def test_what_stands_in_the_place_of_a_folder_is_moved_away(
    store: Store, tmp_path: Path, folder: str, what: str
) -> None:
    path = store.path / folder
    path.rename(tmp_path / "elsewhere")
    if what == "file":
        path.write_text("mine")
    else:
        path.symlink_to(tmp_path / "elsewhere")
    done = Store(store.path).repair()
    assert (folder, "it stood in the place of a folder") in [(p.name, p.reason) for p in done]
    assert Store(store.path).health() == ()
    assert Store(store.path).events() == EVENTS
    assert Store(store.path).document(ID) == seed_document()
    assert (tmp_path / "elsewhere").is_dir()


@pytest.mark.parametrize("how", [*DAMAGES, "deleted"])
def test_a_damaged_analysis_leaves_the_article_to_be_analysed_again(store: Store, how: str) -> None:
    path = place(store, "derived")
    harm(path, how)
    damaged = path.read_bytes() if path.exists() else None
    (problem,) = Store(store.path).load()[1]
    assert problem.name == str(path.relative_to(store.path))
    done = Store(store.path).repair()
    assert [(p.name, p.hint) for p in done] == [
        (problem.name, "Its article is restored, to be analysed again.")
    ]
    record = Store(store.path).record(ID)
    assert record is not None
    assert record.document == seed_document()
    assert record.analysis.provenance == NOT_ANALYSED
    assert Store(store.path).events() == EVENTS
    assert Store(store.path).health() == ()
    if damaged is not None:
        assert damaged in kept(store)


@pytest.mark.parametrize("how", [*DAMAGES, "deleted"])
def test_a_damaged_second_copy_is_made_again(store: Store, how: str) -> None:
    path = place(store, "documents")
    whole = path.read_bytes()
    harm(path, how)
    damaged = path.read_bytes() if path.exists() else None
    (problem,) = store.health()
    assert problem.name == str(path.relative_to(store.path))
    store.repair()
    assert path.read_bytes() == whole
    assert store.health() == ()
    assert store.analysis(ID) == gold_analysis()
    if damaged is not None:
        assert damaged in kept(store)


def test_an_article_of_which_both_copies_are_damaged_is_named(store: Store) -> None:
    for kind in ("derived", "documents"):
        harm(place(store, kind), "cut")
    done = store.repair()
    assert {problem.hint for problem in done} == {
        "Its article is lost, too: add the article again."
    }
    store.put(seed_document(), gold_analysis())
    assert store.health() == ()
    assert store.events() == EVENTS


def test_newer_decisions_are_refused_unchanged(store: Store) -> None:
    log = place(store, "log")
    log.write_bytes(log.read_bytes().replace(b'{"schema":%d' % SCHEMA, b'{"schema":9', 1))
    before = {p: p.read_bytes() for p in store.path.rglob("*") if p.is_file()}
    refused = Store(store.path)
    for call in (refused.load, refused.repair, lambda: refused.append([event(9)])):
        with pytest.raises(NewerSchemaError, match="schema 9"):
            call()
    assert "schema 9" in Store(store.path).health()[0].reason
    assert {p: p.read_bytes() for p in before} == before


def test_a_dossier_that_cannot_be_written_is_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(store, "human").unlink()

    def refused(*args: object) -> None:
        raise StoreError("no writing here", "")

    monkeypatch.setattr("analysis.store.ledger.write_durably", refused)
    monkeypatch.setattr("analysis.store.index.replace_quickly", refused)
    harmed = Store(store.path)
    records, problems = harmed.load()
    assert len(records) == 1
    assert "is missing" in problems[0].reason
    assert by_id(harmed.events()) == by_id(EVENTS)
