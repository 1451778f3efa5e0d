"""Who speaks for a party, as the document itself tells it.

`Jane Smith, head of X`, `X's chairman John Roe`, `Jane Smith, who leads X`, `its director, Jane
Smith`, `X's Jane Smith`, `Jane Smith is the chief executive of X`: they speak for X from then on,
by name and as "the director". What somebody was, wants to be or is not, and what somebody's
brother is, gives nobody a voice.

Limits: a role that ends within the text is not taken back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from analysis.characters import one_line
from analysis.language import lexicon, tree
from analysis.language.bodies import STRANGER
from analysis.language.metonyms import is_country, is_office, nations_of
from analysis.language.people import Person, is_human, is_role
from analysis.language.results import PartyMention
from analysis.models import Party, PartyKind, Span

OwnerOf = Callable[[Token], str | None]
_REACHES = frozenset({"poss", "compound", "amod", "nmod", "pobj", "prep", "appos", "det", "nummod"})
_DESCRIBES = frozenset({"compound", "amod", "nmod"})
_OWNS = frozenset({"poss", "compound", "amod", "nmod"})
_OWNED = frozenset({"pobj", "poss", "appos", "nmod"})
_PREPOSITIONS = frozenset({"of", "for", "at", "from", "with", "in"})
_FROM = frozenset({"of", "from", "at", "with"})
_PRESENT = frozenset({"VBZ", "VBP"})


def _words(*keys: str) -> frozenset[str]:
    return lexicon.words("sources", *keys)


def _listed(noun: Token, *keys: str) -> bool:
    return noun.lower_ in _words(*keys) or noun.lemma_.lower() in _words(*keys)


@dataclass(frozen=True, slots=True)
class Introduction:
    """Where the text says that a person speaks for a party, and in which role, if it tells."""

    person: Person
    party: str
    noun: Token | None


class Roles:
    """The people of one document who speak for a party, by their names and by their roles."""

    def __init__(
        self, doc: Doc, by_token: Mapping[int, PartyMention], parties: Sequence[Party]
    ) -> None:
        self._doc = doc
        self._by_token = by_token
        self._kinds = {p.id: p.kind for p in parties}
        self._nations = nations_of(tuple(p for p in parties if not p.id.startswith(STRANGER)))
        self._known: dict[str, tuple[str, Span] | None] = {}
        self._bearers: dict[str, tuple[str, Span] | None] = {}
        self.introduced: list[Introduction] = []

    def of(self, name: str) -> tuple[str, Span] | None:
        """Return the party of the person so named, and where the text introduced them."""
        return self._known.get(name)

    def bearer(self, noun: Token) -> tuple[str, Span] | None:
        """Return the only party that somebody in this role spoke for, and where it says so."""
        return self._bearers.get(noun.lower_)

    def note(self, name: str, party: str, place: Span) -> None:
        """Remember that `name` speaks for `party`; a name of two parties is nobody's."""
        known = self._known.setdefault(name, (party, place))
        if known is not None and known[0] != party:
            self._known[name] = None

    def note_role(self, noun: Token, party: str) -> None:
        """Remember that "the director" means the one of `party`; of two it is nobody."""
        if not is_human(noun):
            return
        place = Span(noun.idx, noun.idx + len(noun))
        known = self._bearers.setdefault(noun.lower_, (party, place))
        if known is not None and known[0] != party:
            self._bearers[noun.lower_] = None

    def party_of(
        self, noun: Token, without: Token | None = None, owner_of: OwnerOf | None = None
    ) -> str | None:
        """Return the party for which `noun` names a role, where it stands in its phrase.

        `owner_of` tells whom a description within it means ("the bank's chief executive").
        """
        peer = is_peer(noun)
        if is_past(noun):
            return None
        if not (is_role(noun) or peer):
            return self._office(noun)
        barred = [without] if without is not None else []
        for i in sorted(tree.below(noun, without=barred)):
            mention = self._by_token.get(i)
            other = peer and self._doc[i].dep_ == "poss"
            if mention is not None and not other and self._binds(noun, self._doc[i], mention):
                return mention.party
        nation = self._nations.of(noun)
        if nation is not None or owner_of is None:
            return nation
        owners = (owner_of(o) for o in owners_of(noun) if not (peer and o.dep_ == "poss"))
        return next((p for p in owners if p is not None), None)

    def _office(self, noun: Token) -> str | None:
        """Return the government whose ministry or army `noun` is: "Arland's defence ministry"."""
        owner = tree.child(noun, "poss") if is_office(noun) else None
        mention = None if owner is None else self._by_token.get(owner.i)
        if mention is None or self._kinds[mention.party] is not PartyKind.GOVERNMENT:
            return None
        return mention.party

    def _binds(self, noun: Token, token: Token, mention: PartyMention) -> bool:
        """Whether `token` reaches `noun` as possessor, modifier or object of "of", "for", "at".

        Through another noun only where that is a part of the party: who heads Norda's retail
        division speaks for Norda, who heads its workers' council does not. A country that only
        modifies tells where somebody is from, but with an office of state.
        """
        at = token
        country = is_country(one_line(mention.span.of(tree.text_of(self._doc))))
        while at.i != noun.i and at.head.i != at.i:
            if at.dep_ not in _REACHES:
                return False
            if at.dep_ == "prep" and at.lower_ not in _PREPOSITIONS:
                return False
            over = at.head
            if country and at.dep_ in ("compound", "amod", "nmod") and not is_office(noun):
                return False
            if at.dep_ in _OWNS and over.i != noun.i and over.dep_ in _OWNED:
                part = _listed(over, "units") or is_role(over)
                if not part and self._by_token.get(over.i) is None:
                    return False
            at = over
        return at.i == noun.i

    def learn(self, people: Sequence[Person], owner_of: OwnerOf) -> None:
        """Note everybody to whom the document gives a role of a party, in order."""
        for person in people:
            found = self._introduced(person, owner_of)
            if found is not None:
                party, noun = found
                self.introduced.append(Introduction(person, party, noun))
                words = one_line(person.span.of(tree.text_of(self._doc)))
                for form in {words, words.split()[-1]}:
                    self.note(form, party, person.span)

    def _introduced(self, person: Person, owner_of: OwnerOf) -> tuple[str, Token | None] | None:
        """Return the party that the clause or phrase of a person's name gives them, and the role.

        The role is None where a clause or a possessive tells."""
        root, nouns = person.root, list(person.nouns)
        for verb in person.clauses:
            if holds(verb):
                nouns += [c for c in verb.children if c.dep_ in ("attr", "oprd")]
            led = _led(verb)
            party = None if led is None else self._body(led, owner_of)
            if party is not None:
                return party, None
        of = next((c for c in root.children if c.dep_ == "prep" and c.lower_ in _FROM), None)
        for owner in (tree.child(root, "poss"), None if of is None else tree.child(of, "pobj")):
            mention = self._by_token.get(owner.i) if owner is not None else None
            if mention is not None and self._is_body(mention):
                return mention.party, None
        for noun in nouns:
            party = self.party_of(noun, without=root, owner_of=owner_of)
            if party is not None:
                self.note_role(noun, party)
                return party, noun
        return None

    def _is_body(self, mention: PartyMention) -> bool:
        """Whether a mention is of a body that people belong to, not of a place or a person."""
        words = one_line(mention.span.of(tree.text_of(self._doc)))
        person = mention.person or self._kinds[mention.party] is PartyKind.PERSON
        return not person and not is_country(words)

    def _body(self, noun: Token, owner_of: OwnerOf) -> str | None:
        """Return the party that somebody leads, where `noun` names it or stands for it."""
        mention = self._by_token.get(noun.i)
        if mention is not None:
            return None if mention.person else mention.party
        definite = tree.child(noun, "det")
        described = definite is not None and definite.lower_ == "the"
        return owner_of(noun) if described else None


def is_past(noun: Token) -> bool:
    """Whether a role is one that somebody once had: "the former director"."""
    before = [c for c in noun.lefts if c.dep_ in _DESCRIBES]
    if noun.dep_ == "compound":
        before += [c for c in noun.head.lefts if c.i < noun.i and c.dep_ in _DESCRIBES]
    told = (*noun.children, *(t for c in before for t in c.lefts if t.dep_ in _DESCRIBES), *before)
    return any(c.lower_ in _words("past", "words") for c in told)


def is_peer(noun: Token) -> bool:
    """Whether a role is told by another's: "his counterpart at Southline"."""
    return _listed(noun, "peers")


def owners_of(noun: Token) -> Iterator[Token]:
    """Yield what a role may belong to: "the bank's", "for the estate", "of safety at the bank"."""
    poss = tree.child(noun, "poss")
    if poss is not None:
        yield poss
    bodies = _words("nouns", "organization") | _words("nouns", "government") | _words("bodies")
    yield from (c for c in noun.children if c.dep_ == "compound" and c.lower_ in bodies)
    stack = [c for c in noun.children if c.dep_ == "prep"]
    while stack:
        prep = stack.pop(0)
        target = tree.child(prep, "pobj") if prep.lower_ in _PREPOSITIONS else None
        if target is not None:
            yield target
            stack += [c for c in target.children if c.dep_ == "prep" and c.lower_ != "of"]


def _led(verb: Token) -> Token | None:
    """Return what the subject of `verb` heads or speaks for now, or founded."""
    if not _unbroken(verb):
        return None
    if verb.lemma_.lower() in _words("role_verbs", "found"):
        return tree.child(verb, "dobj")
    if verb.tag_ not in _PRESENT:
        return None
    if _listed(verb, "role_verbs", "lead"):
        return tree.child(verb, "dobj")
    if verb.lemma_.lower() in _words("role_verbs", "speak"):
        to = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "for"), None)
        return tree.child(to, "pobj") if to is not None else None
    return None


def _unbroken(verb: Token) -> bool:
    """Whether a verb says what is so: not denied, not once, not perhaps."""
    ended = _words("past", "words") | _words("past", "adverbs")
    return not any(
        c.dep_ == "neg" or (c.dep_ == "aux" and c.tag_ == "MD") or c.lower_ in ended
        for c in verb.children
    )


def holds(verb: Token) -> bool:
    """Whether a verb gives its subject a role: "is", "became", "was appointed"."""
    lemma = verb.lemma_.lower()
    if lemma in ("be", "remain"):
        return verb.tag_ in _PRESENT and _unbroken(verb)
    entered = lemma in _words("role_verbs", "enter")
    return entered and verb.tag_ in (*_PRESENT, "VBD", "VBN") and _unbroken(verb)
