"""Every action of the registry does what it says, by each of its keys and from the palette."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from analysis import models
from analysis.dossier import Dossier
from analysis.models import Corrections, Grain
from tests.tui.desk_cases import DESK_CASES
from tests.tui.screen import frame, settle, shown
from tui import actions
from tui.actions import ACTIONS, Action, Where
from tui.app import PositionsApp
from tui.grouping import Grouping
from tui.palette import ActionProvider
from tui.screens.article import ArticleScreen, ReadingScreen, ReasonsPanel
from tui.screens.conflicts import ConflictsScreen
from tui.screens.facets import FacetsScreen
from tui.screens.help import HelpScreen, help_text
from tui.screens.marking import MarkingScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.pair import PairScreen
from tui.screens.panes import PanesScreen
from tui.screens.review import ReviewScreen
from tui.screens.table import TableScreen
from tui.screens.timeline import TimelineScreen
from tui.theme import DARK, LIGHT
from tui.widgets.picker import Picker
from tui.widgets.reader import Reader
from tui.widgets.writing import Writing

Check = Callable[[PositionsApp], bool]


@dataclass(frozen=True)
class Case:
    """Run the actions `before`, then press the key; `check` must hold after and not before."""

    action: str
    before: tuple[str, ...]
    check: Check


def _selected(app: PositionsApp) -> int:
    assert app.home.statements is not None
    return app.home.statements.selected


def _cell(app: PositionsApp) -> tuple[int, int]:
    assert isinstance(app.screen, TableScreen)
    return app.screen.table.row, app.screen.table.column


def _conflict(app: PositionsApp) -> int:
    assert isinstance(app.screen, ConflictsScreen)
    return app.screen.list.row


def _grain(app: PositionsApp) -> Grain:
    assert isinstance(app.screen, TimelineScreen)
    return app.screen.grid.grain


def _typing(app: PositionsApp) -> bool:
    return isinstance(app.focused, Input)


def _everything(app: PositionsApp) -> bool:
    return app.home.comparison.narrowing is None


OWN = ("app.narrow('voice:own')",)


def _finds(open_it: tuple[str, ...]) -> tuple[Case, ...]:
    """What every screen does whose statements can be filtered."""
    return (
        Case("filter", open_it, _typing),
        Case("facets", open_it, _on(FacetsScreen)),
        Case("clear", (*open_it, *OWN), _everything),
        Case("review", open_it, _on(ReviewScreen)),
    )


def _read(app: PositionsApp) -> int:
    assert isinstance(app.screen, ReadingScreen)
    return app.screen.index


def _paragraphs(app: PositionsApp) -> int:
    return len(app.screen.query(Reader).first().blocks)


def _marking(app: PositionsApp) -> tuple[int, bool]:
    assert isinstance(app.screen, MarkingScreen)
    return app.screen.marking.cursor, app.screen.marking.by_word


def _side(app: PositionsApp) -> int:
    assert isinstance(app.screen, PairScreen)
    return app.screen.chosen


def _done(app: PositionsApp) -> Corrections:
    return app.home.comparison.corrections


def _decides(open_it: tuple[str, ...]) -> tuple[Case, ...]:
    """What keys decide on every screen that shows a statement."""
    return (
        Case("verify", open_it, lambda app: _done(app).verified == 1),
        Case("reject", open_it, lambda app: _done(app).kinds.get(models.Action.REJECT) == 1),
        Case("pin", open_it, lambda app: _done(app).pinned == 1),
        Case("undo", (*open_it, "pin"), lambda app: _done(app).pinned == 0),
        Case("redo", (*open_it, "pin", "undo"), lambda app: _done(app).pinned == 1),
        Case("whose", open_it, _on(Picker)),
        Case("voice", open_it, _on(Picker)),
        Case("certainty", open_it, _on(Picker)),
        Case("stance", open_it, _on(Picker)),
        Case("issue", open_it, _on(Picker)),
        Case("note", open_it, _on(Writing)),
    )


def _scrolled(app: PositionsApp) -> int:
    return _panel(app).scroll_offset.y


def _at_end(app: PositionsApp) -> bool:
    return _panel(app).scroll_offset.y == _panel(app).max_scroll_y


def _panel(app: PositionsApp) -> Widget:
    return app.screen.query("Reader, HelpText").first()


def _on(screen: type[object]) -> Check:
    return lambda app: isinstance(app.screen, screen)


def _scrolling(open_it: tuple[str, ...]) -> tuple[Case, ...]:
    """What every scrolled text does."""
    down = (*open_it, "first")
    up = (*open_it, "last")
    return (
        Case("down", down, lambda app: _scrolled(app) == 1),
        Case("up", (*down, "down", "down"), lambda app: _scrolled(app) == 1),
        Case("half_down", down, lambda app: _scrolled(app) > 1),
        Case("half_up", up, lambda app: not _at_end(app)),
        Case("page_down", down, lambda app: _scrolled(app) > 3),
        Case("page_up", up, lambda app: not _at_end(app)),
        Case("first", up, lambda app: _scrolled(app) == 0),
        Case("last", down, _at_end),
    )


MS = ("go_party(3)",)  # Microsoft has six statements
READ = (*MS, "open")
REVIEW = ("review",)
PAIR = (*MS, "beside", "down", "beside")
MARK = (*MS, "add_statement")
TIME = ("timeline",)
CLASH = ("conflicts",)
CASES = {
    Where.PANES: (
        Case("open", MS, _on(ArticleScreen)),
        Case("next_party", (), lambda app: app.home.focused_party == 1),
        Case("previous_party", ("go_party(2)",), lambda app: app.home.focused_party == 0),
        Case("down", MS, lambda app: _selected(app) == 1),
        Case("up", (*MS, "down"), lambda app: _selected(app) == 0),
        Case("half_down", MS, lambda app: _selected(app) >= 1),
        Case("half_up", (*MS, "last"), lambda app: _selected(app) < 5),
        Case("page_down", MS, lambda app: _selected(app) >= 1),
        Case("page_up", (*MS, "last"), lambda app: _selected(app) < 5),
        Case("first", (*MS, "last"), lambda app: _selected(app) == 0),
        Case("last", MS, lambda app: _selected(app) == 5),
        Case("matrix", (), _on(MatrixScreen)),
        Case("timeline", (), _on(TimelineScreen)),
        Case("conflicts", (), _on(ConflictsScreen)),
        Case("next_match", MS, lambda app: _selected(app) == 1),
        Case("previous_match", MS, lambda app: app.home.focused_party == 1),
        *_finds(()),
        Case("beside", (*MS, "beside", "down"), _on(PairScreen)),
        Case("group", (), lambda app: app.home.grouping is Grouping.ISSUE),
        Case("add_statement", MS, _on(MarkingScreen)),
        *_decides(MS),
    ),
    Where.ARTICLE: (
        Case("back", READ, _on(PanesScreen)),
        Case("next_statement", READ, lambda app: _read(app) == 1),
        Case("previous_statement", (*READ, "next_statement"), lambda app: _read(app) == 0),
        Case("switch", READ, lambda app: app.screen.query_one(ReasonsPanel).has_focus),
        Case("less", READ, lambda app: _paragraphs(app) == 3),
        Case("more", (*READ, "less", "less"), lambda app: _paragraphs(app) == 3),
        Case("beside", (*READ, "beside", "next_statement"), _on(PairScreen)),
        Case("add_statement", READ, _on(MarkingScreen)),
        *_decides(READ),
        *_scrolling(READ),
    ),
    Where.REVIEW: (
        Case("back", REVIEW, _on(PanesScreen)),
        Case("skip", REVIEW, lambda app: _read(app) == 1),
        Case("previous_statement", (*REVIEW, "skip"), lambda app: _read(app) == 0),
        Case("switch", REVIEW, lambda app: app.screen.query_one(ReasonsPanel).has_focus),
        Case("less", REVIEW, lambda app: _paragraphs(app) <= 3),
        Case("more", (*REVIEW, "less", "less"), lambda app: _paragraphs(app) >= 2),
        Case("add_statement", REVIEW, _on(MarkingScreen)),
        *_decides(REVIEW),
        *_scrolling(REVIEW),
    ),
    Where.PAIR: (
        Case("back", PAIR, _on(PanesScreen)),
        Case("switch", PAIR, lambda app: _side(app) == 1),
        Case("less", PAIR, lambda app: _paragraphs(app) == 1),
        Case("more", (*PAIR, "less"), lambda app: _paragraphs(app) == 3),
        *_decides(PAIR),
        *_scrolling(PAIR),
    ),
    Where.MARKING: (
        Case("back", MARK, _on(PanesScreen)),
        Case("take", MARK, _on(Picker)),
        Case("mark", MARK, lambda app: _marking(app)[1]),
        Case("next_word", (*MARK, "first"), lambda app: _marking(app)[0] == 1),
        Case("previous_word", (*MARK, "first", "next_word"), lambda app: _marking(app)[0] == 0),
        Case("down", (*MARK, "first"), lambda app: _marking(app)[0] > 5),
        Case("up", (*MARK, "first", "down"), lambda app: _marking(app)[0] == 0),
        Case("first", MARK, lambda app: _marking(app)[0] == 0),
        Case("last", MARK, lambda app: _marking(app)[0] > 300),
    ),
    Where.MATRIX: (
        Case("open", ("matrix",), _on(ArticleScreen)),
        Case("back", ("matrix",), _on(PanesScreen)),
        Case("next_party", ("matrix",), lambda app: _cell(app) == (0, 1)),
        Case("previous_party", ("matrix", "next_party"), lambda app: _cell(app) == (0, 0)),
        Case("down", ("matrix",), lambda app: _cell(app) == (1, 0)),
        Case("up", ("matrix", "down"), lambda app: _cell(app) == (0, 0)),
        Case("half_down", ("matrix",), lambda app: _cell(app) == (2, 0)),
        Case("half_up", ("matrix", "half_down"), lambda app: _cell(app) == (0, 0)),
        Case("page_down", ("matrix",), lambda app: _cell(app)[0] >= 1),
        Case("page_up", ("matrix", "last"), lambda app: _cell(app)[0] < 5),
        Case("first", ("matrix", "last"), lambda app: _cell(app) == (0, 0)),
        Case("last", ("matrix",), lambda app: _cell(app) == (5, 0)),
        Case("timeline", ("matrix",), _on(TimelineScreen)),
        Case("conflicts", ("matrix",), _on(ConflictsScreen)),
        Case("next_match", ("matrix",), lambda app: _cell(app) != (0, 0)),
        Case("previous_match", ("matrix", "next_match"), lambda app: _cell(app) == (0, 0)),
        *_finds(("matrix",)),
    ),
    Where.TIMELINE: (
        Case("open", TIME, _on(ArticleScreen)),
        Case("back", TIME, _on(PanesScreen)),
        Case("grain", TIME, lambda app: _grain(app) is Grain.MONTH),
        Case("next_party", TIME, lambda app: _cell(app) == (0, 1)),
        Case("previous_party", (*TIME, "next_party"), lambda app: _cell(app) == (0, 0)),
        Case("next_match", TIME, lambda app: _cell(app) == (0, 1)),
        Case("previous_match", (*TIME, "next_match"), lambda app: _cell(app) == (0, 0)),
        Case("matrix", TIME, _on(MatrixScreen)),
        Case("conflicts", TIME, _on(ConflictsScreen)),
        *_finds(TIME),
    ),
    Where.CONFLICTS: (
        Case("open", CLASH, _on(PairScreen)),
        Case("back", CLASH, _on(PanesScreen)),
        Case("next_match", CLASH, lambda app: _conflict(app) == 1),
        Case("previous_match", (*CLASH, "next_match"), lambda app: _conflict(app) == 0),
        Case("matrix", CLASH, _on(MatrixScreen)),
        Case("timeline", CLASH, _on(TimelineScreen)),
        Case("down", CLASH, lambda app: _conflict(app) == 1),
        Case("up", (*CLASH, "down"), lambda app: _conflict(app) == 0),
        Case("half_down", CLASH, lambda app: _conflict(app) == 2),
        Case("half_up", (*CLASH, "half_down"), lambda app: _conflict(app) == 0),
        Case("page_down", CLASH, lambda app: _conflict(app) >= 1),
        Case("page_up", (*CLASH, "last"), lambda app: _conflict(app) < 3),
        Case("first", (*CLASH, "last"), lambda app: _conflict(app) == 0),
        Case("last", CLASH, lambda app: _conflict(app) == 3),
        *_finds(CLASH),
    ),
    Where.HELP: (
        Case("back", ("app.help",), _on(PanesScreen)),
        *_scrolling(("app.help",)),
    ),
    Where.ANY: (
        Case("theme", (), lambda app: app.theme == LIGHT.name),
        Case("help", (), _on(HelpScreen)),
        Case("palette", (), _on(CommandPalette)),
    ),
}
ASKING = ("review", "beside", "pin", "undo")
"""What the screen asks the application for, which takes a moment."""

ELSEWHERE = {
    "take_suggestion": "test_one_key_makes_a_party_of_a_suggestion_and_articles_are_read_again",
    "forget": "test_what_could_not_be_read_is_known_the_next_time",
    "go_party": "test_numbers_go_to_parties",
    "quit": "test_quit",
    "reload": "test_reload_reads_what_a_person_wrote",
    "stop": "test_progress_is_shown_and_can_be_stopped",
    # Up and down the time line goes only what has more than one date.
    **dict.fromkeys(
        ("down", "up", "half_down", "half_up", "page_down", "page_up", "first", "last"),
        "test_a_time_line_of_many_dates",
    ),
}
"""Actions that have a test of their own: it presses one of their keys."""


def action(action_id: str, where: Where) -> Action:
    return next(a for a in ACTIONS if a.id == action_id and where in a.where)


def test_every_action_is_tried() -> None:
    for registered in ACTIONS:
        for where in registered.where:
            cases = (*CASES.get(where, ()), *DESK_CASES.get(where, ()))
            tried = {case.action for case in cases} | ELSEWHERE.keys()
            assert registered.id in tried, (registered.id, where)


def test_tests_of_their_own_press_the_keys_of_their_actions() -> None:
    tests = {}
    for path in Path(__file__).parent.glob("test_*.py"):
        lines = path.read_text("utf-8").splitlines()
        for node in ast.parse("\n".join(lines)).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
                tests[node.name] = "\n".join(lines[first - 1 : node.end_lineno])
    for name, test in ELSEWHERE.items():
        keys = {f'"{key}"' for found in ACTIONS if found.id == name for key in found.keys}
        assert any(key in tests[test] for key in (*keys, f'action("{name}"')), (name, test)


def test_no_key_means_two_things_on_one_screen() -> None:
    for where in Where:
        keys = [key for found in actions.actions(where) for key in found.keys]
        assert sorted(keys) == sorted(set(keys)), where


async def _prepare(app: PositionsApp, pilot: Pilot[int], case: Case) -> None:
    while len(app.screen_stack) > 1:
        app.pop_screen()
    app.theme = DARK.name
    decided = False
    while app.dossier.decisions.undo():
        decided = True
    if decided or app.home.grouping is not Grouping.DOCUMENT:
        app.home.grouping = Grouping.DOCUMENT
        app.renew(app.dossier.comparison())
    for place in app.home.places:
        place.selected = 0
    for before in ("go_party(1)", *case.before):
        depth = len(app.screen_stack)
        await app.screen.run_action(before if "." in before else f"screen.{before}")
        if len(app.screen_stack) != depth or before in ASKING:
            await settle(pilot)
    assert not case.check(app), f"{case.action} holds already"


@pytest.mark.parametrize("where", CASES)
async def test_keys_and_palette(seed: Dossier, where: Where) -> None:
    """The first key of an action does it; the others and the palette run the same."""
    async with shown(seed, (60, 20)) as (app, pilot):
        for case in CASES[where]:
            tried = action(case.action, where)
            await _prepare(app, pilot, case)
            bound = app.screen.active_bindings
            # Textual has a binding of its own for ctrl+p, to the same palette.
            for key in tried.keys if where is not Where.ANY else ():
                assert bound[key].binding.action == tried.call(key), key
            commands = [c for c in ActionProvider(app.screen).commands() if c.name == tried.label]
            assert [c.action for c in commands] == [tried.call(tried.keys[0])]
            await pilot.press(tried.keys[0])
            await settle(pilot)
            assert case.check(app), f"{tried.keys[0]} does not {case.action} on {where}"


async def test_numbers_go_to_parties(seed: Dossier) -> None:
    async with shown(seed, (60, 20)) as (app, pilot):
        for number in "52341":
            await pilot.press(number)
            assert app.home.focused_party == int(number) - 1
        await pilot.press("4", "9")
        assert app.home.focused_party == 3
        await pilot.press("m", "5")
        assert _cell(app) == (0, 4)


@pytest.mark.parametrize("key", action("quit", Where.ANY).keys)
async def test_quit(seed: Dossier, key: str) -> None:
    async with shown(seed, (60, 20)) as (app, pilot):
        await pilot.press(key)
        assert app.return_value == 0


async def test_palette_goes_to_a_party_by_name(seed: Dossier) -> None:
    async with shown(seed, (60, 20)) as (app, pilot):
        await pilot.press("ctrl+p", *"walmart")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert app.home.focused_party == 3


@pytest.mark.parametrize("where", Where)
def test_help_names_every_action(where: Where) -> None:
    narrow, wide = (help_text(where, width).plain for width in (55, 150))
    for registered in ACTIONS:
        if registered.where != (Where.HELP,):
            assert "".join(registered.help.split()) in "".join(narrow.split()), registered.id
    assert sorted(wide.split()) == sorted(narrow.split()), "two columns hold the same words"
    for text, width in ((narrow, 55), (wide, 150)):
        assert max(map(cell_len, text.split("\n"))) <= width


async def test_footer_runs_what_is_clicked(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        row = frame(app).split("\n")[47]
        await pilot.click(offset=(row.index("Matrix"), 47))
        await pilot.pause()
        assert isinstance(app.screen, MatrixScreen)


async def test_escape_leads_back_to_the_same_statement(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        await pilot.press("3", "down", "down", "down", "enter", "n", "escape")
        assert app.home.focused_party == 2
        assert _selected(app) == 3
