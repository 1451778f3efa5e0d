"""Cues as strings: how often training has seen them, and the word they are grouped by."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from analysis.evaluation.figures import share
from analysis.evaluation.gold import GoldText, Relation
from analysis.evaluation.pairing import Judged, Measure

CLASSES = (("50+", 50), ("10–49", 10), ("1–9", 1), ("never", 0))
"""How often training has a cue, most often first: label, and at least how many times."""

_WORD = re.compile(r"\w+")
_ENDINGS = ("ing", "ied", "ies", "ed", "es", "s", "e", "y")
_SHORTEST = 3


def cue_of(relation: Relation, text: str) -> str:
    """Return the cue in lower case, its pieces and words one blank apart."""
    return " ".join(" ".join(span.of(text) for span in relation.cue).lower().split())


def cue_counts(train: Iterable[GoldText]) -> Counter[str]:
    """Return how often each cue stands in the gold of `train`."""
    return Counter(cue_of(r, one.text) for one in train for r in one.relations)


@dataclass(frozen=True, slots=True)
class CueRecall:
    """Recall of the gold relations whose cue training has so often, under two measures."""

    seen: str
    gold: int
    overlap: float
    who: float


class CueRecalls:
    """Gathers recall by how often training has the cue, text after text."""

    def __init__(self, train: Mapping[str, int]) -> None:
        self._train = train
        self._gold: Counter[str] = Counter()
        self._right: Counter[tuple[str, Measure]] = Counter()

    def add(self, judged: Judged) -> None:
        """Take in one text."""
        for i, one in enumerate(judged.gold):
            times = self._train.get(cue_of(one.relation, judged.text.text), 0)
            label = next(name for name, least in CLASSES if times >= least)
            self._gold[label] += 1
            for measure in (Measure.OVERLAP, Measure.WHO):
                self._right[label, measure] += i in judged.paired[measure]

    def report(self) -> tuple[CueRecall, ...]:
        """Return the classes that gold has, the commonest cues first."""
        return tuple(
            CueRecall(
                label,
                self._gold[label],
                share(self._right[label, Measure.OVERLAP], self._gold[label]),
                share(self._right[label, Measure.WHO], self._gold[label]),
            )
            for label, _ in CLASSES
            if self._gold[label]
        )


@cache
def _data() -> tuple[frozenset[str], Mapping[str, str]]:
    path = files("analysis.evaluation") / "data" / "cue-words.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(data["helping"]), dict(data["irregular"])


def group_of(cue: str) -> tuple[str, str]:
    """Return what a cue is grouped by, and the word that it was made of.

    The first word of weight without its ending: "had criticised" gives `criticis` and
    `criticised`. A rough stem for lists that a person reads, no lemma. A cue of signs only is
    itself.
    """
    helping, irregular = _data()
    words = _WORD.findall(cue)
    if not words:
        return cue, cue
    weighty = [w for w in words if w not in helping and not w.endswith("ly")]
    spelled = (weighty or words)[0]
    word = str(irregular.get(spelled, spelled))
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)], spelled
    return word, spelled
