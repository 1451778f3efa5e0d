"""How words sound, and how that is heard."""

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct


class ToneMethod(StrEnum):
    """How tone is heard: by the trained model, or by VADER as its authors published it."""

    MODEL = "model"
    PLAIN = "plain"


class ToneWord(NamedTuple):
    """A word that carries tone, and its share of the score: the shares add up to it."""

    start: int
    end: int
    weight: float


class Tone(Struct, frozen=True, gc=False):
    """How a party's own span sounds: `score` from -1 to 1, and the words that made it."""

    score: float
    label: str
    """`positive`, `neutral` or `negative`."""
    words: tuple[ToneWord, ...] = ()
