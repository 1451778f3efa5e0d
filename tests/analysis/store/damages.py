"""The ways in which files come to harm."""

from collections.abc import Callable


def _flipped(data: bytes) -> bytes:
    """One letter inside a text is another: still JSON, and still a word."""
    place = data.index(b"Microsoft") if b"Microsoft" in data else len(data) // 2
    return data[:place] + b"N" + data[place + 1 :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "null": lambda data: b"null",
    "list": lambda data: b"[]",
    "nothing": lambda data: b"{}",
    "BOM": lambda data: b"\xef\xbb\xbf" + data,
    "cut": lambda data: data[: len(data) // 2],
    "NUL": lambda data: data[: len(data) // 2] + bytes(len(data) - len(data) // 2),
    "all NUL": lambda data: bytes(len(data)),
    "flipped": _flipped,
    "not UTF-8": lambda data: b"\xff\xfe" + data,
    "nested": lambda data: b"[" * 100_000,
    "doubled": lambda data: data + data,
}
