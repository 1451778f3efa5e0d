"""What people decided: a log of everything, and a file for each document; each restores the other.

An append goes to the log first and then to the documents' files. Both are compared when the
dossier is opened, and a document's before a decision on it: what one of them lacks is taken from
the other, and nothing that was acknowledged is ever read as "no decisions".
"""

import contextlib
import errno
import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from tinydb import TinyDB

from analysis.errors import StoreError
from analysis.models import Event
from analysis.store.differences import LOG, differences, events_of_copy, forgotten, when
from analysis.store.files import (
    Stamp,
    discard,
    keep_copy,
    make_folder,
    move_away,
    place,
    refuse_link,
    stage,
    stamp,
    write_durably,
)
from analysis.store.lock import PATIENCE, LockedError, locked
from analysis.store.log import Log, Scan, Tally
from analysis.store.problems import Problem
from analysis.store.snapshots import Snapshot, join_twin, lone_twin, take_snapshot
from analysis.store.storage import DamagedFileError, DurableStorage, encode, is_outdated

RESERVE_SIZE = 1 << 19
"""Bytes kept back so that decisions can still be saved when the disk is full: some hundreds."""

Row = dict[str, Any]

_ID = re.compile(r"[0-9a-f]{64}")
_FULL = (errno.ENOSPC, errno.EDQUOT)
_SHORT_PATIENCE = 1.0  # seconds: opening must not wait for a lock as long as a decision may
_NOTHING = Tally()


class Recalled(NamedTuple):
    """Lost decisions that came back from a copy: how many, and when the last of them was made.

    `day` is that of the copy; those made after it may be missing. Empty where it had them all.
    """

    events: int
    until: str
    day: str


class Agreement(msgspec.Struct):
    """What was seen of log and files; each part is believed as long as its stamp is the same.

    `files` tells what documents' files hold.
    """

    scan: Scan = msgspec.field(default_factory=Scan)
    files: dict[str, tuple[Stamp, Tally]] = msgspec.field(default_factory=dict)


class Ledger:
    """The decisions of the dossier in the folder `root`, under `human/`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._human = root / "human"
        self._backups = root / "backups" / "human"
        self.log = Log(self._human / LOG)
        # What documents' files hold, as long as they have these stamps.
        self._seen: dict[str, tuple[Stamp, Tally]] = {}
        self.old: set[str] = set()
        """Documents whose file has an older form."""
        self.recalled: Recalled | None = None
        """What the last append that missed earlier decisions took from a copy of the log."""
        self._copied = ""  # the day of the last copy of the log

    @property
    def agreement(self) -> Agreement:
        """What is to be remembered of the last comparison."""
        # Those still to be rewritten are to be found again at the next start.
        seen = {name: one for name, one in self._seen.items() if name not in self.old}
        return Agreement(self.log.known, seen)

    def remember(self, agreement: Agreement) -> None:
        """Believe an earlier comparison."""
        self.log.remember(agreement.scan)
        self._seen = dict(agreement.files)

    def prepare(self) -> None:
        """Make what the first decision needs, so that a full disk cannot prevent it."""
        refuse_link(self._backups)
        for folder in (self._backups.parent, self._human):
            refuse_link(folder)
            make_folder(folder)
        self._keep_reserve()

    def lock(self, patience: float = PATIENCE) -> contextlib.AbstractContextManager[None]:
        """Keep other processes from deciding; see `locked`."""
        refuse_link(self._human)
        return locked(self._human / "lock", patience)

    def append(self, events: Sequence[Event]) -> None:
        """Keep decisions that belong together: after a crash all of them are there, or none.

        They are on the disk when this returns. Raises ValueError on what is no document's id,
        LockedError, NewerSchemaError, StoreError; then none of them was kept.
        """
        by_document: dict[str, list[Event]] = {}
        for event in events:
            self.file(event.document)
            by_document.setdefault(event.document, []).append(event)
        if not events:
            return
        with self.lock():
            self.prepare()
            self.log.cut_torn(self._backups)
            # After a new decision the log would no longer be seen to lack the old ones.
            copy = forgotten(self)
            if copy is not None and (recalled := list(self._missing(copy))):
                self.log.append(recalled)
                until = when(max(event.at for event in recalled))
                self.recalled = Recalled(len(recalled), until, copy.day)
            try:
                self._append(events, by_document)
            except StoreError as error:
                if not (_is_full(error) and self._give_reserve()):
                    raise
                self._append(events, by_document)
            self._snapshot(events[-1].at[:10])

    def events(self, document: str | None = None) -> tuple[Event, ...]:
        """Return what was decided, oldest first: on one document, or on all of them.

        Where log and files differ, what either of them holds. Raises ValueError on what is no
        document's id, NewerSchemaError, and StoreError where nothing can be read.
        """
        if document is not None:
            return msgspec.convert(tuple(self.known(document)), tuple[Event, ...])
        differing = [name for name in self.documents() if not self.agrees(name)]
        found = {event.id: event for event in self.logged()}
        if not differing:
            return tuple(found.values())
        for name in differing:
            found.update((event.id, event) for event in self.events(name))
        return tuple(sorted(found.values(), key=lambda event: event.id))

    def describes(self) -> bool:
        """Whether there may be a decision on a document itself; reads none that it knows."""
        try:
            scan = self.log.scan()
        except DamagedFileError:
            return True
        return bool(scan.described or scan.damaged)

    def compare(self, *, restore: bool = True) -> tuple[Problem, ...]:
        """Hold log and files against each other and return every difference.

        With `restore` a document's file that only lags behind the log is brought up to it.
        Raises NewerSchemaError.
        """
        if not differences(self):
            return ()
        # Another process may be between log and file just now; while the lock is held, none is.
        try:
            with self.lock(_SHORT_PATIENCE):
                found = differences(self)
                if restore:
                    found = {name: self._caught_up(name, found[name]) for name in found}
                return tuple(found.values())
        except LockedError:
            return ()  # whoever writes has compared before
        except StoreError:  # what cannot be written can still be read
            return tuple(differences(self).values())

    def repair(self) -> tuple[Problem, ...]:
        """Restore files from the log and the log from the files; return what was wrong.

        What was damaged is kept in `backups/human`. Raises StoreError.
        """
        with self.lock():
            self.prepare()
            found = differences(self)
            if not found:
                return ()
            lost = self._missing(forgotten(self))
            known = {event.id: event for event in (*lost, *self.events())}
            if LOG in found:
                self.log.rewrite(sorted(known.values(), key=lambda e: e.id), self._backups)
            for name in self.documents():
                if not self.agrees(name):
                    self._restore(name)
            while (copy := forgotten(self)) is not None:
                # It gave what it had: it is damaged, or counted decisions that stood there twice.
                move_away(copy.path, self._backups)
            self._join_twin()
            return tuple(found.values())

    def rewrite_old(self, until: float) -> None:
        """Give the files of an older form today's; the lock is held. Raises StoreError.

        Stops at `until` of the monotonic clock: older forms are read as they are.
        """
        for name in sorted(self.old):
            if time.monotonic() > until:
                return
            self._restore(name)
            self.old.discard(name)

    # ------------------------------------------------------------ one document's decisions

    def _append(self, events: Sequence[Event], by_document: Mapping[str, list[Event]]) -> None:
        """Write the documents' files aside, then the log, then put the files in place.

        All that needs room on the disk is done before the log has the decision; from then on
        it counts, and what does not get into place is caught up with later.
        """
        staged: dict[Path, Path] = {}
        tallies: dict[str, Tally] = {}
        try:
            for name, new in by_document.items():
                path = self.file(name)
                rows = [*self._healed(name), *map(msgspec.to_builtins, new)]
                staged[stage(path, encode({"events": _numbered(rows)}))] = path
                tallies[name] = Tally(len(rows), new[-1].id)
            self.log.append(events)
        except BaseException:
            discard(staged)
            raise
        with contextlib.suppress(StoreError):
            place(staged)
            for name, tally in tallies.items():
                now = stamp(self.file(name))
                if now is not None:  # nobody else writes here while the lock is held
                    self._seen[name] = (now, tally)

    def _healed(self, name: str) -> list[Row]:
        """Return the decisions on a document after log and file have given each other the rest."""
        if self.agrees(name):
            return self.read(name)
        known = self.known(name)
        logged = {event.id for event in self.logged(name)}
        lost = [row for row in known if row["id"] not in logged]
        if lost:
            self.log.append(msgspec.convert(lost, list[Event]))
        self._keep_damaged(name)
        return known

    def _restore(self, name: str) -> None:
        """Write a document's file anew, of what log and file know."""
        rows = self._healed(name)
        write_durably(self.file(name), encode({"events": _numbered(rows)}))

    def _keep_damaged(self, name: str) -> None:
        try:
            self.read(name)
        except DamagedFileError as error:
            keep_copy(error.path, self._backups)

    def known(self, name: str) -> list[Row]:
        """Return what log or file hold of a document, oldest first."""
        if self.agrees(name):
            return self.read(name)
        logged: dict[str, Row] = {e.id: msgspec.to_builtins(e) for e in self.logged(name)}
        try:
            kept = {row["id"]: row for row in self.read(name)}
        except DamagedFileError:
            kept = {}
        if logged.keys() <= kept.keys():
            return list(kept.values())
        if kept.keys() <= logged.keys():
            return list(logged.values())
        return sorted({**logged, **kept}.values(), key=lambda row: str(row["id"]))

    def read(self, name: str) -> list[Row]:
        """Return a document's file; nothing where there is none. Raises DamagedFileError."""
        path = self.file(name)
        with TinyDB(path, storage=DurableStorage) as database:
            tables = database.storage.read()
            if is_outdated(database.storage.schema):
                self.old.add(name)
        if tables is None:
            return []
        rows = list(tables.get("events", {}).values())
        if not rows or any(not isinstance(r, dict) or r.get("document") != name for r in rows):
            raise DamagedFileError(path, "it holds no decisions on its document")
        return rows

    # ------------------------------------------------------------ log against files

    def agrees(self, name: str) -> bool:
        """Whether a document's file is whole and holds what the log says."""
        # Of each document at every opening: no Path is made for it.
        now = stamp(os.path.join(self._human, name[:2], f"{name}.json"))
        tally = self.tallies().get(name, _NOTHING)
        if now is None:
            return tally == _NOTHING
        seen = self._seen.get(name)
        if seen is not None and seen[0] == now:
            return seen[1] == tally
        try:
            rows = self.read(name)
        except DamagedFileError:
            return False
        kept = Tally(len(rows), rows[-1]["id"] if rows else "")
        self._seen[name] = (now, kept)
        return kept == tally

    def _missing(self, copy: Snapshot | None) -> Iterator[Event]:
        """Yield what a copy of the log in `backups/` holds and neither log nor files do."""
        if copy is not None:
            known = {event.id for event in self.events()}
            yield from (event for event in events_of_copy(copy) if event.id not in known)

    def _snapshot(self, day: str) -> None:
        self._join_twin()
        if day != self._copied:
            count = sum(tally.events for tally in self.tallies().values())
            take_snapshot(self.log.path, self.root / "backups", day, count)
            self._copied = day

    def _join_twin(self) -> None:
        folder = self.root / "backups"
        if lone_twin(self.log.path, folder) is None or forgotten(self) is None:
            join_twin(self.log.path, folder)

    def _caught_up(self, name: str, problem: Problem) -> Problem:
        """Bring a file up to the log where it is only behind; the lock is held."""
        if name == LOG:
            return problem
        try:
            self.read(name)
            self._restore(name)
        except StoreError:  # damaged, or no room: see the problem's hint
            return problem
        return Problem(problem.name, problem.reason, "It was restored from the log.")

    def tallies(self) -> Mapping[str, Tally]:
        """Return what the log holds of each document, in short; nothing if it is no file."""
        try:
            return self.log.scan().tallies
        except DamagedFileError:
            return {}

    def logged(self, name: str | None = None) -> Iterator[Event]:
        """Yield what the log holds, of one document or of all."""
        if stamp(self.log.path) is not None:
            with contextlib.suppress(DamagedFileError):
                yield from self.log.events(name)

    # ------------------------------------------------------------ files

    def documents(self) -> list[str]:
        """Return the ids of the documents that have decisions, in the log or in a file."""
        found = set(self.tallies())
        try:
            for folder in os.scandir(self._human) if self._human.is_dir() else ():
                if folder.is_dir(follow_symlinks=False):
                    names = (os.path.splitext(file.name) for file in os.scandir(folder))
                    found.update(n for n, end in names if end == ".json" and _is_id(n, folder.name))
        except OSError as error:
            raise StoreError(
                f"could not read {error.filename}: {error.strerror}.", "See `positions doctor`."
            ) from error
        return sorted(found)

    def file(self, name: str) -> Path:
        """Return where a document's decisions are kept; ValueError on what is no id."""
        if not _is_id(name):
            raise ValueError(f"no document id: {name!r}")
        folder = self._human / name[:2]
        refuse_link(folder)
        return folder / f"{name}.json"

    def _keep_reserve(self) -> None:
        reserve = self._human / "reserve"
        if stamp(reserve) is None:
            # No zeros: file systems that compress would keep no room back for them.
            with contextlib.suppress(StoreError):
                write_durably(reserve, os.urandom(RESERVE_SIZE))

    def _give_reserve(self) -> bool:
        """Free the reserve; return whether there was one."""
        try:
            (self._human / "reserve").unlink()
        except OSError:
            return False
        return True


def _is_id(name: str, folder: str = "") -> bool:
    return _ID.fullmatch(name) is not None and name.startswith(folder)


def _is_full(error: StoreError) -> bool:
    return isinstance(error.__cause__, OSError) and error.__cause__.errno in _FULL


def _numbered(rows: Sequence[Row]) -> Row:
    """Return rows as a table: TinyDB's own numbers, so that plain TinyDB reads it."""
    return {str(number): row for number, row in enumerate(rows, 1)}
