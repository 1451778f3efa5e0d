"""Who has a role or a title, as the document itself tells it.

`Jane Smith, head of X`, `X's chairman John Roe`, `Jane Smith, who leads X`, `Jane Smith is the
chief executive of X`: they speak for X from then on. What somebody was, wants to be or is not,
and what somebody's brother is, gives nobody a voice. Titles of people ("the Harbour Party
nominee") are noted with the parties that stand in them.

Limits: a role that ends within the text is not taken back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from analysis.characters import one_line
from analysis.language import lexicon, tree
from analysis.language.referents import Referent
from analysis.language.results import PartyMention
from analysis.models import Party, PartyKind, Span

OwnerOf = Callable[[Token], str | None]
_REACHES = frozenset({"poss", "compound", "amod", "nmod", "pobj", "prep", "appos", "det", "nummod"})
_OWNS = frozenset({"poss", "compound", "amod", "nmod"})
_OWNED = frozenset({"pobj", "poss", "appos", "nmod"})
_PREPOSITIONS = frozenset({"of", "for", "at", "from", "with", "in"})
_PRESENT = frozenset({"VBZ", "VBP"})
_NAME_LABELS = frozenset({"", "PERSON", "GPE", "NORP", "FAC", "PRODUCT", "WORK_OF_ART"})


def _words(*keys: str) -> frozenset[str]:
    return lexicon.words("sources", *keys)


def _listed(noun: Token, *keys: str) -> bool:
    return noun.lower_ in _words(*keys) or noun.lemma_.lower() in _words(*keys)


class Roles:
    """The people of one document who speak for a party, by their names."""

    def __init__(self, doc: Doc, by_token: Mapping[int, PartyMention]) -> None:
        self._doc = doc
        self._by_token = by_token
        self._known: dict[str, tuple[str, Span] | None] = {}

    def of(self, name: str) -> tuple[str, Span] | None:
        """Return the party of the person so named, and where the text introduced them."""
        return self._known.get(name)

    def note(self, name: str, party: str, place: Span) -> None:
        """Remember that `name` speaks for `party`; a name of two parties is nobody's."""
        known = self._known.setdefault(name, (party, place))
        if known is not None and known[0] != party:
            self._known[name] = None

    def party_of(
        self, noun: Token, without: Token | None = None, owner_of: OwnerOf | None = None
    ) -> str | None:
        """Return the party for which `noun` names a role, where it stands in its phrase.

        `owner_of` tells whom a description within it means ("the bank's chief executive").
        """
        if not _listed(noun, "roles"):
            return None
        if any(c.lower_ in _words("past", "words") for c in noun.children):
            return None
        barred = [without] if without is not None else []
        for i in sorted(tree.below(noun, without=barred)):
            mention = self._by_token.get(i)
            if mention is not None and self._binds(noun, self._doc[i]):
                return mention.party
        return None if owner_of is None else self._described_owner(noun, owner_of)

    @staticmethod
    def _described_owner(noun: Token, owner_of: OwnerOf) -> str | None:
        owner = tree.child(noun, "poss")
        if owner is None:
            of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
            owner = tree.child(of, "pobj") if of is not None else None
        return owner_of(owner) if owner is not None else None

    def _binds(self, noun: Token, token: Token) -> bool:
        """Whether `token` reaches `noun` as possessor, modifier or object of "of", "for", "at".

        Through another noun only where that is a part of the party: who heads Norda's retail
        division speaks for Norda, who heads its workers' council does not.
        """
        at = token
        while at.i != noun.i and at.head.i != at.i:
            if at.dep_ not in _REACHES:
                return False
            if at.dep_ == "prep" and at.lower_ not in _PREPOSITIONS:
                return False
            over = at.head
            if at.dep_ in _OWNS and over.i != noun.i and over.dep_ in _OWNED:
                part = _listed(over, "units") or _listed(over, "roles")
                if not part and self._by_token.get(over.i) is None:
                    return False
            at = over
        return at.i == noun.i

    def learn(self, owner_of: OwnerOf) -> None:
        """Note everybody to whom the document gives a role of a party, in order."""
        for root, name in self._people():
            party = self._introduced(root, owner_of)
            if party is not None:
                words = one_line(name.of(tree.text_of(self._doc)))
                for form in {words, words.split()[-1]}:
                    self.note(form, party, name)

    def _people(self) -> Iterator[tuple[Token, Span]]:
        """Yield the heads and names of people who are no party themselves.

        Beside the model's: names of two words or more that it does not call an organization.
        """
        for token in self._doc:
            if token.pos_ != "PROPN" or token.i in self._by_token or token.dep_ == "compound":
                continue
            if token.ent_type_ not in _NAME_LABELS:
                continue
            first = token.i
            while first > token.left_edge.i and self._is_name(self._doc[first - 1], token):
                first -= 1
            if first < token.i or token.ent_type_ == "PERSON":
                yield token, Span(self._doc[first].idx, token.idx + len(token))

    def _is_name(self, token: Token, head: Token) -> bool:
        fits = token.pos_ == "PROPN" and token.dep_ == "compound" and token.head.i == head.i
        return fits and token.i not in self._by_token and not _listed(token, "roles")

    def _introduced(self, root: Token, owner_of: OwnerOf) -> str | None:
        """Return the party that the clause or phrase of a person's name gives them."""
        nouns = [root.head] if root.dep_ in ("appos", "compound") else []
        nouns += [c for c in root.children if c.dep_ in ("appos", "compound")]
        told = [root, *(n for n in nouns if n.dep_ == "appos")]
        verbs = [c for t in told for c in t.children if c.dep_ == "relcl" and _is_who(c)]
        if root.dep_ in ("nsubj", "nsubjpass"):
            verbs.append(root.head)
            if root.head.dep_ == "appos":
                nouns.append(root.head)
        for verb in verbs:
            if _holds(verb):
                nouns += [c for c in verb.children if c.dep_ in ("attr", "oprd")]
            led = tree.child(verb, "dobj") if _leads(verb) else None
            mention = self._by_token.get(led.i) if led is not None else None
            if mention is not None and not mention.person:
                return mention.party
        found = (self.party_of(n, without=root, owner_of=owner_of) for n in nouns)
        return next((p for p in found if p is not None), None)


def _is_who(verb: Token) -> bool:
    subject = tree.child(verb, "nsubj", "nsubjpass")
    return subject is not None and subject.lower_ == "who"


def _unbroken(verb: Token) -> bool:
    """Whether a verb says what is so: not denied, not once, not perhaps."""
    ended = _words("past", "words") | _words("past", "adverbs")
    return not any(
        c.dep_ == "neg" or (c.dep_ == "aux" and c.tag_ == "MD") or c.lower_ in ended
        for c in verb.children
    )


def _holds(verb: Token) -> bool:
    """Whether a verb gives its subject a role: "is", "became", "was appointed"."""
    lemma = verb.lemma_.lower()
    if lemma in ("be", "remain"):
        return verb.tag_ in _PRESENT and _unbroken(verb)
    entered = lemma in _words("role_verbs", "enter")
    return entered and verb.tag_ in (*_PRESENT, "VBD", "VBN") and _unbroken(verb)


def _leads(verb: Token) -> bool:
    """Whether a verb says that its subject heads its object now."""
    return verb.tag_ in _PRESENT and _listed(verb, "role_verbs", "lead") and _unbroken(verb)


class Titles:
    """Who bears which title, and the parties that stand in it.

    People are known by their party, or by name where they are none.
    """

    def __init__(
        self,
        doc: Doc,
        by_token: Mapping[int, PartyMention],
        parties: Sequence[Party],
        people: Sequence[Referent],
    ) -> None:
        self._by_token = by_token
        self._human = {p.id for p in parties if p.kind is PartyKind.PERSON}
        self._adjectives = _adjectives(parties)
        self._nouns: dict[str, set[str]] = {}
        self._sides: dict[str, set[str]] = {}
        self._bearers: dict[tuple[str, str], dict[str, Referent]] = {}
        self._presented: set[str] = set()
        for person in people:
            head = tree.head_of(doc, person.span)
            if head is not None:
                self._read(head, person)

    def _read(self, head: Token, person: Referent) -> None:
        key = person.party or person.name
        nouns = [c for c in head.children if c.dep_ in ("appos", "compound", "nmod")]
        if head.dep_ == "appos":
            nouns.append(head.head)
        if head.dep_ == "nsubj" and _holds(head.head):
            nouns += [c for c in head.head.children if c.dep_ == "attr"]
        for noun in nouns:
            word = _title(noun)
            if noun.pos_ == "NOUN":
                self._presented.add(key)
            if word in _words("nouns", "person") and not self.unlike(noun):
                self._nouns.setdefault(key, set()).add(word)
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
        if nouns or key not in self._presented:
            return 0.0
        return None if wanted and not member else -1.0


def _title(noun: Token) -> str:
    """Return the noun of a title in small letters: "senator" for "Sen."."""
    word = noun.lemma_.lower().rstrip(".")
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
