"""Small questions to spaCy's parse, and the way from tokens to spans."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
from spacy.attrs import DEP, POS
from spacy.tokens import Doc, Token

from analysis.models import Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_LONG_APPOSITION = 6
_EDGE = frozenset(",;:-–—")


@lru_cache(maxsize=1)
def text_of(doc: Doc) -> str:
    """Return the text of `doc`: spaCy builds `Doc.text` anew from its tokens at each call."""
    return doc.text


def with_pos(doc: Doc, pos: str, *deps: str) -> list[Token]:
    """Return the tokens of a part of speech, in one of these relations if any are named.

    Quicker than to look at every token of a document.
    """
    columns = doc.to_array([POS, DEP])
    chosen = columns[:, 0] == doc.vocab.strings[pos]
    if deps:
        wanted = np.array([doc.vocab.strings[dep] for dep in deps], dtype=np.uint64)
        chosen &= np.isin(columns[:, 1], wanted)
    return [doc[int(i)] for i in np.flatnonzero(chosen)]


def below(token: Token, without: Iterable[Token] = ()) -> set[int]:
    """Return the indices of `token` and all under it, leaving out the subtrees in `without`."""
    barred = {t.i for t in without}
    found: set[int] = set()
    stack = [token]
    while stack:
        at = stack.pop()
        if at.i in barred:
            continue
        found.add(at.i)
        stack.extend(at.children)
    return found


def phrase(noun: Token, verb: Token) -> set[int]:
    """Return the tokens that name `noun`: its clauses and long appositions tell more, not who."""
    told = []
    for token in noun.subtree:
        clause = token.dep_ in ("relcl", "acl") or token.i == verb.i
        long = token.dep_ == "appos" and len(below(token)) > _LONG_APPOSITION
        if token.i != noun.i and (clause or long):
            told.append(token)
    return below(noun, without=told)


def child(token: Token, *deps: str) -> Token | None:
    """Return the first child of `token` with one of these relations."""
    # The most called of all: a generator would double its price.
    for below_it in token.children:
        if below_it.dep_ in deps:
            return below_it
    return None


def subject(verb: Token) -> Token | None:
    """Return the subject of `verb`, its own or the one that it shares with the verb it hangs on."""
    own = child(verb, "nsubj", "nsubjpass", "csubj")
    if own is not None:
        return own
    if verb.dep_ == "conj":
        return subject(verb.head) if verb.head.pos_ in ("VERB", "AUX") else None
    if verb.dep_ in ("advcl", "xcomp") and verb.head.pos_ in ("VERB", "AUX"):
        return subject(verb.head)
    if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return verb.head
    return None


def trimmed(doc: Doc, first: int, last: int) -> Span | None:
    """Return the characters from token `first` to token `last`, loose punctuation cut off.

    A full stop is cut where it is a token of its own, so not from an abbreviation.
    """
    while first <= last and (doc[first].is_space or doc[first].text in _EDGE):
        first += 1
    while last >= first and (
        doc[last].is_space or doc[last].text in _EDGE or doc[last].text == "."
    ):
        last -= 1
    if first > last:
        return None
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))


def runs(indices: Iterable[int], doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the (first, last) of each run of neighbouring tokens; white space never breaks one."""
    first = last = -1
    for i in sorted(indices):
        if first >= 0 and all(doc[k].is_space for k in range(last + 1, i)):
            last = i
            continue
        if first >= 0:
            yield first, last
        first = last = i
    if first >= 0:
        yield first, last


def spans(indices: Iterable[int], doc: Doc) -> tuple[Span, ...]:
    """Return the stretches of text under these tokens; runs of punctuation alone are dropped."""
    found = []
    for first, last in runs(indices, doc):
        if any(c.isalnum() for k in range(first, last + 1) for c in doc[k].text):
            span = trimmed(doc, first, last)
            if span is not None:
                found.append(span)
    return tuple(found)


def tokens_in(doc: Doc, span: Span) -> list[Token]:
    """Return the tokens that share a character with `span`."""
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return [] if found is None else list(found)


def head_of(doc: Doc, span: Span) -> Token | None:
    """Return the token of `span` that the others hang on."""
    inside = [t for t in tokens_in(doc, span) if not t.is_space and not t.is_punct]
    indices = {t.i for t in inside}
    return next((t for t in inside if t.head.i not in indices or t.head == t), None)
