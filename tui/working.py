"""What screens show of the work that goes on, and of what became of it."""

import asyncio
from typing import TYPE_CHECKING

from textual.worker import Worker, WorkerState

from analysis.errors import PositionsError
from analysis.models import Comparison
from tui import words
from tui.jobs import JobEnded, JobProgress
from tui.render import say
from tui.widgets.progress import ProgressLine

if TYPE_CHECKING:
    from tui.app import PositionsApp


class Working:
    """One for an application; `Jobs` does the work."""

    def __init__(self, app: "PositionsApp") -> None:
        self._app = app
        self.going_on: tuple[int, int, str, str, str] | None = None
        """What lines of progress show: done, total, name, stage, pace."""
        self.asked = False
        """Whether somebody asked for the dossier to be read again, and waits for an answer."""

    def progress(self, message: JobProgress) -> None:
        """Show how far the work is."""
        app, home = self._app, self._app.home
        if not (app.jobs.is_current(message) and home.is_running):
            return
        state, shown = message.progress, home.query_one(ProgressLine).display
        if not shown and not home.comparison.documents and not app.uncompared:
            home.show(home.comparison, app.empty(home.comparison, busy=True))
        pace = app.desk.pace.at(state.done, state.total)
        self.going_on = (state.done, state.total, state.name, state.stage, pace)
        for line in self._lines():
            line.show(*self.going_on)

    def hide(self) -> None:
        """Take the lines of progress away."""
        self.going_on = None
        for line in self._lines():
            line.hide()

    def _lines(self) -> list[ProgressLine]:
        return [line for screen in self._app.screen_stack for line in screen.query(ProgressLine)]

    async def ended(self, message: JobEnded) -> None:
        """Show what was found, and say what could not be done."""
        if not (self._app.jobs.is_current(message) and self._app.home.is_running):
            return
        self.hide()
        if message.report is not None:
            self._app.desk.took(message.report)
        comparison = message.comparison
        if comparison is not None:
            comparison = await self._newest(comparison)
            self._app.uncompared = self._app.home.uncompared = 0
            self._app.renew(comparison)
            self._app.desk.renew(comparison)
        asked, self.asked = self.asked, False
        if message.error is not None:
            self._app.tell(message.error)
        elif asked:
            articles = words.counted(self._app.dossier.size, "article")
            self._app.flash(say((f"Read again: dossier.toml, {articles}.", "bold $ink")))

    async def _newest(self, comparison: Comparison) -> Comparison:
        """Return the comparison, or the one that has followed, ready to be shown."""
        while True:
            await asyncio.to_thread(self._app.prepare_newer, comparison)
            if self._app.dossier.is_newest(comparison):
                return comparison
            # Somebody has decided since: what she saw happen must not be shown undone.
            comparison = await asyncio.to_thread(self._app.dossier.comparison)

    def broke_off(self, event: Worker.StateChanged) -> None:
        """Say so where work broke off in a way that nobody foresaw."""
        if event.state is WorkerState.ERROR and event.worker.group == "jobs":
            self.hide()
            from tui.trace import keep_trace

            error = event.worker.error or RuntimeError("no reason given")
            path = keep_trace(error)
            where = f" The trace is in {words.short_path(path)}." if path else ""
            self._app.tell(
                PositionsError(
                    f"The analysis broke off: {type(error).__name__}: {error}",
                    "What was finished is kept. `positions doctor` tells what may be missing."
                    + where,
                )
            )
