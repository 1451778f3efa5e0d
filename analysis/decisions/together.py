"""Which events bear on which documents, so that one document's view needs only some of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analysis.models import Event


class Together:
    """Events by document; documents that decisions have moved between are taken together.

    `events` in the order of time.
    """

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._first: dict[str, str] = {}
        self._events: dict[str, list[Event]] = {}
        self._given: dict[str | None, set[str]] = {}
        self.add(events)

    def add(self, events: Iterable[Event]) -> None:
        """Take in events that are newer than all before."""
        for event in events:
            for other in _others(event):
                self._join(event.document, other)
            self._events.setdefault(self._root(event.document), []).append(event)
            for party in _parties(event):
                self._given.setdefault(party, set()).add(event.document)

    def of(self, document: str) -> Sequence[Event]:
        """Return the events that may change what is seen of a document, in the order of time."""
        return self._events.get(self._root(document), ())

    def giving(self, party: str) -> frozenset[str]:
        """Return the documents that events may have given a statement of `party`."""
        roots = {self._root(document) for document in self._given.get(party, ())}
        moved = {document for document in self._first if self._root(document) in roots}
        return frozenset(roots | moved)

    def _root(self, document: str) -> str:
        while document in self._first:
            document = self._first[document]
        return document

    def _join(self, one: str, other: str) -> None:
        one, other = self._root(one), self._root(other)
        if one != other:
            self._first[other] = one
            both = [*self._events.get(one, ()), *self._events.pop(other, ())]
            self._events[one] = sorted(both, key=lambda event: event.id)


def _others(event: Event) -> set[str]:
    """The other documents that an event names: what it replaces, or was moved from."""
    found = {event.document}
    for values in (event.was, event.to):
        if "document" in values:
            found.add(str(values["document"]))
    if event.anchor is not None:
        found.add(event.anchor.document)
    found.remove(event.document)
    return found


def _parties(event: Event) -> set[str | None]:
    found: set[str | None] = set()
    for values in (event.to, event.record or {}):
        found |= _named(values)
    return found


def _named(values: Mapping[str, Any]) -> set[str | None]:
    return {values.get("party"), *values.get("also", ()), *values.get("about", ())}
