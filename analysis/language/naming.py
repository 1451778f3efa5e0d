"""Whom a name means: a party, somebody or some paper of it, a place that stands for it.

Of the names that several people share the document's full names decide (`namesakes`); a person
whom the text has introduced in a role of a party speaks for it (`roles`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from analysis.characters import one_line
from analysis.language import lexicon, tree
from analysis.language.metonyms import Metonyms
from analysis.language.namesakes import is_another
from analysis.language.people import is_human
from analysis.language.results import Found, Namesake, PartyMention
from analysis.language.roles import Roles
from analysis.language.wording import noun_phrase
from analysis.models import Party, PartyKind, Span

_FROM = frozenset({"by", "from"})
_OWN = frozenset({"name", "surname", "surname in context"})


class Names:
    """Resolves the names of one document; `issued` is told whose a paper is."""

    def __init__(
        self,
        doc: Doc,
        by_token: Mapping[int, PartyMention],
        parties: Sequence[Party],
        roles: Roles,
        metonyms: Metonyms,
        issued: Callable[[str, Found], None],
    ) -> None:
        self._doc = doc
        self._by_token = by_token
        self._names = {p.id: p.name for p in parties}
        self._people = {p.id for p in parties if p.kind is PartyKind.PERSON}
        self._namesakes = {t.i: n for n in doc._.namesakes for t in tree.tokens_in(doc, n.span)}
        self._roles = roles
        self._metonyms = metonyms
        self._issued = issued

    def resolve(self, head: Token, mention: Span) -> Found | None:
        """Return who the phrase with this head names; None where it names nobody known."""
        found = self._named(self._self(head, mention), mention) or self._known_person(head, mention)
        who = self._namesakes.get(head.i)
        if found is None and who is not None:
            return self._stranger(who, noun_phrase(self._doc, head), mention)
        return found

    def _self(self, head: Token, mention: Span) -> Token:
        """Return the name that stands beside a role, if it is a party's own: "X's agent, Y"."""
        if head.i in self._by_token or head.pos_ == "PROPN":
            return head
        for name in self._beside(head):
            own = self._by_token.get(name.i)
            if own is not None and own.rule in _OWN and own.party in self._people:
                return name
        return self._called_body(head, mention) or head

    def _called_body(self, head: Token, mention: Span) -> Token | None:
        """Return the party's name right behind a noun for a body: "the singers' union, Vox"."""
        name = head.i + 2
        if name >= len(self._doc) or self._doc[head.i + 1].text != "," or is_human(head):
            return None
        own = self._by_token.get(name)
        if own is None or own.party in self._people or own.rule != "name" or own.modifier:
            return None
        if _is_no_body(head) and not mention.covers(own.span):
            return None
        return tree.head_of(self._doc, own.span)

    @staticmethod
    def _beside(head: Token) -> Iterator[Token]:
        """Yield the names in apposition to a noun: its own, and those that hang on its "of …"."""
        for child in head.children:
            known_as = child.dep_ == "acl" and child.lemma_.lower() in ("know", "call", "name")
            if child.dep_ == "appos":
                yield child
            elif child.dep_ == "prep" or known_as:
                for below in child.subtree:
                    if below.dep_ == "appos" or (known_as and below.dep_ == "pobj"):
                        yield below

    def _named(self, head: Token, mention: Span) -> Found | None:
        """A party that the phrase names, as its head or through a role or a paper of it."""
        own = self._by_token.get(head.i)
        if own is not None:
            name = self._names[own.party]
            words = one_line(own.span.of(tree.text_of(self._doc)))
            person = own.party not in self._people
            named = own.rule in ("spokesperson", "surname")
            alias = own.rule == "name" and " " in words and words != name
            speaks = person and (named or (alias and head.ent_type_ == "PERSON"))
            reason = f"“{words}” {'speaks' if speaks else 'stands'} for {name}"
            who = self._namesakes.get(head.i)
            another = who is not None and who.rule == "full" and is_another(who.name, name)
            speaker = words if speaks or another else name
            if own.rule == "surname in context" and who is not None:
                return self._in_context(own, who, words)
            return Found(speaker, own.party, own.rule, reason, own.span, confidence=0.95)
        party = self._roles.party_of(head)
        if party is None:
            party = next(
                (
                    p
                    for c in head.children
                    if c.dep_ in ("appos", "compound") and (p := self._roles.party_of(c))
                ),
                None,
            )
        if party is not None:
            name = self._names[party]
            return Found(
                noun_phrase(self._doc, head),
                party,
                "role",
                f"“{noun_phrase(self._doc, head)}” speaks for {name}",
                mention,
                confidence=0.9,
            )
        if head.lemma_.lower() in lexicon.words("sources", "documents"):
            owner = tree.child(head, "poss", "compound") or _issuer(head)
            by = self._by_token.get(owner.i) if owner is not None else None
            if by is not None:
                name = self._names[by.party]
                reason = f"“{noun_phrase(self._doc, head)}” was issued by {name}"
                found = Found(name, by.party, "document", reason, mention, confidence=0.85)
                self._issued(head.lemma_.lower(), found)
                return found
        return self._place(head, mention)

    def _place(self, head: Token, mention: Span) -> Found | None:
        """A capital or an official residence that speaks for its government."""
        words = noun_phrase(self._doc, head)
        party = self._metonyms.of(words, head) if head.pos_ != "PRON" else None
        if party is None:
            return None
        name = self._names[party]
        reason = f"“{words}” stands for {name}"
        return Found(name, party, "metonym", reason, mention, confidence=0.8)

    def _in_context(self, own: PartyMention, who: Namesake, words: str) -> Found:
        """A surname that several people have, decided by a full name of the document."""
        name = self._names[own.party]
        before = who.antecedent is not None and who.antecedent.start < own.span.start
        place = "named before it" if before else "named behind it"
        stands = "" if who.name == name else f", who stands for {name}"
        return Found(
            who.name if stands else name,
            own.party,
            own.rule,
            f"“{words}” → {who.name}{stands}: of those with this surname the one {place}",
            own.span,
            who.antecedent,
            who.confidence,
            who.runners_up,
        )

    def _stranger(self, who: Namesake, words: str, mention: Span) -> Found:
        """A surname that is nobody's of the dossier, or of whom is open."""
        if who.rule == "open":
            names = " or ".join(self._names[p] for p in who.runners_up)
            rivals = f" may be {names}" if names else " may be several people"
            reason = f"“{words}”{rivals}: the text does not tell"
            return Found(words, None, "ambiguous", reason, mention, None, 1.0, who.runners_up)
        reason = f"“{words}” is {who.name}, who is no party of the dossier"
        return Found(who.name, None, "other", reason, mention, who.antecedent, 1.0, who.runners_up)

    def _known_person(self, head: Token, mention: Span) -> Found | None:
        """A person whom the document introduced in a role of a party."""
        who = self._namesakes.get(head.i)
        for form in (noun_phrase(self._doc, head), head.text) if who is None else (who.name,):
            known = self._roles.of(form)
            if known is not None:
                party, place = known
                name = self._names[party]
                words = one_line(place.of(tree.text_of(self._doc)))
                reason = f"“{words}” was introduced as speaking for {name}"
                who = noun_phrase(self._doc, head)
                return Found(who, party, "introduced", reason, mention, place, 0.85)
        return None


def _is_no_body(noun: Token) -> bool:
    words = lexicon.words("sources", "described", "words")
    company = lexicon.words("sources", "nouns", "organization")
    return noun.lemma_.lower() not in words | company


def _issuer(paper: Token) -> Token | None:
    """Return who issued "a filing by Norda", "a letter from Norda"."""
    named = (c for c in paper.children if c.dep_ in ("prep", "agent") and c.lower_ in _FROM)
    by = next(named, None)
    return None if by is None else tree.child(by, "pobj")
