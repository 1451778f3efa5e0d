"""What may not stand in a summary line: words that nobody wrote, or that say less than he did."""

from collections.abc import Iterator, Sequence

from analysis.comparison.context import denials
from analysis.comparison.words import words
from analysis.models import Certainty, Comparison, Entry, Piece, Span


def _allowed_spans(entry: Entry) -> set[Span]:
    """The whole statement, and the words around it that it may need."""
    statement = entry.statement
    return {
        statement.span,
        *entry.attribution.cue,
        *(marker.span for marker in statement.markers),
        *statement.negations,
    }


def _cited_fault(piece: Piece, entries: dict[str, Entry], comparison: Comparison) -> str | None:
    entry = entries.get(piece.statement or "")
    if entry is None or piece.span is None:
        return f"{piece.text!r} cites no statement of the party"
    if piece.span not in _allowed_spans(entry):
        return f"{piece.text!r} is neither a whole statement nor one of its cues and markers"
    document = comparison.documents[entry.attribution.document]
    if piece.text != piece.span.of(document.text):
        return f"{piece.text!r} does not stand at {tuple(piece.span)} of {document.name}"
    return None


def _lost_certainty(pieces: Sequence[Piece], entries: dict[str, Entry]) -> Iterator[str]:
    """Statements that are not asserted, in a line that does not say so."""
    spans = {piece.span for piece in pieces}
    texts = {piece.text for piece in pieces}
    for name in dict.fromkeys(piece.statement for piece in pieces if piece.statement):
        entry = entries.get(name)
        if entry is None or entry.statement.certainty is Certainty.ASSERTED:
            continue
        if entry.statement.certainty.words not in texts:
            yield f"nothing says that {entry.statement.quote!r} is {entry.statement.certainty}"
        for marker in entry.statement.markers:
            seen = any(span is not None and span.covers(marker.span) for span in spans)
            if not seen:
                yield f"the marker at {tuple(marker.span)} is left out"


def _lost_denial(
    pieces: Sequence[Piece], entries: dict[str, Entry], comparison: Comparison
) -> Iterator[str]:
    """Statements that were denied, in a line that leaves out who denies them."""
    spans = {piece.span for piece in pieces}
    for name in dict.fromkeys(piece.statement for piece in pieces if piece.statement):
        if entry := entries.get(name):
            document = comparison.documents[entry.attribution.document]
            for span in denials(entry.attribution, entry.statement, document):
                if not any(seen is not None and seen.covers(span) for seen in spans):
                    yield f"{span.of(document.text)!r} is left out"


def summary_faults(
    party: str, comparison: Comparison, pieces: Sequence[Piece] | None = None
) -> tuple[str, ...]:
    """Return what is wrong with a party's summary line; nothing where it is faithful.

    `pieces` is another line for it than that of `comparison`.

    A piece is a party's name, a connective of the closed list, or the exact words of a whole
    statement, its cue, its markers or its negations. What is not plainly asserted must say so,
    and a cue that denies must stand beside what it denies.
    """
    # The same words may stand in two attributions; a party has them once.
    entries = {entry.statement.id: entry for entry in comparison.view(party).entries}
    pieces = comparison.view(party).summary if pieces is None else pieces
    names = set(comparison.names.values())
    faults = []
    for piece in pieces:
        if piece.statement is None and piece.span is None:
            if piece.text not in words().connectives | names:
                faults.append(f"{piece.text!r} is neither a connective nor a party")
        elif fault := _cited_fault(piece, entries, comparison):
            faults.append(fault)
    lost = _lost_denial(pieces, entries, comparison)
    return (*faults, *_lost_certainty(pieces, entries), *lost)
