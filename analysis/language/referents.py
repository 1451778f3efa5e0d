"""Whom the text has spoken of so far: what a pronoun or "the company" may stand for."""

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from analysis.characters import one_line
from analysis.language import lexicon, tree
from analysis.language.namesakes import is_another, pronoun_for
from analysis.language.people import Person
from analysis.language.results import Namesake, PartyMention, Quotation
from analysis.models import Party, PartyKind, Span

_LABELS = {"PERSON": "person", "ORG": "organization", "NORP": "group"}


class Referent(Struct, frozen=True):
    """A party or other entity at one place; `party` None: none of the dossier's.

    `speaker` is the name of somebody who stands for the party and is another than it;
    `pronoun` is "he", "she" or nothing.
    """

    span: Span
    name: str
    party: str | None
    kind: str
    person: bool
    weight: float
    sentence: int
    quoted: bool
    pronoun: str = ""
    speaker: str = ""


def role_weight(token: Token | None, modifier: bool) -> float:
    """Return how much its place in the sentence makes an entity what the sentence is about."""
    if token is None:
        return 0.0
    if modifier:
        return -0.7
    if token.dep_ in ("nsubj", "nsubjpass", "csubj"):
        return 1.0 if token.head.dep_ in ("ROOT", "conj", "ccomp") else 0.8
    if token.dep_ == "conj" and token.head.dep_ in ("nsubj", "nsubjpass"):
        return 0.5
    if token.dep_ == "appos":
        # "The union's president, Bill Hatch, said": he is who does it.
        return 0.9 if token.head.dep_ in ("nsubj", "nsubjpass") else 0.3
    return 0.0


class Referents:
    """The entities of one document, by place."""

    def __init__(
        self,
        doc: Doc,
        mentions: Sequence[PartyMention],
        quotations: Sequence[Quotation],
        parties: Sequence[Party],
        people: Sequence[Person],
    ) -> None:
        self._doc = doc
        self._marks = sorted(s for q in quotations for s in q.segments)
        self._starts = [s.start for s in self._marks]
        self._kinds = {p.id: p.kind for p in parties}
        self._names = {p.id: p.name for p in parties}
        self.sentences = [s.start_char for s in doc.sents]
        self._people = {n.span: n for n in doc._.namesakes}
        found = [self._of_party(m) for m in mentions]
        strangers = [n for n in self._people.values() if n.party is None]
        found += [self._of_stranger(n) for n in strangers]
        known = (*mentions, *strangers)
        taken = {i for m in known for i in range(m.span.start, m.span.end)}
        named = [
            p
            for p in people
            if p.sure and p.span.start not in taken and p.span.end - 1 not in taken
        ]
        self._surnames = {p.root.text for p in named}
        found += [self._of_person(p) for p in named]
        taken |= {i for p in named for i in range(p.span.start, p.span.end)}
        found += [
            self._of_entity(e)
            for e in doc.ents
            if e.label_ in _LABELS
            and not {e.start_char, e.end_char - 1} & taken
            and "\n" not in e.text.rstrip()
        ]
        found += self._named_once(taken)
        self.all = sorted(found, key=lambda r: r.span)
        self._genders = self._given_names()
        self._places = [r.span.start for r in self.all]

    def _of_party(self, mention: PartyMention) -> Referent:
        head = tree.head_of(self._doc, mention.span)
        kind = self._kinds[mention.party]
        entity = head is not None and head.ent_type_ == "PERSON"
        words = one_line(mention.span.of(tree.text_of(self._doc)))
        # The small model calls many an organisation a person: a party's own name is what its
        # kind says, only an alias of several words may be somebody who speaks for it.
        alias = " " in words and words != self._names[mention.party]
        person = mention.person or (entity and alias and mention.rule == "name")
        # "White House" and "Hale campaign" are no people, though they stand for one.
        who = self._people.get(mention.span)
        body = kind is PartyKind.PERSON and alias and who is None and not entity
        if body:
            person, kind = False, PartyKind.ORGANIZATION
        return Referent(
            mention.span,
            self._names[mention.party],
            mention.party,
            "person" if person else kind.value,
            person or kind is PartyKind.PERSON,
            role_weight(head, mention.modifier),
            self.sentence(mention.span.start),
            self.quoted(mention.span.start),
            who.pronoun if who is not None else "",
            self._speaker(mention, who, words) if person else "",
        )

    def _speaker(self, mention: PartyMention, who: Namesake | None, words: str) -> str:
        """Return the name of the person at a mention who is not the party, or nothing."""
        if self._kinds[mention.party] is PartyKind.PERSON and (who is None or who.rule == "alias"):
            return ""
        full = words if who is None else who.name
        return full if is_another(full, self._names[mention.party]) else ""

    def _of_stranger(self, who: Namesake) -> Referent:
        """Return somebody whose surname a party has too, or may have."""
        return Referent(
            who.span,
            who.name,
            None,
            "person",
            True,
            role_weight(tree.head_of(self._doc, who.span), False),
            self.sentence(who.span.start),
            self.quoted(who.span.start),
            who.pronoun,
        )

    def _of_entity(self, entity: DocSpan) -> Referent:
        span = Span(entity.start_char, entity.end_char)
        kind = "person" if entity.text in self._surnames else _LABELS[entity.label_]
        modifier = entity.root.dep_ in ("poss", "compound", "amod")
        return Referent(
            span,
            one_line(entity.text),
            None,
            kind,
            kind == "person",
            role_weight(entity.root, modifier),
            self.sentence(span.start),
            self.quoted(span.start),
        )

    def _of_person(self, person: Person) -> Referent:
        span, root = person.span, person.root
        return Referent(
            span,
            one_line(span.of(tree.text_of(self._doc))),
            None,
            "person",
            True,
            role_weight(root, root.dep_ in ("poss", "amod")),
            self.sentence(span.start),
            self.quoted(span.start),
        )

    def _named_once(self, taken: set[int]) -> list[Referent]:
        """Return the places of names that are a person's elsewhere in the text."""
        people = self._surnames | {e[-1].text for e in self._doc.ents if e.label_ == "PERSON"}
        found = []
        for token in tree.with_pos(self._doc, "PROPN"):
            known = not token.ent_type_ and token.text in people
            if known and token.idx not in taken and token.dep_ not in ("compound", "nmod"):
                span = Span(token.idx, token.idx + len(token))
                weight = role_weight(token, token.dep_ == "poss")
                here, quoted = self.sentence(span.start), self.quoted(span.start)
                found.append(Referent(span, token.text, None, "person", True, weight, here, quoted))
        return found

    def _given_names(self) -> dict[str, str]:
        """Return "she" or "he" for the surnames whose given name or title the document tells."""
        found: dict[str, str] = {}
        for referent in self.all:
            words = one_line(referent.span.of(tree.text_of(self._doc))).split()
            place = self._doc.char_span(*referent.span, alignment_mode="expand")
            before = place[0].nbor(-1).lower_ if place is not None and place.start else ""
            pronoun = pronoun_for([w for w in (before, *words[:-1]) if w])
            if pronoun and words:
                found.setdefault(words[-1], pronoun)
        return found

    def agrees(self, referent: Referent, pronoun: str) -> bool:
        """Whether "he" or "she" may stand for `referent`; other pronouns always agree."""
        wanted = GENDERS.get(pronoun)
        if wanted is None:
            return True
        known = self.pronoun_of(referent)
        return not known or known == wanted

    def pronoun_of(self, referent: Referent) -> str:
        """Return "he" or "she" where the text tells which stands for `referent`, or nothing."""
        if referent.span in self._people:
            return referent.pronoun  # a surname that several may have
        words = one_line(referent.span.of(tree.text_of(self._doc))).split()
        return referent.pronoun or (self._genders.get(words[-1], "") if words else "")

    def sentence(self, offset: int) -> int:
        """Return the number of the sentence at `offset`."""
        return bisect_right(self.sentences, offset) - 1

    def quoted(self, offset: int) -> bool:
        """Whether `offset` lies inside a quotation."""
        i = bisect_right(self._starts, offset) - 1
        return i >= 0 and offset < self._marks[i].end

    def before(self, offset: int, sentences: int = 4) -> list[Referent]:
        """Return the referents of the last sentences before `offset`, nearest first."""
        last = bisect_right(self._places, offset - 1)
        here = self.sentence(offset)
        quoted = self.quoted(offset)
        found = []
        for referent in reversed(self.all[:last]):
            if here - referent.sentence > sentences:
                break
            if referent.span.end <= offset and (quoted or not referent.quoted):
                found.append(referent)
        return found


GENDERS = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}
"""The pronoun whose gender a pronoun has."""

PRONOUNS: dict[str, frozenset[str]] = {
    "he": frozenset({"person"}),
    "she": frozenset({"person"}),
    "him": frozenset({"person"}),
    "her": frozenset({"person"}),
    "his": frozenset({"person"}),
    "it": frozenset({"organization", "government"}),
    "its": frozenset({"organization", "government"}),
    "they": frozenset({"organization", "government", "group"}),
    "their": frozenset({"organization", "government", "group"}),
    "them": frozenset({"organization", "government", "group"}),
}
"""Which kinds of referent a pronoun may stand for."""


def kinds_of(noun: Token) -> frozenset[str]:
    """Return the kinds that a description with this head may stand for; empty: no description."""
    word = noun.lower_
    return frozenset(
        kind
        for kind in ("organization", "government", "person", "group")
        if word in lexicon.words("sources", "nouns", kind)
    )
