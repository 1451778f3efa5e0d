"""Counts of right and wrong, and the figures made of them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.evaluation.pairing import PAIRED, Judged, Measure, Seen
from analysis.models import Kind


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the found are right, and how many of the gold are found.

    The two numbers of right ones differ for one kind: a mixed content may be found as indirect.
    """

    right_found: int = 0
    found: int = 0
    right_gold: int = 0
    gold: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.right_found + other.right_found,
            self.found + other.found,
            self.right_gold + other.right_gold,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """The share of the found that is right; 0 where nothing was found."""
        return share(self.right_found, self.found)

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 where there is none."""
        return share(self.right_gold, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where both are."""
        return mean(self.precision, self.recall)


def share(part: int, whole: int) -> float:
    """Return part / whole, 0 of nothing."""
    return part / whole if whole else 0.0


def mean(precision: float, recall: float) -> float:
    """Return the harmonic mean, 0 where both are."""
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0


def counts(judged: Judged) -> Iterator[tuple[Kind | None, Measure, Count]]:
    """Yield the counts of one text for each kind (None: all of them) and measure.

    Pairs are made over all kinds; recall then counts the gold relations of the kind,
    precision the found ones.
    """
    for kind in (None, *Kind):
        for measure in PAIRED:
            pairs = judged.paired[measure]
            yield kind, measure, _paired(judged, pairs.keys(), set(pairs.values()), kind)
        yield kind, Measure.TOKEN, _tokens(judged, kind)


def _paired(
    judged: Judged, right: Collection[int], right_found: Collection[int], kind: Kind | None
) -> Count:
    gold = [i for i, one in enumerate(judged.gold) if kind in (None, one.kind)]
    found = [j for j, one in enumerate(judged.found) if kind in (None, one.kind)]
    return Count(
        sum(j in right_found for j in found),
        len(found),
        sum(i in right for i in gold),
        len(gold),
    )


def _tokens(judged: Judged, kind: Kind | None) -> Count:
    gold, found = _inside(judged.gold, kind), _inside(judged.found, kind)
    return Count(
        len(found & _inside(judged.gold, None)),
        len(found),
        len(gold & _inside(judged.found, None)),
        len(gold),
    )


def _inside(some: Sequence[Seen], kind: Kind | None) -> frozenset[int]:
    contents: Iterable[frozenset[int]] = (s.content for s in some if kind in (None, s.kind))
    return frozenset[int]().union(*contents)
