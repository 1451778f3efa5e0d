"""A line on a document and on a dossier: what lists show without reading the whole."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct


class Listed(Struct, frozen=True):
    """A line on a document; `statements` are those that the machine found.

    `stale`: it would be analysed otherwise now. `by_hand`: the fields of it that people corrected.
    """

    id: str
    name: str
    title: str
    outlet: str
    date: str
    statements: int
    stale: bool = False
    by_hand: tuple[str, ...] = ()


class Glance(Struct, frozen=True):
    """A line on a dossier: as its files say without being opened.

    `changed` is when it was written last, in local time; `problem` why it cannot be opened.
    """

    path: Path
    title: str
    documents: int = 0
    statements: int = 0
    changed: datetime | None = None
    problem: str = ""
