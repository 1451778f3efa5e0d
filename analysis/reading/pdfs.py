"""The running text of a PDF: its lines by pdfminer.six, their order and paragraphs by `layout.py`.

Runs in a process of its own (`apart.py`), which alone imports this module.
"""

import logging
import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTContainer, LTTextLineHorizontal
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

from analysis.errors import ReadingError
from analysis.reading.extract import Extract
from analysis.reading.layout import Row, paragraphs_of

MAX_PAGES = 1_000
_END = 8_192  # bytes within which a whole file says that it ends
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_NAMELESS = re.compile(r"\(cid:\d+\)")
_MOST_NAMELESS = 0.1  # of the letters
# What programs call a file of which nobody told them the title.
_NO_TITLE = re.compile(
    r"(?i)^(?:microsoft word|untitled|powerpoint|slide 1\b)|\.\w{2,5}$|^[\W\d]*$"
)


def read(data: bytes, name: str, encoding: str | None) -> Extract:
    """Return the running text of a PDF. Raises ReadingError where it has none."""
    del encoding  # a PDF says of each letter which it is
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    if b"%%EOF" not in data[-_END:]:
        raise ReadingError(
            f"{name} is a damaged PDF: its end is missing.", "Download or save it again."
        )
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
    except PDFPasswordIncorrect:
        raise ReadingError(
            f"{name} is protected by a password.", "Save it without one and add that."
        ) from None
    pages = [*_pages(document, name)]
    paragraphs = tuple(paragraphs_of(pages))
    letters = sum(map(len, paragraphs))
    if not letters:
        raise ReadingError(
            f"{name} has no text in it: it may be a scan.",
            "Run text recognition (OCR) first, for example ocrmypdf, and add what comes of it.",
        )
    nameless = sum(len(found) for one in paragraphs for found in _NAMELESS.findall(one))
    if nameless > letters * _MOST_NAMELESS:
        raise ReadingError(
            f"{name} does not tell which letters it shows.",
            "Print it to a new PDF and run text recognition (OCR) on that.",
        )
    return Extract(paragraphs, hints=_hints(document))


def _pages(document: PDFDocument, name: str) -> Iterator[list[Row]]:
    resources = PDFResourceManager(caching=True)
    device = PDFPageAggregator(resources, laparams=LAParams(boxes_flow=None, all_texts=True))
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number >= MAX_PAGES:
            raise ReadingError(
                f"{name} has more than {MAX_PAGES:,} pages.", "Split it into one file an article."
            )
        interpreter.process_page(page)
        laid = device.get_result()
        yield [*_rows(laid, laid.height)]


def _rows(part: Any, height: float) -> Iterator[Row]:
    """Yield the lines of a page, the place measured from its top left corner."""
    for one in part:
        if isinstance(one, LTTextLineHorizontal):
            text = " ".join(one.get_text().translate(_LIGATURES).split())
            if text:
                yield Row(one.x0, height - one.y1, one.x1, height - one.y0, text, height)
        elif isinstance(one, LTContainer):
            yield from _rows(one, height)


def _hints(document: PDFDocument) -> dict[str, str]:
    """Return title and author that the file's properties name; their dates are the file's own."""
    found: dict[str, str] = {}
    for properties in document.info[:1]:
        for key in ("Title", "Author"):
            value = properties.get(key)
            words = decode_text(value) if isinstance(value, bytes) else ""
            if " " in words.strip() and not _NO_TITLE.search(words):
                found[key.lower()] = words
    return found
