"""The export dialog: in which form, what of it, where to, and how it will look."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from analysis.errors import PositionsError
from analysis.models import Comparison
from tui import render, words
from tui.actions import shown
from tui.output import write_file
from tui.render import say, stack
from tui.widgets.dialogs import Choice, Confirm
from tui.widgets.fields import SHORT, Field, Options, PathLine

FORMATS = {"Markdown": "md", "CSV": "csv", "JSON": "json"}
_PREVIEW = 8  # lines
_LONGEST = 400  # characters of a line of the preview that are looked at

Make = Callable[[str, Comparison], str]
"""Returns the export of a comparison in a format."""

Offer = tuple[str, Callable[[], Comparison]]
"""What may be exported: its name, and how it is got."""


class ExportDialog(ModalScreen[Path | None]):
    """Closes with the file that was written, or None.

    `offers` are what may be exported, by name; the first is proposed.
    """

    BINDINGS: ClassVar = [
        Binding("escape", "close", "Cancel"),
        Binding("ctrl+s", "write", "Write"),
    ]
    CSS_PATH = "../styles/forms.tcss"
    VERTICAL_BREAKPOINTS = SHORT
    AUTO_FOCUS = "#path"

    def __init__(self, offers: Sequence[Offer], make: Make, folder: Path, stem: str) -> None:
        super().__init__()
        self._offers, self._make = tuple(offers), make
        self._folder, self._stem = folder, stem
        self._made: dict[tuple[str, int], str] = {}
        self._proposed = ""

    def compose(self) -> ComposeResult:
        """Form, extent, file, preview."""
        with VerticalScroll(classes="dialog form", can_focus=False):
            yield Static(say(("Export", "bold $primary")), markup=False)
            yield Field("Form", Options(tuple(FORMATS), id="form"), "←→ choose")
            yield Field("What", Options([name for name, _ in self._offers], id="what"))
            yield Field("File", PathLine(id="path"), "tab completes")
            yield Choice(shown("enter"), "Write it", "screen.write", id="add")
            yield Choice("esc", "Cancel", "screen.close")
            yield Static(id="preview", markup=False)

    def on_mount(self) -> None:
        """Propose a file and show how it begins."""
        self._renew()

    @property
    def chosen(self) -> tuple[str, int]:
        """The format, and which of the offers."""
        form, what = self.query_one("#form", Options), self.query_one("#what", Options)
        return FORMATS[form.value], what.index

    def _renew(self) -> None:
        line = self.query_one("#path", PathLine)
        if line.value == self._proposed:
            name = f"{self._stem}-comparison.{self.chosen[0]}"
            self._proposed = words.short_path(self._folder / name)
            line.value = self._proposed
            line.cursor_position = len(line.value)
        self.query_one("#preview", Static).update(say(("…", "$muted")))
        # A large comparison takes seconds: the newest choice alone is waited for.
        self.run_worker(
            partial(self._prepare, self.chosen), thread=True, exclusive=True, exit_on_error=False
        )

    def _content(self, chosen: tuple[str, int]) -> str:
        if chosen not in self._made:
            self._made[chosen] = self._make(chosen[0], self._offers[chosen[1]][1]())
        return self._made[chosen]

    def _prepare(self, chosen: tuple[str, int]) -> None:
        """Make the export in a thread."""
        content = self._content(chosen)
        self.app.call_from_thread(self._preview, chosen, content)

    def _preview(self, chosen: tuple[str, int], content: str) -> None:
        if not self.is_attached or chosen != self.chosen:
            return
        lines = content.split("\n", _PREVIEW)
        size = words.counted(content.count("\n"), "line")
        # Cut by the style: it may be ready before the dialog is laid out and has a width.
        shown = [line[:_LONGEST] for line in lines[:_PREVIEW]]
        head = say((f"{size}, beginning with", "$muted"))
        self.query_one("#preview", Static).update(
            stack([head, *(say((line, "$foreground")) for line in shown)])
        )

    def on_options_changed(self, message: Options.Changed) -> None:
        """Show the other form or extent."""
        self._renew()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write it."""
        self.action_write()

    def action_write(self) -> None:
        """Write the file; ask where something is there already."""
        path = self.query_one("#path", PathLine).path
        if path is None:
            self._fail("Name a file.")
        elif path.is_dir():
            self._fail(f"{words.short_path(path)} is a folder: name a file in it.")
        elif os.path.lexists(path):
            where = words.short_path(path)
            question = render.say(("Overwrite ", "bold $ink"), (where, "bold $primary"), "?")

            def answered(yes: bool | None) -> None:
                if yes:
                    self._write(path, overwrite=True)

            self.app.push_screen(Confirm(question, "Overwrite it", "Leave it as it is"), answered)
        else:
            self._write(path, overwrite=False)

    def _write(self, path: Path, *, overwrite: bool) -> None:
        try:
            write_file(path, self._content(self.chosen), overwrite=overwrite)
        except OSError as error:
            reason = error.strerror or str(error)
            self._fail(f"{words.short_path(path)} could not be written: {reason}.")
        except PositionsError as error:
            self._fail(str(error))
        else:
            self.dismiss(path)

    def _fail(self, text: str) -> None:
        list(self.query(Field))[2].fail(say((text, "$error")))
        self.query_one("#path").focus()

    def action_close(self) -> None:
        """Close without."""
        self.dismiss(None)
