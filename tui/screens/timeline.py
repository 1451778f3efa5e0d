"""Statements and tone of every party over time."""

from textual.content import Content

from analysis.models import Comparison, Grain
from tui import render, words
from tui.actions import Where, bindings
from tui.render import Part, say
from tui.requests import TellTimeBy
from tui.screens.table import TableScreen
from tui.widgets.timegrid import TimeGrid


class TimelineScreen(TableScreen):
    """The time line; Enter reads the statements of a moment."""

    WHERE = Where.TIMELINE
    BINDINGS = bindings(Where.TIMELINE)

    def __init__(self, comparison: Comparison, column: int = 0, grain: Grain | None = None) -> None:
        super().__init__(comparison, column)
        self.grain = grain

    def new_table(self) -> TimeGrid:
        """Return the table of moments."""
        return TimeGrid(self.comparison, self.grain)

    @property
    def grid(self) -> TimeGrid:
        """The table of moments."""
        assert isinstance(self.table, TimeGrid)
        return self.table

    def view(self) -> str:
        """Say how long a row is."""
        return f"time line by {self.grid.grain}"

    def caption(self) -> Content:
        """Return party, date, how many statements and how they sound."""
        grid = self.grid
        view = self.comparison.parties[grid.column]
        moment = grid.found.moments[grid.row]
        parts: list[Part] = [(view.party.name, "bold $ink"), "  "]
        parts.append((moment.date or "no date", "$foreground"))
        stretch = moment.parties.get(view.party.id)
        if stretch is None:
            parts.append((" · no statement", "$muted"))
        else:
            tone = words.tone_words(stretch.tone, stretch.count)
            parts.append((f" · {words.voice_count(stretch.count)} · {tone}", "$muted"))
        return say(*parts)

    def tell_empty(self) -> None:
        """Say that the party has nothing at this moment."""
        grid = self.grid
        name = self.comparison.parties[grid.column].party.name
        when = grid.found.moments[grid.row].date if grid.found.moments else ""
        self.notify(
            render.literal(f"{name}: no statement{f' on {when}' if when else ' without a date'}."),
            markup=False,
        )

    def action_grain(self) -> None:
        """Tell time by days, months or years."""
        grains = list(Grain)
        grain = grains[(grains.index(self.grid.grain) + 1) % len(grains)]
        self.grid.show(self.comparison, grain)
        self.grain = grain
        self.name_table()
        self.post_message(TellTimeBy(grain))
