"""Trains the tone models: `python -m analysis.language.training.tone TRAIN.jsonl.gz`.

TRAIN holds one JSON object a line: `{"id", "text", "target": [s, e], "label": -1 | 0 | 1}`, as
NewsMTSC has them. Needs nothing but what the program needs. See docs/tone-model-card.md.
"""

import argparse
import gzip
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from analysis.language import DEFAULT_MODEL, TONE_VERSION
from analysis.language.listening import Asked, parses
from analysis.language.pipeline import load
from analysis.language.tone import Models, Weights
from analysis.language.tone_features import NO_SIGN, Feature, read
from analysis.language.training.descent import minimise
from analysis.language.valence import Lexicon, read_columns
from analysis.models import Span

_HERE = Path(__file__).parents[1] / "data" / "tone-weights.json.gz"
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Line(msgspec.Struct, frozen=True):
    """A labelled sentence."""

    id: str
    text: str
    target: tuple[int, int]
    label: int


class Rows(NamedTuple):
    """Features of many sentences as a sparse matrix: entry k is `values[k]` at row and column."""

    row: Integers
    column: Integers
    values: Floats
    size: int


class Chosen(NamedTuple):
    """How the models are fitted; chosen on the development part."""

    least: int
    """A feature of fewer sentences is left out."""
    sign: float
    """L2 penalty on what speaks for a sign."""
    plain: float
    """L2 penalty on what speaks for neutral."""
    steps: int


def read_lines(path: Path) -> list[Line]:
    """Return the labelled sentences of a .jsonl or .jsonl.gz file."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [msgspec.json.decode(line, type=Line) for line in data.splitlines() if line.strip()]


def features_of(lines: Sequence[Line]) -> tuple[list[list[Feature]], list[list[Feature]]]:
    """Return for each sentence its features towards the target, and those of it as a whole."""
    words = Lexicon({})
    towards: list[list[Feature]] = []
    whole: list[list[Feature]] = []
    asked = (Asked(line.text, Span(*line.target)) for line in lines)
    for masked, doc in parses(load(DEFAULT_MODEL), asked):
        c = read_columns(doc)
        assert masked.target is not None
        start, end = masked.target
        target = [i for i in range(len(doc)) if c.end[i] > start and c.start[i] < end]
        towards.append(read(c, target or [0], words).features)
        whole.append(read(c, (), words).features)
    return towards, whole


def vocabulary(sentences: Iterable[Sequence[Feature]], least: int) -> list[str]:
    """Return the names of features that stand in at least so many sentences, sorted."""
    counts: Counter[str] = Counter()
    for features in sentences:
        counts.update({name for name, _, _ in features})
    return sorted(name for name, count in counts.items() if count >= least)


def matrix(sentences: Sequence[Sequence[Feature]], names: Sequence[str]) -> Rows:
    """Return the features as a sparse matrix, a column for each name."""
    known = {name: i for i, name in enumerate(names)}
    row: list[int] = []
    column: list[int] = []
    values: list[float] = []
    for at, features in enumerate(sentences):
        for name, _, value in features:
            if (where := known.get(name)) is not None:
                row.append(at)
                column.append(where)
                values.append(value)
    return Rows(np.array(row), np.array(column), np.array(values), len(sentences))


def fit(rows: Rows, labels: Integers, names: Sequence[str], chosen: Chosen) -> Weights:
    """Return the weights that make the labels likeliest, each penalised by its square."""
    many = len(names)
    answers = np.eye(3)[labels + 1]
    penalty = np.tile([chosen.sign, chosen.plain], (many, 1))
    free = np.ones((many, 2))
    free[[name.startswith(NO_SIGN) for name in names], 0] = 0

    def loss(x: Floats) -> tuple[float, Floats]:
        w = x[:-1].reshape(many, 2)
        given = w[rows.column] * rows.values[:, None]
        sign = np.bincount(rows.row, given[:, 0], minlength=rows.size)
        plain = np.bincount(rows.row, given[:, 1], minlength=rows.size) + x[-1]
        odds = np.stack([-sign, plain, sign], axis=1)
        odds -= odds.max(axis=1, keepdims=True)
        chances = np.exp(odds)
        chances /= chances.sum(axis=1, keepdims=True)
        right = chances[np.arange(rows.size), labels + 1]
        value = -np.log(right + 1e-12).sum() + 0.5 * (penalty * w * w).sum()
        wrong = chances - answers
        pulls = np.stack([wrong[:, 2] - wrong[:, 0], wrong[:, 1]], axis=1)
        slopes = [
            np.bincount(rows.column, rows.values * pulls[rows.row, k], minlength=many)
            for k in (0, 1)
        ]
        slope = (np.stack(slopes, axis=1) + penalty * w) * free
        return float(value), np.append(slope.ravel(), pulls[:, 1].sum())

    found = minimise(loss, np.zeros(2 * many + 1), chosen.steps)
    rounded = np.round(found[:-1].reshape(many, 2) * 100).astype(int)
    features = {
        name: (int(sign), int(plain))
        for name, (sign, plain) in zip(names, rounded, strict=True)
        if sign or plain
    }
    return Weights(round(float(found[-1]), 4), features)


def train(lines: Sequence[Line], chosen: Chosen, tell: Callable[[str], None]) -> Models:
    """Return the models that these sentences teach."""
    tell(f"reading {len(lines)} sentences")
    labels = np.array([line.label for line in lines])
    found = []
    for kind, sentences in zip(("towards a target", "whole"), features_of(lines), strict=True):
        names = vocabulary(sentences, chosen.least)
        tell(f"fitting, {kind}: {len(names)} features")
        found.append(fit(matrix(sentences, names), labels, names, chosen))
    return Models(TONE_VERSION, *found)


def write(models: Models, path: Path) -> None:
    """Write the models; the same models give the same bytes."""
    path.write_bytes(gzip.compress(msgspec.json.encode(models, order="sorted"), 9, mtime=0))


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(prog="python -m analysis.language.training.tone")
    parser.add_argument("train", type=Path, help="labelled sentences, .jsonl or .jsonl.gz")
    parser.add_argument("-o", "--output", type=Path, default=_HERE)
    parser.add_argument("--least", type=int, default=4)
    parser.add_argument("--sign", type=float, default=15)
    parser.add_argument("--plain", type=float, default=15)
    parser.add_argument("--steps", type=int, default=60)
    given = parser.parse_args()

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    chosen = Chosen(given.least, given.sign, given.plain, given.steps)
    write(train(read_lines(given.train), chosen, tell), given.output)
    tell(f"{given.output}: {given.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
