"""The cleaned view of a document, and the way back from each of its characters."""

import re

from analysis.characters import UNSAFE
from analysis.models import CleanView, Document, Span
from analysis.reading.lines import Outside, lines_of, merged, paragraph_spans

_SPECIAL = re.escape("".join(map(chr, sorted(UNSAFE | {0x0A, 0x0D}))))
# Each alternative takes a run of blanks whole: looking ahead from each blank would be quadratic.
_RUN = re.compile(
    rf"(?P<break>[ \t]*(?P<at>\r\n|\r|\n)[ \t]*)"
    rf"|(?P<plain>[^{_SPECIAL} \t]+(?:[ \t](?![ \t\r\n])[^{_SPECIAL} \t]+)*|[ \t]+)"
    rf"|[{_SPECIAL}]"
)
_BREAK = re.compile(r"\r\n|\r|\n")


def clean_view(document: Document) -> CleanView:
    """Return the text of `document` as it is analysed.

    It holds the running paragraphs without furniture and unsafe characters. A line feed in it
    always is the end of a paragraph (two at most follow each other); a line break within a
    paragraph, and an unsafe character that separates words, is one space. Offsets grow
    strictly, and every other character is the character of the text at its offset.
    """
    return view_of(document.text, document.furniture, document.paragraphs)


def view_of(text: str, furniture: tuple[Span, ...], paragraphs: tuple[Span, ...]) -> CleanView:
    """Return the cleaned view of `text` with these spans; no paragraphs: they are found."""
    furniture = merged(furniture)
    outside = Outside(furniture)
    pieces: list[str] = []
    offsets: list[int] = []
    end = -1
    for paragraph in paragraphs or paragraph_spans(text, lines_of(text), furniture):
        if end >= 0:
            for found in list(_BREAK.finditer(text, end, paragraph.start))[:2]:
                pieces.append("\n")
                offsets.append(found.end() - 1)
        for part in outside.of(paragraph.start, paragraph.end):
            _running(text, part, pieces, offsets)
        end = paragraph.end
    return CleanView("".join(pieces), tuple(offsets))


def _running(text: str, part: Span, pieces: list[str], offsets: list[int]) -> None:
    for match in _RUN.finditer(text, part.start, part.end):
        if match["plain"]:
            pieces.append(match["plain"])
            offsets.extend(range(match.start(), match.end()))
        elif match["break"] or match.group().isspace():
            pieces.append(" ")
            offsets.append(match.end("at") - 1 if match["break"] else match.start())
