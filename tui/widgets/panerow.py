"""The panes side by side: a window over the parties, which slides where not all fit."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widget import Widget

from tui.place import PartyPlace
from tui.widgets.pane import PartyPane

_PANE = 36  # columns that a pane likes to have on a wide screen
_TALL = 30  # rows from which headings have room
_NOWHERE = (Size(0, 0), -1)


def pane_count(width: int, parties: int) -> int:
    """Return how many panes stand side by side on a screen of `width` columns."""
    if width >= 150:
        fitting = max(5, width // _PANE)
    else:
        fitting = 3 if width >= 100 else 2 if width >= 60 else 1
    return max(1, min(parties, fitting))


class PaneRow(Horizontal):
    """As many panes as fit; which parties they show changes with the one that is focused."""

    def __init__(self) -> None:
        super().__init__(id="panes")
        self.panes: list[PartyPane] = []
        """From left to right; those that do not fit any more are not displayed."""
        self._first = 0
        self._arranged = _NOWHERE  # for which screen and party they stand
        self._fitted = (0, 0)  # lines of the headings' parts

    def compose(self) -> ComposeResult:
        """The panes that are needed at first."""
        yield from self.panes

    def pane(self, party: int) -> PartyPane:
        """Return the pane that shows the party of that index; it has to be in view."""
        return self.panes[party - self._first]

    def party_of(self, widget: Widget | None) -> int | None:
        """Return the index of the party whose list that is."""
        shown = enumerate(self.panes, self._first)
        return next((n for n, pane in shown if pane.statements is widget), None)

    def again(self) -> None:
        """Arrange them anew the next time, whatever has changed."""
        self._arranged = _NOWHERE

    def stand_side_by_side(self, places: Sequence[PartyPlace], focused: int, screen: Size) -> int:
        """Choose the parties in view, fit their headings, and return how many there are."""
        count = pane_count(screen.width, len(places)) if places else 0
        if (screen, focused) == self._arranged:
            return count
        anew = self._arranged[0] != screen
        self._arranged = screen, focused
        first = max(0, min(self._first, len(places) - count))
        # The window moves no further than it must.
        self._first = min(max(first, focused - count + 1), focused)
        shown = places[self._first : self._first + count]
        self._provide(shown)
        for pane, place in zip(self.panes, shown, strict=False):
            if not pane.statements.stands(place):
                pane.stand(place)
            pane.heading.set_class(place is places[focused], "-focused")
        for place in self._far(places, count):
            place.laid.strips.clear()  # drawn lines take a lot of room
        if shown:
            self._fit_headings(count, screen, anew=anew)
        return count

    def _far(self, places: Sequence[PartyPlace], count: int) -> Iterator[PartyPlace]:
        """The parties that one step does not bring into view."""
        for number, place in enumerate(places):
            if not self._first - 1 <= number <= self._first + count:
                yield place

    def _provide(self, shown: Sequence[PartyPlace]) -> None:
        """Let there be a pane for each of them, and no more in view."""
        for place in shown[len(self.panes) :]:
            pane = PartyPane(place)
            self.panes.append(pane)
            if self.is_attached:  # else it will be composed, with them
                pane.mount_into(self)
        for number, pane in enumerate(self.panes):
            pane.display = number < len(shown)

    def _fit_headings(self, count: int, screen: Size, *, anew: bool) -> None:
        """Give the headings in view one height, so that the lists begin on one line.

        On a tall screen it grows with what comes into view and shrinks only `anew`: at each move
        from party to party the lists would begin on another line, and all would be laid out anew.
        A low screen has no line to give away.
        """
        width = screen.width // count - 4
        compact = screen.height < _TALL
        limit = max(2, screen.height // 6 if compact else screen.height // 5)
        headings = [pane.heading for pane in self.panes[:count]]
        for heading in headings:
            heading.compact = compact
        needed = [heading.heights(width, limit) for heading in headings]
        needed += [] if anew or compact else [self._fitted]
        voices, position = (max(column) for column in zip(*needed, strict=True))
        self._fitted = (voices, position)
        for heading in headings:
            heading.fit(voices, position, compact)
