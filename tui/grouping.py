"""In what order a party's statements stand, and under which headings."""

from collections.abc import Sequence
from enum import StrEnum

from analysis.models import Comparison, Decided, Entry
from analysis.models.lazy import Brief, Entries, Head, heads_of, lazily
from tui import words

PINNED = "pinned"
"""The heading of what stands on top in every order."""


class Grouping(StrEnum):
    """By what statements are grouped."""

    DOCUMENT = "document"
    ISSUE = "issue"
    DATE = "date"

    def next(self) -> "Grouping":
        """Return the one after it, round and round."""
        order = list(Grouping)
        return order[(order.index(self) + 1) % len(order)]


def grouped(
    entries: Sequence[Entry], by: Grouping, comparison: Comparison
) -> tuple[Entries, tuple[str, ...]]:
    """Return the entries group by group, pinned ones first, and above each a heading or nothing.

    Inside a group they keep their order, so that the sentences of one quotation stay together.
    A statement on several issues stands under the first of them. A single group has no heading.
    """
    issues = {issue.id: number for number, issue in enumerate(comparison.issues)}
    names = [*(issue.name for issue in comparison.issues), "no issue"]
    headings = {name: _heading(h, by) for name, h in heads_of(comparison.documents).items()}

    def place(brief: Brief, document: str) -> tuple[int, str]:
        """Where the group of an entry stands, and its heading."""
        if Decided.PINNED in brief.decided:
            return -1, PINNED
        if by is Grouping.ISSUE:
            found = [issues[issue] for issue in brief.issues if issue in issues]
            number = min(found, default=len(issues))
            return number, names[number]
        # Entries come in the order of their documents: the newest first.
        return 0, headings[document]

    own = lazily(entries)
    places = list(map(place, own.briefs, own.documents))
    order = sorted(range(len(places)), key=lambda number: places[number][0])
    heads = [places[number][1] for number in order]
    several = len(set(heads)) > 1 or by is Grouping.ISSUE or PINNED in heads
    shown = [
        head if several and (not number or heads[number - 1] != head) else ""
        for number, head in enumerate(heads)
    ]
    return own.pick(order), tuple(shown)


def _heading(document: Head, by: Grouping) -> str:
    date = document.date or "no date"
    return date if by is Grouping.DATE else f"{words.document_name(document)}, {date}"
