"""The whole report on attribution relations: figures by kind, calibration, cues, errors."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.evaluation.calibration import Calibrating, Calibration
from analysis.evaluation.cues import CueRecall, CueRecalls
from analysis.evaluation.failures import FailureGroup, Failures
from analysis.evaluation.figures import Count, counts
from analysis.evaluation.gold import GoldText, Relation
from analysis.evaluation.pairing import Measure, judge
from analysis.models import Kind

ALL = "all"


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and their harmonic mean, from 0 to 1, over so many relations.

    For the measure `token` the numbers are those of words.
    """

    precision: float
    recall: float
    f1: float
    found: int
    gold: int


Table = dict[str, Figures]
"""Figures by measure."""


@dataclass(frozen=True, slots=True)
class AttributionReport:
    """What the program is worth on one gold file.

    `kinds` by kind and measure; `groups` the same over all kinds for each group of texts.
    """

    texts: int
    kinds: dict[str, Table]
    groups: dict[str, Table]
    calibration: Calibration | None
    cues: tuple[CueRecall, ...]
    failures: tuple[FailureGroup, ...]


class AttributionEvaluation:
    """Takes in text after text, then reports.

    `train` says how often training has a cue; `by` names the tag of the gold lines that groups
    the texts; `kind` keeps to one kind of content.
    """

    def __init__(
        self,
        *,
        train: Mapping[str, int] | None = None,
        by: str | None = None,
        kind: Kind | None = None,
        examples: int = 3,
    ) -> None:
        self._by = by
        self._kind = kind
        self._texts = 0
        self._kinds: dict[str, dict[Measure, Count]] = defaultdict(dict)
        self._groups: dict[str, dict[Measure, Count]] = defaultdict(dict)
        self._calibrating = Calibrating()
        self._cues = None if train is None else CueRecalls(train)
        self._failures = Failures(kind, examples)

    def add(self, text: GoldText, found: tuple[Relation, ...]) -> None:
        """Take in what was found in one text."""
        judged = judge(text, found)
        self._texts += 1
        for kind, measure, count in counts(judged):
            if self._kind in (None, kind):
                _add(self._kinds[kind or ALL], measure, count)
            if self._by is not None and kind is self._kind:
                _add(self._groups[text.tags.get(self._by, "")], measure, count)
        self._calibrating.add(judged)
        self._failures.add(judged)
        if self._cues is not None:
            self._cues.add(judged)

    def report(self) -> AttributionReport:
        """Return the report on all texts so far."""
        return AttributionReport(
            self._texts,
            {kind: _table(found) for kind, found in self._kinds.items()},
            {group: _table(self._groups[group]) for group in sorted(self._groups)},
            self._calibrating.report(),
            self._cues.report() if self._cues is not None else (),
            self._failures.report(),
        )


def _add(table: dict[Measure, Count], measure: Measure, count: Count) -> None:
    table[measure] = table.get(measure, Count()) + count


def _table(found: Mapping[Measure, Count]) -> Table:
    return {
        measure.value: Figures(one.precision, one.recall, one.f1, one.found, one.gold)
        for measure in Measure
        if (one := found.get(measure)) is not None
    }
