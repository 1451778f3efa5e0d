"""The lock around decisions: held for milliseconds, freed by the system when its holder dies.

Whoever waits for it stands in line: the first holds a second lock, `lock.turn`, and who comes back
has to get that one before. So a process that decides without a break cannot take the lock again
ahead of another one that waits, however rarely a busy machine lets that one look.

The system's own file locks, called directly: the package `filelock` wraps the same calls, and
importing it costs 80 ms of CPU (it brings asyncio and sqlite3), more than a whole decision.
"""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from analysis import waiting
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


PATIENCE = 10.0
"""Seconds that another process may hold the lock; a decision takes hundredths of one, but
has to wait for the disk, and a busy one was seen to keep a process for five."""

_PAUSE = 0.002
_TURN = ".turn"
_DIGITS = 20  # always as many: a file that is cut first is seen empty, and some disks flush it
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

    Raises LockedError, with the number of the process that holds it, when that one has not let
    go of it for `patience` seconds;
    StoreError where the lock file cannot be made.
    """
    make_folder(path.parent)
    handle = _opened(path)
    try:
        turn = _opened(path.with_name(path.name + _TURN))
        try:
            _wait(turn, handle, path, patience)
        finally:
            os.close(turn)
        # Only for the others' message; on a full disk it stays away.
        with contextlib.suppress(OSError):
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, b"%-*d\n" % (_DIGITS, os.getpid()))
        yield
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | NO_FOLLOW, FILE_MODE)
    except OSError as error:
        raise not_saved(path, error) from error


def _wait(turn: int, handle: int, path: Path, patience: float) -> None:
    """Take the lock `handle` at `path`, and the place in line before it.

    Patience is with who holds it: it begins anew whenever somebody else has got the lock. Who is
    in line and was stopped there (Ctrl-Z) holds nobody up for longer.
    """
    first = told = False
    begun = time.monotonic()
    seen, until = _last_taken(handle), time.monotonic() + patience
    while True:
        first = first or _try(turn)
        late = time.monotonic() >= until
        if (first or late) and _try(handle):
            return
        if not told and time.monotonic() >= begun + waiting.NOTICED:
            told = True
            waiting.tell_wait(_holder(handle))
        if (last := _last_taken(handle)) != seen:
            seen, until = last, time.monotonic() + patience
        elif late:
            raise LockedError(path, _holder(handle), patience)
        time.sleep(_PAUSE)


def _holder(handle: int) -> str:
    """The number of the process that got the lock last, as it wrote it down; empty: unknown."""
    os.lseek(handle, 0, os.SEEK_SET)
    holder = os.read(handle, 32).strip().decode("ascii", "replace")
    return holder if holder.isdigit() else ""


def _last_taken(handle: int) -> int:
    """When somebody last wrote a number into the lock, which everybody does who gets it."""
    return os.fstat(handle).st_mtime_ns
