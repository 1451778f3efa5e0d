"""The running text of a Word file (DOCX): what its reader sees with all changes accepted.

A DOCX is a zip archive of XML. Only its text and its properties are unpacked, up to a size; no
entity is resolved and no link followed. Footnotes, comments, heads and feet stand in other parts
and are left out. Runs in a process of its own (`apart.py`), which alone imports this module.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from analysis.characters import one_line
from analysis.errors import ReadingError
from analysis.reading.extract import Extract

MAX_UNPACKED = 40_000_000
"""Bytes of XML: many times the longest novel."""

_TEXT = "word/document.xml"
_PROPERTIES = "docProps/core.xml"
# Deleted or moved away, drawn beside the text, or there a second time for older programs.
_PASSED_OVER = frozenset(("del", "moveFrom", "drawing", "pict", "Fallback", "object", "rPr", "pPr"))
_BREAKS = frozenset(("br", "cr"))


def read(data: bytes, name: str, encoding: str | None) -> Extract:
    """Return the running text of a DOCX. Raises ReadingError where it has none."""
    del encoding  # XML says it itself
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            text = _unpacked(archive, _TEXT, name)
            known = _PROPERTIES in archive.namelist()
            properties = _unpacked(archive, _PROPERTIES, name) if known else b""
        body = fromstring(text, forbid_dtd=True)
        facts = _facts(fromstring(properties, forbid_dtd=True)) if properties else {}
    except DefusedXmlException:
        raise ReadingError(
            f"{name} defines entities of its own, as no Word file does; it was not unpacked.",
            "Open it in a word processor, save it anew and add that.",
        ) from None
    except (zipfile.BadZipFile, KeyError, ParseError, EOFError, ValueError) as error:
        raise ReadingError(
            f"{name} is a damaged Word file ({one_line(str(error))[:100]}).",
            "Open it in a word processor, save it anew and add that.",
        ) from None
    paragraphs = tuple(_paragraphs(body))
    if not paragraphs:
        raise ReadingError(f"{name} is a Word file without text.", "Nothing was added for it.")
    return Extract(paragraphs, hints=facts)


def _unpacked(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """Return a part of the archive. Not what the archive says of its size counts."""
    with archive.open(part) as file:
        data = file.read(MAX_UNPACKED + 1)
    if len(data) > MAX_UNPACKED:
        raise ReadingError(
            f"{name} unfolds to more than {MAX_UNPACKED / 1e6:.0f} MB.",
            "Split it into one file an article.",
        )
    return data


def _tag(element: Any) -> str:
    """Return the local name: the same in both namespaces that the format has."""
    return str(element.tag).rpartition("}")[2]


def _paragraphs(body: Any) -> Iterator[str]:
    waiting = [body]
    while waiting:
        element = waiting.pop()
        tag = _tag(element)
        if tag == "p":
            yield from _lines(element)
        elif tag not in _PASSED_OVER:
            waiting += reversed(element)


def _lines(paragraph: Any) -> Iterator[str]:
    """Yield the lines of a paragraph, parted by forced breaks; those of a list with its mark."""
    mark = "- " if any(_tag(one) == "numPr" for one in paragraph.iter()) else ""
    for line in "".join(_pieces(paragraph)).split("\n"):
        words = one_line(line).strip()
        if words:
            yield mark + " ".join(words.split())
            mark = ""


def _pieces(paragraph: Any) -> Iterator[str]:
    waiting = [*reversed(paragraph)]
    while waiting:
        element = waiting.pop()
        tag = _tag(element)
        if tag == "t":
            yield element.text or ""
        elif tag in _BREAKS:
            yield "\n"
        elif tag == "tab":
            yield " "
        elif tag == "noBreakHyphen":
            yield "-"
        elif tag not in _PASSED_OVER and not (tag == "r" and _is_hidden(element)):
            waiting += reversed(element)


def _is_hidden(run: Any) -> bool:
    for properties in run:
        if _tag(properties) == "rPr":
            for one in properties:
                shown = [v for k, v in one.attrib.items() if k.endswith("val")]
                if _tag(one) == "vanish" and shown not in (["0"], ["false"]):
                    return True
    return False


def _facts(properties: Any) -> dict[str, str]:
    """Return title and author; the date in the properties is that of the file."""
    names = {"title": "title", "creator": "author"}
    found = {names[_tag(one)]: one.text or "" for one in properties if _tag(one) in names}
    # One word is what somebody calls herself on her machine.
    return {name: value for name, value in found.items() if " " in value.strip()}
