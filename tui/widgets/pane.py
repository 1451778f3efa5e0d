"""One party's pane: the heading with its position, then its statements."""

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from analysis.models import Comparison, PartyView
from analysis.models.lazy import lazily
from tui import render, signs, words
from tui.grouping import Grouping
from tui.render import say
from tui.widgets.statements import StatementList


class PartyHeading(Widget):
    """Name, voices, tone and one-line position of a party."""

    def __init__(self, number: int, view: PartyView, comparison: Comparison) -> None:
        super().__init__()
        self.number = number
        self.take(view, comparison)
        self.compact = False
        self._fitted = (False, 0, 0)

    def take(self, view: PartyView, comparison: Comparison) -> None:
        """Stand for what was found since."""
        self.view = view
        self._comparison = comparison
        self._said: Content | None = None
        self._checked_of: int | None = None

    @property
    def _position(self) -> Content:
        """The one-line position; its documents are not read before somebody looks at it."""
        if self._said is None:
            self._said = words.position(self.view, self._comparison)
        return self._said

    def heights(self, width: int, limit: int) -> tuple[int, int]:
        """Return the lines that voices and position need in `width` cells."""
        position = render.lines(self._position, width, limit)
        return len(self._voices(width)), len(position)

    def fit(self, voices: int, position: int, compact: bool) -> None:
        """Take so many lines for voices and position; `compact` leaves out the bar."""
        fitted = (compact, voices, position)
        if fitted == self._fitted:
            return
        self._fitted = fitted
        self.styles.height = 2 + voices + position + (1 if compact else 2)
        self.refresh()

    def render(self) -> Content:
        """Draw the heading."""
        view, width = self.view, self.content_size.width
        focused = self.has_class("-focused")
        number = (f"{self.number} ", "$primary" if focused else "$muted")
        name = render.clip(view.party.name, width - len(number[0]))
        voices = self._voices(width)
        title = say(number, (name, "bold $primary" if focused else "bold $ink"))
        if self.compact and (gap := self._gap(width)):
            title = say(title, " " * gap, signs.tone_short(view.tone, view.count.own))
        elif not self.compact:
            checked = self._checked()
            room = width - title.cell_length - checked.cell_length
            title = say(title, " " * room, checked) if room > 1 else title
        lines = [title, *voices]
        _, voice_lines, limit = self._fitted
        lines += [say("")] * (voice_lines - len(voices) + (0 if self.compact else 1))
        lines += render.lines(self._position, width, limit) if limit else []
        lines += [say("")] * (self.content_size.height - 1 - len(lines))
        return render.stack([*lines, say(("─" * width, "$rule"))])

    def _voices(self, width: int) -> list[Content]:
        count = say((words.voice_count(self.view.count, width), "$foreground"))
        if self.compact:
            count = say(count, "  ", self._checked())
        if not self.compact:
            half = max(2, min(6, (width - 15) // 2))
            return [
                *render.lines(count, width),
                signs.tone_bar(self.view.tone, half, self.view.count.own),
            ]
        tone = [] if self._gap(width) else [signs.tone_short(self.view.tone, self.view.count.own)]
        return [*render.lines(count, width), *tone]

    @property
    def _verified(self) -> int:
        """How many statements somebody has verified; counted when somebody looks."""
        if self._checked_of is None:
            self._checked_of = lazily(self.view.entries).verified
        return self._checked_of

    def _checked(self) -> Content:
        """Tell how many statements are verified: "✓ 2/6"."""
        whole = len(self.view.entries)
        style = "$positive" if whole and self._verified == whole else "$muted"
        return say((f"✓ {self._verified}/{whole}", style)) if whole else say("")

    def _gap(self, width: int) -> int:
        """Return the cells between name and tone on one line; 0 where they do not fit on one."""
        name = cell_len(f"{self.number} {self.view.party.name}")
        gap = width - name - signs.tone_short(self.view.tone, self.view.count.own).cell_length
        return gap if gap > 1 else 0


class PartyPane(Vertical):
    """A party's heading above its statements."""

    class Chosen(Message):
        """The heading was clicked."""

        def __init__(self, party: str) -> None:
            super().__init__()
            self.party = party

    def __init__(self, number: int, view: PartyView, comparison: Comparison) -> None:
        super().__init__()
        self.view = view
        self._comparison = comparison
        self.heading = PartyHeading(number, view, comparison)
        self._list = StatementList(view, comparison)
        self._behind = False  # whether the list does not show `view` yet
        self._by: Grouping | None = None  # the order that it is to stand in then

    def compose(self) -> ComposeResult:
        """Heading and statements."""
        if not self.heading.is_attached:  # else `mount_into` did it
            yield self.heading
            yield self._list

    def mount_into(self, box: Widget, before: "PartyPane | None") -> None:
        """Stand in `box`, in front of that pane or last; the keys can go to it at once."""
        box.mount(self, before=before)
        self.mount(self.heading, self._list)

    def again(self) -> "PartyPane":
        """Return a pane not mounted yet that stands where this one does."""
        new = PartyPane(self.heading.number, self.view, self._comparison)
        new._list.stand_as(self.statements)
        return new

    def show(self, view: PartyView, comparison: Comparison) -> None:
        """Show what was found since."""
        self.view, self._comparison = view, comparison
        self.heading.take(view, comparison)
        self._behind = True
        if self.display and self.is_attached:
            self.catch_up()
            self.heading.refresh()

    def catch_up(self) -> None:
        """Let the list show what it should: panes out of view wait until they come into it."""
        if self._behind:
            self._behind = False
            self._list.show(self.view, self._comparison)
            if self._by is not None:
                self._list.group(self._by)
                self._by = None

    @property
    def statements(self) -> StatementList:
        """The list."""
        self.catch_up()
        return self._list

    def holds(self, widget: Widget | None) -> bool:
        """Whether that is the pane's list."""
        return widget is self._list

    def group(self, by: Grouping) -> None:
        """Let the statements stand in another order."""
        self._by, self._behind = by, True
        if self.display and self.is_attached:
            self.catch_up()

    def on_click(self, event: events.Click) -> None:
        """Focus the pane wherever it is clicked."""
        self.post_message(self.Chosen(self.view.party.id))
