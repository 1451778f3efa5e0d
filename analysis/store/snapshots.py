"""The log of decisions once more, in `backups/`, for the day on which `human/` is gone.

Its twin is a second name of the same file, so that it has every decision and costs nothing; whoever
deletes the log, or saves another in its place, leaves the twin as it was. What is written into the
log itself harms both: so there is a compressed copy for each day on which somebody decided, too. A
decision takes about a tenth of its size there.
"""

import contextlib
import os
import re
import zlib
from pathlib import Path
from typing import NamedTuple

from analysis.errors import StoreError
from analysis.store.files import flush_folder, read_whole, stamp, write_durably

TWIN = "decisions.jsonl"

KEPT = 14
"""How many days are kept; each holds all that the days before it do."""

_NAME = re.compile(r"decisions-(\d{4}-\d\d-\d\d)-(\d+)\.jsonl\.gz")


class Snapshot(NamedTuple):
    """A copy of the log: the day it was made on, and how many decisions it holds.

    No day: the twin, which holds all that its log ever had.
    """

    day: str
    events: int
    path: Path

    @property
    def name(self) -> str:
        """What to call it."""
        return f"copy of {self.day}" if self.day else "twin"


def snapshots(folder: Path) -> list[Snapshot]:
    """Return the copies in `folder`, oldest first."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if (name := _NAME.fullmatch(path.name)) and not path.is_symlink():
                found.append(Snapshot(name[1], int(name[2]), path))
    return sorted(found)


def take_snapshot(log: Path, folder: Path, day: str, events: int) -> None:
    """Copy the log, which holds so many `events`, unless that was done on this `day` already.

    It is tried only: a full disk that had room for a decision need not have any for its copy.
    """
    import gzip  # costs every start 3 ms, and is needed once a day

    if any(known.day == day for known in snapshots(folder)):
        return
    path = folder / f"decisions-{day}-{events}.jsonl.gz"
    if not _NAME.fullmatch(path.name):
        return
    with contextlib.suppress(OSError, StoreError):
        write_durably(path, gzip.compress(read_whole(log), compresslevel=1, mtime=0))
        for old in snapshots(folder)[:-KEPT]:
            old.path.unlink()


def read_snapshot(snapshot: Snapshot) -> list[bytes]:
    """Return the lines of the log as it was; none where the copy cannot be read."""
    import gzip

    try:
        data = read_whole(snapshot.path)
        return (gzip.decompress(data) if snapshot.day else data).splitlines(keepends=True)
    except (OSError, EOFError, ValueError, zlib.error):
        return []


def lone_twin(log: Path, folder: Path) -> Path | None:
    """Return the twin where it is not the log itself: that was deleted, or is another file."""
    twin, now = folder / TWIN, stamp(log)
    found = stamp(twin)
    if found is None or twin.is_symlink():
        return None
    return None if now is not None and now.node == found.node else twin


def join_twin(log: Path, folder: Path) -> None:
    """Give the log its second name, in place of what stands there.

    It is tried only: there are file systems without such names.
    """
    twin, now = stamp(folder / TWIN), stamp(log)
    if now is None or (twin is not None and twin.node == now.node):
        return
    aside = folder / f".{TWIN}.tmp"
    with contextlib.suppress(OSError):
        aside.unlink(missing_ok=True)
        os.link(log, aside, follow_symlinks=False)
        os.replace(aside, folder / TWIN)
        flush_folder(folder)
