"""Turns of a transcript: "SMITH: We will not sell." line by line, without quotation marks.

A line that opens with a name and a colon counts only in the company of others: at least three
such lines, one name at least twice, another beside it. So neither "Note: …" nor a list of
ratings is taken for talk. A turn goes on over the paragraphs that follow until the next name;
the last one ends with its paragraph.
"""

import re
from collections import Counter
from typing import NamedTuple

from analysis.models import Span

_LABEL = re.compile(
    r"^[\"“]?(?P<name>[^\W\d_a-z][\w.’'-]*(?:[ ][^\W\d_a-z][\w.’'-]*){0,3})[ ]?:[ \t]+(?=\S)",
    re.MULTILINE,
)
_PAIR = re.compile(r"\b(?=([^\W\d_a-z]\w+)[ ]([^\W\d_a-z]\w+)\b)")
_FEWEST_TURNS = 3
_LONGEST_TURN = 5_000  # characters


class Turn(NamedTuple):
    """One speaker's turn: the name, the colon behind it, and a stretch for each paragraph."""

    name: Span
    colon: Span
    content: tuple[Span, ...]


def _halves(text: str) -> set[str]:
    """Return the words that stand beside another capitalised one: parts of names."""
    return {word for pair in _PAIR.finditer(text) for word in pair.groups()}


def _paragraphs(text: str, start: int, end: int) -> tuple[Span, ...]:
    found = []
    for line in re.finditer(r"[^\n]+", text[start:end]):
        words = line.group().strip().strip('"“”').strip()
        if words:
            at = start + line.start() + line.group().index(words)
            found.append(Span(at, at + len(words)))
    return tuple(found)


def find_turns(text: str) -> list[Turn]:
    """Return the turns of `text` in order; none where it is no transcript."""
    if text.count(":") < _FEWEST_TURNS:
        return []
    labels = list(_LABEL.finditer(text))
    if len(labels) < _FEWEST_TURNS:
        return []
    # A speaker is in capitals, of several words, or half of a name that stands elsewhere.
    halves = _halves(text)
    labels = [
        m for m in labels if (name := m.group("name")).isupper() or " " in name or name in halves
    ]
    counts = Counter(m.group("name") for m in labels)
    if len(labels) < _FEWEST_TURNS or len(counts) < 2 or max(counts.values()) < 2:
        return []
    turns = []
    for number, label in enumerate(labels):
        if number + 1 < len(labels):
            end = min(labels[number + 1].start(), label.end() + _LONGEST_TURN)
        else:
            end = text.find("\n", label.end())
            end = len(text) if end < 0 else end
        content = _paragraphs(text, label.end(), end)
        if content:
            colon = label.group().rindex(":") + label.start()
            turns.append(Turn(Span(*label.span("name")), Span(colon, colon + 1), content))
    return turns
