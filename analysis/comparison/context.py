"""What a statement must not be shown without: the words around it, and who passes it on."""

from collections.abc import Container
from dataclasses import replace

from analysis.comparison.words import words
from analysis.models import Analysis, Attribution, Document, Entry, Span, Voice


def speaks(party: str, attribution: Attribution) -> bool:
    """Return whether `party` is the source, or one of a joint source."""
    return party == attribution.party or party in attribution.also


def usable_cue(entry: Entry, document: Document) -> tuple[Span, ...]:
    """Return the party's cue, where it stands outside the quote and makes sense by itself."""
    cue = entry.attribution.cue if speaks(entry.party, entry.attribution) else ()
    if not cue or any(span.overlaps(entry.statement.span) for span in cue):
        return ()
    said = " ".join(span.of(document.text) for span in cue).casefold().split()
    dangling = " ".join(said) in words().dangling_cues
    return () if dangling or len(said) > words().longest_cue else cue


def lead_in(entry: Entry, document: Document) -> Span | None:
    """Return the cue that leads in the party's own words: said, confirmed, denied.

    None where a negation stands outside the quote: "said" must not stand for "did not say".
    """
    cue = usable_cue(entry, document)
    place = entry.statement.span
    denied = any(not place.covers(negation) for negation in entry.statement.negations)
    return cue[0] if entry.voice.is_own and len(cue) == 1 and not denied else None


def _around(entry: Entry, document: Document) -> tuple[Span, ...]:
    """The spans outside the quote without which it would say something else.

    Markers of certainty, negations, and the party's cue ahead of what it is reported to want.
    """
    statement = entry.statement
    spans = {marker.span for marker in statement.markers} | set(statement.negations)
    # A second-hand cue ("let us know") speaks from inside another's words.
    if entry.voice is Voice.REPORTED or entry.voice.is_own:
        cue = usable_cue(entry, document)
        spans |= {span for span in cue if span.end <= statement.span.start}
    outside = {span for span in spans if not statement.span.covers(span)}
    outside.discard(lead_in(entry, document) or statement.span)
    return tuple(
        sorted(
            span
            for span in outside
            if not any(other != span and other.covers(span) for other in outside)
        )
    )


def _length(attribution: Attribution) -> int:
    return sum(span.end - span.start for span in attribution.content)


def _told_by(entry: Entry, analysis: Analysis, known: Container[str]) -> str | None:
    """The id of the other party of `known` in whose words this stands, or None."""
    attribution = entry.attribution
    if entry.voice not in (Voice.SECOND_HAND, Voice.REPORTED):
        return None
    if attribution.party is not None and not speaks(entry.party, attribution):
        return attribution.party if attribution.party in known else None
    around = [
        (other.id != attribution.nested_in, _length(other), other.id, other.party)
        for other in analysis.attributions
        if other.party is not None
        and other.party in known
        and other.party != entry.party
        and other.voice.is_own
        and (
            other.id == attribution.nested_in
            or any(span.covers(entry.statement.span) for span in other.content)
        )
    ]
    nearest = min(around, default=None)
    return nearest[3] if nearest else None


def in_context(
    entry: Entry, document: Document, analysis: Analysis, known: Container[str]
) -> Entry:
    """Return the entry with `around` and `told_by` filled; `known` are the ids of the parties."""
    return replace(
        entry,
        around=_around(entry, document),
        told_by=_told_by(entry, analysis, known),
    )
