"""Names of bodies that are read off their spelling: "Lisvale Tenants' Union", "Port of Harwick".

The small model overlooks many a body that it has not met, takes it for a place, or stops at the
possessive inside. Capitalised words around a noun for a body are its name, whatever the model says.

Limits: names without such a noun ("Friends of the Wall"); headlines that capitalise every word.
"""

from collections.abc import Container, Iterator

from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree
from analysis.language.people import is_given_name
from analysis.models import Span

_JOINING = frozenset({"of", "for"})
_CAUSES = frozenset({"against", "without"})
_PLURAL = frozenset({"children", "men", "people", "women"})
_NO_NAME = frozenset({"ADP", "ADV", "CCONJ", "DET", "INTJ", "PRON", "SCONJ", "AUX", "VERB"})
_MOST = 7  # words
_SHORT = 3  # letters of what a headline need not capitalise
_FEW = 4  # words that may all be a name's


def spelled_bodies(doc: Doc, known: Container[int]) -> Iterator[tuple[Span, Token]]:
    """Yield the places of such names in `doc`, with their noun; none that has a `known` token."""
    words = lexicon.words("sources", "described", "words")
    words |= lexicon.words("sources", "described", "named")
    last = -1
    for i, lemma in enumerate(tree.table_of(doc).lemma):
        if i <= last or not (lemma in words or lemma in _CAUSES) or not _is_capital(doc[i]):
            continue
        cause = lemma in _CAUSES
        first, end = _for_cause(doc, i) if cause else (_first(doc, i), _last(doc, i))
        alone = first == end or any(k in known for k in range(first, end + 1))
        person = end == i and i - first == 1 and is_given_name(doc[first].text)
        if alone or person or _is_heading(doc, i):
            continue
        last = end
        yield Span(doc[first].idx, doc[end].idx + len(doc[end])), doc[i]


def _for_cause(doc: Doc, at: int) -> tuple[int, int]:
    """Return where "Doctors Without Frontiers" begins and ends, from its second word."""
    sent, end = doc[at].sent, at
    if at == sent.start or not _is_capital(doc[at - 1]):
        return at, at
    while end + 1 < sent.end and _is_capital(doc[end + 1]):
        end += 1
    return (at - 1, end) if end > at else (at, at)


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.is_alpha


def _first(doc: Doc, noun: int) -> int:
    """Return where the name begins that ends in, or goes on behind, the noun."""
    first, at = noun, noun - 1
    while at >= doc[noun].sent.start and noun - first < _MOST:
        token = doc[at]
        if token.tag_ == "POS" or token.text in ("'", "’"):
            owner = doc[at - 1] if at else token
            plural = owner.text.endswith("s") and token.text in ("'", "’")
            if not _is_capital(owner) or not (plural or owner.lower_ in _PLURAL):
                break
        elif not _is_capital(token):
            break
        else:
            first = at
        at -= 1
    while first < noun and (doc[first].pos_ in _NO_NAME or doc[first].lower_ in ("the", "a", "an")):
        first += 1
    return first


def _last(doc: Doc, noun: int) -> int:
    """Return where the name ends: "Port of Harwick", "Institute for the Deep Sea"."""
    at = noun + 1
    if at >= len(doc) or doc[at].lower_ not in _JOINING:
        return noun
    at += 1
    if at < len(doc) and doc[at].lower_ == "the":
        at += 1
    end = noun
    while at < len(doc) and at - noun < _MOST and _is_capital(doc[at]):
        end = at
        at += 1
    return end


def _is_heading(doc: Doc, at: int) -> bool:
    """Whether every longer word of the line is capitalised: a headline."""
    words = [t for t in doc[at].sent if t.is_alpha and len(t) > _SHORT]
    return len(words) > _FEW and all(map(_is_capital, words))
