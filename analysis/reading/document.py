"""A document from bytes: text, identity, metadata, furniture, paragraphs."""

import hashlib
import unicodedata

from msgspec.structs import replace

from analysis.characters import one_line
from analysis.errors import ReadingError
from analysis.models import Document, Span
from analysis.reading import apart
from analysis.reading.datelines import find_dateline
from analysis.reading.decoding import decode
from analysis.reading.extract import Extract
from analysis.reading.forms import APART, Form, form_of
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
    suffix: str = "",
) -> Document:
    """Return the document that `data` holds; `name` names it on screens.

    `where` is what errors call it (the path), by default the name; `suffix` is the ending of
    the file's name, for forms that the bytes do not tell. The text of Markdown and plain text is
    what the bytes say; that of other forms is their running text (`Extract.text`). Raises
    ReadingError where the bytes are too many, binary, empty, not in the encoding, furniture only,
    or take too much to unpack.
    """
    called = one_line(where or name)
    form = form_of(data, ".md" if markdown else suffix)
    if form in APART:
        found = apart.extract(form, data, called, encoding)
        document = _document(found.text, called, markdown=False, facts=found)
        used = found.encoding
    else:
        text, used = decode(data, called, encoding)
        document = _document(text, called, markdown=form == Form.MARKDOWN)
    return replace(
        document,
        sha256=hashlib.sha256(data).hexdigest(),
        name=one_line(name) or "document",
        encoding=used,
    )


def _document(text: str, called: str, *, markdown: bool, facts: Extract | None = None) -> Document:
    """Return the document of a text; `facts` has what the file says beside it."""
    rows = lines_of(text)
    head = read_head(rows, markdown=markdown)
    markup = find_markup(text, rows, head.body) if markdown else Markup()
    head.offer("title", title_of(text, markup))
    furniture = merged([*head.furniture, *markup.furniture])
    paragraphs = paragraph_spans(text, rows, furniture, markup.breaks, joined=markdown)
    if not paragraphs:
        raise ReadingError(f"{called} holds no running text.", "Nothing was added for it.")
    complete = _with_dateline(text, rows, furniture, paragraphs, head)
    if complete != furniture:
        paragraphs = paragraph_spans(text, rows, complete, markup.breaks, joined=markdown)
    fields = head.fields if facts is None else facts.hints | head.fields | facts.facts
    return Document(
        id=document_id(text),
        sha256="",
        name="",
        text=text,
        furniture=complete,
        paragraphs=paragraphs,
        **{name: one_line(value).strip() for name, value in fields.items()},
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
