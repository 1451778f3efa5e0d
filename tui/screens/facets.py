"""A filter picked from lists, for those who do not know how one is written."""

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Static

from analysis.models import Demand, Facet, Filter
from tui import render
from tui.actions import shown
from tui.narrowed import MANY, Narrowed
from tui.render import say
from tui.widgets.dialogs import Choice, KeyLine
from tui.widgets.fields import SHORT
from tui.widgets.lines import LineView

_NAMES = {
    Facet.PARTY: "Party",
    Facet.ISSUE: "Issue",
    Facet.VOICE: "Whose words",
    Facet.CERTAINTY: "How firm",
    Facet.STANCE: "Stance",
    Facet.TONE: "Tone",
    Facet.KIND: "Quoted",
    Facet.IS: "Decided",
    Facet.THROUGH: "Told through",
    Facet.OUTLET: "Outlet",
}
_MOST = 12  # outlets listed; the line under `/` takes any


class Row(Struct, frozen=True):
    """A heading (`value` empty), or one value of a facet."""

    facet: Facet
    value: tuple[str, ...]
    name: str
    count: int | None = None


def rows(narrowed: Narrowed) -> Iterator[Row]:
    """Yield the facets with their values, and how many statements each has where that is cheap."""
    counted = sum(len(view.entries) for view in narrowed.whole.parties) <= MANY
    for facet, name in _NAMES.items():
        values = [
            v for v in narrowed.values(facet) if not (facet is Facet.VOICE and v.word == "own")
        ]
        found = []
        for value in values[:_MOST] if facet is Facet.OUTLET else values:
            demand = Demand(facet, value.values)
            number = narrowed.count(Filter(wanted=(demand,))) if counted else None
            if number != 0:
                found.append(Row(facet, value.values, value.name, number))
        if found:
            yield Row(facet, (), name)
            yield from found


class FacetList(LineView):
    """The values with a box before each."""

    row: reactive[int] = reactive(0)
    """Index of the row that the keys are at."""

    class Toggled(Message):
        """A value was picked or let go."""

    def __init__(self, found: tuple[Row, ...], wanted: Filter) -> None:
        super().__init__()
        self.rows = found
        self.picked = {
            index
            for index, row in enumerate(found)
            if row.value and set(row.value) <= wanted.values(row.facet)
        }
        self.set_reactive(FacetList.row, 1 if len(found) > 1 else 0)

    def item_count(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def item_height(self, index: int, width: int) -> int:
        """Return 1, or 2 for a heading with the gap above it."""
        return 1 if self.rows[index].value or not index else 2

    def item_lines(self, index: int, width: int) -> list[Content]:
        """Return a heading, or a box with name and count."""
        row = self.rows[index]
        if not row.value:
            head = say((row.name, "bold $primary"))
            return [head] if not index else [say(""), head]
        bar = ("▌", "$primary") if index == self.row else " "
        box = ("[x]", "bold $primary") if index in self.picked else ("[ ]", "$muted")
        count = f"  {row.count}" if row.count is not None else ""
        name = render.clip(row.name, width - 8 - len(count))
        return [say(bar, box, " ", (name, "$ink"), (count, "$muted"))]

    def item_state(self, index: int) -> object:
        """The picture depends on where the keys are and on what is picked."""
        return index == self.row, index in self.picked

    def move(self, step: int) -> None:
        """Go on by so many values, over headings."""
        row = self.row + step
        while 0 <= row < len(self.rows) and not self.rows[row].value:
            row += 1 if step > 0 else -1
        if 0 <= row < len(self.rows):
            self.row = row
        elif step:
            values = [index for index, one in enumerate(self.rows) if one.value]
            self.row = values[-1 if step > 0 else 0] if values else 0
        first, after = self.item_region(self.row)
        top, page = self.scroll_offset.y, self.page_height
        if first < top:
            self.go_to_line(max(0, first - 1))
        elif after > top + page:
            self.go_to_line(after - page)

    def toggle(self) -> None:
        """Pick the value, or let it go."""
        if self.rows and self.rows[self.row].value:
            self.picked ^= {self.row}
            self.refresh()
            self.post_message(self.Toggled())

    def watch_row(self) -> None:
        """Draw where the keys are."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Toggle what was clicked."""
        line = event.y + self.scroll_offset.y
        if line < self.virtual_size.height and self.rows[index := self.item_at(line)].value:
            self.row = index
            self.toggle()


class FacetsScreen(ModalScreen[str | None]):
    """Facets and their values; closes with the filter as text, None where it stays as it was."""

    BINDINGS: ClassVar = [
        Binding("down,j,tab", "move(1)", "Down"),
        Binding("up,k,shift+tab", "move(-1)", "Up"),
        Binding("pagedown,ctrl+d", "move(8)", "Page down"),
        Binding("pageup,ctrl+u", "move(-8)", "Page up"),
        Binding("g,home", "move(-10000)", "Top"),
        Binding("G,end", "move(10000)", "End"),
        Binding("space,x", "pick", "Pick"),
        Binding("enter", "keep", "Show these"),
        Binding("backslash", "none", "Show all"),
        Binding("escape,q", "leave", "Leave"),
    ]

    CSS_PATH = "../styles/filter.tcss"
    AUTO_FOCUS = "FacetList"
    VERTICAL_BREAKPOINTS = SHORT

    def __init__(self, narrowed: Narrowed) -> None:
        super().__init__()
        self._narrowed = narrowed
        self._before = narrowed.read(narrowed.text) if narrowed.text else Filter()

    def compose(self) -> ComposeResult:
        """The list, how many statements are left, and the keys."""
        with Vertical(classes="dialog facets"):
            yield Static(say(("Show only", "bold $primary")), markup=False)
            yield FacetList(tuple(rows(self._narrowed)), self._before)
            yield Static(self._told(), markup=False, classes="text told")
            yield KeyLine(
                Choice("space", "pick", "screen.pick"),
                Choice(shown("enter"), "show these", "screen.keep"),
                Choice("esc", "leave it", "screen.leave"),
            )

    @property
    def list(self) -> FacetList:
        """The list."""
        return self.query_one(FacetList)

    @property
    def wanted(self) -> Filter:
        """The filter: what is picked, and what else was typed before."""
        if not self.query(FacetList):
            return self._before
        picked: dict[Facet, list[str]] = {}
        for index in sorted(self.list.picked):
            row = self.list.rows[index]
            picked.setdefault(row.facet, []).extend(row.value)
        listed = {row.facet for row in self.list.rows}
        others = [d for d in self._before.wanted if d.facet not in listed]
        demands = [Demand(f, tuple(sorted(set(values)))) for f, values in picked.items()]
        order = list(Facet)
        found = sorted([*others, *demands], key=lambda demand: order.index(demand.facet))
        return replace(self._before, wanted=tuple(found))

    def _told(self) -> Content:
        wanted = self.wanted
        text = self._narrowed.write(wanted)
        shown = f"{self._narrowed.count(wanted)} statements"
        return say((shown, "bold $ink"), "  ", (text, "$muted"))

    def on_facet_list_toggled(self, message: FacetList.Toggled) -> None:
        """Tell how many are left."""
        self.query_one(".told", Static).update(self._told())

    def action_move(self, step: int) -> None:
        """Go up or down."""
        self.list.move(step)

    def action_pick(self) -> None:
        """Pick, or let go."""
        self.list.toggle()

    def action_keep(self) -> None:
        """Show what is picked."""
        self.dismiss(self._narrowed.write(self.wanted))

    def action_none(self) -> None:
        """Show everything."""
        self.dismiss("")

    def action_leave(self) -> None:
        """Leave the filter as it was."""
        self.dismiss(None)
