"""A copy of the log for each day on which somebody decided; the oldest go."""

import gzip
from pathlib import Path

import pytest
from msgspec.structs import replace

from analysis.store import Store
from analysis.store.snapshots import KEPT, snapshots
from tests.analysis.store.deciding import event


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "dossier")


def test_the_first_decision_of_a_day_brings_a_copy_of_all_so_far(store: Store) -> None:
    for number, day in enumerate(["2026-03-01", "2026-03-01", "2026-03-02"]):
        store.append([replace(event(number), at=f"{day}T10:00:00.000Z")])
    taken = snapshots(store.path / "backups")
    assert [(copy.day, copy.events) for copy in taken] == [("2026-03-01", 1), ("2026-03-02", 3)]
    log = (store.path / "human" / "log.jsonl").read_bytes()
    assert gzip.decompress(taken[-1].path.read_bytes()) == log
    assert taken[-1].path.stat().st_mode & 0o777 == 0o600


def test_two_weeks_of_copies_are_kept(store: Store) -> None:
    damaged = store.path / "backups" / "something.json.1"
    damaged.parent.mkdir(parents=True)
    damaged.write_bytes(b"damaged")
    for number in range(KEPT + 3):
        store.append([replace(event(number), at=f"2026-03-{number + 1:02d}T10:00:00.000Z")])
    days = [copy.day for copy in snapshots(store.path / "backups")]
    assert days == [f"2026-03-{number + 1:02d}" for number in range(3, KEPT + 3)]
    assert damaged.exists()


def test_a_copy_that_cannot_be_read_restores_nothing_and_breaks_nothing(store: Store) -> None:
    store.append([event(1), event(3)])
    (copy,) = snapshots(store.path / "backups")
    copy.path.write_bytes(b"damaged")
    (store.path / "human" / "log.jsonl").unlink()
    for path in (store.path / "human").glob("*/*.json"):
        path.unlink()
    assert Store(store.path).events() == ()
    (problem,) = Store(store.path).health()
    assert "holds more decisions" in problem.reason
    store.append([event(2)])
    Store(store.path).repair()
    assert Store(store.path).events() == (event(2),)
    assert Store(store.path).health() == ()
    assert b"damaged" in [
        path.read_bytes() for path in (store.path / "backups" / "human").iterdir()
    ]


def test_decisions_that_stood_there_twice_are_not_missed_later(store: Store) -> None:
    store.append([event(1)])
    log = store.path / "human" / "log.jsonl"
    log.write_bytes(log.read_bytes() * 4)
    tomorrow = replace(event(2), at="2026-02-01T10:00:00.000Z")
    store.append([tomorrow])
    Store(store.path).repair()
    assert Store(store.path).health() == ()
    assert Store(store.path).events() == (event(1), tomorrow)
