"""The time line: a row for each day, month or year, and a bar for what each party said then."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from analysis.finding import timeline
from analysis.models import Comparison, Entry, Grain, Stretch
from tui import signs, words
from tui.render import Part, say
from tui.widgets.table import PartyTable

_BAR = 8  # cells of the longest bar


class TimeGrid(PartyTable):
    """Statements and tone of the parties over time; one moment of one party is chosen."""

    CELL: ClassVar = 20
    RULED: ClassVar = False

    def __init__(self, comparison: Comparison, grain: Grain | None = None) -> None:
        self.found = timeline(comparison, grain)
        super().__init__(comparison)

    @property
    def grain(self) -> Grain:
        """How long a row is."""
        return self.found.grain

    def show(self, comparison: Comparison, grain: Grain | None = None) -> None:
        """Show a newer or narrower comparison, or another grain; the date stays where it can."""
        before = self.found.moments[self.row].date if self.found.moments else ""
        self.found = timeline(comparison, grain or self.grain)
        size = self.grain.length
        dates = [moment.date for moment in self.found.moments]
        same = (n for n, date in enumerate(dates) if date[:size] >= before[:size] or not date)
        self.set_reactive(PartyTable.row, next(same, 0))
        super().show(comparison)

    def corner(self) -> Content:
        """Say what the bars are made of."""
        return say(("█", "$primary"), (" own ", "$muted"), "░", (" others", "$muted"))

    def item_count(self) -> int:
        """Return the number of moments."""
        return len(self.found.moments)

    def entries(self, row: int, party: int) -> Sequence[Entry]:
        """Return what a party has at a moment."""
        stretch = self._stretch(row, party)
        return stretch.entries if stretch else ()

    def _stretch(self, row: int, party: int) -> Stretch | None:
        return self.found.moments[row].parties.get(self.comparison.parties[party].party.id)

    def label(self, row: int, width: int) -> list[Content]:
        """Return the date, and how long after the one before it is where days lie between."""
        moment = self.found.moments[row]
        if not moment.date:
            name = words.counted(moment.documents, "article")
            return [say(("no date", "italic $foreground"), (f" {name}", "$muted"))]
        gap = f" +{moment.later}d" if moment.later > 1 and self.grain is Grain.DAY else ""
        if len(moment.date + gap) > width:
            gap = gap.strip() if len(moment.date + gap.strip()) <= width else ""
        return [say((moment.date, "bold $foreground"), (gap, "$muted"))]

    def cell(self, row: int, party: int, width: int) -> list[Content]:
        """Return a bar: how many statements, how many of them own, and how they sound."""
        stretch = self._stretch(row, party)
        if stretch is None:
            return [say(("·", "$rule"))]
        return [bar(stretch, self.found.largest, width)]


def bar(stretch: Stretch, largest: int, width: int) -> Content:
    """Return `██░ 3 +0.31`: own words full, what others tell hollow; number; mean tone."""
    number = len(stretch.entries)
    most = max(1, min(_BAR, width - 12))
    size = max(1, round(number / max(1, largest) * most))
    own = min(size, round(stretch.count.own / number * size))
    if stretch.count.own:
        own = max(1, own)
    parts: list[Part] = [
        ("█" * own, "$primary"),
        ("░" * (size - own), "$muted"),
        (f" {number}", "bold $ink"),
    ]
    if stretch.tone is not None:
        sign = signs.TONE["neutral"] if stretch.tone.label == "neutral" else ""
        score = signs.signed(stretch.tone.score)
        parts.append((f" {sign}{score}", signs.TONE_STYLE[stretch.tone.label]))
    return say(*parts)
