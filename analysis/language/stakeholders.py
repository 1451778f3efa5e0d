"""Who speaks in a document: the bodies and people of whom a dossier's parties may be made.

A body that speaks or for whom somebody speaks, with its other names, the abbreviation behind it
("Tidewater Nurses Association (TNA)") and the phrases in apposition ("Oracle, the Redwood City
company"); a person who speaks, alone or for a body or a party that the text names.

Limits: people whom the model does not know as such and who have no role; places that speak.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from analysis.characters import one_line
from analysis.language import tree
from analysis.language.bodies import STRANGER
from analysis.language.metonyms import is_country
from analysis.language.namesakes import is_title
from analysis.language.people import Person, is_given_name
from analysis.language.results import PartyMention
from analysis.language.roles import Introduction, is_peer
from analysis.language.speakers import Resolver
from analysis.language.wording import noun_phrase
from analysis.models import Party, PartyKind, Span, Stakeholder

_SHORT = re.compile(r"\s*\((?:the\s+)?[“\"]?(?P<short>[A-Z][\w&.]{1,9})[”\"]?\)")
_LONGEST = 160  # letters of an introduction
_ROLE = frozenset({"amod", "compound", "nmod"})


def find_stakeholders(
    doc: Doc, resolver: Resolver, mentions: Sequence[PartyMention], parties: Sequence[Party]
) -> list[Stakeholder]:
    """Return those who speak in `doc`, once each; `mentions` are those of `parties`."""
    names = {p.id: p for p in (*parties, *resolver.bodies.parties)}
    found = list(_bodies(doc, resolver, [*mentions, *resolver.bodies.mentions], names))
    found += _spokespeople(doc, resolver.roles.introduced, names)
    return found + list(_people(doc, resolver, {one.name for one in found}))


def _bodies(
    doc: Doc, resolver: Resolver, mentions: Sequence[PartyMention], names: dict[str, Party]
) -> Iterator[Stakeholder]:
    text = tree.text_of(doc)
    places: dict[str, list[PartyMention]] = {}
    for mention in mentions:
        places.setdefault(mention.party, []).append(mention)
    said: dict[str, dict[str, None]] = {}
    for one in resolver.heard:
        for party in (one.party, *one.also):
            if party is not None:
                said.setdefault(party, {})[one.name] = None
    spoken_for = {one.party for one in resolver.roles.introduced}
    for party, found in places.items():
        stranger = party.startswith(STRANGER)
        own = names[party]
        forms = dict.fromkeys(one_line(m.span.of(text)) for m in found) if stranger else {}
        for mention in found:
            short = _SHORT.match(text, mention.span.end)
            if short is not None and not mention.person:
                forms[short["short"]] = None
        forms.pop(own.name, None)
        epithets = dict.fromkeys(e for m in found if not m.person for e in _epithets(doc, m))
        if (stranger and (party in said or party in spoken_for)) or epithets or forms:
            yield Stakeholder(
                own.name,
                own.kind,
                found[0].span,
                None if stranger else party,
                tuple(forms),
                tuple(epithets),
                tuple(said.get(party, ())),
            )


def _epithets(doc: Doc, mention: PartyMention) -> Iterator[str]:
    """Yield the phrases in apposition to a body that say more than a kind: "the Denver miner"."""
    head = tree.head_of(doc, mention.span)
    for noun in () if head is None else head.children:
        definite = tree.child(noun, "det")
        told = any(c.dep_ in ("compound", "amod") for c in noun.children)
        behind = noun.dep_ == "appos" and noun.pos_ == "NOUN" and head is not None
        if behind and told and definite is not None and definite.lower_ == "the":
            yield noun_phrase(doc, noun)


def _spokespeople(
    doc: Doc, introduced: Sequence[Introduction], names: dict[str, Party]
) -> Iterator[Stakeholder]:
    seen: set[tuple[str, str]] = set()
    for one in introduced:
        name = _bare(one.person, doc)
        body = names[one.party]
        if (name, body.id) in seen or not _is_full(name):
            continue
        seen.add((name, body.id))
        role = "" if one.noun is None or is_peer(one.noun) else _role(one.noun)
        known = None if body.id.startswith(STRANGER) else body.id
        place = _introduction(doc, one)
        yield Stakeholder(
            name, PartyKind.PERSON, place, known, said_as=(name,), speaks_for=body.name, role=role
        )


def _introduction(doc: Doc, one: Introduction) -> Span:
    """Return the stretch that names a person and the role, if they stand side by side."""
    span = one.person.span
    if one.noun is None or one.noun.sent.start != one.person.root.sent.start:
        return span
    first, last = one.noun.left_edge, one.noun.right_edge
    start, end = min(span.start, first.idx), max(span.end, last.idx + len(last))
    return Span(start, end) if end - start < _LONGEST else span


def _role(noun: Token) -> str:
    """Return the words of a role without whose it is: "general secretary"."""
    words = [c.text for c in noun.lefts if c.dep_ in _ROLE and c.text[:1].islower()]
    words.append(noun.text.lower() if noun.text.istitle() else noun.text)
    of = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    field = tree.child(of, "pobj") if of is not None else None
    if field is not None and field.pos_ == "NOUN" and not tree.child(field, "det", "poss"):
        words += ["of", field.text]
    return " ".join(words)


def _is_full(name: str) -> bool:
    """Whether words are a name of two words or more."""
    words = name.split()
    country = is_country(words[0]) and not is_given_name(words[0])
    return len(words) > 1 and all(w[:1].isupper() for w in words) and not country


def _untitled(name: str) -> str:
    words = name.split()
    while len(words) > 1 and is_title(words[0]):
        del words[0]
    return " ".join(words)


def _bare(person: Person, doc: Doc) -> str:
    """Return a person's name without titles."""
    return _untitled(one_line(person.span.of(tree.text_of(doc))))


def _people(doc: Doc, resolver: Resolver, taken: set[str]) -> Iterator[Stakeholder]:
    """Yield the people who speak for nobody but themselves."""
    places: dict[str, Span] = {}
    for person in resolver.people:
        if person.sure:
            places.setdefault(_bare(person, doc), person.span)
    full: dict[str, set[str]] = {}
    for name in places:
        for form in (name, name.split()[-1]) if " " in name else ():
            full.setdefault(form, set()).add(name)
    said: dict[str, dict[str, None]] = {}
    for one in resolver.heard:
        owners = full.get(_untitled(one.name), set())
        if one.party is None and one.layer == "other" and len(owners) == 1:
            said.setdefault(next(iter(owners)), {})[one.name] = None
    for name, forms in said.items():
        if name not in taken:
            yield Stakeholder(name, PartyKind.PERSON, places[name], said_as=tuple(forms))
