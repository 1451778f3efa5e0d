"""Whose words a relation holds: from the words of its source to a party, with the reason.

In this order: a party named as the head of the source; somebody in a role of a party
("a Walmart spokesperson", "Oracle's chief executive"), or a paper of it ("its filing"); a person
whom the document introduced as such ("Jane Smith, head of X": `roles`); a surname that several
people share, by the full names of the document (`namesakes`); a pronoun or a description ("the
company", "the Harbour Party nominee"), by what is in view before it (`salience`); otherwise
nobody of the dossier. A party that merely modifies another noun ("US operations") is not the
source.

Limits: two equally salient parties give no party; relations are to be resolved in order.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from analysis.characters import one_line
from analysis.language import lexicon, tree
from analysis.language.namesakes import is_another
from analysis.language.referents import PRONOUNS, Referents, kinds_of
from analysis.language.results import Found, Namesake, PartyMention, Quotation, Relation, Resolved
from analysis.language.roles import Roles, Titles
from analysis.language.salience import Salience
from analysis.models import Party, PartyKind, Span

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_BETWEEN = frozenset({"between", "among"})
NOBODY = Found("", None, "none", "the text names no source", None)


def _words(name: str, *keys: str) -> frozenset[str]:
    return lexicon.words("sources", name, *keys)


class Resolver:
    """Resolves the sources of one document, in order."""

    def __init__(
        self,
        doc: Doc,
        mentions: Sequence[PartyMention],
        quotations: Sequence[Quotation],
        parties: Sequence[Party],
    ) -> None:
        self._doc = doc
        self._mentions = mentions
        self._by_token: dict[int, PartyMention] = {}
        for mention in mentions:
            for token in tree.tokens_in(doc, mention.span):
                self._by_token[token.i] = mention
        self._party_names = {p.id: p.name for p in parties}
        self._people = {p.id for p in parties if p.kind is PartyKind.PERSON}
        self._namesakes = {t.i: n for n in doc._.namesakes for t in tree.tokens_in(doc, n.span)}
        self._short = _short_names(parties)
        self._referents = Referents(doc, mentions, quotations, parties)
        people = [r for r in self._referents.all if r.person]
        self._titles = Titles(doc, self._by_token, parties, people)
        self._roles = Roles(doc, self._by_token)
        self._salience = Salience(doc, self._referents, self._titles, self._roles, parties)
        self._learn_surnames()
        self._roles.learn(self._owner)
        self._salience.forget()

    # ------------------------------------------------------------ learning

    def _learn_surnames(self) -> None:
        """Note the surnames of people whom the dossier names in full among a party's aliases."""
        called = {t.nbor().text for t in self._doc[:-1] if t.lower_ in _words_of_address()}
        for mention in self._mentions:
            words = one_line(mention.span.of(tree.text_of(self._doc))).split()
            tokens = tree.tokens_in(self._doc, mention.span)
            alias = " ".join(words) != self._party_names[mention.party]
            if not tokens or tokens[-1].i in self._namesakes:
                continue
            if len(words) < 2 or not alias:
                continue
            if tokens[-1].ent_type_ == "PERSON":
                self._roles.note(words[-1], mention.party, mention.span)
            # Where the family name comes first, "Mr. Oh" tells.
            if words[0] in called:
                self._roles.note(words[0], mention.party, mention.span)

    def _owner(self, noun: Token) -> str | None:
        """Return the party that a description within a role means ("the bank's chairman")."""
        return self._head(noun, Span(noun.idx, noun.idx + len(noun))).party

    def _is_person(self, party: str) -> bool:
        return party in self._people

    # ------------------------------------------------------------ one source

    def resolve(self, spans: Sequence[Span]) -> Found:
        """Return who the source at `spans` is."""
        if not spans:
            return NOBODY
        head = tree.head_of(self._doc, spans[0])
        if head is None:
            return NOBODY
        mention = Span(spans[0].start, spans[-1].end)
        found = self._head(head, mention)
        also = []
        for other in head.conjuncts:
            if other.i > head.i and mention.start <= other.idx < mention.end:
                more = self._head(other, mention)
                if more.party is not None and more.party != found.party:
                    also.append(more.party)
        if also and found.party is None:
            return Found(
                found.name,
                also[0],
                "joint",
                "one of the joint sources",
                mention,
                confidence=0.7,
                also=tuple(also[1:]),
            )
        return Found(
            found.name,
            found.party,
            found.rule,
            found.reason,
            found.mention,
            found.antecedent,
            found.confidence,
            found.runners_up,
            tuple(dict.fromkeys((*found.also, *also))),
            found.layer,
        )

    def _head(self, head: Token, mention: Span) -> Found:
        """Return who the phrase with this head is."""
        if head.lower_ in _RELATIVE and head.dep_ in ("nsubj", "nsubjpass"):
            noun = head.head.head
            if noun.i != head.head.i and noun.pos_ in ("NOUN", "PROPN", "PRON"):
                return self._head(noun, mention)
        if head.pos_ == "PRON" or head.lower_ in PRONOUNS:
            kinds = PRONOUNS.get(head.lower_)
            return (
                self._salience.resolve(head, self._text(head), mention, kinds)
                if kinds
                else self._other(head, mention)
            )
        named = self._named(self._self(head), mention)
        if named is not None:
            return named
        learned = self._known_person(head, mention)
        if learned is not None:
            return learned
        who = self._namesakes.get(head.i)
        if who is not None:
            return self._stranger(who, self._text(head), mention)
        return self._described(head, mention)

    def _self(self, head: Token) -> Token:
        """Return the name that stands beside a role, if it is a party's own: "X's agent, Y"."""
        if head.i in self._by_token or head.pos_ == "PROPN":
            return head
        for child in head.children:
            own = self._by_token.get(child.i) if child.dep_ == "appos" else None
            if own is not None and own.rule == "name" and self._is_person(own.party):
                return child
        return head

    def _named(self, head: Token, mention: Span) -> Found | None:
        """A party that the phrase names, as its head or through a role or a paper of it."""
        own = self._by_token.get(head.i)
        if own is not None:
            name = self._party_names[own.party]
            words = one_line(own.span.of(tree.text_of(self._doc)))
            person = not self._is_person(own.party)
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
            name = self._party_names[party]
            return Found(
                self._text(head),
                party,
                "role",
                f"“{self._text(head)}” speaks for {name}",
                mention,
                confidence=0.9,
            )
        if head.lemma_.lower() in _words("documents"):
            owner = tree.child(head, "poss", "compound")
            by = self._by_token.get(owner.i) if owner is not None else None
            if by is not None:
                name = self._party_names[by.party]
                reason = f"“{self._text(head)}” was issued by {name}"
                return Found(name, by.party, "document", reason, mention, confidence=0.85)
        return None

    def _in_context(self, own: PartyMention, who: Namesake, words: str) -> Found:
        """A surname that several people have, decided by a full name of the document."""
        name = self._party_names[own.party]
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
            names = " or ".join(self._party_names[p] for p in who.runners_up)
            rivals = f" may be {names}" if names else " may be several people"
            reason = f"“{words}”{rivals}: the text does not tell"
            return Found(words, None, "ambiguous", reason, mention, None, 1.0, who.runners_up)
        reason = f"“{words}” is {who.name}, who is no party of the dossier"
        return Found(who.name, None, "other", reason, mention, who.antecedent, 1.0, who.runners_up)

    def _known_person(self, head: Token, mention: Span) -> Found | None:
        """A person whom the document introduced in a role of a party."""
        who = self._namesakes.get(head.i)
        for form in (self._text(head), head.text) if who is None else (who.name,):
            known = self._roles.of(form)
            if known is not None:
                party, place = known
                name = self._party_names[party]
                words = one_line(place.of(tree.text_of(self._doc)))
                reason = f"“{words}” was introduced as speaking for {name}"
                return Found(self._text(head), party, "introduced", reason, mention, place, 0.85)
        return None

    def _described(self, head: Token, mention: Span) -> Found:
        """An unnamed source, an outlet, a description ("the company", "its lawyer"), or another."""
        owner = tree.child(head, "poss")
        passes_on = head.lemma_.lower() in _words("roles") | _words("documents")
        if owner is not None and passes_on:
            found = self._head(owner, Span(owner.idx, owner.idx + len(owner)))
            if found.party is not None:
                return Found(
                    found.name,
                    found.party,
                    f"role of {found.rule}",
                    f"“{self._text(head)}” speaks for {found.name}; {found.reason}",
                    mention,
                    found.antecedent,
                    found.confidence * 0.95,
                    found.runners_up,
                )
        lower = {t.lower_ for t in head.subtree}
        if head.lower_ in _words("anonymous", "heads") and (
            lower & _words("anonymous", "marks") or head.lower_ in ("source", "sources")
        ):
            reason = "a source that the text does not name"
            return Found(self._phrase(head), None, "anonymous", reason, mention, layer="anonymous")
        text = self._text(head)
        if text.removeprefix("The ").removeprefix("the ") in _outlets():
            return Found(text, None, "outlet", "a reporting outlet", mention, layer="outlet")
        definite = tree.child(head, "det")
        if definite is not None and definite.lower_ in ("the", "this", "that"):
            if head.lower_ in _words("outlets", "nouns"):
                return Found(
                    text,
                    None,
                    "outlet",
                    "the report that the text speaks of",
                    mention,
                    layer="outlet",
                )
            short = self._short.get(head.lower_)
            if short is not None:
                name = self._party_names[short]
                reason = f"“{text}” is short for {name}"
                return Found(name, short, "short name", reason, mention, confidence=0.85)
            kinds = kinds_of(head)
            if kinds and not self._titles.unlike(head) and self._bare(head):
                return self._titled(head, mention) or self._salience.resolve(
                    head, self._text(head), mention, kinds
                )
        return self._other(head, mention)

    def _bare(self, head: Token) -> bool:
        """Whether a description says no more than what kind of thing or which title is meant."""
        person = "person" in kinds_of(head)
        for child in head.children:
            if child.dep_ in ("poss", "prep", "relcl"):
                return False
            if child.dep_ == "compound" and not (person and self._is_plain(head, child)):
                return False
        return True

    def _is_plain(self, head: Token, child: Token) -> bool:
        return bool(self._titles.sides(head)) or child.lower_ in _words("nouns", "plain")

    def _titled(self, head: Token, mention: Span) -> Found | None:
        """The one whom the document gave this title of a party ("the Harbour Party nominee")."""
        one = self._titles.bearer(head)
        if one is None:
            return None
        self._salience.keep(head, one)
        words = self._text(head)
        reason = f"“{words}” → {one.name}: the only one with this title in the text"
        return Found(one.name, one.party, "title", reason, mention, one.span, 0.8)

    def _salient(self, head: Token, mention: Span, kinds: frozenset[str]) -> Found:
        return self._salience.resolve(head, self._text(head), mention, kinds)

    def _other(self, head: Token, mention: Span) -> Found:
        return Found(self._text(head), None, "other", "no party of the dossier", mention)

    # ------------------------------------------------------------ relations

    def relation(self, relation: Relation) -> Resolved:
        """Return the speaker of `relation`, and whom it tells about where that is no party."""
        source = self.resolve(relation.source)
        if source.party is not None or source.name:
            ends = max(s.end for s in (*relation.content, *relation.cue, *relation.source))
            where = self._referents.sentence(ends - 1)
            if relation.outer is None:
                self._salience.heard(source.party or source.name, where, self._asks(relation))
        about: tuple[Found, ...] = ()
        if source.party is None:
            about = tuple(self._about(relation))
        return Resolved(source, about)

    def _asks(self, relation: Relation) -> bool:
        last = relation.content[-1].of(tree.text_of(self._doc))
        return relation.family == "question" or last.rstrip("”\"'’») ").endswith("?")

    def _about(self, relation: Relation) -> list[Found]:
        """Return the parties that do, want or are what the content tells."""
        root = tree.head_of(self._doc, relation.content[0])
        if root is None:
            return []
        subject = tree.child(root, "nsubj", "nsubjpass")
        if subject is None:
            return []
        found: dict[str, Found] = {}
        for token in (subject, *subject.conjuncts, *self._between(subject)):
            span = Span(token.idx, token.idx + len(token))
            who = self._head(token, span)
            if who.party is not None and who.party not in found:
                found[who.party] = who
        return list(found.values())

    def _between(self, noun: Token) -> list[Token]:
        """Return the partners of "a deal between A and B"."""
        partners = []
        for prep in noun.children:
            if prep.dep_ == "prep" and prep.lower_ in _BETWEEN:
                target = tree.child(prep, "pobj")
                if target is not None:
                    partners += [target, *target.conjuncts]
        return partners

    # ------------------------------------------------------------ words

    def _text(self, head: Token) -> str:
        """Return the noun phrase of `head` without its clauses, on one line."""
        inside = [
            t
            for t in (*head.lefts, head)
            if t.dep_ in ("det", "compound", "poss", "amod", "nummod", "nmod") or t.i == head.i
        ]
        first = min(t.left_edge.i if t.i != head.i else t.i for t in inside)
        text = tree.text_of(self._doc)[self._doc[first].idx : head.idx + len(head)]
        return one_line(text).strip("“”\"' ,")

    def _phrase(self, head: Token) -> str:
        """Return the whole phrase of `head`, on one line."""
        first, last = head.left_edge, head.right_edge
        return one_line(tree.text_of(self._doc)[first.idx : last.idx + len(last)]).strip(" ,.")


def _words_of_address() -> frozenset[str]:
    return lexicon.words("names", "female_titles") | lexicon.words("names", "male_titles")


def _short_names(parties: Sequence[Party]) -> dict[str, str]:
    """Return the nouns by which "the …" means one party only: the last word of its names."""
    owners: dict[str, set[str]] = {}
    for party in parties:
        if party.kind is PartyKind.PERSON:
            continue
        for form in (party.name, *party.aliases):
            last = form.split()[-1].lower() if " " in form.strip() else ""
            if last in _nouns():
                owners.setdefault(last, set()).add(party.id)
    return {word: next(iter(ids)) for word, ids in owners.items() if len(ids) == 1}


def _nouns() -> frozenset[str]:
    kinds = ("organization", "government", "group")
    return frozenset(w for k in kinds for w in _words("nouns", k))


def _outlets() -> frozenset[str]:
    names = lexicon.words("sources", "outlets", "names")
    return names | {n.removeprefix("The ") for n in names}
