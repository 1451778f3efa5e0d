"""Conflicts and agreements, each with the quotes that show it, drawn by the line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from analysis.models import Agreement, Comparison, Conflict, Entry, Side
from tui import render, signs, twins, words
from tui.render import say
from tui.widgets.grid import source, stance
from tui.widgets.lines import LineView

Item = Conflict | Agreement

_QUOTE = 4  # lines of each quote
_INDENT = 3
_BESIDE = 100  # cells from which two sides stand beside each other
_GAP = 2
_NONE = (
    "No conflicts and no agreements found: nobody takes a side that another one denies or shares."
)
_HIDDEN = "No conflict or agreement among what the filter shows."


class ConflictList(LineView):
    """First the conflicts, then the agreements; one is chosen."""

    row: reactive[int] = reactive(0)
    """Index of the chosen one."""

    @dataclass
    class Moved(Message):
        """Another one is chosen."""

        list: "ConflictList"

    class Opened(Message):
        """The reader wants to see the quotes side by side."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__()
        self._take(comparison)

    def _take(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self.items: tuple[Item, ...] = (*comparison.conflicts, *comparison.agreements)

    def show(self, comparison: Comparison) -> None:
        """Show newer or fewer ones."""
        self._take(comparison)
        self.set_reactive(ConflictList.row, max(0, min(self.row, len(self.items) - 1)))
        self.relayout()
        self.post_message(self.Moved(self))

    @property
    def chosen(self) -> Item | None:
        """The chosen one; None where there is none."""
        return self.items[self.row] if self.items else None

    # ------------------------------------------------------------ items

    def item_count(self) -> int:
        """Return how many there are, or 1 for the text that there is none."""
        return len(self.items) or 1

    def item_height(self, index: int, width: int) -> int:
        """Return the lines of one."""
        return len(self.item_lines(index, width))

    def item_lines(self, index: int, width: int) -> list[Content]:
        """Return heading, what it is about, and each side with its quote and source."""
        if not self.items:
            text = _HIDDEN if self._comparison.narrowing else _NONE
            return render.lines(say((text, "italic $foreground")), width)
        item = self.items[index]
        drawn: list[Content] = []
        if head := self._section(index):
            drawn += [say((head, "bold $primary")), say("")]
        bar = say(("▌" if index == self.row else " ", "$primary"))
        lines = [*render.lines(about(item, self._comparison), width - 1)]
        lines += self._sides(twins.sides(item), width - 1)
        return [*drawn, *(say(bar, line) for line in lines), say("")]

    def item_state(self, index: int) -> object:
        """The picture depends on what is chosen."""
        return index == self.row

    def _section(self, index: int) -> str:
        conflicts = len(self._comparison.conflicts)
        if index == 0 and conflicts:
            return f"CONFLICTS ({conflicts})"
        if index == conflicts:
            return f"AGREEMENTS ({len(self.items) - conflicts})"
        return ""

    def _sides(self, sides: Sequence[Side], width: int) -> Iterator[Content]:
        """Two beside each other where there is room, else one below the other."""
        if width < _BESIDE:
            for side in sides:
                yield from self._side(side, width)
            return
        half = (width - _GAP) // 2
        for left, right in zip_longest(sides[::2], sides[1::2]):
            blocks = [list(self._side(side, half)) if side else [] for side in (left, right)]
            for one, other in zip_longest(*blocks, fillvalue=say("")):
                yield say(one, " " * (half + _GAP - one.cell_length), other)

    def _side(self, side: Side, width: int) -> Iterator[Content]:
        entry = side.lead
        document = self._comparison.documents[entry.attribution.document]
        name = self._comparison.names[side.party]
        yield render.lines(say("  ", (name, "bold $ink"), " ", stance(side.stance)), width, 1)[0]
        gutter = say(
            (signs.CERTAINTY[entry.statement.certainty], "bold $cue"), signs.voice_gutter(entry)
        )
        speaker = words.speaker_line(entry, document, self._comparison.names)
        for line in render.lines(speaker, width - 2 - _INDENT):
            yield say(" " * (2 + _INDENT), line)
        quote = render.lines(signs.sentence(entry, document.text), width - 2 - _INDENT, _QUOTE)
        for number, line in enumerate(quote):
            yield say("  ", say(" " * _INDENT) if number else gutter, line)
        place = words.source_line(document, entry.statement.span)
        for line in source(place, len(side.entries) - 1, width - 2 - _INDENT):
            yield say(" " * (2 + _INDENT), line)

    # ------------------------------------------------------------ moving

    def laid_out(self) -> None:
        """Bring the chosen one back where a resize pushed it out of sight."""
        first, after = self.item_region(self.row)
        top = self.scroll_offset.y
        if after <= top or first >= top + self.page_height:
            self.choose(self.row)

    def choose(self, row: int) -> None:
        """Choose one (clamped) and bring it on screen."""
        self.row = max(0, min(row, len(self.items) - 1))
        first, after = self.item_region(self.row)
        top, page = self.scroll_offset.y, self.page_height
        if first < top or after - first > page:
            self.go_to_line(first)
        elif after > top + page:
            self.go_to_line(after - page)

    def watch_row(self) -> None:
        """Draw what is chosen."""
        self.refresh()
        self.post_message(self.Moved(self))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked; a second click opens it."""
        line = event.y + self.scroll_offset.y
        if not self.items or line >= self.virtual_size.height:
            return
        row = self.item_at(line)
        if event.chain > 1 and row == self.row:
            self.post_message(self.Opened())
        else:
            self.row = row


def leads(item: Item) -> tuple[Entry, Entry]:
    """Return the two statements to lay side by side."""
    first, second = twins.sides(item)[:2]
    return first.lead, second.lead


def about(item: Item, comparison: Comparison) -> Content:
    """Return issue, level, and who draws the contrast."""
    issue, *rest = twins.about(item, comparison).split(" · ", 1)
    return say((issue, "bold $foreground"), *((f" · {text}", "$muted") for text in rest))
