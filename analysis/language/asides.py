"""Words of somebody else beside what somebody says.

"X confirmed that A, after talks that one negotiator likened to “…”": the quotation is the
negotiator's, and what leads to it is the writer's. The parse hangs both on what X confirms.

Limits: only a quotation right behind the verb that compares or judges, in a clause of its own;
in the middle of what X says ("the plan that Y called “…” would go ahead") it stays there, too.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree
from analysis.language.cues import Candidate
from analysis.language.results import Quotation

ASIDE = "aside"
"""The rule of a quotation in a clause that tells what somebody called or likened a thing to."""

_LINKS = frozenset({"to", "as", "like", "a", "an", "the", "being"})
_CUE_LINKS = frozenset({"to", "as"})
_MOST_LINKS = 3
_FINITE = frozenset({"VBD", "VBN", "VBP", "VBZ"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_RELATIVE = frozenset({"WDT", "WP"})
_ADDED = frozenset(
    {"prep", "advcl", "npadvmod", "appos", "relcl", "acl", "dobj", "attr", "oprd", "nmod"}
)
_TIMES = frozenset({"after", "amid", "before", "despite", "during", "following"})


def _judging(doc: Doc, start: int) -> tuple[Token, set[int]] | None:
    """Return the verb right before the quotation that begins at token `start`, and its cue."""
    links: set[int] = set()
    at = start - 1
    while at > 0 and len(links) < _MOST_LINKS and doc[at].lower_ in _LINKS:
        links.add(at)
        at -= 1
    verb = doc[at] if at > 0 else None
    if verb is None or verb.tag_ not in _FINITE or verb.dep_ == "ROOT":
        return None
    if verb.lemma_.lower() not in lexicon.words("cues", "aside", "verbs"):
        return None
    return verb, {verb.i, *(i for i in links if doc[i].lower_ in _CUE_LINKS)}


def _judge(verb: Token) -> set[int]:
    """Return who calls a thing so: the noun phrase between "that" or "which" and `verb`."""
    own = tree.child(verb, "nsubj")
    before = verb.i - 1
    while before > 0 and verb.doc[before].pos_ in ("ADV", "AUX"):
        before -= 1
    near = verb.doc[before]
    if own is None or own.tag_ in _RELATIVE or own.i > verb.i:
        own = near if near.pos_ in _NOMINAL else None
    if own is None or own.pos_ not in _NOMINAL:
        return set()
    named = {i for i in tree.phrase(own, verb) if i < verb.i}
    # Where the parser takes "that" for "that miner".
    return {i for i in named if i != min(named) or verb.doc[i].lower_ not in ("that", "which")}


def find_asides(doc: Doc, quotations: Sequence[Quotation]) -> list[Candidate]:
    """Return the quotations by which somebody judges, inside a clause of its own."""
    found = []
    for quotation in quotations:
        place = tree.places_in(doc, quotation.segments[0])
        led = _judging(doc, place.start) if len(place) and len(quotation.segments) == 1 else None
        if led is None:
            continue
        verb, cue = led
        source = _judge(verb)
        if source and min(source) - 1 >= verb.sent.start and _is_apart(doc, min(source) - 1):
            content = set(place)
            found.append(Candidate(cue, source, content, "judgement", ASIDE, 0.7, whole=True))
    return found


def _is_apart(doc: Doc, before: int) -> bool:
    """Whether a clause of its own begins before a noun phrase: "that", "which", or a noun."""
    token = doc[before]
    return token.lower_ in ("that", "which", "whom", "what") or token.pos_ in _NOMINAL


def _writers(doc: Doc, aside: Candidate, content: set[int]) -> set[int]:
    """Return what of `content` leads to the aside and ends it: the writer's, nobody's words."""
    token = doc[min(aside.cue)]
    while token.head.i != token.i and token.head.i in content:
        first = token.left_edge.i
        marked = first > 0 and doc[first - 1].text == ","
        timed = token.dep_ in ("prep", "advcl") and doc[first].lower_ in _TIMES
        if token.dep_ in _ADDED and (marked or timed):
            added = {i for i in content if i >= first}
            rest = added - tree.below(token) - aside.content
            return set() if any(doc[i].is_alpha for i in rest) else added
        token = token.head
    return set()


def without_asides(
    doc: Doc, candidates: Sequence[Candidate], asides: Sequence[Candidate]
) -> Iterator[Candidate]:
    """Yield the candidates without what the asides hold, none that stands at an aside's cue."""
    for candidate in candidates:
        kept: Candidate | None = candidate
        for aside in asides:
            kept = None if kept is None else _apart(doc, kept, aside)
        if kept is not None and kept.content:
            yield kept


def _apart(doc: Doc, candidate: Candidate, aside: Candidate) -> Candidate | None:
    whole = aside.cue | aside.source | aside.content
    if candidate.cue & aside.cue:
        return None
    if candidate.content.isdisjoint(whole):
        return candidate
    verb = doc[min(aside.cue)]
    above = {t.i for t in verb.ancestors if t.pos_ in _NOMINAL}
    if candidate.cue & above:
        return None  # "talks that one negotiator likened …" are no speech of anybody
    if not aside.source <= candidate.content:
        return candidate._replace(content=candidate.content - whole)
    return candidate._replace(content=candidate.content - _writers(doc, aside, candidate.content))
