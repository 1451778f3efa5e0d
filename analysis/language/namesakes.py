"""Which of several people a bare surname means.

A surname that two parties share, or a party and somebody who is none, is whose full name the
document used: of all that agree in title and gender the one that is foremost where the surname
stands. Foremost is who was named last; being the subject of a sentence counts for as much as
two sentences. A surname that was resolved keeps its owner in view. Names behind the
surname decide where none stands before it; whoever has the bare surname as an alias is meant
only where the document has no full name at all. Where two are level it is nobody.

Limits: somebody who is none of the parties is known by a given name of the list or by the
model's entity label; relatives who are never named in full are not known.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace
from spacy.tokens import Doc, Token

from analysis.characters import one_line
from analysis.language import lexicon, tree
from analysis.language.results import Namesake
from analysis.models import Span

_STEP = 0.5
_MARGIN = 0.3
_DECIDED = 0.85
_KEPT = 8
_POSSESSIVES = {"his": "he", "her": "she"}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def is_title(word: str) -> bool:
    """Whether `word` goes before names: "Mr.", "Senator", "nominee"."""
    lower = word.lower()
    return any(lower in lexicon.words("names", key) for key in _TITLE_LISTS) or any(
        lower in lexicon.words("sources", *keys) for keys in (("roles",), ("nouns", "person"))
    )


_TITLE_LISTS = ("titles", "female_titles", "male_titles")


def pronoun_for(words: Sequence[str]) -> str:
    """Return the pronoun that a title or a given name among `words` agrees with, or nothing."""
    for word in words:
        for pronoun, key in (("she", "female"), ("he", "male")):
            if word in lexicon.words("names", key):
                return pronoun
            if word.lower() in lexicon.words("names", f"{key}_titles"):
                return pronoun
    return ""


def without_titles(name: str) -> str:
    """Return a name without what goes before it: "Vale" of "Ms. Vale"."""
    words = name.split()
    while words and is_title(words[0]):
        del words[0]
    return " ".join(words)


def is_another(name: str, party: str) -> bool:
    """Whether a full name is of another person than the one after whom the party is called."""
    words = without_titles(name).split()
    initial = bool(words) and len(words[0].rstrip(".")) < 2
    return len(words) > 1 and not initial and party.split()[0] not in words


class Named(Struct, frozen=True):
    """A place that may name a person: all of a name, or a surname alone (`party` may be "")."""

    span: Span
    surname: str
    party: str
    full: bool


class _Owner(Struct):
    """Somebody with the surname; `key` is the party, or the name of somebody who is none."""

    key: str
    party: str | None
    name: str
    pronoun: str
    place: Span
    sentence: int = 0
    weight: float = -9.0
    titles: set[str] = field(default_factory=set)


class Namesakes:
    """Decides the bare surnames of one document, in order; time is linear in their number."""

    def __init__(
        self,
        doc: Doc,
        given: Mapping[tuple[str, str], str],
        bearers: Mapping[str, frozenset[str]],
        names: Mapping[str, str],
    ) -> None:
        self._doc = doc
        self._given = given
        self._bearers = bearers
        self._names = names
        self._sentence = {t.i: n for n, s in enumerate(doc.sents) for t in s}
        self._alone = {e.text for e in doc.ents if e.label_ == "PERSON" and len(e) == 1}
        self._owners: dict[str, dict[str, _Owner]] = {}
        self._first: dict[str, dict[str, _Owner]] = {}

    def decide(self, places: Sequence[Named]) -> list[Namesake]:
        """Return one `Namesake` for each of `places`, in order."""
        known = [self._full(place) for place in places]
        for place, full in zip(places, known, strict=True):
            if full is not None:
                self._see(full, place.span)
                first = self._first.setdefault(place.surname, {})
                if len(first) < _KEPT:
                    first.setdefault(full.key, full)
        found = []
        for place, full in zip(places, known, strict=True):
            if full is None:
                found.append(self._bare(place))
                continue
            owners = self._owners.setdefault(place.surname, {})
            owner = owners.pop(full.key, full)
            owners[full.key] = owner
            if len(owners) > _KEPT:
                del owners[next(iter(owners))]
            owner.place = place.span
            self._see(owner, place.span)
            found.append(Namesake(place.span, full.name, full.party, "full", full.pronoun))
        return [
            self._with_pronoun(one, place.surname) for one, place in zip(found, places, strict=True)
        ]

    def _with_pronoun(self, one: Namesake, surname: str) -> Namesake:
        """Return `one` with the pronoun that a title told later in the text: "Ms. Vale"."""
        if one.pronoun or one.rule == "open":
            return one
        known = (o for o in self._first.get(surname, {}).values() if o.name == one.name)
        pronoun = next((o.pronoun for o in known if o.pronoun), "")
        return replace(one, pronoun=pronoun) if pronoun else one

    # ------------------------------------------------------------ full names

    def _full(self, place: Named) -> _Owner | None:
        """Return whose full name stands at `place`, or None where it is a surname alone."""
        words = one_line(place.span.of(tree.text_of(self._doc))).split()
        if place.full:
            name = " ".join(words)
            own = pronoun_for(words)
            if not own and words[-1] == self._names[place.party].split()[-1]:
                own = pronoun_for(self._names[place.party].split())
            given = self._given.get((words[0], place.surname))
            key = name if given else place.party
            return _Owner(key, place.party, name, own, place.span)
        before = self._before(place.span)
        for word in before:
            party = self._given.get((word, place.surname))
            if party is not None:
                name = " ".join((*before, *words))
                return _Owner(party, party, name, pronoun_for(before), place.span)
        if before:
            name = " ".join((*before, *words))
            return _Owner(name, None, name, pronoun_for(before), place.span)
        return None

    def _before(self, span: Span) -> list[str]:
        """Return the given names right before a surname: of the list, or in its entity."""
        tokens = tree.tokens_in(self._doc, span)
        if not tokens:
            return []
        at, names = tokens[0].i - 1, []
        while at >= 0 and self._doc[at].lower_ in lexicon.words("names", "particles"):
            at -= 1
        while at >= 0 and self._is_given(self._doc[at], tokens[0]):
            names.append(self._doc[at].text)
            at -= 1
        return names[::-1]

    def _is_given(self, token: Token, surname: Token) -> bool:
        if token.sent.start != surname.sent.start or not token.text[:1].isupper():
            return False
        if is_title(token.text):
            return False
        if token.ent_type_ in ("GPE", "LOC"):
            return False
        if any(token.text in lexicon.words("names", key) for key in ("female", "male")):
            return True
        # In a headline every word has a capital, and the model takes a verb for a name.
        inside = token.ent_type_ == surname.ent_type_ == "PERSON" and surname.ent_iob_ == "I"
        place = token.i > 0 and token.nbor(-1).dep_ == "prep" and token.nbor(-1).lower_ == "in"
        bound = token.pos_ == "PROPN" and token.dep_ == "compound" and not place
        # "Holt's husband, Dale": "Dale Holt" is he, whatever the model takes it for.
        inside = inside or (token.text in self._alone and token.head.i == surname.i)
        return inside and bound and any(t.is_lower and len(t) > 3 for t in token.sent)

    # ------------------------------------------------------------ surnames alone

    def _bare(self, place: Named) -> Namesake:
        """Return whom a surname without a given name means."""
        title = self._title(place.span)
        before = list(self._owners.get(place.surname, {}).values())
        owners = before or list(self._first.get(place.surname, {}).values())
        if not owners:
            return self._of_dossier(place, title)
        here = self._at(place.span)
        borne = [o for o in owners if title in o.titles]
        clause = self._clause(place.span)
        fitting = [o for o in borne or owners if _agrees(o, title) and _agrees(o, clause)]
        ranked = sorted(((_height(o, here), o) for o in fitting), key=lambda s: -s[0])
        rest = [h for h, o in ranked[1:] if o.party is None or o.party != ranked[0][1].party]
        level = bool(rest) and ranked[0][0] - rest[0] < _MARGIN
        if level or not ranked:
            rivals = tuple(dict.fromkeys(o.party for _, o in ranked if o.party))
            return Namesake(
                place.span, place.surname, None, "open", runners_up=rivals or self._rivals(place)
            )
        owner = self._called(ranked[0][1], place, title)
        antecedent = owner.place
        if before:
            self._see(owner, place.span)
        others = (o.party for o in owners if o.party != owner.party)
        rivals = tuple(dict.fromkeys(p for p in others if p))
        contested = len(owners) > 1 or len(self._rivals(place)) > 1 or owner.party != place.party
        rule = "bare" if contested else "sole"
        sure = _DECIDED if len(owners) == 1 or title else _DECIDED - 0.1
        return Namesake(
            place.span, owner.name, owner.party, rule, owner.pronoun, antecedent, rivals, sure
        )

    def _called(self, owner: _Owner, place: Named, title: str) -> _Owner:
        """Return whom of one party a surname means: it is the party's own before a relative's."""
        if owner.party is None or not is_another(owner.name, self._names[owner.party]):
            return owner
        for other in self._first[place.surname].values():
            own = other.party == owner.party and not is_another(
                other.name, self._names[owner.party]
            )
            if own and _agrees(other, title):
                return other
        return owner

    def _of_dossier(self, place: Named, title: str) -> Namesake:
        """Return whom a surname means that the document never gives in full."""
        pronoun = pronoun_for(self._names.get(place.party, "").split())
        wanted = pronoun_for([title]) if title else ""
        if not place.party or (wanted and pronoun and wanted != pronoun):
            return Namesake(
                place.span, place.surname, None, "open", wanted, runners_up=self._rivals(place)
            )
        rivals = tuple(p for p in self._rivals(place) if p != place.party)
        return Namesake(
            place.span, place.surname, place.party, "alias", wanted or pronoun, runners_up=rivals
        )

    def _rivals(self, place: Named) -> tuple[str, ...]:
        return tuple(sorted(self._bearers.get(place.surname, frozenset())))

    # ------------------------------------------------------------ places

    def _title(self, span: Span) -> str:
        """Return the title right before a name, in small letters, or nothing."""
        tokens = tree.tokens_in(self._doc, span)
        if not tokens or tokens[0].is_sent_start:
            return ""
        word = self._doc[tokens[0].i - 1].lower_
        return word if is_title(word) else ""

    def _clause(self, span: Span) -> str:
        """Return "his" or "her" of a relative clause on a name: "Vale, who lost her crop"."""
        head = tree.head_of(self._doc, span)
        clauses = () if head is None else (c for c in head.children if c.dep_ == "relcl")
        words = (t.lower_ for c in clauses for t in c.subtree if t.dep_ == "poss")
        return next((w for w in words if w in _POSSESSIVES), "")

    def _at(self, span: Span) -> int:
        tokens = tree.tokens_in(self._doc, span)
        return self._sentence.get(tokens[0].i, 0) if tokens else 0

    def _see(self, owner: _Owner, span: Span) -> None:
        """Note that `owner` is named at `span`."""
        head = tree.head_of(self._doc, span)
        weight = 0.0
        if head is not None:
            weight = 1.0 if head.dep_ in _SUBJECTS else -0.5 if head.dep_ == "poss" else 0.0
            if head.dep_ in ("conj", "appos") and head.head.dep_ in _SUBJECTS:
                weight = 1.0
        here = self._at(span)
        title = self._title(span)
        if title:
            owner.titles.add(title)
            owner.pronoun = owner.pronoun or pronoun_for([title])
        if weight >= owner.weight - _STEP * (here - owner.sentence):
            owner.sentence, owner.weight = here, weight


def _height(owner: _Owner, here: int) -> float:
    """Return how far in view `owner` is in sentence `here`."""
    return owner.weight - _STEP * abs(here - owner.sentence)


def _agrees(owner: _Owner, title: str) -> bool:
    """Whether a title, or "his" or "her", tells of nobody of the other gender."""
    wanted = _POSSESSIVES.get(title) or (pronoun_for([title]) if title else "")
    return not wanted or not owner.pronoun or wanted == owner.pronoun
