"""Where the words of a decision stand: in the text that it was made on, or in another version."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from analysis.characters import UNSAFE
from analysis.models import Analysis, Anchor, Attribution, Document, Span, Statement

AROUND = 32
"""Characters kept on either side of a quote."""

SAME = str.maketrans("“”„‟‘’‚‛«»–—‑", '""""' + "''''" + '""' + "---")
_WORD = re.compile(r"\w")
_WIDE = 200
"""Characters around a quote that tell it from another one like it, white space included."""
_COMPARED = 100
_ENDS = (".", "!", "?")
SENTENCE_END = re.compile(r"[.!?][\"')\]]*(?:\s|$)|\n")


def anchor_of(
    document: Document, analysis: Analysis, attribution: Attribution, statement: Statement
) -> Anchor:
    """Return what is needed to find `statement` again; `analysis` is that of the document."""
    span, text = statement.span, document.text
    others = (part for a in analysis.attributions for part in a.parts if part.id != statement.id)
    return Anchor(
        document=document.id,
        start=span.start,
        end=span.end,
        quote=span.of(text),
        before=text[max(0, span.start - AROUND) : span.start],
        after=text[span.end : span.end + AROUND],
        source=joined(attribution.source, text),
        cue=joined(attribution.cue, text),
        alone=not any(part.span.overlaps(span) for part in others),
    )


def joined(spans: Iterable[Span], text: str) -> str:
    """Return the words of several spans."""
    return " … ".join(span.of(text) for span in spans)


def plain_words(text: str) -> str:
    """Return words as they are compared: white space, dashes and quotation marks are all one."""
    return " ".join(text.translate(SAME).split())


@dataclass(frozen=True)
class _Folded:
    """A text as it is compared; `offsets[i]` is the place of its i-th character in the original."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "_Folded":
        found: list[str] = []
        offsets: list[int] = []
        for offset, char in enumerate(text.translate(SAME)):
            if ord(char) in UNSAFE:
                continue
            if char.isspace():
                if found and found[-1] == " ":
                    continue
                char = " "
            found.append(char)
            offsets.append(offset)
        return cls("".join(found), tuple(offsets))


class Searchable:
    """A document's text, in which quotes can be found whatever the white space around words."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _folded(self) -> _Folded:
        return _Folded.of(self._text)

    def all(self, quote: str) -> Iterator[Span]:
        """Yield every place of the words of `quote`."""
        wanted = _Folded.of(quote).text.strip()
        at = self._folded.text.find(wanted) if wanted else -1
        while at >= 0:
            offsets = self._folded.offsets
            yield Span(offsets[at], offsets[at + len(wanted) - 1] + 1)
            at = self._folded.text.find(wanted, at + 1)

    def places(self, anchor: Anchor) -> list[Span]:
        """Return where the words of `anchor` stand in the same sentence as before.

        Of the words on either side those up to the sentence's end are compared: another sentence
        may change beside it, but not the one that it is a part of.
        """
        return [span for span in self.all(anchor.quote) if self._in_context(span, anchor)]

    def surrounded(self, spans: Iterable[Span], text: str, place: Span) -> list[Span]:
        """Return those of `spans` that the same words surround as `place` in `text`."""
        wanted = _surroundings(text, place)
        return [span for span in spans if _surroundings(self._text, span) == wanted]

    def _in_context(self, span: Span, anchor: Anchor) -> bool:
        before, after = _same_sentence(anchor)
        text = self._text
        if not _WORD.search(before):  # its sentence began with it, and has to still
            start = sentence_at(text, span).start
            if _WORD.search(text, start, span.start):
                return False
        here_before = _Folded.of(text[max(0, span.start - 2 * AROUND) : span.start]).text
        here_after = _Folded.of(text[span.end : span.end + 2 * AROUND]).text
        return here_before.rstrip().endswith(before) and here_after.lstrip().startswith(after)


def _surroundings(text: str, place: Span) -> tuple[str, str]:
    """Return the words around a place, as they are compared."""
    before = text[max(0, place.start - _WIDE) : place.start]
    after = text[place.end : place.end + _WIDE]
    return plain_words(before)[-_COMPARED:], plain_words(after)[:_COMPARED]


def _same_sentence(anchor: Anchor) -> tuple[str, str]:
    """Return the words before and after the quote that belong to its sentence, folded."""
    start = 0
    for end in SENTENCE_END.finditer(anchor.before.translate(SAME)):
        start = end.end()
    before = anchor.before[start:]
    # The quote may end with its sentence: then what follows is another.
    last = anchor.quote[-1:] if anchor.quote[-1:] in _ENDS else ""
    found = SENTENCE_END.search((last + anchor.after).translate(SAME))
    # With the mark that ends the sentence: it must not go on.
    after = anchor.after[: max(0, found.start() + 1 - len(last))] if found else anchor.after
    if len(anchor.before) == AROUND and not start:
        before = before.partition(" ")[2]  # cut in the middle of a word
    if len(anchor.after) == AROUND and not found:
        after = after.rpartition(" ")[0]
    return _Folded.of(before).text.strip(), _Folded.of(after).text.strip()


def sentence_at(text: str, span: Span) -> Span:
    """Return the sentence, or the sentences, of `text` that `span` stands in; at most a line."""
    start = line = text.rfind("\n", 0, span.start) + 1
    for match in SENTENCE_END.finditer(text[line : span.start].translate(SAME)):
        start = line + match.end()
    last = span.start + len(span.of(text).translate(SAME).rstrip("\"')] ")) - 1
    last = max(span.start, last)
    stop = text.find("\n", last)
    rest = text[last : stop if stop >= 0 else len(text)]
    found = SENTENCE_END.search(rest.translate(SAME))
    return Span(start, last + (found.start() + 1 if found else len(rest)))
