"""What a person decided is there for ever: in the log, and in the document's file."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB

from analysis.store import LockedError, Store
from analysis.store.lock import locked
from tests.analysis.store.deciding import DOCUMENTS, event
from tests.gold import ID

ROOT = Path(__file__).parents[3]
OTHER = DOCUMENTS[1]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "dossier")


def file_of(store: Store, document: str = ID) -> Path:
    return store.path / "human" / document[:2] / f"{document}.json"


def test_decisions_come_back_equal_and_in_order(store: Store) -> None:
    first, second, third = event(1), event(2, OTHER), event(3)
    store.append([first])
    store.append([second, third])
    for seen in (store, Store(store.path)):
        assert seen.events() == (first, second, third)
        assert seen.events(ID) == (first, third)
        assert seen.events(OTHER) == (second,)
        assert seen.events("c" * 64) == ()
        assert seen.health() == ()


def test_plain_tinydb_reads_the_decisions(store: Store) -> None:
    store.append([event(1), event(2)])
    with TinyDB(file_of(store)) as database:
        rows = database.table("events").all()
    assert [row["id"] for row in rows] == [event(1).id, event(2).id]


def test_the_log_is_one_json_line_for_each_append(store: Store) -> None:
    store.append([event(1), event(2, OTHER)])
    store.append([event(3)])
    lines = (store.path / "human" / "log.jsonl").read_text().splitlines()
    assert [len(json.loads(line)["events"]) for line in lines] == [2, 1]


def test_no_id_leads_out_of_the_folder(store: Store) -> None:
    with pytest.raises(ValueError, match="no document id"):
        store.append([event(1), event(2, "../../etc/passwd")])
    with pytest.raises(ValueError, match="no document id"):
        store.events("../../etc/passwd")
    assert store.events() == ()


def test_a_held_lock_names_its_holder(store: Store) -> None:
    store.append([event(1)])
    code = (
        "import sys, pathlib\n"
        "from analysis.store.lock import locked\n"
        "with locked(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    path = store.path / "human" / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", code, path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError) as caught, locked(path, 0.0):
            pass
        assert f"process {holder.pid} " in caught.value.message
        assert f"kill {holder.pid}" in caught.value.hint
        holder.kill()
    store.append([event(2)])
    assert store.events() == (event(1), event(2))
