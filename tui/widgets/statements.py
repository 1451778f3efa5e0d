"""A party's statements: sentences of one quotation together, each with signs and its source."""

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style

from analysis.models import Entry
from analysis.models.lazy import Entries
from tui import render, signs, words
from tui.place import PartyPlace
from tui.render import Part, say
from tui.widgets.lines import LineView

_INDENT = 4  # the bar, certainty, voice and a space (or a space and a quotation mark)


class StatementList(LineView):
    """The statements of one party; one is selected."""

    COMPONENT_CLASSES: ClassVar = {"statements--selected"}

    @dataclass
    class Selected(Message):
        """Another statement is selected."""

        statements: "StatementList"

    @dataclass
    class Opened(Message):
        """The reader wants to see a statement in its article."""

        statements: "StatementList"

    def __init__(self, place: PartyPlace) -> None:
        super().__init__()
        self._take(place)

    def _take(self, place: PartyPlace) -> None:
        self.place = place
        self._shown = place.state
        self._documents = place.comparison.documents
        self._names = place.comparison.names
        self._empty = words.silence(place.view, place.comparison)

    def stands(self, place: PartyPlace) -> bool:
        """Whether it shows that, as it is now."""
        return self.place is place and self._shown == place.state

    def stand(self, place: PartyPlace) -> None:
        """Show another party, or what was found of this one since."""
        other = place is not self.place
        self._take(place)
        self.lay(place.laid)
        if place.astray:
            place.astray = False
            self.select(self.selected)
        if other:
            self.post_message(self.Selected(self))

    @property
    def entries(self) -> Entries:
        """The statements in their order."""
        return self.place.entries

    @property
    def entry(self) -> Entry | None:
        """The selected entry; None where the party has none."""
        return self.place.entry

    @property
    def selected(self) -> int:
        """The number of the selected entry; 0 when there is none."""
        return self.place.selected

    @selected.setter
    def selected(self, number: int) -> None:
        if number != self.place.selected:
            self.place.selected = number
            self.refresh()
            self.post_message(self.Selected(self))

    # ------------------------------------------------------------ items

    def item_count(self) -> int:
        """Return the number of statements, or 1 for the text that says why there is none."""
        return len(self.entries) or 1

    def item_height(self, index: int, width: int) -> int:
        """Return the lines of a statement with what stands above and below it."""
        if not self.entries:
            return len(render.lines(self._empty, width - _INDENT))
        inner = width - _INDENT
        height = len(render.wrap(self._sentence(index).plain, inner)) + 1
        if self._opens(index):
            height += len(render.wrap(self._speaker(index).plain, inner))
        if self._closes(index):
            height += len(render.wrap(self._source(index).plain, inner))
        return height + 2 * bool(self.place.heads[index])

    def item_lines(self, index: int, width: int) -> list[Content]:
        """Return speaker, sentence and source of a statement, with its signs at the left."""
        inner = width - _INDENT
        indent = " " * _INDENT
        if not self.entries:
            return [say(indent, line) for line in render.lines(self._empty, inner)]
        drawn: list[Content] = []
        if head := self.place.heads[index]:
            drawn += [_heading(head, width), say("")]
        if self._opens(index):
            drawn += [say(indent, line) for line in render.lines(self._speaker(index), inner)]
        for number, line in enumerate(render.lines(self._sentence(index), inner)):
            drawn.append(say(*self._gutter(index, number), line))
        if self._closes(index):
            drawn += [say(indent, line) for line in render.lines(self._source(index), inner)]
        drawn.append(say(""))
        return drawn

    def item_state(self, index: int) -> object:
        """The picture depends on selection and focus."""
        return index == self.selected, self.has_focus

    def item_style(self, index: int) -> Style:
        """The selected statement of the focused pane lies on a lighter ground."""
        chosen = index == self.selected and self.has_focus and bool(self.entries)
        return self.get_visual_style("statements--selected") if chosen else self.visual_style

    def item_above(self, index: int) -> int:
        """Return the lines of the group's heading and the one below it."""
        return 2 * bool(self.entries and self.place.heads[index])

    def _opens(self, index: int) -> bool:
        return index == 0 or not self._together(index - 1, index)

    def _closes(self, index: int) -> bool:
        return index == len(self.entries) - 1 or not self._together(index, index + 1)

    def _together(self, first: int, second: int) -> bool:
        """Return whether two statements stand in one attribution and in one paragraph."""
        one, two = self.entries[first], self.entries[second]
        if one.attribution.id != two.attribution.id or self.place.heads[second]:
            return False
        document = self._documents[one.attribution.document]
        places = (one.statement.span.start, two.statement.span.start)
        return document.paragraph_of(places[0]) == document.paragraph_of(places[1])

    def _gutter(self, index: int, number: int) -> tuple[Part, ...]:
        chosen = index == self.selected
        bar = ("▌" if self.has_focus else "▏") if chosen else " "
        bar_style = "$primary" if self.has_focus else "$rule"
        if number:
            return (bar, bar_style), "   "
        entry = self.entries[index]
        certainty = signs.CERTAINTY[entry.statement.certainty]
        return (bar, bar_style), (certainty, "bold $cue"), signs.voice_gutter(entry)

    def _speaker(self, index: int) -> Content:
        entry = self.entries[index]
        return words.speaker_line(entry, self._documents[entry.attribution.document], self._names)

    def _source(self, index: int) -> Content:
        entry = self.entries[index]
        document = self._documents[entry.attribution.document]
        return say((words.source_line(document, entry.statement.span), "$muted"))

    def _sentence(self, index: int) -> Content:
        entry = self.entries[index]
        text = self._documents[entry.attribution.document].text
        return signs.sentence(entry, text)

    # ------------------------------------------------------------ moving

    def laid_out(self) -> None:
        """Bring the selected statement back where a resize pushed it out of sight."""
        first, after = self.item_region(self.selected)
        top = self.scroll_offset.y
        if self.entries and (after <= top or first >= top + self.page_height):
            self.select(self.selected)

    def move(self, step: int) -> None:
        """Select the next or previous statement; a long one is read to its end first."""
        first, after = self.item_region(self.selected)
        top, page = self.scroll_offset.y, self.page_height
        if not self.size:  # slid into view by the key before, and not laid out yet
            self.select(self.selected + step)
        elif step > 0 and after - 1 > top + page and first <= top + page:
            self.go_to_line(min(top + max(1, page - 2), after - page))
        elif step < 0 and first < top < after:
            self.go_to_line(max(first, top - max(1, page - 2)))
        else:
            self.select(self.selected + step)

    def page(self, lines: int) -> None:
        """Move by so many lines (negative: up), at least by one statement or one screen."""
        first, after = self.item_region(self.selected)
        inside = first < self.scroll_offset.y + lines < after - self.page_height
        if after - first > self.page_height and inside:
            self.go_to_line(self.scroll_offset.y + lines)
            return
        index = self.item_at(max(0, first + lines))
        if index == self.selected:
            index += 1 if lines > 0 else -1
        self.select(index)

    def select(self, index: int) -> None:
        """Select the statement of that index (clamped) and bring it on screen."""
        self.selected = max(0, min(index, len(self.entries) - 1))
        if not self.line_width:  # not laid out yet: `laid_out` brings it on screen
            return
        for _ in range(2):  # what comes on screen may turn out higher than it was taken to be
            first, after = self.item_region(self.selected)
            top, page = self.scroll_offset.y, self.page_height
            if first < top or after - first > page:
                self.go_to_line(first)
            elif after > top + page:
                self.go_to_line(after - page)

    def on_focus(self) -> None:
        """Draw the selection as the focused one."""
        self.refresh()
        self.post_message(self.Selected(self))

    def on_blur(self) -> None:
        """Draw the selection as a resting one."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Select what was clicked; a second click opens it."""
        line = event.y + self.scroll_offset.y
        if not self.entries or line >= self.virtual_size.height:
            return
        index = self.item_at(line)
        if event.chain > 1 and index == self.selected:
            self.post_message(self.Opened(self))
        else:
            self.selected = index


def _heading(head: str, width: int) -> Content:
    """A group's heading, with a rule to the end of the line."""
    name = render.clip(head.upper(), width - 4)
    rule = "─" * max(0, width - cell_len(name) - 2)
    return say((f" {name} ", "bold $secondary"), (rule, "$rule"))
