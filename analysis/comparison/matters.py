"""What the statements of a dossier are about: the issues that could stand in `dossier.toml`.

The candidates are the noun phrases of all statements, their ends ("booking data rule", "data rule",
"rule"), and what begins several of them ("national security"). A matter in dispute is what several
speak of and take a stance on, told by a term of its own. So a phrase weighs

    (speakers + 2 * speakers with a stance on it) * log2(1 + words) * keyness * (1 - share)

`log2(1 + words)` is the termhood of C-value (Frantzi, Ananiadou and Mima 2000, with the 1 that lets
single words in, Barrón-Cedeño et al. 2009); `keyness` the log ratio of how often its words stand in
these statements and in ordinary news (Hardie 2014; `ordinary.toml`), the mean of its words; `share`
that of all statements that hold it: what stands everywhere parts nobody. What several take part in
stands before what one does. Whoever speaks or has a name is a party and no issue. No model is
loaded: the analysis keeps the phrases of each statement, and which way it leans on each.

Limits: what the stance reader does not see counts as no stance; a matter that everybody calls
otherwise is several candidates.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct, field

from analysis.comparison.sources import source_name
from analysis.comparison.suggesting import party_id
from analysis.comparison.words import words
from analysis.models import (
    Analysis,
    Attribution,
    Carrier,
    Document,
    Evidence,
    Settings,
    Span,
    StanceValue,
    Statement,
    SuggestedIssue,
    Topic,
)

_MOST = 20
_STANCE = 2
"""How many who only speak of it one who takes a stance on it is worth."""
_KEYWORDS = 4
_COVERS = 0.5
"""A longer phrase stands for a shorter one if so many of its speakers use it."""
_WORD = re.compile(r"\w+")
_SURFACE = re.compile(r"[^\W\d_]+(?:[ '’‐‑-][^\W\d_]+)*")


class _Use(Struct):
    """One statement that holds a phrase."""

    document: str
    statement: Statement
    speaker: tuple[str, str]
    stance: StanceValue
    surface: str


class _Tally(Struct):
    uses: list[_Use] = field(default_factory=list)
    begins: set[str] = field(default_factory=set)
    """The longer phrases that go on after it."""
    ends: bool = False
    """Whether it ever ends a phrase."""

    @property
    def speakers(self) -> dict[str, str]:
        """Who speaks of it: a key to count by, and the name."""
        return {use.speaker[0]: use.speaker[1] for use in self.uses if use.speaker[0]}

    @property
    def holders(self) -> set[str]:
        """The keys of those who take a stance on it."""
        return {u.speaker[0] for u in self.uses if u.stance is not StanceValue.NONE} - {""}

    @property
    def statements(self) -> int:
        return len({use.statement.id for use in self.uses})


class _Pile(Struct):
    """All phrases of the dossier, and how much is said in all."""

    tallies: dict[str, _Tally] = field(default_factory=dict)
    statements: int = 0
    words: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def weight(self, phrase: str) -> float:
        """Return how likely a phrase is to name a matter in dispute."""
        tally, parts = self.tallies[phrase], phrase.split()
        support = len(tally.speakers) + _STANCE * len(tally.holders)
        keyness = sum(map(self._keyness, parts)) / len(parts)
        share = tally.statements / self.statements
        return support * math.log2(1 + len(parts)) * max(keyness, 0.0) * (1 - share)

    def _keyness(self, word: str) -> float:
        ordinary, total = _ordinary()
        here = self.counts[word] / self.words
        return math.log(here * total / (ordinary.get(word, 0) + 1))


@lru_cache(maxsize=1)
def _ordinary() -> tuple[dict[str, int], int]:
    """Return how often words stand in ordinary news, and among how many words."""
    import tomllib

    raw = tomllib.loads(Path(__file__).with_name("ordinary.toml").read_text(encoding="utf-8"))
    counts = {word: int(n) for n, listed in raw["counts"].items() for word in listed.split()}
    return counts, raw["words"]


def suggest_issues(
    settings: Settings,
    documents: Sequence[Document],
    analyses: Mapping[str, Analysis],
    limit: int = _MOST,
) -> tuple[SuggestedIssue, ...]:
    """Return at most `limit` matters that no issue of the dossier names, the weightiest first."""
    pile = _gathered(settings, documents, analyses)
    names, bodies = _names(settings), _bodies(settings, analyses)
    tallies = pile.tallies
    ranked = [p for p in tallies if _may_be(p, tallies[p], names, bodies)]
    ranked.sort(key=lambda p: (not _is_shared(p, tallies[p]), -pile.weight(p), -len(p), p))
    known = {_stem(w) for issue in settings.issues for w in (*issue.keywords, *issue.against)}
    taken = {issue.id for issue in settings.issues}
    found: list[SuggestedIssue] = []
    used: set[str] = set()
    for phrase in ranked:
        full = _fullest(phrase, ranked, tallies)
        if used & set(full.split()) or _is_known(full, known):
            continue
        used |= set(full.split())
        kin = [p for p in ranked if full != p and full != phrase and p.endswith(f" {phrase}")]
        one = _suggested([tallies[p] for p in (full, *kin[: _KEYWORDS - 1])], taken)
        taken.add(one.id)
        found.append(one)
        if len(found) == limit:
            break
    return tuple(found)


# ---------------------------------------------------------------- counting


def _gathered(
    settings: Settings, documents: Sequence[Document], analyses: Mapping[str, Analysis]
) -> _Pile:
    pile = _Pile()
    full = _full_names(settings, analyses)
    for document in documents:
        for attribution, statement in _statements(analyses.get(document.id)):
            pile.statements += 1
            pile.words += len(_WORD.findall(statement.quote))
            pile.counts.update({w for topic in statement.topics for w in topic.words.split()})
            key, name = _speaker(attribution, settings)
            speaker = full.get(key, (key, name))
            for topic in statement.topics:
                for phrase, surface in _within(document.text, topic):
                    tally = pile.tallies.setdefault(phrase, _Tally())
                    use = _Use(document.id, statement, speaker, topic.stance, surface)
                    tally.uses.append(use)
                    if topic.words.endswith(phrase):
                        tally.ends = True
                    else:
                        tally.begins.add(topic.words)
    return pile


def _within(text: str, topic: Topic) -> Iterator[tuple[str, str]]:
    """Yield a phrase, its ends and the beginnings of these; each as it is written, too."""
    parts, written = topic.words.split(), topic.span.of(text).lower().split()
    if not _SURFACE.fullmatch(" ".join(written)) or len(written) != len(parts):
        written = parts
    for start in range(len(parts)):
        for end in (len(parts), *range(start + 2, len(parts))):
            yield " ".join(parts[start:end]), " ".join(written[start:end])


def _statements(analysis: Analysis | None) -> Iterator[tuple[Attribution, Statement]]:
    for attribution in analysis.attributions if analysis else ():
        for statement in attribution.parts:
            yield attribution, statement


def _speaker(attribution: Attribution, settings: Settings) -> tuple[str, str]:
    """Who says it: a key to count by and a name; nothing for a pronoun and an unnamed source."""
    parties = attribution.parties
    if parties:
        named = {party.id: party.name for party in settings.parties}
        return parties[0], named.get(parties[0], parties[0])
    name = source_name(attribution.speaker) or ""
    return name.casefold(), name


def _full_names(settings: Settings, analyses: Mapping[str, Analysis]) -> dict[str, tuple[str, str]]:
    """Return for the key of a bare surname who alone is called so in full."""
    everybody = dict(_speaker(a, settings) for one in analyses.values() for a in one.attributions)
    fuller: dict[str, list[tuple[str, str]]] = {}
    for key, name in everybody.items():
        if " " in key:
            fuller.setdefault(key.split()[-1], []).append((key, name))
    return {short: found[0] for short, found in fuller.items() if len(found) == 1}


# ---------------------------------------------------------------- what may be one


def _may_be(phrase: str, tally: _Tally, names: set[str], bodies: set[str]) -> bool:
    """Whether a phrase may name a matter: several speak of it, or somebody takes a stance on it."""
    parts = phrase.split()
    if names & set(parts) or _stem(parts[-1]) in bodies:
        return False
    if not tally.ends and len(tally.begins) < 2:
        return False
    several = len(tally.speakers) > 1 or tally.statements > 1
    if len(parts) == 1:
        return several and bool(tally.holders) and phrase not in words().shells
    return several or bool(tally.holders)


def _is_shared(phrase: str, tally: _Tally) -> bool:
    """Whether several take part in it: by a stance where it is one word, which may mean much."""
    return len(tally.speakers if " " in phrase else tally.holders) > 1


def _names(settings: Settings) -> set[str]:
    """The words of the parties' names: a party is no issue."""
    forms = (
        name
        for party in settings.parties
        for name in (party.name, *party.aliases, *party.spokespeople)
    )
    return {word.casefold() for form in forms for word in _WORD.findall(form) if word[0].isupper()}


def _bodies(settings: Settings, analyses: Mapping[str, Analysis]) -> set[str]:
    """The nouns that stand for somebody who speaks or has a name: council, crew."""
    named = [name for party in settings.parties for name in (party.name, *party.epithets)]
    for analysis in analyses.values():
        for one in analysis.stakeholders:
            named += [one.name, *one.forms, *one.epithets]
        named += [found.speaker for found in analysis.attributions]
    heads = {_stem(found[-1]) for name in named if (found := _WORD.findall(name))}
    return heads | {_stem(w) for w in words().anonymous | words().titles | words().bodies}


def _fullest(phrase: str, ranked: Sequence[str], tallies: Mapping[str, _Tally]) -> str:
    """The longer phrase that most who use this one use: "data breach" for "breach"."""
    speakers = tallies[phrase].speakers.keys()
    for other in ranked:
        if other.endswith(f" {phrase}"):
            shared = speakers & tallies[other].speakers.keys()
            if len(shared) >= _COVERS * len(speakers):
                return _fullest(other, ranked, tallies)
    return phrase


def _stem(word: str) -> str:
    return " ".join(part.casefold().removesuffix("s") for part in word.split())


def _is_known(phrase: str, known: set[str]) -> bool:
    """Whether a keyword of an issue matches in the phrase."""
    padded = f" {_stem(phrase)} "
    return any(f" {word} " in padded for word in known)


# ---------------------------------------------------------------- what is told of one


def _written(tally: _Tally) -> str:
    """Return the phrase as it is written most often."""
    written = Counter(use.surface for use in tally.uses)
    return min(written, key=lambda s: (-written[s], s))


def _suggested(tallies: Sequence[_Tally], taken: set[str]) -> SuggestedIssue:
    """Return the matter that the first of `tallies` names; the others are called alike."""
    surface = _written(tallies[0])
    tally = _Tally([use for one in tallies for use in one.uses])
    carriers = tuple(_carriers(tally))
    return SuggestedIssue(
        id=party_id(surface, frozenset(taken)),
        name=surface[:1].upper() + surface[1:],
        keywords=tuple(dict.fromkeys(map(_written, tallies))),
        speakers=tuple(sorted(tally.speakers.values())),
        statements=tally.statements,
        documents=len({use.document for use in tally.uses}),
        evidence=carriers[0].evidence if carriers else _evidence(tally.uses[0]),
        carriers=carriers,
    )


def _carriers(tally: _Tally) -> Iterator[Carrier]:
    """Yield everybody who speaks of it with one statement, those who take a stance first."""
    best: dict[str, _Use] = {}
    for use in sorted(tally.uses, key=lambda use: use.stance is StanceValue.NONE):
        if use.speaker[0]:
            best.setdefault(use.speaker[0], use)
    for use in best.values():
        yield Carrier(use.speaker[1], use.stance, use.statement.id, _evidence(use))


def _evidence(use: _Use) -> Evidence:
    span: Span = use.statement.span
    return Evidence(use.document, span, use.statement.quote)
