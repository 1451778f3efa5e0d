"""Fitting the network with JAX: the forward pass is `analysis.language.network`'s own."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import msgspec
import numpy as np
import optax

from analysis.language import network
from analysis.language.features import CLAIMS, DISTANCES, LEVELS, MARKS, Floats, Hashes
from analysis.language.labeller import COLUMNS, Meta, Weights
from analysis.language.training.corpus import Example

WIDTH, ROLE_WIDTH = 96, 64
_EMBEDDED = {"lemma": 32, "tag": 16, "dep": 16, "entity": 6}
_RARE = 3  # a lemma seen less often is learned as unknown
_UNSEEN = 0.3  # the share of lemmas hidden at each step, so that unknown ones mean something
_TOGETHER = 4  # documents a step
_RATE, _DECAY, _STEEPEST, _WARM = 2e-3, 1e-2, 5.0, 200
_TOKENS, _PAIRS = 2048, 4096  # rows are padded to multiples of these: fewer shapes to compile
_ROLES_COUNT = 0.25  # of the roles' loss beside the cues'


class Step(NamedTuple):
    """A few documents as padded rows."""

    tokens: dict[str, Any]
    pairs: dict[str, Any]


def vocabularies(examples: Sequence[Example]) -> dict[str, Hashes]:
    """Return the sorted hashes of each column; rare lemmas are left out."""
    found: dict[str, Hashes] = {}
    for name in COLUMNS:
        counts: Counter[int] = Counter()
        for example in examples:
            counts.update(getattr(example.grid, name).tolist())
        least = _RARE if name == "lemma" else 1
        found[name] = np.array(sorted(h for h, n in counts.items() if n >= least), dtype=np.uint64)
    return found


def _start(seed: int, sizes: dict[str, int], inputs: int) -> dict[str, Any]:
    keys = iter(jax.random.split(jax.random.PRNGKey(seed), 64))

    def dense(rows: int, columns: int) -> Any:
        return jax.random.normal(next(keys), (rows, columns)) / np.sqrt(rows)

    def table(rows: int, columns: int) -> Any:
        return jax.random.normal(next(keys), (rows, columns)) * 0.3

    w = {name: table(sizes[name] + 1, width) for name, width in _EMBEDDED.items()}
    layers = [("in", inputs, WIDTH)]
    layers += [(f"layer{n}", 5 * WIDTH, WIDTH) for n in range(network.LAYERS)]
    layers += [(f"role{n}", 5 * ROLE_WIDTH, ROLE_WIDTH) for n in range(network.ROLE_LAYERS)]
    for name, rows, width in layers:
        w[name] = dense(rows, width)
        w[f"{name}_bias"], w[f"{name}_gain"] = jnp.zeros(width), jnp.ones(width)
    w["cue"], w["cue_bias"] = dense(WIDTH, 1), jnp.full(1, -3.0)
    w["role_token"], w["role_cue"] = dense(WIDTH, ROLE_WIDTH), dense(WIDTH, ROLE_WIDTH)
    w["role_bias"] = jnp.zeros(ROLE_WIDTH)
    tables = {"dep": sizes["dep"] + 1, "level": LEVELS, "distance": DISTANCES, "claim": CLAIMS}
    w |= {f"role_{name}": table(rows, ROLE_WIDTH) for name, rows in tables.items()}
    w["out"], w["out_bias"] = dense(ROLE_WIDTH, 4), jnp.zeros(4)
    return w


def _padded(rows: Any, size: int) -> Any:
    blank = np.zeros((size - len(rows), *rows.shape[1:]), dtype=rows.dtype)
    return np.concatenate([rows, blank])


def _joined(parts: Sequence[dict[str, Any]], multiple: int) -> dict[str, Any]:
    whole = {name: np.concatenate([p[name] for p in parts]) for name in parts[0]}
    size = len(next(iter(whole.values())))
    full = -(-max(size, 1) // multiple) * multiple
    return {name: _padded(rows, full) for name, rows in whole.items()}


def _step(examples: Sequence[Example], words: Weights) -> Step:
    tokens, pairs = [], []
    base = number = 0
    for example in examples:
        size = len(example.grid.head)
        rows = words.tokens(example.grid, example.reader)._asdict()
        rows.pop("mean_of_children")
        heads = rows["head"] + base
        hangs = example.grid.head != np.arange(size)
        there = np.ones(size, dtype=np.float32)
        rows |= {"head": heads, "hangs": hangs.astype(np.float32), "there": there}
        tokens.append({**rows, "is_cue": example.is_cue()})
        if example.heads:
            row = words.pairs(example.heads, example.pairs)._asdict()
            row |= {"token": row["token"] + base, "cue": row["cue"] + base}
            row["number"] = row["number"] + number
            row["answer"] = np.concatenate(example.answers)
            pairs.append({**row, "there": np.ones(len(row["token"]), dtype=np.float32)})
            number += len(example.heads)
        base += size
    return Step(_joined(tokens, _TOKENS), _joined(pairs, _PAIRS) if pairs else {})


def _mean_of_children(t: dict[str, Any], x: Any) -> Any:
    sums = jax.ops.segment_sum(x * t["hangs"][:, None], t["head"], x.shape[0])
    counts = jax.ops.segment_sum(t["hangs"], t["head"], x.shape[0])
    return sums / jnp.maximum(counts, 1)[:, None]


def _loss(w: dict[str, Any], step: Step, key: Any) -> Any:
    keys = iter(jax.random.split(key, 16))

    def drop(rows: Any, share: float) -> Any:
        return rows * jax.random.bernoulli(next(keys), 1 - share, rows.shape) / (1 - share)

    t, p = step
    seen = jax.random.bernoulli(next(keys), 1 - _UNSEEN, t["lemma"].shape)
    rows = network.TokenRows(
        lemma=jnp.where(seen, t["lemma"], 0),
        tensor=drop(t["tensor"], 0.2),
        mean_of_children=partial(_mean_of_children, t),
        **{name: t[name] for name in ("tag", "dep", "entity", "marks", "head")},
    )
    vectors = network.encode(w, rows, xp=jnp, drop=drop)
    many = t["is_cue"].sum() + 1
    odds = network.cue_scores(w, vectors)
    cues = (optax.sigmoid_binary_cross_entropy(odds, t["is_cue"]) * t["there"]).sum() / many
    pairs = network.PairRows(**{name: p[name] for name in network.PairRows._fields})
    scores = network.role_scores(w, vectors, pairs, xp=jnp, drop=drop)
    wrong = optax.softmax_cross_entropy_with_integer_labels(scores, p["answer"]) * p["there"]
    return cues + _ROLES_COUNT * wrong.sum() / many


def fit(
    examples: Sequence[Example],
    meta: Meta,
    *,
    epochs: int,
    seed: int,
    tell: Callable[[str], None],
) -> Weights:
    """Return weights fitted to the examples; the same for the same seed on one machine."""
    words = Weights(meta, {}, vocabularies(examples))
    sizes = {name: len(hashes) for name, hashes in words.vocabularies.items()}
    w = _start(seed, sizes, sum(_EMBEDDED.values()) + MARKS + examples[0].grid.tensor.shape[1])
    steps = epochs * -(-len(examples) // _TOGETHER)
    rate = optax.warmup_cosine_decay_schedule(0, _RATE, min(_WARM, steps // 5), steps)
    optimiser = optax.chain(
        optax.clip_by_global_norm(_STEEPEST), optax.adamw(rate, weight_decay=_DECAY)
    )
    state: Any = optimiser.init(w)

    def improve(w: Any, state: Any, step: Step, key: Any) -> Any:
        loss, slope = jax.value_and_grad(_loss)(w, step, key)
        change, state = optimiser.update(slope, state, w)
        return optax.apply_updates(w, change), state, loss

    faster = jax.jit(improve)
    order = np.random.default_rng(seed)
    key = jax.random.PRNGKey(seed + 1)
    for epoch in range(epochs):
        mixed = order.permutation(len(examples))
        total = 0.0
        for at in range(0, len(mixed), _TOGETHER):
            key, own = jax.random.split(key)
            step = _step([examples[i] for i in mixed[at : at + _TOGETHER]], words)
            if step.pairs:
                w, state, loss = faster(w, state, step, own)
                total += float(loss)
        tell(f"epoch {epoch + 1} of {epochs}: loss {total * _TOGETHER / len(mixed):.3f}")
    return words._replace(arrays={name: _narrow(array) for name, array in w.items()})


def save(weights: Weights, path: Path) -> None:
    """Write weights as the program reads them, at half width."""
    arrays = {name: array.astype(np.float16) for name, array in weights.arrays.items()}
    words = {f"vocabulary_{name}": hashes for name, hashes in weights.vocabularies.items()}
    meta = np.frombuffer(msgspec.json.encode(weights.meta), dtype=np.uint8)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, meta=meta, **arrays, **words)


def _narrow(array: Any) -> Floats:
    """Return the array as it will be read back: kept at half width."""
    return np.asarray(array).astype(np.float16).astype(np.float32)
