"""Opening another dossier: those that were open last, those in the default place, a new one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from analysis.models import Glance
from tui import words
from tui.actions import Where, bindings, key_of, shown
from tui.render import Part, say, stack
from tui.requests import Request
from tui.screens.lists import ListScreen
from tui.widgets.bars import Caption, KeyBar, TitleBar
from tui.widgets.dialogs import Choice
from tui.widgets.fields import SHORT, Field, Line, PathLine
from tui.widgets.rows import Row, RowList


class DossiersScreen(ListScreen):
    """One row a dossier, the one that was open last first."""

    WHERE = Where.DOSSIERS
    BINDINGS = bindings(Where.DOSSIERS)

    @dataclass
    class Wanted(Request, part="desk"):
        """A dossier is to be opened."""

        path: Path

    @dataclass
    class New(Request, part="desk"):
        """A dossier is to be made."""

    @dataclass
    class ByPath(Request, part="desk"):
        """A dossier is to be opened whose path is typed."""

    def __init__(
        self, glances: Sequence[Glance], current: Path, now: Callable[[], datetime] = datetime.now
    ) -> None:
        super().__init__()
        self._glances = tuple(glances)
        self._current = current
        self._now = now

    def compose(self) -> ComposeResult:
        """Title, list, caption, keys."""
        count = words.counted(len(self._glances), "dossier")
        yield TitleBar("Dossiers", count)
        yield RowList([self._row(one) for one in self._glances], _none())
        yield Caption()
        yield KeyBar(Where.DOSSIERS)

    def _row(self, glance: Glance) -> Row:
        when = "" if glance.changed is None else ago(glance.changed, self._now())
        size = (
            words.counted(glance.documents, "article"),
            words.counted(glance.statements, "statement"),
            f"changed {when}" if when else "",
        )
        here: Part = ("  open now", "$secondary") if glance.path == self._current else ""
        about: Part = (" · ".join(part for part in size if part), "$muted")
        if glance.problem:
            about = (glance.problem, "$error")

        def lines(width: int) -> list[Content]:
            where = words.short_path(glance.path)
            return [say((glance.title, "bold $ink"), here), say(about), say((where, "$muted"))]

        return Row(str(glance.path), lines)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Name the whole path of the chosen one."""
        self.query_one(Caption).show(say((self.chosen, "$muted")))

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Open what was clicked twice."""
        self.action_open_dossier()

    def action_open_dossier(self) -> None:
        """Open the chosen dossier."""
        if self.chosen:
            self.post_message(self.Wanted(Path(self.chosen)))

    def action_new_dossier(self) -> None:
        """Make a dossier."""
        self.post_message(self.New())

    def action_by_path(self) -> None:
        """Open a dossier by its path."""
        self.post_message(self.ByPath())


def _none() -> Content:
    return stack(
        [
            say(("No other dossier yet.", "bold $ink")),
            say(""),
            say((key_of("new_dossier"), "bold $primary"), " makes one."),
            say((key_of("by_path"), "bold $primary"), " opens one by its path."),
        ]
    )


def ago(then: datetime, now: datetime) -> str:
    """Return when something was, as a person says it: "5 minutes ago", "on 2024-05-01"."""
    passed = now - then
    if passed < timedelta(minutes=1):
        return "just now"
    if passed < timedelta(hours=1):
        return f"{words.counted(passed.seconds // 60, 'minute')} ago"
    if passed < timedelta(days=1):
        return f"{words.counted(passed.seconds // 3600, 'hour')} ago"
    if passed < timedelta(days=7):
        return f"{words.counted(passed.days, 'day')} ago"
    return f"on {then:%Y-%m-%d}"


def folder_name(title: str) -> str:
    """Return a name for the folder of a dossier of that title."""
    return re.sub(r"[^\w]+", "-", title.casefold()).strip("-_")[:40].strip("-_")


class NewDossier(ModalScreen[tuple[Path, str] | None]):
    """Asks for title and folder; closes with them, or None.

    `make` makes the dossier; what it says against the folder stands at the field.
    """

    BINDINGS: ClassVar = [
        Binding("escape", "close", "Cancel"),
        Binding("ctrl+s", "make", "Make it"),
    ]
    CSS_PATH = "../styles/forms.tcss"
    VERTICAL_BREAKPOINTS = SHORT
    AUTO_FOCUS = "#title"

    def __init__(self, home: Path, make: Callable[[Path, str], str]) -> None:
        super().__init__()
        self._home, self._make = home, make
        self._proposed = ""

    def compose(self) -> ComposeResult:
        """Title and folder."""
        with VerticalScroll(classes="dialog form", can_focus=False):
            yield Static(say(("A new dossier", "bold $primary")), markup=False)
            yield Field("Title", Line(id="title", hint="for example The harbour strike"))
            yield Field("Folder", PathLine(id="folder"), "a new or empty one")
            yield Choice("^s", "Make it and open it", "screen.make", id="add")
            yield Choice("esc", "Cancel", "screen.close")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Propose a folder for the title, until somebody writes another one."""
        folder = self.query_one("#folder", PathLine)
        if event.input.id == "title" and folder.value == self._proposed:
            name = folder_name(event.value)
            self._proposed = words.short_path(self._home / name) if name else ""
            folder.value = self._proposed

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the folder, or make it."""
        if event.input.id == "title" and not self.query_one("#folder", PathLine).value:
            self.query_one("#folder").focus()
        else:
            self.action_make()

    def action_make(self) -> None:
        """Close with what was written; say what is wrong with it at its field."""
        path = self.query_one("#folder", PathLine).path
        title = self.query_one("#title", Line).value.strip()
        field = list(self.query(Field))[1]
        if path is None:
            field.fail(say(("Name a folder for it.", "$error")))
            self.query_one("#folder").focus()
        elif wrong := self._make(path.absolute(), title):
            field.fail(say((wrong, "$error")))
            self.query_one("#folder").focus()
        else:
            self.dismiss((path.absolute(), title))

    def action_close(self) -> None:
        """Close without."""
        self.dismiss(None)


class PathDialog(ModalScreen[Path | None]):
    """Asks for the path of a dossier; `wrong` says what is wrong with one."""

    BINDINGS: ClassVar = [Binding("escape", "close", "Cancel")]
    CSS_PATH = "../styles/forms.tcss"
    VERTICAL_BREAKPOINTS = SHORT
    AUTO_FOCUS = "PathLine"

    def __init__(self, wrong: Callable[[Path], str]) -> None:
        super().__init__()
        self._wrong = wrong

    def compose(self) -> ComposeResult:
        """The path."""
        with VerticalScroll(classes="dialog form", can_focus=False):
            yield Static(say(("Open a dossier", "bold $primary")), markup=False)
            yield Field("Its folder", PathLine(id="path"), "tab completes")
            yield Choice(shown("enter"), "Open it", "screen.open", id="add")
            yield Choice("esc", "Cancel", "screen.close")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open it."""
        self.action_open()

    def action_open(self) -> None:
        """Close with the path, where there is a dossier."""
        path = self.query_one(PathLine).path
        if path is None:
            return
        if wrong := self._wrong(path):
            self.query_one(Field).fail(say((wrong, "$error")))
        else:
            self.dismiss(path.absolute())

    def action_close(self) -> None:
        """Close without."""
        self.dismiss(None)
