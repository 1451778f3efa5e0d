"""Small questions to spaCy's parse, and the way from tokens to spans."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from spacy.attrs import DEP, HEAD, IS_ALPHA, LEMMA, ORTH, POS
from spacy.strings import StringStore, get_string_id
from spacy.tokens import Doc, Token

from analysis.models import Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_LONG_APPOSITION = 6
_EDGE = frozenset(",;:-–—")


@lru_cache(maxsize=1)
def text_of(doc: Doc) -> str:
    """Return the text of `doc`: spaCy builds `Doc.text` anew from its tokens at each call."""
    return doc.text


class Table(NamedTuple):
    """The tokens of a document as plain lists: far quicker to read than tokens one by one."""

    pos: list[int]
    dep: list[int]
    head: list[int]
    """The token that each hangs on, itself for a root."""
    hanging: list[int]
    """All tokens but the roots, by what they hang on, then in order."""
    first: list[int]
    """Where in `hanging` the children of each token begin, and its length."""
    lemma: list[str]
    """In lower case."""
    word: list[bool]
    """Whether a token has a letter or digit."""
    space: list[bool]
    loose: list[bool]
    """Whether a token is white space or punctuation that no extent begins with."""

    def children(self, token: int) -> list[int]:
        """Return the tokens that hang on `token`, in order."""
        return self.hanging[self.first[token] : self.first[token + 1]]


@lru_cache(maxsize=1)
def table_of(doc: Doc) -> Table:
    """Return the table of a parsed `doc`; read once, so nothing may change the parse later."""
    wanted = [POS, DEP, HEAD, LEMMA, ORTH, IS_ALPHA]
    columns = np.asarray(doc.to_array(wanted), dtype=np.uint64)
    size, strings = len(doc), doc.vocab.strings
    head = np.arange(size) + columns[:, 2].astype(np.int64)
    order = np.argsort(head, kind="stable")
    hanging = order[head[order] != order]
    counts = np.bincount(head[hanging], minlength=size)
    kinds, which = np.unique(columns[:, 3], return_inverse=True)
    lower = [_lower(strings, kind) for kind in kinds.tolist()]
    word, space, loose = [True] * size, [False] * size, [False] * size
    others = np.flatnonzero(columns[:, 5] == 0)
    for i, kind in zip(others.tolist(), columns[others, 4].tolist(), strict=True):
        word[i], space[i], loose[i] = _looks(strings, kind)
    return Table(
        columns[:, 0].tolist(),
        columns[:, 1].tolist(),
        head.tolist(),
        hanging.tolist(),
        [0, *np.cumsum(counts).tolist()],
        [lower[i] for i in which.tolist()],
        word,
        space,
        loose,
    )


@lru_cache(maxsize=20_000)
def _lower(strings: StringStore, kind: int) -> str:
    return str(strings[kind]).lower()


@lru_cache(maxsize=5_000)
def _looks(strings: StringStore, kind: int) -> tuple[bool, bool, bool]:
    """Return whether a token has a letter or digit, is white space, is loose."""
    text = strings[kind]
    space = text.isspace()
    return any(map(str.isalnum, text)), space, space or text in _EDGE


@cache
def ids(*names: str) -> frozenset[int]:
    """Return the numbers that spaCy has for these names of relations or parts of speech.

    A token's `dep_` is looked up and decoded at each call, its `dep` is at hand.
    """
    return frozenset(get_string_id(name) for name in names)


def with_pos(doc: Doc, pos: str, *deps: str) -> list[Token]:
    """Return the tokens of a part of speech, in one of these relations if any are named."""
    table, (wanted,), relations = table_of(doc), ids(pos), ids(*deps)
    chosen = (i for i, one in enumerate(table.pos) if one == wanted)
    return [doc[i] for i in chosen if not deps or table.dep[i] in relations]


def below(token: Token, without: Iterable[Token] = ()) -> set[int]:
    """Return the indices of `token` and all under it, leaving out the subtrees in `without`."""
    table = table_of(token.doc)
    hanging, first = table.hanging, table.first
    barred = {t.i for t in without}
    found: set[int] = set()
    stack = [token.i]
    while stack:
        at = stack.pop()
        if at not in barred:
            found.add(at)
            stack += hanging[first[at] : first[at + 1]]
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
    doc, wanted = token.doc, ids(*deps)
    table = table_of(doc)
    for i in table.children(token.i):
        if table.dep[i] in wanted:
            return doc[i]
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
        root = verb.sent.root
        finite = verb.tag_ == "VBD" and verb.i and verb.nbor(-1).text == ","
        # "A letter from X, read out by Y, called it …": not Y, where no verb has been found.
        return root if finite and root.pos_ in ("NOUN", "PROPN") and root.i < verb.i else verb.head
    return None


def trimmed(doc: Doc, first: int, last: int) -> Span | None:
    """Return the characters from token `first` to token `last`, loose punctuation cut off.

    A full stop is cut where it is a token of its own, so not from an abbreviation.
    """
    table = table_of(doc)
    while first <= last and table.loose[first]:
        first += 1
    while last >= first and (table.loose[last] or doc[last].text == "."):
        last -= 1
    if first > last:
        return None
    end = doc[last]
    return Span(doc[first].idx, end.idx + len(end))


def runs(indices: Iterable[int], doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the (first, last) of each run of neighbouring tokens; white space never breaks one."""
    space = table_of(doc).space
    first = last = -1
    for i in sorted(indices):
        if first >= 0 and all(space[last + 1 : i]):
            last = i
            continue
        if first >= 0:
            yield first, last
        first = last = i
    if first >= 0:
        yield first, last


def spans(indices: Iterable[int], doc: Doc) -> tuple[Span, ...]:
    """Return the stretches of text under these tokens; runs of punctuation alone are dropped."""
    word = table_of(doc).word
    found = []
    for first, last in runs(indices, doc):
        if any(word[first : last + 1]):
            span = trimmed(doc, first, last)
            if span is not None:
                found.append(span)
    return tuple(found)


def tokens_in(doc: Doc, span: Span) -> list[Token]:
    """Return the tokens that share a character with `span`."""
    return [doc[i] for i in places_in(doc, span)]


def places_in(doc: Doc, span: Span) -> range:
    """Return the indices of the tokens that share a character with `span`."""
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return range(0) if found is None else range(found.start, found.end)


def head_of(doc: Doc, span: Span) -> Token | None:
    """Return the token of `span` that the others hang on."""
    inside = [t for t in tokens_in(doc, span) if not t.is_space and not t.is_punct]
    indices = {t.i for t in inside}
    return next((t for t in inside if t.head.i not in indices or t.head == t), None)
