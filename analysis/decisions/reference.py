"""Which words of a text tell who is meant: names, pronouns, and nouns that introduce somebody.

Without a grammar, by closed classes of words and by capitals. In doubt a word tells: then an
edit counts as one that may have changed who is meant.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.decisions.places import SAME, SENTENCE_END

_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")
_POSSESSIVE = re.compile(r"'s?$")
_ENDINGS = frozenset({"jr", "sr", "ii", "iii"})
_LONGEST = 4
"""Words behind a determiner that are taken for what it determines."""


@dataclass(frozen=True, slots=True)
class Words:
    """What `reference.toml` holds; its comments say what each list is for."""

    pronouns: frozenset[str]
    several: frozenset[str]
    relative: frozenset[str]
    definite: frozenset[str]
    determiners: frozenset[str]
    plurals: frozenset[str]
    function: frozenset[str]
    titles: frozenset[str]
    possessive: frozenset[str]
    bodies: frozenset[str]
    denying: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the lists of `reference.toml`."""
    path = Path(__file__).with_name("reference.toml")
    raw = {key: frozenset(v) for key, v in tomllib.loads(path.read_text("utf-8")).items()}
    pronouns = raw["one"] | raw["several"] | raw["speaking"]
    return Words(
        pronouns=pronouns,
        several=raw["several"],
        relative=raw["relative"],
        definite=raw["definite"] | pronouns,
        determiners=raw["definite"] | raw["indefinite"] | raw["possessive"],
        plurals=raw["plurals"],
        function=raw["function"] | raw["relative"] | raw["indefinite"],
        titles=raw["titles"],
        possessive=raw["possessive"],
        bodies=raw["bodies"],
        denying=raw["denying"],
    )


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared: in small letters, without the 's that says that it owns.

    `first` says that a sentence or a quotation begins with it, `joined` that nothing but a blank
    (or the point of "Mr.") stands before it, `owner` that it owns what follows.
    """

    word: str
    written: str
    start: int
    first: bool
    joined: bool
    owner: bool

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital."""
        return self.written[0].isupper()


@dataclass(frozen=True, slots=True)
class Form:
    """A word that stands with a surname: "Ann", or "Mrs", which is a title."""

    start: int
    word: str
    title: bool


Forms = Sequence[Form]


class Reading:
    """The words of one text."""

    def __init__(self, text: str) -> None:
        self.words = tuple(_read(text))
        self._small = {word.word for word in self.words if not word.capital}
        self._starts = [word.start for word in self.words]
        self._forms: dict[str, Forms] = {}

    def between(self, start: int, end: int) -> Sequence[Word]:
        """Return the words that begin in [`start`, `end`)."""
        return self.words[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def is_name(self, word: Word) -> bool:
        """Whether a word is written like a name: elsewhere it is not written small."""
        if not word.capital or word.word in words().function | words().pronouns:
            return False
        return not word.first or word.word not in self._small

    def telling(self, start: int, end: int, *, several: bool) -> list[str]:
        """Return the words of a stretch that may tell who is meant, in their order.

        `several`: a plural is looked for, which no determiner need introduce.
        """
        return [w.word for w, tells in self.told(start, end, several=several) if tells]

    def told(self, start: int, end: int, *, several: bool) -> Iterator[tuple[Word, bool]]:
        """Yield the words of a stretch, each with whether it may tell who is meant."""
        lists = words()
        left = 0
        for word in self.between(start, end):
            if word.first:
                left = 0
            plural = several and (word.word.endswith("s") or word.word in lists.plurals)
            names = word.word not in lists.function and (left > 0 or word.capital or plural)
            yield word, names or word.owner or word.word in lists.pronouns
            if word.word in lists.determiners or word.owner:
                left = _LONGEST
            else:
                left = 0 if word.word in lists.function else max(0, left - 1)

    def forms(self, surname: str) -> Forms:
        """Return what stands with a surname, wherever it is written."""
        if surname not in self._forms:
            self._forms[surname] = tuple(self._forms_of(surname))
        return self._forms[surname]

    def _forms_of(self, surname: str) -> Iterator[Form]:
        for number, word in enumerate(self.words):
            if word.word != surname or not word.capital:
                continue
            before = self.words[number - 1] if number and word.joined else None
            if before is not None and self.is_name(before) and not before.owner:
                yield Form(before.start, before.word, before.word in words().titles)
            after = self.words[number + 1] if number + 1 < len(self.words) else None
            if after is not None and after.word in _ENDINGS:
                yield Form(word.start, after.word, False)


@lru_cache(maxsize=8)
def reading(text: str) -> Reading:
    """Return the words of a text; the last few are kept."""
    return Reading(text)


def _read(text: str) -> Iterator[Word]:
    plain = text.translate(SAME)
    ends = [match.end() for match in SENTENCE_END.finditer(plain)]
    at, last, title = 0, 0, False
    for match in _WORD.finditer(plain):
        between = plain[last : match.start()]
        first = not last or '"' in between or ":" in between
        while at < len(ends) and ends[at] <= match.start():
            first, at = True, at + 1
        joined = between == " " or (title and between == ". ")
        written = match.group()
        word = _POSSESSIVE.sub("", written).casefold()
        last, title = match.end(), word in words().titles
        owner = len(word) < len(written) or (
            written.endswith("s") and plain[last : last + 1] == "'"
        )
        yield Word(word, written, match.start(), first, joined, owner)
