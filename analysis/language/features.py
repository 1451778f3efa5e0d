"""A parsed text as numbers: what the cue and role labeller looks at.

Everything comes from columns that spaCy has computed already (lemma, tag, dependency, entity,
the tok2vec tensor) and from what the rules found, so that reading them costs little. The same
code serves training and use: a labeller never sees other features than it was trained on.

Arrays have one row a token; places are token indices in the document.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_TYPE, HEAD, LEMMA, SENT_START, TAG
from spacy.tokens import Doc

from analysis.language import tree
from analysis.language.cues import RULES, Candidate
from analysis.language.results import Quotation

Integers = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Floats = NDArray[np.float32]

COLUMNS = ("lemma", "tag", "dep", "entity")
"""The columns of `Grid` that hold hashes of spaCy's string store."""

MARKS = 3 + 3 + len(RULES)
"""How many numbers a row of `Grid.marks` has: quotation, rule roles, the rule that fired."""

LEVELS = 6
"""How a token hangs beside a cue: itself, under its 1st, 2nd, 3rd+ ancestor, under it, apart."""
_APART, _UNDER = LEVELS - 1, LEVELS - 2

DISTANCES = 14
"""Classes of the distance from cue to token, in tokens, signed."""
_STEPS = np.array([4, 7, 12], dtype=np.int64)

CLAIMS = 5
"""What a rule says of a token: no rule here, nothing, source, content, cue."""


class Grid(NamedTuple):
    """The tokens of one document as columns."""

    lemma: Hashes
    tag: Hashes
    dep: Hashes
    entity: Hashes
    head: Integers
    left: Integers
    """The first token of the subtree."""
    right: Integers
    """The last token of the subtree."""
    starts: Integers
    """Where sentences begin, and the number of tokens."""
    sentence: Integers
    marks: Floats
    tensor: Floats
    words: NDArray[np.bool_]
    """Whether a token has a letter or digit."""
    claims: dict[int, Candidate]
    """What the first rule found, by the head of its cue."""

    def bounds(self, token: int) -> tuple[int, int]:
        """Return the first token of the sentence of `token`, and the one after its last."""
        at = self.sentence[token]
        return int(self.starts[at]), int(self.starts[at + 1])


class Pairs(NamedTuple):
    """The tokens of a cue's sentence, each beside the cue."""

    token: Integers
    dep: Hashes
    """The relation by which the branch that holds the token hangs beside the cue."""
    level: Integers
    claim: Integers


def cue_head(heads: Integers, cue: Sequence[int]) -> int:
    """Return the token of `cue` that the others hang on: the highest, then the first."""
    inside = set(cue)
    tops = [i for i in cue if heads[i] not in inside or heads[i] == i] or list(cue)
    return min(tops, key=lambda i: (_depth(heads, i), i))


def _depth(heads: Integers, token: int) -> int:
    depth = 0
    while heads[token] != token and depth < len(heads):
        token = int(heads[token])
        depth += 1
    return depth


def _edges(head: Integers) -> tuple[Integers, Integers]:
    """Return the first and last token of each token's subtree."""
    left = np.arange(len(head), dtype=np.int64)
    right = left.copy()
    while True:
        wider_left, wider_right = left.copy(), right.copy()
        np.minimum.at(wider_left, head, left)
        np.maximum.at(wider_right, head, right)
        if np.array_equal(wider_left, left) and np.array_equal(wider_right, right):
            return left, right
        left, right = wider_left, wider_right


def _marks(
    doc: Doc, quotations: Sequence[Quotation], claims: dict[int, Candidate], size: int
) -> Floats:
    marks = np.zeros((size, MARKS), dtype=np.float32)
    for quotation in quotations:
        for segment in quotation.segments:
            inside = tree.places_in(doc, segment)
            if inside:
                marks[inside.start : inside.stop, 0] = 1
                marks[inside.start, 1] = marks[inside.stop - 1, 2] = 1
    for head, candidate in claims.items():
        for column, role in enumerate((candidate.source, candidate.content, candidate.cue)):
            marks[list(role), 3 + column] = 1
        marks[head, 6 + RULES.index(candidate.rule)] = 1
    return marks


def read_grid(doc: Doc, quotations: Sequence[Quotation], found: Sequence[Candidate]) -> Grid:
    """Return the columns of `doc`; `found` is what the rules found in it.

    `doc` has been parsed and carries the tensor of its pipeline's tok2vec.
    """
    wanted = [LEMMA, TAG, DEP, ENT_TYPE, HEAD, SENT_START]
    columns = np.asarray(doc.to_array(wanted), dtype=np.uint64)
    size = len(doc)
    offsets: Integers = columns[:, 4].astype(np.int64)
    head = np.arange(size, dtype=np.int64) + offsets
    opens = columns[:, 5] == 1
    opens[:1] = True
    starts = np.append(np.nonzero(opens)[0], size).astype(np.int64)
    left, right = _edges(head)
    claims: dict[int, Candidate] = {}
    for candidate in found:
        if candidate.cue:
            claims.setdefault(cue_head(head, sorted(candidate.cue)), candidate)
    return Grid(
        lemma=columns[:, 0],
        tag=columns[:, 1],
        dep=columns[:, 2],
        entity=columns[:, 3],
        head=head,
        left=left,
        right=right,
        starts=starts,
        sentence=np.cumsum(opens, dtype=np.int64) - 1,
        marks=_marks(doc, quotations, claims, size),
        tensor=np.asarray(doc.tensor, dtype=np.float32),
        words=np.array(tree.table_of(doc).word, dtype=np.bool_),
        claims=claims,
    )


def distances(steps: Integers) -> Integers:
    """Return the class of each signed distance."""
    far = np.abs(steps)
    near: Integers = np.where(
        far < 4, far, np.minimum(4 + np.searchsorted(_STEPS, far, "right") - 1, 6)
    )
    return np.where(steps < 0, 7 + near, near)


class Reader:
    """Reads pairs off one grid; knows the children of each token."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        size = len(grid.head)
        self._heads: list[int] = grid.head.tolist()
        self._deps: list[int] = grid.dep.tolist()
        self._left: list[int] = grid.left.tolist()
        self._right: list[int] = grid.right.tolist()
        order = np.argsort(grid.head, kind="stable")
        hanging = order[grid.head[order] != order]
        counts = np.bincount(grid.head[hanging], minlength=size)
        first = np.concatenate([[0], np.cumsum(counts)])
        self._hanging: list[int] = hanging.tolist()
        self._first: list[int] = first.tolist()
        # Who has most children first: those who have an n-th are then the first so many.
        parents = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
        self._parents, self._counts = parents, counts[parents].astype(np.float32)
        self._nth = [
            hanging[first[parents[counts[parents] > n]] + n]
            for n in range(int(counts.max(initial=0)))
        ]

    def children(self, token: int) -> list[int]:
        """Return the tokens that hang on `token`, in order."""
        return self._hanging[self._first[token] : self._first[token + 1]]

    def mean_of_children(self, rows: Floats) -> Floats:
        """Return for each token the mean of its children's rows, zeros where it has none."""
        mean = np.zeros_like(rows)
        if self._nth:
            sums = rows[self._nth[0]]
            for places in self._nth[1:]:
                sums[: len(places)] += rows[places]
            sums /= self._counts[:, None]
            mean[self._parents] = sums
        return mean

    def pairs(self, cue: int) -> Pairs:
        """Return the tokens of the sentence of `cue`, each beside it."""
        start, end = self.grid.bounds(cue)
        dep = [0] * (end - start)
        level = [_APART] * (end - start)

        def put(child: int, how: int) -> None:
            first = max(self._left[child], start) - start
            last = max(first, min(self._right[child], end - 1) - start + 1)
            dep[first:last] = [self._deps[child]] * (last - first)
            level[first:last] = [how] * (last - first)

        above = [cue]
        while self._heads[above[-1]] != above[-1] and len(above) < 4:
            above.append(self._heads[above[-1]])
        # The outer branches first: the inner ones lie within them.
        for up in range(len(above) - 1, 0, -1):
            for child in self.children(above[up]):
                if child != above[up - 1]:
                    put(child, up)
            if start <= above[up] < end:
                level[above[up] - start] = up
                dep[above[up] - start] = 0
        for child in self.children(cue):
            put(child, _UNDER)
        level[cue - start] = 0
        dep[cue - start] = 0
        return Pairs(
            np.arange(start, end, dtype=np.int64),
            np.array(dep, dtype=np.uint64),
            np.array(level, dtype=np.int64),
            self._claim(cue, start, end),
        )

    def _claim(self, cue: int, start: int, end: int) -> Integers:
        claim = np.zeros(end - start, dtype=np.int64)
        candidate = self.grid.claims.get(cue)
        if candidate is not None:
            claim[:] = 1
            for value, role in ((2, candidate.source), (3, candidate.content), (4, candidate.cue)):
                claim[[i - start for i in role if start <= i < end]] = value
        return claim
