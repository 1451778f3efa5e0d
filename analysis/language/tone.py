"""How a party's own words sound, and which words make it so.

The rules and the lexicon are VADER's (Hutto and Gilbert 2014), the lexicon corrected for news
by a versioned overlay (`data/tone.toml`) and by the dossier's own. Each word's share is what
VADER's rules (negation, degree, "but") leave of its weight; the score is their sum, normalised
to -1 … 1 as VADER does, with its usual cut-offs at ±0.05. Emphasis by punctuation is left out,
so that the words shown add up to the score shown.

Limits: a lexicon knows no stance and no irony; "combatting disinformation" sounds negative.
"""

from collections.abc import Mapping, Sequence

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    SentimentIntensityAnalyzer,
    SentiText,
    normalize,
)

from analysis.language import lexicon
from analysis.models import Span, Tone, ToneWord

_CUT = 0.05
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5


class ToneScorer:
    """Scores stretches of text; one for each overlay."""

    def __init__(self, overlay: Mapping[str, float]) -> None:
        self._vader = SentimentIntensityAnalyzer()
        weights: dict[str, float] = {**lexicon.load("tone")["weights"], **overlay}
        for word, weight in weights.items():
            if weight:
                self._vader.lexicon[word.lower()] = float(weight)
            else:
                self._vader.lexicon.pop(word.lower(), None)

    def score(self, text: str, start: int, names: Sequence[Span] = ()) -> Tone:
        """Return the tone of `text`, which stands at `start`; it is 0 where no word carries any.

        What stands in `names` carries none: a trust called Trust is not for that a good one.
        """
        senti = SentiText(text)
        words: list[str] = senti.words_and_emoticons
        weights: list[float] = []
        for i, word in enumerate(words):
            lower = word.lower()
            hedge = lower == "kind" and i + 1 < len(words) and words[i + 1].lower() == "of"
            if lower in BOOSTER_DICT or hedge:
                weights.append(0)
            else:
                self._vader.sentiment_valence(0, senti, word, i, weights)
        weights = _but(words, weights)
        places = _places(text, start, words)
        for i, place in enumerate(places):
            if place is None or any(place.overlaps(name) for name in names):
                weights[i] = 0
        score = round(float(normalize(sum(weights))), 4)
        found = tuple(
            ToneWord(place.start, place.end, round(float(weight), 3))
            for place, weight in zip(places, weights, strict=True)
            if place is not None and weight
        )
        return Tone(score, label_of(score), found)


def label_of(score: float) -> str:
    """Return `positive`, `neutral` or `negative`, by VADER's cut-offs."""
    return "positive" if score >= _CUT else "negative" if score <= -_CUT else "neutral"


def _but(words: list[str], weights: list[float]) -> list[float]:
    """Weigh what follows "but" more than what precedes it, as VADER does."""
    lower = [w.lower() for w in words]
    if "but" not in lower:
        return weights
    turn = lower.index("but")
    factors = [
        _BEFORE_BUT if i < turn else 1.0 if i == turn else _AFTER_BUT for i in range(len(words))
    ]
    return [w * f for w, f in zip(weights, factors, strict=True)]


def _places(text: str, start: int, words: list[str]) -> list[Span | None]:
    """Return where each word stands; None for one that is not in the text as it is."""
    found: list[Span | None] = []
    at = 0
    for word in words:
        place = text.find(word, at)
        if place < 0:
            found.append(None)
            continue
        at = place + len(word)
        found.append(Span(start + place, start + at))
    return found
