"""Scrolling over items of unequal height, drawn line by line (no widget per item).

A thousand statements as widgets cost seconds to mount and again at every resize; drawn by the
line they cost milliseconds. Strips are kept in a cache keyed by what changes the picture.
"""

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from tui import render

_MANY = 60
"""From so many items on only those near the screen are wrapped; the others are taken to be as
high as they are on average, until somebody comes near them."""
_SAMPLE = 8  # items by which the height of the others is guessed
_KEPT = 24  # items in the cache, beside as many as there may be in view


class Laid:
    """How items are laid out in lines and drawn, and where among them the reader is.

    A view holds one at a time; another can be put in its place at no cost (`LineView.lay`).
    """

    def __init__(self) -> None:
        self.heights: list[int] = []
        self.unknown: set[int] = set()
        """Items whose height is guessed."""
        self.tops: list[int] = [0]
        self.strips: LRUCache[tuple[object, ...], list[Strip]] = LRUCache(_KEPT)
        self.width = 0
        """The width in cells that `tops` stand for; 0: nothing is measured."""
        self.anchor = 0
        """The item at the top."""
        self.line = 0
        """The line at the top."""

    def forget(self) -> None:
        """Measure and draw everything anew; the reader stays at the same item."""
        self.strips.clear()
        self.width = 0


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Items drawn line by line. A subclass says how many there are and what each looks like."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self.laid = Laid()
        self._laid_out = Size(0, 0)

    # ------------------------------------------------------------ for subclasses

    @abstractmethod
    def item_count(self) -> int:
        """Return the number of items."""

    @abstractmethod
    def item_height(self, index: int, width: int) -> int:
        """Return how many lines an item takes; it must agree with `item_lines`."""

    @abstractmethod
    def item_lines(self, index: int, width: int) -> list[Content]:
        """Return an item's lines, each at most `width` cells."""

    def item_state(self, index: int) -> object:
        """Return what else the picture of an item depends on."""
        return None

    def item_style(self, index: int) -> Style:
        """Return the style under an item."""
        return self.visual_style

    def item_above(self, index: int) -> int:
        """Return how many of an item's first lines its style leaves out: a heading above it."""
        return 0

    # ------------------------------------------------------------ layout

    @property
    def line_width(self) -> int:
        """The width in cells that lines have; 0 before the first layout."""
        return self.laid.width

    @property
    def page_height(self) -> int:
        """The number of lines on screen."""
        return max(1, self.content_size.height)

    def measure(self, width: int) -> None:
        """Wrap the items to `width` cells: all of them, or where there are many those near."""
        self.laid.strips.clear()
        self.laid.strips.maxsize = _KEPT + self.page_height
        self.laid.width = width
        count = self.item_count()
        if count < _MANY:
            self.laid.unknown = set()
            self.laid.heights = [self.item_height(index, width) for index in range(count)]
            self._add_up()
            return
        near = min(self.laid.anchor, count - 1)
        seen = [self.item_height(n, width) for n in range(near, min(near + _SAMPLE, count))]
        self.laid.heights = [max(1, sum(seen) // len(seen))] * count
        self.laid.heights[near : near + len(seen)] = seen
        self.laid.unknown = set(range(count)) - set(range(near, near + len(seen)))
        self._add_up()

    def _add_up(self) -> None:
        self.laid.tops = list(accumulate(self.laid.heights, initial=0))

    def _wrap(self, indexes: Iterable[int]) -> None:
        """Measure the items whose height was guessed; what stands above them stays in place."""
        unknown = [index for index in indexes if index in self.laid.unknown]
        for index in unknown:
            self.laid.heights[index] = self.item_height(index, self.laid.width)
            self.laid.unknown.discard(index)
        if unknown:
            self._add_up()
            self._tell_height()

    def _wrap_from(self, index: int) -> None:
        """Measure an item and those behind it, as many as a screen shows."""
        while self.laid.unknown and index < len(self.laid.heights):
            after = bisect_right(self.laid.tops, self.laid.tops[index] + self.page_height)
            if not any(n in self.laid.unknown for n in range(index, after)):
                break
            self._wrap(range(index, after))

    def relayout(self) -> None:
        """Wrap every item again, and keep the item at the top where it is."""
        if self.laid.width:
            self.measure(self.laid.width)
            self._laid_out = Size(0, 0)
            self._tell_height()
            self.keep_place(self.size)
            self.refresh()

    def _tell_height(self) -> None:
        size = Size(self.laid.width, self.laid.tops[-1])
        if self.styles.overflow_y == "scroll":
            # The bar is there anyhow; to lay out the screen for it costs 20 ms at a key.
            self.set_reactive(LineView.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height
        else:
            self.virtual_size = size

    def lay(self, laid: Laid) -> None:
        """Put other items in place of these, with where the reader is among them.

        What is said of the items (`item_count`, …) has to be that of the others already.
        """
        self.laid = laid
        if not self._laid_out or self.size != self._laid_out:  # the next layout measures them
            self._laid_out = Size(0, 0)
            return
        width = self._width_in(self.size)
        if laid.width == width:
            line = laid.line
        else:
            self.measure(width)
            line = laid.tops[min(laid.anchor, len(laid.tops) - 1)]
        self._tell_height()
        self.go_to_line(line)
        laid.line = self.scroll_offset.y
        self.refresh()

    def laid_out(self) -> None:
        """Called after a layout that changed the size."""

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        # Wrapped here, the lines stand in the first picture. Wrapped at the resize event that
        # follows, each start and each resize would lay out and draw the whole screen twice.
        if size == self._laid_out or not size:
            return super()._size_updated(size, virtual_size, container_size, layout)
        self._laid_out = Size(0, 0)
        self.measure(self._width_in(size))
        self.set_reactive(LineView.virtual_size, Size(self.laid.width, self.laid.tops[-1]))
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        self.keep_place(size)
        self.call_after_refresh(self.laid_out)
        return changed

    def _width_in(self, size: Size) -> int:
        return max(1, size.width - self.styles.gutter.width - self.scrollbar_size_vertical)

    def keep_place(self, size: Size) -> None:
        """Keep the item at the top there; the lines are wrapped for `size` by now."""
        self.go_to_line(self.laid.tops[min(self.laid.anchor, len(self.laid.tops) - 1)])
        self.laid.line = self.scroll_offset.y
        self._laid_out = size

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the item at the top, but not while a resize pushes the lines about."""
        super().watch_scroll_y(old_value, new_value)
        if self._laid_out == self.size:
            self.laid.line = round(new_value)
            self.laid.anchor = self.item_at(self.laid.line)
            self._wrap_from(self.laid.anchor)

    def item_at(self, line: int) -> int:
        """Return the item that stands at a line of the whole."""
        return max(0, min(bisect_right(self.laid.tops, line) - 1, self.item_count() - 1))

    def item_region(self, index: int) -> tuple[int, int]:
        """Return the first line of an item and the line after its last."""
        if index + 1 >= len(self.laid.tops):
            return 0, 0
        self._wrap((index,))
        return self.laid.tops[index], self.laid.tops[index + 1]

    def go_to_line(self, line: int) -> None:
        """Scroll so that `line` is the first on screen."""
        self._wrap_from(self.item_at(line))
        self.scroll_to(y=max(0, line), animate=False, immediate=True, force=True)

    # ------------------------------------------------------------ drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        # A picture may be asked for after the size changed and before the lines are wrapped anew.
        line, width = self.scroll_offset.y + y, self.laid.width
        if line >= self.laid.tops[-1] or not self.item_count():
            return Strip.blank(width, self.visual_style.rich_style)
        index = self.item_at(line)
        return self._item_strips(index, width)[line - self.laid.tops[index]]

    def _item_strips(self, index: int, width: int) -> list[Strip]:
        key = (index, width, self.item_state(index), self.app.theme)
        if (strips := self.laid.strips.get(key)) is not None:
            return strips
        base = self.item_style(index)
        parse = self.app.stylesheet.parse_style
        above = self.item_above(index)
        strips = [
            render.strip(
                line, width, base if line and number >= above else self.visual_style, parse
            )
            for number, line in enumerate(self.item_lines(index, width))
        ]
        self.laid.strips[key] = strips
        return strips
