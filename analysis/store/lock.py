"""The lock around decisions: held for milliseconds, freed by the system when its holder dies.

The system's own file locks, called directly: the package `filelock` wraps the same calls, and
importing it costs 80 ms of CPU (it brings asyncio and sqlite3), more than a whole decision.
"""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from analysis.errors import StoreError
from analysis.store.files import FILE_MODE, NO_FOLLOW, make_folder, not_saved

if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


PATIENCE = 5.0
"""Seconds to wait for another process; a decision takes hundredths of one."""

_PAUSE = 0.002
# Windows locks bytes, and nobody else may read them: a place behind the holder's number.
_FAR = 1 << 20


class LockedError(StoreError):
    """Another process is writing decisions, and goes on doing so."""

    def __init__(self, path: Path, holder: str, seconds: float) -> None:
        who = f"process {holder}" if holder else "another process"
        super().__init__(
            f"the decisions of {path.parent.parent} are locked: {who} has been writing them for "
            f"{seconds:g} seconds. Nothing was changed.",
            f"Wait for it or end it{f' (kill {holder})' if holder else ''}, then try again.",
        )
        self.holder = holder


@contextlib.contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock file `path`; the file stays, only the system's lock on it counts.

    Raises LockedError, with the number of the process that holds it, after `patience` seconds;
    StoreError where the lock file cannot be made.
    """
    make_folder(path.parent)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | NO_FOLLOW, FILE_MODE)
    except OSError as error:
        raise not_saved(path, error) from error
    try:
        _wait(handle, path, patience)
        # Only for the others' message; on a full disk it stays away.
        with contextlib.suppress(OSError):
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, b"%d\n" % os.getpid())
        yield
    finally:
        os.close(handle)


def _wait(handle: int, path: Path, patience: float) -> None:
    until = time.monotonic() + patience
    while not _try(handle):
        if time.monotonic() >= until:
            os.lseek(handle, 0, os.SEEK_SET)
            holder = os.read(handle, 32).strip().decode("ascii", "replace")
            raise LockedError(path, holder if holder.isdigit() else "", patience)
        time.sleep(_PAUSE)
