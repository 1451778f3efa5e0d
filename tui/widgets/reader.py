"""An article as it was read, with one statement lit: source, cue, content apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message

from analysis.models import Document, Span
from tui import render
from tui.actions import key_of
from tui.render import say
from tui.widgets.lines import LineView

_MARGIN = 6  # paragraph number, bar
_NEAR = 1  # paragraphs on either side where the context is first made small
_MEASURE = 84  # a line that the eye finds its way back from

SOURCE = "bold underline $source"
CUE = "bold italic $cue"
CONTENT = "on $content"
CHOSEN = "bold $lit-ink on $lit"
GONE = "strike $muted on $other"
CURSOR = "reverse underline"
OTHER = "on $other"


@dataclass(frozen=True, slots=True)
class Lit:
    """What is lit in a document, each kind in a style of its own."""

    chosen: Span
    content: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    others: tuple[Span, ...] = ()
    gone: bool = False
    """The statement was rejected."""
    cursor: Span | None = None
    """The word that the reader stands on while marking."""

    def styled(self) -> list[tuple[Span, str]]:
        """Return the spans with their styles, the strongest last."""
        # A chosen span covers its content's style; source and cue may stand inside either.
        return [
            *((span, OTHER) for span in self.others),
            *((span, CONTENT) for span in self.content),
            (self.chosen, GONE if self.gone else CHOSEN),
            *((span, SOURCE) for span in self.source),
            *((span, CUE) for span in self.cue),
            # On the ground of the statement their colours could not be read: their form stays.
            *((span, "not italic underline $lit-ink") for span in self._within(self.source)),
            *((span, "italic not underline $lit-ink") for span in self._within(self.cue)),
            *([(self.cursor, CURSOR)] if self.cursor else []),
        ]

    def _within(self, spans: Sequence[Span]) -> list[Span]:
        start, end = self.chosen
        cut = [Span(max(span.start, start), min(span.end, end)) for span in spans]
        return [span for span in cut if span.start < span.end and not self.gone]


def legend() -> Content:
    """Return the four styles, each named in itself."""
    return say(
        ("source", SOURCE), "  ", ("cue", CUE), "  ", (" statement ", CHOSEN), "  ",
        (" its passage ", CONTENT), "  ", (" others ", OTHER),
    )  # fmt: skip


class Reader(LineView):
    """One document, paragraph by paragraph."""

    @dataclass
    class Clicked(Message):
        """A place of the text was clicked; `offset` into the document's text."""

        offset: int

    @dataclass
    class Dragged(Message):
        """The mouse was dragged from one place of the text to another."""

        start: int
        offset: int

    def __init__(self, document: Document, lit: Lit, context: int | None = None) -> None:
        super().__init__()
        self._document = document
        self._lit = lit
        self._extent = context
        self.blocks: list[tuple[Span, int]] = []
        """What is shown: places of the text, each with its paragraph's number."""
        self._take_blocks()
        self._at_chosen = True
        self._pressed: int | None = None

    def _take_blocks(self) -> None:
        """Take the whole article, or the paragraphs around the lit one."""
        found = blocks(self._document)
        self.blocks = found
        self._left_out = (0, 0)
        if self._extent is None:
            return
        start = self._lit.chosen.start
        at = next((n for n, (place, _) in enumerate(found) if start < place.end), 0)
        first, after = max(0, at - self._extent), at + self._extent + 1
        self.blocks = found[first:after]
        self._left_out = (first, max(0, len(found) - after))

    def widen(self, by: int) -> None:
        """Show a paragraph more, or less, on either side of what is lit."""
        whole = len(blocks(self._document))
        now = whole if self._extent is None else self._extent
        if by < 0 and now >= whole:
            # From the whole article straight to what fits around the statement.
            now = min(whole, _NEAR + 1)
        wanted = max(0, now + by)
        self._extent = None if wanted >= whole or (by > 0 and not any(self._left_out)) else wanted
        self._take_blocks()
        self.laid.anchor = 0
        self.relayout()
        self.find()

    def light(self, lit: Lit) -> None:
        """Light other words of the same article, and stay where it is."""
        self._lit = lit
        self.laid.strips.clear()
        self.refresh()

    def begin(self, document: Document, lit: Lit) -> None:
        """Show a place of a whole article, as a new reader would."""
        self._extent = None
        self.show(document, lit, anew=True)

    def show(self, document: Document, lit: Lit, *, anew: bool = False) -> None:
        """Show a place, of this document or of another."""
        other = anew or document.id != self._document.id
        self._document, self._lit = document, lit
        self.laid.strips.clear()
        if other or self._extent is not None:
            self._take_blocks()
            self.laid.anchor = 0
            self.relayout()
        self.find()

    def keep_place(self, size: Size) -> None:
        """Go to what is lit, at first and after a resize, unless the reader moved away from it."""
        super().keep_place(size)
        if self._at_chosen:
            self._go_to_chosen()

    def find(self) -> None:
        """Scroll so that the lit statement stands in the upper half."""
        self.refresh()
        self._at_chosen = True
        self._go_to_chosen()

    def _go_to_chosen(self) -> None:
        found = self._line_of(self._lit.chosen.start)
        if found is None:
            return
        first, line = found
        # The whole paragraph stays in view where it fits.
        near = first if line < self.page_height // 2 else first + line - self.page_height // 3
        self.go_to_line(min(near, first + line))

    def reveal(self, span: Span) -> None:
        """Scroll no more than it takes to have a word in view, with some lines around it."""
        found = self._line_of(span.start)
        if found is None:
            return
        line, top, page = sum(found), self.scroll_offset.y, self.page_height
        margin = min(2, page // 3)
        if line < top + margin:
            self.go_to_line(line - margin)
        elif line >= top + page - margin:
            self.go_to_line(line - page + margin + 1)

    def _line_of(self, offset: int) -> tuple[int, int] | None:
        """The first line of the paragraph that holds an offset, and how far below it that is."""
        for index, (place, _) in enumerate(self.blocks):
            if place.start <= offset < place.end:
                shown = render.shown_offset(self._document.text, place, offset)
                cuts = self._cuts(index)
                line = next((n for n, cut in enumerate(cuts) if shown < cut[1]), len(cuts) - 1)
                return self.item_region(index)[0] + len(self._around(index)[0]), line
        return None

    def _cuts(self, index: int) -> list[render.Cut]:
        return render.wrap(self._passage(index, ()).plain, self._inner(self.line_width))

    def offset_at(self, event: events.MouseEvent) -> int | None:
        """Return the place of the text that the mouse is at; None where there is none."""
        line = event.y - self.styles.padding.top + self.scroll_offset.y
        index = self.item_at(line)
        place = self.blocks[index][0]
        cuts = self._cuts(index)
        first = self.item_region(index)[0] + len(self._around(index)[0])
        if not 0 <= line - first < len(cuts):
            return None
        start, end = cuts[line - first]
        cell = max(0, event.x - self.styles.padding.left - _MARGIN)
        plain = self._passage(index, ()).plain
        # Characters of two cells, and marks of none, are why cells are no characters.
        wider = (n for n in range(start, end) if cell_len(plain[start : n + 1]) > cell)
        shown = next(wider, end - 1)
        text = self._document.text
        # What is not shown (an unsafe character) takes no cell: count from the place on.
        return next(
            n
            for n in range(place.start, place.end + 1)
            if render.shown_offset(text, place, n + 1) > shown or n == place.end
        )

    def on_click(self, event: events.Click) -> None:
        """Tell which place of the text was clicked."""
        offset = self.offset_at(event)
        if offset is not None:
            self.post_message(self.Clicked(offset))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where the mouse may be dragged from."""
        self._pressed = self.offset_at(event)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell how far the mouse was dragged."""
        if self._pressed is None:
            return
        offset = self.offset_at(event)
        if offset not in (None, self._pressed):
            self.post_message(self.Dragged(self._pressed, offset))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Drag no longer."""
        self._pressed = None
        self.release_mouse()

    def item_count(self) -> int:
        """Return the number of blocks."""
        return len(self.blocks)

    def item_height(self, index: int, width: int) -> int:
        """Return the lines of a block and the empty one below it."""
        plain = render.clean(self.blocks[index][0].of(self._document.text))
        above, below = self._around(index)
        return len(render.wrap(plain, self._inner(width))) + 1 + bool(above) + bool(below)

    def item_lines(self, index: int, width: int) -> list[Content]:
        """Return a block with its paragraph number and a bar beside the lit lines."""
        place, number = self.blocks[index]
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
        above, below = self._around(index)
        return [*above, *drawn, say(""), *below]

    def _around(self, index: int) -> tuple[list[Content], list[Content]]:
        """What is left out above and below a block, in a line each."""
        before, after = self._left_out
        above = [_left_out(before, "above")] if before and index == 0 else []
        last = index == len(self.blocks) - 1
        return above, [_left_out(after, "below")] if after and last else []

    def _inner(self, width: int) -> int:
        return min(_MEASURE, width - _MARGIN - 1)

    def _passage(self, index: int, lit: Sequence[tuple[Span, str]]) -> Content:
        place, number = self.blocks[index]
        base = "$foreground" if number else "$faint"
        return render.passage(self._document.text, place, [(place, base), *lit])

    def scroll_lines(self, lines: int) -> None:
        """Scroll by so many lines."""
        self._at_chosen = False
        self.go_to_line(self.scroll_offset.y + lines)


def _left_out(paragraphs: int, where: str) -> Content:
    many = "paragraph" if paragraphs == 1 else "paragraphs"
    return say(
        (f"   ⋯  {paragraphs} {many} {where}  ", "$muted"),
        (key_of("more"), "bold $primary"),
        (" shows more", "$muted"),
    )


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
