"""The network behind the labeller: weights and rows in, scores out.

Two parts. The encoder gives each token a vector: embeddings of lemma, tag, dependency and
entity, marks and spaCy's tok2vec tensor, then layers that each look at the token, its two
neighbours, its head and the mean of its children; one output says how likely the token heads a
cue. The reader of roles then takes a cue and every token of its sentence, adds how the token
hangs beside the cue, looks at two tokens either side, and says whether the token is source,
content, part of the cue or nothing.

There is one definition of it: `training` hands in JAX for the array library `xp`, and dropout.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

LAYERS = 2
ROLE_LAYERS = 2
NOTHING, SOURCE, CONTENT, CUE = range(4)
"""The roles, as the network's outputs number them."""

_EPSILON = 1e-5

Array = Any
"""An array of NumPy or JAX."""

Drop = Callable[[Array, float], Array]
"""Dropout: rows and the share of their numbers to set to zero."""


class TokenRows(NamedTuple):
    """The tokens of a text; columns are rows of the embeddings, 0 for the unknown."""

    lemma: Array
    tag: Array
    dep: Array
    entity: Array
    marks: Array
    tensor: Array
    head: Array
    mean_of_children: Callable[[Array], Array]


class PairRows(NamedTuple):
    """Cues and the tokens of their sentences, one cue's after another's."""

    token: Array
    cue: Array
    number: Array
    """Counts the cues: rows with the same number lie side by side."""
    dep: Array
    level: Array
    distance: Array
    claim: Array


def keep(rows: Array, share: float) -> Array:
    """Drop nothing."""
    return rows


def _normal(x: Array, gain: Array, xp: Any) -> Array:
    centred = x - x.mean(axis=1, keepdims=True)
    return centred / xp.sqrt((centred * centred).mean(axis=1, keepdims=True) + _EPSILON) * gain


def _moved(x: Array, by: int, xp: Any) -> Array:
    """Return the rows moved `by` places down; zeros come in at the edge."""
    edge = xp.zeros_like(x[: abs(by)])
    if by > 0:
        return xp.concatenate([edge, x[:-by]])
    return xp.concatenate([x[-by:], edge]) if by else x


def encode(w: Mapping[str, Array], rows: TokenRows, *, xp: Any = np, drop: Drop = keep) -> Array:
    """Return a vector for each token."""
    looked_up = [w["lemma"][rows.lemma], w["tag"][rows.tag], w["dep"][rows.dep]]
    looked_up.append(w["entity"][rows.entity])
    x = drop(xp.concatenate([*looked_up, rows.marks, rows.tensor], axis=1), 0.2)
    x = xp.maximum(_normal(x @ w["in"] + w["in_bias"], w["in_gain"], xp), 0)
    for n in range(LAYERS):
        beside = [_moved(x, 1, xp), x, _moved(x, -1, xp), x[rows.head], rows.mean_of_children(x)]
        y = drop(xp.concatenate(beside, axis=1), 0.2)
        y = _normal(y @ w[f"layer{n}"] + w[f"layer{n}_bias"], w[f"layer{n}_gain"], xp)
        x = x + xp.maximum(y, 0)
    return x


def cue_scores(w: Mapping[str, Array], vectors: Array) -> Array:
    """Return the log-odds of each token heading a cue."""
    return (vectors @ w["cue"] + w["cue_bias"])[:, 0]


def role_scores(
    w: Mapping[str, Array],
    vectors: Array,
    rows: PairRows,
    *,
    xp: Any = np,
    drop: Drop = keep,
) -> Array:
    """Return for each pair the scores of the four roles, before the softmax."""
    x = (vectors @ w["role_token"])[rows.token] + (vectors @ w["role_cue"])[rows.cue]
    x = x + w["role_dep"][rows.dep] + w["role_level"][rows.level]
    x = x + w["role_distance"][rows.distance] + w["role_claim"][rows.claim] + w["role_bias"]
    x = xp.maximum(x, 0)
    for n in range(ROLE_LAYERS):
        beside = []
        for by in (2, 1, 0, -1, -2):
            same = _moved(rows.number, by, xp) == rows.number
            beside.append(_moved(x, by, xp) * same[:, None] if by else x)
        y = drop(xp.concatenate(beside, axis=1), 0.2)
        y = _normal(y @ w[f"role{n}"] + w[f"role{n}_bias"], w[f"role{n}_gain"], xp)
        x = x + xp.maximum(y, 0)
    return x @ w["out"] + w["out_bias"]
