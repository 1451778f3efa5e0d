"""What a statement must not be shown without: the words around it, and who passes it on."""

import re
from collections.abc import Container

from msgspec.structs import replace

from analysis.comparison.intervals import Around
from analysis.comparison.turns import cut_short
from analysis.comparison.words import words
from analysis.models import (
    Analysis,
    Attribution,
    Document,
    Entry,
    LayerKind,
    Span,
    Statement,
    Voice,
)

_WORD = re.compile(r"\w+(?:['’]\w+)?")


def speaks(party: str, attribution: Attribution) -> bool:
    """Return whether `party` is the source, or one of a joint source."""
    return party == attribution.party or party in attribution.also


def usable_cue(entry: Entry, document: Document) -> tuple[Span, ...]:
    """Return the party's cue, where it stands outside the quote and makes sense by itself."""
    cue = entry.attribution.cue if speaks(entry.party, entry.attribution) else ()
    if not cue or any(span.overlaps(entry.statement.span) for span in cue):
        return ()
    said = " ".join(span.of(document.text) for span in cue).casefold().split()
    if not any(char.isalpha() for word in said for char in word):
        return ()  # a colon, a dash: no words to lead in with
    dangling = " ".join(said) in words().dangling_cues
    return () if dangling or len(said) > words().longest_cue else cue


def denials(attribution: Attribution, statement: Statement, document: Document) -> tuple[Span, ...]:
    """Return the cue outside the statement where it denies or negates: did not say, denied.

    Whoever speaks: without it the statement would say the contrary.
    """
    cue = " ".join(span.of(document.text) for span in attribution.cue).casefold()
    said = _WORD.findall(cue.replace("’", "'"))
    if not any(word in words().denials or word.endswith("n't") for word in said):
        return ()
    return tuple(span for span in attribution.cue if not statement.span.covers(span))


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

    Markers of certainty, negations, a cue that denies, and the party's cue ahead of what it is
    reported to want. The cue that leads in plainly ("said") is left out: nothing is lost with it.
    """
    statement = entry.statement
    spans = {marker.span for marker in statement.markers} | set(statement.negations)
    # A second-hand cue ("let us know") speaks from inside another's words.
    if entry.voice is Voice.REPORTED or entry.voice.is_own:
        cue = usable_cue(entry, document)
        spans |= {span for span in cue if span.end <= statement.span.start}
    outside = {span for span in spans if not statement.span.covers(span)}
    outside.discard(lead_in(entry, document) or statement.span)
    outside |= set(denials(entry.attribution, statement, document))
    return tuple(
        sorted(
            span
            for span in outside
            if not any(other != span and other.covers(span) for other in outside)
        )
    )


def _length(attribution: Attribution) -> int:
    return sum(span.end - span.start for span in attribution.content)


def _through(attribution: Attribution) -> str | None:
    """Return the party that has passed the words on: "X, quoting Y, said …"."""
    places = [layer.span for layer in attribution.chain[:-1] if layer.kind is LayerKind.PARTY]
    named = (r for r in attribution.resolutions[1:] if r.mention in places and r.party)
    return next((r.party for r in named if r.party not in attribution.about), None)


class Tellers:
    """Who passes on what in one document; `known` are the ids of the parties."""

    def __init__(self, analysis: Analysis, known: Container[str]) -> None:
        self._known = known
        self._by_id = {
            other.id: other
            for other in analysis.attributions
            if other.party is not None and other.party in known and other.voice.is_own
        }
        self._around = Around(
            (span, other) for other in self._by_id.values() for span in other.content
        )

    def of(self, entry: Entry) -> str | None:
        """Return the id of the other party in whose words this stands, or None."""
        attribution = entry.attribution
        if entry.voice not in (Voice.SECOND_HAND, Voice.REPORTED):
            return None
        if attribution.party is not None and not speaks(entry.party, attribution):
            return attribution.party if attribution.party in self._known else None
        through = _through(attribution)
        if through is not None and through != entry.party:
            return through if through in self._known else None
        outer = self._by_id.get(attribution.nested_in or "")
        if outer is not None and outer.party != entry.party:
            return outer.party
        others = (
            (_length(other), other.id, other.party)
            for other in self._around.of(entry.statement.span)
            if other.party != entry.party
        )
        nearest = min(others, default=None)
        return nearest[2] if nearest else None


def in_context(entry: Entry, document: Document, tellers: Tellers) -> Entry:
    """Return the entry with `around`, `told_by` and `cut` filled."""
    around = _around(entry, document)
    attribution = entry.attribution
    said_by = (*attribution.source, *attribution.cue)
    cut = cut_short(document, entry.statement.span, said_by)
    if cut is not None and any(span.covers(cut) for span in around):
        cut = None
    return replace(entry, around=around, told_by=tellers.of(entry), cut=cut)
