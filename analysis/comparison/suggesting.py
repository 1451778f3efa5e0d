"""The stakeholders that a pile of documents speaks of: what could stand in `dossier.toml`.

The analysis of each document keeps who speaks in it and for whom. Over the documents those of one
name are one: bodies whose names differ by "Corp." and the like, by a short form or an abbreviation
that a document tells, or by words behind a name that only one of them bears; people by their full
names. Who speaks for a body stands under it. No model is loaded.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from analysis.comparison.words import words
from analysis.models import (
    Analysis,
    Document,
    Evidence,
    Party,
    PartyKind,
    Settings,
    Span,
    Spokesperson,
    Stakeholder,
    SuggestedParty,
    Voice,
)

_KIND = PartyKind.ORGANIZATION
_OF_OTHERS = re.compile(r"s['’](?= )")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def party_id(name: str, taken: frozenset[str] = frozenset()) -> str:
    """Return an id for a party of that name: small letters, digits and `_`, none of `taken`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "party"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}_{number}", number + 1
    return found


def _key(name: str) -> str:
    """Return what two names of one body share: small letters, no article, no "Corp."."""
    plain = name.casefold().replace("’", "'")
    parts = [w.strip(".,") for w in _ARTICLE.sub("", plain).split()]
    while len(parts) > 1 and parts[-1] in words().company_endings:
        del parts[-1]
    return " ".join(parts)


class _Group(Struct):
    """What is one stakeholder over all documents."""

    kinds: dict[str, PartyKind] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)
    epithets: dict[str, None] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    statements: int = 0
    documents: set[str] = field(default_factory=set)
    evidence: Evidence | None = None
    party: str | None = None

    def take(self, document: str, one: Stakeholder) -> None:
        self.kinds.setdefault(one.name, one.kind)
        for name in (one.name, *one.forms):
            self.names[name] += 1
        self.epithets |= dict.fromkeys(one.epithets)
        self.documents.add(document)

    def kind(self, name: str) -> PartyKind:
        """Return what sort of stakeholder this is, as its fullest name tells."""
        return self.kinds.get(name) or self.kinds.get(max(self.kinds, key=len, default=""), _KIND)

    def count(self, document: Document, one: Stakeholder, spoken: "_Spoken") -> None:
        """Add the statements of a stakeholder, the first of all as evidence."""
        number, first = spoken.of(one)
        self.statements += number
        if self.evidence is None:
            span, quote = first or (one.span, one.span.of(document.text))
            self.evidence = Evidence(document.id, span, quote)


class _Spoken:
    """The statements of one document that are of no party, by what their speaker is called."""

    def __init__(self, analysis: Analysis) -> None:
        self._counts: Counter[str] = Counter()
        self._first: dict[str, tuple[Span, str]] = {}
        for one in analysis.attributions:
            if one.party is None and one.voice is not Voice.ABOUT and one.parts:
                self._counts[one.speaker] += len(one.parts)
                self._first.setdefault(one.speaker, (one.parts[0].span, one.parts[0].quote))

    def of(self, one: Stakeholder) -> tuple[int, tuple[Span, str] | None]:
        """Return how many statements a stakeholder has, and the place of its first."""
        firsts = [self._first[name] for name in one.said_as if name in self._first]
        return sum(self._counts[name] for name in one.said_as), min(firsts, default=None)


class _Gathering:
    """Puts together what the documents say of whom."""

    def __init__(self, bodies: Iterable[Stakeholder]) -> None:
        self._longer = _longer(bodies)
        self.groups: dict[str, _Group] = {}

    def body(self, name: str) -> _Group:
        """Return the group of a body of that name."""
        key = _key(name)
        return self.groups.setdefault(self._longer.get(key, key), _Group())

    def person(self, name: str) -> _Group:
        """Return the group of a person of that name."""
        words = [w for w in name.casefold().split() if len(w.rstrip(".")) > 1]
        return self.groups.setdefault(f"person {' '.join(words)}", _Group())


def _longer(bodies: Iterable[Stakeholder]) -> dict[str, str]:
    """Return for each name of a body the one that it is short for, if only one may be."""
    keys: set[str] = set()
    told: dict[str, set[str]] = {}
    for body in bodies:
        keys.add(_key(body.name))
        for form in body.forms:
            told.setdefault(_key(form), set()).add(_key(body.name))
    for key in keys:
        begun = {other for other in keys if other.startswith(f"{key} ")}
        # The supporters' association of a club is not the club.
        begun = {other for other in begun if not _OF_OTHERS.search(other, len(key))}
        told.setdefault(key, set()).update(begun)
    return {
        key: next(iter(of)) for key, of in told.items() if len(of - {key}) == 1 and key not in of
    }


def suggest(
    settings: Settings, documents: Sequence[Document], analyses: Mapping[str, Analysis]
) -> tuple[SuggestedParty, ...]:
    """Return who else speaks in `documents`, and new names of who is known.

    Those that the dossier lacks first, the one with most statements first.
    """
    read = [(d, analyses[d.id]) for d in documents if d.id in analyses]
    everybody = [one for _, analysis in read for one in analysis.stakeholders]
    bodies = [s for s in everybody if s.kind is not PartyKind.PERSON and s.party is None]
    gathering = _Gathering(bodies)
    owners = _owners(settings)
    employers = _employers(everybody)
    known: dict[str, _Group] = {}
    for document, analysis in read:
        spoken = _Spoken(analysis)
        for one in analysis.stakeholders:
            party = one.party or owners.get(_key(one.name))
            if party is not None:
                group = known.setdefault(party, _Group(party=party))
            elif one.speaks_for:
                group = gathering.body(employers.get(one.name, one.speaks_for))
            elif one.name in employers:
                group = gathering.body(employers[one.name])
            elif one.kind is PartyKind.PERSON:
                group = gathering.person(one.name)
            else:
                group = gathering.body(one.name)
            _add(group, document, one, spoken, employers)
    new = [g for g in gathering.groups.values() if g.statements and g.names]
    new.sort(key=lambda g: (-g.statements, -len(g.documents), min(g.names)))
    return (*_new(new, settings), *_known(known, settings))


def _add(
    group: _Group,
    document: Document,
    one: Stakeholder,
    spoken: _Spoken,
    employers: Mapping[str, str],
) -> None:
    if one.speaks_for or one.name in employers:
        group.people[one.name] = group.people.get(one.name) or one.role
        group.documents.add(document.id)
        if not one.speaks_for or group.party is not None:
            group.count(document, one, spoken)
        return
    group.take(document.id, one)
    group.count(document, one, spoken)


def _employers(everybody: Iterable[Stakeholder]) -> dict[str, str]:
    """Return for each person who speaks for one body, and no other, its name."""
    found: dict[str, Counter[str]] = {}
    for one in everybody:
        if one.speaks_for and one.party is None:
            found.setdefault(one.name, Counter())[one.speaks_for] += 1
    first = {name: bodies.most_common(1)[0][0] for name, bodies in found.items()}
    return {
        name: body
        for name, body in first.items()
        if len({_key(b) for b in found[name]}) == 1 or found[name][body] * 2 > found[name].total()
    }


def _owners(settings: Settings) -> dict[str, str]:
    """Return the party of each name that the dossier knows."""
    found = {}
    for party in settings.parties:
        for name in (party.name, *party.aliases, *party.spokespeople, *party.epithets):
            found[_key(name)] = party.id
    return found


def _new(groups: Iterable[_Group], settings: Settings) -> Iterator[SuggestedParty]:
    taken = {party.id for party in settings.parties}
    # A name may stand for one party only: for the one that says more, which comes first.
    named = set().union(*map(_names_of, settings.parties))
    for group in groups:
        for forms in (group.names, group.people, group.epithets):
            for form in [form for form in forms if form.casefold() in named]:
                del forms[form]
        if not group.names:
            continue
        named.update(f.casefold() for f in (*group.names, *group.people, *group.epithets))
        # An abbreviation is an alias of what it stands for.
        short = {n for n in group.names if n.isupper() and " " not in n}
        name = min(group.names, key=lambda n: (n in short, -group.names[n], -len(n), n))
        own = party_id(_key(name) or name, frozenset(taken))
        taken.add(own)
        aliases = sorted(
            (n for n in group.names if n.casefold() != name.casefold()),
            key=lambda n: (-group.names[n], n),
        )
        yield _suggested(own, name, group.kind(name), aliases, group)


def _known(groups: Mapping[str, _Group], settings: Settings) -> Iterator[SuggestedParty]:
    """Yield what the documents tell of the dossier's parties and it does not have."""
    have = set().union(*map(_names_of, settings.parties))
    for party in settings.parties:
        group = groups.get(party.id)
        if group is None:
            continue
        aliases = sorted(n for n in group.names if n.casefold() not in have)
        group.people = {n: r for n, r in group.people.items() if n.casefold() not in have}
        group.epithets = {e: None for e in group.epithets if e.casefold() not in have}
        if aliases or group.people or group.epithets:
            yield _suggested(party.id, party.name, party.kind, aliases, group, known=True)


def _names_of(party: Party) -> set[str]:
    names = (party.name, *party.aliases, *party.spokespeople, *party.epithets)
    return {name.casefold() for name in names}


def _suggested(
    own: str,
    name: str,
    kind: PartyKind,
    aliases: Iterable[str],
    group: _Group,
    *,
    known: bool = False,
) -> SuggestedParty:
    return SuggestedParty(
        id=own,
        name=name,
        kind=kind,
        aliases=tuple(aliases),
        spokespeople=tuple(Spokesperson(n, r) for n, r in group.people.items()),
        epithets=tuple(group.epithets),
        statements=group.statements,
        documents=len(group.documents),
        evidence=group.evidence,
        known=known,
    )
