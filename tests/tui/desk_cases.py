"""What the keys of documents, parties, dossiers and of getting things out do."""

from collections.abc import Callable
from dataclasses import dataclass

from tui.actions import Where
from tui.app import PositionsApp
from tui.screens.adding import AddDialog
from tui.screens.describing import DescribeForm
from tui.screens.documents import DocumentsScreen
from tui.screens.dossiers import DossiersScreen, NewDossier, PathDialog
from tui.screens.exporting import ExportDialog
from tui.screens.lists import ListScreen
from tui.screens.panes import PanesScreen
from tui.screens.subject_form import SubjectForm
from tui.screens.subjects import SubjectsScreen
from tui.screens.whole import WholeArticle
from tui.widgets.dialogs import Confirm
from tui.widgets.reader import Reader
from tui.widgets.ways import Ways

Check = Callable[[PositionsApp], bool]
Cases = tuple["Case", ...]
Path = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """Run the actions `before`, then press the key; `check` must hold after and not before."""

    action: str
    before: Path
    check: Check


def on(screen: type[object]) -> Check:
    return lambda app: isinstance(app.screen, screen)


OPENS: dict[str, type[object]] = {
    "add": AddDialog,
    "documents": DocumentsScreen,
    "subjects": SubjectsScreen,
    "dossiers": DossiersScreen,
    "export": ExportDialog,
    "outside": Ways,
}


def opens(before: Path, *ids: str) -> Cases:
    """The screens and dialogs that open from several screens."""
    return tuple(Case(name, before, on(OPENS[name])) for name in ids)


def copied(app: PositionsApp) -> bool:
    found, app._clipboard = "characters" in app.clipboard, ""
    return found


def pinned(app: PositionsApp) -> int:
    return app.home.comparison.corrections.pinned


def chosen(app: PositionsApp) -> int:
    assert isinstance(app.screen, ListScreen)
    rows = [index for index, row in enumerate(app.screen.list.rows) if not row.heading]
    return rows.index(app.screen.list.selected)


def last(app: PositionsApp) -> int:
    assert isinstance(app.screen, ListScreen)
    return sum(not row.heading for row in app.screen.list.rows) - 1


def listing(open_it: Path) -> Cases:
    """What every list does."""
    first, end = (*open_it, "first"), (*open_it, "last")
    return (
        Case("down", first, lambda app: chosen(app) == 1),
        Case("up", (*first, "down", "down"), lambda app: chosen(app) == 1),
        Case("half_down", first, lambda app: chosen(app) > 0),
        Case("half_up", end, lambda app: chosen(app) < last(app)),
        Case("page_down", first, lambda app: chosen(app) > 0),
        Case("page_up", end, lambda app: chosen(app) < last(app)),
        Case("first", end, lambda app: chosen(app) == 0),
        Case("last", first, lambda app: chosen(app) == last(app)),
    )


def line(app: PositionsApp) -> int:
    return app.screen.query_one(Reader).scroll_offset.y


def at_end(app: PositionsApp) -> bool:
    return line(app) == app.screen.query_one(Reader).max_scroll_y


def scrolling(open_it: Path) -> Cases:
    """What an article does."""
    top, end = (*open_it, "first"), (*open_it, "last")
    return (
        Case("down", top, lambda app: line(app) == 1),
        Case("up", (*top, "down", "down"), lambda app: line(app) == 1),
        Case("half_down", top, lambda app: line(app) > 2),
        Case("half_up", end, lambda app: not at_end(app)),
        Case("page_down", top, lambda app: line(app) > 5),
        Case("page_up", end, lambda app: not at_end(app)),
        Case("first", end, lambda app: line(app) == 0),
        Case("last", top, at_end),
    )


DOCUMENTS, SUBJECTS, DOSSIERS = ("app.documents",), ("app.subjects",), ("app.dossiers",)
TIME, CLASH = ("timeline",), ("conflicts",)
PAIR = ("go_party(3)", "beside", "down", "beside")
DOCUMENT = (*DOCUMENTS, "last", "read")
EVERY = ("add", "documents", "subjects", "dossiers", "export")
DESK_CASES: dict[Where, Cases] = {
    Where.PANES: (*opens((), *EVERY, "outside"), Case("copy", ("go_party(3)",), copied)),
    Where.ARTICLE: (*opens(("go_party(3)", "open"), "outside"), Case("copy", ("open",), copied)),
    Where.REVIEW: (*opens(("review",), "outside"), Case("copy", ("review",), copied)),
    Where.PAIR: (*opens(PAIR, "outside"), Case("copy", PAIR, copied)),
    Where.MATRIX: (*opens(("matrix",), "export", "outside"), Case("copy", ("matrix",), copied)),
    Where.TIMELINE: (*opens(TIME, "export", "outside"), Case("copy", TIME, copied)),
    Where.CONFLICTS: (*opens(CLASH, "export", "outside"), Case("copy", CLASH, copied)),
    Where.DOCUMENTS: (
        Case("back", DOCUMENTS, on(PanesScreen)),
        Case("read", DOCUMENTS, on(WholeArticle)),
        Case("describe", (*DOCUMENTS, "last"), on(DescribeForm)),
        Case("undo", ("go_party(3)", "pin", *DOCUMENTS), lambda app: pinned(app) == 0),
        Case("redo", ("go_party(3)", "pin", "undo", *DOCUMENTS), lambda app: pinned(app) == 1),
        *opens(DOCUMENTS, "add", "subjects", "dossiers", "outside"),
        *listing(DOCUMENTS),
    ),
    Where.DOCUMENT: (
        Case("back", DOCUMENT, on(DocumentsScreen)),
        *opens(DOCUMENT, "outside"),
        *scrolling(DOCUMENT),
    ),
    Where.SUBJECTS: (
        Case("back", SUBJECTS, on(PanesScreen)),
        Case("edit", SUBJECTS, on(SubjectForm)),
        Case("new_party", SUBJECTS, on(SubjectForm)),
        Case("new_issue", SUBJECTS, on(SubjectForm)),
        Case("remove", SUBJECTS, on(Confirm)),
        *opens(SUBJECTS, "documents", "dossiers"),
        *listing(SUBJECTS),
    ),
    Where.DOSSIERS: (
        Case("back", DOSSIERS, on(PanesScreen)),
        Case("new_dossier", DOSSIERS, on(NewDossier)),
        Case("by_path", DOSSIERS, on(PathDialog)),
        Case("open_dossier", DOSSIERS, on(PanesScreen)),
        *listing(DOSSIERS),
    ),
}
