"""Long work in a thread: reading and analysing, with progress, and stopped when asked.

A thread only posts messages. Nobody can stop a thread, so the work asks a token between
documents; what was finished by then is kept. The thread is a daemon: whoever leaves waits for
nobody, and every file is replaced whole, so an end at any moment leaves a sound dossier.
"""

import asyncio
import contextlib
import itertools
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from textual.app import App
from textual.message import Message
from textual.worker import Worker

from analysis.errors import Cancelled, PositionsError
from analysis.models import Comparison

if TYPE_CHECKING:
    from analysis.dossier import AddReport, Dossier, Pasted, Progress

_numbers = itertools.count(1)


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


class Work(Struct, frozen=True):
    """What is to be done: read the dossier again, add, analyse what is stale, compare."""

    reload: bool = False
    compare: bool = False
    """Whether there is no comparison yet, even where nothing changes."""
    paths: "tuple[Path, ...]" = ()
    pasted: "tuple[Pasted, ...]" = ()

    @property
    def adds(self) -> bool:
        """Whether there is anything to add."""
        return bool(self.paths or self.pasted)

    def after(self, other: "Work") -> "Work":
        """Return this work with what `other` wanted before it; each thing once."""
        return Work(
            self.reload or other.reload,
            self.compare or other.compare,
            tuple(dict.fromkeys((*other.paths, *self.paths))),
            tuple(dict.fromkeys((*other.pasted, *self.pasted))),
        )


class Jobs:
    """The work on one dossier: one run at a time, and what is asked for meanwhile after it."""

    def __init__(self, app: App[int], dossier: "Dossier") -> None:
        self._app = app
        self._dossier = dossier
        self._run = 0
        self._untold: set[int] = set()
        self._token = Event()
        self._worker: Worker[None] | None = None
        self._now = Work()
        self._next: Work | None = None

    @property
    def started(self) -> bool:
        """Whether any work was ever begun."""
        return self._worker is not None

    @property
    def running(self) -> bool:
        """Whether work is going on."""
        return self._worker is not None and not self._worker.is_finished

    @property
    def adding(self) -> bool:
        """Whether documents are being added."""
        return self.running and self._now.adds

    def start(self, *, reload: bool = False, compare: bool = False) -> None:
        """Add the seed's articles or analyse what is stale; with `reload`, read again first.

        `compare`: there is no comparison yet.

        Changed settings hold for what is still to be added: that is begun again with them.
        """
        if not self.running:
            self._begin(Work(reload, compare))
        elif reload:
            work = Work(reload).after(self._now if self._now.adds else Work())
            self._next = work.after(self._next or Work())
            self._token.set()

    def add(self, paths: "tuple[Path, ...]" = (), pasted: "tuple[Pasted, ...]" = ()) -> None:
        """Add documents; those of a run that is going on come first."""
        work = Work(paths=paths, pasted=pasted)
        if self.running:
            self._follow(work)
        else:
            self._begin(work)

    def stop(self) -> None:
        """Ask the run to end after the document it is at; nothing follows it."""
        self._next = None
        self._token.set()

    async def stopped(self) -> None:
        """Stop at once, even within a document, and wait until that is done."""
        self.stop()
        while self.running:
            self._dossier.rest()
            await asyncio.sleep(0.02)

    def leave(self) -> None:
        """Stop for good, within a document and without waiting."""
        self.stop()
        self._dossier.close()

    def is_current(self, message: JobProgress | JobEnded) -> bool:
        """Whether a message comes from this dossier's work, and is told for the first time."""
        if isinstance(message, JobProgress):
            return message.run == self._run
        known = message.run in self._untold
        self._untold.discard(message.run)
        return known

    def _begin(self, work: Work) -> None:
        self._next = work
        self._worker = self._app.run_worker(self._attend(), exit_on_error=False, group="jobs")

    async def _attend(self) -> None:
        try:
            await self._attend_all()
        finally:
            # The model is large, and the next work may be hours away.
            await asyncio.to_thread(self._dossier.rest)

    async def _attend_all(self) -> None:
        while self._next is not None:
            self._now, self._next = self._next, None
            self._run = next(_numbers)
            self._untold.add(self._run)
            self._token = Event()
            ended = await _in_thread(partial(self._work, self._run, self._token, self._now))
            self._app.post_message(ended)
            if self._now.compare and ended.comparison is not None:
                self._follow(replace(self._now, compare=False, reload=False))

    def _follow(self, work: Work) -> None:
        """Let that work follow, after what was asked for meanwhile."""
        self._next = work.after(self._next or Work())

    def _work(self, run: int, token: Event, work: Work) -> JobEnded:
        """Do the work; this runs in the thread."""

        def progress(state: "Progress") -> None:
            with contextlib.suppress(RuntimeError):  # the program has ended meanwhile
                self._app.post_message(JobProgress(run, state))

        ended = JobEnded(run, changed=work.reload or work.compare)
        try:
            if work.reload:
                self._dossier.reload()
            if not work.compare:  # else what is there is shown before anything is added to it
                self._do(work, ended, progress, token.is_set)
            if ended.changed:
                if self._next is None:  # what was stopped was the adding: it is to be seen
                    token.clear()
                ended.comparison = self._dossier.comparison(progress, token.is_set)
        except Cancelled as error:
            if self._next is None:  # else that compares
                ended.error = error
        except PositionsError as error:
            ended.error = error
        return ended

    def _do(
        self,
        work: Work,
        ended: JobEnded,
        progress: "Callable[[Progress], None]",
        cancelled: Callable[[], bool],
    ) -> None:
        from analysis.opening import seed_articles

        paths = work.paths or seed_articles(self._dossier)
        if paths or work.pasted:
            ended.changed = True
            ended.report = self._dossier.add(
                paths, pasted=work.pasted, progress=progress, cancelled=cancelled
            )
        if not cancelled() and self._dossier.stale():
            ended.changed = True
            self._dossier.analyze(only_stale=True, progress=progress, cancelled=cancelled)


async def _in_thread(work: Callable[[], JobEnded]) -> JobEnded:
    """Return what `work` returns, done in a thread that nobody has to wait for."""
    future: Future[JobEnded] = Future()
    future.set_running_or_notify_cancel()  # from now on nobody can cancel it

    def run() -> None:
        try:
            future.set_result(work())
        except Exception as error:  # noqa: BLE001  (handed on to whoever waits)
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(future)
