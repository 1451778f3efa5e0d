"""Documents and their analyses in `derived/`, one TinyDB file each."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from tinydb import TinyDB

from analysis.errors import StoreError
from analysis.models import Analysis, Document, Event
from analysis.store.files import keep_copy, leftovers, make_folder, refuse_link
from analysis.store.ledger import Ledger
from analysis.store.problems import Problem
from analysis.store.storage import DamagedFileError, DurableStorage, NewerSchemaError

_ID = re.compile(r"[0-9a-f]{64}")
_T = TypeVar("_T")

# A file holds one document, so TinyDB's own first number will do: with a hash for a key, plain
# TinyDB could not read the table.
_ROW = "1"


@dataclass(frozen=True, slots=True)
class Record:
    """A document with its analysis, as stored."""

    document: Document
    analysis: Analysis


class Store:
    """The files of one dossier. Opening it reads and writes nothing.

    Each call goes to the disk; two processes may use the same folder, for every file is
    replaced whole.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._derived = path / "derived"
        self._ledger = Ledger(path)

    def prepare(self) -> None:
        """Make the folders of an empty store. Raises StoreError."""
        refuse_link(self._derived)
        make_folder(self._derived)
        self._ledger.prepare()

    def put(self, document: Document, analysis: Analysis) -> None:
        """Keep a document and its analysis in place of what was kept of it before.

        It is on the disk when this returns. A damaged file in its place is kept in `backups/`.
        Raises StoreError, NewerSchemaError; the previous version then is intact.
        """
        if analysis.document != document.id:
            raise ValueError("the analysis is not of this document")
        path = self._file(document.id)
        self.prepare()
        refuse_link(path.parent)
        try:
            DurableStorage(path).read()
        except DamagedFileError:
            # Kept before it is replaced: were it moved away, a full disk would leave neither.
            keep_copy(path, self.path / "backups")
        tables = {
            "documents": {_ROW: msgspec.to_builtins(document)},
            "analyses": {_ROW: msgspec.to_builtins(analysis)},
        }
        with TinyDB(path, storage=DurableStorage) as database:
            # One write for both tables: no crash may leave a document without its analysis.
            database.storage.write(tables)

    def load(self) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
        """Return every document that can be read, in order of date and name, and what cannot.

        Raises NewerSchemaError where a newer program has written here.
        """
        records: list[Record] = []
        problems: list[Problem] = []
        for path in self._files():
            try:
                records.append(_read(path))
            except DamagedFileError as error:
                name = str(path.relative_to(self.path))
                problems.append(Problem(name, error.reason, error.hint))
        problems += self._ledger.compare()
        records.sort(key=lambda r: (r.document.date, r.document.name, r.document.id))
        return tuple(records), tuple(problems)

    def append(self, events: Sequence[Event]) -> None:
        """Keep decisions, all of them or none; they are on the disk when this returns.

        Raises ValueError where an event's document is no document's id, LockedError where
        another process keeps the lock, NewerSchemaError, StoreError.
        """
        self._ledger.append(events)

    def events(self, document: str | None = None) -> tuple[Event, ...]:
        """Return what was decided, oldest first: on one document, or on all of them.

        What a damaged or deleted file of decisions held comes from the log, and the other way
        round. Raises ValueError on what is no document's id, NewerSchemaError, StoreError.
        """
        return self._ledger.events(document)

    def document(self, document_id: str) -> Document | None:
        """Return the document of that id, None where there is none. Raises StoreError."""
        record = self.record(document_id)
        return record.document if record else None

    def analysis(self, document_id: str) -> Analysis | None:
        """Return the analysis of that document, None where there is none. Raises StoreError."""
        record = self.record(document_id)
        return record.analysis if record else None

    def record(self, document_id: str) -> Record | None:
        """Return both at once."""
        path = self._file(document_id)
        return _read(path) if os.path.lexists(path) else None

    def health(self) -> tuple[Problem, ...]:
        """Return what is wrong with the files, a newer schema among it; nothing is changed."""
        problems: list[Problem] = []
        for path in self._files():
            try:
                _read(path)
            except StoreError as error:
                reason = error.reason if isinstance(error, DamagedFileError) else error.message
                name = str(path.relative_to(self.path))
                problems.append(Problem(name, reason, error.hint))
        try:
            problems += self._ledger.compare(restore=False)
        except NewerSchemaError as error:
            problems.append(Problem("human", error.message, error.hint))
        return tuple(problems)

    def leftovers(self) -> tuple[str, ...]:
        """Return what saves that were cut short have left: harmless, and never read."""
        folders = [self.path, *(self.path / name for name in ("derived", "human", "backups"))]
        folders += sorted(path for path in self._derived.glob("*") if path.is_dir())
        found = [path for folder in folders for path in leftovers(folder)]
        return tuple(str(path.relative_to(self.path)) for path in found)

    def _file(self, document_id: str) -> Path:
        # Names come from hashes only: an id from elsewhere must not lead out of the folder.
        if not _ID.fullmatch(document_id):
            raise ValueError(f"no document id: {document_id!r}")
        return self._derived / document_id[:2] / f"{document_id}.json"

    def _files(self) -> Iterator[Path]:
        try:
            folders = sorted(self._derived.iterdir()) if self._derived.exists() else []
            for folder in folders:
                if folder.is_dir() and not folder.is_symlink():
                    yield from sorted(p for p in folder.iterdir() if p.suffix == ".json")
        except OSError as error:
            raise StoreError(
                f"could not read {error.filename}: {error.strerror}.",
                "See `positions doctor`.",
            ) from error


def _read(path: Path) -> Record:
    with TinyDB(path, storage=DurableStorage) as database:
        tables = database.storage.read() or {}
    record = Record(
        _model(path, tables.get("documents"), Document),
        _model(path, tables.get("analyses"), Analysis),
    )
    if record.document.id != path.stem or record.analysis.document != path.stem:
        raise DamagedFileError(path, "it holds another document than its name says")
    return record


def _model(path: Path, table: dict[str, Any] | None, model: type[_T]) -> _T:
    row = (table or {}).get(_ROW)
    if row is None:
        raise DamagedFileError(path, f"it holds no {model.__name__.lower()}")
    try:
        return msgspec.convert(row, model)
    except msgspec.ValidationError as error:
        raise DamagedFileError(
            path, f"its {model.__name__.lower()} has no known form ({error})"
        ) from None
