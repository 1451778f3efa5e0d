"""The cache that makes a dossier open fast: a line on every document, `index.json`.

Nothing stands here that the files do not hold. A line is believed as long as the stamp of its
file (node, size, times) is the one it was made from, or else, as after a copy of the dossier, the
file is the same to the last byte; any doubt, and the file is read again.
"""

import contextlib
import hashlib
from collections import Counter
from pathlib import Path

import msgspec

from analysis.errors import StoreError
from analysis.models import Analysis, Provenance
from analysis.store.articles import Record, Written
from analysis.store.files import Stamp, read_whole, replace_quickly
from analysis.store.ledger import Agreement
from analysis.store.storage import SCHEMA

_FORM = (5, SCHEMA)
"""The version of the cache's own form, and the schema that it knows of."""


class Summary(msgspec.Struct, frozen=True, array_like=True):
    """A line on a document: what lists and choices need without its text and statements.

    `statements` are the ids of the statements that the machine found, each after a space (one
    text: a hundred thousand small ones would take three times the memory); `parties` counts them
    by party.
    """

    id: str
    name: str
    title: str
    outlet: str
    date: str
    provenance: Provenance
    statements: str
    parties: dict[str, int]
    sketch: str
    """Tells the text among many; see `analysis.likeness`."""

    @property
    def size(self) -> int:
        """How many statements the machine found."""
        return self.statements.count(" ")

    def holds(self, ref: str) -> bool:
        """Whether there is a statement whose id begins with `ref`."""
        return f" {ref}" in self.statements

    @classmethod
    def of(cls, record: Record) -> "Summary":
        """Return the line on a record."""
        from analysis.likeness import sketch  # no opening needs it

        document, analysis = record.document, record.analysis
        return cls(
            document.id,
            document.name,
            document.title,
            document.outlet,
            document.date,
            analysis.provenance,
            "".join(f" {part.id}" for found in analysis.attributions for part in found.parts),
            _parties(analysis),
            sketch(document.text),
        )


class Line(msgspec.Struct, array_like=True):
    """A summary, with stamp, fingerprint and schema of the file that it was made from.

    The fingerprint stays the same where a dossier is copied or restored, the stamp does not.
    """

    stamp: Stamp
    fingerprint: str
    schema: int
    summary: Summary


class Index(msgspec.Struct):
    """What `index.json` holds, and what is remembered while a dossier is open."""

    lines: dict[str, Line] = msgspec.field(default_factory=dict)
    agreement: Agreement = msgspec.field(default_factory=Agreement)
    checksum: str = ""
    """Of what stands in the file; empty in the file itself."""

    def note(self, kept: Written, schema: int = SCHEMA) -> None:
        """Take in what was just read or written."""
        line = Line(kept.stamp, kept.fingerprint, schema, Summary.of(kept.record))
        self.lines[kept.record.document.id] = line


class _File(msgspec.Struct):
    form: tuple[int, int]
    checksum: str
    index: msgspec.Raw


def load_index(path: Path) -> Index:
    """Return the cache; an empty one where there is none that can be believed."""
    try:
        file = msgspec.json.decode(read_whole(path), type=_File)
        if file.form == _FORM and file.checksum == _checksum(bytes(file.index)):
            index = msgspec.json.decode(file.index, type=Index)
            index.checksum = file.checksum
            return index
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    return Index()


def save_index(path: Path, index: Index) -> bool:
    """Write the cache if it is another than the file's; return whether it was.

    It is not waited for, and a failure costs only time at the next start.
    """
    before = index.checksum
    body = msgspec.json.encode(Index(dict(sorted(index.lines.items())), index.agreement))
    index.checksum = _checksum(body)
    changed = index.checksum != before
    if changed:
        with contextlib.suppress(StoreError):
            replace_quickly(
                path, msgspec.json.encode(_File(_FORM, index.checksum, msgspec.Raw(body)))
            )
    return changed


def _parties(analysis: Analysis) -> dict[str, int]:
    found: Counter[str] = Counter()
    for attribution in analysis.attributions:
        for party in attribution.parties:
            found[party] += len(attribution.parts)
    return dict(found)


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
