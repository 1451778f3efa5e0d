"""A copy of the log of decisions for each day on which somebody decided, in `backups/`.

The log holds every decision, so a copy of it is a copy of all of them, also of those whose log
and files were deleted together. Compressed, a decision takes about a tenth of its size.
"""

import contextlib
import re
import zlib
from pathlib import Path
from typing import NamedTuple

from analysis.errors import StoreError
from analysis.store.files import read_whole, write_durably

KEPT = 14
"""How many days are kept; each holds all that the days before it do."""

_NAME = re.compile(r"decisions-(\d{4}-\d\d-\d\d)-(\d+)\.jsonl\.gz")


class Snapshot(NamedTuple):
    """A copy of the log: the day it was made on, and how many decisions it holds."""

    day: str
    events: int
    path: Path


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
        return gzip.decompress(read_whole(snapshot.path)).splitlines(keepends=True)
    except (OSError, EOFError, ValueError, zlib.error):
        return []
