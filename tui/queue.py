"""What is still to be looked at, in the order in which it is worth it."""

from analysis.models import Comparison, Decided
from analysis.models.lazy import Chosen, Entries, lazily

_LOOKED_AT = frozenset((Decided.VERIFIED.value, Decided.ADDED.value))


def unverified(comparison: Comparison) -> Entries:
    """Return the statements that nobody has verified or added, the least certain first.

    Each statement once, for the party whose source it is; the sentences of a quotation together.
    """
    sources = [lazily(view.entries) for view in comparison.parties]
    briefs = [own.briefs for own in sources]
    found: dict[str, tuple[int, int]] = {}
    least: dict[str, float] = {}
    for one, own in enumerate(briefs):
        for number, brief in enumerate(own):
            if not _LOOKED_AT.isdisjoint(brief.decided):
                continue
            if brief.statement not in found or brief.first:
                found[brief.statement] = (one, number)
            name = brief.attribution
            least[name] = min(least.get(name, 1.0), brief.confidence)

    def order(place: tuple[int, int]) -> tuple[float, str, int, int]:
        brief = briefs[place[0]][place[1]]
        return least[brief.attribution], brief.attribution, brief.start, brief.end

    return Chosen(sources, sorted(found.values(), key=order))
