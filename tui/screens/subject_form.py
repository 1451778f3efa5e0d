"""The form for one party or issue; it writes `dossier.toml`."""

import re
from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from analysis.characters import one_line
from analysis.errors import PositionsError, SettingsError
from analysis.models import Issue, Party, PartyKind
from tui.render import say
from tui.screens.subjects import Table
from tui.widgets.dialogs import Choice
from tui.widgets.fields import SHORT, Field, Line, Options

Save = Callable[[str, Mapping[str, object]], None]
"""Writes values under an id; raises PositionsError where that cannot be."""

_KINDS = tuple(kind.value for kind in PartyKind)
_LISTS: Mapping[Table, tuple[tuple[str, str, str], ...]] = {
    "party": (
        ("aliases", "Other names", "Microsoft Corp.; MSFT"),
        ("spokespeople", "Who speaks for it", "Satya Nadella"),
        ("epithets", "Phrases that stand for it", "the Redmond giant"),
    ),
    "issue": (("keywords", "Keywords", "data; data center; cloud"),),
}


def proposed_id(name: str) -> str:
    """Return an id for a name: small letters, digits and _."""
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")


def items(text: str) -> list[str]:
    """Return the items of a list as a person writes it: between semicolons, each once."""
    found = (one_line(part) for part in text.split(";"))
    return list(dict.fromkeys(part for part in found if part))


class SubjectForm(ModalScreen[str | None]):
    """Closes with the id of what was written, or None.

    `subject` is what stands in the file, None for a new one; `values` fill the fields.
    """

    BINDINGS: ClassVar = [
        Binding("escape", "close", "Cancel"),
        Binding("ctrl+s", "save", "Save"),
    ]
    CSS_PATH = "../styles/forms.tcss"
    VERTICAL_BREAKPOINTS = SHORT
    AUTO_FOCUS = "#name"

    def __init__(
        self,
        table: Table,
        subject: Party | Issue | None,
        values: Mapping[str, object],
        save: Save,
    ) -> None:
        super().__init__()
        self._table, self._subject, self._save = table, subject, save
        self._values = {**_values(subject), **values}
        self._proposed = ""

    def compose(self) -> ComposeResult:
        """A field for each key of the table."""
        word = "party" if self._table == "party" else "issue"
        name = str(self._values.get("name", ""))
        title = f"A new {word}" if self._subject is None else f"{word} {self._subject.id}"
        with VerticalScroll(classes="dialog form", can_focus=False):
            yield Static(
                say((title, "bold $primary"), ("  in dossier.toml", "$muted")), markup=False
            )
            note = "as it stands above its pane" if word == "party" else "the matter in dispute"
            yield Field("Name", Line(name, id="name"), note)
            if self._subject is None:
                given = str(self._values.get("id", ""))
                yield Field("Id", Line(given, id="id"), "stays the same for ever")
            if self._table == "party":
                kind = str(self._values.get("kind", _KINDS[0]))
                chosen = _KINDS.index(kind) if kind in _KINDS else 0
                yield Field("Kind", Options(_KINDS, chosen, id="kind"))
            for key, label, hint in _LISTS[self._table]:
                written = self._values.get(key, ())
                text = "; ".join(written) if isinstance(written, (list, tuple)) else ""
                yield Field(label, Line(text, id=key, hint=f"for example {hint}"), "; between them")
            yield Static(id="wrong", markup=False, classes="field-error")
            yield Choice("^s", "Save; articles are read again with it", "screen.save", id="add")
            yield Choice("esc", "Cancel", "screen.close")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Propose an id for the name, until somebody writes another one."""
        if event.input.id == "name" and self._subject is None:
            field = self.query_one("#id", Line)
            if field.value == self._proposed:
                self._proposed = proposed_id(event.value)
                field.value = self._proposed

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save."""
        self.action_save()

    def written(self) -> tuple[str, dict[str, object]]:
        """Return id and values as they stand in the fields."""
        values: dict[str, object] = {"name": one_line(self.query_one("#name", Line).value)}
        if self._table == "party":
            values["kind"] = self.query_one("#kind", Options).value
        for key, _, _ in _LISTS[self._table]:
            values[key] = items(self.query_one(f"#{key}", Line).value)
        if self._subject is not None:
            return self._subject.id, values
        return self.query_one("#id", Line).value.strip(), values

    def action_save(self) -> None:
        """Write it; what is wrong stands at its field."""
        name, values = self.written()
        for field in self.query(Field):
            field.fail(None)
        self.query_one("#wrong", Static).update(say(""))
        try:
            self._save(name, values)
        except PositionsError as error:
            self._say(error)
        else:
            self.dismiss(name)

    def _say(self, error: PositionsError) -> None:
        key = error.key if isinstance(error, SettingsError) else ""
        text: Content = say((f"{error.message} {error.hint}", "$error"))
        for field in self.query(Field):
            if key and field.line.id == key:
                field.fail(text)
                field.line.focus()
                return
        self.query_one("#wrong", Static).update(text)

    def action_close(self) -> None:
        """Close without."""
        self.dismiss(None)


def _values(subject: Party | Issue | None) -> dict[str, object]:
    if subject is None:
        return {}
    if isinstance(subject, Issue):
        return {"name": subject.name, "keywords": subject.keywords}
    return {
        "name": subject.name,
        "kind": subject.kind.value,
        "aliases": subject.aliases,
        "spokespeople": subject.spokespeople,
        "epithets": subject.epithets,
    }
