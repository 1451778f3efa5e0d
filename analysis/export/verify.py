"""An export checked against the documents: every quote sliced again from its text.

What this shows is that the quotes are words of the documents, and that each in a table or list is
the one of its footnote. Whose words they are, and all else, `sameness` holds against the dossier.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.errors import UsageError
from analysis.export.harmless import cell
from analysis.export.markdown import quoted
from analysis.export.sameness import format_of, read_rows
from analysis.export.structured import SCHEMA
from analysis.models import Checked, Document, Mismatch, SilenceReason, Span

_NOTE = re.compile(
    r"^\[\^(\d+)\]: .*\bcharacters (\d{1,9})–(\d{1,9}), text ([0-9a-f]{8,64}):$", re.MULTILINE
)
_DEFINITION = re.compile(r"^\[\^(\d+)\]:(.*)$", re.MULTILINE)
_REFERENCE = re.compile(r"(?<!\\)\[\^(\d+)\]")
_NOWHERE = Span(0, 0)
_NO_DOCUMENT = "(no document of this id)"


_SILENCES = frozenset(reason.value for reason in SilenceReason)

# Each quote that was looked at: what is wrong with it, or None.
_Looked = Iterator[Mismatch | None]


def verify_export(text: str, documents: Sequence[Document]) -> Checked:
    """Slice every quote of an export again from `documents`.

    `statement` of a mismatch is the statement's id, or the footnote's mark. UsageError for a
    text that is no such export, for then nothing would have been checked.
    """
    text = text.removeprefix("\ufeff")
    by_id = {document.id: document for document in documents}
    match format_of(text):
        case "json":
            looked = list(_json(text, by_id))
        case "csv":
            looked = list(_csv(text, by_id))
        case _:
            looked = list(_markdown(text, documents))
    found = [mismatch for mismatch in looked if mismatch is not None]
    unknown = dict.fromkeys(m.document for m in found if m.document and m.found == _NO_DOCUMENT)
    return Checked(len(looked), tuple(found), tuple(unknown))


def _no_export(why: str) -> UsageError:
    return UsageError(
        f"This is no export of positions: {why}.",
        "Make one with `positions export --format md`, `csv` or `json`.",
    )


def _slice(
    document: Document | None, name: str, statement: str, span: Span, expected: str
) -> Mismatch | None:
    if document is None:
        return Mismatch(name, statement, span, expected, _NO_DOCUMENT)
    found = _words(document, span)
    return None if found == expected else Mismatch(document.id, statement, span, expected, found)


def _words(document: Document, span: Span) -> str:
    """The words of a place; none where it is not wholly inside the text."""
    inside = 0 <= span.start < span.end <= len(document.text)
    return span.of(document.text) if inside else ""


# ---------------------------------------------------------------- JSON


def _json(text: str, documents: Mapping[str, Document]) -> _Looked:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _no_export(f"it is not JSON ({error})") from error
    if data.get("schema") != SCHEMA:
        raise _no_export(f"its schema is not {SCHEMA}")
    try:
        quotes = list(_json_quotes(data))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _no_export(f"a field is missing or of another kind ({error!r})") from error
    for name, statement, span, quote in quotes:
        yield _slice(documents.get(name), name, statement, span, quote)


def _json_quotes(data: dict[str, Any]) -> Iterator[tuple[str, str, Span, str]]:
    """Every quote with its document, statement and place: of the list and of the summaries."""
    homes = {}
    for item in data["statements"]:
        homes[item["id"]] = item["document"]
        yield item["document"], item["id"], _span(item["span"]), str(item["quote"])
    for framed in data.get("framing", ()):
        yield framed["document"], "", _span(framed["span"]), str(framed["quote"])
    for party in data["parties"]:
        for piece in party["summary"]:
            if piece.get("statement") is not None:
                home = homes.get(piece["statement"], "")
                yield home, piece["statement"], _span(piece["span"]), str(piece["text"])


def _span(pair: list[Any]) -> Span:
    start, end = pair
    return Span(int(start), int(end))


# ---------------------------------------------------------------- CSV


def _csv(text: str, documents: Mapping[str, Document]) -> _Looked:
    for number, row in enumerate(read_rows(text), 2):
        try:
            span = Span(int(row["start"]), int(row["end"]))
            name, quote = row["document_id"], row["quote"]
        except (KeyError, ValueError) as error:
            raise _no_export(f"row {number} lacks a column ({error!r})") from error
        document = documents.get(name)
        statement = row.get("statement_id", "")
        if document is not None and cell(_words(document, span)) == quote:
            yield None
        else:
            found = _NO_DOCUMENT if document is None else _words(document, span)
            yield Mismatch(name, statement, span, quote, found)


# ---------------------------------------------------------------- Markdown


def _markdown(text: str, documents: Sequence[Document]) -> _Looked:
    if not text.startswith("# ") or "\n## Sources" not in text:
        raise _no_export("it has no list of sources")
    body, sources = text.rsplit("\n## Sources", 1)
    quotes: dict[str, str] = {}
    lines = sources.splitlines()
    for number, line in enumerate(lines):
        definition = _DEFINITION.match(line)
        if definition is None:
            continue
        mark = f"[^{definition.group(1)}]"
        shown = lines[number + 1].strip() if number + 1 < len(lines) else ""
        quotes[mark] = shown
        yield _footnote(mark, line, shown, documents)
    yield from _references(body, quotes)


def _footnote(mark: str, line: str, shown: str, documents: Sequence[Document]) -> Mismatch | None:
    place = _NOTE.match(line)
    if place is None:
        return Mismatch("", mark, _NOWHERE, shown, "(the footnote names no place)")
    span, short = Span(int(place.group(2)), int(place.group(3))), place.group(4)
    named = [document for document in documents if document.id.startswith(short)]
    if len(named) != 1:
        return _slice(None, short, mark, span, shown)
    found = _words(named[0], span)
    if found and quoted(found) == shown:
        return None
    return Mismatch(named[0].id, mark, span, shown, found)


def _cells(body: str) -> Iterator[str]:
    """The cells of the tables without their headers and labels, and the items of lists.

    A `|` of a source is escaped.
    """
    inside = False
    for line in body.splitlines():
        if line.startswith("- "):
            yield line[2:]
        header, inside = not inside, line.startswith("|")
        if inside and not header:
            yield from line[2:].removesuffix(" |").split(" | ")[1:]


def _references(body: str, quotes: Mapping[str, str]) -> _Looked:
    """The quotes of the tables, each against the footnote behind it."""
    for shown_in in _cells(body):
        before = 0
        for reference in _REFERENCE.finditer(shown_in):
            shown = shown_in[before : reference.start()]
            before = reference.end()
            yield from _reference(reference.group(), shown, quotes)
        if _has_quote(shown_in[before:]):
            yield Mismatch("", "", _NOWHERE, shown_in[before:], "(a quote without a footnote)")


def _reference(mark: str, shown: str, quotes: Mapping[str, str]) -> _Looked:
    """What stands before a footnote's mark: its quote, whole and alone, or why there is none."""
    quote = quotes.get(mark)
    if quote is None:
        yield Mismatch("", mark, _NOWHERE, shown, "(no such footnote)")
    elif shown.strip() not in _SILENCES:
        before, found, after = shown.partition(quote)
        stands = found and not _has_quote(before) and not _has_quote(after)
        yield None if stands else Mismatch("", mark, _NOWHERE, shown, quote)


def _has_quote(text: str) -> bool:
    return any(mark in text for mark in '“”"')
