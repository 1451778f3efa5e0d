"""Getting things out: exports, quotes for somebody's text, articles in another program."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.app import SuspendNotSupported

from analysis.errors import PositionsError, UsageError
from analysis.models import Comparison, Document, Entry
from tui import outside, quoting, render, words
from tui.output import write_file
from tui.render import say

if TYPE_CHECKING:
    from tui.app import PositionsApp
    from tui.screens.exporting import Offer

_NAME = 30  # cells of a party's name in the choice of what to export
_SHOWN = 40  # characters of a quote in the toast that says it was copied


class Way(NamedTuple):
    """A program that can show an article, and the key that chooses it."""

    key: str
    label: str
    go: Callable[[], None]


class Taking:
    """One for an application."""

    def __init__(self, app: "PositionsApp") -> None:
        self._app = app

    def _say(self, text: str) -> None:
        self._app.notify(render.literal(text), markup=False)

    # ------------------------------------------------------------ export

    def export(self) -> None:
        """Open the export dialog."""
        from tui.screens.exporting import ExportDialog

        try:
            folder = Path.cwd()
        except OSError:  # the folder is gone
            folder = Path.home()
        dossier = self._app.dossier
        dialog = ExportDialog(
            self._offers(), lambda form, what: dossier.export(form, what), folder, dossier.name
        )

        def written(path: Path | None) -> None:
            if path is not None:
                self._say(f"Written to {words.short_path(path)}")

        self._app.push_screen(dialog, written)

    def _offers(self) -> "list[Offer]":
        """Return what may be exported, the likeliest first."""
        from analysis.finding import filtered

        home, dossier = self._app.home, self._app.dossier
        shown = home.comparison
        offers: list[Offer] = [("everything", dossier.comparison)]
        if shown.narrowing is not None:
            offers.insert(0, ("what is shown", lambda: shown))
        else:
            offers[0] = ("everything", lambda: shown)
        if len(shown.parties) > 1:
            party = shown.parties[home.focused_party].party
            name = render.clip(f"only {party.name}", _NAME)
            offers.append((name, lambda: filtered(dossier.comparison(), f"party:{party.id}")))
        return offers

    # ------------------------------------------------------------ quotes

    def copy(self, entry: Entry, comparison: Comparison) -> None:
        """Put a quote with its citation into the clipboard; offer a file where that may fail."""
        text = quoting.citation(entry, comparison)
        if quoting.too_long(text):
            self._offer_file(text, "It is too long for some terminals' clipboard.")
        elif not quoting.takes_copies(os.environ):
            self._offer_file(text, "This terminal lets no program set the clipboard.")
        else:
            self._app.copy_to_clipboard(text)
            document = comparison.documents[entry.attribution.document]
            place = words.source_line(document, entry.statement.span)
            quote = render.clip(entry.statement.quote, _SHOWN)
            self._say(f"Copied: “{quote}”, and where it stands: {place}")

    def _offer_file(self, text: str, why: str) -> None:
        from tui.widgets.dialogs import Confirm

        path = Path.cwd() / f"{self._app.dossier.name}-quote.txt"
        question = say((f"{why} Write it to ", "bold $ink"), (path.name, "bold $primary"), "?")

        def answered(yes: bool | None) -> None:
            if not yes:
                return
            try:
                write_file(path, text + "\n", overwrite=os.path.lexists(path))
            except OSError as error:
                reason = error.strerror or str(error)
                self._app.tell(UsageError(f"{path.name} could not be written: {reason}."))
            else:
                self._say(f"Written to {words.short_path(path)}")

        self._app.push_screen(Confirm(question, "Write it", "Leave it"), answered)

    # ------------------------------------------------------------ articles

    def open(self, document: Document) -> None:
        """Ask which program is to show the article, where there are several."""
        ways = self._ways(document)
        if not ways:
            self._app.tell(
                UsageError(
                    "There is no program to open the article in.",
                    "Name one in PAGER or EDITOR, and start positions again.",
                )
            )
        elif len(ways) == 1:
            ways[0].go()
        else:
            from tui.widgets.ways import Ways

            def chosen(key: str | None) -> None:
                for way in ways:
                    if way.key == key:
                        way.go()

            question = say(("Open the article in", "bold $primary"))
            self._app.push_screen(Ways(question, [(way.key, way.label) for way in ways]), chosen)

    def _ways(self, document: Document) -> list[Way]:
        ways: list[Way] = []
        if pager := outside.pager(os.environ):
            go = partial(self._run, pager, document)
            ways.append(Way("p", f"the pager: {' '.join(pager)}", go))
        if editor := outside.editor(os.environ):
            go = partial(self._run, editor, document)
            ways.append(Way("e", f"the editor: {' '.join(editor)} (a read-only copy)", go))
        if address := outside.web_address(document):
            ways.append(Way("b", f"the browser: {address}", partial(self._app.open_url, address)))
        return ways

    def _run(self, command: list[str], document: Document) -> None:
        try:
            with outside.copied(document) as path, self._app.suspend():
                outside.run(command, path, no_color=self._app.no_color)
        except SuspendNotSupported:
            self._app.tell(UsageError("This terminal cannot be handed to another program."))
        except PositionsError as error:
            self._app.tell(error)
        except OSError as error:
            self._app.tell(UsageError(f"No copy could be made: {error.strerror}."))
        self._app.refresh()
