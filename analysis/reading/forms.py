"""Which form a file has, told by its first bytes and, where they leave it open, by its name."""

import codecs
import re
from enum import StrEnum

_BEGINNING = 4_000  # bytes
_MAGIC = 1_024  # bytes within which a PDF begins

MAX_PACKED = 50_000_000
"""Bytes of the largest file of a form that also holds pictures."""


class Form(StrEnum):
    """What a file is; the value is what errors call it."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    PAGE = "web page"
    PDF = "PDF"


SUFFIXES = {
    ".txt": Form.TEXT,
    ".text": Form.TEXT,
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".html": Form.PAGE,
    ".htm": Form.PAGE,
    ".xhtml": Form.PAGE,
    ".pdf": Form.PDF,
}
"""What the ending of a file's name says about its form."""

APART = frozenset({Form.PAGE, Form.PDF})
"""The forms that are unpacked in a process of their own."""

PACKED = frozenset({Form.PDF})
"""Forms that say by their first bytes what they are: what does not is no such file."""

# Pages begin so, whatever encoding they are in; an article that speaks of them does not.
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)


def form_of(data: bytes, suffix: str = "") -> Form:
    """Return the form of a file that holds `data` and whose name ends in `suffix`."""
    if data[:_MAGIC].lstrip().startswith(b"%PDF-"):
        return Form.PDF
    if _PAGE.match(beginning_of(data)):
        return Form.PAGE
    form = SUFFIXES.get(suffix.lower(), Form.TEXT)
    return Form.TEXT if form in PACKED else form


def beginning_of(data: bytes) -> str:
    """Return the first characters as far as ASCII goes, in whatever encoding they are."""
    first = data[:_BEGINNING].replace(b"\0", b"").removeprefix(codecs.BOM_UTF8)
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        first = first.removeprefix(mark)
    return first.decode("latin-1")
