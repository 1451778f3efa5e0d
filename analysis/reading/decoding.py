"""From bytes to text: which encoding, and what is no text at all.

The order is byte order mark, strict UTF-8, what the file itself declares, Windows-1252.
Statistical guessing is left out on purpose: on short articles it took Windows-1252 for code
pages of other alphabets.
"""

import codecs
import contextlib
import json

from analysis.characters import visible
from analysis.errors import ReadingError

MAX_BYTES = 10_000_000
"""Bytes of the largest document that is read: some three times a long novel."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_MAGIC = (
    (b"PK\x03\x04", "a zip archive (ODT and EPUB files are such archives)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)

# A few control characters are an accident of conversion or somebody's bad joke: an article all
# the same. One in twenty, or one in three of a very short file, is a binary file.
_MAX_CONTROLS = 0.05
_FEW_CONTROLS = 8
_MAX_CONTROLS_IF_FEW = 0.3
# UTF-16 of a European language has a NUL in nearly every second byte.
_MIN_NULS_OF_UTF16 = 0.4

_CONTROLS = dict.fromkeys([*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_SAVE_AS_TEXT = "Save the article as a text, PDF or Word (.docx) file and add that."


def decode(
    data: bytes, name: str, encoding: str | None, *, declared: str | None = None
) -> tuple[str, str]:
    """Return the text of `data` and the name of its encoding.

    `encoding` is what a person says, `declared` what the file says of itself.
    A byte order mark is left out of the text; the encoding then says so (`utf-8-sig`,
    `utf-16`, `utf-32`). Raises ReadingError, naming `name`, where there is no text to read.
    """
    if len(data) > MAX_BYTES:
        raise too_large(name, len(data))
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ReadingError(f"{name} is {what}, not text.", _SAVE_AS_TEXT)
    if encoding is None:
        text, used = _detected(data, name, declared)
    else:
        text, used = _named(data, name, encoding)
    if _is_json(text):
        raise ReadingError(f"{name} is JSON data, not an article's text.", _SAVE_AS_TEXT)
    _refuse_what_is_no_text(text, name)
    return text, used


def _is_json(text: str) -> bool:
    """Whether a text is data: one JSON object or list, or such lines."""
    first = text.strip()
    if not first.startswith(("{", "[")) or not first.endswith(("}", "]")):
        return False
    for part in (first, first.splitlines()[0]):
        with contextlib.suppress(ValueError, RecursionError):
            return isinstance(json.loads(part), (dict, list))
    return False


def too_large(name: str, size: int, most: int = MAX_BYTES) -> ReadingError:
    """Return the error for a document of `size` bytes, where `most` are read."""
    return ReadingError(
        f"{name} is too large: {size / 1e6:,.1f} MB; articles of up to "
        f"{most / 1e6:.0f} MB are read.",
        "Split it into one file an article.",
    )


def _detected(data: bytes, name: str, declared: str | None) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, name, encoding)
    bare = _bare_utf16(data)
    if bare:
        return _strict(data, name, bare)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        raise _binary(name)
    if declared is not None:
        with contextlib.suppress(ReadingError):
            return _named(data, name, declared)
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"{name} is neither UTF-8 nor Windows-1252 (byte {error.start + 1} fits neither).",
            "Name its encoding, for example --encoding latin-1.",
        ) from None


def _bare_utf16(data: bytes) -> str:
    """Return the encoding of UTF-16 text without a mark, or an empty string."""
    half = len(data) // 2
    if half < 2 or len(data) % 2:
        return ""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if odd / half > _MIN_NULS_OF_UTF16 and even / half < _MAX_CONTROLS:
        return "utf-16-le"
    if even / half > _MIN_NULS_OF_UTF16 and odd / half < _MAX_CONTROLS:
        return "utf-16-be"
    return ""


def _named(data: bytes, name: str, encoding: str) -> tuple[str, str]:
    try:
        known = codecs.lookup(encoding).name
        b"-".decode(known, "replace")  # refuses codecs that make no text, such as hex or zlib
    except (LookupError, ValueError):
        raise ReadingError(
            f"There is no text encoding called {encoding!r}.",
            "Common names are utf-8, cp1252, latin-1, utf-16, cp1251, shift_jis and gb18030.",
        ) from None
    # A mark that belongs to the declared encoding is no part of the text.
    if known == "utf-8" and data.startswith(codecs.BOM_UTF8):
        known = "utf-8-sig"
    return _strict(data, name, known)


def _strict(data: bytes, name: str, encoding: str) -> tuple[str, str]:
    try:
        text = data.decode(encoding)
        text.encode("utf-8")  # some codecs let lone surrogates through, which no file can hold
    except UnicodeError as error:
        # The codec's own words are for programmers; where it stumbled helps anybody.
        where = "it holds half characters"
        if isinstance(error, UnicodeDecodeError):
            where = f"byte {error.start + 1} does not fit"
        raise ReadingError(
            f"{name} is not {encoding}: {where}.",
            "Name its encoding with --encoding, or save the file as UTF-8.",
        ) from None
    return text, encoding


def _refuse_what_is_no_text(text: str, name: str) -> None:
    controls = len(text) - len(text.translate(_CONTROLS))
    most = _MAX_CONTROLS if controls > _FEW_CONTROLS else _MAX_CONTROLS_IF_FEW
    if controls > len(text) * most:
        raise _binary(name)
    if not visible(text).strip():
        raise ReadingError(f"{name} is empty.", "Nothing was added for it.")


def _binary(name: str) -> ReadingError:
    return ReadingError(f"{name} is a binary file, not text.", _SAVE_AS_TEXT)
