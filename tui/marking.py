"""Marking words of an article by keyboard: word by word, or a sentence at a time. Pure."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from analysis.models import Span

_WORD = re.compile(r"\S+")
# A full stop ends a sentence where the next one begins with a capital, a figure or a mark.
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9À-Þ])")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Lt|Sgt|No|vs|Inc|Corp|Co|Ltd|Jr|Sr)"
    r"|\b[A-Z](?:\.[A-Z])*)$"
)
_OPENING, _CLOSING = frozenset('"“«„'), frozenset('"”»')


def sentences(text: str, place: Span) -> list[Span]:
    """Return the sentences of a paragraph: good enough to step by, for a person looks on."""
    found: list[Span] = []
    start = _after_spaces(text, place.start)
    for end in _END.finditer(text, place.start, place.end):
        if end[0] == "." and _SHORT.search(text[start : end.start()]):
            continue
        found.append(Span(start, end.end()))
        start = _after_spaces(text, end.end())
    if text[start : place.end].strip():
        found.append(Span(start, start + len(text[start : place.end].rstrip())))
    return found


def _after_spaces(text: str, start: int) -> int:
    word = _WORD.search(text, start)
    return word.start() if word else len(text)


class Marking:
    """A cursor on a word, and what is marked: its sentence, or from a word to the cursor."""

    def __init__(self, text: str, paragraphs: Sequence[Span], at: int) -> None:
        places = paragraphs or [Span(0, len(text))]
        self.text = text
        self.sentences = [one for place in places for one in sentences(text, place)]
        self.words = [
            Span(*word.span()) for one in self.sentences for word in _WORD.finditer(text, *one)
        ]
        self._starts = [word.start for word in self.words]
        self._from: int | None = None
        self.cursor = 0
        self.go_to(at)

    @property
    def by_word(self) -> bool:
        """Whether words are marked, and not whole sentences."""
        return self._from is not None

    @property
    def word(self) -> Span:
        """The word under the cursor."""
        return self.words[self.cursor]

    @property
    def span(self) -> Span:
        """What is marked; a comma or the like at its end is left out."""
        if self._from is None:
            return self.sentences[self._sentence()]
        first, last = sorted((self._from, self.cursor))
        start, end = self.words[first].start, self.words[last].end
        return Span(start, start + len(self.text[start:end].rstrip(",;:–—")) or end)

    @property
    def is_quoted(self) -> bool:
        """Whether the marked words stand in quotation marks."""
        start, end = self.span
        before = self.text.rfind("\n", 0, start) + 1
        marks = [c for c in self.text[before : start + 1] if c in _OPENING | _CLOSING]
        inside = bool(marks) and marks[-1] in _OPENING
        return inside and any(c in _CLOSING for c in self.text[start + 1 : end + 200])

    def _sentence(self) -> int:
        starts = [one.start for one in self.sentences]
        return max(0, bisect_right(starts, self.word.start) - 1)

    def go_to(self, offset: int) -> None:
        """Put the cursor on the word at or before an offset."""
        self.cursor = max(0, bisect_right(self._starts, offset) - 1)

    def move(self, words: int) -> None:
        """Move the cursor by words."""
        self.cursor = max(0, min(self.cursor + words, len(self.words) - 1))

    def step(self, by: int) -> None:
        """Move to the next or previous sentence; what is being marked grows or shrinks by it."""
        here = self._sentence()
        if self._from is None:
            there = max(0, min(here + by, len(self.sentences) - 1))
            self.go_to(self.sentences[there].start)
            return
        sentence = self.sentences[here]
        edge = sentence.end - 1 if by > 0 else sentence.start
        before = self.cursor
        self.go_to(edge)
        if self.cursor == before:
            there = max(0, min(here + by, len(self.sentences) - 1))
            self.go_to(self.sentences[there].end - 1 if by > 0 else self.sentences[there].start)

    def mark(self, start: int, offset: int) -> None:
        """Mark from the word at one offset to the word at another."""
        self.go_to(start)
        self._from = self.cursor
        self.go_to(offset)

    def toggle(self) -> None:
        """Mark from the word under the cursor on, or whole sentences again."""
        self._from = self.cursor if self._from is None else None
