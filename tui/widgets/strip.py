"""The strip that names every party on one line where not all panes fit."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from analysis.models import PartyView
from tui import render
from tui.render import Part, say


class PartyStrip(Widget):
    """All parties with their counts; the focused one is marked."""

    class Chosen(Message):
        """A name was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, views: Sequence[PartyView]) -> None:
        super().__init__()
        self._views = tuple(views)
        self._focused = 0
        self._ends: list[int] = []

    def show(self, views: Sequence[PartyView], focused: int) -> None:
        """Name these parties, the focused one marked."""
        self._views, self._focused = tuple(views), focused
        self.refresh()

    def render(self) -> Content:
        """Draw the strip, with names cut as far as the width asks for."""
        width = self.content_size.width
        labels = _labels(self._views, width)
        first = 0
        while first < self._focused and _width(labels[first : self._focused + 1]) > width - 4:
            first += 1
        parts: list[Part] = [("‹ ", "$muted")] if first else []
        self._first, self._ends = first, []
        used = 2 if first else 0
        for index in range(first, len(labels)):
            name, count = labels[index]
            size = cell_len(name) + len(count) + 3
            if used + size > width - (2 if index + 1 < len(labels) else 0) and index > first:
                parts.append(("›", "$muted"))
                break
            marked = index == self._focused
            style = "bold reverse $primary" if marked else "$foreground"
            parts += [(f" {name}", style), (f" {count} ", style if marked else "$muted")]
            used += size
            self._ends.append(used)
        return say(*parts)

    def on_click(self, event: events.Click) -> None:
        """Choose the party whose name was clicked."""
        for place, end in enumerate(self._ends):
            if event.x - self.gutter.left < end:
                self.post_message(self.Chosen(self._first + place))
                return


def _width(labels: Sequence[tuple[str, str]]) -> int:
    return sum(cell_len(name) + len(count) + 3 for name, count in labels)


def _labels(views: Sequence[PartyView], width: int) -> list[tuple[str, str]]:
    """Return name and count of each party; names are shortened where that makes all fit."""
    names = [view.party.name for view in views]
    longest = max((cell_len(name) for name in names), default=0)
    for size in range(longest, 5, -1):
        labels = [
            (render.clip(name, size), str(view.count.total))
            for name, view in zip(names, views, strict=True)
        ]
        if _width(labels) <= width:
            return labels
    return [(render.clip(view.party.name, 14), str(view.count.total)) for view in views]
