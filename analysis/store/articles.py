"""Articles and what was found in them: one TinyDB file each in `derived/`, one in `documents/`.

The analysis can be made again from the article, the article from nothing. So it is kept twice:
in `derived/` beside its analysis, and alone in `documents/`, which analysing again never writes.
"""

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace
from tinydb import TinyDB

from analysis.errors import StoreError
from analysis.models import Analysis, Document, Provenance
from analysis.store.files import (
    Stamp,
    discard,
    keep_copy,
    make_folder,
    place,
    read_whole,
    refuse_link,
    stage,
    stamp,
)
from analysis.store.problems import REPAIR, Problem
from analysis.store.storage import DamagedFileError, DurableStorage, encode, fingerprint_of

NOT_ANALYSED = Provenance("", "", "", "")
"""What an analysis carries that is still to be made: an article that was restored."""

_ID = re.compile(r"[0-9a-f]{64}")
_T = TypeVar("_T")

# A file holds one document, so TinyDB's own first number will do: with a hash for a key, plain
# TinyDB could not read the table.
_ROW = "1"


class Record(msgspec.Struct, frozen=True):
    """A document with its analysis, as stored."""

    document: Document
    analysis: Analysis


class Written(NamedTuple):
    """What a file in `derived/` holds, and what tells that it is still the same."""

    record: Record
    stamp: Stamp
    fingerprint: str


class Articles:
    """The articles of the dossier in the folder `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.derived = root / "derived"
        self.documents = root / "documents"
        self.backups = root / "backups"

    def prepare(self) -> None:
        """Make the folders. Raises StoreError."""
        for folder in (self.derived, self.documents, self.backups):
            refuse_link(folder)
            make_folder(folder)

    def put(self, records: Iterable[Record]) -> list[Written]:
        """Keep documents and their analyses in place of what was kept of them before.

        They are on the disk when this returns; what it returns are those whose file nobody has
        replaced since, with stamp and fingerprint. Many at once cost less than one by one: the disk
        is waited for once. Damaged files in their place are kept in `backups/`. Raises
        StoreError, NewerSchemaError; nothing was changed then, or, where the disk failed at the
        very last, some of them are kept.
        """
        self.prepare()
        copies: dict[Path, Path] = {}
        derived: dict[Path, Path] = {}
        written: list[tuple[Record, Stamp | None, str]] = []
        try:
            for record in records:
                aside, fingerprint = self._stage(record, derived, copies)
                written.append((record, stamp(aside), fingerprint))
        except BaseException:
            discard([*copies, *derived])
            raise
        # A kill in between leaves an article that lacks its second copy, and not a second copy
        # of an article that nobody has been told of.
        place({**derived, **copies})
        found = []
        for record, aside_stamp, fingerprint in written:
            now = stamp(self.file(record.document.id))
            if now is not None and aside_stamp is not None and now[:3] == aside_stamp[:3]:
                found.append(Written(record, now, fingerprint))
        return found

    def read(self, name: str) -> Record | None:
        """Return a document with its analysis, None where there is none.

        Raises ValueError on what is no id, DamagedFileError, NewerSchemaError.
        """
        return self.read_as(name)[2]

    def read_as(self, name: str) -> tuple[int, str, Record | None]:
        """Return schema and fingerprint of the file of a document, and what `read` does."""
        path = self.file(name)
        with TinyDB(path, storage=DurableStorage) as database:
            tables = database.storage.read()
            schema, fingerprint = database.storage.schema, database.storage.fingerprint
        if tables is None:
            return schema, fingerprint, None
        record = Record(
            _model(path, tables.get("documents"), Document),
            _model(path, tables.get("analyses"), Analysis),
        )
        if record.document.id != name or record.analysis.document != name:
            raise DamagedFileError(path, "it holds another document than its name says")
        return schema, fingerprint, record

    def fingerprint(self, name: str) -> str:
        """Return the fingerprint of the file of a document; empty where it cannot be read."""
        try:
            return fingerprint_of(read_whole(self.file(name)))
        except OSError:
            return ""

    def copy(self, name: str) -> Document | None:
        """Return the second copy of a document, None where there is none. Raises as `read`."""
        path = self.file(name, self.documents)
        with TinyDB(path, storage=DurableStorage) as database:
            tables = database.storage.read()
        if tables is None:
            return None
        document = _model(path, tables.get("documents"), Document)
        if document.id != name:
            raise DamagedFileError(path, "it holds another document than its name says")
        return document

    def file(self, name: str, folder: Path | None = None) -> Path:
        """Return where a document is kept; ValueError on what is no id."""
        # Names come from hashes only: an id from elsewhere must not lead out of the folder.
        if not _ID.fullmatch(name):
            raise ValueError(f"no document id: {name!r}")
        return (folder or self.derived) / name[:2] / f"{name}.json"

    def stamps(self, folder: Path | None = None) -> dict[str, Stamp]:
        """Return the ids of what is kept, in their order, with the stamps of the files."""
        found: dict[str, Stamp] = {}
        try:
            for name, file in _entries(folder or self.derived):
                with contextlib.suppress(FileNotFoundError):  # gone between the two looks
                    found[name] = Stamp.of(file.stat(follow_symlinks=False))
        except OSError as error:
            raise _unreadable(error) from error
        return dict(sorted(found.items()))

    def names(self, folder: Path) -> set[str]:
        """Return the ids of what is kept in a folder; no file is looked at."""
        try:
            return {name for name, _ in _entries(folder)}
        except OSError as error:
            raise _unreadable(error) from error

    def problem(self, error: StoreError) -> Problem:
        """Return what a person has to know about a file that could not be read."""
        if not isinstance(error, DamagedFileError):
            return Problem("derived", error.message, error.hint)
        name = str(error.path.relative_to(self._root))
        return Problem(name, error.reason, error.hint)

    def lost(self) -> Iterator[Problem]:
        """Yield the articles whose file in `derived/` is gone."""
        for name in sorted(self.names(self.documents) - self.names(self.derived)):
            place = str(self.file(name).relative_to(self._root))
            yield Problem(place, "it is missing; its article stands in documents/", REPAIR)

    def copy_faults(self) -> Iterator[Problem]:
        """Read all second copies and yield what is wrong with them."""
        copies = self.names(self.documents)
        for name in sorted(copies):
            try:
                self.copy(name)
            except StoreError as error:
                yield self.problem(error)
        for name in sorted(self.names(self.derived) - copies):
            place = str(self.file(name, self.documents).relative_to(self._root))
            yield Problem(place, "it is missing; its article stands in derived/", REPAIR)

    def repair(self) -> Iterator[Problem]:
        """Restore either copy from the other and yield what was wrong, and what became of it.

        An analysis that is lost is left to be made again. Damaged files are kept in `backups/`.
        Raises NewerSchemaError, StoreError.
        """
        lost = {problem.name: problem for problem in self.lost()}
        for name in sorted(self.names(self.derived) | self.names(self.documents)):
            record, derived_fault = self._tried(name, self.read)
            copy, copy_fault = self._tried(name, self.copy)
            if record is not None and copy is not None:
                continue
            whole = record
            if whole is None and copy is not None:
                whole = Record(copy, Analysis(name, NOT_ANALYSED))
            if whole is None:
                for fault in filter(None, (derived_fault, copy_fault)):
                    yield replace(fault, hint="Its article is lost, too: add the article again.")
                continue
            self.put([whole])
            if record is None:
                fault = derived_fault or lost[str(self.file(name).relative_to(self._root))]
                yield replace(fault, hint="Its article is restored, to be analysed again.")
            if copy is None and copy_fault is not None:
                yield replace(copy_fault, hint="It is restored.")

    def uncopied(self) -> list[str]:
        """Return the documents that stand in `derived/` only: a save was cut short."""
        return sorted(self.names(self.derived) - self.names(self.documents))

    def rewrite(self, name: str) -> Written | None:
        """Write the files of a document in today's form; return what `put` does of it, or None.

        Raises StoreError.
        """
        path = self.file(name)
        before = stamp(path)
        record = self.read(name)
        # An importer needs no lock: what it has just replaced has today's form.
        if record is None or stamp(path) != before:
            return None
        return next(iter(self.put([record])), None)

    def _tried(
        self, name: str, read: Callable[[str], _T | None]
    ) -> tuple[_T | None, Problem | None]:
        try:
            return read(name), None
        except DamagedFileError as error:
            return None, self.problem(error)

    def _stage(
        self, record: Record, derived: dict[Path, Path], copies: dict[Path, Path]
    ) -> tuple[Path, str]:
        """Write the files of a document aside; the copy only where it is not there as it is.

        Returns where the one for `derived/` is, and its fingerprint.
        """
        name = record.document.id
        if record.analysis.document != name:
            raise ValueError("the analysis is not of this document")
        path, copy = self.file(name), self.file(name, self.documents)
        refuse_link(path.parent)
        refuse_link(copy.parent)
        try:
            DurableStorage(path).read()
        except DamagedFileError:
            # Kept before it is replaced: were it moved away, a full disk would leave neither.
            keep_copy(path, self.backups)
        document = {"documents": {_ROW: msgspec.to_builtins(record.document)}}
        analysis = {"analyses": {_ROW: msgspec.to_builtins(record.analysis)}}
        # Both tables in one file: no crash may leave a document without its analysis.
        data = encode({**document, **analysis})
        aside = stage(path, data)
        derived[aside] = path
        try:
            known = self.copy(name)
        except DamagedFileError:
            keep_copy(copy, self.backups / "documents")
            known = None
        if known != record.document:
            copies[stage(copy, encode(document))] = copy
        return aside, fingerprint_of(data)


def _unreadable(error: OSError) -> StoreError:
    return StoreError(
        f"could not read {error.filename}: {error.strerror}.", "See `positions doctor`."
    )


def _entries(folder: Path) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield what stands in the folders in `folder`, and the id that its name is; links stay out."""
    if folder.exists():
        with os.scandir(folder) as inside:
            folders = [entry for entry in inside if entry.is_dir(follow_symlinks=False)]
        for shard in folders:
            with os.scandir(shard) as inside:
                for entry in inside:
                    name = entry.name.removesuffix(".json")
                    if name != entry.name and _ID.fullmatch(name) and name[:2] == shard.name:
                        yield name, entry


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
