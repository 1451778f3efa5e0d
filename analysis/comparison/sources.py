"""The most frequent sources that are no configured party: who else is there to follow."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from analysis.characters import one_line
from analysis.comparison.words import words
from analysis.models import Analysis, Party, Settings, SourceCount, Voice

_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_POSSESSIVE = re.compile(r"['’‘]s?$")
_ARTICLES = frozenset(["the", "a", "an"])
_INSIDE_NAMES = frozenset(["of", "and", "&", "de", "van", "von", "for"])


def _plain(word: str) -> str:
    return _EDGE.sub("", _POSSESSIVE.sub("", word)).casefold()


def _is_title(word: str) -> bool:
    return _plain(word) in words().titles


def _is_name(word: str) -> bool:
    """Whether `word` is written like a part of a name and is no title."""
    ending = _plain(word) in words().company_endings
    return _EDGE.sub("", word)[:1].isupper() and not _is_title(word) and not ending


def _runs(tokens: Sequence[str]) -> list[list[str]]:
    """The runs of name words; a title, a comma, a possessive or a small word ends a run."""
    runs: list[list[str]] = [[]]
    before = ""
    for token in tokens:
        office = _is_title(before) and token.casefold() == "of"  # Secretary of State
        if _is_name(token) and before != "of office":
            runs[-1].append(_EDGE.sub("", _POSSESSIVE.sub("", token)))
            if token.endswith(",") or _POSSESSIVE.search(token):
                runs.append([])
        elif runs[-1] and token.casefold() in _INSIDE_NAMES:
            runs[-1].append(token)
        else:
            runs.append([])
        before = "of office" if office else token
    for run in runs:
        while run and run[-1] in _INSIDE_NAMES:
            run.pop()
    return [run for run in runs if run]


def _is_of_members(tokens: Sequence[str]) -> bool:
    """Whether a body is named by its members: "Lisvale Tenants' Union"."""
    capital = all(token[:1].isupper() for token in tokens)
    owners = any(token.endswith(("s'", "s’")) for token in tokens[:-1])
    return capital and owners and _plain(tokens[-1]) in words().bodies


def _is_described(tokens: Sequence[str]) -> bool:
    """Whether a body is told by what it is: "Seafarers' union", "Lys school board"."""
    first, *more = tokens
    if _is_of_members(tokens):
        return True
    small = bool(more) and all(token.islower() for token in more)
    return small and first[:1].isupper() and more[-1] in words().bodies


def source_name(speaker: str) -> str | None:
    """Return the name in a speaker's words; None for pronouns and anonymous sources.

    "President Trump" gives "Trump", "a Walmart spokesperson" "Walmart", "Microsoft CEO Satya
    Nadella" "Satya Nadella", "Seafarers' union" itself and "people familiar with the matter"
    nothing.
    """
    tokens = one_line(speaker).split()
    if tokens and tokens[0].casefold() in _ARTICLES:
        tokens = tokens[1:]
    if not tokens or (_plain(tokens[0]) in words().anonymous and not tokens[0][-2:].isupper()):
        return None  # but "US" is no pronoun
    if _is_described(tokens):
        return " ".join(tokens)
    has_title = any(_is_title(token) for token in tokens)
    runs = _runs(tokens)
    if not runs:
        return None
    # "Microsoft CEO Satya Nadella", "Quarry owner Petra Lund": the person stands last, and a
    # person has two names.
    roled = has_title or (len(runs[0]) == 1 and tokens[1:2] != [] and tokens[1].islower())
    person = next((run for run in reversed(runs) if roled and len(run) > 1), runs[0])
    name = " ".join(person)
    return None if name.casefold() in words().anonymous else name


class _Tally(Struct):
    forms: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)


class _Longer:
    """The names that end in another one, and what that one stands for."""

    def __init__(self, names: Iterable[str]) -> None:
        self._endings: dict[str, set[str]] = {}
        for name in names:
            words = name.split(" ")
            for start in range(1, len(words)):
                self._endings.setdefault(" ".join(words[start:]), set()).add(name)

    def of(self, name: str) -> set[str]:
        return self._endings.get(name, set())


def _full_name(name: str, here: _Longer, everywhere: _Longer) -> str:
    """Return the longer name that a surname stands for, if just one could be meant."""
    longer = here.of(name) or everywhere.of(name)
    return next(iter(longer)) if len(longer) == 1 else name


def _party_names(parties: Iterable[Party]) -> set[str]:
    names = {
        name
        for party in parties
        for name in (party.name, *party.aliases, *party.spokespeople, *party.epithets)
    }
    cleaned = {source_name(name) or name for name in names}
    return {name.casefold() for name in names | cleaned}


def speakers(analysis: Analysis) -> dict[str, int]:
    """Return how many statements each named source makes that is no party."""
    found: Counter[str] = Counter()
    for attribution in analysis.attributions:
        if attribution.party is None and attribution.voice is not Voice.ABOUT:
            name = source_name(attribution.speaker)
            if name is not None:
                found[name] += len(attribution.parts)
    return dict(found)


def sources(settings: Settings, counts: Mapping[str, Mapping[str, int]]) -> tuple[SourceCount, ...]:
    """Return the named speakers that are no party, the one with most statements first.

    `counts` says by document how many statements each named source makes there.

    A bare surname counts for the one longer name that ends in it, in its own document first;
    where two could be meant it stays by itself.
    """
    known = _party_names(settings.parties)
    everywhere = _Longer({name for tally in counts.values() for name in tally})
    tallies: dict[str, _Tally] = {}
    for document, names in counts.items():
        here = _Longer(names)
        for name, statements in names.items():
            full = _full_name(name, here, everywhere)
            if name.casefold() in known or full.casefold() in known:
                continue
            tally = tallies.setdefault(full.casefold(), _Tally())
            tally.forms[full] += statements
            tally.documents.add(document)
    rows = [
        SourceCount(
            min(tally.forms, key=lambda form: (-tally.forms[form], form)),
            tally.forms.total(),
            len(tally.documents),
        )
        for tally in tallies.values()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.statements, -row.documents, row.name)))
