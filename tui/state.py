"""Where a person was in a dossier, remembered from one start to the next.

A small JSON file for each dossier. Nothing depends on it: one that cannot be read, or that a newer
program has written, counts for nothing and is written anew.
"""

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from analysis.models.lazy import Entries

VERSION = 1
_FILTERS = 20  # that are offered again
_LONGEST = 1_000_000  # bytes: what is longer is no state of ours


class State(Struct, frozen=True):
    """What is remembered; everything may be empty. `filters` are the last ones, newest first.

    `number` is where the statement stood among its party's, from 0.
    """

    party: str = ""
    statement: str = ""
    number: int = 0
    theme: str = ""
    grain: str = ""
    grouping: str = ""
    filters: tuple[str, ...] = ()

    def place_in(self, entries: Entries) -> int | None:
        """Return the number of the statement in `entries`, None where it is not there."""
        number = self.number
        if not self.statement:
            return None
        # Looked for among all of them, it would have all of them read for the first picture.
        if 0 <= number < len(entries) and entries[number].statement.id == self.statement:
            return number
        ids = entries.ids
        return ids.index(self.statement) if self.statement in ids else None


def state_path(dossier: Path) -> Path:
    """Return where the state of the dossier in that folder is kept."""
    from platformdirs import user_state_path

    name = hashlib.sha256(os.fsencode(dossier.resolve())).hexdigest()[:16]
    return user_state_path("positions", appauthor=False) / "screens" / f"{name}.json"


def load_state(dossier: Path) -> State:
    """Return what is remembered of a dossier; an empty state where that cannot be read."""
    try:
        with state_path(dossier).open("rb") as file:
            raw = json.loads(file.read(_LONGEST))
    except (OSError, ValueError, RecursionError):
        return State()
    if not isinstance(raw, dict) or raw.get("version") != VERSION:
        return State()
    words = {name: raw[name] for name in _WORDS if isinstance(raw.get(name), str)}
    number = raw.get("number")
    place = number if isinstance(number, int) else 0
    return State(**words, number=place, filters=_filters(raw.get("filters")))


_WORDS = ("party", "statement", "theme", "grain", "grouping")


def _filters(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list):
        return ()
    return tuple(one for one in found if isinstance(one, str))[:_FILTERS]


def with_filter(filters: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return the filters with `text` as the newest; each stands once."""
    return (text, *(one for one in filters if one != text))[:_FILTERS]


def save_state(dossier: Path, state: State) -> None:
    """Keep it. Where that is not possible, nothing is lost but the place."""
    path = state_path(dossier)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    text = json.dumps({"version": VERSION, "dossier": str(dossier.resolve()), **asdict(state)})
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text, encoding="utf-8", errors="backslashreplace")
        new.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink()
