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
    DOCX = "Word file"
    MAIL = "mail"


SUFFIXES = {
    ".txt": Form.TEXT,
    ".text": Form.TEXT,
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".html": Form.PAGE,
    ".htm": Form.PAGE,
    ".xhtml": Form.PAGE,
    ".pdf": Form.PDF,
    ".docx": Form.DOCX,
    ".eml": Form.MAIL,
    ".mht": Form.MAIL,
    ".mhtml": Form.MAIL,
}
"""What the ending of a file's name says about its form."""

APART = frozenset({Form.PAGE, Form.PDF, Form.DOCX, Form.MAIL})
"""The forms that are unpacked in a process of their own."""

PACKED = frozenset({Form.PDF, Form.DOCX})
"""Forms that say by their first bytes what they are: what does not is no such file."""

# Pages begin so, whatever encoding they are in; an article that speaks of them does not.
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)


# A mail begins with its head; an article that quotes one does not. Of these lines it has three.
_MAIL = re.compile(
    r"(?:From|To|Cc|Subject|Date|Sender|Reply-To|Return-Path|Delivered-To|Received|Message-ID|"
    r"MIME-Version|Content-Type|Content-Transfer-Encoding|DKIM-Signature|X-[\w-]+): ?\S"
)
_FIELD = re.compile(r"[!-9;-~]+:(?:\s|$)")
_MAIL_LINES = 3
_TRANSPORT = re.compile(r"^(?:MIME-Version|Message-ID|Received|Content-Type): ?\S", re.I | re.M)


def form_of(data: bytes, suffix: str = "") -> Form:
    """Return the form of a file that holds `data` and whose name ends in `suffix`."""
    if data[:_MAGIC].lstrip().startswith(b"%PDF-"):
        return Form.PDF
    named = SUFFIXES.get(suffix.lower(), Form.TEXT)
    if data.startswith(b"PK\x03\x04") and (named == Form.DOCX or b"word/document.xml" in data):
        return Form.DOCX
    beginning = beginning_of(data)
    if _PAGE.match(beginning):
        return Form.PAGE
    if _is_mail(beginning):
        return Form.MAIL
    return Form.TEXT if named in PACKED else named


def _is_mail(beginning: str) -> bool:
    """Whether a file begins with the head of a mail as programs pass it on (RFC 5322)."""
    head, blank, _ = re.sub(r"\r\n?", "\n", beginning.lstrip()).partition("\n\n")
    lines = [line for line in head.split("\n") if not line.startswith((" ", "\t"))]
    if not blank:
        lines = lines[:-1]  # the last one may go on
    known = sum(_MAIL.match(line) is not None for line in lines)
    return known >= _MAIL_LINES and all(map(_FIELD.match, lines)) and bool(_TRANSPORT.search(head))


def beginning_of(data: bytes) -> str:
    """Return the first characters as far as ASCII goes, in whatever encoding they are."""
    first = data[:_BEGINNING].replace(b"\0", b"").removeprefix(codecs.BOM_UTF8)
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        first = first.removeprefix(mark)
    return first.decode("latin-1")
