"""A list of which one row is chosen: dossiers, documents, parties, suggestions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style

from tui import render
from tui.render import say
from tui.widgets.lines import LineView

_GUTTER = 2


@dataclass(frozen=True)
class Row:
    """One row: what it stands for and its lines for a width. A heading is never chosen."""

    key: str
    lines: Callable[[int], Sequence[Content]]
    heading: bool = False


def heading(*lines: Content) -> Row:
    """Return a row of these lines that is passed over."""
    return Row("", lambda width: lines, heading=True)


class RowList(LineView):
    """Rows of one or more lines each; `empty` stands where there is none."""

    COMPONENT_CLASSES: ClassVar = {"rows--selected"}

    selected: reactive[int] = reactive(0)
    """Index of the chosen row; 0 where there is none."""

    @dataclass
    class Moved(Message):
        """Another row is chosen."""

        rows: "RowList"

    @dataclass
    class Opened(Message):
        """A row was clicked twice."""

        rows: "RowList"

    def __init__(self, rows: Sequence[Row], empty: Content, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows = tuple(rows)
        self._empty = empty
        self.set_reactive(RowList.selected, self._near(0, 1))

    def on_mount(self) -> None:
        """Tell the screen what is chosen first."""
        self.post_message(self.Moved(self))

    @property
    def row(self) -> Row | None:
        """The chosen row."""
        if self.selected >= len(self.rows) or self.rows[self.selected].heading:
            return None
        return self.rows[self.selected]

    def show(self, rows: Sequence[Row], empty: Content | None = None) -> None:
        """Show other rows; the chosen one stays chosen, or the next that is still there."""
        before = [row.key for row in self.rows]
        wanted = [*before[self.selected :], *reversed(before[: self.selected])]
        self.rows = tuple(rows)
        self._empty = empty or self._empty
        places = {row.key: place for place, row in enumerate(self.rows) if row.key}
        self.selected = self._near(next((places[k] for k in wanted if k in places), 0), 1)
        self.relayout()
        self.post_message(self.Moved(self))

    # ------------------------------------------------------------ items

    def item_count(self) -> int:
        """Return the number of rows, or 1 for the text that stands where there is none."""
        return len(self.rows) or 1

    def item_height(self, index: int, width: int) -> int:
        """Return the number of lines of a row."""
        return len(self.item_lines(index, width))

    def item_lines(self, index: int, width: int) -> list[Content]:
        """Return a row with a bar where it is chosen."""
        inner = max(2, width - _GUTTER)
        if not self.rows:
            return [
                say(" " * _GUTTER, cut)
                for line in self._empty.split("\n", allow_blank=True)
                for cut in render.lines(line, inner)
            ]
        row = self.rows[index]
        if row.heading:
            return [line for part in row.lines(width) for line in _indented(part, width)]
        bar = ("▌ ", "$primary") if index == self.selected else ("  ", "")
        return [say(bar, *render.lines(line, inner, 1)) for line in row.lines(inner)]

    def item_state(self, index: int) -> object:
        """The picture depends on what is chosen."""
        return index == self.selected, self.has_focus

    def item_style(self, index: int) -> Style:
        """The chosen row lies on a lighter ground."""
        chosen = index == self.selected and self.has_focus and self.row is not None
        return self.get_visual_style("rows--selected") if chosen else self.visual_style

    # ------------------------------------------------------------ moving

    def move(self, step: int) -> None:
        """Choose the next or previous row."""
        self.select(self.selected + step, 1 if step > 0 else -1)

    def page(self, part: float) -> None:
        """Move by that part of a page (negative: up), at least by one row."""
        first, _ = self.item_region(self.selected)
        index = self.item_at(max(0, first + round(part * self.page_height)))
        if index == self.selected:
            index += 1 if part > 0 else -1
        self.select(index, 1 if part > 0 else -1)

    def _near(self, index: int, step: int) -> int:
        """Return the row at `index` (clamped), or the next in that direction that is no heading."""
        if not self.rows:
            return 0
        index = max(0, min(index, len(self.rows) - 1))
        there = range(index, len(self.rows)) if step > 0 else range(index, -1, -1)
        back = range(index, -1, -1) if step > 0 else range(index, len(self.rows))
        return next((n for n in (*there, *back) if not self.rows[n].heading), 0)

    def select(self, index: int, step: int = 1) -> None:
        """Choose the row of that index (clamped) and bring it on screen, headings above it, too."""
        self.selected = self._near(index, step)
        above = self.selected
        while above and self.rows[above - 1].heading:
            above -= 1
        first, after = self.item_region(above)[0], self.item_region(self.selected)[1]
        top, page = self.scroll_offset.y, self.page_height
        if first < top:
            self.go_to_line(first)
        elif after > top + page:
            self.go_to_line(after - page)

    def laid_out(self) -> None:
        """Keep the chosen row in sight."""
        self.select(self.selected)

    def watch_selected(self) -> None:
        """Draw the choice and tell the screen."""
        self.refresh()
        self.post_message(self.Moved(self))

    def on_focus(self) -> None:
        """Draw the choice as the focused one."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the choice as a resting one."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked; a second click opens it."""
        line = event.y + self.scroll_offset.y
        if not self.rows or line >= self.virtual_size.height:
            return
        index = self.item_at(line)
        if self.rows[index].heading:
            return
        if event.chain > 1 and index == self.selected:
            self.post_message(self.Opened(self))
        else:
            self.selected = index


def _indented(part: Content, width: int) -> list[Content]:
    """Wrap a line; what begins with spaces stays as far in."""
    indent = " " * (len(part.plain) - len(part.plain.lstrip()))
    return [say(indent, line) for line in render.lines(part, width - len(indent))]
