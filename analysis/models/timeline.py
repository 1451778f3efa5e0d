"""Statements and tone over time. All of it is frozen."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, field

from analysis.models.comparison import Entry, PartyTone, VoiceCount


class Grain(StrEnum):
    """How long a moment of a time line is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"

    @property
    def length(self) -> int:
        """How many characters of an ISO date tell it."""
        return {Grain.DAY: 10, Grain.MONTH: 7, Grain.YEAR: 4}[self]


class Stretch(Struct, frozen=True):
    """What one party has at one moment: never empty."""

    party: str
    entries: Sequence[Entry]
    count: VoiceCount
    tone: PartyTone | None


class Moment(Struct, frozen=True):
    """A day, month or year of which there is a document; `date` is the beginning of an ISO date.

    Empty where the documents tell no date. `parties` are those that have statements then, by id;
    `later` is how many days after the moment before it begins, 0 where that cannot be told.
    """

    date: str
    documents: int
    parties: Mapping[str, Stretch] = field(default_factory=dict)
    later: int = 0

    @property
    def statements(self) -> int:
        """How many there are; one that counts for two parties counts twice."""
        return sum(len(found.entries) for found in self.parties.values())


class Timeline(Struct, frozen=True):
    """The moments in their order, the undated documents last."""

    grain: Grain
    moments: tuple[Moment, ...]

    @property
    def largest(self) -> int:
        """The most statements of one party at one moment; 0 where there are none."""
        found = (len(s.entries) for moment in self.moments for s in moment.parties.values())
        return max(found, default=0)
