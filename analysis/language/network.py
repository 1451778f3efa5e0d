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
    # Here and below: an array of NumPy that is of no use any more is written over.
    x -= x.mean(axis=1, keepdims=True)
    x /= xp.sqrt((x * x).mean(axis=1, keepdims=True) + _EPSILON)
    x *= gain
    return x


def _layer(w: Mapping[str, Array], name: str, x: Array, xp: Any) -> Array:
    y = x @ w[name]
    y += w[f"{name}_bias"]
    return xp.maximum(_normal(y, w[f"{name}_gain"], xp), 0)


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
    x = _layer(w, "in", x, xp)
    for n in range(LAYERS):
        beside = [_moved(x, 1, xp), x, _moved(x, -1, xp), x[rows.head], rows.mean_of_children(x)]
        x = x + _layer(w, f"layer{n}", drop(xp.concatenate(beside, axis=1), 0.2), xp)
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
    x = (vectors @ w["role_token"])[rows.token]
    x += (vectors @ w["role_cue"])[rows.cue]
    for name in ("dep", "level", "distance", "claim"):
        x += w[f"role_{name}"][getattr(rows, name)]
    x += w["role_bias"]
    x = xp.maximum(x, 0)
    steps = (2, 1, 0, -1, -2)
    same = {by: (_moved(rows.number, by, xp) == rows.number)[:, None] for by in steps if by}
    for n in range(ROLE_LAYERS):
        beside = [_moved(x, by, xp) * same[by] if by else x for by in steps]
        x = x + _layer(w, f"role{n}", drop(xp.concatenate(beside, axis=1), 0.2), xp)
    return x @ w["out"] + w["out_bias"]
