"""How often the tone is right: by class, by how sure it has to be, and beside plain VADER.

The measures are those of NewsMTSC (Hamborg and Donnay 2021): macro-F1 over three classes, a text
without a tone counting as neutral; `flips` is the share of all texts given the opposite sign.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.evaluation.figures import mean, share
from analysis.hearing import HeardLine, Line

CLASSES = {"negative": -1, "neutral": 0, "positive": 1}
LEVELS = (0.45, 0.6, 0.7)
"""How sure the model has to be, for the table of coverage and accuracy."""
_NAMES = {number: name for name, number in CLASSES.items()}
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """One class: precision, recall, F1, and how many there are and were found."""

    precision: float
    recall: float
    f1: float
    gold: int
    found: int


@dataclass(frozen=True, slots=True)
class ToneFigures:
    """One way of hearing against gold. `confusion`: gold class to found class to number."""

    macro_f1: float
    accuracy: float
    flips: float
    classes: dict[str, ClassFigures]
    confusion: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Level:
    """What is told where the model is at least so `sure`, and how much of that is right."""

    sure: float
    coverage: float
    accuracy: float
    flips: float
    macro_f1: float
    """Of all texts, those left out as neutral."""


@dataclass(frozen=True, slots=True)
class ToneExample:
    """A text heard wrongly; `words` are those that weighed most towards what was heard."""

    id: str
    text: str
    probability: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToneErrors:
    """Texts of one class taken for another: how many, and the surest of them."""

    gold: str
    found: str
    n: int
    examples: tuple[ToneExample, ...]


@dataclass(frozen=True, slots=True)
class ToneReport:
    """All figures on one gold file. `abstained` of the `texts` have no tone."""

    texts: int
    abstained: int
    model: ToneFigures
    vader: ToneFigures
    levels: tuple[Level, ...]
    errors: tuple[ToneErrors, ...]
    largest_gap: float
    """How far, at most, the words of a text add up beside its score."""


def report(
    lines: Sequence[Line],
    heard: Sequence[HeardLine],
    vader: Sequence[HeardLine],
    examples: int = 3,
) -> ToneReport:
    """Return the figures of what was heard, line by line; every line carries a label."""
    gold = [line.label or 0 for line in lines]
    found = [one.at() for one in heard]
    return ToneReport(
        texts=len(lines),
        abstained=sum(one.abstains() for one in heard),
        model=_figures(gold, found),
        vader=_figures(gold, [one.label for one in vader]),
        levels=tuple(_level(gold, heard, sure) for sure in LEVELS),
        errors=tuple(_errors(lines, heard, gold, found, examples)),
        largest_gap=max((_gap(one) for one in heard), default=0.0),
    )


def _gap(heard: HeardLine) -> float:
    return abs(sum(weight for _, _, weight in heard.words) - heard.score)


def _figures(gold: Sequence[int], found: Sequence[int]) -> ToneFigures:
    pairs = Counter(zip(gold, found, strict=True))
    many_gold, many_found = Counter(gold), Counter(found)
    classes = {}
    for name, number in CLASSES.items():
        right = pairs[number, number]
        precision, recall = share(right, many_found[number]), share(right, many_gold[number])
        classes[name] = ClassFigures(
            precision, recall, mean(precision, recall), many_gold[number], many_found[number]
        )
    return ToneFigures(
        macro_f1=sum(one.f1 for one in classes.values()) / len(classes),
        accuracy=share(sum(pairs[n, n] for n in _NAMES), len(gold)),
        flips=share(pairs[-1, 1] + pairs[1, -1], len(gold)),
        classes=classes,
        confusion={
            name: {other: pairs[number, n] for other, n in CLASSES.items()}
            for name, number in CLASSES.items()
        },
    )


def _level(gold: Sequence[int], heard: Sequence[HeardLine], sure: float) -> Level:
    told = [(g, one.label) for g, one in zip(gold, heard, strict=True) if not one.abstains(sure)]
    return Level(
        sure=sure,
        coverage=share(len(told), len(gold)),
        accuracy=share(sum(g == label for g, label in told), len(told)),
        flips=share(sum(g * label < 0 for g, label in told), len(told)),
        macro_f1=_figures(gold, [one.at(sure) for one in heard]).macro_f1,
    )


def _errors(
    lines: Sequence[Line],
    heard: Sequence[HeardLine],
    gold: Sequence[int],
    found: Sequence[int],
    examples: int,
) -> Iterable[ToneErrors]:
    wrong: dict[tuple[int, int], list[int]] = {}
    for at, (g, f) in enumerate(zip(gold, found, strict=True)):
        if g != f:
            wrong.setdefault((g, f), []).append(at)
    for (g, f), places in sorted(wrong.items(), key=lambda item: -len(item[1])):
        surest = sorted(places, key=lambda at: -heard[at].probability)[:examples]
        shown = tuple(_example(lines[at], heard[at]) for at in surest)
        yield ToneErrors(_NAMES[g], _NAMES[f], len(places), shown)


def _example(line: Line, heard: HeardLine) -> ToneExample:
    most = sorted(heard.words, key=lambda word: -abs(word[2]))[:4]
    start, end = line.target or (0, 0)
    text = line.text
    if line.target is not None:
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
        begin = max(0, start - _LONGEST // 2)
        text = ("…" if begin else "") + text[begin:]
    clipped = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    words = tuple(f"{line.text[s:e]} {w:+.2f}" for s, e, w in most)
    return ToneExample(str(line.id), clipped, heard.probability, words)
