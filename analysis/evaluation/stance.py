"""Whether statements lean the right way: against labels made by hand.

Labels are JSON lines: `doc`, `content` (the spans of a gold relation) and `stance`, `support`,
`oppose` or `none` towards what the statement is about. What was found stands for a label when the
words of their contents have an intersection over union of at least three in ten: part of a long
quotation leans as the whole does. A label that nothing stands for counts as none. Wrong signs
are support for oppose, and oppose for support.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from analysis.characters import one_line
from analysis.errors import UsageError
from analysis.evaluation.figures import mean, share
from analysis.evaluation.gold import GoldText, Relation, lines_of
from analysis.evaluation.pairing import iou
from analysis.evaluation.words import Words
from analysis.models import Span

CLASSES = ("support", "oppose", "none")
_OURS = {"for": "support", "against": "oppose"}
_SHARE = 0.3
_FORM = 'One line a label: {"doc", "content": [[start, end]], "stance": "support"}.'


class Label(msgspec.Struct, frozen=True):
    """A statement and how it leans."""

    doc: str
    content: tuple[Span, ...]
    stance: Literal["support", "oppose", "none"]


@dataclass(frozen=True, slots=True)
class Leaning:
    """One label and what was found for it; `matched` tells whether anything was."""

    doc: str
    content: tuple[Span, ...]
    gold: str
    found: str
    matched: bool
    words: str


@dataclass(frozen=True, slots=True)
class OneClass:
    """Precision, recall and F1 of one class, and how many gold has."""

    precision: float
    recall: float
    f1: float
    gold: int
    found: int


@dataclass(frozen=True, slots=True)
class StanceReport:
    """What the leanings are worth on the labelled statements.

    `always_none` is the accuracy of who says nothing; `matched` how many labels anything that was
    found stands for, `accuracy_matched` the accuracy on those.
    """

    labels: int
    matched: int
    accuracy: float
    accuracy_matched: float
    always_none: float
    macro_f1: float
    wrong_signs: int
    wrong_sign_rate: float
    classes: dict[str, OneClass]
    wrong: tuple[Leaning, ...]
    """The wrong signs, each with its place."""
    predictions: tuple[Leaning, ...]


def read_labels(path: Path) -> dict[str, list[Label]]:
    """Return the labels by text; UsageError on a line of another form, or a label given twice."""
    found: dict[str, list[Label]] = {}
    for at, line in enumerate(lines_of(path), 1):
        try:
            label = msgspec.json.decode(line, type=Label)
        except msgspec.DecodeError as error:
            raise UsageError(f"{path}, line {at}: {error}.", _FORM) from None
        known = found.setdefault(label.doc, [])
        if any(other.content == label.content for other in known):
            raise UsageError(f"{path}, line {at} labels a content again.", "Leave one of them.")
        known.append(label)
    return found


class StanceEvaluation:
    """Collects what was found for each label."""

    def __init__(self, labels: dict[str, list[Label]]) -> None:
        self._labels = labels
        self._seen: set[str] = set()
        self._leanings: list[Leaning] = []

    def wants(self, text: GoldText) -> bool:
        """Whether a statement of this text is labelled."""
        return text.name in self._labels

    def add(self, text: GoldText, found: Iterable[Relation]) -> None:
        """Compare what was found in one text with its labels."""
        self._seen.add(text.name)
        words = Words(text.text)
        relations = [(relation, words.of(relation.content)) for relation in found]
        for label in self._labels[text.name]:
            own = words.of(label.content)
            ranked = [(iou(own, theirs), -n, r) for n, (r, theirs) in enumerate(relations)]
            best = max(ranked, default=(0.0, 0, None), key=lambda one: one[:2])
            matched = best[2] is not None and best[0] >= _SHARE
            leaning = best[2].leaning if best[2] is not None and matched else ""
            self._leanings.append(
                Leaning(
                    label.doc,
                    label.content,
                    label.stance,
                    _OURS.get(leaning, "none"),
                    matched,
                    one_line(" … ".join(span.of(text.text) for span in label.content)),
                )
            )

    def report(self) -> StanceReport:
        """Return the figures; UsageError where a labelled text never came."""
        missing = sorted(set(self._labels) - self._seen)
        if missing:
            raise UsageError(
                f"The gold file has no text {one_line(missing[0])}, which is labelled.",
                "Give the texts that the labels were made on.",
            )
        found = self._leanings
        right = [one for one in found if one.gold == one.found]
        matched = [one for one in found if one.matched]
        wrong = [one for one in found if {one.gold, one.found} == {"support", "oppose"}]
        classes = dict(_classes(found))
        return StanceReport(
            labels=len(found),
            matched=len(matched),
            accuracy=share(len(right), len(found)),
            accuracy_matched=share(sum(one.matched for one in right), len(matched)),
            always_none=share(sum(one.gold == "none" for one in found), len(found)),
            macro_f1=share_of(one.f1 for one in classes.values()),
            wrong_signs=len(wrong),
            wrong_sign_rate=share(len(wrong), len(found)),
            classes=classes,
            wrong=tuple(wrong),
            predictions=tuple(found),
        )


def share_of(figures: Iterable[float]) -> float:
    """Return the mean of figures, 0 of none."""
    every = list(figures)
    return sum(every) / len(every) if every else 0.0


def _classes(found: Sequence[Leaning]) -> Iterator[tuple[str, OneClass]]:
    gold = Counter(one.gold for one in found)
    said = Counter(one.found for one in found)
    right = Counter(one.gold for one in found if one.gold == one.found)
    for name in CLASSES:
        precision, recall = share(right[name], said[name]), share(right[name], gold[name])
        yield name, OneClass(precision, recall, mean(precision, recall), gold[name], said[name])


def prediction_lines(report: StanceReport) -> Iterator[str]:
    """Yield what was found for each label as JSON lines of the labels' form."""
    for one in report.predictions:
        row = {"doc": one.doc, "content": one.content, "stance": one.found}
        yield msgspec.json.encode(row).decode()
