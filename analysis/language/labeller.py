"""Cues and their roles by a small network trained on annotated news.

The labeller reads a parsed text (`features`), lets the network (`network`) score every token as
a cue and the tokens of its sentence as source, content or cue, and decodes the scores to whole
phrases: among the subtrees of the parse, what a rule proposes and the single best labels it
takes the set of tokens that the scores favour most, whole phrases before loose tokens.

What it was trained on, what it is good for and what not: docs/model-card.md.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import accumulate
from typing import NamedTuple

import msgspec
import numpy as np
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController

from analysis.language import network
from analysis.language.cues import Candidate
from analysis.language.features import (
    Floats,
    Grid,
    Hashes,
    Integers,
    Pairs,
    Reader,
    distances,
    read_grid,
)
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
_BATCH = 32

_Choice = tuple[int, int] | set[int] | None
"""Tokens of a sentence: from one up to another, or these, or none proposed."""


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
        token = np.concatenate([p.token for p in pairs])
        cue = np.repeat(np.array(heads, dtype=np.int64), sizes)
        return network.PairRows(
            token=token,
            cue=cue,
            number=np.repeat(np.arange(1, len(pairs) + 1), sizes),
            dep=self.rows("dep", np.concatenate([p.dep for p in pairs])),
            level=np.concatenate([p.level for p in pairs]),
            distance=distances(token - cue),
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
        for head, scored in zip(some, _scored(scores, pairs), strict=True):
            labelled.append(_decode(grid, head, float(likely[head]), scored))
    return labelled


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


class _Scored(NamedTuple):
    """How the tokens of one cue's sentence were scored."""

    source: list[float]
    """Log-odds of standing in the source."""
    content: list[float]
    top: list[int]
    """The likeliest role."""
    sure: list[float]
    """The log-probabilities of its roles, one token's after another's."""


def _scored(scores: Floats, pairs: Sequence[Pairs]) -> Iterator[_Scored]:
    """Yield for each cue what the scores of its pairs say."""
    shares = _softmax(scores)
    odds = _log_odds(shares[:, [network.SOURCE, network.CONTENT]]).T.tolist()
    top = shares.argmax(axis=1).tolist()
    sure = np.log(np.maximum(shares, _SURE)).ravel().tolist()
    roles = shares.shape[1]
    start = 0
    for one in pairs:
        end = start + len(one.token)
        places = slice(start, end)
        most = sure[start * roles : end * roles]
        yield _Scored(odds[0][places], odds[1][places], top[places], most)
        start = end


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _log_odds(shares: Floats) -> Floats:
    sure = np.clip(shares, _SURE, 1 - _SURE)
    odds: Floats = np.log(sure / (1 - sure))
    return odds


class _Sentence:
    """The sentence of one cue: its phrases, and the best of them for a role.

    Tokens count from the first of the sentence. Plain lists throughout: a sentence has some
    thirty tokens, on which a call of NumPy costs more than the loop.
    """

    def __init__(self, grid: Grid, head: int) -> None:
        self.start, self.end = grid.bounds(head)
        self.size = self.end - self.start
        self.at = head - self.start
        inside = slice(self.start, self.end)
        self.words: list[bool] = grid.words[inside].tolist()
        left = (grid.left[inside] - self.start).tolist()
        right = (grid.right[inside] - self.start + 1).tolist()
        self._phrases = [
            (max(first, 0), min(last, self.size)) for first, last in zip(left, right, strict=True)
        ]

    def inside(self, tokens: set[int]) -> set[int]:
        """Return those of the document's tokens that stand in the sentence."""
        return {i - self.start for i in tokens if self.start <= i < self.end}

    def source(self, odds: Sequence[float], claimed: set[int] | None) -> set[int]:
        """Return the best source: a phrase that the cue does not stand in, if there is one."""
        total = _sums(self._counted(odds))
        phrase = max(
            (p for p in self._phrases if not p[0] <= self.at < p[1]),
            key=lambda p: total[p[1]] - total[p[0]],
            default=self._phrases[0],
        )
        stretch = _stretch(total)
        found = self._best(odds, [(phrase, _NAMED), (stretch, 0), (claimed, _CLAIMED)])
        return found - {self.at}

    def content(
        self, odds: Sequence[float], claimed: set[int] | None, barred: set[int]
    ) -> set[int]:
        """Return the best content but for `barred`: a phrase, or one around the cue's."""
        odds = [0.0 if i in barred else value for i, value in enumerate(odds)]
        counted = self._counted(odds)
        total = _sums(counted)
        phrase = max(self._phrases, key=lambda p: total[p[1]] - total[p[0]])
        low, high = self._phrases[self.at]
        holed = max(
            (p for p in self._phrases if p[0] <= low and high <= p[1]),
            key=lambda p: total[p[1]] - total[p[0]],
        )
        around = {*range(holed[0], low), *range(high, holed[1])}
        some: list[tuple[_Choice, float]] = [(phrase, _WHOLE), (around, _WHOLE)]
        return self._best(odds, [*some, (_runs(counted), 0), (claimed, _CLAIMED)]) - barred

    def _counted(self, odds: Sequence[float]) -> list[float]:
        """Return the odds of words, 0 for what is none."""
        return [value if word else 0.0 for value, word in zip(odds, self.words, strict=True)]

    def _best(self, odds: Sequence[float], choices: Sequence[tuple[_Choice, float]]) -> set[int]:
        """Return the choice with the highest odds and favour, nothing if none is above zero."""
        best: set[int] = set()
        most = 0.0
        for choice, favour in choices:
            tokens = range(*choice) if isinstance(choice, tuple) else choice or ()
            words = [i for i in tokens if self.words[i]]
            score = sum(odds[i] for i in words) + favour
            if words and score > most:
                best, most = set(tokens), score
        return best


def _sums(odds: Sequence[float]) -> list[float]:
    """Return the sums of the odds before each token and behind the last."""
    return list(accumulate(odds, initial=0.0))


def _stretch(total: Sequence[float]) -> tuple[int, int]:
    """Return the stretch with the highest sum, as its first token and the one behind it."""
    first = lowest = last = 0
    most = 0.0
    for at, sum_ in enumerate(total):
        if sum_ < total[lowest]:
            lowest = at
        if sum_ - total[lowest] > most:
            first, last, most = lowest, at, sum_ - total[lowest]
    return first, last


def _runs(odds: Sequence[float]) -> set[int]:
    """Return the tokens with the highest odds where each unbroken run of them costs `_RUN`.

    So a stray word makes no run of its own, and a doubtful one breaks none.
    """
    out, within = 0.0, float("-inf")
    came_out, came_within = [], []
    for value in odds:
        begun = out - _RUN
        came_out.append(within > out)
        came_within.append(within >= begun)
        if within > out:
            out = within
        within = (within if within > begun else begun) + value
    found = set()
    inside = within > out
    for at in range(len(odds) - 1, -1, -1):
        if inside:
            found.add(at)
        inside = came_within[at] if inside else came_out[at]
    return found


def _decode(grid: Grid, head: int, likely: float, scored: _Scored) -> Labelled:
    sentence = _Sentence(grid, head)
    claimed = grid.claims.get(head)
    source = sentence.source(
        scored.source, None if claimed is None else sentence.inside(claimed.source)
    )
    cue = {i for i, role in enumerate(scored.top) if role == network.CUE} - source
    cue.add(sentence.at)
    content = sentence.content(
        scored.content,
        None if claimed is None else sentence.inside(claimed.content),
        source | cue,
    )
    chosen = [network.NOTHING] * sentence.size
    for role, tokens in ((network.CUE, cue), (network.CONTENT, content), (network.SOURCE, source)):
        for i in tokens:
            chosen[i] = role
    roles = len(scored.sure) // sentence.size
    each = enumerate(zip(chosen, sentence.words, strict=True))
    sure = [scored.sure[i * roles + role] for i, (role, word) in each if word]
    return Labelled(
        head,
        likely,
        sum(sure) / len(sure) if sure else 0.0,
        {i + sentence.start for i in cue},
        {i + sentence.start for i in source},
        {i + sentence.start for i in content},
        claimed,
    )
