"""One party's pane: the heading with its position, then its statements."""

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui import render, signs, words
from tui.place import PartyPlace
from tui.render import say
from tui.widgets.statements import StatementList


class PartyHeading(Widget):
    """Name, voices, tone and one-line position of a party."""

    def __init__(self, place: PartyPlace) -> None:
        super().__init__()
        self.place = place
        self.compact = False
        self._fitted = (False, 0, 0)

    def heights(self, width: int, limit: int) -> tuple[int, int]:
        """Return the lines that voices and position need in `width` cells."""
        position = render.lines(self.place.position, width, limit)
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
        view, width = self.place.view, self.content_size.width
        focused = self.has_class("-focused")
        number = (f"{self.place.number} ", "$primary" if focused else "$muted")
        name = render.clip(view.party.name, width - len(number[0]))
        voices = self._voices(width)
        title = say(number, (name, "bold $primary" if focused else "bold $ink"))
        if self.compact and (gap := self._gap(width)):
            title = say(title, " " * gap, self._tone)
        elif room := self._room(width):
            title = say(title, " " * room, self._checked())
        lines = [title, *voices]
        _, voice_lines, limit = self._fitted
        lines += [say("")] * (voice_lines - len(voices) + (0 if self.compact else 1))
        lines += render.lines(self.place.position, width, limit) if limit else []
        lines += [say("")] * (self.content_size.height - 1 - len(lines))
        return render.stack([*lines, say(("─" * width, "$rule"))])

    def _voices(self, width: int) -> list[Content]:
        count = say((words.voice_count(self.place.view.count, width), "$foreground"))
        lines = render.lines(count, width)
        if not self._room(width) and (checked := self._checked()):
            both = say(count, "  ", checked)
            # Wrapped together, the sign could be torn from its number.
            lines = [both] if both.cell_length <= width else [*lines, checked]
        if not self.compact:
            half = max(2, min(6, (width - 15) // 2))
            return [*lines, signs.tone_bar(self.place.view.tone, half, self.place.view.count.own)]
        tone = [] if self._gap(width) else [self._tone]
        return [*lines, *tone]

    def _checked(self) -> Content:
        """Tell how many statements are verified: "✓ 2/6"."""
        whole = len(self.place.view.entries)
        style = "$positive" if whole and self.place.verified == whole else "$muted"
        return say((f"✓ {self.place.verified}/{whole}", style)) if whole else say("")

    def _room(self, width: int) -> int:
        """Return the cells between name and that on one line; 0 where it stands below."""
        name = cell_len(f"{self.place.number} {self.place.view.party.name}")
        room = width - name - self._checked().cell_length
        return room if room > 1 and not self.compact else 0

    def _gap(self, width: int) -> int:
        """Return the cells between name and tone on one line; 0 where they do not fit on one."""
        name = cell_len(f"{self.place.number} {self.place.view.party.name}")
        gap = width - name - self._tone.cell_length
        return gap if gap > 1 else 0

    @property
    def _tone(self) -> Content:
        view = self.place.view
        return signs.tone_short(view.tone, view.count.own)


class PartyPane(Vertical):
    """A party's heading above its statements."""

    class Chosen(Message):
        """The heading was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, place: PartyPlace) -> None:
        super().__init__()
        self.heading = PartyHeading(place)
        self.statements = StatementList(place)

    def compose(self) -> ComposeResult:
        """Heading and statements."""
        if not self.heading.is_attached:  # else `mount_into` did it
            yield self.heading
            yield self.statements

    def mount_into(self, box: Widget) -> None:
        """Stand in `box` behind the others; the keys can go to it at once."""
        box.mount(self)
        self.mount(self.heading, self.statements)

    @property
    def place(self) -> PartyPlace:
        """The party that it shows."""
        return self.statements.place

    def stand(self, place: PartyPlace) -> None:
        """Show another party, or what was found of this one since."""
        self.heading.place = place
        self.heading.refresh()
        self.statements.stand(place)

    def on_click(self, event: events.Click) -> None:
        """Focus the pane wherever it is clicked."""
        self.post_message(self.Chosen(self.place.number - 1))
