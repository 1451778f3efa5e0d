"""Whom a pronoun or a description means: the most salient of those that agree with it.

Recency, the place in the sentence, agreement in kind, number and gender, and who spoke last
(after Lappin and Leass 1994). "They" may be two who were named together. Where two are
about equally salient it is nobody; a title ("the candidate") needs a clear lead.
"""

from collections import deque
from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree
from analysis.language.bodies import STRANGER
from analysis.language.namesakes import pronoun_for, without_titles
from analysis.language.referents import GENDERS, PRONOUNS, Referent, Referents, role_weight
from analysis.language.results import Found
from analysis.language.roles import Roles, is_past
from analysis.language.titles import Titles
from analysis.models import Party, Span

_SENTENCE_COST = 0.6
_SPEAKER_BONUS = 0.8
_ANSWER_COST = 2.0
_BINDING = 1.2
_MARGIN = 0.2
_TITLE_MARGIN = 1.1
_TITLE_BONUS = 1.5
_PLURAL = frozenset({"they", "them", "their"})
_SINGULAR = frozenset({"it", "its"})
_TOGETHER = 2
_ECHOES = 4
_FAR = 4
_Ranked = list[tuple[float, Referent]]


class Salience:
    """What is in view at each place of one document; `last_speaker` is (party or name, sentence).

    Sources are to be resolved in the order of the text.
    """

    def __init__(
        self,
        doc: Doc,
        referents: Referents,
        titles: Titles,
        roles: Roles,
        parties: Sequence[Party],
    ) -> None:
        self._referents = referents
        self._titles = titles
        self._roles = roles
        self._names = {p.id: p.name for p in parties}
        self._together = _named_together(doc, referents.all)
        self._echoes: deque[Referent] = deque(maxlen=_ECHOES)
        self._unnamed: deque[Referent] = deque(maxlen=_ECHOES)
        self.last_speaker: tuple[str, int] | None = None
        self._asker: tuple[str, int] | None = None

    def heard(self, speaker: str, sentence: int, asked: bool) -> None:
        """Note who spoke last; who `asked` is not the one to answer."""
        self.last_speaker = None if asked else (speaker, sentence)
        self._asker = (speaker, sentence) if asked else None

    def forget(self) -> None:
        """Begin anew at the top of the text."""
        self._echoes.clear()
        self._unnamed.clear()
        self.last_speaker = None
        self._asker = None

    def keep(self, head: Token, referent: Referent) -> None:
        """Remember that the phrase of `head` means `referent`: it is in view from there, too."""
        echo = replace(
            referent,
            span=Span(
                head.left_edge.idx if head.pos_ == "NOUN" else head.idx, head.idx + len(head)
            ),
            weight=role_weight(head, head.dep_ == "poss"),
            sentence=self._referents.sentence(head.idx),
            quoted=self._referents.quoted(head.idx),
            pronoun=GENDERS.get(head.lower_) or self._referents.pronoun_of(referent),
        )
        self._echoes.append(echo)

    def note_unnamed(self, head: Token, words: str, kind: str, party: str | None = None) -> None:
        """Remember that the phrase of `head` means somebody whom nothing names: "the minister".

        A pronoun behind it means that one rather than who was named before. With `party` that
        one speaks for it: "a Norda spokesman".
        """
        person = kind == "person"
        span = Span(head.idx, head.idx + len(head))
        title = pronoun_for(words.split()) if person else ""
        self._unnamed.append(
            Referent(
                span,
                words if party is None else self._names[party],
                party,
                kind,
                person,
                role_weight(head, False),
                self._referents.sentence(head.idx),
                self._referents.quoted(head.idx),
                title,
                "" if party is None else words,
            )
        )

    def _in_view(self, head: Token) -> Iterator[Referent]:
        """Yield what the last sentences before `head` name or stand for."""
        yield from self._referents.before(head.idx)
        here, quoted = self._referents.sentence(head.idx), self._referents.quoted(head.idx)
        for echo in self._echoes:
            near = echo.span.end <= head.idx and here - echo.sentence <= _FAR
            if near and (quoted or not echo.quoted):
                yield echo
        for one in self._unnamed if head.lower_ in PRONOUNS else ():
            near = one.sentence == here - 1 or (one.sentence == here and _is_over(one.span, head))
            if near and one.span.end <= head.idx and (quoted or not one.quoted):
                yield one

    def resolve(
        self,
        head: Token,
        words: str,
        mention: Span,
        kinds: frozenset[str],
        only: frozenset[str] | None = None,
        speaker: str | None = None,
    ) -> Found:
        """Return the most salient referent before `head` that may be of one of these kinds.

        With `only` it is one of these parties, whatever their kind; it is never the `speaker` in
        whose quotation a pronoun stands: that one says "we".
        """
        titled = head.pos_ != "PRON" and "person" in kinds and only is None
        ranked = self._ranked(head, kinds, titled, only)
        if speaker is not None and self._referents.quoted(head.idx):
            ranked = [one for one in ranked if self.party_of(one[1]) != speaker]
        both = self._both(head, words, mention, ranked) if head.lower_ in _PLURAL else None
        if both is not None:
            return both
        if not ranked:
            reason = f"nobody before “{words}” agrees with it"
            return Found(words, None, "unresolved", reason, mention)
        (score, chosen), margin = ranked[0], 1.0
        doubtful = self._unplaced(head)
        if doubtful:
            reason = f"“{words}” may be {doubtful} or {chosen.name}"
            rivals = tuple(p for _, r in ranked[:1] if (p := self.party_of(r)) is not None)
            return Found(words, None, "ambiguous", reason, mention, runners_up=rivals)
        party = self.party_of(chosen)
        others = tuple(p for _, r in ranked[1:4] if (p := self.party_of(r)) is not None)
        if len(ranked) > 1:
            margin = score - ranked[1][0]
            if margin < (_TITLE_MARGIN if titled else _MARGIN):
                parties = (party, *others) if party else others
                reason = f"“{words}” may be {chosen.name} or {ranked[1][1].name}"
                return Found(words, None, "ambiguous", reason, mention, runners_up=parties)
        self.keep(head, chosen)
        rule = "pronoun" if head.pos_ == "PRON" or head.lower_ in PRONOUNS else "description"
        return Found(
            chosen.speaker or chosen.name,
            party,
            rule,
            self._why(words, chosen, self._referents.sentence(head.idx), len(ranked)),
            mention,
            chosen.span,
            round(min(0.9, 0.55 + 0.25 * margin), 2),
            others,
        )

    def _unplaced(self, head: Token) -> str:
        """Return the single name that spoke just before "he" or "she" and may be a person's.

        The small model takes many a surname for an organisation.
        """
        if self.last_speaker is None or head.lower_ not in GENDERS:
            return ""
        speaker, sentence = self.last_speaker
        near = self._referents.sentence(head.idx) - sentence <= 1
        name = self._names.get(speaker, "") if speaker.startswith(STRANGER) else ""
        alone = name.istitle() and " " not in name and name.isalpha()
        return name if near and alone else ""

    def _ranked(
        self, head: Token, kinds: frozenset[str], titled: bool, only: frozenset[str] | None
    ) -> _Ranked:
        """Return those that agree with `head`, each once, the most salient first."""
        here = self._referents.sentence(head.idx)
        own = _clause_subject(head)
        barred = self._done_to(head)
        scores: dict[tuple[str | None, str], tuple[float, Referent]] = {}
        for referent in self._in_view(head):
            party = self.party_of(referent)
            if (party or referent.name) in barred:
                continue
            if not self._may_be(referent, party, head, kinds, only):
                continue
            score = self._score(referent, party, here, head if titled else None)
            if score is not None and self._is_answered(head, party or referent.name, here):
                score -= _ANSWER_COST
            if (
                score is not None
                and own is not None
                and referent.span.start <= own < referent.span.end
            ):
                score += _BINDING
            key = (party, "" if party else referent.name.split()[-1])
            if score is not None and (key not in scores or score > scores[key][0]):
                scores[key] = (score, referent)
        return sorted(scores.values(), key=lambda s: (-s[0], -s[1].span.start))

    def _done_to(self, head: Token) -> frozenset[str]:
        """Return who did something to what `head` means, and so is another.

        "Norda offered the group a deal; the group refused": neither is Norda.
        """
        subjects = {subject.idx for one in _same_words(head) for subject in _subjects_over(one)}
        if not subjects:
            return frozenset()
        return frozenset(
            self.party_of(referent) or referent.name
            for referent in self._in_view(head)
            if any(referent.span.start <= at < referent.span.end for at in subjects)
        )

    def _may_be(
        self,
        referent: Referent,
        party: str | None,
        head: Token,
        kinds: frozenset[str],
        only: frozenset[str] | None,
    ) -> bool:
        """Whether `head` agrees with a referent in kind, number, gender and sort."""
        if only is not None:
            return party in only
        if party != referent.party and is_past(head):
            return False  # who speaks for a party is not its former head
        fits = referent.kind in kinds or (referent.person and "person" in kinds)
        if referent.kind == "group" and head.lower_ in _SINGULAR:
            # A union is "it", so are a congress and Save St Bride's; the nurses are "they".
            # So is the Association of Nurses.
            name = referent.name.split(" of ")[0].split(" for ")[0]
            fits = not name.endswith("s") or name.endswith(("ss", "'s", "’s"))
        if not fits or (referent.person and "person" not in kinds):
            return False
        if (head.pos_ == "NOUN" or head.dep_ == "compound") and not referent.person:
            return self._titles.suits(party or referent.name, head)
        return self._referents.agrees(referent, head.lower_)

    def _is_answered(self, head: Token, name: str, here: int) -> bool:
        """Whether `head` speaks right behind a question of that name, and does not go on."""
        if self._asker is None or self._asker[0] != name or here - self._asker[1] > 1:
            return False
        verb = head.head
        goes_on = verb.lemma_.lower() in lexicon.words("cues", "speech", "continuing")
        return head.dep_ == "nsubj" and not goes_on

    def _score(
        self, referent: Referent, party: str | None, here: int, title: Token | None
    ) -> float | None:
        """Return how much in view a referent is; None where it does not bear `title`."""
        score = referent.weight - _SENTENCE_COST * (here - referent.sentence)
        if title is not None:
            if self._titles.holds_another(referent.name, title):
                return None
            if self._titles.is_something_else(
                referent.name, title, party != referent.party, party is not None
            ):
                return None
            # Whoever speaks is no more "the candidate" than the one that is spoken of.
            fit = self._titles.fit(party or referent.name, title, party is not None)
            return None if fit is None else score + _TITLE_BONUS * fit
        if self.last_speaker and self.last_speaker[0] == (party or referent.name):
            score += _SPEAKER_BONUS / (1 + max(0, here - self.last_speaker[1]))
        return score

    def _both(self, head: Token, words: str, mention: Span, ranked: _Ranked) -> Found | None:
        """Return the two or more who were last named together, if nothing plural came after."""
        here = self._referents.sentence(head.idx)
        group = next(
            (
                g
                for r in self._referents.before(head.idx, _TOGETHER)
                if (g := self._together.get(r.span)) is not None
            ),
            None,
        )
        if group is None:
            return None
        span = Span(group[0].span.start, group[-1].span.end)
        if any(r.span.start > span.end and r.weight >= 0 for _, r in ranked):
            return None
        parties = [p for r in group if (p := self.party_of(r)) is not None]
        party, also = (parties[0], tuple(parties[1:])) if parties else (None, ())
        names = " and ".join(r.speaker or r.name for r in group)
        reason = f"“{words}” → {names}: named together {_place(here - group[0].sentence)}"
        return Found(names, party, "pronoun", reason, mention, span, 0.75, also=also)

    def party_of(self, referent: Referent) -> str | None:
        """Return the party of a referent, its own or the one that it speaks for."""
        if referent.party is not None or not referent.person:
            return referent.party
        known = self._roles.of(referent.name) or self._roles.of(without_titles(referent.name))
        return None if known is None else known[0]

    def _why(self, words: str, chosen: Referent, here: int, rivals: int) -> str:
        role = "subject" if chosen.weight >= 0.8 else "named"
        only = ", the only one in agreement" if rivals == 1 else ""
        party = self.party_of(chosen)
        other = party is not None and (chosen.party is None or chosen.speaker)
        speaks = f", who stands for {self._names[party]}" if party and other else ""
        name = chosen.speaker or chosen.name
        return f"“{words}” → {name}{speaks}: {role} {_place(here - chosen.sentence)}{only}"


def _is_over(span: Span, head: Token) -> bool:
    """Whether a pronoun stands in what is told of who is described at `span`, or is said there.

    Not "a new manager, he said, would do it".
    """
    noun = next((t for t in head.sent if t.idx == span.start), None)
    if noun is None or head.head.dep_ == "parataxis":
        return False
    above = {t.i for t in head.ancestors}
    return noun.i in above or (noun.head.i in above and noun.head.i != head.head.i)


def _clause_subject(head: Token) -> int | None:
    """Return where the subject of a possessive's own clause stands: "asks Norda to sell its"."""
    if head.dep_ != "poss":
        return None
    verb = head.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    subject = tree.child(verb, "nsubj")
    return subject.idx if subject is not None and subject.i < head.i else None


def _same_words(head: Token) -> Iterator[Token]:
    """Yield `head`, and where it is "the group" each place before it that says so, too."""
    yield head
    if head.pos_ != "NOUN":
        return
    first = head.sent.start
    start = head.doc[first - 1].sent.start if first else 0
    for token in head.doc[start : head.i]:
        if token.lower_ == head.lower_ and tree.child(token, "det") is not None:
            yield token


def _subjects_over(object_: Token) -> Iterator[Token]:
    """Yield the subjects of the verb that `object_` is an object of."""
    to = object_.head if object_.dep_ == "pobj" else object_
    if to.dep_ not in ("dobj", "dative"):
        return
    verb = to.head
    while tree.child(verb, "nsubj") is None and verb.dep_ == "conj":
        verb = verb.head
    subject = tree.child(verb, "nsubj")
    if subject is not None:
        yield from (subject, *subject.conjuncts)


def _place(sentences: int) -> str:
    """Return in words how far back something stands."""
    near = {0: "in the same sentence", 1: "in the sentence before"}
    return near.get(sentences, f"{sentences} sentences before")


def _named_together(doc: Doc, referents: Sequence[Referent]) -> dict[Span, list[Referent]]:
    """Return the joint subjects ("A and B signed"), by the place of their last."""
    groups: dict[int, list[Referent]] = {}
    for referent in referents:
        token = tree.head_of(doc, referent.span)
        while token is not None and token.dep_ == "conj":
            token = token.head
        if token is not None and token.dep_ in ("nsubj", "nsubjpass"):
            groups.setdefault(token.i, []).append(referent)
    return {g[-1].span: g for g in groups.values() if len(g) > 1}
