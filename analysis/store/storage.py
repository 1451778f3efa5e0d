"""The form of one file: TinyDB's tables, plus `_meta` with schema version and checksum.

Plain `TinyDB(path)` reads these files. TinyDB's own storage truncates before it writes and does
not notice a changed byte; this one does neither.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from analysis.errors import StoreError
from analysis.store.files import read_whole, write_durably
from analysis.store.problems import REPAIR

SCHEMA = 3
"""The version of the files' form that this program writes."""

META = "_meta"

Tables = dict[str, dict[str, Any]]


def _same(tables: Tables) -> Tables:
    return tables


UPGRADES: dict[int, Callable[[Tables], Tables]] = {
    # Schema 2 keeps every article a second time, in documents/; the tables are the same.
    1: _same,
    # Schema 3 knows decisions on documents themselves, which older programs could not read.
    2: _same,
}
"""From the tables of one schema to those of the next."""


class DamagedFileError(StoreError):
    """A file of the dossier whose contents cannot be trusted; nothing was changed."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} is damaged: {reason}.", REPAIR)
        self.path = path
        self.reason = reason


class NewerSchemaError(StoreError):
    """A file that a newer version of the program wrote; nothing was changed."""

    def __init__(self, path: Path, schema: int) -> None:
        super().__init__(
            f"{path} was written by a newer version of positions: it has schema {schema}, "
            f"this program knows schemas up to {SCHEMA}. Nothing was changed.",
            "Update positions, or open another dossier.",
        )
        self.schema = schema


class DurableStorage(Storage):
    """A TinyDB storage: one JSON file, replaced whole and durably at each write."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.schema = SCHEMA
        """The schema of the file as it was read last; older ones are read as today's."""
        self.fingerprint = ""
        """Of the file as it was read last; see `fingerprint_of`."""

    def read(self) -> Tables | None:
        """Return the tables, or None where there is no file yet.

        Raises DamagedFileError on anything that this storage did not write as it stands, and
        NewerSchemaError on what a later one wrote.
        """
        try:
            data = read_whole(self._path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DamagedFileError(self._path, error.strerror or str(error)) from None
        self.fingerprint = fingerprint_of(data)
        return self._checked(data)

    def write(self, data: Tables) -> None:
        """Replace the file by these tables; StoreError where it cannot be saved."""
        write_durably(self._path, encode(data))

    def _checked(self, data: bytes) -> Tables:
        if not data.strip():
            raise DamagedFileError(self._path, "it is empty")
        # Editors put this mark before UTF-8; what follows may still be whole, but then somebody
        # else has written the file.
        if data.startswith(b"\xef\xbb\xbf"):
            raise DamagedFileError(self._path, "another program saved it (it has a BOM)")
        try:
            tables: Any = msgspec.json.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise DamagedFileError(self._path, f"it is no whole JSON ({error})") from None
        if not isinstance(tables, dict):
            raise DamagedFileError(self._path, "it holds no tables")
        meta = tables.pop(META, None)
        meta = meta.get("1") if isinstance(meta, dict) else None
        if not isinstance(meta, dict) or not isinstance(meta.get("schema"), int):
            raise DamagedFileError(self._path, "its table _meta is missing")
        self.schema = meta["schema"]
        if self.schema > SCHEMA:
            raise NewerSchemaError(self._path, self.schema)
        if meta.get("checksum") != _checksum(tables):
            raise DamagedFileError(self._path, "its contents do not fit their checksum")
        if self.schema not in (*UPGRADES, SCHEMA):
            raise DamagedFileError(self._path, f"its schema {self.schema} is unknown")
        return upgraded(tables, self.schema)


def is_outdated(schema: int) -> bool:
    """Whether a file of that schema has another form than today's, and is to be rewritten."""
    return any(UPGRADES[older] is not _same for older in range(schema, SCHEMA))


def fingerprint_of(data: bytes) -> str:
    """Return what tells, wherever a file stands, that it is the same to the last byte."""
    return hashlib.sha256(data).hexdigest()[:32]


def upgraded(tables: Tables, schema: int) -> Tables:
    """Return tables of an older schema in the form of today's; KeyError on an unknown one."""
    for older in range(schema, SCHEMA):
        tables = UPGRADES[older](tables)
    return tables


def encode(data: Tables) -> bytes:
    """Return the bytes of a file with these tables and a new `_meta`."""
    body = {name: rows for name, rows in data.items() if name != META}
    meta = {"schema": SCHEMA, "checksum": _checksum(body)}
    return msgspec.json.encode({META: {"1": meta}, **body})


def _checksum(body: Tables) -> str:
    """Return the hash of the contents, the same however a program spaces or orders the JSON."""
    return hashlib.sha256(msgspec.json.encode(body, order="deterministic")).hexdigest()
