"""Adding articles from inside: files and folders by path, or a text that was copied."""

import datetime
import glob
import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from analysis.dossier import Pasted
from tui import render, words
from tui.actions import shown
from tui.render import Part, say, stack
from tui.widgets.dialogs import Choice
from tui.widgets.fields import SHORT, Field, Line, Paper, PathLine


class Adding(Struct, frozen=True):
    """What a person wants to add."""

    paths: tuple[Path, ...] = ()
    pasted: tuple[Pasted, ...] = ()


def paths_in(text: str) -> tuple[Path, ...]:
    """Return the paths that a person wrote or dropped: one, several in quotes, or a pattern."""
    whole = os.path.expanduser(text.strip())
    if not whole:
        return ()
    if os.path.lexists(whole):
        return (Path(whole),)
    if found := sorted(glob.glob(whole)):
        return tuple(map(Path, found))
    try:
        parts = [os.path.expanduser(part) for part in shlex.split(text)]
    except ValueError:
        parts = []
    if len(parts) > 1 or (parts and os.path.lexists(parts[0])):
        return tuple(Path(one) for part in parts for one in sorted(glob.glob(part)) or [part])
    return (Path(whole),)


class AddDialog(ModalScreen[Adding | None]):
    """Closes with what is to be added, or None."""

    BINDINGS: ClassVar = [
        Binding("escape", "close", "Cancel"),
        Binding("ctrl+s", "add", "Add"),
        Binding("ctrl+t", "turn", "Files or pasted text"),
    ]
    CSS_PATH = "../styles/forms.tcss"
    VERTICAL_BREAKPOINTS = SHORT
    AUTO_FOCUS = "PathLine"

    def __init__(self) -> None:
        super().__init__()
        self._paths: list[Path] = []
        self._pasting = False

    def compose(self) -> ComposeResult:
        """Two pages, one of them shown: paths, and a text with what is known about it."""
        with VerticalScroll(classes="dialog form", can_focus=False):
            yield Static(say(("Add articles", "bold $primary")), markup=False)
            with Container(id="files"):
                note = "text, page, PDF, Word, mail"
                yield Field(
                    "Files and folders", PathLine(id="path", hint="for example ~/articles/"), note
                )
                yield Static(id="chosen", markup=False)
            with Container(id="paste"):
                yield Field("Text of one article", Paper(id="text", tab_behavior="focus"))
                yield Field("Title", Line(id="title"), "empty: from the text itself")
                yield Field("Outlet", Line(id="outlet", hint="for example Reuters"))
                yield Field("Date", Line(id="date", hint="for example 2020-09-14"))
            yield Choice("^s", "Add", "screen.add", id="add")
            yield Choice("^t", "Paste a text instead", "screen.turn", id="turn")
            yield Choice("esc", "Cancel", "screen.close")

    def on_mount(self) -> None:
        """Begin with the files."""
        self._show()

    def _show(self) -> None:
        self.query_one("#files").display = not self._pasting
        self.query_one("#paste").display = self._pasting
        other = "Choose files instead" if self._pasting else "Paste a text instead"
        self.query_one("#turn", Choice).say(other)
        first = "#text" if self._pasting else "#path"
        self.query_one(first).focus()
        self._list()

    def _list(self) -> None:
        self.query_one("#chosen", Static).update(_lines(self._paths))

    # ------------------------------------------------------------ actions

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the path; an empty line, or the last line of the page, adds."""
        if event.input.id != "path" or not event.value.strip():
            self.action_add()
        else:
            self._take()

    def _take(self) -> None:
        line = self.query_one("#path", PathLine)
        for path in paths_in(line.value):
            if path not in self._paths:
                self._paths.append(path)
        line.value = ""
        self._list()

    def action_turn(self) -> None:
        """Turn to the other page."""
        self._pasting = not self._pasting
        self._show()

    def action_add(self) -> None:
        """Close with what is to be added; say what is missing."""
        if self._pasting:
            self._add_text()
            return
        self._take()
        missing = [path for path in self._paths if not os.path.lexists(path)]
        field = self.query_one("#files Field", Field)
        if missing and len(missing) == len(self._paths):
            field.fail(say((f"{words.short_path(missing[0])} does not exist.", "$error")))
            self._paths.clear()
            self._list()
        elif not self._paths:
            field.fail(say(("Write the path of a file or folder.", "$error")))
        else:
            self.dismiss(Adding(paths=tuple(path.absolute() for path in self._paths)))

    def _add_text(self) -> None:
        text, *_, date = self.query("#paste Field").results(Field)
        written = self.query_one("#text", Paper).text
        values = {name: self.query_one(f"#{name}", Line).value for name in _ABOUT}
        wrong = "" if not values["date"] else _wrong_date(values["date"])
        text.fail(None if written.strip() else say(("Paste the text here.", "$error")))
        date.fail(say((wrong, "$error")) if wrong else None)
        if not written.strip():
            text.line.focus()
        elif wrong:
            date.line.focus()
        else:
            self.dismiss(Adding(pasted=(Pasted(written, **values),)))

    def action_close(self) -> None:
        """Close without."""
        self.dismiss(None)


_ABOUT = ("title", "outlet", "date")


def _wrong_date(text: str) -> str:
    """Return what is wrong with a date; nothing where it is right."""
    try:
        datetime.date.fromisoformat(text.strip())
    except ValueError:
        return f"{text.strip()!r} is no date: write year-month-day, as in 2020-09-14."
    return ""


def _lines(paths: Sequence[Path]) -> Content:
    if not paths:
        return say(
            (f"{shown('enter')} takes a path, and adds them when the line is empty.", "$muted")
        )
    return stack([_line(path) for path in paths])


def _line(path: Path) -> Content:
    kind = "folder" if path.is_dir() else "file" if path.exists() else "not there"
    style = "$error" if kind == "not there" else "$muted"
    parts: tuple[Part, ...] = (
        ("● ", "$primary"),
        (render.clip(words.short_path(path), 60), "$ink"),
        (f"  {kind}", style),
    )
    return say(*parts)
