"""How words sound, towards a target or by themselves, and which of them make it so.

A linear model over `tone_features`: what each feature adds goes to the words that it was read
from, so that a score is the sum of its words' shares. Two sums decide: `sign`, of words alone,
speaks for positive and against negative; `plain` speaks for neutral. The score is the probability
of positive less that of negative. Where no word speaks, or the likeliest label is not likely
enough, there is no tone, with the reason.

What it was trained on, how good it is and what it is not: docs/tone-model-card.md.
"""

import gzip
import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
from spacy.tokens import Doc

from analysis.language import lexicon, tree
from analysis.language.tone_features import NO_SIGN, Feature, read
from analysis.language.vader import CUT, Plain
from analysis.language.valence import Columns, Lexicon, Valences, part_of, read_columns
from analysis.models import Span, Tone, ToneWord

LABELS = ("negative", "neutral", "positive")
NO_WORD = "no word that carries tone"
UNSURE = "unsure"
_DIGITS = 4
_LEAST = 0.05
"""What a word has to add to be heard at all, in log-odds: less is noise, and would be shown."""
_OWN_SIGN, _OWN_PLAIN = 0.6, -0.4
"""What a word of the dossier's own overlay adds to the two sums, by its weight."""


class Weights(msgspec.Struct, frozen=True):
    """One model: for each feature what it adds to `sign` and to `plain`, in hundredths."""

    bias: float
    """What is added to `plain` whatever is read."""
    features: dict[str, tuple[int, int]]


class Models(msgspec.Struct, frozen=True):
    """Both models, as the package keeps them."""

    version: str
    target: Weights
    whole: Weights


class Heard(NamedTuple):
    """What was heard, whether or not it is sure enough to be called a tone."""

    tone: Tone
    """Its words' weights add up to its score."""
    probability: float
    """That the label is right, by the model's own account."""
    missing: str
    """Why it is no tone; empty where it is one."""


@cache
def load_models() -> Models:
    """Return the models of the package."""
    return read_models((files("analysis.language") / "data" / "tone-weights.json.gz").read_bytes())


def read_models(data: bytes) -> Models:
    """Return models from the bytes of their file."""
    return msgspec.json.decode(gzip.decompress(data), type=Models)


class ToneScorer:
    """Hears tone with one dossier's overlay; `plain`: VADER as it stands, with that overlay."""

    def __init__(
        self,
        overlay: Mapping[str, float] | None = None,
        *,
        plain: bool = False,
        models: Models | None = None,
    ) -> None:
        overlay = {word.lower(): weight for word, weight in (overlay or {}).items()}
        self._plain = Plain(overlay) if plain else None
        self.lexicon = Lexicon(overlay)
        self._models = models
        self._sure: dict[str, float] = lexicon.load("tone")["sure"]

    @property
    def is_plain(self) -> bool:
        """Whether it hears as plain VADER does."""
        return self._plain is not None

    def of(self, doc: Doc, columns: Columns, span: Span) -> Heard:
        """Return how the words of `span` sound by themselves."""
        if self._plain is not None:
            return self._by_vader(span.of(tree.text_of(doc)), span.start)
        first = bisect_right(columns.end, span.start)
        last = bisect_left(columns.start, span.end)
        c = part_of(columns, first, last)
        return self._heard(c, (), (self._models or load_models()).whole, self._sure["whole"])

    def towards(self, doc: Doc, target: Span) -> Heard:
        """Return how `doc`, all of it, sounds towards what stands at `target`."""
        if self._plain is not None:
            return self._by_vader(tree.text_of(doc), 0)
        columns = read_columns(doc)
        first = bisect_right(columns.end, target.start)
        last = max(first + 1, bisect_left(columns.start, target.end))
        tokens = range(first, min(last, len(doc)))
        return self._heard(
            columns, tokens, (self._models or load_models()).target, self._sure["target"]
        )

    def plain(self, text: str) -> Heard:
        """Return how plain VADER hears a text that was not parsed."""
        return self._by_vader(text, 0)

    def _by_vader(self, text: str, start: int) -> Heard:
        assert self._plain is not None
        score, heard = self._plain.score(text)
        shares = [(Span(start + h.start, start + h.end), h.valence) for h in heard]
        tone = Tone(score, label_of(score, CUT), shared_out(shares, score))
        return Heard(tone, 1.0, "" if tone.words else NO_WORD)

    def _heard(self, c: Columns, target: Sequence[int], weights: Weights, sure: float) -> Heard:
        found = read(c, target, self.lexicon)
        signs, plain = sums(found.features, weights)
        plain += _own(found.valences, signs)
        loud = {i: sign for i, sign in sorted(signs.items()) if abs(sign) >= _LEAST}
        total = sum(loud.values())
        odds = probabilities(total, plain + weights.bias)
        score = round(odds[2] - odds[0], _DIGITS)
        label = LABELS[max(range(3), key=odds.__getitem__)]
        share = (odds[2] - odds[0]) / total if abs(total) > 1e-9 else 0.0
        shares = [(Span(c.start[i], c.end[i]), sign * share) for i, sign in loud.items()]
        tone = Tone(score, label, shared_out(shares, score))
        missing = NO_WORD if not tone.words else UNSURE if max(odds) < sure else ""
        return Heard(tone, round(max(odds), _DIGITS), missing)


def sums(features: Iterable[Feature], weights: Weights) -> tuple[dict[int, float], float]:
    """Return what each token adds to the sign, and what all of it adds to neutral."""
    signs: dict[int, float] = defaultdict(float)
    known = weights.features
    total = 0.0
    for name, tokens, value in features:
        found = known.get(name)
        if found is None:
            continue
        sign, plain = found
        total += plain * value
        if sign and not name.startswith(NO_SIGN):
            each = sign * value / (100 * len(tokens))
            for i in tokens:
                signs[i] += each
    return signs, total / 100


def _own(heard: Valences, signs: dict[int, float]) -> float:
    """Add the dossier's own words to the signs; return what they add to neutral."""
    plain = 0.0
    for i, own in enumerate(heard.own):
        if own:
            signs[i] = heard.values[i] * _OWN_SIGN
            plain += abs(heard.values[i]) * _OWN_PLAIN
    return plain


def probabilities(sign: float, plain: float) -> tuple[float, float, float]:
    """Return how likely negative, neutral and positive are."""
    top = max(abs(sign), plain)
    odds = (math.exp(-sign - top), math.exp(plain - top), math.exp(sign - top))
    total = sum(odds)
    return (odds[0] / total, odds[1] / total, odds[2] / total)


def shared_out(shares: Sequence[tuple[Span, float]], score: float) -> tuple[ToneWord, ...]:
    """Return words with their shares of a score, rounded so that they still add up to it."""
    rounded = [round(share, _DIGITS) for _, share in shares]
    if rounded:
        most = max(range(len(rounded)), key=lambda i: abs(rounded[i]))
        rounded[most] = round(rounded[most] + score - sum(rounded), _DIGITS)
    return tuple(
        ToneWord(span.start, span.end, weight)
        for (span, _), weight in zip(shares, rounded, strict=True)
        if weight
    )


def label_of(score: float, cut: float) -> str:
    """Return `positive`, `neutral` or `negative`."""
    return LABELS[2] if score >= cut else LABELS[0] if score <= -cut else LABELS[1]
