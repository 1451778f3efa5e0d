"""The parties side by side: pure functions from settings, documents and analyses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from analysis.comparison.choice import Choice
from analysis.comparison.conflicts import Conflicts
from analysis.comparison.entries import entries_of, entries_of_others
from analysis.comparison.found import Found, Held, Source, found_of
from analysis.comparison.front import Front, front_of, views_of
from analysis.comparison.lint import summary_faults
from analysis.comparison.matters import suggest_issues
from analysis.comparison.positions import Cells, silences
from analysis.comparison.rows import Digest, Framings, Row, Sharing, digest_of, entries_in
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
    Settings,
    Silence,
)
from analysis.models.lazy import Documents, Head, Later

__all__ = [
    "Digest",
    "Front",
    "Sharing",
    "Source",
    "compare",
    "digest_of",
    "entries_in",
    "entries_of",
    "entries_of_others",
    "front_of",
    "laid_out",
    "prepared",
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
    front: Front | None = None,
    *,
    made_from: Callable[[], str] = str,
    again: Mapping[str, PartyView] | None = None,
) -> Comparison:
    """Lay the parties side by side from what each document contributes (None: not analysed).

    `source` and `read` give entries and documents when somebody looks at them; `front` is what is
    known of this very comparison from before, `made_from` names the state of it all.
    `again` are views, by party, of an earlier comparison of which nothing has changed.
    """
    by_id = {head.id: head for head in in_reading_order(heads)}
    documents = Documents(by_id, read)
    ordered = _Ordered(digests, by_id)
    if front is None:
        silence = silences(settings, ordered)
        framed = [name for name, digest in ordered.items() if digest and digest.framing]
    else:
        again = views_of(front, settings, ordered, source)
        silence, framed, corrections = front.silences, list(front.framed), front.corrections
    again = again or {}
    entries = {party: found_of(view.entries) for party, view in again.items()}
    missing = [party.id for party in settings.parties if party.id not in again]
    if missing:
        entries |= _entries(missing, ordered, source)
    entries = {party.id: entries[party.id] for party in settings.parties}
    matrix = Cells(settings.issues, entries, silence, by_id)
    names = {party.id: party.name for party in settings.parties}
    divided = Conflicts(settings.issues, list(names), matrix, documents)
    return Comparison(
        title=settings.title,
        parties=tuple(_views(settings, entries, silence, documents, again)),
        issues=settings.issues,
        positions=matrix,
        documents=documents,
        sources=Later(lambda: sources(settings, _speakers(ordered))),
        corrections=corrections or Corrections(),
        conflicts=Later(divided.conflicts),
        agreements=Later(divided.agreements),
        framing=Framings(digests, framed),
        tone_method=settings.tone_method,
        made_from=made_from,
        known={} if front is None else {"size": front.size},
    )


class _Ordered(Mapping[str, Digest | None]):
    """Digests in the order of the documents; None where there is none. None is read for it."""

    def __init__(self, digests: Mapping[str, Digest | None], names: Iterable[str]) -> None:
        self._digests = digests
        self._names = dict.fromkeys(names)

    def __getitem__(self, document: str) -> Digest | None:
        return self._digests.get(document)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _speakers(digests: Mapping[str, Digest | None]) -> dict[str, dict[str, int]]:
    return {name: digest.speakers for name, digest in digests.items() if digest is not None}


def _views(
    settings: Settings,
    entries: Mapping[str, Found],
    silence: Mapping[str, Silence],
    documents: Documents,
    again: Mapping[str, PartyView],
) -> Iterator[PartyView]:
    """Yield the parties' views; those that are there already `again`."""
    if all(party.id in again for party in settings.parties):
        yield from (again[party.id] for party in settings.parties)
        return
    names = {party.id: party.name for party in settings.parties}
    choice = Choice([issue.id for issue in settings.issues], entries)
    summaries = Summaries(names, documents, choice)
    for party in settings.parties:
        own = entries[party.id]
        before = again.get(party.id)
        yield PartyView(
            party=party,
            entries=own,
            count=before.count if before else count(own.rows),
            tone=before.tone if before else tone_of(own.rows),
            # What stands for a party depends on what the others speak of.
            summary=summaries.of(own),
            silence=None if own else silence[party.id],
        )


def prepared(comparison: Comparison) -> Iterator[None]:
    """Work out party by party what a table of all of it needs."""
    cells = comparison.positions
    for view in comparison.parties:
        _ = found_of(view.entries).sorts
        yield
        for issue in ("", *(one.id for one in comparison.issues)):
            _ = cells[issue, view.party.id]
            yield


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
