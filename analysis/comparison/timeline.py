"""Statements and tone over time, from a comparison."""

from collections import defaultdict
from datetime import date

from analysis.comparison.found import Found, found_of
from analysis.comparison.sums import count, tone_of
from analysis.models import Comparison, Grain, Moment, Stretch, Timeline
from analysis.models.lazy import documents_of, heads_of

MOST = 60
"""Moments from which on a coarser grain is easier to read: more than a screen or two."""


def timeline(comparison: Comparison, grain: Grain | None = None) -> Timeline:
    """Return when the parties of `comparison` said what; every entry stands in one moment.

    Without `grain` it is the finest that makes no more than `MOST` moments. A document counts for
    the date that it gives, not for the day of an event that it tells.
    """
    if grain is None:
        dates = {head.date for head in heads_of(comparison.documents).values()}
        fitting = (g for g in Grain if len({day[: g.length] for day in dates}) <= MOST)
        grain = next(fitting, Grain.YEAR)
    found: defaultdict[str, dict[str, Stretch]] = defaultdict(dict)
    documents: defaultdict[str, int] = defaultdict(int)
    heads = heads_of(comparison.documents)
    moments = {name: head.date[: grain.length] for name, head in heads.items()}
    for moment in moments.values():
        documents[moment] += 1
    for view in comparison.parties:
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        for number, document in enumerate(documents_of(view.entries)):
            numbers[moments[document]].append(number)
        entries = found_of(view.entries)
        for moment, own in numbers.items():
            found[moment][view.party.id] = _stretch(view.party.id, entries.pick(own))
    ordered = sorted(documents, key=lambda day: (not day, day))
    return Timeline(
        grain,
        tuple(
            Moment(
                day,
                documents[day],
                found[day],
                _later(ordered[place - 1], day) if place else 0,
            )
            for place, day in enumerate(ordered)
        ),
    )


def _stretch(party: str, entries: Found) -> Stretch:
    return Stretch(party, entries, count(entries.rows), tone_of(entries.rows))


def _later(before: str, day: str) -> int:
    """The days from one moment to another; 0 where one of them is no date."""
    try:
        first, second = (date.fromisoformat((d + "-01-01")[:10]) for d in (before, day) if d)
    except ValueError:
        return 0
    return (second - first).days
