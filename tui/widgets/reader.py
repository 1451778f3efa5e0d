"""An article as it was read, with one statement lit: source, cue, content apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from analysis.models import Document, Span
from tui import render
from tui.render import say
from tui.widgets.lines import LineView

_MARGIN = 6  # paragraph number, bar
_MEASURE = 84  # a line that the eye finds its way back from

SOURCE = "bold underline $source"
CUE = "bold italic $cue"
CONTENT = "on $content"
CHOSEN = "bold $lit-ink on $lit"
OTHER = "on $other"


@dataclass(frozen=True, slots=True)
class Lit:
    """What is lit in a document, each kind in a style of its own."""

    chosen: Span
    content: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    others: tuple[Span, ...] = ()

    def styled(self) -> list[tuple[Span, str]]:
        """Return the spans with their styles, the strongest last."""
        # A chosen span covers its content's style; source and cue may stand inside either.
        return [
            *((span, OTHER) for span in self.others),
            *((span, CONTENT) for span in self.content),
            (self.chosen, CHOSEN),
            *((span, SOURCE) for span in self.source),
            *((span, CUE) for span in self.cue),
        ]


def legend() -> Content:
    """Return the four styles, each named in itself."""
    return say(
        ("source", SOURCE), "  ", ("cue", CUE), "  ", (" statement ", CHOSEN), "  ",
        (" its passage ", CONTENT), "  ", (" others ", OTHER),
    )  # fmt: skip


class Reader(LineView):
    """One document, paragraph by paragraph."""

    def __init__(self, document: Document, lit: Lit) -> None:
        super().__init__()
        self._document = document
        self._lit = lit
        self._blocks = blocks(document)
        self._at_chosen = True

    def show(self, document: Document, lit: Lit) -> None:
        """Show a place, of this document or of another."""
        other = document.id != self._document.id
        self._document, self._lit = document, lit
        self._strips.clear()
        if other:
            self._blocks = blocks(document)
            self._anchor = 0
            self.relayout()
        self.find()

    def laid_out(self) -> None:
        """Go to what is lit, at first and after a resize, unless the reader moved away from it."""
        if self._at_chosen:
            self.find()

    def find(self) -> None:
        """Scroll so that the lit statement stands in the upper half."""
        self.refresh()
        self._at_chosen = True
        start = self._lit.chosen.start
        for index, (place, _) in enumerate(self._blocks):
            if place.start <= start < place.end:
                inner = self._inner(self.line_width)
                offset = render.shown_offset(self._document.text, place, start)
                cuts = render.wrap(self._passage(index, ()).plain, inner)
                line = next((n for n, cut in enumerate(cuts) if offset < cut[1]), len(cuts) - 1)
                first = self.item_region(index)[0]
                target = first + line
                # The whole paragraph stays in view where it fits.
                near = first if line < self.page_height // 2 else target - self.page_height // 3
                self.go_to_line(min(near, target))
                return

    def item_count(self) -> int:
        """Return the number of blocks."""
        return len(self._blocks)

    def item_height(self, index: int, width: int) -> int:
        """Return the lines of a block and the empty one below it."""
        plain = render.clean(self._blocks[index][0].of(self._document.text))
        return len(render.wrap(plain, self._inner(width))) + 1

    def item_lines(self, index: int, width: int) -> list[Content]:
        """Return a block with its paragraph number and a bar beside the lit lines."""
        place, number = self._blocks[index]
        content = self._passage(index, tuple(self._lit.styled()))
        text = self._document.text
        first = render.shown_offset(text, place, self._lit.chosen.start)
        last = render.shown_offset(text, place, min(self._lit.chosen.end, place.end))
        drawn: list[Content] = []
        for line, (start, end) in enumerate(render.wrap(content.plain, self._inner(width))):
            margin = f"¶{number}" if number and not line else ""
            lit = self._lit.chosen.overlaps(place) and start < last and end > first
            bar = ("┃ ", "$primary") if lit else ("  ", "")
            drawn.append(say((f"{margin:>4}", "$faint"), bar, content[start:end]))
        return [*drawn, say("")]

    def _inner(self, width: int) -> int:
        return min(_MEASURE, width - _MARGIN - 1)

    def _passage(self, index: int, lit: Sequence[tuple[Span, str]]) -> Content:
        place, number = self._blocks[index]
        base = "$foreground" if number else "$faint"
        return render.passage(self._document.text, place, [(place, base), *lit])

    def scroll_lines(self, lines: int) -> None:
        """Scroll by so many lines."""
        self._at_chosen = False
        self.go_to_line(self.scroll_offset.y + lines)


def blocks(document: Document) -> list[tuple[Span, int]]:
    """Return the whole text in order: paragraphs with their number, the rest with 0."""
    found: list[tuple[Span, int]] = []
    done = 0
    for number, paragraph in enumerate(document.paragraphs, 1):
        if document.text[done : paragraph.start].strip():
            found.append((_trimmed(document.text, Span(done, paragraph.start)), 0))
        found.append((paragraph, number))
        done = paragraph.end
    if document.text[done:].strip():
        found.append((_trimmed(document.text, Span(done, len(document.text))), 0))
    return found


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))
