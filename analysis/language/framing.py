"""The writer's colour: words that carry tone outside everybody's own words ("tumbles").

A word counts by its valence (`valence`), from the least weight that `data/tone.toml` names. Words
of anybody, quoted or told, what he wants or calls a thing ("called it reckless"), and whatever
else stands in quotation marks are nobody's colour but the speaker's; cues ("slammed") are the
writer's. Whom a word is about: the party in the subject of its clause; else the only party of its
sentence; else the one it stands next to.

The weight is the word's own, whatever turns it: "not a disaster" has that colour, too.

Limits: a plain report of a disaster is as coloured here as a sneer; the lexicon decides.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc

from analysis.language import lexicon
from analysis.language.results import PartyMention
from analysis.language.valence import Columns, Lexicon, Valences, part_of, valences
from analysis.models import Framing, Span

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_NEAR = 6
"""Tokens within which the nearest party counts as the one a word is about."""
_DIGITS = 2


@cache
def _least() -> float:
    return float(lexicon.load("tone")["framing"]["least"])


@cache
def _factual() -> frozenset[str]:
    return frozenset(lexicon.load("tone")["framing"]["factual"])


def find_framing(
    doc: Doc,
    columns: Columns,
    spoken: Sequence[Span],
    mentions: Sequence[PartyMention],
    words: Lexicon,
) -> list[Framing]:
    """Return the writer's words that carry tone, in order; `spoken` are stretches of others."""
    taken = [False] * len(columns.lower)
    for span in spoken:
        first, last = _tokens(columns, span)
        taken[first:last] = [True] * (last - first)
    named: list[str | None] = [None] * len(columns.lower)
    for mention in mentions:
        first, last = _tokens(columns, mention.span)
        named[first:last] = [mention.party] * (last - first)
    found: list[Framing] = []
    for sentence in doc.sents:
        first, last = sentence.start, sentence.end
        if all(taken[first:last]) or not words.any_of(columns, first, last):
            continue
        c = part_of(columns, first, last)
        found += _of_sentence(c, words, taken[first:last], named[first:last])
    return found


def _tokens(c: Columns, span: Span) -> tuple[int, int]:
    """Return the first token of `span` and the one after its last."""
    return bisect_left(c.end, span.start + 1), bisect_left(c.start, span.end)


def _of_sentence(
    c: Columns, words: Lexicon, taken: Sequence[bool], named: Sequence[str | None]
) -> list[Framing]:
    heard: Valences = valences(c, c.order(), words)
    found = []
    for first, many in heard.places:
        weight = round(heard.weights[first], _DIGITS)
        if c.lemma[first] in _factual() or c.lower[first] in _factual():
            continue
        if abs(weight) < _least() or any(taken[first : first + many]):
            continue
        span = Span(c.start[first], c.end[first + many - 1])
        party, rule = _about(c, first, named)
        found.append(Framing(span, weight, party, rule))
    return found


def _about(c: Columns, at: int, named: Sequence[str | None]) -> tuple[str | None, str]:
    """Return whom the word at `at` is about, and by which rule; (None, "") where it is unclear."""
    parties = {party for party in named if party}
    if not parties:
        return None, ""
    subject = _subject_above(c, at)
    if subject is not None and named[subject]:
        return named[subject], "subject"
    if len(parties) == 1:
        return next(iter(parties)), "only"
    distances = sorted((abs(i - at), str(party)) for i, party in enumerate(named) if party)
    nearest, party = distances[0]
    others = [distance for distance, other in distances if other != party]
    if nearest <= _NEAR < others[0]:
        return party, "near"
    return None, ""


def _subject_above(c: Columns, at: int) -> int | None:
    """Return the subject of the nearest verb at or above `at` that has one."""
    for _ in range(len(c.head)):
        if c.tag[at][:1] in "VM":
            for i, head in enumerate(c.head):
                if head == at and i != at and c.dep[i] in _SUBJECTS:
                    return i
        if c.head[at] == at:
            return None
        at = c.head[at]
    return None
