"""What rows add up to: how many there are of each voice, how they sound together."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import fmean

from analysis.comparison.entries import VOICE_RANK
from analysis.comparison.rows import Row
from analysis.comparison.words import words
from analysis.models import PartyTone, Voice, VoiceCount
from analysis.models.lazy import Head


def in_reading_order(heads: Iterable[Head]) -> list[Head]:
    """Return the documents newest first; the undated last; the same day by name."""
    by_name = sorted(heads, key=lambda head: (head.name, head.id))
    # A reversed sort keeps equal ones in their order, and no date sorts below every date.
    return sorted(by_name, key=lambda head: head.date, reverse=True)


def count(rows: Sequence[Row]) -> VoiceCount:
    """Return how many of the rows are own, second-hand and reported."""
    return counted(Counter([row.voice for row in rows]))


def counted(voices: Mapping[int, int]) -> VoiceCount:
    """Return the same of how many there are of each voice (a place in `VOICES`)."""
    own = sum(voices.get(VOICE_RANK[voice], 0) for voice in Voice if voice.is_own)
    second_hand = voices.get(VOICE_RANK[Voice.SECOND_HAND], 0)
    return VoiceCount(own, second_hand, sum(voices.values()) - own - second_hand)


def tone_of(rows: Iterable[Row]) -> PartyTone | None:
    """Return the mean tone of the party's own statements; None where none of them has a tone."""
    tones = [row.tone for row in rows if row.tone is not None]
    if not tones:
        return None
    return mean_tone([score for score, _ in tones], {label for _, label in tones})


def mean_tone(scores: Sequence[float], labels: Collection[str]) -> PartyTone:
    """Return the mean of tones (not empty), of which `labels` are all that there are.

    Its label has to be that of one of them: several plain statements make no harsh one.
    """
    score = round(fmean(scores), 4)
    label = "neutral"
    if score >= words().positive_from:
        label = "positive"
    elif score <= words().negative_to:
        label = "negative"
    if label not in labels:
        label = "neutral"
    return PartyTone(score, label, len(scores))
