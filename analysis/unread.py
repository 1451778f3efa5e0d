"""What could not be read, and why: a list in the dossier's folder, until it is read after all."""

import contextlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from analysis.errors import StoreError
from analysis.store.files import read_whole, replace_quickly
from analysis.work import Unread

FILE = "unread.json"


class UnreadList:
    """The list of the dossier in `folder`; where its file is damaged, it is empty."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def all(self) -> tuple[Unread, ...]:
        """Return what could not be read, in the order in which it was tried."""
        try:
            # The names of files may hold what is no text; `json` writes that, too.
            return tuple(Unread(*map(str, row)) for row in json.loads(read_whole(self._path)))
        except (OSError, ValueError, TypeError, RecursionError):
            return ()

    def tried(self, names: Iterable[str], unread: Iterable[Unread]) -> None:
        """Take in what was tried just now, and what of it could not be read."""
        gone = {_known_as(name) for name in names}
        before = self.all()
        kept = {one.name: one for one in before if one.name not in gone}
        for one in unread:
            name = _known_as(one.name)
            kept[name] = Unread(name, one.reason, one.hint)
        self._keep(tuple(kept.values()), before)

    def forget(self, name: str) -> None:
        """Take one off the list."""
        before = self.all()
        self._keep(tuple(one for one in before if one.name != name), before)

    def _keep(self, now: tuple[Unread, ...], before: tuple[Unread, ...]) -> None:
        if now != before:
            rows = [(one.name, one.reason, one.hint) for one in now]
            with contextlib.suppress(StoreError):
                replace_quickly(self._path, json.dumps(rows, indent=1).encode())


def _known_as(name: str) -> str:
    """A file's whole path, so that it is the same from every folder; a pasted text's name."""
    return os.path.abspath(name) if os.sep in name or os.path.lexists(name) else name
