"""Cues and their roles by a small network trained on annotated news.

The labeller reads a parsed text (`features`), lets the network (`network`) score every token as
a cue and the tokens of its sentence as source, content or cue, and decodes the scores to whole
phrases: among the subtrees of the parse, what a rule proposes and the single best labels it
takes the set of tokens that the scores favour most, whole phrases before loose tokens.

What it was trained on, what it is good for and what not: docs/model-card.md.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController

from analysis.language import network
from analysis.language.cues import Candidate
from analysis.language.features import Floats, Grid, Hashes, Integers, Pairs, Reader, read_grid
from analysis.language.results import Quotation

COLUMNS = ("lemma", "tag", "dep", "entity")
_WHOLE = 0.5
"""What a subtree has before loose tokens, in log-odds: the parse knows where phrases end."""
_CLAIMED = 4.0
"""What a rule's extent has before loose tokens."""
_NAMED = 1.0
"""What a subtree has before loose tokens as a source."""
_RUN = 3.0
"""What it takes to begin another stretch of loose tokens, in log-odds."""
_PLAUSIBLE = 0.8
"""The share of the threshold that is enough to bear out a rule's cue."""
_SURE = 1e-4
_BATCH = 64

Mask = NDArray[np.bool_]


class Meta(msgspec.Struct, frozen=True):
    """What stands beside the weights: by what and for what they were made."""

    version: str
    pipelines: tuple[str, ...]
    """The spaCy pipelines, as name-version, whose tensors the weights know."""
    threshold: float
    """The probability from which a token is looked at as the head of a cue."""
    least: float
    """The confidence from which what the labeller has a part in is told."""
    calibration: dict[str, tuple[float, float, float]]
    """By kind of candidate what turns its scores into a probability of being right."""


class Labelled(NamedTuple):
    """A cue with its roles, in token indices."""

    head: int
    probability: float
    """That `head` heads a cue."""
    agreement: float
    """The mean log-probability of the roles as decoded; 0 is certainty."""
    cue: set[int]
    source: set[int]
    content: set[int]
    claimed: Candidate | None
    """What a rule found there."""


class Weights(NamedTuple):
    """Arrays by name, and the vocabularies: sorted hashes, whose index + 1 is the row."""

    meta: Meta
    arrays: dict[str, Floats]
    vocabularies: dict[str, Hashes]

    def rows(self, column: str, hashes: Hashes) -> Integers:
        """Return the rows of the embedding of `column`; 0 for what training did not see."""
        known = self.vocabularies[column]
        at = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
        return np.where(known[at] == hashes, at + 1, 0)

    def tokens(self, grid: Grid, reader: Reader) -> network.TokenRows:
        """Return the tokens of `grid` as the network takes them."""
        columns = zip(COLUMNS, (grid.lemma, grid.tag, grid.dep, grid.entity), strict=True)
        lemma, tag, dep, entity = (self.rows(name, column) for name, column in columns)
        return network.TokenRows(
            lemma, tag, dep, entity, grid.marks, grid.tensor, grid.head, reader.mean_of_children
        )

    def pairs(self, heads: Sequence[int], pairs: Sequence[Pairs]) -> network.PairRows:
        """Return cues and the tokens beside them as the network takes them."""
        sizes = [len(p.token) for p in pairs]
        return network.PairRows(
            token=np.concatenate([p.token for p in pairs]),
            cue=np.repeat(np.array(heads, dtype=np.int64), sizes),
            number=np.repeat(np.arange(1, len(pairs) + 1), sizes),
            dep=self.rows("dep", np.concatenate([p.dep for p in pairs])),
            level=np.concatenate([p.level for p in pairs]),
            distance=np.concatenate([p.distance for p in pairs]),
            claim=np.concatenate([p.claim for p in pairs]),
        )


@cache
def load_weights() -> Weights:
    """Return the weights of the package."""
    return read_weights((files("analysis.language") / "data" / "roles.npz").read_bytes())


def read_weights(data: bytes) -> Weights:
    """Return weights from the bytes of an .npz file; the numbers in it may be of half width."""
    with np.load(BytesIO(data), allow_pickle=False) as file:
        found = {name: file[name] for name in file.files}
    meta = msgspec.json.decode(found.pop("meta").tobytes(), type=Meta)
    vocabularies = {name: found.pop(f"vocabulary_{name}") for name in COLUMNS}
    arrays = {name: array.astype(np.float32) for name, array in found.items()}
    return Weights(meta, arrays, vocabularies)


def label(
    doc: Doc, quotations: Sequence[Quotation], found: Sequence[Candidate], weights: Weights
) -> tuple[Grid, list[Labelled]]:
    """Return what the labeller sees in `doc`, cues a little below the threshold included.

    `found` is what the rules found. The grid is what it was read from.
    """
    grid = read_grid(doc, quotations, found)
    # On matrices as small as these a second thread only waits, and its sums may differ.
    with _threads().limit(limits=1, user_api="blas"):
        return grid, _label(grid, weights)


def _label(grid: Grid, weights: Weights) -> list[Labelled]:
    reader = Reader(grid)
    vectors = network.encode(weights.arrays, weights.tokens(grid, reader))
    odds = network.cue_scores(weights.arrays, vectors)
    likely = 1 / (1 + np.exp(-odds))
    least = weights.meta.threshold
    heads = [
        int(i)
        for i in np.nonzero(likely >= least * _PLAUSIBLE)[0]
        if likely[i] >= least or int(i) in grid.claims
    ]
    labelled = []
    for at in range(0, len(heads), _BATCH):
        some = heads[at : at + _BATCH]
        pairs = [reader.pairs(head) for head in some]
        rows = weights.pairs(some, pairs)
        scores = network.role_scores(weights.arrays, vectors, rows)
        shares = _softmax(scores)
        ends = np.cumsum([len(p.token) for p in pairs])[:-1]
        each = zip(some, np.split(shares, ends), np.split(_log_odds(shares), ends), strict=True)
        for head, share, odds in each:
            labelled.append(_decode(grid, head, float(likely[head]), share, odds))
    return labelled


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _log_odds(shares: Floats) -> Floats:
    sure = np.clip(shares, _SURE, 1 - _SURE)
    odds: Floats = np.log(sure / (1 - sure))
    return odds


class _Sentence:
    """The sentence of one cue: its phrases, and the best of them for a role."""

    def __init__(self, grid: Grid, head: int) -> None:
        self.start, self.end = grid.bounds(head)
        self.size = self.end - self.start
        self.at = head - self.start
        inside = slice(self.start, self.end)
        self.words = grid.words[inside]
        self._first = np.maximum(grid.left[inside], self.start) - self.start
        self._last = np.minimum(grid.right[inside], self.end - 1) - self.start + 1
        self._around = (self._first <= self.at) & (self.at < self._last)

    def mask(self, tokens: set[int]) -> Mask:
        """Return the tokens of the document as a mask over the sentence."""
        found = np.zeros(self.size, dtype=np.bool_)
        found[[i - self.start for i in tokens if self.start <= i < self.end]] = True
        return found

    def source(self, odds: Floats, claimed: Mask | None) -> Mask:
        """Return the best source: a phrase that the cue does not stand in, if there is one."""
        total = self._sums(odds, np.ones(self.size, dtype=np.bool_))
        scores = np.where(self._around, -np.inf, total[self._last] - total[self._first] + _NAMED)
        at = int(scores.argmax())
        phrase = self._stretch(self._first[at], self._last[at])
        end = int((total - np.minimum.accumulate(total)).argmax())
        stretch = self._stretch(total[: end + 1].argmin(), np.int64(end))
        found = self._best(odds, [(phrase, _NAMED), (stretch, 0), (claimed, _CLAIMED)])
        found[self.at] = False
        return found

    def content(self, odds: Floats, claimed: Mask | None, free: Mask) -> Mask:
        """Return the best content among the `free` tokens: a phrase, or one around the cue's."""
        odds = np.where(free, odds, 0)
        total = self._sums(odds, free)
        low, high = self._first[self.at], self._last[self.at]
        scores = total[self._last] - total[self._first]
        at = int(scores.argmax())
        phrase = self._stretch(self._first[at], self._last[at])
        holds = (self._first <= low) & (high <= self._last)
        at = int(np.where(holds, scores - (total[high] - total[low]), -np.inf).argmax())
        holed = self._stretch(self._first[at], self._last[at]) & ~self._stretch(low, high)
        some: list[tuple[Mask | None, float]] = [(phrase, _WHOLE), (holed, _WHOLE)]
        return self._best(odds, [*some, (self._runs(odds), 0), (claimed, _CLAIMED)]) & free

    def _runs(self, odds: Floats) -> Mask:
        """Return the tokens with the highest odds where each unbroken run of them costs `_RUN`.

        So a stray word makes no run of its own, and a doubtful one breaks none.
        """
        counted = np.where(self.words, odds, 0).tolist()
        out, within = 0.0, float("-inf")
        came_out, came_within = [], []
        for value in counted:
            came_out.append(within > out)
            came_within.append(within >= out - _RUN)
            out, within = max(out, within), max(within, out - _RUN) + value
        found = np.zeros(self.size, dtype=np.bool_)
        inside = within > out
        for at in range(self.size - 1, -1, -1):
            found[at] = inside
            inside = came_within[at] if inside else came_out[at]
        return found

    def _stretch(self, first: np.int64, last: np.int64) -> Mask:
        found = np.zeros(self.size, dtype=np.bool_)
        found[first:last] = True
        return found

    def _sums(self, odds: Floats, free: Mask) -> NDArray[np.float64]:
        """Return the sums of the odds before each token and behind the last."""
        counted = np.where(free & self.words, odds, 0)
        return np.concatenate([[0.0], np.cumsum(counted, dtype=np.float64)])

    def _best(self, odds: Floats, choices: Sequence[tuple[Mask | None, float]]) -> Mask:
        """Return the choice with the highest odds and favour, nothing if none is above zero."""
        best, most = np.zeros(self.size, dtype=np.bool_), 0.0
        for choice, favour in choices:
            if choice is None or not (choice & self.words).any():
                continue
            score = float(odds[choice & self.words].sum()) + favour
            if score > most:
                best, most = choice.copy(), score
        return best


def _decode(grid: Grid, head: int, likely: float, shares: Floats, odds: Floats) -> Labelled:
    sentence = _Sentence(grid, head)
    claimed = grid.claims.get(head)
    top = shares.argmax(axis=1)
    source = sentence.source(
        odds[:, network.SOURCE],
        None if claimed is None else sentence.mask(claimed.source),
    )
    cue = (top == network.CUE) & ~source
    cue[sentence.at] = True
    content = sentence.content(
        odds[:, network.CONTENT],
        None if claimed is None else sentence.mask(claimed.content),
        ~(source | cue),
    )
    chosen = np.zeros(sentence.size, dtype=np.int64)
    for role, mask in ((network.CUE, cue), (network.CONTENT, content), (network.SOURCE, source)):
        chosen[mask] = role
    sure = np.log(np.maximum(shares[np.arange(sentence.size), chosen], _SURE))

    def tokens(mask: Mask) -> set[int]:
        return {int(i) + sentence.start for i in np.nonzero(mask)[0]}

    return Labelled(
        head,
        likely,
        float(sure[sentence.words].mean()) if sentence.words.any() else 0.0,
        tokens(cue),
        tokens(source),
        tokens(content),
        claimed,
    )
