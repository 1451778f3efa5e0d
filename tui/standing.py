"""Statements by their ids, as they stand in a comparison."""

from collections.abc import Iterable, Sequence
from itertools import count

from analysis.models import Comparison, Decided, Entry, Span
from analysis.models.lazy import Entries, in_document, lazily


class Standing:
    """Where each statement stands among `entries`; it is read when somebody asks for it."""

    def __init__(self, entries: Iterable[Entries]) -> None:
        self._numbered = [(own, dict(zip(own.ids, count(), strict=False))) for own in entries]

    def __contains__(self, name: object) -> bool:
        return any(name in numbers for _, numbers in self._numbered)

    def of(self, name: str) -> Sequence[Entry]:
        """Return the statement of that id, for each party that it counts for."""
        return [own[numbers[name]] for own, numbers in self._numbered if name in numbers]

    def is_verified(self, name: str) -> bool:
        """Whether somebody has verified it."""
        found = (own.briefs[ns[name]] for own, ns in self._numbered if name in ns)
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
