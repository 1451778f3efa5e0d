"""Which statements count for which party, and in what order."""

from collections.abc import Iterator, Mapping, Sequence

from analysis.comparison.context import Tellers, in_context, speaks
from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    Document,
    Entry,
    Mark,
    Span,
    Statement,
    Voice,
)

VOICE_RANK = {voice: rank for rank, voice in enumerate(Voice)}
"""The order of the enumeration is the order of weight: own words first, `about` last."""

CERTAINTY_RANK = {
    Certainty.ASSERTED: 0,
    Certainty.HEDGED: 1,
    Certainty.COUNTERFACTUAL: 2,
    Certainty.OPEN: 3,
}


def _voice(attribution: Attribution, part: Statement, party: str) -> Voice:
    """Whose words `part` is, seen from `party`.

    Where somebody else speaks, his own words are never the own words of those he talks about.
    """
    voice = attribution.voice_for(party, part)
    return Voice.REPORTED if voice.is_own and not speaks(party, attribution) else voice


def _of_attribution(
    attribution: Attribution, known: Mapping[str, object], marks: Mapping[str, Mark]
) -> Iterator[Entry]:
    for party in attribution.parties:
        if party in known:
            for part in sorted(attribution.parts, key=lambda part: (part.span, part.id)):
                voice = _voice(attribution, part, party)
                yield Entry(party, voice, part, attribution, mark=marks.get(part.id))


def _place(attribution: Attribution) -> tuple[int, int, str]:
    spans = [part.span for part in attribution.parts] or list(attribution.content)
    first = min(spans, default=(0, 0))
    return (first[0], first[1], attribution.id)


def entries_by_party(
    party_ids: Sequence[str],
    documents: Sequence[Document],
    analyses: Mapping[str, Analysis],
    marks: Mapping[str, Mark],
) -> dict[str, tuple[Entry, ...]]:
    """Return for each party what counts for it, in the order of `documents`, then of the text.

    The sentences of one attribution stay together. The same words of a document count once for
    a party, with the voice nearest to its own, however many attributions hold them.
    """
    found: dict[str, dict[tuple[str, Span], Entry]] = {party: {} for party in party_ids}
    for document in documents:
        analysis = analyses.get(document.id)
        if analysis is None:
            continue
        tellers = Tellers(analysis, found)
        for attribution in sorted(analysis.attributions, key=_place):
            for entry in _of_attribution(attribution, found, marks):
                place = (document.id, entry.statement.span)
                seen = found[entry.party].get(place)
                if seen is None or VOICE_RANK[entry.voice] < VOICE_RANK[seen.voice]:
                    found[entry.party][place] = in_context(entry, document, tellers)
    return {party: tuple(entries.values()) for party, entries in found.items()}


def entries_of(
    party: str,
    known: Sequence[str],
    document: Document,
    analysis: Analysis,
    marks: Mapping[str, Mark],
) -> tuple[Entry, ...]:
    """Return what counts for one of the `known` parties in one document, as `compare` has it."""
    return entries_by_party(known, [document], {document.id: analysis}, marks).get(party, ())


def entries_of_others(
    known: Sequence[str], document: Document, analysis: Analysis, marks: Mapping[str, Mark]
) -> Iterator[Entry]:
    """Yield what counts for none of the `known` parties: what somebody may have missed."""
    tellers = Tellers(analysis, known)
    for attribution in sorted(analysis.attributions, key=_place):
        if not set(attribution.parties) & set(known):
            for part in attribution.parts:
                entry = Entry("", part.voice, part, attribution, mark=marks.get(part.id))
                yield in_context(entry, document, tellers)
