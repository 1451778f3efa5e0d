"""The bodies that a document names and no dossier has: companies, unions, ministries.

They are resolved as the dossier's parties are, so that "the company" may mean one of them and its
lawyer speaks for it and for nobody else. Names that are written out once ("Oracle Corp.",
"Tidewater Nurses Association (TNA)") are one body with their short forms.

So are those that it only describes: "the seafarers' union", "the transport ministry". From there
"the union" is that one, not the company that was named in between.

Limits: what the model of English calls an organisation or a group; not what it calls a place. A
description with an adjective alone ("the federal government") may well be a party's.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from analysis.characters import one_line
from analysis.language import lexicon, tree
from analysis.language.metonyms import is_office
from analysis.language.people import Person, is_address
from analysis.language.results import PartyMention
from analysis.language.spelled import spelled_bodies
from analysis.language.tree import head_of, text_of
from analysis.models import Party, PartyKind, Span

STRANGER = "?"
"""What the id of a body begins with that is no party of the dossier."""
_LABELS = frozenset({"ORG", "NORP"})
_MODIFIES = frozenset({"poss", "compound", "amod", "nmod"})
_TELLS = frozenset({"poss", "compound", "nmod"})
_ARTICLES = frozenset({"the", "a", "an"})
_LONGEST = 7  # words
_SHORTEST = 4  # letters


def _words(*keys: str) -> frozenset[str]:
    return lexicon.words("sources", *keys)


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies of one document as parties of their own, and where they are named."""

    parties: tuple[Party, ...]
    mentions: tuple[PartyMention, ...]


def bodies_in(
    doc: Doc,
    known: Mapping[int, PartyMention],
    people: Sequence[Person],
    metonyms: frozenset[str] = frozenset(),
) -> Bodies:
    """Return the bodies of `doc` that are neither a party nor a person nor an outlet.

    Nor are `metonyms`, the places that stand for a party.
    """
    taken = {t.i for p in people if p.sure or p.body for t in _tokens(doc, p.span)}
    # A word of a party's longer name is that party's: "Stumpf" of "John Stumpf".
    words = {p.root.text for p in people if p.sure} | {doc[i].text for i in known} | metonyms
    places: list[tuple[Span, str, Token, str]] = []
    for span, noun in spelled_bodies(doc, known):
        places.append((span, one_line(span.of(text_of(doc))), noun, "ORG"))
        taken |= set(tree.places_in(doc, span))
    for person in people:
        if person.body:
            places.append((person.span, one_line(person.span.of(text_of(doc))), person.root, "ORG"))
    for entity in doc.ents:
        if entity.label_ not in _LABELS or any(t.i in known or t.i in taken for t in entity):
            continue
        span, name = _name(entity)
        if _is_body(name, entity) and name not in words and not _prints(entity.root):
            places.append((span, name, entity.root, entity.label_))
            taken |= {t.i for t in entity}
    places += _again(doc, dict.fromkeys(name for _, name, _, _ in places), taken | set(known))
    named = {tuple(name.lower().split()) for _, name, _, _ in places}
    places += _described(doc, taken | set(known), named, known)
    full = _grouped(list(dict.fromkeys(name for _, name, _, _ in places)))
    parties: dict[str, Party] = {}
    mentions = []
    for span, name, root, label in sorted(places, key=lambda p: p[0]):
        long = full[name]
        party = parties.setdefault(long, Party(f"{STRANGER}{long}", long, _kind(long, label)))
        mentions.append(PartyMention(span, party.id, "name", False, _is_modifier(root, span)))
    return Bodies(tuple(parties.values()), tuple(mentions))


def _again(
    doc: Doc, names: Iterable[str], taken: set[int]
) -> Iterator[tuple[Span, str, Token, str]]:
    """Yield the places of these names that the model has overlooked elsewhere in the text."""
    forms = [n for n in sorted(names, key=len, reverse=True) if len(n) >= _SHORTEST or n.isupper()]
    if not forms:
        return
    pattern = re.compile(rf"(?<![\w@#])(?:{'|'.join(map(re.escape, forms))})(?!\w)")
    for match in pattern.finditer(text_of(doc)):
        span = Span(*match.span())
        tokens = _tokens(doc, span)
        if tokens and not any(t.i in taken for t in tokens):
            head = head_of(doc, span)
            yield span, match.group(), head or tokens[-1], "ORG"


def _described(
    doc: Doc, taken: set[int], named: Iterable[tuple[str, ...]], known: Container[int]
) -> Iterator[tuple[Span, str, Token, str]]:
    """Yield the places of bodies that are told apart by a noun: "the seafarers' union".

    Not of those that may be short for one that is `named`: "the school board" of a town.
    """
    # The model calls many a word a name that is written as none.
    nouns = (*tree.with_pos(doc, "NOUN"), *tree.with_pos(doc, "PROPN"))
    for head in sorted((t for t in nouns if t.is_lower), key=lambda t: t.i):
        if head.lemma_.lower() not in _words("described", "words"):
            continue
        # "Britain's medicines regulator": where it is tells no other name.
        before = [c for c in head.lefts if c.dep_ in _TELLS and not _is_place(c)]
        if any(c.i in known and c.dep_ == "poss" for c in head.lefts) and is_office(head):
            continue  # "Arland's transport ministry" is an office of Arland
        if head.i + 2 < len(doc) and doc[head.i + 1].text == "," and head.i + 2 in known:
            continue  # "the singers' union, Vox": the party's name stands behind it
        if not before or any(not _tells(t, taken) for c in before for t in c.subtree):
            continue
        start = next(t.idx for t in before[0].subtree if t.lower_ not in _ARTICLES)
        span = Span(start, head.idx + len(head))
        name = one_line(span.of(text_of(doc)))
        words = tuple(name.lower().split())
        if any(words == other[-len(words) :] for other in named):
            continue
        yield span, name[:1].upper() + name[1:], head, "ORG"


def _tells(token: Token, taken: set[int]) -> bool:
    """Whether a word before a noun may be part of what a body is called."""
    common = token.is_lower and token.pos_ in ("NOUN", "PROPN")
    joins = token.tag_ == "POS" or token.is_punct
    return token.lower_ in _ARTICLES or ((common or joins) and token.i not in taken)


def _is_place(token: Token) -> bool:
    return token.ent_type_ == "GPE" and token.dep_ == "poss"


def _tokens(doc: Doc, span: Span) -> list[Token]:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return [] if found is None else list(found)


def _name(entity: DocSpan) -> tuple[Span, str]:
    """Return the place and words of a name without its article and "'s"."""
    tokens = list(entity)
    while tokens and tokens[0].lower_ in ("the", "a", "an"):
        del tokens[0]
    while tokens and (tokens[-1].tag_ == "POS" or tokens[-1].is_punct):
        del tokens[-1]
    if not tokens:
        return Span(entity.start_char, entity.end_char), ""
    span = Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
    return span, one_line("".join(t.text_with_ws for t in tokens))


def _prints(name: Token) -> bool:
    """Whether what is said has appeared there: "quoted in Marca", "published by Hachette"."""
    if name.dep_ != "pobj" or name.head.lower_ not in ("in", "by"):
        return False
    lemma = name.head.head.lemma_.lower()
    return lemma in ("quote", "cite", "publish", "print", "republish")


def _is_body(name: str, entity: DocSpan) -> bool:
    bare = name.removeprefix("The ")
    outlets = _words("outlets", "names")
    if is_address(name.split(" ")[0]):
        return False  # "Ms Askew"
    if not name or bare in outlets or f"The {bare}" in outlets or "\n" in entity.text:
        return False
    if entity.label_ == "NORP" and entity.root.tag_ not in ("NNPS", "NNS"):
        return False  # "French", not "the French"
    return len(name.split()) <= _LONGEST and any(w[:1].isupper() for w in name.split())


def _is_modifier(root: Token, span: Span) -> bool:
    modifies = root.dep_ in _MODIFIES and root.head.pos_ in ("NOUN", "PROPN")
    return modifies and root.head.idx >= span.end


def _key(name: str) -> tuple[str, ...]:
    """Return the words of a name in small letters, without "Corp." and the like."""
    words = [w.strip(".,").casefold() for w in name.split()]
    while len(words) > 1 and words[-1] in _words("company_endings"):
        del words[-1]
    return tuple(words)


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.split() if w[:1].isupper())


def _grouped(names: Sequence[str]) -> dict[str, str]:
    """Return for each name the longest that means the same: "Oracle" is "Oracle Corp."."""
    full: dict[str, str] = {}
    for name in names:
        own = _key(name)
        longer = [n for n in names if _key(n) == own or _is_longer(n, name)]
        if name.isupper() and " " not in name:
            longer += [n for n in names if _initials(n) == name and n != name]
        keys = {_key(n) for n in longer if _key(n) != own}
        if not keys and len(own) == 1:
            longer += [n for n in names if len(_key(n)) > 1 and _key(n)[-1:] == own]
            keys = {_key(n) for n in longer if _key(n) != own}
        same = [n for n in longer if _key(n) == own]
        full[name] = max(longer if len(keys) == 1 else same, key=len)
    return full


def _is_longer(long: str, name: str) -> bool:
    """Whether `long` begins with `name` and goes on, but names no second one: "Norda and Sunda"."""
    own, more = _key(name), _key(long)
    rest = more[len(own) :]
    of_others = any(word.endswith(("'", "’")) for word in rest) or len(rest) > 1
    if of_others and rest[-1] in _words("sorts", "union") | _words("described", "named"):
        return False  # the supporters' association of a club is not the club
    return more[: len(own)] == own and ("and" not in more or "and" in own)


def _kind(name: str, label: str) -> PartyKind:
    last = {name.split()[-1].lower(), name.split(" of ")[0].split()[-1].lower()}
    if label == "NORP" or last & (_words("sorts", "union") | _words("nouns", "group")):
        return PartyKind.GROUP
    if last & _words("sorts", "agency"):
        return PartyKind.GOVERNMENT
    return PartyKind.ORGANIZATION
