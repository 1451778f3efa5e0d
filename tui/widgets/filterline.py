"""The line that a filter is typed into."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from analysis.errors import UsageError
from analysis.models import Comparison, Facet
from tui.narrowed import Narrowed
from tui.render import say

_PAUSE = 0.3  # seconds without a key after which lines that take long are made


class _Completing(Suggester):
    """Completes keys and values."""

    def __init__(self, narrowed: Narrowed) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._narrowed = narrowed

    async def get_suggestion(self, value: str) -> str | None:
        """Return the text with its last term completed."""
        return self._narrowed.completed(value)


class FilterLine(Vertical):
    """A filter being typed: what it lets through is shown at every key."""

    DEFAULT_CSS = """
    FilterLine { height: auto; background: $surface; padding: 0 2; }
    FilterLine Horizontal { height: 1; }
    FilterLine .slash { width: 2; color: $primary; text-style: bold; }
    FilterLine .told { height: 1; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    FilterLine .told.-wrong { height: auto; max-height: 3; text-wrap: wrap; }
    FilterLine Input, FilterLine Input:focus {
        height: 1; width: 1fr; border: none; padding: 0; background: $surface; color: $ink;
    }
    """

    BINDINGS: ClassVar = [
        Binding("escape", "leave", "Take the filter away"),
        Binding("up", "earlier", "An earlier filter"),
        Binding("down", "later", "A later filter"),
    ]

    @dataclass
    class Changed(Message):
        """Other statements are let through."""

        comparison: Comparison

    @dataclass
    class Done(Message):
        """The filter stands as it is (empty: there is none)."""

        line: "FilterLine"
        text: str

    def __init__(self, narrowed: Narrowed, earlier: tuple[str, ...]) -> None:
        super().__init__()
        self._narrowed = narrowed
        self._earlier = earlier
        self._place = -1
        self._preparing = False

    def compose(self) -> ComposeResult:
        """The line, and below it what it lets through or why it cannot be read."""
        with Horizontal():
            yield Static("/ ", classes="slash")
            yield Input(
                self._narrowed.text,
                placeholder='words, "exact words", /expression/, voice:own, issue:…',
                suggester=_Completing(self._narrowed),
                select_on_focus=False,
            )
        yield Static(self._told(), markup=False, classes="told")

    def on_mount(self) -> None:
        """Prepare beside the typing what takes longer than anybody should wait at a key."""
        self._ready()

    def _ready(self) -> bool:
        """Whether a filter can be shown at once; else that is prepared, and it is shown then."""
        ready = self._narrowed.ready
        if not ready and not self._preparing:
            self._preparing = True
            self.run_worker(self._prepare(), exit_on_error=False)
        return ready

    async def _prepare(self) -> None:
        try:
            while not self._narrowed.ready:  # another comparison may come meanwhile
                await asyncio.to_thread(self._narrowed.prepare)
        finally:
            self._preparing = False
        if self.is_attached:
            self._follow(self.input.value)

    @property
    def input(self) -> Input:
        """Where it is typed."""
        return self.query_one(Input)

    def _told(self, error: UsageError | None = None) -> Content:
        if error is not None:
            return say((f"{error.message} {error.hint}", "$error"))
        narrowing = self._narrowed.shown.narrowing
        if narrowing is None:
            keys = " ".join(f"{key}:" for key in (*Facet, "after", "before", "date"))
            return say((keys, "$muted"))
        return say((narrowing.words, "bold $ink"), ("  enter keeps it, esc clears it", "$muted"))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what the filter lets through now."""
        event.stop()
        if self._ready():
            self._follow(event.value)

    def _follow(self, value: str) -> None:
        if value.strip() == self._narrowed.text.strip():
            return
        self._narrow(value, lines=not self._narrowed.many)
        if self._narrowed.many:
            self.set_timer(_PAUSE, partial(self._complete, value))

    async def _complete(self, value: str) -> None:
        """Make the lines that were left out while keys came, beside the typing."""
        narrowed = self._narrowed
        whole = narrowed.whole
        if not (self._stands(value) and narrowed.text == value and value.strip()):
            return
        shown = await asyncio.to_thread(narrowed.made, value)
        if self._stands(value) and narrowed.whole is whole and narrowed.text == value:
            narrowed.take(value, shown)
            self.post_message(self.Changed(shown))

    def _stands(self, value: str) -> bool:
        return self.is_attached and self.input.value == value

    def _narrow(self, text: str, *, lines: bool) -> bool:
        try:
            comparison = self._narrowed.narrow(text, lines=lines)
        except UsageError as error:
            self._tell(error)
            return False
        self._tell()
        self.post_message(self.Changed(comparison))
        return True

    def _tell(self, error: UsageError | None = None) -> None:
        told = self.query_one(".told", Static)
        told.set_class(error is not None, "-wrong")
        told.update(self._told(error))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the filter, if it can be read."""
        event.stop()
        if self._narrow(event.value, lines=True):
            self.post_message(self.Done(self, event.value.strip()))

    def action_leave(self) -> None:
        """Take the filter away."""
        self._narrow("", lines=True)
        self.post_message(self.Done(self, ""))

    def action_earlier(self) -> None:
        """Offer the filter before."""
        self._recall(self._place + 1)

    def action_later(self) -> None:
        """Offer the filter after."""
        self._recall(self._place - 1)

    def _recall(self, place: int) -> None:
        if -1 <= place < len(self._earlier):
            self._place = place
            self.input.value = self._earlier[place] if place >= 0 else ""
            self.input.cursor_position = len(self.input.value)
