"""The noun phrases of a statement: what its issues may be called.

A noun with the adjectives and nouns right before it ("national security concerns", "short-term
rentals"), by lemma in small letters; names, pronouns, what only grades or orders ("higher",
"third") and bare measures ("last year", "people") are left out. `positions issues --suggest`
counts them over a dossier, without the parse.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree
from analysis.models import Span, Topic

_LONGEST = 5  # tokens, hyphens among them
_MOST = 12
_BEFORE = frozenset({"NOUN", "ADJ"})
_GRADES = frozenset({"JJR", "JJS"})
_HYPHENS = frozenset({"-", "‐", "‑"})


@cache
def _empty() -> frozenset[str]:
    return lexicon.words("phrases", "empty")


@cache
def _vague() -> frozenset[str]:
    return lexicon.words("phrases", "vague")


def _is_word(token: Token) -> bool:
    return token.text.isalpha() and len(token) > 2 and not token.ent_type_


def find_phrases(doc: Doc, span: Span) -> tuple[Topic, ...]:
    """Return the noun phrases in `span`, each once, in their order."""
    tokens = tree.tokens_in(doc, span)
    found: dict[str, Topic] = {}
    for place, noun in enumerate(tokens):
        if noun.pos_ != "NOUN" or not _is_word(noun) or noun.dep_ == "compound":
            continue
        if noun.lemma_.lower() in _empty():
            continue
        first = place - sum(1 for _ in _before(tokens[max(0, place - _LONGEST + 1) : place], noun))
        while tokens[first].text in _HYPHENS:
            first += 1
        words = "".join(_lemma(token) for token in tokens[first : place + 1]).strip()
        topic = Topic(words, Span(tokens[first].idx, noun.idx + len(noun)))
        found.setdefault(topic.words, topic)
        if len(found) == _MOST:
            break
    return tuple(found.values())


def _before(tokens: Sequence[Token], noun: Token) -> Iterator[Token]:
    """Yield the tokens right before `noun` that belong to its phrase, the nearest first."""
    joined = False  # to what follows, by a hyphen
    for token in reversed(tokens):
        if token.text in _HYPHENS and not token.whitespace_:
            joined = True
        elif joined:
            if not token.text.isalpha() or token.whitespace_:
                return
            joined = False
        elif (
            token.pos_ not in _BEFORE
            or not _is_word(token)
            or _is_grade(token)
            or noun.i not in (token.head.i, token.head.head.i)
        ):
            return
        yield token


def _is_grade(token: Token) -> bool:
    """Whether a word only says how much, or the how manieth: "higher", "new", "third"."""
    return token.tag_ in _GRADES or token.lemma_.lower() in _vague()


def _lemma(token: Token) -> str:
    """Return a word as it is counted, with the space after it."""
    lemma = token.lower_ if token.lower_ in ("data", "media") else token.lemma_.lower()
    return f"{lemma}{token.whitespace_ and ' '}"
