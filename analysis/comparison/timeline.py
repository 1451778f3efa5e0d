"""Statements and tone over time, from a comparison."""

from collections import defaultdict
from datetime import date

from analysis.comparison.entries import count, tone_of
from analysis.models import Comparison, Entry, Grain, Moment, Stretch, Timeline

MOST = 60
"""Moments from which on a coarser grain is easier to read: more than a screen or two."""


def timeline(comparison: Comparison, grain: Grain | None = None) -> Timeline:
    """Return when the parties of `comparison` said what; every entry stands in one moment.

    Without `grain` it is the finest that makes no more than `MOST` moments. A document counts for
    the date that it gives, not for the day of an event that it tells.
    """
    if grain is None:
        dates = {document.date for document in comparison.documents.values()}
        fitting = (g for g in Grain if len({day[: g.length] for day in dates}) <= MOST)
        grain = next(fitting, Grain.YEAR)
    found: defaultdict[str, defaultdict[str, list[Entry]]]
    found = defaultdict(lambda: defaultdict(list))
    documents: defaultdict[str, int] = defaultdict(int)
    moments = {name: d.date[: grain.length] for name, d in comparison.documents.items()}
    for moment in moments.values():
        documents[moment] += 1
    for view in comparison.parties:
        for entry in view.entries:
            found[moments[entry.attribution.document]][view.party.id].append(entry)
    ordered = sorted(documents, key=lambda day: (not day, day))
    return Timeline(
        grain,
        tuple(
            Moment(
                day,
                documents[day],
                {party: _stretch(party, entries) for party, entries in found[day].items()},
                _later(ordered[place - 1], day) if place else 0,
            )
            for place, day in enumerate(ordered)
        ),
    )


def _stretch(party: str, entries: list[Entry]) -> Stretch:
    return Stretch(party, tuple(entries), count(entries), tone_of(entries))


def _later(before: str, day: str) -> int:
    """The days from one moment to another; 0 where one of them is no date."""
    try:
        first, second = (date.fromisoformat((d + "-01-01")[:10]) for d in (before, day) if d)
    except ValueError:
        return 0
    return (second - first).days
