"""What single words and phrases tell of a stance: the lists of `data/stance.toml`, on the parse.

Small questions to a token, for `analysis.language.stance`, which asks them on its way up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree
from analysis.language.results import PartyMention, Relation
from analysis.models import Kind, Span

NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_SPEAKERS = frozenset({"i", "we", "us", "me"})
_THIRD = frozenset({"he", "she", "they", "it", "who"})
_OWN = frozenset({"our", "my", "ours"})
STEPS = 24
"""No way up a parse is longer than this; a broken parse ends here."""


@cache
def words(*keys: str) -> frozenset[str]:
    """Return the words at `keys` of the lists."""
    return lexicon.words("stance", *keys)


@cache
def signs(table: str, good: str, bad: str) -> dict[str, int]:
    """Return the words of two lists of a table, with 1 for the one and -1 for the other."""
    found = dict.fromkeys(words(table, good), 1)
    return found | dict.fromkeys(words(table, bad), -1)


def attitude_of(lemma: str) -> int:
    """Return the sign of what a verb says of its object, 0 where it tells nothing."""
    return signs("attitude", "for", "against").get(lemma, 0)


def intent_of(lemma: str) -> int:
    """Return the sign of what a verb says of what is meant to be done, 0 where it tells nothing."""
    return signs("intent", "for", "against").get(lemma, 0)


def effect_of(lemma: str) -> int:
    """Return the sign of what a verb does to its object, 0 where it tells nothing."""
    return signs("effect", "makes", "ends").get(lemma, 0)


def deed_of(lemma: str) -> int:
    """Return the sign of what doing so says of the subject, 0 where it tells nothing."""
    return signs("deed", "good", "bad").get(lemma, 0)


def quality_of(token: Token) -> int:
    """Return the sign of an adjective or noun that judges, 0 of any other word."""
    if token.pos_ not in ("ADJ", "NOUN", "PROPN", "ADV", "VERB"):
        return 0
    known = signs("quality", "good", "bad")
    lower = token.lower_
    if token.pos_ == "ADV":
        return known.get(lower.removesuffix("ly"), 0) if lower.endswith("ly") else 0
    return known.get(token.lemma_.lower(), known.get(lower, 0))


def negated(token: Token) -> Token | None:
    """Return the word that negates `token`: "not", "never", "no"."""
    for child in token.children:
        if child.dep_ == "neg" or child.lower_ in ("never", "hardly", "neither"):
            return child
        if child.lower_ == "no" and child.dep_ == "det":
            return child
    return None


def place_of(token: Token) -> Span:
    """Return where `token` stands."""
    return Span(token.idx, token.idx + len(token))


@dataclass
class Walk:
    """What the way up from a target has shown so far."""

    sign: int = 1
    told: bool = False
    """Whether anything on the way is a stance at all, of whomever."""
    held: bool = False
    """Whether it is the holder's."""
    barred: bool = False
    """Whether it is somebody else's, or stands under a condition."""
    conditional: bool = False
    why: list[Token] = field(default_factory=list)
    rule: str = ""
    towards: str | None = None

    def note(self, rule: str, *tokens: Token, sign: int = 1) -> None:
        """Take in a word that tells a stance."""
        if self.rule == "judged":  # "end this terrible deal": what is done outranks the epithet
            self.sign, self.rule, self.held = 1, "", False
        self.told = True
        self.sign *= sign
        self.why += [token for token in tokens if token not in self.why]
        self.rule = self.rule or rule

    def turn(self, token: Token | None) -> None:
        """Take in a negation, if there is one."""
        if token is not None and token not in self.why:
            self.sign = -self.sign
            self.why.append(token)


@dataclass
class Holder:
    """Whose stance is looked for: the source of a relation, or the party it tells of."""

    relation: Relation
    party: str | None
    mentions: Sequence[PartyMention]

    def party_of(self, token: Token) -> str | None:
        """Return the party that `token` names, if it does."""
        place = place_of(token)
        return next((m.party for m in self.mentions if m.span.overlaps(place)), None)

    def is_(self, token: Token) -> bool:
        """Whether `token` stands for the holder."""
        # Inside another's words "we" is that one, and "they" whom he tells of.
        nested = self.relation.outer is not None
        if token.lower_ in _SPEAKERS:
            return not nested
        if token.lower_ in _THIRD:
            return nested or self.relation.kind is not Kind.DIRECT
        place = place_of(token)
        if any(span.overlaps(place) for span in self.relation.source):
            return True
        named = self.party_of(token)
        if named is not None:
            return named == self.party
        if any(child.lower_ in _OWN for child in token.children):
            return True
        # "[the company]" in a quotation is how an editor writes "we".
        first = token.left_edge.i
        return first > 0 and token.doc[first - 1].text == "["


def said_of(noun: Token, walk: Walk) -> None:
    """Take in what a noun phrase says of its noun: "a terrible deal", "no deal"."""
    for child in noun.children:
        if child.lower_ == "no" and child.dep_ == "det":
            walk.turn(child)
        elif child.dep_ == "amod" and (quality := quality_of(child)) and not walk.told:
            walk.note("judged", child, sign=quality)
            walk.held = True
        elif child.dep_ == "relcl" and (deed := deed_of(child.lemma_.lower())) and not walk.told:
            walk.note("judged", child, sign=deed)
            walk.turn(negated(child))
            walk.held = True


def judged(said: Token) -> int:
    """Return the sign of a predicate: "good", "a disaster", "a good idea"."""
    sign = quality_of(said)
    if not sign:
        sign = next((q for c in said.children if c.dep_ == "amod" and (q := quality_of(c))), 0)
    return -sign if negated(said) is not None else sign


def called(verb: Token) -> Token | None:
    """Return what `verb` calls its object: "a disgrace", "too weak", "as a gift to hotels"."""
    if verb.lemma_.lower() not in words("judgement", "verbs"):
        return None
    objects = [child for child in verb.children if child.dep_ in ("dobj", "obj")]
    said = tree.child(verb, "oprd") or (objects[1] if len(objects) > 1 else None)
    by = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as"), None)
    if said is None and by is not None:
        said = next(iter(by.children), None)
    return said


def found_to_be(said: Token) -> int:
    """Return the sign of what something is called or found; too much of anything is bad."""
    if any(child.lower_ == "too" and child.dep_ == "advmod" for child in said.children):
        return 1 if negated(said) is not None else -1
    return judged(said)


def demand_on(verb: Token) -> Token | None:
    """Return the word by which somebody is asked to do `verb`: should, must, has to, need to."""
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in words("demand", "modals"):
            # "must have done" guesses, "should have done" regrets.
            return child
    head = verb.head
    if verb.dep_ == "xcomp" and head.lemma_.lower() in ("have", "need") and head.pos_ == "VERB":
        return head
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and head.lemma_.lower() == "be":
        said = tree.child(head, "acomp", "attr")
        if said is not None and said.lemma_.lower() in words("demand", "adjectives"):
            return said
    return None


def is_order(verb: Token, holder: Holder) -> bool:
    """Whether a verb without a subject is an order: "Stop this deal"."""
    return (
        holder.relation.kind is Kind.DIRECT
        and verb.tag_ == "VB"
        and verb.dep_ == "ROOT"
        and not any(c.dep_ == "aux" and c.lower_ != "do" for c in verb.children)
    )


def is_condition(verb: Token) -> bool:
    """Whether a clause is a condition: "if they sell"."""
    return any(c.dep_ == "mark" and c.lower_ in words("condition", "marks") for c in verb.children)


def condition_on(doc: Doc, target: Token, part: Span) -> list[Token]:
    """Return the words that make a condition of what governs `target`."""
    at = target
    for _ in range(STEPS):
        for child in at.children:
            if child.dep_ == "advcl" and is_condition(child) and part.covers(place_of(child)):
                return [c for c in child.children if c.lower_ in words("condition", "marks")]
        if at.head is at or not part.covers(place_of(at.head)):
            break
        at = at.head
    return phrase_tokens(doc, part, "condition", "phrases")


def phrase_tokens(doc: Doc, part: Span, *keys: str) -> list[Token]:
    """Return the tokens of the first phrase of a list that stands in `part`."""
    text = tree.text_of(doc)[part.start : part.end].lower()
    for phrase in words(*keys):
        at = text.find(phrase)
        while at >= 0:
            end = at + len(phrase)
            if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
                return tree.tokens_in(doc, Span(part.start + at, part.start + end))
            at = text.find(phrase, end)
    return []


def lesser_than(doc: Doc, target: Token, part: Span) -> tuple[str, list[Token]]:
    """Return the words that say that it is another thing ("than a sale"), or not all of it."""
    first = target.left_edge.idx if target.pos_ in NOUNS else target.idx
    prep = target.head
    if target.dep_ in ("pobj", "pcomp") and prep.lower_ == "than":
        before = [t for t in doc[max(0, prep.i - 12) : prep.i] if part.covers(place_of(t))]
        more = [t for t in before if t.lower_ in words("lesser", "than")]
        if more:
            return "instead", [more[-1], prep]
    text = tree.text_of(doc)[part.start : first].lower().rstrip()
    for phrase in words("lesser", "phrases"):
        if text.endswith(phrase) and not text[: -len(phrase)][-1:].isalnum():
            start = part.start + len(text) - len(phrase)
            return "instead", tree.tokens_in(doc, Span(start, start + len(phrase)))
    return "lesser", [
        c
        for c in target.children
        if (c.dep_ == "amod" and c.lower_ in words("lesser", "adjectives"))
        or (c.dep_ == "advmod" and c.lower_ in words("lesser", "adverbs"))
    ]


def whole_of(target: Token) -> list[Token]:
    """Return the words that say that it is about all of the matter."""
    found = [target, *(target.children if target.pos_ in NOUNS else ())]
    found += [c for t in (target, target.head) if t.pos_ == "VERB" for c in t.children]
    return [
        t
        for t in found
        if t.lower_ in words("whole", "words") and t.dep_ in ("advmod", "amod", "predet", "det")
    ]


def opening_of_question(doc: Doc, part: Span) -> int:
    """Return the plain answer to the question that `part` is: 1 yes, -1 no; 0 where it has none."""
    whole = tree.text_of(doc)
    if not whole[: part.end].rstrip("”\"'’ ").endswith("?"):
        return 0
    opening = whole[part.start : part.end].lower().lstrip("“\"'‘ ").replace("’", "'")
    if any(opening.startswith(w) for w in words("question", "yes")):
        return 1
    return -1 if any(opening.startswith(w) for w in words("question", "openings")) else 0


def ask(doc: Doc, part: Span, walk: Walk) -> None:
    """A question tells nothing by itself; one whose answer is plain tells it."""
    answer = opening_of_question(doc, part)
    walk.barred = walk.barred or not answer
    walk.held = walk.told
    if answer < 0:
        walk.sign, walk.rule = -walk.sign, "rhetorical question"
