"""Which statements count for which party, in what order, and how they sound together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean

from analysis.comparison.context import Tellers, in_context, speaks
from analysis.comparison.words import words
from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    Document,
    Entry,
    Mark,
    PartyTone,
    Span,
    Statement,
    Voice,
    VoiceCount,
)

VOICE_RANK = {voice: rank for rank, voice in enumerate(Voice)}
"""The order of the enumeration is the order of weight: own words first, `about` last."""

CERTAINTY_RANK = {
    Certainty.ASSERTED: 0,
    Certainty.HEDGED: 1,
    Certainty.COUNTERFACTUAL: 2,
    Certainty.OPEN: 3,
}


def in_reading_order(documents: Iterable[Document]) -> list[Document]:
    """Return the documents newest first; the undated last; the same day by name."""
    by_name = sorted(documents, key=lambda document: (document.name, document.id))
    # A reversed sort keeps equal ones in their order, and no date sorts below every date.
    return sorted(by_name, key=lambda document: document.date, reverse=True)


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


def count(entries: Iterable[Entry]) -> VoiceCount:
    """Return how many of the entries are own, second-hand and reported."""
    voices = [entry.voice for entry in entries]
    own = sum(voice.is_own for voice in voices)
    second_hand = voices.count(Voice.SECOND_HAND)
    return VoiceCount(own, second_hand, len(voices) - own - second_hand)


def tone_of(entries: Iterable[Entry]) -> PartyTone | None:
    """Return the mean tone of the party's own statements; None where none of them has a tone."""
    scores = [
        entry.statement.tone.score
        for entry in entries
        if entry.voice.is_own and entry.statement.tone is not None
    ]
    if not scores:
        return None
    score = round(fmean(scores), 4)
    label = "neutral"
    if score >= words().positive_from:
        label = "positive"
    elif score <= words().negative_to:
        label = "negative"
    return PartyTone(score, label, len(scores))


def rank(entry: Entry) -> tuple[int, int]:
    """Return the weight of an entry, the lower the better: voice, then certainty.

    A stable sort keeps the reading order among equals: newest first, then earliest.
    """
    return (VOICE_RANK[entry.voice], CERTAINTY_RANK[entry.statement.certainty])
