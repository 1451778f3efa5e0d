"""A disk that fails, or a process that dies, at the n-th thing that it is asked to do.

Counted are the calls by which anything gets onto a disk: writes, flushes, renames, links, cuts.
"""

import contextlib
import errno
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

CALLS = ("write", "fsync", "replace", "rename", "link", "ftruncate", "mkdir", "unlink")
NEEDS_ROOM = ("write", "mkdir", "link")


@dataclass
class Counter:
    """How many calls there were, and whether the one was among them."""

    calls: int = 0
    struck: bool = False


@contextlib.contextmanager
def _patched(
    calls: tuple[str, ...], strike: Callable[[str, Counter, Any], None]
) -> Iterator[Counter]:
    counter = Counter()
    real = {name: getattr(os, name) for name in calls}

    def wrapped(name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            counter.calls += 1
            strike(name, counter, args)
            return real[name](*args, **kwargs)

        return call

    try:
        for name in calls:
            setattr(os, name, wrapped(name))
        yield counter
    finally:
        for name, function in real.items():
            setattr(os, name, function)


@contextlib.contextmanager
def failing(nth: int, *, for_good: bool = False, code: int = errno.ENOSPC) -> Iterator[Counter]:
    """Fail at the n-th call (from 1); `for_good`: so does all that needs room from then on.

    A file that is deleted gives its room back, so that the disk works again.
    """
    calls = (*NEEDS_ROOM, "fsync", "replace")
    state = {"full": False}

    def strike(name: str, counter: Counter, args: Any) -> None:
        if name == "unlink":
            if str(args[0]).endswith("reserve"):
                state["full"] = False
            counter.calls -= 1
            return
        if counter.calls == nth:
            counter.struck = True
            state["full"] = for_good
            raise OSError(code, os.strerror(code))
        if state["full"] and name in NEEDS_ROOM:
            raise OSError(code, os.strerror(code))

    with _patched((*calls, "unlink"), strike) as counter:
        yield counter


@contextlib.contextmanager
def dying(nth: int) -> Iterator[Counter]:
    """Kill this process at the n-th call (from 1); a write is done by half before."""
    write = os.write

    def strike(name: str, counter: Counter, args: Any) -> None:
        if counter.calls == nth:
            if name == "write":
                write(args[0], bytes(args[1])[: len(args[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)

    with _patched(CALLS, strike) as counter:
        yield counter
