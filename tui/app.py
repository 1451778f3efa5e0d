"""The application: theme, home screen, and what every screen can do."""

import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.app import App
from textual.command import Provider
from textual.content import Content
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from analysis.errors import PositionsError
from analysis.models import Comparison, Document, Entry
from tui import actions, garbage, render, requests, words
from tui.actions import Where, bindings
from tui.config import Config
from tui.guide import empty_text
from tui.hangup import leave_with_terminal
from tui.jobs import JobEnded, JobProgress, Jobs
from tui.memory import Memory
from tui.opening import at_hand, nothing_of
from tui.requests import Reload, Stop
from tui.screens.deciding import ComparisonScreen, DecidingScreen
from tui.screens.filtered import FilteredScreen
from tui.screens.panes import PanesScreen
from tui.state import State, load_state, save_state
from tui.theme import DARK, THEMES
from tui.widgets.bars import Caption
from tui.widgets.progress import ProgressLine

if TYPE_CHECKING:
    from analysis.dossier import Dossier
    from tui.decider import Decider
    from tui.desk import Desk
    from tui.filtering import Filtering
    from tui.screens.documents import DocumentsScreen
    from tui.screens.dossiers import DossiersScreen
    from tui.screens.subjects import SubjectsScreen
    from tui.taking import Taking
    from tui.widgets.filterline import FilterLine

MOMENT = 0.3  # seconds: even asking what is due costs 25 ms of CPU; the picture comes first
GLANCE = 2.0  # seconds between two looks at what other processes have written
_TOAST = 160  # characters that a toast may hold; longer messages get a dialog


def _provider() -> type[Provider]:
    from tui.palette import ActionProvider

    return ActionProvider


class PositionsApp(App[int]):
    """Positions of the parties of one dossier, side by side."""

    CSS_PATH = Path(__file__).with_name("styles") / "app.tcss"
    COMMANDS: ClassVar = {_provider}
    BINDINGS = bindings(Where.ANY)
    ENABLE_COMMAND_PALETTE = True
    TITLE = "positions"

    def __init__(self, dossier: "Dossier", config: Config | None = None) -> None:
        super().__init__()
        self.dossier = dossier
        self.jobs = Jobs(self, dossier)
        self.start_error: PositionsError | None = None
        self.going_on: tuple[int, int, str, str, str] | None = None
        """What lines of progress show: done, total, name, stage, pace."""
        self.uncompared = 0
        """How many articles have to be read before there is a comparison to show."""
        self.trace: Path | None = None
        self.memory = Memory()
        self._left_at = ""  # the statement at which a review was left
        self._marked: Entry | None = None  # the first of two to be shown side by side
        self.config = config or Config()
        self.state = load_state(dossier.path)
        self.ascii = self.config.ascii
        render.mark_verbatim(self.ascii)
        actions.spell_out(self.ascii)
        for theme in THEMES.values():
            self.register_theme(theme)
        chosen = THEMES.get(self.config.theme) or THEMES.get(self.state.theme) or DARK
        # Set before there is anything to restyle: as a change it would cost a second pass.
        self.set_reactive(App.theme, chosen.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_keymap(actions.keymap(self.config.keys))

    def get_default_screen(self) -> Screen[None]:
        """Return the home screen."""
        try:
            comparison = at_hand(self.dossier)
            self.uncompared = self.dossier.uncompared() if comparison is None else 0
        except PositionsError as error:
            self.start_error = error
            comparison = None
        comparison = comparison or nothing_of(self.dossier)
        self.home = PanesScreen(comparison, self.dossier.name, self._empty(comparison, busy=False))
        self.home.uncompared = self.uncompared
        self.home.recall(self.state)
        return self.home

    def _empty(self, comparison: Comparison, *, busy: bool) -> Content | None:
        return empty_text(comparison, self.dossier.path, busy=busy, uncompared=self.uncompared)

    def on_ready(self) -> None:
        """Begin the work that is due, a moment after the first picture stands."""
        self.set_timer(MOMENT, self._begin)

    def _begin(self) -> None:
        garbage.look_for()
        if self.start_error is not None:
            self.tell(self.start_error)
            return
        self._opened()
        self.set_interval(GLANCE, self._look)

    def _opened(self) -> None:
        """Tell what is wrong with a dossier that was just opened, and begin the work on it."""
        from analysis.places import recents_path
        from tui.recents import remember

        for problem in self.dossier.problems():
            self.tell(PositionsError(f"{problem.name}: {problem.reason}", problem.hint))
        self.jobs.start(compare=bool(self.uncompared))
        remember(recents_path(), self.dossier.path)
        self._welcome()

    def _look(self) -> None:
        """Show what another process has decided or imported."""
        if not self.jobs.running and self.dossier.changed():
            self.jobs.start(reload=True)

    # ------------------------------------------------------------ jobs

    def on_job_progress(self, message: JobProgress) -> None:
        """Show how far the work is."""
        if not (self.jobs.is_current(message) and self.home.is_running):
            return
        state = message.progress
        line = self.home.query_one(ProgressLine)
        if not line.display and not self.home.comparison.documents and not self.uncompared:
            self.home.show(self.home.comparison, self._empty(self.home.comparison, busy=True))
        pace = self.desk.pace.at(state.done, state.total)
        self.going_on = (state.done, state.total, state.name, state.stage, pace)
        for line in self._progress_lines():
            line.show(*self.going_on)

    def _hide_progress(self) -> None:
        self.going_on = None
        for line in self._progress_lines():
            line.hide()

    def _progress_lines(self) -> list[ProgressLine]:
        return [line for screen in self.screen_stack for line in screen.query(ProgressLine)]

    def on_job_ended(self, message: JobEnded) -> None:
        """Show what was found, and say what could not be done."""
        if not (self.jobs.is_current(message) and self.home.is_running):
            return
        self._hide_progress()
        if message.report is not None:
            self.desk.took(message.report)
        if message.comparison is not None:
            self.uncompared = self.home.uncompared = 0
            self.renew(message.comparison)
            self.desk.renew(message.comparison)
        if message.error is not None:
            self.tell(message.error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say so where work broke off in a way that nobody foresaw."""
        if event.state is WorkerState.ERROR and event.worker.group == "jobs":
            self._hide_progress()
            from tui.trace import keep_trace

            error = event.worker.error or RuntimeError("no reason given")
            path = keep_trace(error)
            where = f" The trace is in {words.short_path(path)}." if path else ""
            self.tell(
                PositionsError(
                    f"The analysis broke off: {type(error).__name__}: {error}",
                    "What was finished is kept. `positions doctor` tells what may be missing."
                    + where,
                )
            )

    def tell(self, error: PositionsError) -> None:
        """Show an error: short ones as a toast, long ones in a dialog."""
        text = str(error)
        if len(text) <= _TOAST and "\n" not in error.message:
            self.notify(render.literal(text), severity="error", timeout=8, markup=False)
        else:
            from tui.widgets.dialogs import Note

            self.push_screen(Note("Something went wrong", render.block(text)))

    # ------------------------------------------------------------ decisions

    @cached_property
    def decider(self) -> "Decider":
        """What keeps the decisions that people make on screens; no start needs it."""
        from tui.decider import Decider

        return Decider(self, self.dossier)

    async def on_decide(self, message: requests.Decide) -> None:
        """Keep a decision about a statement."""
        self.tried("verify")
        await self.decider.run(self.decider.decide(message))

    async def on_give_to(self, message: requests.GiveTo) -> None:
        """Give a statement to another party."""
        await self.decider.run(self.decider.give(message))

    async def on_add_statement(self, message: requests.AddStatement) -> None:
        """Keep words of an article as a statement."""
        await self.decider.run(self.decider.add(message))

    async def on_take_back(self, message: requests.TakeBack) -> None:
        """Undo the decision of a kind that stands on a statement."""
        await self.decider.run(self.decider.take_back(message))

    async def on_undo(self, message: requests.Undo) -> None:
        """Take back the last decision."""
        await self.decider.run(self.decider.undo())

    async def on_redo(self, message: requests.Redo) -> None:
        """Bring back what was taken back last."""
        await self.decider.run(self.decider.redo())

    def on_review(self, message: requests.Review) -> None:
        """Walk through what nobody has verified, from where it was left."""
        self.tried("review")
        from tui.queue import unverified
        from tui.screens.review import ReviewScreen

        entries = unverified(self.home.comparison)
        if not entries:
            self.flash(render.say(("Every statement is verified.", "bold $ink")))
            return
        ids = [entry.statement.id for entry in entries]
        index = ids.index(self._left_at) if self._left_at in ids else 0
        screen = ReviewScreen(self.home.comparison, entries, index)

        def left(_: None) -> None:
            self._left_at = screen.entry.statement.id

        self.push_screen(screen, left)

    def on_tried(self, message: requests.Tried) -> None:
        """Remember that somebody has tried an action."""
        self.tried(message.action)

    def on_beside(self, message: requests.Beside) -> None:
        """Mark a statement; on a second one, show both side by side."""
        first, second = self._marked, message.entry
        if first is None or first.attribution.document not in self.home.comparison.documents:
            self._marked = second
            self.flash(
                render.say(
                    ("Marked. ", "bold $ink"), ("= ", "bold $primary"),
                    ("on another statement shows both side by side", "$muted"),
                )
            )  # fmt: skip
            return
        self._marked = None
        if first.statement.id == second.statement.id:
            self.flash(render.say(("No longer marked.", "$muted")))
            return
        from tui.screens.pair import PairScreen

        self.push_screen(PairScreen(self.home.comparison, first, second))

    def tried(self, action_id: str) -> None:
        """Remember that somebody has tried an action; the hint at it goes away."""
        if not self.memory.has_seen(action_id):
            self.memory.see(action_id)
            self.home.hint(self.memory)

    def _welcome(self) -> None:
        """Tell a newcomer, once, what she sees; then one hint at a time."""
        from analysis.opening import is_seed
        from tui.screens.welcome import WELCOME, WelcomeScreen

        self.home.hint(self.memory)
        if not self.memory.has_seen(WELCOME) and self.screen is self.home:
            self.memory.see(WELCOME)
            self.push_screen(WelcomeScreen(sample=is_seed(self.dossier)))

    def renew(self, comparison: Comparison, about: str = "") -> None:
        """Show a newer comparison on every screen; `about`: the id of a statement to go to.

        Lists and tables show what the filter lets through of it, articles know all of it.
        """
        shown = comparison
        if "filtering" in self.__dict__:
            shown = self.filtering.renew(comparison)
        self.show_everywhere(shown, comparison, about)

    def show_everywhere(
        self, shown: Comparison, whole: Comparison | None = None, about: str = ""
    ) -> None:
        """Show a comparison on every list and table, and `whole` around articles."""
        all_of_it = whole or self.filtering.narrowed.whole
        # Only the screen that the reader looks at goes there: below it, all stays where it was.
        looked_at = [s for s in self.screen_stack if isinstance(s, DecidingScreen)][-1:]
        below = about if looked_at == [self.home] else ""
        self.home.show(shown, self._empty(all_of_it, busy=False), below)
        for screen in self.screen_stack:
            if screen is self.home or not isinstance(screen, ComparisonScreen):
                continue
            go_to = about if screen in looked_at else ""
            if isinstance(screen, FilteredScreen):
                screen.renew(shown, go_to)
            elif whole is not None:
                screen.renew(whole, go_to)

    # ------------------------------------------------------------ finding

    @cached_property
    def filtering(self) -> "Filtering":
        """The filter of all screens; no start needs it."""
        from tui.filtering import Filtering

        return Filtering(self, self.home.comparison, self.state.filters)

    async def on_open_filter(self, message: requests.OpenFilter) -> None:
        """Open the line to type a filter into."""
        await self.filtering.open()

    def on_open_facets(self, message: requests.OpenFacets) -> None:
        """Pick a filter from lists."""
        self.filtering.pick()

    def on_clear_filter(self, message: requests.ClearFilter) -> None:
        """Show everything again."""
        self.filtering.narrow("")

    def on_filter_line_changed(self, message: "FilterLine.Changed") -> None:
        """Show what the filter that is being typed lets through."""
        self.show_everywhere(message.comparison)

    async def on_filter_line_done(self, message: "FilterLine.Done") -> None:
        """Take the line away."""
        await self.filtering.close(message.line, message.text)

    def on_missing(self, message: requests.Missing) -> None:
        """Say what a view takes."""
        text = f"No {message.what} yet: write parties and issues into dossier.toml."
        self.notify(render.literal(text), markup=False)

    def on_tell_time_by(self, message: requests.TellTimeBy) -> None:
        """Remember by what time lines tell time."""
        self.home.grain = message.grain
        self.state = replace(self.state, grain=message.grain.value)

    def flash(self, content: Content) -> None:
        """Say what was done on the caption of the screen, until the reader moves on."""
        for screen in reversed(self.screen_stack):
            if captions := screen.query(Caption):
                captions.first().flash(content)
                return

    # ------------------------------------------------------------ actions

    def on_stop(self, message: Stop) -> None:
        """Stop the work that is going on; where there is none, show everything again."""
        if self.jobs.running:
            self.jobs.stop()
        elif self.home.comparison.narrowing is not None:
            self.filtering.narrow("")

    def on_reload(self, message: Reload) -> None:
        """Read the dossier again."""
        self.jobs.start(reload=True, compare=bool(self.uncompared))

    # ------------------------------------------------------------ the dossier

    @cached_property
    def desk(self) -> "Desk":
        """What works on dossiers, documents and parties; no start needs it."""
        from tui.desk import Desk

        return Desk(self)

    @cached_property
    def taking(self) -> "Taking":
        """What gets things out; no start needs it."""
        from tui.taking import Taking

        return Taking(self)

    def go_home(self) -> None:
        """Close every screen but the home screen."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    async def show_dossier(self, dossier: "Dossier", comparison: Comparison | None) -> None:
        """Show another dossier in place of the one that is open; None: it takes a while."""
        save_state(self.dossier.path, self._now())
        self.dossier = dossier
        self.state = load_state(dossier.path)
        self.jobs = Jobs(self, dossier)
        self._hide_progress()
        for name in ("decider", "filtering"):  # the next ones work on this dossier
            self.__dict__.pop(name, None)
        self.go_home()
        self.uncompared = dossier.uncompared() if comparison is None else 0
        comparison = comparison or nothing_of(dossier)
        home = PanesScreen(comparison, dossier.name, self._empty(comparison, busy=False))
        home.uncompared = self.uncompared
        home.recall(self.state)
        self.home = home
        # The first screen of a stack cannot be exchanged: each dossier has a stack of its own.
        mode, before = f"dossier {id(dossier)}", self.current_mode
        self.add_mode(mode, lambda: home)
        await self.switch_mode(mode)
        if before != "_default":
            await self.remove_mode(before)
        self._opened()

    def on_documents_screen_read(self, message: "DocumentsScreen.Read") -> None:
        """Show a whole article."""
        self.desk.read(message.document)

    def on_documents_screen_describe(self, message: "DocumentsScreen.Describe") -> None:
        """Put right what a document is."""
        self.desk.describe(message.document)

    def on_documents_screen_forget(self, message: "DocumentsScreen.Forget") -> None:
        """List no longer what could not be read."""
        self.desk.forget(message.name)

    def on_subjects_screen_edit(self, message: "SubjectsScreen.Edit") -> None:
        """Open a form."""
        self.desk.edit(message.table, message.id, message.proposal)

    def on_subjects_screen_take(self, message: "SubjectsScreen.Take") -> None:
        """Write a suggestion."""
        self.desk.take(message.proposal)

    def on_subjects_screen_remove(self, message: "SubjectsScreen.Remove") -> None:
        """Take a party or issue out."""
        self.desk.remove(message.table, message.id)

    def on_dossiers_screen_wanted(self, message: "DossiersScreen.Wanted") -> None:
        """Open another dossier."""
        self.desk.open(message.path)

    def on_dossiers_screen_new(self) -> None:
        """Make a dossier."""
        self.desk.make()

    def on_dossiers_screen_by_path(self) -> None:
        """Open a dossier by its path."""
        self.desk.open_by_path()

    def action_add(self) -> None:
        """Add articles."""
        self.desk.add()

    def action_documents(self) -> None:
        """List the documents."""
        self.desk.documents()

    def action_subjects(self) -> None:
        """List parties and issues."""
        self.desk.subjects()

    def action_dossiers(self) -> None:
        """List the dossiers."""
        self.desk.dossiers()

    def action_export(self) -> None:
        """Write the comparison into a file."""
        self.taking.export()

    def action_copy(self) -> None:
        """Copy the quote that is chosen."""
        entry = self._entry()
        if entry is None:
            self.notify("There is no quote here to copy.", markup=False)
        else:
            self.taking.copy(entry, self.home.comparison)

    def action_outside(self) -> None:
        """Open the article that is chosen in another program."""
        document = self._document()
        if document is None:
            self.notify("There is no article here to open.", markup=False)
        else:
            self.taking.open(document)

    def _entry(self) -> Entry | None:
        """The statement that is chosen on the screen."""
        screen = self.screen
        if isinstance(screen, DecidingScreen):
            return screen.decided
        entry: Entry | None = getattr(screen, "entry", None)
        return entry

    def _document(self) -> Document | None:
        entry = self._entry()
        if entry is not None:
            return self.home.comparison.documents.get(entry.attribution.document)
        chosen = getattr(self.screen, "document", None)
        return self.home.comparison.documents.get(chosen) if isinstance(chosen, str) else chosen

    def action_narrow(self, text: str) -> None:
        """Show what the filter `text` lets through."""
        self.filtering.narrow(text)

    def action_theme(self) -> None:
        """Take the next theme."""
        names = [theme.name for theme in THEMES.values()]
        place = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(place + 1) % len(names)]

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what is done to every line at last: signs in ASCII, where that is asked for."""
        filters = super().get_line_filters()
        if not self.ascii:
            return filters
        from tui.ascii import AsciiFilter

        return [*filters, AsciiFilter()]

    def action_help(self) -> None:
        """Show every key and sign."""
        from tui.screens.help import HelpScreen

        self.tried("help")
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(getattr(self.screen, "WHERE", Where.PANES)))

    def action_palette(self) -> None:
        """Open the command palette."""
        self.action_command_palette()

    async def action_quit(self) -> None:
        """Leave; what the work that is going on has finished is kept, and where the reader was."""
        self.jobs.leave()
        save_state(self.dossier.path, self._now())
        self.exit(0)

    def _now(self) -> State:
        """Where the reader is."""
        home = self.home
        entry = home.statements.entry if home.statements else None
        themes = {theme.name: name for name, theme in THEMES.items()}
        return replace(
            self.state,
            party=home.pane.view.party.id if home.pane else self.state.party,
            statement=entry.statement.id if entry else self.state.statement,
            theme=themes.get(self.theme, ""),
            grouping=home.grouping.value,
            filters=self.filtering.filters if "filtering" in self.__dict__ else self.state.filters,
        )

    def _handle_exception(self, error: Exception) -> None:
        """Keep the trace of what nobody foresaw; Textual ends the program and shows it."""
        from tui.trace import keep_trace

        self.trace = keep_trace(error)
        super()._handle_exception(error)


def run(dossier: "Dossier", config: Config | None = None) -> int:
    """Show the dossier until the user leaves; return the exit code."""
    garbage.leave_lying()
    app = PositionsApp(dossier, config)
    leave_with_terminal()
    result = app.run()
    if app.trace is not None:
        sys.stderr.write(
            f"positions: this is a fault of the program. Its trace is in {app.trace}\n"
        )
    return result if result is not None else app.return_code or 0
