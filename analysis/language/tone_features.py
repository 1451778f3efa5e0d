"""What the tone model looks at: features of a stretch of words, each tied to the words it reads.

Names and the target are masked, so that the model cannot learn who is liked. Every feature names
the words that it was read from, so that what it adds can be given back to them; one that was read
from no word (how long the sentence is) may speak for neutral only, never for a sign.

After Hamborg and Donnay 2021 (NewsMTSC) in its task, after Pang, Lee and Vaithyanathan 2002 in its
n-grams; how words stand towards the target in the parse follows Jiang et al. 2011.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from analysis.language import lexicon
from analysis.language.vader import compressed
from analysis.language.valence import Columns, Lexicon, Valences, valences

NO_SIGN = "="
"""How the names of features begin that were read from no word."""

_MASKS = frozenset({"T", "N", "#", "*"})
_PLAIN = lexicon.words("tone", "function", "plain")
_FUNCTION = _PLAIN | lexicon.words("tone", "function", "others")
_CLAUSES = frozenset(
    (*("ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "pcomp", "xcomp", "conj"),)
)
_ROLES = {
    **{"nsubj": "S", "csubj": "S", "nsubjpass": "P", "dobj": "O", "dative": "O", "pobj": "B"},
    **{"poss": "G", "attr": "A", "appos": "A", "compound": "C", "nmod": "C", "conj": "J"},
    **{"agent": "g", "ROOT": "R"},
}
_QUOTES = frozenset('"“”`')
_NEAR, _FAR = 4, 8
_LONGEST_WAY = 13


Feature: TypeAlias = tuple[str, tuple[int, ...], float]
"""Name, the tokens of the stretch that it was read from, value: plain, for there are many."""


class Read(NamedTuple):
    """What was read of a stretch: its features, and the valences under them."""

    features: list[Feature]
    valences: Valences


def read(c: Columns, target: Sequence[int], words: Lexicon) -> Read:
    """Return the features of the stretch; with a target, how its words stand towards it too.

    `target` are the numbers of its tokens, empty where none is asked about.
    """
    order = c.order()
    heard = valences(c, order, words)
    for i in target:
        heard.values[i] = 0.0
    stretch = _Stretch(c, frozenset(target), heard, words)
    found = [*stretch.words(), *stretch.sums(), *stretch.shape()]
    if target:
        found += stretch.towards(min(target), order)
    return Read(found, heard)


class _Stretch:
    def __init__(self, c: Columns, target: frozenset[int], heard: Valences, words: Lexicon) -> None:
        self._c = c
        self._target = target
        self._heard = heard
        turns = heard.turned
        # What is done away with is heard by its valence alone: "denied the allegations".
        away = [v != 0 and back for v, back in zip(heard.values, turns.reversed, strict=True)]
        some = any(away)
        self._away = [
            back or (verb and some) for back, verb in zip(away, turns.turning, strict=True)
        ]
        self._keys = [self._key(i) for i in range(len(c.lower))]
        self._is_word = [
            bool(key) and key not in _MASKS and key not in _FUNCTION for key in self._keys
        ]
        groups = ((i, words.groups(c.lower[i], c.lemma[i])) for i in range(len(c.lower)))
        self._groups = {i: found for i, found in groups if found and self._is_word[i]}
        self._loud = [i for i, value in enumerate(heard.values) if value and not heard.own[i]]
        # The words in their order; a name of several is one.
        self._line: list[int] = []
        for i, key in enumerate(self._keys):
            again = self._line and key in "TN" and self._keys[self._line[-1]] == key
            if key and not again:
                self._line.append(i)

    def _key(self, i: int) -> str:
        if i in self._target:
            return "T"
        if self._heard.own[i] or self._away[i]:
            return "*"
        if self._c.name[i]:
            return "N"
        first = self._c.lower[i].lstrip("'")[:1]
        if first.isalpha():
            return self._c.lemma[i]
        return "#" if first.isdigit() else ""

    def _one(self, name: str, i: int) -> Feature:
        """Make a feature of a token; it has no sign where that is masked."""
        return (name, (i,), 1.0) if self._is_word[i] else (NO_SIGN + name, (), 1.0)

    def _two(self, name: str, i: int, k: int) -> Feature:
        """Make a feature of two tokens, read from those that are not masked."""
        if self._is_word[i]:
            return (name, (i, k) if self._is_word[k] else (i,), 1.0)
        return (name, (k,), 1.0) if self._is_word[k] else (NO_SIGN + name, (), 1.0)

    # ------------------------------------------------------------ without a target

    def words(self) -> list[Feature]:
        """Return words and pairs, valences and groups."""
        keys = self._keys
        found: list[Feature] = []
        before, plain_before = -1, True
        for i in self._line:
            key = keys[i]
            plain = key in _PLAIN
            if self._is_word[i]:
                found += self._word(i, plain)
            elif self._away[i] and not self._heard.own[i]:
                found += self._value(i)
            if before >= 0 and not (plain and plain_before):
                found.append(self._two(f"b:{keys[before]} {key}", before, i))
            before, plain_before = i, plain
        return found

    def _word(self, i: int, plain: bool) -> Iterator[Feature]:
        turns = self._heard.turned
        how = "n" if turns.negated[i] else "r" if turns.reversed[i] else "l"
        yield from self._value(i)
        if not plain:
            yield (f"{how}:{self._keys[i]}", (i,), 1.0)
        for group in self._groups.get(i, ()):
            yield (f"k{how}:{group}", (i,), 0.7)

    def _value(self, i: int) -> Iterator[Feature]:
        if value := self._heard.values[i]:
            yield ("v+" if value > 0 else "v-", (i,), abs(value) / 2)

    def sums(self) -> Iterator[Feature]:
        """Yield what the valences of all words come to."""
        yield from self._sum("s", self._loud)

    def _sum(self, name: str, tokens: Sequence[int]) -> Iterator[Feature]:
        """Yield a sum of valences, as VADER presses it; it is read from words of its sign."""
        total = sum(self._heard.values[i] for i in tokens)
        if not total:
            return
        pressed = compressed(total)
        of = tuple(i for i in tokens if (self._heard.values[i] > 0) == (total > 0))
        yield (f"a{name}{'+' if total > 0 else '-'}", of, abs(pressed) * 2)
        yield (f"a{name}{round(pressed * 2.5)}", of, 1.0)

    def shape(self) -> Iterator[Feature]:
        """Yield what is read from no word."""
        lower = self._c.lower
        for name, number in (
            ("len", min(len(lower) // 10, 5)),
            ("loud", min(5, len(self._loud))),
            ("names", min(6, sum(self._c.name))),
            ("quote", any(w in _QUOTES for w in lower)),
            ("ask", "?" in lower),
            ("cry", "!" in lower),
        ):
            yield (f"{NO_SIGN}{name}{int(number)}", (), 1.0)

    # ------------------------------------------------------------ towards a target

    def towards(self, first: int, order: Sequence[int]) -> list[Feature]:
        """Return how the words stand towards the target, whose first token is `first`."""
        paths = _Paths(self._c, self._target, order)
        found = list(self._around(first))
        found += self._sides(first, paths)
        for i in self._line:
            if self._is_word[i] and (self._heard.values[i] or i in self._groups):
                found += self._path(i, paths, first)
        found.append((f"{NO_SIGN}role:{paths.role}", (), 1.0))
        pronoun = self._c.tag[paths.head][:3] == "PRP"
        found.append((f"{NO_SIGN}pronoun{int(pronoun)}", (), 1.0))
        place = min(4, 5 * first // max(1, len(self._c.lower)))
        found.append((f"{NO_SIGN}place{place}", (), 1.0))
        return found

    def _around(self, first: int) -> Iterator[Feature]:
        """Yield the words before and after the target, by their distance."""
        keys, line = self._keys, self._line
        if first not in line:
            return
        at = line.index(first)
        for step in range(-_FAR, _FAR + 1):
            if not step or not 0 <= at + step < len(line):
                continue
            i = line[at + step]
            side = "-" if step < 0 else "+"
            yield self._one(f"{'q' if abs(step) <= _NEAR else 'h'}{side}:{keys[i]}", i)
            if abs(step) <= 3:
                yield self._one(f"Q{step}:{keys[i]}", i)
        for k in range(max(0, at - 5), min(len(line) - 1, at + 5)):
            side = "-" if k < at else "+"
            yield self._two(f"B{side}:{keys[line[k]]} {keys[line[k + 1]]}", line[k], line[k + 1])

    def _sides(self, first: int, paths: "_Paths") -> Iterator[Feature]:
        """Yield sums of valences: in the target's clause, near it, before and after it."""
        loud = self._loud
        if not loud:
            return
        yield from self._sum("z", [i for i in loud if paths.zone(i) == "00"])
        yield from self._sum("w", [i for i in loud if abs(i - first) < 7])
        yield from self._sum("b", [i for i in loud if i < first])
        yield from self._sum("f", [i for i in loud if i > first])
        yield from self._sum("l", loud[-1:])
        yield from self._sum("n", [min(loud, key=lambda i: abs(i - first))])

    def _path(self, i: int, paths: "_Paths", first: int) -> Iterator[Feature]:
        value, zone = self._heard.values[i], paths.zone(i)
        if value:
            sign, size = "+" if value > 0 else "-", abs(value) / 2
            if zone:
                yield (f"vz{sign}{paths.role}{zone}", (i,), size)
            yield (f"vd{sign}{min(abs(i - first) // 4, 5)}", (i,), size)
        for group in self._groups.get(i, ()) if zone else ():
            how = "n" if self._heard.turned.negated[i] else ""
            yield (f"kz{how}{paths.role}{zone}:{group}", (i,), 0.7)


class _Paths:
    """The ways through the parse between the target and the other tokens."""

    def __init__(self, c: Columns, target: frozenset[int], order: Sequence[int]) -> None:
        self._c = c
        self.head = next((i for i in sorted(target) if c.head[i] not in target), min(target))
        self.role = _ROLES.get(c.dep[self.head], "X")
        # How many clauses are left on the way up from the target; and below each of the tokens
        # there, how many are entered on the way down.
        self._left: dict[int, int] = {}
        self._zones: dict[int, tuple[int, int]] = {}
        self._climb()
        for i in order:
            self._descend(i)

    def _climb(self) -> None:
        c, at, left = self._c, self.head, 0
        for step in range(_LONGEST_WAY):
            self._left[at] = left
            if c.head[at] == at or c.head[at] in self._left:
                return
            left += c.dep[at] in _CLAUSES and step > 0
            at = c.head[at]

    def _descend(self, i: int) -> None:
        c = self._c
        if i in self._left:
            self._zones[i] = (self._left[i], 0)
            return
        above = self._zones.get(c.head[i])
        if above is None:
            return
        left, entered = above
        beside = c.dep[i] == "conj" and c.tag[i][:1] != "V"
        entered += c.dep[i] in _CLAUSES and c.dep[i] != "xcomp" and not beside
        self._zones[i] = (left, entered)

    def zone(self, i: int) -> str:
        """Return how many clauses lie between, left and entered; empty where there is no way."""
        found = self._zones.get(i)
        return "" if found is None else f"{min(found[0], 2)}{min(found[1], 2)}"
