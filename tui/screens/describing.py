"""The form for what a document is: its title, outlet, author and date."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from analysis.models import Document
from analysis.models.described import DESCRIBED
from tui import words
from tui.render import say
from tui.widgets.dialogs import Choice
from tui.widgets.fields import SHORT, Field, Line

Check = Callable[[Mapping[str, str]], str]
"""Returns what is wrong with what was written; nothing where it is right."""

_HINTS = {
    "title": "as it stands above the article",
    "outlet": "for example Reuters",
    "author": "for example Mara Lind",
    "date": "for example 2020-09-14",
}


class DescribeForm(ModalScreen[Mapping[str, str] | None]):
    """Closes with the fields as written, or None. `told`: what the article itself tells."""

    BINDINGS: ClassVar = [
        Binding("escape", "close", "Cancel"),
        Binding("ctrl+s", "save", "Save"),
    ]
    CSS_PATH = "../styles/forms.tcss"
    VERTICAL_BREAKPOINTS = SHORT
    AUTO_FOCUS = "#title"

    def __init__(self, document: Document, told: Mapping[str, str], check: Check) -> None:
        super().__init__()
        self._document, self._told, self._check = document, dict(told), check

    def compose(self) -> ComposeResult:
        """A line for each field, and what the article says where a person says otherwise."""
        with VerticalScroll(classes="dialog form", can_focus=False):
            name = words.document_name(self._document)
            yield Static(say(("The article ", "bold $primary"), (name, "$muted")), markup=False)
            for key in DESCRIBED:
                line = Line(getattr(self._document, key), id=key, hint=_HINTS[key])
                yield Field(key.capitalize(), line, self._note(key))
            yield Static(id="wrong", markup=False, classes="field-error")
            yield Choice("^s", "Save; the article's own words stay as they are", "screen.save",
                         id="add")  # fmt: skip
            yield Choice("esc", "Cancel", "screen.close")

    def _note(self, key: str) -> str:
        if key not in self._told:
            return ""
        return f"by hand; at first: {self._told[key] or 'nothing'}"

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save."""
        self.action_save()

    def action_save(self) -> None:
        """Close with what is written, unless something is wrong with it."""
        written = {key: self.query_one(f"#{key}", Line).value for key in DESCRIBED}
        wrong = self._check(written)
        if wrong:
            self.query_one("#wrong", Static).update(say((wrong, "$error")))
        else:
            self.dismiss(written)

    def action_close(self) -> None:
        """Close without."""
        self.dismiss(None)
