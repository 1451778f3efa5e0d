"""Long work in a thread: reading and analysing, with progress, and stopped when asked.

A thread only posts messages. Textual cannot stop a thread, so the work asks a token between
documents; what was finished by then is kept. Messages of a run that is over are told by its
number and dropped.
"""

from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from textual.app import App
from textual.message import Message
from textual.worker import Worker

from analysis.errors import PositionsError
from analysis.models import Comparison

if TYPE_CHECKING:
    from analysis.dossier import AddReport, Dossier, Progress


@dataclass
class JobProgress(Message):
    """How far a run is."""

    run: int
    progress: "Progress"

    def can_replace(self, message: Message) -> bool:
        """Only the newest progress is worth drawing."""
        return isinstance(message, JobProgress)


@dataclass
class JobEnded(Message):
    """A run is over: its new comparison, or the error that ended it."""

    run: int
    comparison: Comparison | None = None
    report: "AddReport | None" = None
    error: PositionsError | None = None
    changed: bool = False
    """Whether documents were added or analysed, or the dossier was read again."""


class Jobs:
    """The work on one dossier: at most one run at a time."""

    def __init__(self, app: App[int], dossier: "Dossier") -> None:
        self._app = app
        self._dossier = dossier
        self._run = 0
        self._token = Event()
        self._worker: Worker[None] | None = None

    @property
    def started(self) -> bool:
        """Whether any work was ever begun."""
        return self._run > 0

    @property
    def running(self) -> bool:
        """Whether work is going on."""
        return self._worker is not None and not self._worker.is_finished

    def start(self, *, reload: bool = False) -> None:
        """Add the seed's articles or analyse what is stale; with `reload`, read again first."""
        if self.running:
            return
        self._run += 1
        self._token = Event()
        work = partial(self._work, self._run, self._token, reload)
        self._worker = self._app.run_worker(work, thread=True, exit_on_error=False, group="jobs")

    def stop(self) -> None:
        """Ask the run to end after the document it is at."""
        self._token.set()

    def is_current(self, message: JobProgress | JobEnded) -> bool:
        """Whether a message comes from the run that was started last."""
        return message.run == self._run

    def _work(self, run: int, token: Event, reload: bool) -> None:
        """Do the work; this runs in the thread."""
        from analysis.opening import seed_articles

        post = self._app.post_message

        def progress(state: "Progress") -> None:
            post(JobProgress(run, state))

        ended = JobEnded(run, changed=reload)
        try:
            if reload:
                self._dossier.reload()
            if articles := seed_articles(self._dossier):
                ended.report = self._dossier.add(
                    articles, progress=progress, cancelled=token.is_set
                )
                ended.changed = True
            elif self._dossier.stale():
                self._dossier.analyze(only_stale=True, progress=progress, cancelled=token.is_set)
                ended.changed = True
            if ended.changed:
                ended.comparison = self._dossier.comparison()
        except PositionsError as error:
            ended.error = error
        post(ended)
