"""The parties side by side: pure functions from settings, documents and analyses."""

from collections.abc import Mapping, Sequence

from analysis.comparison.choice import Choice
from analysis.comparison.conflicts import Conflicts
from analysis.comparison.entries import (
    count,
    entries_by_party,
    entries_of,
    entries_of_others,
    in_reading_order,
    tone_of,
)
from analysis.comparison.lint import summary_faults
from analysis.comparison.matters import suggest_issues
from analysis.comparison.positions import positions, silences
from analysis.comparison.sources import sources
from analysis.comparison.suggesting import suggest
from analysis.comparison.summary import Summaries
from analysis.models import (
    Analysis,
    Comparison,
    Corrections,
    Document,
    Mark,
    PartyView,
    Settings,
)

__all__ = [
    "compare",
    "entries_of",
    "entries_of_others",
    "suggest",
    "suggest_issues",
    "summary_faults",
]


def compare(
    settings: Settings,
    documents: Sequence[Document],
    analyses: Sequence[Analysis],
    marks: Mapping[str, Mark] | None = None,
    corrections: Corrections | None = None,
) -> Comparison:
    """Lay the parties of `settings` side by side, from what was found in `documents`.

    The same input in any order gives the same result. Analyses of other documents and
    statements of parties that are not in `settings` are left out. `marks` are what people
    decided, by statement, `corrections` their count; the analyses have it applied already.
    """
    ordered = in_reading_order({document.id: document for document in documents}.values())
    found = {analysis.document: analysis for analysis in analyses}
    known = [party.id for party in settings.parties]
    entries = entries_by_party(known, ordered, found, marks or {})
    silence = silences(settings, ordered, found)
    matrix = positions(settings.issues, entries, silence, ordered)
    by_id = {document.id: document for document in ordered}
    choice = Choice(lambda document: found[document].attributions, matrix)
    summaries = Summaries({party.id: party.name for party in settings.parties}, by_id, choice)
    divided = Conflicts(settings.issues, known, matrix, by_id)
    views = tuple(
        PartyView(
            party=party,
            entries=entries[party.id],
            count=count(entries[party.id]),
            tone=tone_of(entries[party.id]),
            summary=summaries.of(entries[party.id]),
            silence=None if entries[party.id] else silence[party.id],
        )
        for party in settings.parties
    )
    return Comparison(
        title=settings.title,
        parties=views,
        issues=settings.issues,
        positions=matrix,
        documents=by_id,
        sources=sources(settings, ordered, found),
        corrections=corrections or Corrections(),
        conflicts=divided.conflicts(),
        agreements=divided.agreements(),
    )
