"""Deciding about the statements of one dossier: what people may do, and what becomes of it.

A decision is first proposed, so that it can be looked at, then kept; when it is kept, it is on
the disk. Nothing here changes an event, ever.
"""

import getpass
import os
from collections.abc import Container, Iterable, Mapping, Sequence
from threading import RLock
from typing import Any, Protocol

from analysis.decisions import (
    SHORTEST,
    Clock,
    Lookup,
    Maker,
    Records,
    Renamed,
    Target,
    Together,
    View,
    changes,
    corrections,
    decided,
    descriptions,
    instead,
    meant,
    moved,
    next_redo,
    next_undo,
    ordered,
    place_of_words,
    undone,
    verified,
)
from analysis.decisions.describing import Descriptions
from analysis.errors import UsageError
from analysis.models import (
    Action,
    Certainty,
    Corrections,
    Document,
    Event,
    Span,
    StanceValue,
    Voice,
)
from analysis.models.attachment import Orphan, Scope
from analysis.models.lazy import Recent

_NOTE_LENGTH = 2000
_VIEWS = 128  # documents whose view is kept at hand


class Log(Protocol):
    """Where events are kept."""

    def append(self, events: Sequence[Event]) -> None:
        """Keep the events; they are on the disk when this returns."""
        ...

    def events(self, document: str | None = None) -> tuple[Event, ...]:
        """Return the events of one document, or all."""
        ...


class Decisions:
    """The decisions of one dossier.

    What `propose…` returns has changed nothing yet: `keep` does. All of it raises UsageError on
    ids, parties and issues that there are not, and StoreError where nothing can be saved.
    """

    def __init__(self, log: Log, records: Records, who: str | None = None) -> None:
        self.who = who or somebody()
        self._log = log
        self._records = records
        self._events: tuple[Event, ...] | None = None
        self._view: View | None = None
        self._views = Recent(self._one, most=_VIEWS)
        self._together: Together | None = None
        self._described: tuple[object, Descriptions] = (None, {})
        self.changes = 0
        """Another number whenever what was decided, or what it is attached to, has changed."""
        # A screen decides in one thread while another analyses or asks.
        self._turn = RLock()

    # ------------------------------------------------------------ asking

    def reload(self) -> None:
        """Forget what was read: another process may have written."""
        with self._turn:
            self._events = self._together = None
            self.refresh()

    def refresh(self) -> None:
        """Attach the decisions anew: analyses or settings have changed."""
        with self._turn:
            self._view = None
            self._views = Recent(self._one, most=_VIEWS)
            self.changes += 1

    def events(self) -> tuple[Event, ...]:
        """Return every event in the order of time."""
        with self._turn:
            if self._events is None:
                self._events = tuple(ordered(self._log.events()))
            return self._events

    def view(self) -> View:
        """Return the analyses as people decided, with marks, orphans and replaced documents."""
        with self._turn:
            if self._view is None:
                self._view = self._decided(self.events(), None)
            return self._view

    def view_of(self, document: str, *, alone: bool = False) -> View:
        """Return the part of `view` that is about one document, without reading another.

        Where it is known to be `alone` (see `is_alone`), the decisions on others are not read.
        """
        with self._turn:
            if self._view is not None:
                return self._view
            return self._views.get((document, alone and self._events is None))

    def part(self, document: str, statements: int) -> tuple[View, Corrections]:
        """Return the part of `view` that is about one document, and count what people did there.

        `statements` is how many the machine found in it. Nothing is kept at hand of it.
        """
        with self._turn:
            view = self._decided(self._apart().of(document), document)
        return view, corrections(view, statements)

    def key(self, document: str) -> str:
        """Return what changes whenever somebody decides what is seen of a document."""
        with self._turn:
            events = self._apart().of(document)
        return f"{len(events)} {events[-1].id}" if events else ""

    def is_alone(self, document: str) -> bool:
        """Whether no decision on another document bears on this one."""
        with self._turn:
            return all(event.document == document for event in self._apart().of(document))

    def lost(self, known: Container[str]) -> int:
        """Return how many decisions have lost their statement with their document.

        `known` are the ids of the documents that there are.
        """
        events = self.events()
        names = {event.document for event in events}
        names |= {str(e.to["document"]) for e in events if e.action is Action.REPLACE}
        return sum(len(self.part(name, 0)[0].orphans) for name in names if name not in known)

    def giving(self, party: str) -> frozenset[str]:
        """Return the documents that decisions may have given a statement of `party`."""
        with self._turn:
            renamed = Renamed.of(self._records.settings).parties
            ids = (party, *(former for former, now in renamed.items() if now == party))
            return frozenset().union(*map(self._apart().giving, ids))

    def _one(self, asked: tuple[str, bool]) -> View:
        document, alone = asked
        events = ordered(self._log.events(document)) if alone else self._apart().of(document)
        return self._decided(events, document)

    def _apart(self) -> Together:
        if self._together is None:
            self._together = Together(self.events())
        return self._together

    def _decided(self, events: Sequence[Event], only: str | None) -> View:
        names = {party.id: party.name for party in self._records.settings.parties}
        issues = {issue.id for issue in self._records.settings.issues}
        today = Renamed.of(self._records.settings).today(events)
        return decided(today, self._records.found, names, only, issues)

    def history(self, ref: str = "") -> tuple[tuple[Event, bool], ...]:
        """Return the events, and whether each stands; `ref`: of one statement, document, event.

        A statement's history has what was decided while it had other ids, too.
        """
        events, gone = self.events(), undone(self.events())
        rows = tuple((event, event.id not in gone) for event in events)
        if not ref:
            return rows
        now = {a.event: a.statement for a in self.view().attached}

        def concerned(event: Event) -> bool:
            about = event.target if event.action.reverts else event.id
            names = (event.id, event.target, event.statement, event.document, now.get(about, ""))
            return any(name.startswith(ref) for name in names)

        if len(ref) < SHORTEST or not any(concerned(event) for event in events):
            self.target(ref)  # says what is wrong with it
        return tuple(row for row in rows if concerned(row[0]))

    def orphans(self) -> tuple[Orphan, ...]:
        """Return the decisions whose statement is no longer found."""
        return self.view().orphans

    def corrections(self) -> Corrections:
        """Count what people did, of all that the machine found in documents still current."""
        view = self.view()
        listed = self._records.listed()
        return corrections(view, sum(n for name, _, n in listed if name not in view.replaced))

    def target(self, ref: str) -> Target:
        """Return the statement whose id begins with `ref`, or "DOCUMENT:STATEMENT" (faster)."""
        # What people added, or keep though the machine lost it, stands in no analysis.
        kept = {e.document for e in self.events() if e.record and e.statement.startswith(ref)}
        return self._lookup().target(ref, sorted(self._newest(name) for name in kept))

    def rest_of_quotation(self, ref: str) -> int:
        """Return how many other sentences of a statement's quotation have other parties than it."""
        target = self.target(ref)
        parties = target.now.attribution.parties
        rest = self._lookup().quotation(target)
        return sum(one.now.attribution.parties != parties for one in rest)

    def last(self, ref: str, action: Action) -> Event | None:
        """Return the last decision of that kind that stands on a statement."""
        target = self.target(ref)
        view = self.view_of(target.document.id)
        mine = {a.event for a in view.attached if a.statement == target.machine.statement.id}
        return next(
            (e for e in reversed(self.events()) if e.id in mine and e.action is action), None
        )

    def descriptions(self) -> Descriptions:
        """Return what people say of documents themselves: by id, field by field."""
        with self._turn:
            events = self.events()
            if self._described[0] is not events:
                self._described = (events, descriptions(events))
            return self._described[1]

    def document(self, ref: str) -> Document:
        """Return the document of that name, or whose id begins with `ref`."""
        return self._lookup().article(ref)[0]

    # ------------------------------------------------------------ proposing

    def propose(
        self,
        ref: str,
        action: Action,
        to: Mapping[str, Any] | None = None,
        scope: Scope = Scope.STATEMENT,
    ) -> tuple[Event, ...]:
        """Return the decision `action` (but party, add) on a statement, or its whole quotation.

        Empty where it would change nothing.
        """
        target = self.target(ref)
        self._check(action, to or {})
        targets = self._lookup().quotation(target) if scope is Scope.QUOTATION else [target]
        maker = self._maker()
        events = [maker.change(t, action, _plain(action, to or {}, t)) for t in targets]
        return tuple(e for e in events if dict(e.was) != dict(e.to))

    def propose_party(
        self,
        ref: str,
        parties: Sequence[str],
        *,
        instead_of: str | None = None,
        scope: Scope = Scope.STATEMENT,
    ) -> tuple[Event, ...]:
        """Return the decision that a statement is one of `parties` (empty: of none).

        They take the place of `instead_of`, by default of its source, or of whom it tells. With a
        wide `scope` wherever the same words and rule gave it to that party.
        """
        for name in (*parties, *([instead_of] if instead_of else [])):
            self._known(name, "party")
        target = self.target(ref)
        old = instead_of or meant(target.now)
        if instead_of and instead_of not in target.now.attribution.parties:
            raise UsageError(
                f"The statement {target.now.statement.id} is none of {instead_of!r}.",
                f"It is of: {', '.join(target.now.attribution.parties) or 'no party'}.",
            )
        maker = self._maker()
        events = []
        for one in self._lookup().reached(target, old, scope):
            to = instead(one.now, old, parties[0] if parties else None)
            to["also"] += [p for p in parties[1:] if p != to["party"] and p not in to["also"]]
            to["about"] = [p for p in to["about"] if p not in to["also"]]
            events.append(maker.change(one, Action.PARTY, to))
        return tuple(e for e in events if dict(e.was) != dict(e.to))

    def propose_added(
        self,
        document: str,
        words: str | Span,
        party: str,
        *,
        voice: Voice = Voice.PARAPHRASED,
        certainty: Certainty = Certainty.ASSERTED,
    ) -> tuple[Event, ...]:
        """Return the decision that `words` of an article (or a place) are one of `party`."""
        self._known(party, "party")
        article, analysis = self._lookup().article(document)
        span = place_of_words(article, words) if isinstance(words, str) else words
        own = voice.is_own
        to = {
            "party": party if own else None,
            "also": [],
            "about": [] if own else [party],
            "voice": voice.value,
            "certainty": certainty.value,
        }
        name = next(p.name for p in self._records.settings.parties if p.id == party)
        return (self._maker().addition(article, analysis, span, to, name),)

    def propose_described(self, ref: str, values: Mapping[str, str]) -> tuple[Event, ...]:
        """Return the decision that a document's title, outlet, author or date is another.

        Empty where it would change nothing.
        """
        document = self.document(ref)
        was, to = changes(document, values)
        if not to:
            return ()
        return (self._maker().event(Action.DESCRIBE, document.id, was=was, to=to),)

    def propose_replaced(self, old: str, new: str) -> tuple[Event, ...]:
        """Return the decision that the document `new` takes the place of `old`."""
        before, after = self.document(old), self.document(new)
        if before.id == after.id:
            raise UsageError(f"{before.name} cannot take its own place.", "Name two documents.")
        current = self.view().replaced
        if current.get(before.id) == after.id:
            return ()
        if before.id in current or current.get(after.id) == before.id:
            raise UsageError(
                f"{before.name} has a newer version already, or is one of {after.name}.",
                "`positions history` shows what takes whose place; undo that first.",
            )
        was, to = {"document": before.id}, {"document": after.id}
        return (self._maker().event(Action.REPLACE, before.id, was=was, to=to),)

    def propose_reattached(self, event: str, ref: str) -> tuple[Event, ...]:
        """Return the decision that what lost its statement is about the statement `ref`."""
        found = [o for o in self.orphans() if any(e.id.startswith(event) for e in o.events)]
        if len(found) != 1 or len(event) < SHORTEST:
            raise UsageError(
                f"{event!r} names no decision that has lost its statement.",
                "`positions orphans` lists them, each with the id of its event.",
            )
        lost = found[0]
        subject = (lost.document, lost.statement)
        target = self.target(ref)
        return (moved(self._maker(), lost.anchor, subject, lost.events[0].id, target),)

    # ------------------------------------------------------------ keeping

    def keep(self, events: Sequence[Event]) -> tuple[Event, ...]:
        """Keep proposed events; they are on the disk when this returns. Raises StoreError."""
        if not events:
            return ()
        with self._turn:
            known, together = self.events(), self._apart()
        self._log.append(events)  # may wait for another process: nobody else waits with it
        with self._turn:
            # Another's clock is ahead, or another thread has read anew.
            if self._events is not known or (known and events[0].id <= known[-1].id):
                self.reload()
            else:
                self._events = (*known, *events)
                together.add(events)
                self.refresh()
        return tuple(events)

    def undo(self, event: str = "") -> tuple[Event, ...]:
        """Take back the last go of one's own that stands, or the event of that id.

        Returns the new events; empty where there is nothing to undo.
        """
        targets: Sequence[Event] = next_undo(self.events(), self.who)
        if event:
            targets = [self._event(event)]
            if targets[0].id in undone(self.events()):
                raise UsageError(f"{targets[0].id} is undone already.", "Bring it back with redo.")
        return self._revert(Action.UNDO, reversed(targets))

    def redo(self, event: str = "") -> tuple[Event, ...]:
        """Bring back what was undone last, or the event of that id; as `undo` does."""
        targets: Sequence[Event] = next_redo(self.events(), self.who)
        if event:
            targets = [self._event(event)]
            if targets[0].id not in undone(self.events()):
                raise UsageError(f"{targets[0].id} is not undone.", "There is nothing to redo.")
        return self._revert(Action.REDO, targets)

    def _revert(self, action: Action, targets: Iterable[Event]) -> tuple[Event, ...]:
        maker = self._maker()
        return self.keep([maker.reversal(action, target) for target in targets])

    # ------------------------------------------------------------ helpers

    def _lookup(self) -> Lookup:
        return Lookup(self._records, self.view_of)

    def _newest(self, document: str) -> str:
        return self.view_of(document).replaced.get(document, document)

    def _event(self, ref: str) -> Event:
        found = [e for e in self.events() if e.id.startswith(ref)]
        if len(ref) >= SHORTEST and len(found) == 1 and not found[0].action.reverts:
            return found[0]
        raise UsageError(
            f"{ref!r} is the id of no decision, or of more than one.",
            "`positions history` lists them; undo and redo take the id of the decision itself.",
        )

    def _maker(self) -> Maker:
        events = self.events()
        return Maker(self.who, Clock(events[-1].id if events else ""))

    def _known(self, name: str, what: str) -> None:
        settings = self._records.settings
        known = [one.id for one in (settings.parties if what == "party" else settings.issues)]
        if name not in known:
            raise UsageError(
                f"There is no {what} {name!r} in this dossier.", f"Known: {', '.join(known)}."
            )

    def _check(self, action: Action, to: Mapping[str, Any]) -> None:
        if action in (Action.ISSUE, Action.STANCE):
            self._known(str(to["issue"]), "issue")
        if action is Action.NOTE and len(str(to["note"])) > _NOTE_LENGTH:
            raise UsageError(
                f"The note is longer than {_NOTE_LENGTH} characters.", "Make it shorter."
            )


def _plain(action: Action, to: Mapping[str, Any], target: Target) -> dict[str, Any]:
    """Return an event's `to` in JSON types; ValueError on a voice or stance that there is not."""
    match action:
        case Action.VERIFY:
            return verified(target)
        case Action.REJECT:
            return {"rejected": True}
        case Action.PIN:
            return {"pinned": True}
        case Action.VOICE:
            return {"voice": Voice(to["voice"]).value}
        case Action.CERTAINTY:
            return {"certainty": Certainty(to["certainty"]).value}
        case Action.STANCE:
            stance = to["stance"]
            return {"issue": to["issue"], "stance": stance and StanceValue(stance).value}
        case _:
            return dict(to)


def somebody() -> str:
    """Return who decides: what POSITIONS_WHO says, else the name of the account."""
    try:
        return os.environ.get("POSITIONS_WHO", "").strip() or getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name, as in containers
        return "somebody"
