"""The registry of screens: how a person gets to each, from the home screen of any dossier.

Whoever adds a screen or a dialog adds how to get there; the tests of frames and of hostile text
then look at it. `test_scenes.py` fails for a screen that is missing here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual.pilot import Pilot
from textual.screen import Screen

from analysis.errors import PositionsError
from tests.tui.screen import settle
from tui.app import PositionsApp
from tui.grouping import Grouping
from tui.render import say
from tui.screens.adding import AddDialog
from tui.screens.article import ArticleScreen
from tui.screens.conflicts import ConflictsScreen
from tui.screens.describing import DescribeForm
from tui.screens.documents import DocumentsScreen
from tui.screens.dossiers import DossiersScreen, NewDossier, PathDialog
from tui.screens.exporting import ExportDialog
from tui.screens.facets import FacetsScreen
from tui.screens.help import HelpScreen
from tui.screens.marking import MarkingScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.pair import PairScreen
from tui.screens.panes import PanesScreen
from tui.screens.review import ReviewScreen
from tui.screens.subject_form import SubjectForm
from tui.screens.subjects import SubjectsScreen
from tui.screens.timeline import TimelineScreen
from tui.screens.welcome import WelcomeScreen
from tui.screens.whole import WholeArticle
from tui.widgets.dialogs import Confirm, Note
from tui.widgets.picker import Picker
from tui.widgets.ways import Ways
from tui.widgets.writing import Writing


@dataclass(frozen=True)
class Scene:
    """A screen, and the keys to it from a statement of the home screen, or what opens it.

    `quiet`: it shows nothing of the dossier. `framed`: its golden frame is made from here.
    """

    screen: type[Screen[object]]
    keys: tuple[str, ...] = ()
    opens: Callable[[PositionsApp], object] | None = None
    quiet: bool = False
    framed: bool = True


def _message(app: PositionsApp) -> None:
    title = app.home.comparison.title
    app.tell(PositionsError(f"{title} could not be read.", f"{title} " * 40))


def _toast(app: PositionsApp) -> None:
    app.tell(PositionsError(f"{app.home.comparison.title} could not be read."))


def _ways(app: PositionsApp) -> None:
    title = app.home.comparison.title
    app.push_screen(Ways(say(f"Where is {title} to be opened?"), [("p", f"In {title}")]))


def _welcome(app: PositionsApp, *, sample: bool) -> None:
    app.push_screen(WelcomeScreen(sample=sample))


SCENES: dict[str, Scene] = {
    "panes": Scene(PanesScreen),
    "panes-by-issue": Scene(PanesScreen, ("b",)),
    "article": Scene(ArticleScreen, ("enter",)),
    "article-rejected": Scene(ArticleScreen, ("enter", "x")),
    "article-little-context": Scene(ArticleScreen, ("enter", "left_square_bracket")),
    "review": Scene(ReviewScreen, ("R", "v")),
    "pair": Scene(PairScreen, ("equals_sign", "g", "equals_sign")),
    "marking": Scene(MarkingScreen, ("plus", "space", "down")),
    "matrix": Scene(MatrixScreen, ("m", "down")),
    "whose": Scene(Picker, ("w",)),
    "how-far": Scene(Picker, ("w", "G", "enter")),
    "voice": Scene(Picker, ("V",)),
    "certainty": Scene(Picker, ("C",)),
    "issue": Scene(Picker, ("i",)),
    "stance": Scene(Picker, ("s",)),
    "whose-marked": Scene(Picker, ("plus", "enter", "enter")),
    "note": Scene(Writing, ("number_sign",)),
    "verified-already": Scene(Confirm, ("v", "v"), quiet=True),
    "message": Scene(Note, opens=_message),
    "welcome": Scene(WelcomeScreen, opens=partial(_welcome, sample=True), quiet=True),
    "help": Scene(HelpScreen, ("question_mark",), quiet=True),
    # Framed in tests of their own, with what stands in them there.
    "conflicts": Scene(ConflictsScreen, ("c",), framed=False, quiet=True),
    "time-line": Scene(TimelineScreen, ("T",), framed=False),
    "facets": Scene(FacetsScreen, ("f",), framed=False, quiet=True),
    "documents": Scene(DocumentsScreen, ("D",), framed=False, quiet=True),
    "describe": Scene(DescribeForm, ("D", "end", "e"), framed=False, quiet=True),
    "whole-article": Scene(WholeArticle, ("D", "end", "enter"), framed=False),
    "subjects": Scene(SubjectsScreen, ("E",), framed=False),
    "subject-form": Scene(SubjectForm, ("E", "g", "enter"), framed=False),
    "dossiers": Scene(DossiersScreen, ("o",), framed=False),
    "new-dossier": Scene(NewDossier, ("o", "n"), framed=False, quiet=True),
    "dossier-by-path": Scene(PathDialog, ("o", "p"), framed=False, quiet=True),
    "adding": Scene(AddDialog, ("a",), framed=False, quiet=True),
    "export": Scene(ExportDialog, ("e",), framed=False, quiet=True),
    "toast": Scene(PanesScreen, opens=_toast, framed=False),
    "copied": Scene(PanesScreen, ("y",), framed=False),
    "ways": Scene(Ways, opens=_ways),
}


async def visit(app: PositionsApp, pilot: Pilot[int], scene: Scene) -> None:
    """Go from any screen to a scene, from Microsoft's fourth statement in the seed, or the last.

    What was decided before is taken back first.
    """
    decided = False
    while app.dossier.decisions.undo():
        decided = True
    with app.batch_update():
        while len(app.screen_stack) > 1:
            app.pop_screen()
        if app.home.grouping is not Grouping.DOCUMENT:
            app.home.grouping = list(Grouping)[-1]
            app.home.action_group()
        if decided:
            app.renew(app.dossier.comparison())
    await pilot.pause()
    app.home.focus_party(2)
    await pilot.pause()
    assert app.home.statements is not None
    app.home.statements.select(0)  # from the top, wherever the scene before left it
    app.home.statements.select(3)
    await settle(pilot)
    for key in scene.keys:
        await pilot.press(key)
        await settle(pilot)
    if scene.opens is not None:
        scene.opens(app)
        await settle(pilot)
    assert type(app.screen) is scene.screen, (scene, app.screen)
