"""Decisions that people make on screens: kept in a thread, shown when they are on the disk.

A decision takes some milliseconds, but may have to wait for another process that writes. So it is
made in a thread, one after the other; whoever types waits for it only as long as nobody notices.
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from textual.content import Content

from analysis.errors import PositionsError
from analysis.models import Action, Comparison, Entry, Event
from analysis.models.attachment import Scope
from analysis.waiting import waits_told
from tui import requests, words
from tui.actions import key_of
from tui.render import Part, clip, say, stack
from tui.trail import Trail

if TYPE_CHECKING:
    from analysis.dossier import Dossier
    from tui.app import PositionsApp

_NOTICED = 0.3  # seconds after which a wait is explained
_QUOTE = 48  # cells of a quote in a message
_ALL_COUNTED = 200  # articles up to which "in all articles" is counted before it is chosen
_LISTED = 6  # statements of a preview that are shown

_WORKING = "Working on it …"
_ON_DISK = "It is on the disk, and shows as soon as the articles are compared …"
_ALREADY = say(("That is so already.", "$muted"))

Make = Callable[[], Sequence[Event]]
_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Kept:
    """What became of a wish: the events kept, and the comparison with them."""

    events: tuple[Event, ...]
    comparison: Comparison
    note: str = ""


@dataclass(frozen=True)
class Reach:
    """How far a decision could go, and what it would change; None: not counted yet."""

    scope: Scope
    events: tuple[Event, ...] | None


class Decider:
    """Makes the decisions of one application."""

    def __init__(self, app: "PositionsApp", dossier: "Dossier") -> None:
        self._app = app
        self._dossier = dossier
        self._turn = asyncio.Lock()
        self._wait = ""
        """What a wait would be for; empty: nothing is waited for."""
        self._noticed = False

    @property
    def busy(self) -> bool:
        """Whether a decision is being made."""
        return self._turn.locked()

    async def run(self, wish: "Coroutine[None, None, object]") -> None:
        """Fulfil a wish; return when that is done, or takes so long that it goes on alone."""
        task = asyncio.ensure_future(wish)
        self._noticed = False
        done, _ = await asyncio.wait({task}, timeout=_NOTICED)
        if done:
            task.result()
            return
        self._noticed = True
        self._explain(self._wait or _WORKING)
        task.add_done_callback(lambda task: self._app.call_later(task.result))

    def _explain(self, wait: str) -> None:
        """Say what is waited for, as soon as anybody notices."""
        self._wait = wait
        if self._noticed:
            self._app.flash(say((wait, "bold $primary")))

    async def fulfil(self, wish: requests.Request) -> None:
        """Decide as a screen asks."""
        match wish:
            case requests.Decide():
                self._app.guidance.tried("verify")
                await self.run(self.decide(wish))
            case requests.GiveTo():
                await self.run(self.give(wish))
            case requests.AddStatement():
                await self.run(self.add(wish))
            case requests.TakeBack():
                await self.run(self.take_back(wish))
            case requests.Undo():
                await self.run(self.undo())
            case requests.Redo():
                await self.run(self.redo())

    # ------------------------------------------------------------ wishes

    async def decide(self, wish: requests.Decide) -> None:
        """Keep a decision about a statement."""

        def make() -> Sequence[Event]:
            decisions, ref = self._dossier.decisions, _ref(wish.entry)
            if wish.action is Action.VERIFY and decisions.target(ref).mark.verified:
                return ()
            return decisions.propose(ref, wish.action, wish.to)

        await self._keep(make)

    async def add(self, wish: requests.AddStatement) -> None:
        """Keep words of an article as a statement."""
        await self._keep(
            lambda: self._dossier.decisions.propose_added(
                wish.document, wish.span, wish.party, voice=wish.voice
            )
        )

    async def describe(self, document: str, values: Mapping[str, str]) -> None:
        """Keep what a person says of a document: its title, outlet, author or date."""
        await self._keep(lambda: self._dossier.decisions.propose_described(document, values))

    async def take_back(self, wish: requests.TakeBack) -> None:
        """Undo the decision of a kind that stands on a statement."""

        def make() -> Sequence[Event]:
            event = self._dossier.decisions.last(_ref(wish.entry), wish.action)
            return self._dossier.decisions.undo(event.id) if event else ()

        await self._keep(make, kept=True)

    async def undo(self) -> None:
        """Take back the last decision."""
        if not await self._keep(lambda: self._dossier.decisions.undo(), kept=True):
            self._app.flash(say(("There is nothing of yours to take back.", "$muted")))

    async def redo(self) -> None:
        """Bring back what was taken back."""
        if not await self._keep(lambda: self._dossier.decisions.redo(), kept=True):
            self._app.flash(say(("There is nothing to bring back.", "$muted")))

    async def give(self, wish: requests.GiveTo) -> None:
        """Give a statement to another party; ask how far where it could go further."""
        reaches = await self._in_turn(lambda: self._reaches(wish))
        if reaches is None:
            return
        if not reaches:
            self._app.flash(_ALREADY)
            return
        if len(reaches) == 1 and reaches[0].scope is Scope.STATEMENT:
            await self._give(wish, reaches[0])
            return
        from tui.widgets.picker import Pick, Picker

        picks = [Pick(*self._described(reach)) for reach in reaches]

        def chosen(index: int | None) -> None:
            if index is not None:
                self._app.call_later(self.run, self._give(wish, reaches[index]))

        self._app.push_screen(Picker(say("How far does that go?"), picks), chosen)

    async def _give(self, wish: requests.GiveTo, reach: Reach) -> None:
        if reach.events is not None:
            await self._keep(lambda: self._proposed(wish, reach.scope))
            return
        events = await self._in_turn(lambda: self._proposed(wish, reach.scope))
        if events is None:
            return
        from tui.widgets.dialogs import Confirm

        counted = Reach(reach.scope, tuple(events))
        label, preview = self._described(counted)

        def answered(yes: bool | None) -> None:
            if yes:
                self._app.call_later(self.run, self._give(wish, counted))

        question = stack([label, preview])
        self._app.push_screen(Confirm(question, "Change them all", "Change nothing"), answered)

    def _proposed(self, wish: requests.GiveTo, scope: Scope) -> Sequence[Event]:
        parties = [wish.party] if wish.party else []
        old = wish.entry.party or None
        return self._dossier.decisions.propose_party(
            _ref(wish.entry), parties, instead_of=old, scope=scope
        )

    def _reaches(self, wish: requests.GiveTo) -> list[Reach]:
        """The scopes that change more than the narrower ones; this runs in the thread."""
        found: list[Reach] = []
        for scope in Scope:
            if scope is Scope.DOSSIER and self._dossier.size > _ALL_COUNTED:
                if any(r.mention for r in wish.entry.attribution.resolutions):
                    found.append(Reach(scope, None))
                break
            events = tuple(self._proposed(wish, scope))
            ids = {event.statement for event in events}
            before = [{e.statement for e in r.events} for r in found if r.events]
            if ids and ids not in before:
                found.append(Reach(scope, events))
        return found

    # ------------------------------------------------------------ in the thread

    async def _keep(self, make: Make, *, kept: bool = False) -> bool:
        """Keep what `make` proposes (or has `kept`), show it; return whether there was anything."""

        explain = self._from_thread()

        def work() -> Kept:
            events = tuple(make())
            if not kept:
                events = self._dossier.decisions.keep(events)
            note = self._dossier.recalled() if events else ""
            if events:
                explain(_ON_DISK)
            comparison = self._dossier.comparison()
            self._app.prepare_newer(comparison)
            return Kept(events, comparison, note)

        done = await self._in_turn(work)
        if done is None:
            return True  # the error is told
        if done.note:
            self._app.tell(PositionsError(done.note))
        if not done.events:
            if not kept:
                self._app.flash(_ALREADY)
            return False
        last = done.events[-1]
        go_to = last.action.reverts or last.action is Action.ADD
        self._app.renew(done.comparison, last.statement if go_to else "")
        if "desk" in vars(self._app):
            self._app.desk.renew(done.comparison)
        self._app.flash(self._said(done.events))
        return True

    async def _in_turn(self, work: Callable[[], _Result]) -> _Result | None:
        """Run `work` in a thread after what was asked before; None where it failed, and said so."""
        async with self._turn:
            self._wait = ""
            try:
                with waits_told(self._from_thread()):  # the thread takes it along
                    return await asyncio.to_thread(work)
            except PositionsError as error:
                self._app.flash(say(("Nothing was changed.", "bold $error")))
                self._app.tell(error)
                return None

    def _from_thread(self) -> Callable[[str], None]:
        """Return what explains a wait from within the thread."""
        loop = asyncio.get_running_loop()

        def explain(wait: str) -> None:
            with contextlib.suppress(RuntimeError):  # the program has ended meanwhile
                loop.call_soon_threadsafe(self._explain, wait)

        return explain

    # ------------------------------------------------------------ words

    def _said(self, events: Sequence[Event]) -> Content:
        """What was decided, in one line, and the key that takes it back."""
        event = events[-1]
        trail = Trail(self._dossier.settings, 1000)
        parts: list[Part] = []
        way_back = [(f"   {key_of('undo')}", "bold $primary"), (" takes it back", "$muted")]
        if event.action.reverts:
            undone = event.action is Action.UNDO
            parts.append(("taken back: " if undone else "again: ", "bold $primary"))
            way_back = (
                [(f"   {key_of('redo')}", "bold $primary"), (" brings it back", "$muted")]
                if undone
                else way_back
            )
            targets = {e.id: e for e in self._dossier.decisions.events()}
            event = targets[event.target]
        many = f"{words.counted(len(events), 'statement')}: " if len(events) > 1 else ""
        quote = clip(event.anchor.quote, _QUOTE) if event.anchor else ""
        parts += [
            ("✓ " if event.action is Action.VERIFY else "✎ ", "bold $primary"),
            (many + trail.change(event), "bold $ink"),
            *way_back,
            (f"   “{quote}”" if quote else "", "$muted"),
        ]
        return say(*parts)

    def _described(self, reach: Reach) -> tuple[Content, Content]:
        """A scope, and what it would change."""
        if reach.events is None:
            return say(_SCOPES[reach.scope], (" (counted when chosen)", "$muted")), say("")
        trail = Trail(self._dossier.settings, 1000)
        count = words.counted(len(reach.events), "statement")
        lines: list[Content] = []
        for event in reach.events[:_LISTED]:
            quote = clip(event.anchor.quote, _QUOTE) if event.anchor else ""
            lines.append(say(f"“{quote}” ", (trail.change(event), "$muted")))
        if len(reach.events) > _LISTED:
            lines.append(say((f"and {len(reach.events) - _LISTED} more", "$muted")))
        return say(_SCOPES[reach.scope], (f" · {count}", "$muted")), stack(lines)


def _ref(entry: Entry) -> str:
    return f"{entry.attribution.document}:{entry.statement.id}"


_SCOPES = {
    Scope.STATEMENT: "This statement alone",
    Scope.QUOTATION: "The whole quotation",
    Scope.DOCUMENT: "Wherever the same words stood for it in this article",
    Scope.DOSSIER: "Wherever the same words stood for it in all articles",
}
