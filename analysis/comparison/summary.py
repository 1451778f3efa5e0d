"""The one-line position of a party: words of its evidence and a closed list of connectives.

Every statement in it stands whole, with whose voice it is and with the words that hedge or
negate it, wherever in the sentence they stand.
"""

from collections.abc import Iterator, Mapping, Sequence

from analysis.comparison.choice import Choice
from analysis.comparison.words import words
from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    Document,
    Entry,
    Piece,
    Position,
    Settings,
    Span,
    Voice,
)

CERTAINTY_WORDS = {
    Certainty.HEDGED: "hedged",
    Certainty.OPEN: "open question",
    Certainty.COUNTERFACTUAL: "counterfactual",
}
"""What a line calls each certainty; nothing for what is plainly asserted."""

_MARKS = ("“", '"')


class Summaries:
    """Makes the summary lines of one comparison."""

    def __init__(
        self,
        settings: Settings,
        documents: Mapping[str, Document],
        analyses: Mapping[str, Analysis],
        positions: Mapping[tuple[str, str], Position],
    ) -> None:
        self._names = {party.id: party.name for party in settings.parties}
        self._documents = documents
        self._analyses = analyses
        self._choice = Choice(analyses, positions)

    def of(self, entries: Sequence[Entry]) -> tuple[Piece, ...]:
        """Return the line for a party's entries (in reading order); empty where it has none."""
        pieces: list[Piece] = []
        # Nobody gives it a word or an act of its own: others talk about it, no more.
        if entries and not any(_speaks(entry) for entry in entries):
            pieces += [Piece("No statement of its own"), Piece("; ")]
        before: list[str] = []
        for number, entry in enumerate(self._choice.of(entries)):
            if number:
                pieces.append(Piece("; "))
            lead_in = list(self._lead_in(entry))
            if [piece.text for piece in lead_in] != before:
                pieces += [*lead_in, Piece(": ")]
            before = [piece.text for piece in lead_in]
            pieces += self._quoted(entry)
        return tuple(pieces)

    def _cited(self, entry: Entry, span: Span) -> Piece:
        text = self._documents[entry.attribution.document].text
        return Piece(span.of(text), entry.statement.id, span)

    def _lead_in(self, entry: Entry) -> Iterator[Piece]:
        """Whose words these are and how firm, up to the colon."""
        notes = []
        cue = self._own_cue(entry)
        if cue is not None:
            yield self._cited(entry, cue)
            if entry.voice is Voice.PARAPHRASED:
                notes.append("paraphrased")
        else:
            yield from self._voice(entry)
        if entry.statement.certainty in CERTAINTY_WORDS:
            notes.append(CERTAINTY_WORDS[entry.statement.certainty])
        for number, note in enumerate(notes):
            yield Piece(", " if number else " (")
            yield Piece(note)
        if notes:
            yield Piece(")")

    def _cue(self, entry: Entry) -> tuple[Span, ...]:
        """The party's cue, where it stands outside the quote and makes sense by itself."""
        cue = entry.attribution.cue if _speaks(entry) else ()
        if not cue or any(span.overlaps(entry.statement.span) for span in cue):
            return ()
        text = self._documents[entry.attribution.document].text
        said = " ".join(span.of(text) for span in cue).casefold().split()
        dangling = " ".join(said) in words().dangling_cues
        return () if dangling or len(said) > words().longest_cue else cue

    def _own_cue(self, entry: Entry) -> Span | None:
        """The cue that leads in the party's own words: said, confirmed, denied.

        Not where a negation stands outside the quote: "said" must not stand for "did not say".
        """
        cue = self._cue(entry)
        place = entry.statement.span
        denied = any(not place.covers(negation) for negation in entry.statement.negations)
        return cue[0] if entry.voice.is_own and len(cue) == 1 and not denied else None

    def _needed_outside(self, entry: Entry) -> list[Span]:
        """The spans outside the quote without which it would say something else."""
        statement = entry.statement
        spans = {marker.span for marker in statement.markers} | set(statement.negations)
        if entry.voice is not Voice.SECOND_HAND:  # its cue speaks from inside another's words
            ahead = [span for span in self._cue(entry) if span.end <= statement.span.start]
            spans |= set(ahead if entry.voice is Voice.REPORTED or entry.voice.is_own else ())
        own_cue = self._own_cue(entry)
        outside = {span for span in spans if not statement.span.covers(span) and span != own_cue}
        return sorted(
            span
            for span in outside
            if not any(other != span and other.covers(span) for other in outside)
        )

    def _voice(self, entry: Entry) -> Iterator[Piece]:
        teller = self._teller(entry)
        if teller is None or entry.voice not in (Voice.SECOND_HAND, Voice.REPORTED):
            yield Piece(entry.voice.value)
            return
        yield Piece("through" if entry.voice is Voice.SECOND_HAND else "reported by")
        yield Piece(" ")
        yield Piece(teller)

    def _teller(self, entry: Entry) -> str | None:
        """The name of the other party that tells this, where there is one."""
        attribution = entry.attribution
        if attribution.party is not None and not _speaks(entry):
            return self._names.get(attribution.party)
        around = [
            (other.id != attribution.nested_in, _length(other), other.id, other.party)
            for other in self._analyses[attribution.document].attributions
            if other.party in self._names
            and other.party != entry.party
            and other.voice.is_own
            and (
                other.id == attribution.nested_in
                or any(span.covers(entry.statement.span) for span in other.content)
            )
        ]
        nearest = min(around, default=None)
        return self._names[nearest[3] or ""] if nearest else None

    def _quoted(self, entry: Entry) -> list[Piece]:
        """The whole statement in quotation marks, between the words outside that it needs."""
        place = entry.statement.span
        spans = self._needed_outside(entry)
        quote = self._cited(entry, place)
        marked = [quote]
        if not quote.text.startswith(_MARKS):
            marked = [Piece("“"), quote, Piece("”")]
        pieces: list[Piece] = []
        for span in spans:
            if span.start < place.start:
                pieces += [self._cited(entry, span), Piece(" ")]
        pieces += marked
        for span in spans:
            if span.start >= place.start:
                pieces += [Piece(" "), self._cited(entry, span)]
        return pieces


def _speaks(entry: Entry) -> bool:
    return entry.party == entry.attribution.party or entry.party in entry.attribution.also


def _length(attribution: Attribution) -> int:
    return sum(span.end - span.start for span in attribution.content)
