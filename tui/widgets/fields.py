"""The parts of forms: a line to write in with its name and its error, a choice, a path."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from analysis.characters import one_line, visible
from tui.render import say

SHORT: Final = [(0, "-short"), (32, "-tall")]
"""Vertical breakpoints of a form: without room its fields stand close together."""


class Line(Input):
    """A line to write in. What is put or pasted into it loses the characters that act."""

    def __init__(self, value: str = "", *, id: str | None = None, hint: str = "") -> None:  # noqa: A002
        super().__init__(one_line(value), id=id, placeholder=one_line(hint), compact=True)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(one_line(event.text))


class Paper(TextArea):
    """A page to paste a text on; as with `Line`."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert(visible(event.text.replace("\r\n", "\n").replace("\r", "\n")))


class PathSuggester(Suggester):
    """Completes the last part of a path, as a shell does."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the first path that begins with `value`."""
        return next(iter(completions(value)), None)


def completions(value: str) -> list[str]:
    """Return the paths that begin with `value`, folders with a stroke behind; sorted.

    Names with characters that act are left out: they cannot be shown as they are.
    """
    folder, _, start = value.rpartition("/")
    shown = f"{folder}/" if "/" in value else ""
    try:
        entries = sorted(os.scandir(os.path.expanduser(shown) or "."), key=lambda e: e.name)
    except (OSError, ValueError):
        return []
    hidden = start.startswith(".")
    return [
        f"{shown}{entry.name}{'/' if entry.is_dir() else ''}"
        for entry in entries
        if entry.name.startswith(start)
        and (hidden or not entry.name.startswith("."))
        and one_line(entry.name) == entry.name
    ]


class PathLine(Line):
    """A line for a path: tab completes it as far as it is clear."""

    BINDINGS: ClassVar = [Binding("tab", "complete", "Complete", show=False)]

    def __init__(self, value: str = "", *, id: str | None = None, hint: str = "") -> None:  # noqa: A002
        super().__init__(value, id=id, hint=hint)
        self.suggester = PathSuggester()

    def action_complete(self) -> None:
        """Complete the path, or move on where there is nothing to complete."""
        found = completions(self.value) if self.value else []
        common = os.path.commonprefix(found)  # noqa: RUF071  (characters are meant)
        if len(common) > len(self.value):
            self.value = common
            self.cursor_position = len(common)
        else:
            self.screen.focus_next()

    @property
    def path(self) -> Path | None:
        """The path that is written there, `~` spelled out; None where nothing is."""
        return Path(self.value.strip()).expanduser() if self.value.strip() else None


class Field(Vertical):
    """A line to write in with its name above; an error stands below it."""

    def __init__(self, name: str, line: Widget, note: str = "") -> None:
        super().__init__()
        self._label: Content = say((name, "bold $ink"), (f"  {note}" if note else "", "$muted"))
        self.line = line
        self._error = Static(markup=False, classes="field-error")

    def compose(self) -> ComposeResult:
        """Name, line, error."""
        yield Static(self._label, markup=False)
        yield self.line
        yield self._error

    def fail(self, error: Content | None) -> None:
        """Show an error at the line, or take it away."""
        self._error.display = error is not None
        if error is not None:
            self._error.update(error)

    def on_mount(self) -> None:
        """Begin without an error."""
        self._error.display = False


class Options(Widget, can_focus=True):
    """One of a few words: left and right choose, a click does the same."""

    BINDINGS: ClassVar = [
        Binding("right,space,l", "step(1)", "Next", show=False),
        Binding("left,h", "step(-1)", "Previous", show=False),
    ]

    class Changed(Message):
        """Another word is chosen."""

        def __init__(self, options: "Options") -> None:
            super().__init__()
            self.options = options

    def __init__(self, words: Sequence[str], chosen: int = 0, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.words = tuple(words)
        self.index = chosen

    @property
    def value(self) -> str:
        """The chosen word."""
        return self.words[self.index]

    def render(self) -> Content:
        """Draw all of them, the chosen one in a box of its own."""
        chosen = "bold $background on $primary" if self.has_focus else "bold $ink on $field"
        return say(
            *(
                (f" {word} ", chosen if index == self.index else "$muted")
                for index, word in enumerate(self.words)
            )
        )

    def on_focus(self) -> None:
        """Draw it as focused."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw it as resting."""
        self.refresh()

    def choose(self, index: int) -> None:
        """Choose the word of that index."""
        self.index = index % len(self.words)
        self.refresh()
        self.post_message(self.Changed(self))

    def action_step(self, by: int) -> None:
        """Choose the next or previous word."""
        self.choose(self.index + by)

    def on_click(self, event: events.Click) -> None:
        """Choose the word that was clicked."""
        end = 0
        for index, word in enumerate(self.words):
            end += len(word) + 2
            if event.x - self.gutter.left < end:
                self.choose(index)
                return
