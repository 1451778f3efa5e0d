"""What a stated confidence is worth: against the measure `who`."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.evaluation.figures import mean, share
from analysis.evaluation.pairing import Judged, Measure, pairs

_BINS = 10
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Bin:
    """The found relations with a confidence from `low` to below `high` (the last: up to it)."""

    low: float
    high: float
    n: int
    confidence: float
    precision: float


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures where only what has at least this confidence is shown."""

    threshold: float
    shown: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far confidence is from precision.

    `error` is the expected calibration error: the mean distance between the two over the
    bins, each weighing as much as it holds.
    """

    n: int
    error: float
    bins: tuple[Bin, ...]
    shown: tuple[Shown, ...]


@dataclass
class Calibrating:
    """Gathers the confidences of text after text."""

    _stated: list[tuple[float, bool]] = field(default_factory=list)
    _gold: int = 0
    _shown: dict[float, int] = field(default_factory=lambda: dict.fromkeys(THRESHOLDS, 0))
    _right: dict[float, int] = field(default_factory=lambda: dict.fromkeys(THRESHOLDS, 0))

    def add(self, judged: Judged) -> None:
        """Take in one text. Relations without confidence count as never shown."""
        right = set(judged.paired[Measure.WHO].values())
        stated = [one.relation.confidence for one in judged.found]
        self._stated.extend((c, j in right) for j, c in enumerate(stated) if c is not None)
        self._gold += len(judged.gold)
        for threshold in THRESHOLDS:
            # Paired anew: what is not shown stands in nobody's way.
            shown = [
                one
                for one, confidence in zip(judged.found, stated, strict=True)
                if confidence is not None and confidence >= threshold
            ]
            self._shown[threshold] += len(shown)
            self._right[threshold] += len(pairs(judged.gold, shown, Measure.WHO))

    def report(self) -> Calibration | None:
        """Return the figures, None where nothing stated a confidence."""
        if not self._stated:
            return None
        bins = tuple(_bins(self._stated))
        total = len(self._stated)
        error = sum(one.n * abs(one.confidence - one.precision) for one in bins) / total
        shown = []
        for threshold in THRESHOLDS:
            precision = share(self._right[threshold], self._shown[threshold])
            recall = share(self._right[threshold], self._gold)
            shown.append(
                Shown(threshold, self._shown[threshold], precision, recall, mean(precision, recall))
            )
        return Calibration(total, error, bins, tuple(shown))


def _bins(stated: Iterable[tuple[float, bool]]) -> Iterable[Bin]:
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in stated:
        place = min(max(int(confidence * _BINS), 0), _BINS - 1)
        held.setdefault(place, []).append((confidence, right))
    for place, some in sorted(held.items()):
        n = len(some)
        yield Bin(
            place / _BINS,
            (place + 1) / _BINS,
            n,
            sum(confidence for confidence, _ in some) / n,
            sum(right for _, right in some) / n,
        )
