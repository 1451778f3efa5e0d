"""What the parties' statements add up to, issue by issue, and why a cell is empty."""

from collections.abc import Mapping, Sequence

from analysis.comparison.entries import rank
from analysis.models import (
    Analysis,
    Document,
    Entry,
    Issue,
    Position,
    Settings,
    Silence,
    SilenceReason,
    StanceValue,
)


def silences(
    settings: Settings, documents: Sequence[Document], analyses: Mapping[str, Analysis]
) -> dict[str, Silence]:
    """Return for each party why it could be silent, from the newest document that says so.

    A party is called absent only where every document has been analysed.
    """
    found: dict[str, Silence] = {}
    mentioned: set[str] = set()
    for document in documents:
        analysis = analyses.get(document.id)
        if analysis is None:
            continue
        for place in sorted(analysis.no_comments, key=lambda place: place.span):
            if place.party is not None:
                found.setdefault(place.party, Silence(place.reason, document.id, place.span))
        mentioned.update(mention.party for mention in analysis.mentions)
        mentioned.update(p for attribution in analysis.attributions for p in attribution.parties)
    complete = bool(documents) and all(document.id in analyses for document in documents)
    for party in settings.parties:
        absent = complete and party.id not in mentioned
        reason = SilenceReason.ABSENT if absent else SilenceReason.NOT_MENTIONED
        found.setdefault(party.id, Silence(reason))
    return found


def _position(
    party: str,
    issue: str,
    entries: Sequence[Entry],
    silence: Silence,
    dates: Mapping[str, str],
) -> Position:
    if not entries:
        return Position(party, issue, silence=silence)
    # Of equal weight the newest comes first, and on one day what takes a stance.
    ordered = sorted(entries, key=lambda entry: entry.stance(issue) is StanceValue.NONE)
    ordered.sort(key=lambda entry: dates[entry.attribution.document], reverse=True)
    ordered.sort(key=rank)
    return position_of(party, issue, tuple(ordered))


def position_of(party: str, issue: str, entries: tuple[Entry, ...]) -> Position:
    """Return the position that `entries` (not empty, the weightiest first) add up to."""
    by = next((e for e in entries if e.stance(issue) is not StanceValue.NONE), None)
    stance = by.stance(issue) if by else StanceValue.NONE
    return Position(party, issue, entries, entries[0], stance=stance, by=by)


def positions(
    issues: Sequence[Issue],
    entries: Mapping[str, Sequence[Entry]],
    silence: Mapping[str, Silence],
    documents: Sequence[Document],
) -> dict[tuple[str, str], Position]:
    """Return one position for each (issue id, party id), the weightiest statement first.

    Own words outrank what is told, the firm the hedged, the new the old.

    Under ("", party id) stand the statements that fit none of the issues.
    """
    known = [issue.id for issue in issues]
    dates = {document.id: document.date for document in documents}
    found: dict[tuple[str, str], Position] = {}
    for party, own in entries.items():
        cells: dict[str, list[Entry]] = {issue: [] for issue in [*known, ""]}
        for entry in own:
            fits = {match.issue for match in entry.statement.issues} & set(known)
            for issue in fits or {""}:
                cells[issue].append(entry)
        for issue, fitting in cells.items():
            # That all statements fit an issue is no refusal to comment.
            plain = Silence(SilenceReason.NOT_MENTIONED)
            why = plain if not issue and own else silence[party]
            found[issue, party] = _position(party, issue, fitting, why, dates)
    return found
