"""Telling whoever waits for another process what she waits for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

NOTICED = 0.25
"""Seconds after which a wait is told."""

Tell = Callable[[str], None]

_tell: ContextVar[Tell | None] = ContextVar("tell", default=None)


@contextmanager
def waits_told(tell: Tell) -> Iterator[None]:
    """Call `tell` with a sentence when something done inside waits for another process.

    It is called in the thread that waits, once a wait, after `NOTICED` seconds.
    """
    before = _tell.set(tell)
    try:
        yield
    finally:
        _tell.reset(before)


def tell_wait(holder: str) -> None:
    """Say that process number `holder` (empty: unknown) is waited for, where anybody listens."""
    if (tell := _tell.get()) is not None:
        who = f"process {holder}" if holder else "another process"
        tell(f"Waiting: {who} is writing decisions …")
