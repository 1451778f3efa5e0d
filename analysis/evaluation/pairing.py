"""Which found relation stands for which gold relation, under each measure.

The measures, each as precision, recall and F1 over all texts together:

exact    the contents have the same extent (see `Words.extent`)
overlap  pairs by largest word IoU of their contents, one to one, at least one half
token    words within any content; no pairs, so that marking everything scores well
who      as overlap, and the right source: none in both, or a shared word where at least half
         of the found source's words lie in the gold source
loose    as overlap, and any shared word of the sources, or none in both
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.evaluation.gold import GoldText, Relation
from analysis.evaluation.words import Words
from analysis.models import Kind, Span

_HALF = 0.5


class Measure(StrEnum):
    """How what was found is compared with gold; the module says what each one asks for."""

    EXACT = "exact"
    OVERLAP = "overlap"
    TOKEN = "token"
    WHO = "who"
    LOOSE = "loose"


PAIRED = (Measure.EXACT, Measure.OVERLAP, Measure.WHO, Measure.LOOSE)


@dataclass(frozen=True, slots=True)
class Seen:
    """A relation as words of its text."""

    relation: Relation
    content: frozenset[int]
    source: frozenset[int]
    cue: frozenset[int]
    extent: tuple[Span, ...]
    kind: Kind


def see(words: Words, relations: Iterable[Relation]) -> list[Seen]:
    """Return relations as words of their text."""
    seen = []
    for relation in relations:
        content = words.of(relation.content)
        seen.append(
            Seen(
                relation,
                content,
                words.of(relation.source),
                words.of(relation.cue),
                words.extent(relation.content),
                words.kind(content),
            )
        )
    return seen


def iou(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of words in both among those in either; 0 where there are none."""
    either = len(one | other)
    return len(one & other) / either if either else 0.0


def same_source(gold: Seen, found: Seen) -> bool:
    """Whether the found source is the gold one, neither another nor much more."""
    shared = len(gold.source & found.source)
    return _touching_source(gold, found) and 2 * shared >= len(found.source)


def _touching_source(gold: Seen, found: Seen) -> bool:
    if not gold.source and not found.source:
        return True
    return not gold.source.isdisjoint(found.source)


_FITS: Mapping[Measure, Callable[[Seen, Seen, float], bool]] = {
    Measure.EXACT: lambda gold, found, _: gold.extent == found.extent,
    Measure.OVERLAP: lambda _gold, _found, share: share >= _HALF,
    Measure.WHO: lambda gold, found, share: share >= _HALF and same_source(gold, found),
    Measure.LOOSE: lambda gold, found, share: share >= _HALF and _touching_source(gold, found),
}


def pairs(gold: Sequence[Seen], found: Sequence[Seen], measure: Measure) -> dict[int, int]:
    """Return {place in `gold`: place in `found`}, one to one, the largest share first."""
    fits = _FITS[measure]
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for j, one in enumerate(found):
        for word in one.content:
            holders[word].append(j)
    candidates = []
    for i, one in enumerate(gold):
        for j in {j for word in one.content for j in holders.get(word, ())}:
            share = iou(one.content, found[j].content)
            if fits(one, found[j], share):
                candidates.append((-share, i, j))
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in chosen and j not in taken:
            chosen[i] = j
            taken.add(j)
    return chosen


@dataclass(frozen=True)
class Judged:
    """One text with what was found in it, and who is paired with whom under each measure."""

    text: GoldText
    gold: Sequence[Seen]
    found: Sequence[Seen]
    paired: Mapping[Measure, Mapping[int, int]]


def judge(text: GoldText, found: Iterable[Relation]) -> Judged:
    """Compare what was found in a text with its gold."""
    words = Words(text.text)
    gold, others = see(words, text.relations), see(words, found)
    return Judged(text, gold, others, {measure: pairs(gold, others, measure) for measure in PAIRED})
