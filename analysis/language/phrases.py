"""The noun phrases of a statement: what its issues may be called.

A noun with the adjectives and nouns right before it ("national security concerns"), by lemma in
small letters, the longest first of each; names, pronouns and bare measures ("last year", "people")
are left out. `positions issues --suggest` counts them over a dossier, without the parse.
"""

from functools import cache

from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree
from analysis.models import Span

_LONGEST = 4
_MOST = 12
_BEFORE = frozenset({"NOUN", "ADJ"})


@cache
def _empty() -> frozenset[str]:
    return lexicon.words("phrases", "empty")


@cache
def _vague() -> frozenset[str]:
    return lexicon.words("phrases", "vague")


def _is_word(token: Token) -> bool:
    return token.text.isalpha() and len(token) > 2 and not token.ent_type_


def find_phrases(doc: Doc, span: Span) -> tuple[str, ...]:
    """Return the noun phrases in `span`, each once, in their order."""
    tokens = tree.tokens_in(doc, span)
    found: dict[str, None] = {}
    for place, noun in enumerate(tokens):
        if noun.pos_ != "NOUN" or not _is_word(noun) or noun.dep_ == "compound":
            continue
        words = [noun.lemma_.lower()]
        if words[0] in _empty():
            continue
        for before in reversed(tokens[max(0, place - _LONGEST + 1) : place]):
            head = before.head.i == noun.i or before.head.head.i == noun.i
            if before.pos_ not in _BEFORE or not _is_word(before) or not head:
                break
            lemma = before.lemma_.lower()
            if lemma in _vague():
                break
            words.insert(0, lemma)
        found[" ".join(words)] = None
        if len(found) == _MOST:
            break
    return tuple(found)
