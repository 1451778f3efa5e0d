"""Filters as people write them, on the command line and in the line under `/`.

    voice:own issue:talks,sale -outlet:reuters after:2020-09-01 "exact words" /reg.*ex/ words

Everything that is written must hold; values after a comma are alternatives; `-` turns a term
round. Words in quotation marks may hold spaces, colons and dashes.
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from analysis.errors import UsageError
from analysis.models import (
    NONE,
    Certainty,
    Comparison,
    Decided,
    Demand,
    Facet,
    Filter,
    Kind,
    Passing,
    StanceValue,
    Voice,
)
from analysis.models.lazy import heads_of

AFTER, BEFORE, DATE = "after", "before", "date"
_FREE = (Facet.OUTLET, Facet.DOCUMENT)
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_TERM = re.compile(
    r"""(?P<minus>-?)
    (?:/(?P<pattern>(?:\\.|[^/\\])+)(?:/(?=\s|$)|\\?$)
    |(?P<key>[A-Za-z]+):(?P<values>(?:"[^"]*(?:"|$)|[^\s"])*)
    |"(?P<phrase>[^"]*)(?:"|$)
    |(?P<word>[^\s"]+))""",
    re.VERBOSE,
)
_VALUE = re.compile(r'(?:"[^"]*(?:"|$)|[^,"])+')

_VOICES: Mapping[str, tuple[str, ...]] = {
    "own": (Voice.OWN.value, Voice.PARAPHRASED.value),
    "words": (Voice.OWN.value,),
    "paraphrased": (Voice.PARAPHRASED.value,),
    "second-hand": (Voice.SECOND_HAND.value,),
    "reported": (Voice.REPORTED.value,),
    "about": (Voice.ABOUT.value,),
}


class Value(NamedTuple):
    """A value that a facet can be asked for: how it is written, what it stands for, its name."""

    word: str
    values: tuple[str, ...]
    name: str


def _same(words: Iterable[str]) -> tuple[Value, ...]:
    return tuple(Value(word, (word,), word) for word in words)


_VALUES: Mapping[Facet, tuple[Value, ...]] = {
    Facet.VOICE: tuple(
        Value(word, values, "own words or paraphrased" if len(values) > 1 else values[0])
        for word, values in _VOICES.items()
    ),
    Facet.KIND: _same(Kind),
    Facet.CERTAINTY: _same(Certainty),
    Facet.STANCE: _same(StanceValue),
    Facet.TONE: _same(("positive", "neutral", "negative", NONE)),
    Facet.IS: _same(Decided),
    Facet.THROUGH: _same(Passing),
}


class Syntax:
    """Reads and writes filters with the parties, issues and outlets of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        parties = [(party, name) for party, name in comparison.names.items()]
        issues = [(issue.id, issue.name) for issue in comparison.issues]
        self._values = {
            Facet.PARTY: tuple(Value(one, (one,), name) for one, name in parties),
            Facet.ISSUE: (
                *(Value(one, (one,), name) for one, name in issues),
                Value(NONE, (NONE,), "none of these"),
            ),
            **_VALUES,
        }
        self._heads = heads_of(comparison.documents)

    def values(self, facet: Facet) -> tuple[Value, ...]:
        """Return what a facet can be asked for, to choose from.

        Of outlets the names that there are, of documents those too; a part of a name will do.
        """
        if facet in self._values:
            return self._values[facet]
        names = {
            (d.outlet if facet is Facet.OUTLET else d.name).lower(): None
            for d in self._heads.values()
        }
        found = sorted(name for name in names if name and '"' not in name)
        unnamed = (Value(NONE, (NONE,), "none is named"),) if "" in names else ()
        return (*(Value(name, (name,), name) for name in found), *unnamed)

    # ------------------------------------------------------------ reading

    def read(self, text: str) -> Filter:
        """Return the filter that `text` stands for; UsageError names the term and the nearest."""
        words: list[str] = []
        without: list[str] = []
        patterns: list[str] = []
        demands: dict[tuple[bool, Facet], list[str]] = {}
        limits: dict[str, list[str]] = {AFTER: [], BEFORE: [], DATE: []}
        for term in _TERM.finditer(text):
            minus = bool(term["minus"])
            if term["pattern"]:
                patterns.append(_pattern(term["pattern"], minus))
            elif term["key"]:
                key, values = term["key"].lower(), _split(term["values"])
                if key in limits:
                    limits[key] += _dates(key, values, minus)
                else:
                    facet = _facet(key)
                    demands.setdefault((minus, facet), []).extend(self._read(facet, values))
            else:
                word = term["phrase"] if term["phrase"] is not None else term["word"]
                if word.strip():
                    (without if minus else words).append(" ".join(word.lower().split()))
        return Filter(
            words=tuple(dict.fromkeys(words)),
            without=tuple(dict.fromkeys(without)),
            patterns=tuple(dict.fromkeys(patterns)),
            wanted=_demands(demands, minus=False),
            unwanted=_demands(demands, minus=True),
            after=max(limits[AFTER], default=""),
            before=min(limits[BEFORE], default=""),
            dates=tuple(dict.fromkeys(limits[DATE])),
        )

    def _read(self, facet: Facet, words: list[str]) -> Iterator[str]:
        if not words:
            raise UsageError(f"{facet}: needs a value.", self._hint(facet, ""))
        known = self._values.get(facet)
        for word in words:
            if known is None:
                yield word.lower()
                continue
            found = [v for v in known if word.lower() in (v.word.lower(), v.name.lower())]
            if not found:
                named = facet not in (Facet.IS, Facet.THROUGH)  # no nouns
                what = f"There is no {facet} {word!r}." if named else f"{facet}:{word} is unknown."
                raise UsageError(what, self._hint(facet, word))
            yield from found[0].values

    def _hint(self, facet: Facet, word: str) -> str:
        if facet in _FREE:
            return f"For example {facet}:reuters; a part of the name will do."
        known = [value.word for value in self._values[facet]]
        names = {value.name.lower(): value.word for value in self._values[facet]}
        near = get_close_matches(word.lower(), [*known, *names], n=1) if word else []
        meant = f"Did you mean {facet}:{names.get(near[0], near[0])}? " if near else ""
        return f"{meant}Known: {', '.join(known)}."

    # ------------------------------------------------------------ writing

    def write(self, wanted: Filter) -> str:
        """Return the text that `read` makes this filter of."""
        terms = [_quoted(word) for word in wanted.words]
        terms += [f"-{_quoted(word)}" for word in wanted.without]
        terms += [f"/{pattern}/" for pattern in wanted.patterns]
        for sign, demands in (("", wanted.wanted), ("-", wanted.unwanted)):
            terms += [f"{sign}{d.facet}:{self._written(d)}" for d in demands]
        terms += [f"{key}:{day}" for key, day in self._limits(wanted) if day]
        return " ".join(terms)

    def _limits(self, wanted: Filter) -> Iterator[tuple[str, str]]:
        yield AFTER, wanted.after
        yield BEFORE, wanted.before
        yield DATE, ",".join(wanted.dates)

    def _written(self, demand: Demand) -> str:
        known = self._values.get(demand.facet, ())
        left = list(demand.values)
        words = []
        for value in known:  # those that stand for several come first
            if set(value.values) <= set(left):
                words.append(value.word)
                left = [one for one in left if one not in value.values]
        return ",".join(_quoted(word, value=True) for word in [*words, *left])


def _split(text: str) -> list[str]:
    values = (match[0].replace('"', "").strip() for match in _VALUE.finditer(text))
    return [value for value in values if value]


def _quoted(word: str, *, value: bool = False) -> str:
    """A word as it must be written to stand for itself."""
    plain = re.fullmatch(r'[^\s",]+' if value else r'(?![-/])[^\s":]+', word)
    return word if plain else f'"{word}"'


def _facet(key: str) -> Facet:
    words = {facet.value: facet for facet in Facet}
    if key in words:
        return words[key]
    near = get_close_matches(key, [*words, AFTER, BEFORE, DATE], n=1)
    meant = f"Did you mean {near[0]}:? " if near else ""
    raise UsageError(
        f"There is no key {key}: to filter by.",
        f"{meant}Known: {', '.join([*words, AFTER, BEFORE, DATE])}. "
        "To look for the word itself, put it in quotation marks.",
    )


def _dates(key: str, values: list[str], minus: bool) -> list[str]:
    if minus:
        raise UsageError(f"-{key}: cannot be turned round.", "Use after:, before: and date:.")
    for value in values or [""]:
        if not _DAY.fullmatch(value) and not (key == DATE and value == NONE):
            none = " (or none)" if key == DATE else ""
            raise UsageError(
                f"{key}:{value} is no date.", f"Write 2020, 2020-09 or 2020-09-14{none}."
            )
    return values


def _pattern(pattern: str, minus: bool) -> str:
    if minus:
        raise UsageError(
            f"-/{pattern}/: a regular expression cannot be turned round.", "Use -word."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what may mean something else one day
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise UsageError(f"/{pattern}/ is no regular expression: {error}.", "") from error
    return pattern


def _demands(found: Mapping[tuple[bool, Facet], list[str]], *, minus: bool) -> tuple[Demand, ...]:
    by_facet = {facet: values for (sign, facet), values in found.items() if sign is minus}
    return tuple(
        Demand(facet, tuple(sorted(set(by_facet[facet])))) for facet in Facet if facet in by_facet
    )
