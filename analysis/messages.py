"""Messages between two processes over pipes: each after its length in four bytes."""

import struct
from collections.abc import Callable
from typing import IO

_LENGTH = struct.Struct(">I")


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write one message. OSError or ValueError where the other side is gone."""
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def receive(read: Callable[[int], bytes]) -> bytes:
    """Return the next message, nothing where the other side is gone.

    `read` gives as many bytes as it is asked for, fewer only at the end.
    """
    head = read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return b""
    (length,) = _LENGTH.unpack(head)
    return read(length)
