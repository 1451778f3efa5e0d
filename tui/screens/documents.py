"""The documents of a dossier: what there is, what is stale, what could not be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content

from analysis.dossier import Unread
from analysis.models import Listed
from tui import render, requests, words
from tui.actions import Where, bindings, key_of
from tui.render import Part, say, stack
from tui.requests import Request
from tui.screens.lists import ListScreen
from tui.widgets.bars import Caption, KeyBar, TitleBar
from tui.widgets.progress import ProgressLine
from tui.widgets.rows import Row, RowList, heading

_UNREAD = "unread:"


class DocumentsScreen(ListScreen):
    """One row a document; those that could not be read stand first, with the reason."""

    WHERE = Where.DOCUMENTS
    BINDINGS = bindings(Where.DOCUMENTS)

    @dataclass
    class Read(Request, part="desk"):
        """The reader wants to see a document."""

        document: str

    @dataclass
    class Describe(Request, part="desk"):
        """The reader wants to put right what a document is."""

        document: str

    @dataclass
    class Forget(Request, part="desk"):
        """What could not be read is to be listed no longer; `name` is its path or name."""

        name: str

    def __init__(
        self, title: str, documents: Sequence[Listed], unread: Mapping[str, Unread]
    ) -> None:
        super().__init__()
        self._title = title
        self._documents = tuple(documents)
        self._unread = dict(unread)

    def compose(self) -> ComposeResult:
        """Title, list, caption, progress, keys."""
        yield TitleBar(self._title, self._count(), "documents")
        yield RowList(self._rows(), _none())
        yield Caption()
        yield ProgressLine()
        yield KeyBar(Where.DOCUMENTS)

    def show(self, documents: Sequence[Listed], unread: Mapping[str, Unread]) -> None:
        """Show what there is now."""
        self._documents, self._unread = tuple(documents), dict(unread)
        self.list.show(self._rows())
        self.query_one(TitleBar).show(self._title, self._count(), "documents")

    def _count(self) -> str:
        stale = sum(document.stale for document in self._documents)
        parts = [words.counted(len(self._documents), "article")]
        parts += [f"{stale} to read again"] * bool(stale)
        parts += [f"{len(self._unread)} not read"] * bool(self._unread)
        return " · ".join(parts)

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        if self._unread:
            rows.append(heading(say(("COULD NOT BE READ", "bold $primary")), say("")))
            rows += [_unread_row(unread) for unread in self._unread.values()]
            rows.append(heading(say("")))
            rows.append(heading(say(("IN THE DOSSIER", "bold $primary")), say("")))
        return rows + [_row(document) for document in self._documents]

    @property
    def document(self) -> str:
        """The id of the chosen document; empty where none is chosen."""
        return "" if self.chosen.startswith(_UNREAD) else self.chosen

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Say more about the chosen one."""
        unread = self._unread.get(self.chosen.removeprefix(_UNREAD))
        found = next((one for one in self._documents if one.id == self.chosen), None)
        if self.chosen.startswith(_UNREAD) and unread is not None:
            off = (f"   {key_of('forget')}", "bold $primary"), (" takes it off the list", "$muted")
            self.query_one(Caption).show(say((unread.hint, "$muted"), *off))
        elif found is not None:
            self.query_one(Caption).show(_about(found))

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Read what was clicked twice."""
        self.action_read()

    def action_read(self) -> None:
        """Read the chosen document; of one that could not be read, all that is known."""
        unread = self._unread.get(self.chosen.removeprefix(_UNREAD))
        if self.chosen.startswith(_UNREAD) and unread is not None:
            from tui.widgets.dialogs import Note

            text = stack(
                [say((unread.name, "$ink")), say(""), say(unread.reason), say(unread.hint)]
            )
            self.app.push_screen(Note("It could not be read", text))
        elif self.chosen:
            self.post_message(self.Read(self.chosen))

    def action_describe(self) -> None:
        """Put title, outlet, author and date of the chosen document right."""
        if self.document:
            self.post_message(self.Describe(self.document))
        elif self.chosen:
            self.refuse("It could not be read: there is nothing to put right.")

    def action_forget(self) -> None:
        """Take what could not be read off the list."""
        if self.chosen.startswith(_UNREAD):
            self.post_message(self.Forget(self.chosen.removeprefix(_UNREAD)))
        elif self.chosen:
            self.refuse("Articles stay: only what could not be read is taken off.")

    def action_undo(self) -> None:
        """Take back the last decision."""
        self.post_message(requests.Undo())

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        self.post_message(requests.Redo())


def _none() -> Content:
    return stack(
        [
            say(("No articles yet.", "bold $ink")),
            say(""),
            say(
                (key_of("add"), "bold $primary"), " adds files, folders, or a text that you paste."
            ),
        ]
    )


def _row(document: Listed) -> Row:
    title = document.title or document.name

    def lines(width: int) -> list[Content]:
        size = words.counted(document.statements, "statement")
        name = document.name if document.name != title else ""
        second = [part for part in (document.outlet, document.date, name) if part]
        state: Part = ("  to be read again", "$primary") if document.stale else ""
        return [
            _ends((title, "bold $ink"), (size, "$muted"), width),
            say(
                (" · ".join(second) or "no outlet, no date", "$muted"),
                (" ✎" if document.by_hand else "", "bold $primary"),
                state,
            ),
        ]

    return Row(document.id, lines)


def _unread_row(unread: Unread) -> Row:
    name = unread.name.rpartition("/")[2] or unread.name

    def lines(width: int) -> list[Content]:
        return [say((name, "bold $ink")), say((unread.reason, "$error"))]

    return Row(f"{_UNREAD}{unread.name}", lines)


def _ends(left: tuple[str, str], right: tuple[str, str], width: int) -> Content:
    """Return one line with words at both ends; the left ones are cut where they must."""
    shown = render.clip(left[0], max(1, width - cell_len(right[0]) - 2))
    gap = max(1, width - cell_len(shown) - cell_len(right[0]))
    return say((shown, left[1]), " " * gap, right)


def _about(document: Listed) -> Content:
    known = (("outlet", document.outlet), ("date", document.date), ("title", document.title))
    missing = [name for name, value in known if not value]
    told = f"{document.name} · {document.id[:12]}"
    if document.by_hand:
        told += f" · {', '.join(document.by_hand)} by hand"
    if missing:
        told += f" · the article does not tell its {', '.join(missing)}"
    return say((told, "$muted"))
