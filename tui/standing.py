"""Statements by their ids, as they stand in a comparison."""

from collections.abc import Iterable, Sequence

from analysis.models import Comparison, Decided, Entry, Span
from analysis.models.lazy import Entries, in_document, lazily


class Standing:
    """Where each statement stands among `entries`; it is read when somebody asks for it."""

    def __init__(self, entries: Iterable[Entries]) -> None:
        self._entries = tuple(entries)
        self._places: dict[str, list[tuple[int, int]]] = {}
        for one, own in enumerate(self._entries):
            for number, name in enumerate(own.ids):
                self._places.setdefault(name, []).append((one, number))

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def of(self, name: str) -> Sequence[Entry]:
        """Return the statement of that id, for each party that it counts for."""
        return [self._entries[one][number] for one, number in self._places.get(name, ())]

    def is_verified(self, name: str) -> bool:
        """Whether somebody has verified it."""
        found = (self._entries[one].briefs[number] for one, number in self._places[name])
        return any(Decided.VERIFIED in brief.decided for brief in found)


def standing(comparison: Comparison) -> Standing:
    """Return where the statements of a comparison stand."""
    return Standing(lazily(view.entries) for view in comparison.parties)


def spans_in(comparison: Comparison, document: str) -> tuple[Span, ...]:
    """Return the places of the parties' statements in the document of that id."""
    found = {
        Span(brief.start, brief.end)
        for view in comparison.parties
        for brief in in_document(view.entries, document).briefs
    }
    return tuple(sorted(found))
