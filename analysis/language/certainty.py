"""How firmly a statement is put, and the words that tell.

Modals, adverbs and phrases make it hedged, "would have" counterfactual, "unclear whether" open;
the strongest wins. A marker counts where it stands in the statement, or before it in its
sentence outside any other statement's content ("it looks like Walmart is …"). A refusal in the
past ("would not be selling") is no hedge.

Limits: "could" of ability counts as a hedge; a marker before a coordination covers all of it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree
from analysis.models import Certainty, Marker, Span

_RANK = (Certainty.OPEN, Certainty.COUNTERFACTUAL, Certainty.HEDGED)


def _words(*keys: str) -> frozenset[str]:
    return lexicon.words("certainty", *keys)


@cache
def _phrases(key: str) -> re.Pattern[str]:
    forms = sorted(_words(key), key=len, reverse=True)
    body = "|".join(r"\s+".join(map(re.escape, f.split())) for f in forms)
    return re.compile(rf"\b(?:{body})\b", re.IGNORECASE)


def _of(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


def _would_have(token: Token) -> Span | None:
    """Return "would have done" from its "would"; None for any other."""
    if token.lower_ not in ("would", "’d", "'d", "could", "should") or token.tag_ != "MD":
        return None
    verb = token.head
    have = next(
        (
            c
            for c in verb.children
            if c.dep_ in ("aux", "auxpass") and c.lemma_ == "have" and c.i > token.i
        ),
        None,
    )
    if have is None or verb.tag_ not in ("VBN", "VBD"):
        return None
    return Span(token.idx, have.idx + len(have))


def _token_marker(token: Token) -> Marker | None:
    past = _would_have(token)
    if past is not None:
        return Marker(past, Certainty.COUNTERFACTUAL)
    word = token.lower_
    if word in _words("modals") and token.tag_ == "MD":
        return Marker(_of(token), Certainty.HEDGED)
    if word in _words("adverbs") and token.pos_ in ("ADV", "ADJ"):
        return Marker(_of(token), Certainty.HEDGED)
    if token.lemma_.lower() in _words("verbs") and token.pos_ == "VERB":
        return Marker(_of(token), Certainty.HEDGED)
    if word in _words("open_adjectives") and token.pos_ == "ADJ":
        return Marker(_of(token), Certainty.OPEN)
    return None


def _in(doc: Doc, span: Span) -> Iterator[Marker]:
    for token in tree.tokens_in(doc, span):
        marker = _token_marker(token)
        if marker is not None:
            yield marker
    text = span.of(tree.text_of(doc))
    for key, certainty in (("phrases", Certainty.HEDGED), ("open_phrases", Certainty.OPEN)):
        for match in _phrases(key).finditer(text):
            yield Marker(Span(span.start + match.start(), span.start + match.end()), certainty)


def find_markers(doc: Doc, span: Span, frame: Sequence[Span]) -> tuple[Marker, ...]:
    """Return the markers of the statement at `span`.

    `frame` are the stretches of its sentence outside every content; of them those before the
    statement count, and "whether" only next to an open adjective.
    """
    found = list(_in(doc, span))
    for stretch in frame:
        if stretch.end <= span.start:
            found += _in(doc, stretch)
    opened = any(m.certainty is Certainty.OPEN for m in found)
    if opened:
        found += [
            Marker(_of(t), Certainty.OPEN)
            for t in tree.tokens_in(doc, span)
            if t.lower_ in _words("open_markers")
        ]
    unique = {m.span: m for m in found}
    return tuple(sorted(unique.values(), key=lambda m: m.span))


def certainty_of(markers: Sequence[Marker]) -> Certainty:
    """Return the strongest certainty that the markers make."""
    kinds = {m.certainty for m in markers}
    return next((c for c in _RANK if c in kinds), Certainty.ASSERTED)


def find_negations(doc: Doc, span: Span) -> tuple[Span, ...]:
    """Return the words of `span` that negate."""
    return tuple(
        _of(t)
        for t in tree.tokens_in(doc, span)
        if t.dep_ == "neg"
        or t.lower_ in ("never", "neither", "nor", "without")
        or (t.lower_ == "no" and t.dep_ == "det")
    )
