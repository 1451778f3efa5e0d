"""What log and documents' files hold of each other, and what either of them lacks."""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from analysis.models import Event
from analysis.store.files import stamp
from analysis.store.log import Log, Tally, events_of
from analysis.store.problems import REPAIR, Problem
from analysis.store.snapshots import Snapshot, lone_twin, read_snapshot, snapshots
from analysis.store.storage import DamagedFileError

LOG = "log.jsonl"


class Decisions(Protocol):
    """What is needed of the ledger: its files, read as they are."""

    root: Path
    log: Log

    def documents(self) -> list[str]:
        """Return the ids of the documents that have decisions."""
        ...

    def agrees(self, name: str) -> bool:
        """Whether a document's file holds what the log says."""
        ...

    def file(self, name: str) -> Path:
        """Return the place of a document's file."""
        ...

    def read(self, name: str) -> list[dict[str, Any]]:
        """Return what a document's file holds. Raises DamagedFileError."""
        ...

    def logged(self, name: str | None = None) -> Iterator[Event]:
        """Yield what the log holds of a document."""
        ...

    def tallies(self) -> Mapping[str, Tally]:
        """Return what the log holds of each document, in short."""
        ...


def differences(ledger: Decisions) -> dict[str, Problem]:
    """Return what is wrong: by document id, and under `LOG` for the log."""
    found: dict[str, Problem] = {}
    lost = doubled = 0
    for name in ledger.documents():
        if not ledger.agrees(name):
            logged = [event.id for event in ledger.logged(name)]
            reason, more = _of_file(ledger, name, set(logged))
            lost += more
            doubled += len(logged) - len(set(logged))
            if reason:
                path = ledger.file(name).relative_to(ledger.root)
                found[name] = Problem(str(path), reason, REPAIR)
    if reasons := list(_of_log(ledger, lost, doubled)):
        path = ledger.log.path.relative_to(ledger.root)
        found[LOG] = Problem(str(path), "; ".join(reasons), REPAIR)
    return found


def forgotten(ledger: Decisions) -> Snapshot | None:
    """Return the copy of the log that holds more decisions than the log does, if there is one."""
    folder = ledger.root / "backups"
    taken = [*snapshots(folder), *_twin(lone_twin(ledger.log.path, folder))]
    newest = max(taken, key=lambda snapshot: snapshot.events, default=None)
    known = sum(tally.events for tally in ledger.tallies().values())
    return newest if newest is not None and known < newest.events else None


def _twin(path: Path | None) -> Iterator[Snapshot]:
    with contextlib.suppress(DamagedFileError):
        if path is not None:
            tallies = Log(path).scan().tallies.values()
            yield Snapshot("", sum(tally.events for tally in tallies), path)


def events_of_copy(copy: Snapshot) -> Iterator[Event]:
    """Yield the decisions that a copy of the log holds; none where it cannot be read."""
    return events_of(read_snapshot(copy), copy.path)


def when(at: str) -> str:
    """Return the time of an event as a person reads it: 2026-01-31 09:30:00 UTC."""
    return f"{at[:10]} {at[11:19]} UTC"


def _of_file(ledger: Decisions, name: str, logged: set[str]) -> tuple[str, int]:
    """Return what is wrong with a document's file, and how many of its events the log lacks."""
    try:
        kept = {row["id"] for row in ledger.read(name)}
    except DamagedFileError as error:
        return error.reason, 0
    missing = len(logged - kept)
    if stamp(ledger.file(name)) is None:
        return f"it is missing; the log holds its {missing} decisions", 0
    reason = f"it lacks {missing} of the decisions in the log" if missing else ""
    return reason, len(kept - logged)


def _of_log(ledger: Decisions, lost: int, doubled: int) -> Iterator[str]:
    try:
        scan = ledger.log.scan()
    except DamagedFileError as error:
        yield error.reason
        return
    newest = forgotten(ledger)
    if scan.stamp is None and (lost or newest):
        yield "it is missing"
    if scan.damaged:
        yield f"it does not fit its checksums in line {', '.join(map(str, scan.damaged))}"
    if lost:
        yield f"it lacks {lost} decisions that the documents' files hold"
    if doubled:
        yield f"it holds {doubled} decisions twice"
    if newest is not None:
        until = max((event.at for event in events_of_copy(newest)), default="")
        later = "; later ones may be missing" if newest.day else ""
        reach = f", up to {when(until)}{later}" if until else ""
        yield f"its {newest.name} in backups/ holds more decisions{reach}"
    if scan.torn:
        yield "its last line was never finished"
