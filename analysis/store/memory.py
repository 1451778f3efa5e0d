"""A cache of what was worked out from a dossier's files: to lose it costs nothing but time."""

import contextlib
import zlib
from pathlib import Path

from analysis.errors import StoreError
from analysis.store.files import read_whole, replace_quickly

_CHECKSUM = 4


def recall(path: Path) -> bytes:
    """Return what was remembered at `path`; nothing where there is none that can be believed."""
    try:
        data = read_whole(path)
    except OSError:
        return b""
    body = data[_CHECKSUM:]
    return body if data[:_CHECKSUM] == _checksum(body) else b""


def remember(path: Path, body: bytes) -> None:
    """Keep `body` at `path`; it is not waited for, and a failure costs only time later."""
    with contextlib.suppress(StoreError):
        replace_quickly(path, _checksum(body) + body)


def _checksum(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(_CHECKSUM, "big")
