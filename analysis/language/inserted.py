"""Attributions that stand inside a sentence in forms that the parser takes for something else.

"Finch, according to whom the boat is late, …", "in Finch's view the boat is late", "in the words of
Finch, “…”", "the mayors of six islands called for a ban" (where the parser has six islands that
are called).

Limits: what follows "whom" ends at the comma before a verb without a subject of its own; a view
reaches to the end of its clause.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree
from analysis.language.cues import Candidate
from analysis.language.verbs import conditions_of, cue_tokens

WHOM = "according to whom"
VIEW = "in the view of"
WORDS = "in the words of"
CALLING = "subject of a participle"

_FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_VERBS = frozenset({"VERB", "AUX"})
_DATES = frozenset({"DATE", "TIME"})
_POSSESSIVE = frozenset({"his", "her", "their", "its"})


def find_inserted(doc: Doc) -> list[Candidate]:
    """Return the attributions of these forms."""
    found: list[Candidate] = []
    table, read = tree.table_of(doc), _readers()
    acl = tree.ids("acl")
    for i, lemma in enumerate(table.lemma):
        if lemma in read and (read[lemma] is not _calling or table.dep[i] in acl):
            found += read[lemma](doc[i])
    return found


@cache
def _readers() -> dict[str, Callable[[Token], Iterator[Candidate]]]:
    """Return by lemma what may stand at a word."""
    found: dict[str, Callable[[Token], Iterator[Candidate]]] = {}
    found |= dict.fromkeys(lexicon.load("cues")["prepositional"], _calling)
    found |= dict.fromkeys(lexicon.words("cues", "view", "nouns"), _view)
    found["word"] = _in_words
    return found | dict.fromkeys(("accord", "according"), _whom)


# ---------------------------------------------------------------- according to whom


def _whom(token: Token) -> Iterator[Candidate]:
    """ "X, according to whom …, has left": X's words, up to where the sentence goes on."""
    doc = token.doc
    if doc[token.i : token.i + 3].text.lower() not in ("according to whom", "according to which"):
        return
    before = token.i - 1
    if before > 0 and doc[before].text == ",":
        before -= 1
    named = doc[before]
    while named.head.i < named.i and named.head.i >= token.sent.start and _is_phrase(named):
        named = named.head
    source = {i for i in tree.below(named) if i <= before}
    content = set(range(token.i + 3, _end(doc, token.i + 3, token.sent.end)))
    if named.pos_ not in _VERBS and source and content:
        yield Candidate({token.i, token.i + 1}, source, content, "speech", WHOM, 0.8)


def _is_phrase(token: Token) -> bool:
    """Whether a token belongs to what stands left of it: "of X" in "the head of X"."""
    return token.dep_ in ("pobj", "prep") and token.head.pos_ in (*_NOMINAL, "ADP")


def _end(doc: Doc, start: int, end: int) -> int:
    """Return where the sentence goes on behind what begins at `start`: ", has left"."""
    for i in range(start, end - 1):
        if doc[i].text != ",":
            continue
        after = i + 1
        while after < end - 1 and doc[after].pos_ == "ADV":
            after += 1
        if doc[after].tag_ in _FINITE:
            return i
    return end - 1 if doc[end - 1].text in ".!?" else end


# ---------------------------------------------------------------- in X's view


def _view(noun: Token) -> Iterator[Candidate]:
    """ "In X's view the boat is late"."""
    owner, within = tree.child(noun, "poss"), noun.head
    if owner is None or within.lower_ != "in" or noun.dep_ != "pobj" or within.dep_ != "prep":
        return
    named = owner.pos_ == "PROPN" or owner.lower_ in _POSSESSIVE or tree.child(owner, "det")
    verb = within.head
    if not named or verb.pos_ not in _VERBS or tree.child(verb, "nsubj", "nsubjpass") is None:
        return
    phrase = tree.below(within)
    cue = {within.i, noun.i}
    source = {i for i in tree.below(owner) if noun.doc[i].dep_ != "case"}
    first = phrase and min(phrase) == verb.sent.start
    if not first or any(noun.doc[i].is_quote for i in tree.below(verb)):
        return
    yield Candidate(cue, source, tree.below(verb) - phrase, "cognition", VIEW, 0.6)


def _in_words(noun: Token) -> Iterator[Candidate]:
    """ "In the words of X, “…”", "in X's words, “…”"."""
    doc, of = noun.doc, tree.child(noun, "prep")
    owner = tree.child(noun, "poss")
    if of is not None and of.lower_ == "of":
        owner = tree.child(of, "pobj")
    if owner is None or noun.head.lower_ != "in" or noun.lower_ != "words":
        return
    last = max(owner.i, noun.i)
    mark = next((i for i in range(last + 1, noun.sent.end - 1) if doc[i].is_quote), None)
    if mark is None:
        return
    first = min(noun.head.i, noun.i)
    cue = {first, noun.i} | ({of.i} if of is not None and of.i < owner.i else set())
    source = {i for i in tree.below(owner) if i <= owner.i and doc[i].dep_ != "case"} - cue
    yield Candidate(cue, source, {mark, mark + 1}, "speech", WORDS, 0.8)


# ---------------------------------------------------------------- the mayors … called for


def _calling(verb: Token) -> Iterator[Candidate]:
    """ "The mayors of six islands called for a ban", read as islands that are called."""
    if verb.pos_ != "VERB" or verb.tag_ not in ("VBD", "VBN"):
        return
    prepositions = lexicon.words("cues", "prepositional", verb.lemma_.lower())
    prep = next((c for c in verb.children if c.lower_ in prepositions and c.i > verb.i), None)
    top = _top(verb)
    if prep is None or prep.i != verb.i + 1 or top is None or tree.child(verb, "agent"):
        return
    content = _asked_for(verb, prep)
    if content:
        source = {i for i in tree.below(top, without=[verb]) if i < verb.i}
        cue = cue_tokens(verb) | {prep.i}
        yield Candidate(cue, source, content - cue, "speech", CALLING, 0.6, whole=True)


def _top(verb: Token) -> Token | None:
    """Return the noun that should be the subject of a finite verb and is not: no verb is there."""
    noun = verb.head
    while noun.dep_ in ("pobj", "prep") and noun.head.pos_ in (*_NOMINAL, "ADP"):
        noun = noun.head
    alone = noun.dep_ == "ROOT" and noun.sent[-1].text == "."
    joined = verb.tag_ == "VBD" and noun.dep_ == "nsubj"
    return noun if noun.pos_ in ("NOUN", "PROPN") and (alone or joined) else None


def _asked_for(verb: Token, prep: Token) -> set[int]:
    target = tree.child(prep, "pobj", "pcomp")
    if target is None or target.ent_type_ in _DATES:
        return set()
    content = tree.below(target) | conditions_of(verb, target)
    for c in verb.children:
        if c.dep_ in ("xcomp", "advcl") and c.i > target.i and c.tag_ == "VB":
            content |= tree.below(c)
    return content


def subjects_parted(
    doc: Doc, candidates: Sequence[Candidate], found: Sequence[Candidate]
) -> Iterator[Candidate]:
    """Yield the candidates whose source is no sentence with a verb of its own.

    Of "the mayors of six towns called for an inquiry, and the union said …" the parser makes the
    mayors and the union one subject: the last of them says it.
    """
    for candidate in candidates:
        for one in found:
            if one.rule == CALLING and one.source & candidate.source and one.cue != candidate.cue:
                behind = max(one.content | one.cue)
                own = {i for i in candidate.source if i > behind}
                last = [i for i in own if doc[i].dep_ == "conj" and doc[i].head.i < behind]
                candidate = candidate._replace(source=tree.below(doc[last[0]]) if last else own)
        yield candidate
