"""Tone of single texts, towards a target or by themselves: what `positions tone` prints.

A target that is a name is read as another one, the same for all, so that no answer can depend on
who it is. Offsets are those of the text as given.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from analysis.language.pipeline import load
from analysis.language.tone import Heard, ToneScorer
from analysis.language.valence import read_columns
from analysis.models import Span, Tone, ToneWord

STAND_IN = "Taylor"
_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"['’]s?$")
_PRONOUNS = frozenset(
    (
        *("i", "you", "he", "she", "it", "we", "they", "him", "her", "them", "us", "me"),
        *("his", "its", "my", "their", "our", "your", "mine", "who", "whose", "himself"),
        *("herself", "itself", "themselves"),
    )
)
_BATCH = 32
_LONGEST = 100_000  # characters: beyond, the parser takes too much memory


class Asked(NamedTuple):
    """A text, and the place in it that the tone is asked towards; None: of all of it."""

    text: str
    target: Span | None = None


class Masked(NamedTuple):
    """A text whose target was given another name, and the way back."""

    text: str
    target: Span | None
    cut: int
    """Where the target ends in `text`."""
    moved: int
    """How much further what stands behind it is in the text as given."""

    def raw(self, at: int) -> int:
        """Return the offset in the text as given of one outside the target."""
        return at + self.moved if at >= self.cut else at


def mask(asked: Asked) -> Masked:
    """Give a target that is a name the name that stands for all; leave pronouns and nouns."""
    text, target = asked
    if target is None:
        return Masked(text, None, len(text), 0)
    words = _WORD.findall(target.of(text))
    pronoun = len(words) == 1 and words[0].lower() in _PRONOUNS
    if pronoun or not any(word[0].isupper() for word in words):
        return Masked(text, target, target.end, 0)
    ending = _POSSESSIVE.search(target.of(text))
    name = STAND_IN + (ending.group() if ending else "")
    end = target.start + len(name)
    masked = text[: target.start] + name + text[target.end :]
    return Masked(masked, Span(target.start, end), end, target.end - end)


def parses(nlp: Language, asked: Iterable[Asked]) -> Iterator[tuple[Masked, Doc]]:
    """Yield each text, its target masked, with its parse."""
    pairs = ((masked.text, masked) for masked in map(mask, asked))
    for doc, masked in nlp.pipe(pairs, as_tuples=True, batch_size=_BATCH):
        yield masked, doc


def listen(
    asked: Iterable[Asked], model: str, overlay: Mapping[str, float], *, plain: bool
) -> Iterator[Heard]:
    """Yield what is heard of each text, in order. Raises ModelMissingError.

    Of a text beyond 100,000 characters only the beginning is heard.
    """
    scorer = ToneScorer(overlay, plain=plain)
    if plain:
        # VADER reads the text as it stands: no parse, no name masked.
        for one in asked:
            yield scorer.plain(one.text)
        return
    nlp = load(model)
    for masked, doc in parses(nlp, map(_cut, asked)):
        if masked.target is None:
            whole = Span(0, len(masked.text))
            yield scorer.of(doc, read_columns(doc), whole)
        else:
            yield _back(scorer.towards(doc, masked.target), masked)


def _cut(asked: Asked) -> Asked:
    text, target = asked
    if len(text) <= _LONGEST:
        return asked
    start = 0 if target is None else max(0, target.start - _LONGEST // 2)
    kept = text[start : start + _LONGEST]
    # One long blank is one token: what stands far before the target costs nothing, offsets stay.
    end = start + len(kept)
    return Asked(" " * start + kept, target and Span(target.start, min(target.end, end)))


def _back(heard: Heard, masked: Masked) -> Heard:
    words = tuple(
        ToneWord(masked.raw(w.start), masked.raw(w.end), w.weight) for w in heard.tone.words
    )
    return heard._replace(tone=Tone(heard.tone.score, heard.tone.label, words))
