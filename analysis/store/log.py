"""The log of decisions, `human/log.jsonl`: one line for each append, never changed.

A line is `{"schema": …, "checksum": …, "events": […]}`; the checksum is that of the bytes of
`events` as they stand. Events that were appended together stand in one line, so that a crash
keeps all of them or none. A last line without its end was never acknowledged.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from analysis.models import Action, Event
from analysis.store.files import (
    Stamp,
    append_durably,
    cut,
    keep_copy,
    open_plain,
    stamp,
    write_durably,
)
from analysis.store.storage import SCHEMA, UPGRADES, DamagedFileError, NewerSchemaError, upgraded


class Line(msgspec.Struct):
    """One line as it stands."""

    schema: int
    checksum: str
    events: msgspec.Raw


class Brief(msgspec.Struct):
    """As much of an event as the comparison with the documents' files needs."""

    id: str
    document: str
    action: str = ""


class Tally(NamedTuple):
    """How many events of a document there are, and the id of the last."""

    events: int = 0
    last: str = ""


class Scan(msgspec.Struct):
    """What a log holds: a tally for each document, and what is wrong with it.

    `damaged` are the numbers of the lines (from 1) that cannot be believed, `end` is the offset
    behind the last whole line; what stands behind it is torn.
    """

    stamp: Stamp | None = None
    tallies: dict[str, Tally] = msgspec.field(default_factory=dict)
    damaged: list[int] = msgspec.field(default_factory=list)
    lines: int = 0
    end: int = 0
    described: int = 0
    """Decisions on documents themselves among them."""

    @property
    def torn(self) -> int:
        """How many bytes stand behind the last whole line."""
        return self.stamp.size - self.end if self.stamp else 0


class Log:
    """The file; what was read of it once is remembered, and only what is new is read again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._scan = Scan()

    def scan(self) -> Scan:
        """Return what the log holds; no stamp where there is none.

        Raises DamagedFileError where it is no file, NewerSchemaError.
        """
        now = stamp(self.path)
        if now is None:
            self._scan = Scan()
        elif now != self._scan.stamp:
            self._scan = self._grown(now)
        return self._scan

    @property
    def known(self) -> Scan:
        """What the last scan found."""
        return self._scan

    def remember(self, scan: Scan) -> None:
        """Take `scan` for what the log holds, if the file is still the one it was made of."""
        if scan.stamp is not None and stamp(self.path) == scan.stamp:
            self._scan = scan

    def events(self, document: str | None = None) -> Iterator[Event]:
        """Yield the events, in the order of their decisions; damaged lines are passed over."""
        with self._open() as file:
            yield from events_of(file, self.path, document)

    def append(self, events: Sequence[Event]) -> None:
        """Add one line, durably; the log is as it was where that fails. Raises StoreError."""
        append_durably(self.path, _encode(events))

    def cut_torn(self, backups: Path) -> bool:
        """Cut a last line that was never finished, after a copy; return whether there was one.

        Raises StoreError.
        """
        scan = self.scan()
        if not scan.torn:
            return False
        with self._open() as file:
            file.seek(scan.end)
            keep_copy(self.path, backups, file.read())
        cut(self.path, scan.end)
        return True

    def rewrite(self, events: Iterable[Event], backups: Path) -> None:
        """Make the log anew of these events, after a copy of what there is. Raises StoreError."""
        if stamp(self.path) is not None:
            keep_copy(self.path, backups)
        write_durably(self.path, b"".join(_encode([event]) for event in events))

    def _grown(self, now: Stamp) -> Scan:
        """Read what stands behind the lines known already, or all of another file."""
        old = self._scan
        if old.stamp is None or not old.stamp.may_grow_to(now):
            old = Scan()
        scan = Scan(now, dict(old.tallies), list(old.damaged), old.lines, old.end, old.described)
        with self._open() as file:
            file.seek(scan.end)
            for raw in file:
                if not raw.endswith(b"\n") or scan.end >= now.size:
                    break  # torn, or being written just now
                scan.end += len(raw)
                scan.lines += 1
                line = _line(raw, self.path)
                if line is None:
                    scan.damaged.append(scan.lines)
                for event in msgspec.json.decode(line.events, type=list[Brief]) if line else ():
                    before = scan.tallies.get(event.document, Tally())
                    scan.tallies[event.document] = Tally(before.events + 1, event.id)
                    scan.described += event.action == Action.DESCRIBE
        return scan

    def _open(self) -> BinaryIO:
        try:
            return open_plain(self.path)
        except OSError as error:
            raise DamagedFileError(self.path, error.strerror or str(error)) from None


def events_of(lines: Iterable[bytes], path: Path, document: str | None = None) -> Iterator[Event]:
    """Yield the events (of one document, or of all) of the lines of the log at `path`."""
    needle = (document or "").encode()
    for raw in lines:
        if needle in raw and raw.endswith(b"\n"):
            line = _line(raw, path)
            for event in _events(line) if line else ():
                if document in (None, event.document):
                    yield event


def _events(line: Line) -> list[Event]:
    if line.schema == SCHEMA:
        return msgspec.json.decode(line.events, type=list[Event])
    rows = enumerate(msgspec.json.decode(line.events))
    tables = upgraded({"events": {str(number): row for number, row in rows}}, line.schema)
    return msgspec.convert(list(tables["events"].values()), list[Event])


def _encode(events: Sequence[Event]) -> bytes:
    body = msgspec.json.encode(events)
    head = b'{"schema":%d,"checksum":"%s","events":' % (SCHEMA, _checksum(body).encode())
    return head + body + b"}\n"


def _line(raw: bytes, path: Path) -> Line | None:
    """Return a line; None where it cannot be believed. Raises NewerSchemaError."""
    try:
        line = msgspec.json.decode(raw, type=Line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if line.schema > SCHEMA:
        raise NewerSchemaError(path, line.schema)
    known = line.schema == SCHEMA or line.schema in UPGRADES
    return line if known and line.checksum == _checksum(bytes(line.events)) else None


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
