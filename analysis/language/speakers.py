"""Whose words a relation holds: from the words of its source to a party, with the reason.

In this order: a party named as the head of the source; somebody in a role of a party ("a Walmart
spokesperson", "Oracle's chief executive"), or a paper of it ("its filing"); a place that stands for
a party ("Paris": `metonyms`); a person whom the document introduced as such ("Jane Smith, head of
X": `roles`); a surname that several people share, by the full names of the document (`namesakes`);
a pronoun, by what is in view before it (`salience`); a description ("the company", "the Harbour
Party nominee": `descriptions`); otherwise nobody of the dossier. A party that merely modifies
another noun ("US operations") is not the source.

Limits: two equally salient parties give no party; relations are to be resolved in order.
"""

from collections.abc import Sequence

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from analysis.characters import one_line
from analysis.language import lexicon, tree
from analysis.language.bodies import STRANGER, bodies_in
from analysis.language.descriptions import Descriptions
from analysis.language.interviews import Interview
from analysis.language.metonyms import metonyms_of
from analysis.language.naming import Names
from analysis.language.people import is_human, is_role, people_in
from analysis.language.referents import PRONOUNS, Referents, kinds_of
from analysis.language.results import (
    TRANSCRIPT,
    Found,
    PartyMention,
    Quotation,
    Relation,
    Resolved,
)
from analysis.language.roles import Roles
from analysis.language.salience import Salience
from analysis.language.titles import Titles, is_of_people
from analysis.language.verbs import is_passive
from analysis.language.wording import noun_phrase
from analysis.models import Kind, Party, PartyKind, Span

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_BETWEEN = frozenset({"between", "among"})
_RECENT = 12  # quotations
NOBODY = Found("", None, "none", "the text names no source", None)


def _words(name: str, *keys: str) -> frozenset[str]:
    return lexicon.words("sources", name, *keys)


class Resolver:
    """Resolves the sources of one document, in order.

    `heard` are the sources that were resolved, bodies that are no party of the dossier included.
    """

    def __init__(
        self,
        doc: Doc,
        mentions: Sequence[PartyMention],
        quotations: Sequence[Quotation],
        parties: Sequence[Party],
    ) -> None:
        self._doc = doc
        self._by_token: dict[int, PartyMention] = {}
        self._take(mentions)
        people = self.people = list(people_in(doc, self._by_token))
        metonyms = metonyms_of(tuple(parties))
        self.bodies = bodies_in(doc, self._by_token, people, metonyms.places)
        self._take(self.bodies.mentions)
        people = self.people = [p for p in people if p.body or p.root.i not in self._by_token]
        self._mentions = mentions
        mentions = sorted((*mentions, *self.bodies.mentions), key=lambda m: m.span)
        parties = (*parties, *self.bodies.parties)
        self._party_names = {p.id: p.name for p in parties}
        self._people = {p.id for p in parties if p.kind is PartyKind.PERSON}
        self._namesakes = {t.i: n for n in doc._.namesakes for t in tree.tokens_in(doc, n.span)}
        self._referents = Referents(doc, mentions, quotations, parties, people)
        titles = Titles(doc, self._by_token, parties, self._referents.all)
        self.roles = self._roles = Roles(doc, self._by_token, parties)
        self._salience = Salience(doc, self._referents, titles, self._roles, parties)
        self._descriptions = Descriptions(
            doc, parties, self._referents, titles, self._roles, self._salience, metonyms, self._head
        )
        self._names = Names(
            doc, self._by_token, parties, self._roles, metonyms, self._descriptions.issued
        )
        subjects = tree.with_pos(doc, "NOUN", "nsubj", "nsubjpass")
        self._described = [noun for noun in subjects if _is_described(noun)]
        self._next = 0
        self.heard: list[Found] = []
        self._spoken: list[tuple[Span, Found]] = []
        self._interview = Interview()
        self._learn_surnames()
        self._roles.learn(people, self._owner)
        self._salience.forget()
        self._next = 0

    def _take(self, mentions: Sequence[PartyMention]) -> None:
        for mention in mentions:
            for token in tree.tokens_in(self._doc, mention.span):
                self._by_token[token.i] = mention

    # ------------------------------------------------------------ learning

    def _learn_surnames(self) -> None:
        """Note the surnames of people whom the dossier names in full among a party's aliases."""
        names = tree.with_pos(self._doc, "PROPN", "compound")
        called = {t.nbor().text for t in names if t.lower_ in _words_of_address()}
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
        self._catch_up(noun.idx)
        return self._descriptions.owner(noun).party

    def _catch_up(self, offset: int) -> None:
        """Resolve the descriptions that are subjects before `offset`: they are in view, too."""
        while self._next < len(self._described) and self._described[self._next].idx < offset:
            noun = self._described[self._next]
            self._next += 1
            found = self._head(noun, Span(noun.idx, noun.idx + len(noun)))
            self._note_unnamed(noun, found)

    def _note_unnamed(self, noun: Token, found: Found) -> None:
        """Keep in view somebody who is only described: who speaks for a party, or nobody known."""
        if noun.pos_ != "NOUN" or any(c.dep_ == "appos" for c in noun.children):
            return
        words = noun_phrase(self._doc, noun)
        plural = noun.tag_ in ("NNS", "NNPS")
        human = is_of_people(noun) or is_human(noun) or _is_several(noun)
        if found.party is not None:
            if found.rule.startswith("role") and human and not plural:
                self._salience.note_unnamed(noun, words, "person", found.party)
            return
        # "The base chief" may be somebody known; a minister whom nobody agrees with is not.
        strange = found.rule == "unresolved" or (found.rule == "other" and not is_role(noun))
        if strange and human:
            self._salience.note_unnamed(noun, words, "group" if plural else "person")
        elif strange and plural and "group" in kinds_of(noun):
            self._salience.note_unnamed(noun, words, "group")

    def _is_person(self, party: str) -> bool:
        return party in self._people

    # ------------------------------------------------------------ one source

    def resolve(self, spans: Sequence[Span]) -> Found:
        """Return who the source at `spans` is; parties are those of the dossier."""
        return _of_dossier(self._whoever(spans))

    def _whoever(self, spans: Sequence[Span]) -> Found:
        """Return who the source at `spans` is, a party or another body that the text names."""
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
                return self._head(self._who(noun) if head.lower_ == "who" else noun, mention)
        if head.lower_ == "whose":
            told = next((t for t in head.ancestors if t.dep_ in ("relcl", "appos")), None)
            if told is not None and told.head.pos_ in ("NOUN", "PROPN") and told.head.i < head.i:
                return self._head(told.head, mention)
        if head.pos_ == "PRON" or head.lower_ in PRONOUNS:
            return self._pronoun(head, mention)
        found = self._names.resolve(head, mention)
        if found is not None:
            return found
        return self._descriptions.resolve(head, mention)

    def _who(self, noun: Token) -> Token:
        """Return the one whom "who" means: no body, though the parser hangs it on the nearest.

        "Jon Beck, an economist at Elm University, who opposes it": not the university.
        """
        while noun.dep_ == "pobj":
            own = self._by_token.get(noun.i)
            above = noun.head.head
            if above.pos_ == "ADJ":
                above = above.head  # "people close to the agency, who …"
            body = own is not None and not own.person and not self._is_person(own.party)
            if not body and (own is not None or noun.tag_ != "NN" or not _is_body(noun)):
                break
            noun = above.head if above.dep_ == "appos" and above.head.pos_ == "PROPN" else above
        return noun

    def _pronoun(self, head: Token, mention: Span) -> Found:
        """Return whom a pronoun means: "we" whoever speaks there, "they" never the speaker."""
        speaker = self._speaker_at(head)
        if speaker is not None and head.lower_ in _words("first_person"):
            reason = f"“{head.text}” → {speaker.name}: who says these words"
            return replace(speaker, rule="first person", reason=reason, mention=mention)
        kinds = PRONOUNS.get(head.lower_)
        if kinds is None:
            return self._descriptions.resolve(head, mention)
        words, by = noun_phrase(self._doc, head), None if speaker is None else speaker.party
        return self._salience.resolve(head, words, mention, kinds, speaker=by)

    def _speaker_at(self, head: Token) -> Found | None:
        """Return who says the words that a pronoun stands in."""
        last = self._spoken[-_RECENT:]
        covering = (by for span, by in reversed(last) if span.start <= head.idx < span.end)
        return next((by for by in covering if by.party is not None), None)

    # ------------------------------------------------------------ relations

    def relation(self, relation: Relation) -> Resolved:
        """Return the speaker of `relation`, and whom it tells about where that is no party."""
        spans = relation.source or self._implied(relation)
        self._catch_up(spans[0].start if spans else relation.start)
        raw = self._in_turn(relation) or self._whoever(spans)
        self.heard.append(raw)
        if raw.party is not None or raw.name:
            ends = max(s.end for s in (*relation.content, *relation.cue, *relation.source))
            where = self._referents.sentence(ends - 1)
            if relation.outer is None:
                self._salience.heard(raw.party or raw.name, where, self._asks(relation))
        if raw.party is not None:
            self._note_papers(relation, raw)
            if relation.outer is None and relation.kind is not Kind.INDIRECT:
                self._spoken += [(span, raw) for span in relation.content]
        source = _of_dossier(raw)
        about: tuple[Found, ...] = ()
        if source.party is None:
            about = tuple(self._about(relation))
        through = self.resolve(relation.through) if relation.through else None
        cited = self.resolve(relation.cited) if relation.cited else None
        return Resolved(source, about, through, cited)

    def _in_turn(self, relation: Relation) -> Found | None:
        """Return whose turn it is in a transcript, where the text has only "Q" or "A" for it."""
        if relation.rule != TRANSCRIPT:
            return None
        text = tree.text_of(self._doc)
        name = one_line(relation.source[0].of(text))
        found = self._interview.of(name, relation.source[0])
        if found is None:
            asks = relation.content[-1].of(text).rstrip("”\"'’ ").endswith("?")
            self._interview.note(name, asks, self._whoever(relation.source))
        return found

    def _note_papers(self, relation: Relation, source: Found) -> None:
        """Remember whose "the letter" is: of who said something "in a letter"."""
        verb = tree.head_of(self._doc, relation.cue[0]) if relation.cue else None
        for prep in () if verb is None else verb.children:
            paper = tree.child(prep, "pobj") if prep.lower_ in ("in", "by", "through") else None
            if paper is not None and paper.lemma_.lower() in _words("documents"):
                self._descriptions.issued(paper.lemma_.lower(), source)

    def _implied(self, relation: Relation) -> tuple[Span, ...]:
        """Return the subject of the cue where the relation has no source, if it names a party.

        A name that the parser takes for another word ("Will urged …") stands right before it.
        """
        verb = tree.head_of(self._doc, relation.cue[0]) if relation.cue else None
        if verb is None or relation.source or verb.pos_ not in ("VERB", "AUX"):
            return ()
        if is_passive(verb):
            return ()
        subject = tree.subject(verb)
        if subject is None and verb.i:
            before = verb.nbor(-1)
            subject = before.nbor(-1) if before.pos_ == "ADV" and before.i else before
        own = self._by_token.get(subject.i) if subject is not None else None
        return (own.span,) if own is not None and not own.modifier else ()

    def _asks(self, relation: Relation) -> bool:
        """Whether a relation holds a question, not a request: "asked for time"."""
        text = tree.text_of(self._doc)
        if relation.content[-1].of(text).rstrip("”\"'’») ").endswith("?"):
            return True
        first = relation.content[0].of(text).split(maxsplit=1)[:1]
        asking = _words("question_words")
        return relation.family == "question" and bool(first) and first[0].lower() in asking

    def _about(self, relation: Relation) -> list[Found]:
        """Return the parties that do, want or are what the content tells."""
        root = tree.head_of(self._doc, relation.content[0])
        if root is None:
            return []
        subject = tree.child(root, "nsubj", "nsubjpass")
        if subject is None or _is_thing(subject):
            return []
        found: dict[str, Found] = {}
        for token in (subject, *subject.conjuncts, *self._between(subject)):
            span = Span(token.idx, token.idx + len(token))
            who = self._head(token, span)
            who = _of_dossier(who)
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


def _of_dossier(found: Found) -> Found:
    """Return `found` with no party but the dossier's."""
    parties = tuple(p for p in (found.party, *found.also) if p and not p.startswith(STRANGER))
    rivals = tuple(p for p in found.runners_up if not p.startswith(STRANGER))
    return replace(
        found, party=parties[0] if parties else None, also=parties[1:], runners_up=rivals
    )


def _is_body(noun: Token) -> bool:
    kinds = kinds_of(noun)
    return bool(kinds) and "person" not in kinds


def _is_thing(subject: Token) -> bool:
    """Whether "it" is said to be what no body is: "it is a subsidy by another name"."""
    told = tree.child(subject.head, "attr") if subject.lower_ == "it" else None
    return told is not None and told.pos_ == "NOUN" and not kinds_of(told)


def _is_described(token: Token) -> bool:
    """Whether a subject is definite, a role, or several people: "the company", "nurses"."""
    article = tree.child(token, "det")
    if is_human(token) and token.tag_ == "NN":
        return True
    if article is None:
        human = is_of_people(token) or "group" in kinds_of(token) or _is_several(token)
        return token.tag_ == "NNS" and human
    return article.lower_ == "the"


def _is_several(noun: Token) -> bool:
    """Whether a noun is a word for people of whom there are many: "students"."""
    return noun.lower_ in _words("nouns", "several")


def _words_of_address() -> frozenset[str]:
    return lexicon.words("names", "female_titles") | lexicon.words("names", "male_titles")
