"""Where the dossier's parties are named.

A gazetteer of their names, aliases, spokespeople and epithets goes before the entity labels of
the small model, which calls Oracle a person and Redmond a building. Names are matched as they
are written or in capitals, those that end as a description does ("Teachers' Union") in small
letters, too, epithets in any case; the longest match wins. A person's surname
alone counts once the surname belongs to one party only.

Limits: a common word that is somebody's name ("Target", "Apple") is taken for the party where
it is written with a capital inside a sentence.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from analysis.characters import one_line
from analysis.language import lexicon, tree
from analysis.language.namesakes import Named, Namesakes, is_title, pronoun_for
from analysis.language.results import Namesake, PartyMention
from analysis.models import Party, PartyKind, Span

_SUFFIX = re.compile(r"^(?:Jr|Sr|II|III|IV)\.?$")
_NOT_HEAD = frozenset({"poss", "compound", "amod", "nmod"})


def _flexible(form: str) -> str:
    """Return a pattern for `form` that takes any white space and either apostrophe."""
    parts = [re.sub("['’‘]", "['’‘]", re.escape(word)) for word in form.split()]
    return r"\s+".join(parts)


def _names_in(form: str) -> list[str]:
    """Return the words of `form` without the titles before them and a "Jr." behind."""
    words = form.split()
    while words and is_title(words[0]):
        del words[0]
    while words and _SUFFIX.match(words[-1]):
        del words[-1]
    return words


def _person_names(party: Party) -> list[list[str]]:
    """Return the full names of the people among a party's forms, without titles.

    Of a person's aliases those are somebody's that share the surname or begin with a given
    name: "White House" is no name of a Mr. House.
    """
    own = _names_in(party.name)
    found = [_names_in(form) for form in party.spokespeople]
    if party.kind is PartyKind.PERSON:
        found.append(own)
        for form in party.aliases:
            names = _names_in(form)
            if names and own and (names[-1] == own[-1] or pronoun_for(names[:1])):
                found.append(names)
    return [n for n in found if len(n) >= 2 and all(w[:1].isupper() for w in (n[0], n[-1]))]


class Gazetteer:
    """Every form under which the parties of a dossier are named.

    `bearers` are the parties of a surname, `given` the party of a given name and a surname,
    `names` the parties' own names.
    """

    def __init__(self, parties: Sequence[Party]) -> None:
        self._exact: dict[str, tuple[str, str, bool]] = {}
        self._folded: dict[str, tuple[str, str, bool]] = {}
        self.names = {p.id: p.name for p in parties}
        self.given: dict[tuple[str, str], str] = {}
        bearers: dict[str, set[str]] = {}
        for party in parties:
            human = party.kind is PartyKind.PERSON
            for form in (party.name, *party.aliases):
                self._add(form, party.id, "name", human)
            for form in party.spokespeople:
                self._add(form, party.id, "spokesperson", True)
            for form in party.epithets:
                self._folded.setdefault(_key(form).lower(), (party.id, "epithet", False))
            for name in _person_names(party):
                bearers.setdefault(name[-1], set()).add(party.id)
                self.given.setdefault((name[0], name[-1]), party.id)
        self.bearers = {surname: frozenset(owners) for surname, owners in bearers.items()}
        for surname, owners in self.bearers.items():
            owner = next(iter(owners)) if len(owners) == 1 else ""
            self._exact.setdefault(surname, (owner, "surname", True))
        exact = sorted(self._exact, key=len, reverse=True)
        folded = sorted(self._folded, key=len, reverse=True)
        self._patterns = [
            re.compile(rf"(?<![\w@#])(?:{'|'.join(map(_flexible, forms))})(?!\w)", flags)
            for forms, flags in ((exact, 0), (folded, re.IGNORECASE))
            if forms
        ]

    def _add(self, form: str, party: str, rule: str, person: bool) -> None:
        bare = re.sub(r"^[Tt]he\s+", "", form.strip())
        forms = {bare, bare.upper(), bare[:1].upper() + bare[1:]}
        if _is_description(bare) and not person:
            forms |= {bare.lower(), bare.capitalize()}
        for text in sorted(forms):
            if text:
                self._exact.setdefault(_key(text), (party, rule, person))

    def _lookup(self, text: str) -> tuple[str, str, bool]:
        key = _key(text)
        return self._exact.get(key) or self._folded[key.lower()]

    def find(self, text: str) -> Iterator[tuple[Span, str, str, bool]]:
        """Yield (span, party, rule, is a person) in order; the longest match wins."""
        found = [(m.start(), -m.end(), m.group()) for p in self._patterns for m in p.finditer(text)]
        end = -1
        for start, negative_end, form in sorted(found):
            if start >= end:
                end = -negative_end
                party, rule, person = self._lookup(form)
                yield Span(start, end), party, rule, person


def _is_description(form: str) -> bool:
    """Whether a name may be written in small letters: "Transport ministry", "Teachers' Union"."""
    first, *more = form.split() or [""]
    small = bool(more) and all(word.islower() for word in more)
    ending = bool(more) and more[-1].lower() in lexicon.words("sources", "described", "words")
    return small or (ending and not first.isupper())


def _key(form: str) -> str:
    return " ".join(form.replace("’", "'").replace("‘", "'").split())


def _is_modifier(doc: Doc, span: Span) -> bool:
    """Whether the words of a mention only modify another noun: "Oracle's cloud servers"."""
    head = tree.head_of(doc, span)
    if head is None or head.dep_ not in _NOT_HEAD:
        return False
    return head.head.pos_ in ("NOUN", "PROPN") and head.head.idx >= span.end


def _named(gazetteer: Gazetteer, doc: Doc, span: Span, party: str, rule: str) -> Named | None:
    """Return the person that a found form names, or None where it names none."""
    form = one_line(span.of(tree.text_of(doc)))
    names = _names_in(form)
    owners = gazetteer.bearers.get(names[-1]) if names else None
    if owners is None or rule == "epithet" or (party and party not in owners):
        return None
    head = tree.head_of(doc, span)
    if head is not None and head.dep_ != "poss" and _is_modifier(doc, span):
        return None
    return Named(span, names[-1], party, full=form != names[-1])


def find_mentions(doc: Doc, gazetteer: Gazetteer) -> tuple[list[PartyMention], list[Namesake]]:
    """Return the places of `doc` that name a party, and whom its names of people mean, in order.

    A surname that means nobody of the dossier, or nobody knows whom, is no mention.
    """
    found = list(gazetteer.find(tree.text_of(doc)))
    places = [n for f in found if (n := _named(gazetteer, doc, *f[:3])) is not None]
    people = Namesakes(doc, gazetteer.given, gazetteer.bearers, gazetteer.names).decide(places)
    by_span = {n.span: n for n in people}
    mentions = []
    for span, party, rule, person in found:
        who = by_span.get(span)
        owner = party if who is None else who.party
        if owner:
            told = "surname in context" if who is not None and who.rule == "bare" else rule
            mentions.append(PartyMention(span, owner, told, person, _is_modifier(doc, span)))
    return mentions, people
