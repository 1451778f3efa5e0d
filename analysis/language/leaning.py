"""Which way a whole statement leans, towards whatever it is about.

Where no issue names the matter there is no target to walk up from. So the words that take a side
are counted: the cue's first, for "condemned" settles it, then what judges, demands, blames or
promises inside the statement, each turned by its negation. What other people do counts little,
what is merely told not at all: no word, no leaning.

Where no word takes a side, the tone of the party's own words decides, if it is a dark one.

Limits: it does not know what the statement is about, so praise of one and blame of another
cancel out or mislead; irony goes the wrong way.
"""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from analysis.language import tree
from analysis.language.leanings import (
    Holder,
    attitude_of,
    deed_of,
    demand_on,
    effect_of,
    intent_of,
    negated,
    opening_of_question,
    place_of,
    quality_of,
    signs,
    words,
)
from analysis.models import Span, StanceReason, StanceValue, Tone

_CUE, _STRONG, _PLAIN, _WEAK = 3.0, 1.5, 1.0, 0.5
_LEAST = 1.0
_CALLS = frozenset({"for", "on", "upon"})
_SAID = frozenset({"acomp", "attr", "oprd", "appos", "ROOT", "conj"})
_PREDICATES = frozenset({"acomp", "attr", "oprd", "dobj", "pobj", "xcomp", "advmod", "conj"})


class Sign(NamedTuple):
    """A word that takes a side, and how much it weighs: above 0 for, below against."""

    weight: float
    tokens: tuple[Token, ...]
    rule: str


def leaning(doc: Doc, holder: Holder, part: Span) -> StanceReason | None:
    """Return which way the statement leans, None where no word takes a side."""
    found = [*_of_cue(doc, holder), *_of_words(doc, holder, part)]
    total = sum(sign.weight for sign in found)
    if abs(total) < _LEAST:
        return None
    same = [sign for sign in found if sign.weight * total > 0]
    best = max(same, key=lambda sign: abs(sign.weight))
    spans = {place_of(token) for sign in same for token in sign.tokens}
    stance = StanceValue.FOR if total > 0 else StanceValue.AGAINST
    return StanceReason("", stance, tuple(sorted(spans)), best.rule)


def leaning_by_tone(tone: Tone | None) -> tuple[StanceReason, ...]:
    """Return the leaning of a statement in which no word takes a side: against, if it sounds dark.

    Who dwells on what is bad is mostly against it; praise tells less. No stance on an issue is
    made of this.
    """
    if tone is None or tone.label != "negative":
        return ()
    spans = tuple(Span(word.start, word.end) for word in tone.words if word.weight < 0)
    return (StanceReason("", StanceValue.AGAINST, spans, "tone"),)


def _of_cue(doc: Doc, holder: Holder) -> Iterator[Sign]:
    relation = holder.relation
    for token in (t for span in relation.cue for t in tree.tokens_in(doc, span)):
        lemma = token.lemma_.lower()
        weight = 0.0
        if token.lower_ in words("preposition", "against") or relation.family == "denial":
            weight = -_CUE
        elif token.pos_ == "VERB":
            weight = attitude_of(lemma) * _CUE
            if not weight and relation.family in ("intent", "act"):
                weight = 0.0 if lemma == "call" else intent_of(lemma) * _PLAIN
            elif not weight:
                asks = lemma == "call" and any(c.lower_ in _CALLS for c in token.children)
                weight = _STRONG * (asks or lemma in words("demand", "cues"))
        elif token.pos_ == "ADJ":
            weight = _STRONG * signs("leaning", "for", "against").get(lemma, 0)
        elif token.pos_ == "NOUN":
            weight = _STRONG * signs("noun", "for", "against").get(lemma, 0)
        if weight:
            turned = negated(token)
            yield Sign(-weight if turned else weight, _and(token, turned), "cue")
            return


def _and(token: Token, *more: Token | None) -> tuple[Token, ...]:
    return (token, *(other for other in more if other is not None))


def _turned(token: Token) -> Token | None:
    """Return what negates a word: its own negation, or that of what it is said by."""
    own = negated(token)
    if own is not None or token.dep_ not in (*_PREDICATES, "amod"):
        return own
    head = token.head
    if token.dep_ == "amod":
        return _turned(head) if head.dep_ != "amod" else None
    return negated(head) if head.pos_ in ("VERB", "AUX", "NOUN", "ADJ") else None


def _of_words(doc: Doc, holder: Holder, part: Span) -> Iterator[Sign]:
    tokens = tree.tokens_in(doc, part)
    asked = opening_of_question(doc, part)
    demanded: set[int] = set()
    for token in tokens:
        sign = _demanded(token)
        if sign is not None:
            demanded.update(t.i for t in sign.tokens)
            yield sign
    for token in tokens:
        sign = None if token.i in demanded else _judging(token, holder)
        if sign is not None:
            yield sign
    if asked < 0:
        yield Sign(-_STRONG, tuple(tokens[:2]), "rhetorical question")


def _demanded(verb: Token) -> Sign | None:
    """What should be done, or should not."""
    demand = demand_on(verb)
    if demand is None or verb.pos_ not in ("VERB", "AUX"):
        return None
    if any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children):
        return Sign(-_PLAIN, (demand, verb), "demand")  # "should have been told"
    turned = negated(verb) or negated(demand)
    weight = _STRONG if effect_of(verb.lemma_.lower()) >= 0 else -_STRONG
    return Sign(-weight if turned else weight, _and(demand, verb, turned), "demand")


def _judging(token: Token, holder: Holder) -> Sign | None:
    """A word that judges, blames, praises or promises."""
    lemma = token.lemma_.lower()
    if token.lower_ in words("preposition", "against"):
        return Sign(-_WEAK, (token,), "against")
    if token.pos_ in ("VERB", "AUX"):
        return _acting(token, lemma, holder)
    said = token.dep_ in _SAID or (token.dep_ == "pobj" and token.head.lower_ == "as")
    weight, rule = quality_of(token) * (_PLAIN if said or token.pos_ == "ADJ" else _WEAK), "judged"
    if not weight and token.pos_ == "ADJ":
        weight = _PLAIN * signs("leaning", "for", "against").get(lemma, 0)
        if not weight and any(c.dep_ == "advmod" and c.lower_ == "too" for c in token.children):
            return Sign(-_PLAIN, (token,), "too much")
    if not weight and token.pos_ == "NOUN":
        weight, rule = -_WEAK * (lemma in words("noun", "against")), "noun"
    if not weight:
        return None
    turned = _turned(token)
    return Sign(-weight if turned else weight, _and(token, turned), rule)


def _acting(verb: Token, lemma: str, holder: Holder) -> Sign | None:
    subject = tree.subject(verb)
    own = subject is not None and holder.is_(subject)
    turned = negated(verb)
    weight, rule = _of_act(verb, lemma, own, subject is None)
    if not weight and subject is not None and not own and lemma in words("quality", "lacked"):
        nothing = turned or _nothing(verb)
        return Sign(-_PLAIN, _and(nothing, verb), "lacks it") if nothing else None
    if not weight:
        return None
    return Sign(-weight if turned else weight, _and(verb, turned), rule)


def _nothing(verb: Token) -> Token | None:
    """Return the "no" of "has no plan"."""
    thing = tree.child(verb, "dobj", "obj")
    return None if thing is None else negated(thing)


def _of_act(verb: Token, lemma: str, own: bool, free: bool) -> tuple[float, str]:
    """Return how much a verb weighs, and by what rule; `own` acts of the holder commit him."""
    if attitude := attitude_of(lemma):
        return attitude * (_STRONG if own or free else _WEAK), "attitude"
    if deed := deed_of(lemma):
        return deed * _PLAIN, "deed"
    effect = effect_of(lemma)
    if own and (intent := intent_of(lemma)) and tree.child(verb, "xcomp", "ccomp") is not None:
        return intent * _PLAIN, "intent"
    if own and effect:
        future = any(c.lower_ in ("will", "’ll", "'ll") for c in verb.children)
        return effect * (_PLAIN if effect < 0 or future else 0.0), "act"
    return 0.0, ""
