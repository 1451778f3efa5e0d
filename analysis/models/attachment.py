"""Which statements decisions reach, and how they found them again.

Not among the names of `analysis.models`: no start needs it, and each dataclass costs one 0.5 ms.
"""

from enum import StrEnum

from msgspec import Struct

from analysis.models.decisions import Anchor, Event


class Scope(StrEnum):
    """How far a decision about a party reaches."""

    STATEMENT = "statement"
    QUOTATION = "quotation"
    """All sentences of the same attribution."""
    DOCUMENT = "document"
    """Wherever in the document the same words became the same party for the same reason."""
    DOSSIER = "dossier"
    """The same in all documents."""


class How(StrEnum):
    """How the statement of a decision was found again."""

    EXACT = "exact"
    """At the same place of the same text."""
    OVERLAP = "overlap"
    """Most of its words at that place."""
    QUOTE = "quote"
    """By its words, in another version of the article."""
    HAND = "hand"
    """A person said so."""


class Attached(Struct, frozen=True):
    """An event, and the statement that it is about now."""

    event: str
    document: str
    statement: str
    how: How


class Orphan(Struct, frozen=True):
    """Decisions whose statement is no longer found; they are kept and have no effect.

    `reason` is a sentence for a person; `candidates` are the ids of statements at or near the
    place.
    """

    document: str
    statement: str
    anchor: Anchor
    events: tuple[Event, ...]
    reason: str
    candidates: tuple[str, ...] = ()
