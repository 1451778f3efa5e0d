"""A cache of what was worked out from a dossier's files: to lose it costs nothing but time."""

import contextlib
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis.errors import StoreError
from analysis.store.files import read_whole, replace_quickly

_CHECKSUM = 4  # bytes, the last of the file
_AT_ONCE = 1 << 20  # bytes that are written at once


def recall(path: Path) -> memoryview:
    """Return what was remembered at `path`; nothing where there is none that can be believed."""
    try:
        data = memoryview(read_whole(path))
    except OSError:
        return memoryview(b"")
    body = data[:-_CHECKSUM]
    return body if data[-_CHECKSUM:] == _bytes(zlib.crc32(body)) else body[:0]


def remember(path: Path, pieces: Iterable[bytes | memoryview]) -> None:
    """Keep `pieces` at `path`, one after the other; they are never in memory all at once.

    It is not waited for, and a failure costs only time later.
    """
    with contextlib.suppress(StoreError):
        replace_quickly(path, _checked(pieces))


def _checked(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    """Yield the same bytes, more of them at a time, and at last their checksum."""
    checksum, waiting = 0, bytearray()
    for piece in pieces:
        checksum = zlib.crc32(piece, checksum)
        waiting += piece
        if len(waiting) >= _AT_ONCE:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting) + _bytes(checksum)


def _bytes(checksum: int) -> bytes:
    return checksum.to_bytes(_CHECKSUM, "big")
