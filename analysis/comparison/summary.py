"""The one-line position of a party: words of its evidence and a closed list of connectives.

Every statement in it stands whole, with whose voice it is and with the words that hedge or
negate it, wherever in the sentence they stand.
"""

from collections.abc import Iterator, Mapping

from analysis.characters import one_line, quote_marks
from analysis.comparison.choice import Choice
from analysis.comparison.context import lead_in
from analysis.comparison.found import Found
from analysis.models import (
    Certainty,
    Document,
    Entry,
    Piece,
    Span,
    Voice,
)


class Summaries:
    """Makes the summary lines of one comparison."""

    def __init__(
        self,
        names: Mapping[str, str],
        documents: Mapping[str, Document],
        choice: Choice,
    ) -> None:
        self._names = names
        self._documents = documents
        self._choice = choice

    def of(self, entries: Found) -> tuple[Piece, ...]:
        """Return the line for a party's entries (in reading order); empty where it has none."""
        pieces: list[Piece] = []
        # Nobody gives it a word or an act of its own: others talk about it, no more.
        if entries.rows and not any(row.speaks for row in entries.rows):
            pieces += [Piece("No statement of its own"), Piece("; ")]
        before: list[str] = []
        for number, entry in enumerate(self._choice.of(entries)):
            if number:
                pieces.append(Piece("; "))
            voice = list(self._lead_in(entry))
            if [piece.text for piece in voice] != before:
                pieces += [*voice, Piece(": ")]
            before = [piece.text for piece in voice]
            pieces += self._quoted(entry)
        return tuple(pieces)

    def _cited(self, entry: Entry, span: Span) -> Piece:
        document, whole = entry.attribution.document, span == entry.statement.span
        text = self._documents[document].text
        return Piece(span.of(text), entry.statement.id, span, document, whole)

    def _lead_in(self, entry: Entry) -> Iterator[Piece]:
        """Whose words these are and how firm, up to the colon."""
        notes = []
        cue = lead_in(entry, self._documents[entry.attribution.document])
        if cue is not None:
            yield self._cited(entry, cue)
            if entry.voice is Voice.PARAPHRASED:
                notes.append("paraphrased")
        else:
            yield from self._voice(entry)
        if entry.statement.certainty is not Certainty.ASSERTED:
            notes.append(entry.statement.certainty.words)
        for number, note in enumerate(notes):
            yield Piece(", " if number else " (")
            yield Piece(note)
        if notes:
            yield Piece(")")

    def _voice(self, entry: Entry) -> Iterator[Piece]:
        if entry.told_by is None:
            yield Piece(entry.voice.value)
            return
        yield Piece("through" if entry.voice is Voice.SECOND_HAND else "reported by")
        yield Piece(" ")
        yield Piece(self._names[entry.told_by])

    def _quoted(self, entry: Entry) -> list[Piece]:
        """The whole statement in quotation marks, between the words outside that it needs."""
        place = entry.statement.span
        quote = self._cited(entry, place)
        before, after = quote_marks(one_line(quote.text))
        # The cue that the line leads in with is not said twice.
        said = lead_in(entry, self._documents[entry.attribution.document])
        around = [span for span in entry.around if span != said]
        pieces: list[Piece] = []
        for span in around:
            if span.start < place.start:
                pieces += [self._cited(entry, span), Piece(" ")]
        pieces += [Piece(before)] if before else []
        pieces += [quote, *([Piece(after)] if after else [])]
        for span in around:
            if span.start >= place.start:
                pieces += [Piece(" "), self._cited(entry, span)]
        return pieces
