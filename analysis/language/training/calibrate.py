"""From scores to probabilities of being right, by logistic regression on articles held back.

A relation is right when its content shares at least half of its letters with an annotated one
and its source is that one's: they share a letter, and at least half of the found source lies in
the annotated one, or neither has a source.
"""

from collections import defaultdict
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from analysis.language.cues import RULES
from analysis.language.draft import Draft
from analysis.language.drafts import find_drafts
from analysis.language.labeller import Meta, Weights
from analysis.language.quotations import find_quotations
from analysis.language.training.corpus import Example, Marked

_ROUNDS = 50
_PULL = 1.0  # of each weight towards its start, as so many examples' worth
_FEW = 25  # fewer examples than these learn an offset only

Rows = list[tuple[float, float, bool]]


def _letters(text: str, places: Sequence[tuple[int, int]]) -> set[int]:
    return {i for start, end in places for i in range(start, end) if text[i].isalnum()}


def _is_right(text: str, draft: Draft, answers: Sequence[Marked]) -> bool:
    content, source = _letters(text, draft.content), _letters(text, draft.source)
    for answer in answers:
        other = _letters(text, answer.content)
        if 2 * len(content & other) < len(content | other):
            continue
        who = _letters(text, answer.source)
        if not who and not source:
            return True
        if source & who and 2 * len(source & who) >= len(source):
            return True
    return False


def _logistic(rows: Rows) -> tuple[float, float, float]:
    """Return offset and weights, pulled towards trusting the cue's log-odds as they are."""
    x = np.array([(1.0, odds, agreement) for odds, agreement, _ in rows])
    y = np.array([float(right) for *_, right in rows])
    start: NDArray[np.float64] = np.array([0.0, 1.0, 0.0])
    pull = np.array([0.2, _PULL, _PULL])
    if len(rows) < _FEW:
        pull[1:] = 1e6
    w = start.copy()
    for _ in range(_ROUNDS):
        share = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (share - y) + pull * (w - start)
        bend = (x * (share * (1 - share))[:, None]).T @ x + np.diag(pull)
        # Where all are right the full step leaps too far to come back.
        step = np.linalg.solve(bend, slope)
        w = w - step / max(1.0, float(np.abs(step).max()))
    return tuple(round(float(v), 4) for v in w)  # type: ignore[return-value]


def calibrate(examples: Sequence[Example], weights: Weights) -> Meta:
    """Return the weights' meta with the calibration that fits these examples."""
    groups: dict[str, Rows] = defaultdict(list)
    for example in examples:
        text = example.article.text
        for draft in find_drafts(example.doc, find_quotations(text), weights):
            # Nor what rules alone find within speech: annotators of news left it unmarked.
            if not draft.needs_party and draft.group not in RULES:
                right = _is_right(text, draft, example.article.attributions)
                groups[draft.group].append((draft.odds, draft.agreement, right))
    found = {group: _logistic(rows) for group, rows in sorted(groups.items())}
    return msgspec.structs.replace(weights.meta, calibration=found)
