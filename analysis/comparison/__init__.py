"""The parties side by side: pure functions from settings, documents and analyses."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from analysis.comparison.choice import Choice
from analysis.comparison.conflicts import Conflicts
from analysis.comparison.entries import entries_of, entries_of_others
from analysis.comparison.found import Found, Held, Source, found_of
from analysis.comparison.lint import summary_faults
from analysis.comparison.matters import suggest_issues
from analysis.comparison.positions import Cells, silences
from analysis.comparison.rows import Digest, Framings, Row, digest_of, entries_in
from analysis.comparison.sources import sources
from analysis.comparison.suggesting import suggest
from analysis.comparison.summary import Summaries
from analysis.comparison.sums import count, in_reading_order, tone_of
from analysis.models import (
    Analysis,
    Comparison,
    Corrections,
    Document,
    Mark,
    PartyView,
    Piece,
    Settings,
)
from analysis.models.lazy import Documents, Head, Later

__all__ = [
    "Digest",
    "Source",
    "compare",
    "digest_of",
    "entries_in",
    "entries_of",
    "entries_of_others",
    "laid_out",
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
    *,
    state: str = "",
) -> Comparison:
    """Lay the parties of `settings` side by side, from what was found in `documents`.

    The same input in any order gives the same result. Analyses of other documents and
    statements of parties that are not in `settings` are left out. `marks` are what people
    decided, by statement, `corrections` their count; the analyses have it applied already. `state`
    names all of it, for exports.
    """
    by_id = {document.id: document for document in documents}
    found = {analysis.document: analysis for analysis in analyses}
    held = Held([party.id for party in settings.parties], by_id, found, marks or {})
    heads = [Head.of(document) for document in by_id.values()]
    digests = {head.id: held.digest(head.id) for head in heads}
    return laid_out(
        settings, heads, digests, held, by_id.__getitem__, corrections, made_from=lambda: state
    )


def laid_out(
    settings: Settings,
    heads: Sequence[Head],
    digests: Mapping[str, Digest | None],
    source: Source,
    read: Callable[[str], Document],
    corrections: Corrections | None = None,
    lines: Mapping[str, tuple[Piece, ...]] | None = None,
    *,
    made_from: Callable[[], str] = str,
    again: Mapping[str, PartyView] | None = None,
) -> Comparison:
    """Lay the parties side by side from what each document contributes (None: not analysed).

    `source` and `read` give entries and documents when somebody looks at them; `lines` are
    the parties' summaries, where they are known already, `made_from` names the state of it all.
    `again` are views, by party, of an earlier comparison of which nothing has changed.
    """
    ordered = in_reading_order(heads)
    by_id = {head.id: head for head in ordered}
    digested = {head.id: digests.get(head.id) for head in ordered}
    again = again or {}
    entries = {party: found_of(view.entries) for party, view in again.items()}
    entries |= _entries([p.id for p in settings.parties if p.id not in again], digested, source)
    entries = {party.id: entries[party.id] for party in settings.parties}
    silence = silences(settings, digested)
    matrix = Cells(settings.issues, entries, silence, by_id)
    documents = Documents(by_id, read)
    names = {party.id: party.name for party in settings.parties}
    summaries = Summaries(
        names, documents, Choice([issue.id for issue in settings.issues], entries)
    )
    divided = Conflicts(settings.issues, list(names), matrix, documents)
    counts = {party: (view.count, view.tone) for party, view in again.items()}
    for party, own in entries.items():
        if party not in counts:
            counts[party] = (count(own.rows), tone_of(own.rows))
    views = tuple(
        PartyView(
            party=party,
            entries=entries[party.id],
            count=counts[party.id][0],
            tone=counts[party.id][1],
            summary=summaries.of(entries[party.id]) if lines is None else lines[party.id],
            silence=None if entries[party.id] else silence[party.id],
        )
        for party in settings.parties
    )
    return Comparison(
        title=settings.title,
        parties=views,
        issues=settings.issues,
        positions=matrix,
        documents=documents,
        sources=sources(settings, {n: d.speakers for n, d in digested.items() if d is not None}),
        corrections=corrections or Corrections(),
        conflicts=Later(divided.conflicts),
        agreements=Later(divided.agreements),
        framing=Framings({name: d for name, d in digested.items() if d and d.framing}),
        tone_method=settings.tone_method,
        made_from=made_from,
    )


def _entries(
    known: Sequence[str], digests: Mapping[str, Digest | None], source: Source
) -> dict[str, Found]:
    rows: dict[str, list[Row]] = {party: [] for party in known}
    names: dict[str, list[str]] = {party: [] for party in known}
    places: dict[str, list[int]] = {party: [] for party in known}
    for name, digest in digests.items():
        place = 0
        # They stand party by party: to go through them one by one takes three times as long.
        for party, group in groupby(digest.rows if digest else (), attrgetter("party")):
            own = list(group)
            if party in rows:
                rows[party] += own
                names[party] += [name] * len(own)
                places[party] += range(place, place + len(own))
            place += len(own)
    return {party: Found(rows[party], names[party], places[party], source) for party in known}
