"""What the statements of a dossier are about: the issues that could stand in `dossier.toml`.

The noun phrases of all statements, ranked by how many speakers use them, times the logarithm of
how rare they are among the statements (idf, Spärck Jones 1972): what several speak of and not
everybody says in every sentence. Phrases that hold each other are one matter. No model is loaded:
the analysis keeps the phrases of each statement.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from analysis.comparison.sources import source_name
from analysis.comparison.suggesting import party_id
from analysis.comparison.words import words
from analysis.models import (
    Analysis,
    Attribution,
    Document,
    Evidence,
    Settings,
    Statement,
    SuggestedIssue,
)

_MOST = 20
_KEYWORDS = 4
_SEVERAL = 2.0
_COVERS = 0.6
"""A longer phrase stands for a shorter one if so many of its speakers use it."""
_WORD = re.compile(r"\w+")


class _Tally(Struct):
    speakers: dict[str, str] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)
    first: tuple[str, Statement] | None = None

    def take(self, document: str, speaker: tuple[str, str], statement: Statement) -> None:
        if speaker[0]:
            self.speakers.setdefault(*speaker)
        self.documents.add(document)
        self.statements.add(statement.id)
        self.first = self.first or (document, statement)

    def score(self, statements: int) -> float:
        rarity = math.log((1 + statements) / (1 + len(self.statements)))
        return len(self.speakers) * max(rarity, 0.1)


def suggest_issues(
    settings: Settings,
    documents: Sequence[Document],
    analyses: Mapping[str, Analysis],
    limit: int = _MOST,
) -> tuple[SuggestedIssue, ...]:
    """Return at most `limit` matters that no issue of the dossier names, the weightiest first."""
    names = _names(settings)
    tallies: dict[str, _Tally] = {}
    total = 0
    for document in documents:
        for attribution, statement in _statements(analyses.get(document.id)):
            total += 1
            speaker = _speaker(attribution, settings)
            seen = {phrase for found in statement.phrases for phrase in _within(found)}
            for phrase in seen:
                if not names & set(phrase.split()):
                    tallies.setdefault(phrase, _Tally()).take(document.id, speaker, statement)
    # What one speaker says once is no matter in dispute, nor is a kind of speaker.
    tallies = {
        phrase: tally
        for phrase, tally in tallies.items()
        if max(len(tally.speakers), len(tally.statements)) > 1
        and phrase.split()[-1] not in words().anonymous | words().titles
    }
    ranked = sorted(tallies, key=lambda p: (-_weight(p, tallies[p], total), -len(p), p))
    known = {_stem(w) for issue in settings.issues for w in (*issue.keywords, *issue.against)}
    taken = {issue.id for issue in settings.issues}
    found: list[SuggestedIssue] = []
    used: set[str] = set()
    for phrase in ranked:
        phrase = _fullest(phrase, ranked, tallies)
        if used & set(phrase.split()) or _is_known(phrase, known):
            continue
        used |= set(phrase.split())
        one = _suggested(phrase, tallies, ranked, taken)
        taken.add(one.id)
        found.append(one)
        if len(found) == limit:
            break
    return tuple(found)


def _weight(phrase: str, tally: _Tally, statements: int) -> float:
    """Phrases of several words before bare nouns: "climate change" says more than "country"."""
    return tally.score(statements) * (_SEVERAL if " " in phrase else 1)


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


def _names(settings: Settings) -> set[str]:
    """The words of the parties' names: a party is no issue."""
    forms = (
        name
        for party in settings.parties
        for name in (party.name, *party.aliases, *party.spokespeople)
    )
    return {word.casefold() for form in forms for word in _WORD.findall(form) if word[0].isupper()}


def _within(phrase: str) -> Iterator[str]:
    """The phrase, and its ends: "national security concern", "security concern", "concern"."""
    words = phrase.split()
    for start in range(len(words)):
        yield " ".join(words[start:])


def _fullest(phrase: str, ranked: Sequence[str], tallies: Mapping[str, _Tally]) -> str:
    """The longer phrase that nearly all who use this one use: "data breach" for "breach"."""
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


def _suggested(
    phrase: str, tallies: Mapping[str, _Tally], ranked: Sequence[str], taken: set[str]
) -> SuggestedIssue:
    tally = tallies[phrase]
    head = phrase.split()[-1]
    kin = [
        other
        for other in ranked
        if other != phrase and other.split()[-1] == head and not phrase.endswith(f" {other}")
    ]
    # Whatever ends in a keyword is matched by it already.
    kin = [other for other in kin if not other.endswith(f" {phrase}")]
    document, statement = tally.first or ("", None)
    assert statement is not None
    return SuggestedIssue(
        id=party_id(phrase, frozenset(taken)),
        name=phrase[:1].upper() + phrase[1:],
        keywords=(phrase, *kin[: _KEYWORDS - 1]),
        speakers=tuple(sorted(tally.speakers.values())),
        statements=len(tally.statements),
        documents=len(tally.documents),
        evidence=Evidence(document, statement.span, statement.quote),
    )
