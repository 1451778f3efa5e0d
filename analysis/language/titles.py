"""Who bears which title, and which party is called by which noun, as the document tells it.

"Harbour Party nominee Peter Brin", "the nominee, Peter Brin", "Acme, the Denver-based miner": from
there "the nominee" and "the miner" are they.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree
from analysis.language.referents import Referent
from analysis.language.results import PartyMention
from analysis.language.roles import holds
from analysis.models import Party, PartyKind

_LIKELY = "company"
_BODIES = ("organization", "government", "group")


def _words(*keys: str) -> frozenset[str]:
    return lexicon.words("sources", *keys)


class Titles:
    """Who bears which title or description, and the parties that stand in it.

    People and bodies are known by their party, or by name where they are none.
    """

    def __init__(
        self,
        doc: Doc,
        by_token: Mapping[int, PartyMention],
        parties: Sequence[Party],
        named: Sequence[Referent],
    ) -> None:
        self._by_token = by_token
        self._human = {p.id for p in parties if p.kind is PartyKind.PERSON}
        self._adjectives = _adjectives(parties)
        self._nouns: dict[str, set[str]] = {}
        self._sides: dict[str, set[str]] = {}
        self._bearers: dict[tuple[str, str], dict[str, Referent]] = {}
        self._presented: set[str] = set()
        self._sorts = {p.id: _sorts_of(p) for p in parties}
        self._forms = {p.id: _forms_of(p) for p in parties}
        self._called: dict[str, dict[str, Referent]] = {}
        self._titled: dict[str, dict[str, Referent]] = {}
        self._marks: dict[str, set[str]] = {}
        self._doc = doc
        for one in named:
            head = tree.head_of(doc, one.span)
            if head is not None and one.person:
                self._read(head, one)
            if head is not None:
                self._note(head, one)

    def _note(self, head: Token, one: Referent) -> None:
        """Note the nouns in apposition to a name, and the names that modify them."""
        nouns = [c for c in head.children if c.dep_ == "appos" and c.pos_ == "NOUN"]
        if head.dep_ == "appos" and head.head.pos_ == "NOUN" and head.head.dep_ != "pobj":
            nouns.append(head.head)
        end = tree.tokens_in(self._doc, one.span)[-1].i + 1
        if end + 1 < len(self._doc) and self._doc[end].text == ",":
            # The parser may hang "…, the carrier" on a noun further away.
            after = self._doc[end + 1]
            behind = after.head if after.dep_ == "det" else after
            if behind.dep_ == "appos" and behind.pos_ == "NOUN" and behind not in nouns:
                nouns.append(behind)
        key = one.party or one.name
        for noun in nouns:
            if one.person == is_of_people(noun):
                self._called.setdefault(_title(noun), {}).setdefault(key, one)
                names = {t.lower_ for t in noun.subtree if t.text[:1].isupper()}
                self._marks.setdefault(key, set()).update(names)
                self._sorts.setdefault(key, set()).update(_sorts(_title(noun)))

    def suits(self, key: str, noun: Token) -> bool:
        """Whether somebody may be called so: no airline is "the union", as far as is known."""
        title = _title(noun)
        if title in _words("described", "exact") and title not in self._forms.get(key, _split(key)):
            return False  # a state is no "board"
        wanted, known = _sorts(title), self._sorts.get(key, set())
        # Of whom nothing is known but a name may be a company, and is no ministry.
        return not wanted or bool(wanted & (known or {_LIKELY}))

    def called(self, noun: Token, person: bool) -> Referent | None:
        """Return the only one before `noun` that the text has called so, or None.

        Where names modify it ("the Denver company"), the one that they were said of ("the
        Denver-based miner").
        """
        names = _names_before(noun)
        found = self._called.get(_title(noun), {})
        if names and not person:
            found = {key: one for called in self._called.values() for key, one in called.items()}
        found = {key: one for key, one in found.items() if names <= self._marks[key]}
        fitting = [r for r in found.values() if r.person == person and r.span.end <= noun.idx]
        return fitting[0] if len(fitting) == 1 else None

    def _read(self, head: Token, person: Referent) -> None:
        key = person.party or person.name
        nouns = [c for c in head.children if c.dep_ in ("appos", "compound", "nmod")]
        if head.dep_ == "appos":
            nouns.append(head.head)
        if head.dep_ == "nsubj" and holds(head.head):
            nouns += [c for c in head.head.children if c.dep_ == "attr"]
        first = tree.tokens_in(self._doc, person.span)[0]
        if first.i > first.sent.start and first.nbor(-1).dep_ == "compound":
            nouns.append(first.nbor(-1))
        for noun in nouns:
            word = _title(noun)
            if noun.pos_ == "NOUN":
                self._presented.add(key)
            if word in _words("nouns", "person") and not self.unlike(noun):
                self._nouns.setdefault(key, set()).add(word)
                surname = person.party or person.name.split()[-1]
                self._titled.setdefault(word, {}).setdefault(surname, person)
                for side in self.sides(noun):
                    self._sides.setdefault(key, set()).add(side)
                    self._bearers.setdefault((word, side), {}).setdefault(key, person)

    def sides(self, noun: Token) -> set[str]:
        """Return the parties that modify a title: "the Harbour Party nominee"."""
        found = set()
        for child in noun.children:
            if child.dep_ in ("compound", "amod", "nmod", "poss"):
                mention = self._by_token.get(child.i)
                if mention is not None and mention.party not in self._human:
                    found.add(mention.party)
                elif child.text in self._adjectives:
                    found.add(self._adjectives[child.text])
        return found

    @staticmethod
    def unlike(noun: Token) -> bool:
        """Whether a description means another one than was spoken of: "the rival candidate"."""
        return any(c.lower_ in _words("nouns", "others") for c in noun.children)

    def bearer(self, noun: Token) -> Referent | None:
        """Return the only one who was given this title of this party, or None."""
        found: dict[str, Referent] = {}
        for side in self.sides(noun):
            people = self._bearers.get((_title(noun), side), {})
            if len(people) > 1:
                return None
            found.update(people)
        return next(iter(found.values())) if len(found) == 1 else None

    def titled(self, noun: Token) -> Referent | None:
        """Return the only one whom the text gives this calling before `noun`: "Judge Tey"."""
        found = self._titled.get(_title(noun), {}) if is_calling(noun) else {}
        if len(found) != 1:
            return None
        (one,) = found.values()
        return one if one.span.end <= noun.idx else None

    def is_something_else(self, name: str, noun: Token, speaks: bool, known: bool = True) -> bool:
        """Whether `noun` is a calling that somebody was not presented with, but with another.

        Who `speaks` for a party is presented by that: a company's lawyer is not "the judge". Nor
        is somebody who is only named, and not `known` from elsewhere.
        """
        if not is_calling(noun) or _title(noun) in self._nouns.get(name, set()):
            return False
        return not known or speaks or name in self._presented or bool(self._nouns.get(name))

    def holds_another(self, name: str, noun: Token) -> bool:
        """Whether somebody so named was presented in another office than `noun` tells.

        Who presides over the union is not "the transport minister".
        """
        own = self._nouns.get(name, set()) & _offices()
        word = _title(noun)
        return bool(own) and word in _offices() - own and _is_told_apart(noun)

    def fit(self, key: str, noun: Token, member: bool) -> float | None:
        """Return how well a title suits somebody: 1 borne, 0 unknown, -1 presented as another.

        None where it is a title of a party that is not theirs, or that somebody who is no
        `member` of the dossier was not presented with.
        """
        wanted, sides = self.sides(noun), self._sides.get(key, set())
        if wanted and sides:
            return 1.0 if wanted & sides else None
        nouns = self._nouns.get(key, set())
        if _title(noun) in nouns:
            return 1.0
        if (nouns and member) or key not in self._presented:
            return 0.0
        return None if wanted and not member else -1.0


def is_calling(noun: Token) -> bool:
    """Whether a title is one that its bearer is always presented with: "judge", "minister"."""
    return _title(noun) in _words("nouns", "callings")


@cache
def _offices() -> frozenset[str]:
    return _words("roles") & _words("nouns", "person")


def _is_told_apart(noun: Token) -> bool:
    """Whether a word before a title says which one is meant: "the transport minister"."""
    return any(c.dep_ in ("compound", "amod") and c.text.islower() for c in noun.children)


def is_of_people(noun: Token) -> bool:
    """Whether a noun says what a person is: of the list, or by its ending."""
    word = _title(noun)
    if word in _words("nouns", "person"):
        return True
    if any(word in _words("nouns", kind) for kind in _BODIES):
        return False
    return word.endswith(tuple(_words("human_endings")))


@cache
def _sorts(word: str) -> frozenset[str]:
    sorts = lexicon.load("sources")["sorts"]
    return frozenset(sort for sort, nouns in sorts.items() if word in nouns)


def _names_before(noun: Token) -> set[str]:
    """Return the names that modify a noun, in small letters: "denver" of "Denver-based miner"."""
    return {
        t.lower_
        for t in noun.subtree
        if t.i < noun.i and t.text[:1].isupper() and t.i != t.sent.start
    }


def _split(name: str) -> frozenset[str]:
    return frozenset(word.strip(".,()").lower() for word in name.split())


def _forms_of(party: Party) -> frozenset[str]:
    """Return the words of a party's names in small letters."""
    return frozenset().union(*map(_split, (party.name, *party.aliases)))


def _sorts_of(party: Party) -> set[str]:
    """Return what sort of body a party is, by its kind and its names."""
    if party.kind is PartyKind.GOVERNMENT:
        return {"agency"}
    if party.kind is PartyKind.GROUP:
        return {"union"}
    words = {w.lower() for form in (party.name, *party.aliases) for w in form.split()}
    return {sort for word in words for sort in _sorts(word) | _sorts(word.removesuffix("s"))}


def _title(noun: Token) -> str:
    """Return the noun of a title in small letters: "senator" for "Sen."."""
    word = noun.lemma_.lower().rstrip(".")
    if word == "minister" and noun.i and noun.nbor(-1).lower_ == "prime":
        return "premier"
    return str(lexicon.load("names")["short_titles"].get(word, word))


def _adjectives(parties: Sequence[Party]) -> dict[str, str]:
    """Return the words by which members of a party are named: "Harbour" of "Harbour Party"."""
    owners: dict[str, set[str]] = {}
    for party in parties:
        if party.kind is PartyKind.PERSON:
            continue
        for form in (party.name, *party.aliases):
            words = form.split()
            if len(words) == 2 and words[1] == "Party":
                owners.setdefault(words[0], set()).add(party.id)
            if len(words) == 1 and form.endswith("s") and not form.isupper():
                owners.setdefault(form[:-1], set()).add(party.id)
    return {word: next(iter(ids)) for word, ids in owners.items() if len(ids) == 1}
