"""Whether the words of a decision are still the same person's in another version of an article.

Words and verb may stand as they did while the sentence that "she" was named in has changed. So
what a source resolves to is compared, and where it names nobody itself, what leads up to it.
"""

from collections.abc import Collection, Iterator
from itertools import pairwise

from analysis.decisions.anchoring import Placed
from analysis.decisions.places import plain_words, sentence_at
from analysis.models import Analysis, Attribution, Document, Resolution, Span

Version = tuple[Document, Analysis]
"""A version of an article and what was found in it."""

_APART = ("", " ")
_PRONOUN = "pronoun"
_NAMES_ITSELF = frozenset({"name", "spokesperson"})
"""The rules of mentions that need no other sentence."""


def same_source(before: Placed, old: Document, now: Placed, new: Document) -> bool:
    """Return whether the source of a statement resolves to the same in both versions.

    A source that names nobody itself ("she", "the company", none at all) has to have the same
    words before it, too: from its antecedent on, or for want of one from the paragraph before.
    """
    a, b = before.attribution, now.attribution
    if _meant(a, old.text) != _meant(b, new.text):
        return False
    if _names_itself(a, old.text) and _names_itself(b, new.text):
        return True
    start = min((span.start for span in _antecedents(a)), default=None)
    return _leads_up(start, before.statement.span, old, now.statement.span, new)


def same_context(
    parties: Collection[str], place: Span, old: Version, now: Span, new: Version
) -> bool:
    """Return whether words that a person gave to `parties` are still theirs, as far as is known.

    They are where their sentence is the same and begins with one of the parties' names, or where
    all is the same that leads up to them.
    """
    before, after = sentence_at(old[0].text, place), sentence_at(new[0].text, now)
    if plain_words(before.of(old[0].text)) != plain_words(after.of(new[0].text)):
        return False
    named = _first_named(parties, before, old) & _first_named(parties, after, new)
    return bool(named) or _leads_up(None, place, old[0], now, new[0])


def _meant(attribution: Attribution, text: str) -> tuple[object, ...]:
    """Whom an attribution was given to, and by which words elsewhere in the text."""
    return (
        attribution.party,
        attribution.also,
        attribution.about,
        plain_words(attribution.speaker),
        [(r.party, plain_words(_words(r, text))) for r in attribution.resolutions],
    )


def _words(resolution: Resolution, text: str) -> str:
    return resolution.antecedent.of(text) if resolution.antecedent else ""


def _antecedents(attribution: Attribution) -> Iterator[Span]:
    return (r.antecedent for r in attribution.resolutions if r.antecedent is not None)


def _names_itself(attribution: Attribution, text: str) -> bool:
    """Whether the source's own words say who it is, without another sentence."""
    if not attribution.source or any(r.rule == _PRONOUN for r in attribution.resolutions):
        return False
    own = set(_capitals(attribution.source, text))
    antecedents = list(_antecedents(attribution))
    if antecedents:
        return bool(own & set(_capitals(antecedents, text)))
    if attribution.party is not None:
        return True
    return any(_is_full_name(span.of(text), text) for span in attribution.source)


def _is_full_name(words: str, text: str) -> bool:
    """Whether two words that stand together are names: of "Bell" there may be more than one.

    "The" at the start of a sentence has a capital, too, but stands elsewhere without.
    """
    small = set(text.split())
    names = [word[:1].isupper() and word.lower() not in small for word in words.split()]
    return any(one and other for one, other in pairwise(names))


def _capitals(spans: Collection[Span], text: str) -> Iterator[str]:
    for span in spans:
        yield from (word for word in span.of(text).split() if word[:1].isupper())


def _first_named(parties: Collection[str], sentence: Span, version: Version) -> set[str]:
    document, analysis = version
    return {
        mention.party
        for mention in analysis.mentions
        if sentence.covers(mention.span)
        and mention.rule in _NAMES_ITSELF
        and mention.party in parties
        and len(document.text[sentence.start : mention.span.start].split()) <= 1  # "The"
    }


def _leads_up(first: int | None, place: Span, old: Document, now: Span, new: Document) -> bool:
    """Whether the text up to `place` stands before `now`, too.

    From the sentence at `first` on; for want of one from the paragraph before: who is meant is
    seldom named earlier.
    """
    if first is None:
        starts = [p.start for p in old.paragraphs if p.start <= place.start]
        start = starts[-2] if len(starts) > 1 else 0
    else:
        start = sentence_at(old.text, Span(first, first + 1)).start
    wanted = plain_words(old.text[start : place.start])
    before = plain_words(new.text[: now.start])
    if first is None and start == 0:
        return before == wanted  # nothing may have been put there since
    if not wanted:
        return True
    return before.endswith(wanted) and before[: -len(wanted)][-1:] in _APART
