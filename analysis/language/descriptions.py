"""Whom a description means: "the company", "its lawyer", "the Denver miner", "both operators".

In this order: a role or a paper of somebody ("its lawyer", "the filing"), an unnamed source, an
outlet, two who were spoken of ("both sides"), the last word of a party's name ("the ministry"), the
one who had this role or was called so before, and for a word of the list ("the company", "the
candidate") whoever is most in view.

Limits: a description with words that the text has not used of anybody means nobody.
"""

from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree
from analysis.language.metonyms import Metonyms
from analysis.language.people import is_human, is_role
from analysis.language.referents import Referent, Referents, kinds_of
from analysis.language.results import Found
from analysis.language.roles import Roles, is_past, is_peer, owners_of
from analysis.language.salience import Salience
from analysis.language.titles import Titles, is_of_people
from analysis.language.wording import noun_phrase, whole_phrase
from analysis.models import Party, PartyKind, Span

HeadOf = Callable[[Token, Span], Found]
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_OF_WHOM = frozenset({"compound", "amod", "nmod"})
_PAIRED = 6  # sentences back
_TWO = 2
_NAMED_BEFORE = frozenset({"of", "for"})


def _words(*keys: str) -> frozenset[str]:
    return lexicon.words("sources", *keys)


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


class Descriptions:
    """Resolves the descriptions of one document, in order; `head_of` resolves any phrase."""

    def __init__(
        self,
        doc: Doc,
        parties: Sequence[Party],
        referents: Referents,
        titles: Titles,
        roles: Roles,
        salience: Salience,
        metonyms: Metonyms,
        head_of: HeadOf,
    ) -> None:
        self._doc = doc
        self._names = {p.id: p.name for p in parties}
        self._kinds = {p.id: p.kind for p in parties}
        self._referents = referents
        self._titles = titles
        self._roles = roles
        self._salience = salience
        self._head_of = head_of
        self._short = _short_names(parties)
        self._metonyms = metonyms
        self._issued: dict[str, Found] = {}
        self._first: dict[str, int] = {}
        self._any: dict[str, Referent] = {}
        for one in referents.all:
            if one.party is not None:
                self._first.setdefault(one.party, one.span.start)
                if not one.person:
                    self._any.setdefault(one.party, one)

    def issued(self, paper: str, by: Found) -> None:
        """Remember that "the letter" is that of `by` from here on."""
        self._issued[paper] = by

    def resolve(self, head: Token, mention: Span) -> Found:
        """Return who the description with this head is."""
        text = noun_phrase(self._doc, head)
        found = self._unnamed(head, text, mention) or self._passed_on(head, text, mention)
        if found is None:
            found = self._unowned(head, text, mention) or self._pair(head, text, mention)
        definite = tree.child(head, "det")
        # "The captain, Milan Dvorak": who it is stands there.
        named = any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in head.children)
        if found is None and not named and definite is not None and definite.lower_ in _DEFINITE:
            found = self._definite(head, text, mention)
        return found or other(text, mention)

    # ------------------------------------------------------------ somebody's lawyer, or letter

    def _passed_on(self, head: Token, text: str, mention: Span) -> Found | None:
        """A role or a paper of somebody whom the phrase describes: "its lawyer"."""
        paper = head.lemma_.lower() in _words("documents")
        peer = is_peer(head)
        if not (paper or is_role(head) or peer) or is_past(head):
            return None
        for owner in owners_of(head):
            if (peer or (paper and owner.dep_ == "pobj")) and owner.dep_ != (
                "pobj" if peer else "poss"
            ):
                continue
            found = self.owner(owner)
            if found.party is None:
                continue
            if not paper:
                self._roles.note_role(head, found.party)
            else:
                self.issued(head.lemma_.lower(), found)
            return Found(
                found.name,
                found.party,
                f"role of {found.rule}",
                f"“{text}” speaks for {found.name}; {found.reason}",
                mention,
                found.antecedent,
                found.confidence * 0.95,
                found.runners_up,
            )
        return None

    def _unowned(self, head: Token, text: str, mention: Span) -> Found | None:
        """ "A spokeswoman", of nobody: of whom the sentence before tells, if that is a body."""
        if head.lemma_.lower() not in _words("spokespeople") or is_past(head):
            return None
        if not self._is_simple(head) or any(c.dep_ in _OF_WHOM for c in head.children):
            return None
        one = self._told_of(head)
        by = None if one is None or one.person else one.party
        if one is None or by is None:
            return None
        self._roles.note_role(head, by)
        self._salience.keep(head, one)
        reason = f"“{text}” speaks for {one.name}: subject in the sentence before"
        return Found(one.name, by, "role of description", reason, mention, one.span, 0.7)

    def _told_of(self, head: Token) -> Referent | None:
        """Return whom alone the sentence before that of `head` is about: its subject."""
        start = head.sent[0].i
        if start == 0:
            return None
        root = self._doc[start - 1].sent.root
        subject = tree.child(root, "nsubj", "nsubjpass")
        if subject is None or tree.child(subject, "conj") is not None:
            return None
        near = self._referents.before(head.idx, 1)
        return next((r for r in near if r.span.start <= subject.idx < r.span.end), None)

    def owner(self, noun: Token) -> Found:
        """Return who a word within a role means: "the bank's", "for them", "the company"."""
        if noun.dep_ == "compound":
            short = self._short_name(noun, noun.text, _span(noun))
            return short or self._salience.resolve(noun, noun.text, _span(noun), kinds_of(noun))
        return self._head_of(noun, _span(noun))

    # ------------------------------------------------------------ unnamed sources and outlets

    def _unnamed(self, head: Token, text: str, mention: Span) -> Found | None:
        lower = {t.lower_ for t in head.subtree}
        hidden = "not" in lower and bool(
            lower & {"named", "identified", "authorized", "authorised"}
        )
        if head.lower_ in _words("anonymous", "heads") and (
            hidden or lower & _words("anonymous", "marks") or head.lower_ in ("source", "sources")
        ):
            words = whole_phrase(self._doc, head)
            reason = "a source that the text does not name"
            return Found(words, None, "anonymous", reason, mention, layer="anonymous")
        paper = _printed_in(head)
        if paper is not None:
            words = noun_phrase(self._doc, paper)
            return Found(words, None, "outlet", "a reporting outlet", mention, layer="outlet")
        if text.removeprefix("The ").removeprefix("the ") in _outlets():
            return Found(text, None, "outlet", "a reporting outlet", mention, layer="outlet")
        return None

    # ------------------------------------------------------------ two at once

    def _pair(self, head: Token, text: str, mention: Span) -> Found | None:
        """The two who were last spoken of: "both operators", "the two"."""
        if not _is_pair(head):
            return None
        kinds = _kinds_of_pair(head)
        found: dict[str, Referent] = {}
        for one in self._referents.before(head.idx, _PAIRED):
            party = self._salience.party_of(one)
            if party is not None and (not kinds or self._kinds[party].value in kinds):
                found.setdefault(party, one)
        if len(found) != _TWO:
            return None
        (second, _), (first, one) = found.items()
        names = f"{self._names[first]} and {self._names[second]}"
        reason = f"“{text}” → {names}: the only two parties who were spoken of"
        return Found(names, first, "pair", reason, mention, one.span, 0.75, also=(second,))

    # ------------------------------------------------------------ the company

    def _definite(self, head: Token, text: str, mention: Span) -> Found | None:
        if head.lower_ in _words("outlets", "nouns"):
            reason = "the report that the text speaks of"
            return Found(text, None, "outlet", reason, mention, layer="outlet")
        if self._titles.unlike(head):
            return None
        found = self._short_name(head, text, mention)
        if found is None:
            found = self._learned(head, text, mention)
        kinds = kinds_of(head)
        if found is None and kinds and self._is_bare(head):
            found = self._salience.resolve(head, text, mention, kinds)
        return found

    def _short_name(self, head: Token, text: str, mention: Span) -> Found | None:
        """The party whose name ends in this word; of several the one that is in view."""
        owners = self._short.get(head.lower_, frozenset())
        if head.lower_ in _words("units"):
            # Everybody has a board: it is no European Data Board of which the text says nothing.
            owners = frozenset(
                p for p in owners if p in self._first or self._names[p].split()[-1].islower()
            )
        # "The union" may be the dossier's unnamed; "the rovers" only who was named before.
        if not kinds_of(head) or len(owners) > 1:
            owners = frozenset(p for p in owners if self._first.get(p, head.idx) < head.idx)
        if not owners or not self._is_bare(head):
            return None
        party = next(iter(owners))
        if len(owners) > 1 or self._kinds[party] is PartyKind.PERSON:
            return self._salience.resolve(head, text, mention, kinds_of(head), owners)
        if party in self._any:
            self._salience.keep(head, self._any[party])
        name = self._names[party]
        reason = f"“{text}” is short for {name}"
        return Found(name, party, "short name", reason, mention, confidence=0.85)

    def _learned(self, head: Token, text: str, mention: Span) -> Found | None:
        """The one who bore this title or description before: "the director", "the miner"."""
        paper = self._issued.get(head.lemma_.lower())
        if paper is not None and paper.party is not None:
            reason = f"“{text}” was issued by {paper.name}"
            return Found(paper.name, paper.party, "document", reason, mention, paper.mention, 0.7)
        person = is_of_people(head)
        past = is_past(head)
        one = self._titles.bearer(head) if person and not past else None
        if one is None and self._is_simple(head) and (past or not self._titles.sides(head)):
            one = self._titles.called(head, person)
        if one is None and not past and self._is_bare(head):
            one = self._titles.titled(head)
        if one is not None:
            self._salience.keep(head, one)
            reason = f"“{text}” → {one.name}: the only one with this title in the text"
            return Found(one.name, one.party, "title", reason, mention, one.span, 0.8)
        if past:
            return None
        borne = self._roles.bearer(head) if is_human(head) and self._is_bare(head) else None
        if borne is not None:
            party, place = borne
            reason = f"“{text}” → {self._names[party]}: the only one in this role in the text"
            return Found(text, party, "title", reason, mention, place, 0.75)
        place_of = self._metonyms.described(head)
        if place_of is not None:
            name = self._names[place_of]
            reason = f"“{text}” is {name}, by the place of its head office"
            return Found(name, place_of, "metonym", reason, mention, confidence=0.75)
        return None

    def _is_bare(self, head: Token) -> bool:
        """Whether a description says no more than what kind of thing or which title is meant."""
        person = "person" in kinds_of(head)
        for child in head.children:
            if child.dep_ in ("poss", "prep", "relcl"):
                return False
            if child.dep_ == "compound" and not (person and self._is_plain(head, child)):
                return False
        return True

    @staticmethod
    def _is_simple(head: Token) -> bool:
        """Whether nothing behind a description, nor an owner, tells of another."""
        return not any(c.dep_ in ("poss", "prep", "relcl", "acl") for c in head.children)

    def _is_plain(self, head: Token, child: Token) -> bool:
        """Whether a word before a title tells more of its bearer, not whose it is."""
        if self._titles.sides(head) or child.lower_ in _words("nouns", "plain"):
            return True
        return child.pos_ == "NOUN" and not kinds_of(child)


def _printed_in(head: Token) -> Token | None:
    """Return the paper of "a report in the Osmouth Herald"."""
    if head.lower_ not in _words("outlets", "nouns"):
        return None
    prep = next((c for c in head.children if c.dep_ == "prep" and c.lower_ == "in"), None)
    paper = tree.child(prep, "pobj") if prep is not None else None
    return paper if paper is not None and paper.pos_ == "PROPN" else None


def other(text: str, mention: Span) -> Found:
    """Return somebody who is no party."""
    return Found(text, None, "other", "no party of the dossier", mention)


def _is_pair(head: Token) -> bool:
    if head.lower_ == "both":
        alone = not any(c.dep_ == "prep" for c in head.children)
        return alone and head.dep_ in ("nsubj", "nsubjpass")
    lefts = {c.lower_ for c in head.lefts}
    if head.lower_ == "two":
        return "the" in lefts and not any(c.dep_ == "prep" for c in head.children)
    plural = head.tag_ in ("NNS", "NNPS")
    return plural and ("both" in lefts or ("two" in lefts and "the" in lefts))


def _kinds_of_pair(head: Token) -> frozenset[str]:
    """Return what the two may be; empty: any party."""
    if head.lower_ in ("both", "two") or head.lemma_.lower() in _words("nouns", "sides"):
        return frozenset()
    word = head.lemma_.lower()
    kinds = (k.value for k in PartyKind)
    return frozenset(k for k in kinds if word in _words("nouns", k)) or frozenset({"none"})


def _short_names(parties: Sequence[Party]) -> Mapping[str, frozenset[str]]:
    """Return the nouns by which "the …" may mean a party.

    That is the last word of a name of several ("the union"), or the one before its "of"; of a
    person only that of a body ("the campaign").
    """
    owners: dict[str, set[str]] = {}
    for party in parties:
        for form in (party.name, *party.aliases):
            for word in _heads(form.split()):
                if party.kind is not PartyKind.PERSON or word in _words("bodies"):
                    owners.setdefault(word, set()).add(party.id)
    return {word: frozenset(ids) for word, ids in owners.items()}


def _heads(words: Sequence[str]) -> list[str]:
    small = [i for i, word in enumerate(words) if word.lower() in _NAMED_BEFORE]
    if small:
        return [words[small[0] - 1].lower()] if small[0] else []
    return [words[-1].lower()] if len(words) > 1 and words[-1].isalpha() else []


def _outlets() -> frozenset[str]:
    names = _words("outlets", "names")
    return names | {n.removeprefix("The ") for n in names}
