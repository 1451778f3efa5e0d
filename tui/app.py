"""The application: theme, home screen, and what every screen can do."""

import sys
from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import events
from textual.app import App
from textual.command import Provider
from textual.content import Content
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import Worker

from analysis.errors import PositionsError
from analysis.models import Comparison, Document, Entry
from tui import actions, garbage, render, requests
from tui.actions import Where, bindings
from tui.config import Config
from tui.guidance import Guidance
from tui.guide import empty_text
from tui.hangup import ENDED, leave_when_asked, leave_with_terminal
from tui.idle import Idle
from tui.jobs import JobEnded, JobProgress, Jobs
from tui.opening import at_hand, nothing_of
from tui.requests import Part, Reload, Request, Stop
from tui.screens.deciding import DecidingScreen
from tui.screens.panes import PanesScreen
from tui.showing import show_everywhere
from tui.state import State, load_state, save_state
from tui.theme import THEMES, first_theme, next_theme
from tui.widgets.bars import Caption
from tui.working import Working

if TYPE_CHECKING:
    from analysis.dossier import Dossier
    from tui.decider import Decider
    from tui.desk import Desk
    from tui.filtering import Filtering
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
        self.working = Working(self)
        self.guidance = Guidance(self)
        self.idle = Idle(self)
        self.uncompared = 0
        """How many articles have to be read before there is a comparison to show."""
        self.trace: Path | None = None
        self.config = config or Config()
        self.state = load_state(dossier.path)
        self.ascii = self.config.ascii
        render.mark_verbatim(self.ascii)
        actions.spell_out(self.ascii)
        for theme in THEMES.values():
            self.register_theme(theme)
        chosen = first_theme(self.config.theme, self.state.theme, colours=not self.no_color)
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
        self.home = PanesScreen(comparison, self.dossier.name, self.empty(comparison, busy=False))
        self.home.uncompared = self.uncompared
        self.home.recall(self.state)
        return self.home

    def empty(self, comparison: Comparison, *, busy: bool) -> Content | None:
        """Return what to do next; None where there is something to show."""
        return empty_text(comparison, self.dossier.path, busy=busy, uncompared=self.uncompared)

    def on_ready(self) -> None:
        """Begin the work that is due, a moment after the first picture stands."""
        # Counted from the picture: on a busy machine it takes longer than the moment.
        self.call_after_refresh(self.set_timer, MOMENT, self._begin)

    def _begin(self) -> None:
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
        self.guidance.welcome()
        self.idle.begin()

    def _look(self) -> None:
        """Show what another process has decided or imported."""
        if not self.jobs.running and self.dossier.changed():
            self.jobs.start(reload=True)

    async def on_event(self, event: events.Event) -> None:
        """Know when somebody is at the keys."""
        if isinstance(event, events.InputEvent):
            self.idle.touched()
        await super().on_event(event)

    # ------------------------------------------------------------ what screens and jobs ask

    async def on_request(self, message: Request) -> None:
        """Hand what a screen asks to the part that does it."""
        part: Part = getattr(self, message.part)
        await part.fulfil(message)

    def on_job_progress(self, message: JobProgress) -> None:
        """Show how far the work is."""
        self.working.progress(message)

    async def on_job_ended(self, message: JobEnded) -> None:
        """Show what was found, and say what could not be done."""
        await self.working.ended(message)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say so where work broke off."""
        self.working.broke_off(event)

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

    def prepare_newer(self, comparison: Comparison) -> None:
        """Make ready what `renew` shows; takes a while where a filter holds, so in a thread."""
        if "filtering" in self.__dict__:
            self.filtering.narrowed.prepare_newer(comparison)

    def renew(self, comparison: Comparison, about: str = "") -> None:
        """Show a newer comparison on every screen; `about`: the id of a statement to go to.

        Lists and tables show what the filter lets through of it, articles know all of it.
        """
        shown = comparison
        if "filtering" in self.__dict__:
            shown = self.filtering.renew(comparison)
        show_everywhere(self, shown, comparison, about)

    # ------------------------------------------------------------ finding

    @cached_property
    def filtering(self) -> "Filtering":
        """The filter of all screens; no start needs it."""
        from tui.filtering import Filtering

        return Filtering(self, self.home.comparison, self.state.filters)

    def on_filter_line_changed(self, message: "FilterLine.Changed") -> None:
        """Show what the filter that is being typed lets through."""
        show_everywhere(self, message.comparison)

    async def on_filter_line_done(self, message: "FilterLine.Done") -> None:
        """Take the line away."""
        await self.filtering.close(message.line, message.text)

    def on_missing(self, message: requests.Missing) -> None:
        """Say what a view takes."""
        text = f"No {message.what} yet: that takes parties and issues. "
        text += f"{actions.key_of('subjects')} suggests some."
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
        self.working.asked = True
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
        self.working.hide()
        for name in ("decider", "filtering"):  # the next ones work on this dossier
            self.__dict__.pop(name, None)
        self.go_home()
        self.uncompared = dossier.uncompared() if comparison is None else 0
        comparison = comparison or nothing_of(dossier)
        home = PanesScreen(comparison, dossier.name, self.empty(comparison, busy=False))
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
        self.theme, called = next_theme(self.theme)
        self.flash(render.say(("Theme: ", "$muted"), (called, "bold $ink")))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what is done to every line at last: no colours, own colours, signs in ASCII.

        Textual decides by the theme that it was made with; the theme of the dossier comes later.
        """
        filters = super().get_line_filters()
        if self.native_ansi_color:
            from tui.ink import in_ink

            filters = in_ink(filters, colours=not self.no_color)
        if not self.ascii:
            return filters
        from tui.ascii import AsciiFilter

        return [*filters, AsciiFilter()]

    def action_help(self) -> None:
        """Show every key and sign."""
        from tui.screens.help import HelpScreen

        self.guidance.tried("help")
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(getattr(self.screen, "WHERE", Where.PANES)))

    def action_palette(self) -> None:
        """Open the command palette."""
        self.action_command_palette()

    async def action_quit(self) -> None:
        """Leave; what the work that is going on has finished is kept, and where the reader was."""
        self.leave()

    def leave(self, code: int = 0) -> None:
        """Leave with an exit code."""
        self.jobs.leave()
        save_state(self.dossier.path, self._now())
        self.exit(code)

    def _now(self) -> State:
        """Where the reader is."""
        home = self.home
        entry = home.statements.entry if home.statements else None
        themes = {theme.name: name for name, theme in THEMES.items()}
        return replace(
            self.state,
            party=home.pane.place.view.party.id if home.pane else self.state.party,
            statement=entry.statement.id if entry else self.state.statement,
            number=home.statements.selected if home.statements else 0,
            theme=self.state.theme if self.no_color else themes.get(self.theme, ""),
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
    leave_when_asked(partial(app.leave, ENDED))
    result = app.run()
    if app.trace is not None:
        sys.stderr.write(
            f"positions: this is a fault of the program. Its trace is in {app.trace}\n"
        )
    return result if result is not None else app.return_code or 0
