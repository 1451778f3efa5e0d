"""The matrix issue × party: what weighs most in each cell, with its signs and its source."""

from collections.abc import Sequence

from textual.content import Content

from analysis.models import Comparison, Entry, Issue, Position, StanceValue
from analysis.models.lazy import ids_of
from tui import render, signs, words
from tui.render import say
from tui.widgets.table import PartyTable

_QUOTE = 4  # lines of the leading quote
_SIGNS = 3  # certainty, voice


class Grid(PartyTable):
    """One row an issue, one column a party; one cell is chosen."""

    def __init__(self, comparison: Comparison) -> None:
        self.rows = rows(comparison)
        super().__init__(comparison)

    def show(self, comparison: Comparison) -> None:
        """Show a newer or narrower comparison; the chosen issue stays chosen where it can."""
        before = self.rows[self.row].id
        self.rows = rows(comparison)
        ids = [issue.id for issue in self.rows]
        self.set_reactive(PartyTable.row, ids.index(before) if before in ids else 0)
        super().show(comparison)

    @property
    def position(self) -> Position:
        """The chosen cell."""
        return self._position(self.row, self.column)

    def _position(self, row: int, party: int) -> Position:
        key = (self.rows[row].id, self.comparison.parties[party].party.id)
        # A filter may leave no row at all; then there is one, with nothing in it.
        return self.comparison.positions.get(key) or Position(key[1], key[0])

    def entries(self, row: int, party: int) -> Sequence[Entry]:
        """Return the statements of a cell, the weightiest first."""
        return self._position(row, party).entries

    @property
    def opening(self) -> int:
        """Which statement of the chosen cell is quoted in it."""
        position = self.position
        if position.by is None:
            return 0
        return ids_of(position.entries).index(position.by.statement.id)

    def item_count(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def label(self, row: int, width: int) -> list[Content]:
        """Return the name of an issue."""
        return render.lines(say((self.rows[row].name, "bold $foreground")), width)

    def cell(self, row: int, party: int, width: int) -> list[Content]:
        """Return stance, leading quote with its signs, and source; or why there is nothing."""
        position = self._position(row, party)
        # A stance stands beside the words that take it, even where others weigh more.
        lead = position.by or position.lead
        if lead is None:
            silent = say(("— ", "$muted"), (words.silence_short(position.silence), "italic $muted"))
            return render.lines(silent, width)
        document = self.comparison.documents[lead.attribution.document]
        quote = signs.sentence(lead, document.text)
        certainty = signs.CERTAINTY[lead.statement.certainty]
        gutter = say((certainty, "bold $cue"), signs.voice_gutter(lead))
        around = words.joined(document, lead.around)
        before = render.lines(say((f"{around} …", "italic $muted")), width - _SIGNS)
        lines = [stance(position.stance)] if position.stance is not StanceValue.NONE else []
        lines += [say(" " * _SIGNS, line) for line in before if around]
        lines += [
            say(" " * _SIGNS if number else gutter, line)
            for number, line in enumerate(render.lines(quote, width - _SIGNS, _QUOTE))
        ]
        place = words.source_line(document, lead.statement.span)
        below = source(place, len(position.entries) - 1, width - _SIGNS)
        return [*lines, *(say(" " * _SIGNS, line) for line in below)]


def source(place: str, more: int, width: int) -> list[Content]:
    """Return where a quote stands, and that there are so many more, which stays together."""
    found = render.lines(say((place, "$muted")), width)
    if not more:
        return found
    last = say(found[-1], (f" · {more} more", "$muted"))
    if last.cell_length <= width:
        return [*found[:-1], last]
    return [*found, say((f"{more} more", "$muted"))]


def stance(value: StanceValue) -> Content:
    """Return a stance as sign and word."""
    sign = signs.STANCE.get(value, "?")
    return say((f" {sign} {value}", "bold $secondary"))


def rows(comparison: Comparison) -> tuple[Issue, ...]:
    """Return the issues, and a row for what fits none where there is any; at least one row."""
    keys = [key for key in comparison.positions if not key[0]]
    loose = any(comparison.positions[key].entries for key in keys)
    rest = (Issue("", "None of these"),) if loose or not comparison.issues else ()
    return (*comparison.issues, *rest)
