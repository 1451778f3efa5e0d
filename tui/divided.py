"""Where parties are at odds or agree, as plain text: both quotes, who draws it, and where."""

from collections.abc import Iterator

from analysis.characters import one_line
from analysis.models import Certainty, Comparison, Conflict, Side
from tui.text import citation, quoted, stance_words, wrapped

OURS = "nobody draws it but this comparison"


def divided(comparison: Comparison, width: int) -> Iterator[str]:
    """Yield the conflicts and agreements of a comparison, or nothing where there are none."""
    issues = {issue.id: issue.name for issue in comparison.issues}
    if not comparison.conflicts and not comparison.agreements:
        return
    yield "Conflicts and agreement"
    yield "=" * min(len("Conflicts and agreement"), width)
    yield "Suggestions of the program, each with its evidence."
    for conflict in comparison.conflicts:
        how = f", {conflict.shift}" if conflict.shift else ""
        head = f"Conflict {conflict.level}{how}, on {issues[conflict.issue]}"
        yield ""
        yield from wrapped(f"{head} ({drawn_by(comparison, conflict)})", width, "", "  ")
        for side in (conflict.left, conflict.right):
            yield from _side(comparison, side, conflict.issue, width)
    for agreed in comparison.agreements:
        yield ""
        head = f"Agreement, {agreed.stance}, on {issues[agreed.issue]} ({OURS})"
        yield from wrapped(head, width, "", "  ")
        for side in agreed.sides:
            yield from _side(comparison, side, agreed.issue, width)


def drawn_by(comparison: Comparison, conflict: Conflict) -> str:
    """Return who sets the two against each other: the writer by which word, or nobody but us."""
    if conflict.drawn_by is None:
        return OURS
    document = comparison.documents[conflict.left.lead.attribution.document]
    return f"the writer draws it: {one_line(conflict.drawn_by.of(document.text))}"


def _side(comparison: Comparison, side: Side, issue: str, width: int) -> Iterator[str]:
    entry = side.lead
    document = comparison.documents[entry.attribution.document]
    firm = entry.statement.certainty
    sure = "" if firm is Certainty.ASSERTED else f", {firm.words}"
    more = f", 1 of {len(side.entries)} statements" if len(side.entries) > 1 else ""
    name = comparison.names[side.party]
    stance = stance_words(entry, issue, document)
    yield from wrapped(f"{name}: {stance} ({entry.voice}{sure}{more})", width, "  ", "  ")
    place = entry.statement.span
    yield from wrapped(quoted(document, place), width, "    ")
    where = f"{citation(document, place)}, statement {entry.statement.id}"
    yield from wrapped(where, width, "    ", "  ")
