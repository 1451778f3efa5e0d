"""A quote with its citation, as it is pasted into somebody's text."""

from collections.abc import Mapping

from analysis.characters import one_line, quote_marks
from analysis.models import Comparison, Document, Entry, Voice
from tui import words

CLIPBOARD = 50_000
"""Bytes that terminals are trusted to take at once: some stop at 74,994 characters of Base64."""


def citation(entry: Entry, comparison: Comparison) -> str:
    """Return the statement in quotation marks, whose it is, and its place in its article.

    The words are the article's; a paraphrase is called one, so that nobody quotes the party with
    the writer's words.
    """
    document = comparison.documents[entry.attribution.document]
    names = {view.party.id: view.party.name for view in comparison.parties}
    quote = one_line(entry.statement.span.of(document.text))
    before, after = quote_marks(quote)
    who = names.get(entry.party, entry.party)
    speaker = one_line(entry.attribution.speaker)
    if speaker and speaker.casefold() != who.casefold():
        who += f" ({speaker})"
    voice = "" if entry.voice is Voice.OWN else f", {entry.voice.value}"
    return f"{before}{quote}{after} — {who}{voice}. {source(document, entry)}"


def source(document: Document, entry: Entry) -> str:
    """Return title, outlet, date, paragraph, offsets and URL: what leads back to the place."""
    span = entry.statement.span
    place = f"¶{document.paragraph_of(span.start)}, characters {span.start}–{span.end}"
    title = f"“{document.title}”" if document.title else ""
    outlet = words.document_name(document) if document.outlet or not document.title else ""
    parts = (title, outlet, document.date, place, document.url)
    return one_line(", ".join(part for part in parts if part)) + "."


def too_long(text: str) -> bool:
    """Whether a terminal may cut the text when it is copied."""
    return len(text.encode("utf-8")) > CLIPBOARD


def takes_copies(environment: Mapping[str, str]) -> bool:
    """Return False where the terminal is known not to take copies (OSC 52)."""
    program, term = environment.get("TERM_PROGRAM"), environment.get("TERM")
    return program != "Apple_Terminal" and term != "linux"
