"""A party as it stands in a pane: its statements in their order, and where the reader is in them.

There is one for each party, and a widget for each pane in view: to move to another party exchanges
what the widgets show, and nothing has to be mounted or laid out anew.
"""

from textual.content import Content

from analysis.models import Comparison, Entry, PartyView
from analysis.models.lazy import Entries, lazily
from tui import words
from tui.grouping import Grouping, grouped
from tui.widgets.lines import Laid


class PartyPlace:
    """The statements of a party, put in order when somebody looks at them.

    `number` is that of the party, from 1.
    """

    def __init__(self, number: int, view: PartyView, comparison: Comparison) -> None:
        self.number = number
        self.laid = Laid()
        self.state = 0
        """Another one whenever it stands for something else."""
        self._grouping = Grouping.DOCUMENT
        self._selected = 0
        self.astray = False
        """Whether the selected statement may be out of sight now."""
        self._sought = ""  # the statement that is to be selected again once all are in order
        self._take(view, comparison)

    def _take(self, view: PartyView, comparison: Comparison) -> None:
        self.view, self.comparison = view, comparison
        self.state += 1
        self._in_groups: tuple[Entries, tuple[str, ...]] | None = None
        self._position: Content | None = None
        self._verified: int | None = None

    def show(
        self, view: PartyView, comparison: Comparison, grouping: Grouping | None = None
    ) -> None:
        """Stand for what was found since; the selected statement stays so if still there."""
        if self._in_groups is not None and self._selected < len(self.entries):
            self._sought = self.entries.briefs[self._selected].statement
        self._take(view, comparison)
        self._grouping = grouping or self._grouping
        self.laid.forget()

    def group(self, by: Grouping) -> None:
        """Stand in another order; the selected statement stays selected."""
        self.show(self.view, self.comparison, by)
        self.astray = True

    def _ordered(self) -> tuple[Entries, tuple[str, ...]]:
        if self._in_groups is None:
            self._in_groups = grouped(self.view.entries, self._grouping, self.comparison)
            entries = self._in_groups[0]
            # Where it is gone: what followed it.
            self._selected = min(self._selected, max(0, len(entries) - 1))
            if self._sought:
                ids = entries.ids
                if self._sought in ids:
                    self._selected = ids.index(self._sought)
                self._sought = ""
        return self._in_groups

    @property
    def entries(self) -> Entries:
        """The statements in their order."""
        return self._ordered()[0]

    @property
    def heads(self) -> tuple[str, ...]:
        """What stands above each: a heading or nothing."""
        return self._ordered()[1]

    @property
    def selected(self) -> int:
        """The number of the selected statement; 0 where there is none."""
        self._ordered()
        return self._selected

    @selected.setter
    def selected(self, number: int) -> None:
        self._ordered()
        self._selected = number

    @property
    def entry(self) -> Entry | None:
        """The selected statement; None where the party has none."""
        return self.entries[self.selected] if self.selected < len(self.entries) else None

    @property
    def position(self) -> Content:
        """The one-line position; its documents are not read before somebody looks at it."""
        if self._position is None:
            self._position = words.position(self.view, self.comparison)
        return self._position

    @property
    def verified(self) -> int:
        """How many statements somebody has verified."""
        if self._verified is None:
            self._verified = lazily(self.view.entries).verified
        return self._verified
