"""Which decisions stand: undo and redo are events, too, and nothing is ever taken out."""

from collections.abc import Iterable, Sequence

from analysis.models import Action, Event


def ordered(events: Iterable[Event]) -> list[Event]:
    """Return each event once, in the order of their ids: that of time."""
    return sorted({event.id: event for event in events}.values(), key=lambda event: event.id)


def undone(events: Sequence[Event]) -> set[str]:
    """Return the ids of the events that have been undone and not redone since."""
    found: set[str] = set()
    for event in events:
        if event.action is Action.UNDO:
            found.add(event.target)
        elif event.action is Action.REDO:
            found.discard(event.target)
    return found


def standing(events: Sequence[Event]) -> list[Event]:
    """Return the decisions that are in effect, without the undo and redo events."""
    gone = undone(events)
    return [event for event in events if not event.action.reverts and event.id not in gone]


def group_of(event: Event) -> str:
    """Return what the events that were made in one go have in common."""
    return event.group or event.id


def next_undo(events: Sequence[Event], who: str) -> tuple[Event, ...]:
    """Return what an undo of `who` takes back: all of the last go that still stands.

    Without a name only one's own decisions are taken back; another's can be undone by its id.
    """
    own = [event for event in standing(events) if event.who == who]
    return tuple(event for event in own if group_of(event) == group_of(own[-1]))


def next_redo(events: Sequence[Event], who: str) -> tuple[Event, ...]:
    """Return what a redo of `who` brings back: what was undone last.

    Nothing where `who` has decided something else since, as in every editor.
    """
    gone = undone(events)
    by_id = {event.id: event for event in events}
    for event in reversed(events):
        if event.who != who or event.action is Action.REDO:
            continue
        if event.action is not Action.UNDO:
            return ()
        if event.target in gone and _last_to_undo(events, event.target) == event.id:
            together = [e for e in events if group_of(e) == group_of(event)]
            group = {e.target for e in together if e.action is Action.UNDO}
            return tuple(by_id[target] for target in sorted(group & gone & by_id.keys()))
    return ()


def _last_to_undo(events: Sequence[Event], target: str) -> str:
    found = [e.id for e in events if e.action is Action.UNDO and e.target == target]
    return found[-1]
