"""The home screen: the parties side by side."""

from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from analysis.models import Comparison, Entry, Grain
from analysis.models.lazy import ids_of
from tui import render, words
from tui.actions import Where, bindings
from tui.grouping import Grouping
from tui.memory import Memory
from tui.place import PartyPlace
from tui.requests import Beside, Reload, Stop, Tried
from tui.screens.deciding import DecidingScreen
from tui.screens.filtered import FilteredScreen
from tui.state import State
from tui.widgets.bars import Caption, KeyBar, TitleBar
from tui.widgets.hints import HintLine
from tui.widgets.pane import PartyPane
from tui.widgets.panerow import PaneRow
from tui.widgets.progress import ProgressLine
from tui.widgets.statements import StatementList
from tui.widgets.strip import PartyStrip

_NEEDS_STATEMENTS = (
    *("open", "matrix", "export", "filter", "verify", "reject", "whose", "review", "undo"),
)
_ROOMY = 24  # rows from which there is one to spare for a hint


class PanesScreen(FilteredScreen, DecidingScreen):
    """One pane a party; a window over them slides where not all fit."""

    WHERE = Where.PANES
    BINDINGS = bindings(Where.PANES)
    AUTO_FOCUS = "StatementList"
    HOME = True

    def __init__(self, comparison: Comparison, name: str, empty: Content | None) -> None:
        super().__init__()
        self.comparison = comparison
        self.dossier_name = name
        self.focused_party = 0
        self.grouping = Grouping.DOCUMENT
        self.uncompared = 0
        """How many articles are there of which no comparison is there to show."""
        self._empty = empty
        self._recalled = State()
        self.places: list[PartyPlace] = self._new_places()
        """How the parties stand, in their order."""
        self.row = PaneRow()

    def recall(self, state: State) -> None:
        """Begin where the reader was, where that is still there."""
        self._recalled = state
        ids = [view.party.id for view in self.comparison.parties]
        self.focused_party = ids.index(state.party) if state.party in ids else 0
        if state.grouping in set(Grouping):
            self.grouping = Grouping(state.grouping)
        if state.grain in set(Grain):
            self.grain = Grain(state.grain)

    # ------------------------------------------------------------ building

    def compose(self) -> ComposeResult:
        """Title, strip, panes (or what to do where there are none), caption, progress, keys."""
        # Arranged before the first layout: a layout that is changed at once costs 30 ms of CPU.
        self._arrange()
        yield TitleBar(self.comparison.title or self.dossier_name, self._size_words())
        yield PartyStrip(self.comparison.parties)
        yield self.row
        with VerticalScroll(id="empty", can_focus=False):
            yield Static(id="empty-text", markup=False)
        yield Static("This terminal is too small: positions needs 40×12.", id="small")
        yield Caption()
        yield HintLine()
        yield ProgressLine()
        yield KeyBar(Where.PANES)

    def _new_places(self) -> list[PartyPlace]:
        views = self.comparison.parties
        new = [PartyPlace(number, view, self.comparison) for number, view in enumerate(views, 1)]
        for place in new if self.grouping is not Grouping.DOCUMENT else ():
            place.group(self.grouping)
        return new

    def _size_words(self) -> str:
        if self.uncompared:
            return words.counted(self.uncompared, "article")
        return words.dossier_line(self.comparison)

    def on_mount(self) -> None:
        """Show what there is, where the reader was."""
        self._lay_out()
        self._go_back()
        self._focus_list()  # else the first list would get the keys

    def _go_back(self) -> None:
        """Select the statement at which the reader was."""
        if self.statements is None:
            return
        number = self._recalled.place_in(self.statements.entries)
        if number is not None:
            self.statements.select(number)
        self._recalled = replace(self._recalled, statement="")

    @property
    def decided(self) -> Entry | None:
        """The selected statement."""
        return self.statements.entry if self.statements else None

    def renew(self, comparison: Comparison, about: str = "") -> None:
        """Show a newer comparison."""
        self.show(comparison, self._empty, about)

    def show(self, comparison: Comparison, empty: Content | None, about: str = "") -> None:
        """Show what was found since; party and statement stay where they are.

        `about` is the id of a statement to go to, where there is one.
        """
        before = [view.party.id for view in self.comparison.parties]
        ids = [view.party.id for view in comparison.parties]
        same = ids == before
        self.comparison, self._empty = comparison, empty
        if same:
            for place, view in zip(self.places, comparison.parties, strict=True):
                place.show(view, comparison)
            self._go_to(about)
        else:
            if before:
                kept = before[self.focused_party]
                self.focused_party = ids.index(kept) if kept in ids else 0
            else:  # the first one that there is
                self.recall(self._recalled)
            self.places = self._new_places()
        self._after_show()
        if not before:
            self._go_back()

    def hint(self, memory: Memory) -> None:
        """Show the next hint where there is room for it."""
        self.query_one(HintLine).show(memory)

    def _go_to(self, about: str) -> None:
        """Select the statement of that id, in the focused pane rather than in another."""
        here = [self.focused_party, *range(len(self.places))]
        for index in here if about else ():
            if about in ids_of(self.comparison.parties[index].entries):
                self.focused_party = index
                place = self.places[index]
                place.selected, place.astray = place.entries.ids.index(about), True
                return

    def _after_show(self) -> None:
        self.row.again()
        self._lay_out()
        self._write_title()
        self.name_filter()
        if not self.is_typing:
            self._focus_list()
        self._caption()

    def _write_title(self) -> None:
        title = self.comparison.title or self.dossier_name
        self.query_one(TitleBar).show(title, self._size_words())

    # ------------------------------------------------------------ arranging

    @property
    def pane(self) -> PartyPane | None:
        """The focused pane; None where there are no parties."""
        return self.row.pane(self.focused_party) if self.places else None

    @property
    def panes(self) -> list[PartyPane]:
        """The panes in view, from left to right."""
        return [pane for pane in self.row.panes if pane.display]

    @property
    def statements(self) -> StatementList | None:
        """The list of the focused pane."""
        return self.pane.statements if self.pane else None

    def on_resize(self, event: events.Resize) -> None:
        """Choose how many panes stand side by side, and say as much below as there is room for."""
        was_small = self.has_class("-small")
        self._lay_out()
        self._caption()
        if was_small and not self.has_class("-small"):
            self.call_after_refresh(self._focus_list)  # what was hidden has lost the focus

    def _lay_out(self) -> None:
        width, height = self.app.size
        small = width < 40 or height < 12
        self.set_class(small, "-small")
        self.query_one(HintLine).set_class(height < _ROOMY or self._empty is not None, "-out")
        self.set_class(self._empty is not None, "-empty")
        if self._empty is not None:
            self.query_one("#empty-text", Static).update(self._empty)
        # What to press next has the room of what there is nothing for yet.
        nothing = (*_NEEDS_STATEMENTS, "reload", "palette") if self._empty else ("reload",)
        self.query_one(KeyBar).leave_out(*nothing)
        strip = self.query_one(PartyStrip)
        strip.set_class(self._arrange() == len(self.places), "-idle")
        strip.show(self.comparison.parties, self.focused_party)
        if self.row.party_of(self.focused) is not None:
            self._focus_list()  # another pane may show the party now

    def _arrange(self) -> int:
        return self.row.stand_side_by_side(self.places, self.focused_party, self.app.size)

    def _focus_list(self) -> None:
        if self.statements is not None:
            # At once: `focus` would wait, and a key pressed meanwhile would go to another pane.
            self.set_focus(self.statements, scroll_visible=False)

    def focus_party(self, index: int) -> None:
        """Move to the party of that index (clamped), sliding the window to it."""
        self.focused_party = max(0, min(index, len(self.places) - 1))
        self._lay_out()
        self._focus_list()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow a focus that the mouse moved."""
        # Where the focus is now: the event may be late, and a fast typist a pane further.
        party = self.row.party_of(self.focused)
        if party is not None and party != self.focused_party:
            self.focused_party = party
            self._lay_out()

    def on_statement_list_selected(self, message: StatementList.Selected) -> None:
        """Put the selected statement's signs into words."""
        if message.statements is self.statements:
            self._caption()

    def _caption(self) -> None:
        caption = self.query_one(Caption)
        pane = self.pane
        if pane is None or pane.statements.entry is None:
            view = pane.place.view if pane else None
            caption.show(words.nothing_selected(view), self.focused_party)
            return
        entry = pane.statements.entry
        document = self.comparison.documents[entry.attribution.document]
        text = words.caption(pane.place.view, entry, document, self.app.size.width - 4)
        caption.show(text, (self.focused_party, entry.statement.id))

    # ------------------------------------------------------------ actions

    def on_party_strip_chosen(self, message: PartyStrip.Chosen) -> None:
        """Move to the party whose name was clicked."""
        self.focus_party(message.index)

    def on_party_pane_chosen(self, message: PartyPane.Chosen) -> None:
        """Move to the pane that was clicked."""
        self.focus_party(message.index)

    def on_statement_list_opened(self, message: StatementList.Opened) -> None:
        """Open what was clicked twice."""
        self.action_open()

    def action_next_party(self) -> None:
        """Move right."""
        self.focus_party(self.focused_party + 1)

    def action_previous_party(self) -> None:
        """Move left."""
        self.focus_party(self.focused_party - 1)

    def action_go_party(self, number: int) -> None:
        """Move to the party of that number, where there is one."""
        if number <= len(self.places):
            self.focus_party(number - 1)

    def action_down(self) -> None:
        """Next statement."""
        if self.statements:
            self.statements.move(1)

    def action_up(self) -> None:
        """Previous statement."""
        if self.statements:
            self.statements.move(-1)

    def _page(self, part: float) -> None:
        if self.statements:
            self.statements.page(round(self.statements.page_height * part))

    def action_half_down(self) -> None:
        """Half a page down."""
        self._page(0.5)

    def action_half_up(self) -> None:
        """Half a page up."""
        self._page(-0.5)

    def action_page_down(self) -> None:
        """A page down."""
        self._page(1)

    def action_page_up(self) -> None:
        """A page up."""
        self._page(-1)

    def action_first(self) -> None:
        """First statement."""
        if self.statements:
            self.statements.select(0)

    def action_last(self) -> None:
        """Last statement."""
        if self.statements:
            self.statements.select(len(self.statements.entries) - 1)

    def action_open(self) -> None:
        """Read the selected statement in its article."""
        statements = self.statements
        if statements is None or self.at_hand is None:
            return
        from tui.screens.article import read

        self.post_message(Tried("open"))
        read(self.app, self.comparison, statements.entries, statements.selected)

    def action_beside(self) -> None:
        """Mark the statement, or show it beside the one that is marked."""
        if entry := self.at_hand:
            self.post_message(Beside(entry))

    def action_group(self) -> None:
        """Group the statements by the next thing."""
        self.grouping = self.grouping.next()
        for place in self.places:
            place.group(self.grouping)
        for pane in self.panes:
            pane.stand(pane.place)
        self._caption()
        self.query_one(Caption).flash(
            render.say(("Grouped by ", "$muted"), (str(self.grouping), "bold $ink"))
        )

    def marking_from(self) -> tuple[str, int, str]:
        """The selected statement, or the newest article for a party that has none."""
        document, at, party = super().marking_from()
        return document, at, party or (self.pane.place.view.party.id if self.pane else "")

    def action_reload(self) -> None:
        """Read the dossier again."""
        self.post_message(Reload())

    @property
    def party(self) -> int:
        """The number of the focused party."""
        return self.focused_party

    def take_focus(self) -> None:
        """Give the keys back to the focused list, or to the next that has something to show."""
        if self.statements is not None and not self.statements.entries:
            self._seek(1)
        self._focus_list()

    def action_next_match(self) -> None:
        """Next statement that is shown, on to the next party."""
        self._seek(1)

    def action_previous_match(self) -> None:
        """Previous statement that is shown, back to the party before."""
        self._seek(-1)

    def _seek(self, step: int) -> None:
        if self.statements is None:
            return
        party, place = self.focused_party, self.statements.selected + step
        if not 0 <= place < len(self.statements.entries):
            views = self.comparison.parties
            others = [(party + step * n) % len(views) for n in range(1, len(views) + 1)]
            party = next((p for p in others if views[p].entries), party)
            place = 0 if step > 0 else len(views[party].entries) - 1
        if party != self.focused_party:
            self.focus_party(party)
        if self.statements is not None:
            self.statements.select(place)

    def action_stop(self) -> None:
        """Stop the work that is going on, or clear the filter."""
        self.post_message(Stop())
