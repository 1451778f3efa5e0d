"""The words of a text as the tone part sees them: columns of the parse, and valences.

A word's valence is its weight in the lexicon (VADER's, corrected by `data/tone.toml` and by the
dossier), made stronger or weaker by the words in front as VADER does, and turned by what bears on
it in the parse: a negation ("does not support the ban", "no deal will be approved") or a verb
that does away with its object ("denied the allegations", "prevent fraud").

Limits: it follows the parse, errors included; irony, and negation across a sentence, escape it.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LEMMA, LENGTH, LOWER, TAG
from spacy.strings import StringStore
from spacy.tokens import Doc

from analysis.language import lexicon
from analysis.language.vader import BOOSTERS, base_lexicon
from analysis.models import Span

NAMED = frozenset({"PERSON", "ORG", "GPE", "PRODUCT", "WORK_OF_ART", "EVENT", "FAC", "NORP", "LOC"})
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_PASSED_ON = frozenset(
    (
        *("dobj", "attr", "acomp", "xcomp", "ccomp", "prep", "pobj", "agent", "oprd", "amod"),
        *("compound", "acl", "dative", "pcomp", "conj", "npadvmod", "advmod", "nmod"),
    )
)
"""Relations by which a word takes over what turns its head."""
_OBJECTS = frozenset({"dobj", "nsubjpass", "dative"})
_LONGEST_PHRASE = 3


class Columns(NamedTuple):
    """A stretch of a parsed text, one entry a token; heads are numbers within the stretch."""

    lower: list[str]
    lemma: list[str]
    dep: list[str]
    tag: list[str]
    head: list[int]
    """A token whose head is outside is its own."""
    name: list[bool]
    """Whether it is part of a name, which carries no tone."""
    start: list[int]
    end: list[int]

    def order(self) -> list[int]:
        """Return the tokens so that each stands behind its head."""
        children: list[list[int]] = [[] for _ in self.head]
        stack: list[int] = []
        for i, head in enumerate(self.head):
            (stack if head == i else children[head]).append(i)
        found: list[int] = []
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(children[at])
        return found


_TEXTS: dict[int, str] = {}
"""Strings by spaCy's hash of them, which is the same in every store; with one apostrophe."""


def _texts(column: list[int], strings: StringStore) -> list[str]:
    for key in set(column).difference(_TEXTS):
        _TEXTS[key] = strings[key].replace("’", "'")
    return [_TEXTS[key] for key in column]


def read_columns(doc: Doc, names: Sequence[Span] = ()) -> Columns:
    """Return the columns of `doc`; what stands in `names` counts as a name, too."""
    strings = doc.vocab.strings
    rows = doc.to_array([LOWER, LEMMA, DEP, TAG, ENT_TYPE, HEAD, IDX, LENGTH])
    lower, lemma, dep, tag, entity = (_texts(c, strings) for c in rows[:, :5].T.tolist())
    heads = rows[:, 5].astype(np.int64) + np.arange(len(doc))
    start = rows[:, 6].tolist()
    end = (rows[:, 6] + rows[:, 7]).tolist()
    name = [t in _NAME_TAGS or e in NAMED for t, e in zip(tag, entity, strict=True)]
    starts = np.array(start, dtype=np.int64)
    ends = np.array(end, dtype=np.int64)
    for span in names:
        first = int(np.searchsorted(ends, span.start, "right"))
        last = int(np.searchsorted(starts, span.end, "left"))
        name[first:last] = [True] * (last - first)
    lemma = [text.lower() for text in lemma]
    return Columns(lower, lemma, dep, tag, heads.tolist(), name, start, end)


def part_of(columns: Columns, first: int, last: int) -> Columns:
    """Return the tokens from `first` to before `last`."""
    heads = [
        head - first if first <= head < last else i
        for i, head in enumerate(columns.head[first:last])
    ]
    return Columns(
        columns.lower[first:last],
        columns.lemma[first:last],
        columns.dep[first:last],
        columns.tag[first:last],
        heads,
        columns.name[first:last],
        columns.start[first:last],
        columns.end[first:last],
    )


class Lexicon:
    """Weights of words and phrases; those of the dossier win, and are marked as `own`."""

    def __init__(self, overlay: Mapping[str, float]) -> None:
        news, groups = _news()
        self._weights: dict[str, float] = {**news, **overlay}
        self._groups = groups
        # Words taken out stay out, whatever their lemma is ("according", "united").
        self._silenced = _silenced().union(w.lower() for w, weight in overlay.items() if not weight)
        self.own = {word.lower() for word in overlay}
        firsts = (w.split(" ", 1)[0] for w in self._weights if " " in w)
        self._firsts = frozenset(firsts)

    def phrase(self, words: Sequence[str], at: int) -> tuple[float | None, int, bool]:
        """Return the weight at `at`, how many words it holds for, and whether it is the dossier's.

        None where the lexicon has nothing.
        """
        word = words[at]
        if word in self._firsts:
            for size in range(min(_LONGEST_PHRASE, len(words) - at), 1, -1):
                text = " ".join(words[at : at + size])
                if text in self._weights:
                    return self._weights[text], size, text in self.own
        return self._weights.get(word), 1, word in self.own

    def weight(self, word: str) -> float | None:
        """Return the weight of one word; None where the lexicon has none."""
        return self._weights.get(word)

    def any_of(self, c: Columns, first: int, last: int) -> bool:
        """Return whether any of these tokens may carry a weight."""
        known = self._weights
        return any(
            c.lower[i] in known or c.lemma[i] in self._groups or c.lower[i] in self._firsts
            for i in range(first, last)
        )

    def groups(self, word: str, lemma: str) -> tuple[str, ...]:
        """Return the groups of like words that it belongs to."""
        found = self._groups.get(word) or self._groups.get(lemma)
        return () if found is None or word in self._silenced else found


@cache
def _news() -> tuple[dict[str, float], dict[str, tuple[str, ...]]]:
    data = lexicon.load("tone")
    weights = dict(base_lexicon())
    groups: dict[str, tuple[str, ...]] = {}
    for group in data["class"]:
        for word in group["words"]:
            groups[word] = (*groups.get(word, ()), group["name"])
            weights.setdefault(word, group["weight"])
    for word, weight in data["weights"].items():
        if weight:
            weights[word.lower()] = float(weight)
        else:
            weights.pop(word.lower(), None)
    return weights, groups


@cache
def _silenced() -> frozenset[str]:
    return frozenset(w for w, weight in lexicon.load("tone")["weights"].items() if not weight)


class Turned(NamedTuple):
    """What turns each token, and what was used up by turning others."""

    negated: list[bool]
    reversed: list[bool]
    turning: list[bool]


class Valences(NamedTuple):
    """The valence of each token, and what bears on it."""

    values: list[float]
    turned: Turned
    own: list[bool]
    """Whether its weight, 0 included, is the dossier's."""
    places: list[tuple[int, int]]
    """The words and phrases that carry one: first token, number of tokens."""
    weights: dict[int, float]
    """What the lexicon says of them, by their first token."""


def turned(c: Columns, order: Sequence[int]) -> Turned:
    """Return what turns each token."""
    words = _turning()
    size = len(c.lower)
    negated, back, used = [False] * size, [False] * size, [False] * size
    for i, word in enumerate(c.lower):
        if word in words.negators or c.dep[i] == "neg":
            head = c.head[i]
            at = i if word == "without" else head
            negated[at] = not negated[at]
            if c.dep[i] == "det" and c.dep[head] in ("nsubj", "nsubjpass"):
                negated[c.head[head]] = True
    first = list(negated)
    for i in order:
        head, dep = c.head[i], c.dep[i]
        if head == i:
            continue
        if _is_done_away(c, i, head, words):
            back[i] = used[head] = True
        elif dep in _PASSED_ON:
            back[i] = back[i] or back[head]
            negated[i] = negated[i] or (negated[head] and not first[i])
        if dep in ("amod", "compound") and i < head and c.lemma[i] in words.reversing:
            back[head] = used[i] = True
    return Turned(negated, back, used)


def _is_done_away(c: Columns, i: int, head: int, words: "_Turning") -> bool:
    if c.dep[i] in _OBJECTS and c.lemma[head] in words.reversing:
        return True
    return c.lower[i] in ("from", "against") and c.lemma[head] in words.from_or_against


class _Turning(NamedTuple):
    negators: frozenset[str]
    reversing: frozenset[str]
    from_or_against: frozenset[str]
    negated: float
    reversed_negative: float
    reversed_positive: float


@cache
def _turning() -> _Turning:
    data = lexicon.load("tone")["turning"]
    return _Turning(
        negators=frozenset(data["negators"]),
        reversing=frozenset(data["reversing"]),
        from_or_against=frozenset(data["from_or_against"]),
        negated=data["negated"],
        reversed_negative=data["reversed_negative"],
        reversed_positive=data["reversed_positive"],
    )


def valences(c: Columns, order: Sequence[int], words: Lexicon) -> Valences:
    """Return the valence of each token of the stretch."""
    size = len(c.lower)
    turns = turned(c, order)
    values, own = [0.0] * size, [False] * size
    places: list[tuple[int, int]] = []
    weights: dict[int, float] = {}
    i = 0
    while i < size:
        weight, many, mine = words.phrase(c.lower, i)
        if weight is None and not turns.turning[i]:
            weight = words.weight(c.lemma[i]) if words.groups(c.lower[i], c.lemma[i]) else None
        silent = c.name[i] or turns.turning[i] or c.lower[i] in BOOSTERS
        if mine or (weight and not silent):
            own[i : i + many] = [mine] * many
            share = _turn(weight or 0.0, c, i, turns) / many
            values[i : i + many] = [share] * many
            if share:
                places.append((i, many))
                weights[i] = weight or 0.0
        i += many
    if "but" in c.lower:
        turn = c.lower.index("but")
        values = [v * (0.5 if i < turn else 1.5) for i, v in enumerate(values)]
    return Valences(values, turns, own, places, weights)


def _turn(weight: float, c: Columns, i: int, turns: Turned) -> float:
    if not weight:
        return 0.0
    factors = _turning()
    for back in (1, 2):
        if i >= back and c.lower[i - back] in BOOSTERS:
            more = BOOSTERS[c.lower[i - back]]
            weight += more if weight > 0 else -more
    if turns.reversed[i]:
        weight *= factors.reversed_negative if weight < 0 else factors.reversed_positive
    if turns.negated[i]:
        weight *= factors.negated
    return weight
