"""VADER (Hutto and Gilbert 2014): its lexicon, and its score as it stands.

The only importer of vaderSentiment. The lexicon is what the tone model builds on; the score
is what `positions tone --plain` and `method = "plain"` in a dossier's `[tone]` show.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    SentimentIntensityAnalyzer,
    SentiText,
    normalize,
)

BOOSTERS: Mapping[str, float] = BOOSTER_DICT
"""What a word in front adds to the strength of another: "very" .293, "slightly" −.293."""

CUT = 0.05
"""From this score a text is positive, from its negative negative: VADER's usual cut-offs."""

_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5
_FLAT = 15**-0.5  # what VADER's normalisation makes of a small sum


class Heard(NamedTuple):
    """A word that VADER heard: where it stands in the text, and its valence after the rules."""

    start: int
    end: int
    valence: float


@cache
def base_lexicon() -> Mapping[str, float]:
    """Return VADER's own lexicon: word to weight, -4 to 4."""
    return dict(SentimentIntensityAnalyzer().lexicon)


class Plain:
    """Plain VADER; `overlay` changes words of its lexicon, as its authors propose."""

    def __init__(self, overlay: Mapping[str, float]) -> None:
        self._vader = SentimentIntensityAnalyzer()
        for word, weight in overlay.items():
            if weight:
                self._vader.lexicon[word.lower()] = float(weight)
            else:
                self._vader.lexicon.pop(word.lower(), None)

    def score(self, text: str) -> tuple[float, list[Heard]]:
        """Return VADER's compound score of `text` and the words' shares, which add up to it.

        Emphasis by punctuation, emojis and the normalisation are shared out in proportion. Where
        it heard none of the words (an emoji alone) there is nobody to share with.
        """
        compound = float(self._vader.polarity_scores(text)["compound"])
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
        heard = _placed(text, words, _but(words, weights))
        total = sum(h.valence for h in heard)
        share = compound / total if abs(total) > 1e-9 else _FLAT
        return compound, [Heard(h.start, h.end, h.valence * share) for h in heard]


def compressed(total: float) -> float:
    """Return a sum of valences as VADER presses it into -1 … 1."""
    return float(normalize(total))


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


def _placed(text: str, words: list[str], weights: list[float]) -> list[Heard]:
    found: list[Heard] = []
    at = 0
    for word, weight in zip(words, weights, strict=True):
        place = text.find(word, at)
        if place < 0:
            continue
        at = place + len(word)
        if weight:
            found.append(Heard(place, at, weight))
    return found
