"""In what order a party's statements stand, and under which headings."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby, islice

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
    own = lazily(entries)
    if by is Grouping.ISSUE:
        return _by_issue(own, comparison)
    # Entries come in the order of their documents, the newest first: only pinned ones move.
    pinned = own.pinned
    shown = [PINNED, *[""] * (len(pinned) - 1)] if pinned else []
    if pinned:
        apart = set(pinned)
        own = own.pick([*pinned, *(n for n in range(len(own)) if n not in apart)])
    known, before = heads_of(comparison.documents), ""
    for document, together in groupby(islice(own.documents, len(pinned), None)):
        head = _heading(known[document], by)
        shown += [head if head != before else "", *[""] * (len(list(together)) - 1)]
        before = head
    several = bool(pinned) or len(set(shown) - {""}) > 1
    return own, tuple(shown) if several else ("",) * len(shown)


def _by_issue(own: Entries, comparison: Comparison) -> tuple[Entries, tuple[str, ...]]:
    issues = {issue.id: number for number, issue in enumerate(comparison.issues)}
    names = [*(issue.name for issue in comparison.issues), "no issue", PINNED]

    def place(brief: Brief) -> int:
        if Decided.PINNED in brief.decided:
            return -1
        found = [issues[issue] for issue in brief.issues if issue in issues]
        return min(found, default=len(issues))

    places = list(map(place, own.briefs))
    order = sorted(range(len(places)), key=places.__getitem__)
    shown = [
        names[places[n]] if not number or places[order[number - 1]] != places[n] else ""
        for number, n in enumerate(order)
    ]
    return own.pick(order), tuple(shown)


def _heading(document: Head, by: Grouping) -> str:
    date = document.date or "no date"
    return date if by is Grouping.DATE else f"{words.document_name(document)}, {date}"
