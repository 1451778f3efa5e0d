"""Stakeholders and matters that the documents speak of, proposed for `dossier.toml`."""

from msgspec import Struct

from analysis.models.findings import PartyKind, Span, StanceValue


class Evidence(Struct, frozen=True):
    """A place that shows what is proposed; `quote` are the document's words there."""

    document: str
    span: Span
    quote: str


class Spokesperson(Struct, frozen=True):
    """Somebody who speaks for a party; `role` in the words of the text, where it tells one."""

    name: str
    role: str = ""


class SuggestedParty(Struct, frozen=True):
    """A stakeholder as it could stand in `dossier.toml`.

    Where the dossier has a party of that `id` already, `known` is set, and `aliases`,
    `spokespeople` and `epithets` hold only what is new. `statements` are those that the documents
    hold by it or by who speaks for it, in so many `documents`.
    """

    id: str
    name: str
    kind: PartyKind
    aliases: tuple[str, ...] = ()
    spokespeople: tuple[Spokesperson, ...] = ()
    epithets: tuple[str, ...] = ()
    statements: int = 0
    documents: int = 0
    evidence: Evidence | None = None
    known: bool = False


class Carrier(Struct, frozen=True):
    """Somebody who speaks of a matter: a statement of his, and the stance it takes on that."""

    speaker: str
    stance: StanceValue
    statement: str
    evidence: Evidence


class SuggestedIssue(Struct, frozen=True):
    """A matter as it could stand in `dossier.toml`.

    `speakers` are the names of those who speak of it, in `statements` of `documents`; `carriers`
    has a statement of each, those who take a stance on it first.
    """

    id: str
    name: str
    keywords: tuple[str, ...]
    speakers: tuple[str, ...] = ()
    statements: int = 0
    documents: int = 0
    evidence: Evidence | None = None
    carriers: tuple[Carrier, ...] = ()
