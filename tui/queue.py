"""What is still to be looked at, in the order in which it is worth it."""

from analysis.models import Comparison, Entry


def confidence(entry: Entry) -> float:
    """Return how sure the machine is of a statement and of whose it is, from 0 to 1."""
    attribution = entry.attribution
    whose = [r.confidence for r in attribution.resolutions if r.party == entry.party]
    return min(attribution.confidence, *whose) if whose else attribution.confidence


def unverified(comparison: Comparison) -> list[Entry]:
    """Return the statements that nobody has verified or added, the least certain first.

    Each statement once, for the party whose source it is; the sentences of a quotation together.
    """
    found: dict[str, Entry] = {}
    least: dict[str, float] = {}
    for view in comparison.parties:
        for entry in view.entries:
            mark = entry.mark
            if mark is not None and (mark.verified or mark.added):
                continue
            first = found.get(entry.statement.id)
            if first is None or entry.party == entry.attribution.party:
                found[entry.statement.id] = entry
            name = entry.attribution.id
            least[name] = min(least.get(name, 1.0), confidence(entry))
    return sorted(
        found.values(),
        key=lambda e: (least[e.attribution.id], e.attribution.id, e.statement.span),
    )
