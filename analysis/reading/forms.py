"""Which form a file has, told by its first bytes and, where they leave it open, by its name."""

import codecs
import re
from enum import StrEnum

_BEGINNING = 4_000  # bytes


class Form(StrEnum):
    """What a file is; the value is what errors call it."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    PAGE = "web page"


SUFFIXES = {
    ".txt": Form.TEXT,
    ".text": Form.TEXT,
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".html": Form.PAGE,
    ".htm": Form.PAGE,
    ".xhtml": Form.PAGE,
}
"""What the ending of a file's name says about its form."""

APART = frozenset({Form.PAGE})
"""The forms that are unpacked in a process of their own."""

# Pages begin so, whatever encoding they are in; an article that speaks of them does not.
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)


def form_of(data: bytes, suffix: str = "") -> Form:
    """Return the form of a file that holds `data` and whose name ends in `suffix`."""
    if _PAGE.match(beginning_of(data)):
        return Form.PAGE
    return SUFFIXES.get(suffix.lower(), Form.TEXT)


def beginning_of(data: bytes) -> str:
    """Return the first characters as far as ASCII goes, in whatever encoding they are."""
    first = data[:_BEGINNING].replace(b"\0", b"").removeprefix(codecs.BOM_UTF8)
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        first = first.removeprefix(mark)
    return first.decode("latin-1")
