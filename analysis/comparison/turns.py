"""The small words between two clauses: by which somebody turns, or sets one against the other.

Read off the text around a statement, without any parse: to the right up to what follows behind
punctuation and the words that attribute it, to the left up to the beginning of its clause.
"""

import re
from collections.abc import Sequence
from functools import cache

from analysis.comparison.words import words
from analysis.models import Document, Span

_NEAR = 60
_GAP = re.compile(r"[^\S\n]*[,;:—–\-”\"'’»)\]]*[^\S\n]*[—–\-]*[^\S\n]*[“\"«‘]?")
_STOP = re.compile(r"[.!?;:“”\"\n]")
_ENDS = frozenset(".!?")


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    forms = sorted(getattr(words(), kind), key=len, reverse=True)
    body = "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms)
    return re.compile(rf"(?<!\w)(?:{body})\b", re.IGNORECASE)


def cut_short(document: Document, span: Span, said_by: Sequence[Span]) -> Span | None:
    """Return the words right outside a quote without which it says too much, or the contrary.

    Behind it what turns or limits it ("but", "unless", "only if"), before it a negation or hedge.
    `said_by` are the words that attribute it: what they stand before is right behind it, too.
    """
    return _after(document.text, span, said_by, "turns") or _dropped(document.text, span)


def contrast_of(document: Document, span: Span) -> Span | None:
    """Return the word that sets a statement against what stands beside it in its sentence."""
    return _after(document.text, span, (), "contrasts") or _before(document.text, span)


def _after(text: str, span: Span, said_by: Sequence[Span], kind: str) -> Span | None:
    if text[span.start : span.end].rstrip("”\"'’»")[-1:] in _ENDS:
        return None  # the sentence is over
    at = span.end
    ends = {place.start: place.end for place in said_by}
    for _ in range(len(ends) + 1):
        gap = _GAP.match(text, at)
        behind = gap.end() if gap else at
        if (match := _pattern(kind).match(text, behind)) is not None and behind > span.end:
            return Span(*match.span())
        if behind not in ends:
            break
        at = ends[behind]
    return None


def _clause(text: str, span: Span) -> tuple[int, str]:
    """Return where the clause before a place begins, and its words."""
    start = max(0, span.start - _NEAR)
    stops = [stop.end() for stop in _STOP.finditer(text, start, span.start)]
    start = stops[-1] if stops else start
    return start, text[start : span.start]


def _dropped(text: str, span: Span) -> Span | None:
    start, before = _clause(text, span)
    for match in _pattern("dropped").finditer(before):
        if not before[match.end() :].strip():
            return Span(start + match.start(), start + match.end())
    return None


def _before(text: str, span: Span) -> Span | None:
    """The contrasting word that opens the clause of a place, or stands right before it."""
    start, before = _clause(text, span)
    for match in _pattern("contrasts").finditer(before):
        opens = not before[: match.start()].strip()
        if opens or not before[match.end() :].strip(" ,"):
            return Span(start + match.start(), start + match.end())
    return None
