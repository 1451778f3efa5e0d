"""The stakeholders that a pile of documents speaks of: what could stand in `dossier.toml`."""

import re
from collections.abc import Mapping, Sequence

from analysis.comparison.sources import source_name, sources
from analysis.models import (
    Analysis,
    Document,
    Evidence,
    PartyKind,
    Settings,
    SuggestedParty,
)


def party_id(name: str, taken: frozenset[str] = frozenset()) -> str:
    """Return an id for a party of that name: small letters, digits and `_`, none of `taken`."""
    words = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "party"
    found, number = words, 2
    while found in taken:
        found, number = f"{words}_{number}", number + 1
    return found


def suggest(
    settings: Settings, documents: Sequence[Document], analyses: Mapping[str, Analysis]
) -> tuple[SuggestedParty, ...]:
    """Return who else speaks in `documents`, the one with most statements first."""
    taken = {party.id for party in settings.parties}
    found = []
    for source in sources(settings, documents, analyses):
        name = party_id(source.name, frozenset(taken))
        taken.add(name)
        found.append(
            SuggestedParty(
                name,
                source.name,
                PartyKind.ORGANIZATION,
                statements=source.statements,
                documents=source.documents,
                evidence=_evidence(source.name, documents, analyses),
            )
        )
    return tuple(found)


def _evidence(
    name: str, documents: Sequence[Document], analyses: Mapping[str, Analysis]
) -> Evidence | None:
    for document in documents:
        for one in analyses[document.id].attributions if document.id in analyses else ():
            if one.party is None and one.parts and source_name(one.speaker) == name:
                part = one.parts[0]
                return Evidence(document.id, part.span, part.quote)
    return None
