"""A document from bytes: text, identity, metadata, furniture, paragraphs."""

import hashlib
import unicodedata

from analysis.characters import one_line
from analysis.errors import ReadingError
from analysis.models import Document, Span
from analysis.reading.datelines import find_dateline
from analysis.reading.decoding import decode
from analysis.reading.head import Head, read_head
from analysis.reading.lines import Line, lines_of, merged, paragraph_spans
from analysis.reading.markdown import Markup, find_markup, title_of
from analysis.reading.view import view_of

# A headline, a line below it and a summary may come before the paragraph with the dateline.
_DATELINE_WITHIN = 4
_DATELINE_LENGTH = 300


def read_bytes(
    data: bytes,
    name: str,
    *,
    where: str = "",
    encoding: str | None = None,
    markdown: bool = False,
) -> Document:
    """Return the document that `data` holds; `name` names it on screens.

    `where` is what errors call it (the path), by default the name. Raises ReadingError where
    the bytes are too many, binary, empty, not in the encoding, or furniture only.
    """
    text, used = decode(data, one_line(where or name), encoding)
    rows = lines_of(text)
    head = read_head(rows, markdown=markdown)
    markup = find_markup(text, rows, head.body) if markdown else Markup()
    head.offer("title", title_of(text, markup))
    furniture = merged([*head.furniture, *markup.furniture])
    paragraphs = paragraph_spans(text, rows, furniture, markup.breaks, joined=markdown)
    if not paragraphs:
        raise ReadingError(
            f"{one_line(where or name)} holds no running text.", "Nothing was added for it."
        )
    complete = _with_dateline(text, rows, furniture, paragraphs, head)
    if complete != furniture:
        paragraphs = paragraph_spans(text, rows, complete, markup.breaks, joined=markdown)
    return Document(
        id=document_id(text),
        sha256=hashlib.sha256(data).hexdigest(),
        name=one_line(name) or "document",
        text=text,
        encoding=used,
        furniture=complete,
        paragraphs=paragraphs,
        **head.fields,
    )


def document_id(text: str) -> str:
    """Return the identity of a text: the SHA-256 of its NFC form with LF line ends."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()


def _with_dateline(
    text: str,
    rows: list[Line],
    furniture: tuple[Span, ...],
    paragraphs: tuple[Span, ...],
    head: Head,
) -> tuple[Span, ...]:
    """Return `furniture` with the dateline of one of the first paragraphs, if there is one."""
    for paragraph in paragraphs[:_DATELINE_WITHIN]:
        start = Span(paragraph.start, min(paragraph.end, paragraph.start + _DATELINE_LENGTH))
        view = view_of(text, furniture, (start,))
        found = find_dateline(view.text)
        if found is None or found.end >= len(view.text):
            continue
        head.offer("date", found.date)
        head.offer("outlet", found.outlet)
        line = max(row.start for row in rows if row.start <= paragraph.start)
        return merged([*furniture, Span(line, view.offsets[found.end])])
    return furniture
