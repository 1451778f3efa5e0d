"""What a comparison is made of: entries, positions, silences, panes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.models.decisions import Corrections, Mark
from analysis.models.filters import Narrowing
from analysis.models.findings import (
    Attribution,
    Document,
    Issue,
    Party,
    SilenceReason,
    Span,
    Statement,
    Voice,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as it counts for one party.

    `around` are the spans outside the statement without which it would say something else (a
    hedge, a negation, "wants"): show them with the quote. `told_by` is the id of the other
    party in whose words a second-hand or reported statement stands. `mark` is what people decided
    about it, None where nobody did.
    """

    party: str
    voice: Voice
    statement: Statement
    attribution: Attribution
    around: tuple[Span, ...] = ()
    told_by: str | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a summary line: words of a statement (`statement` set), or a connective."""

    text: str
    statement: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """Why a cell is empty, with the place that says so where there is one."""

    reason: SilenceReason
    document: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """What a party's statements add up to on one issue (`issue` empty: those that fit none).

    Either `entries` is filled and `lead` its first, or `silence` says why it is empty.
    """

    party: str
    issue: str
    entries: tuple[Entry, ...] = ()
    lead: Entry | None = None
    silence: Silence | None = None


@dataclass(frozen=True, slots=True)
class VoiceCount:
    """How many statements a party has, by voice."""

    own: int = 0
    second_hand: int = 0
    reported: int = 0
    """Reported, or about the party."""

    @property
    def total(self) -> int:
        """All statements together."""
        return self.own + self.second_hand + self.reported


@dataclass(frozen=True, slots=True)
class PartyTone:
    """The mean tone of a party's own statements, and how many there are."""

    score: float
    label: str
    statements: int


@dataclass(frozen=True, slots=True)
class PartyView:
    """One pane: a party and all that counts for it, in reading order."""

    party: Party
    entries: tuple[Entry, ...]
    count: VoiceCount
    tone: PartyTone | None
    summary: tuple[Piece, ...]
    silence: Silence | None
    """Set where `entries` is empty."""


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A source that is no configured party, and how many statements it makes."""

    name: str
    statements: int
    documents: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The parties side by side: what screens and exports are both made from.

    `positions` holds one `Position` for each (issue id, party id), and for ("", party id) the
    statements that fit no issue. `sources` are the most frequent speakers that are no party.
    `corrections` counts what people decided; all zero where nobody did.

    Where a filter has narrowed it, `narrowing` says by what, `parties`, `issues` and `documents`
    are those that are left, and `left_out` the parties that it takes away.
    """

    title: str
    parties: tuple[PartyView, ...]
    issues: tuple[Issue, ...]
    positions: Mapping[tuple[str, str], Position]
    documents: Mapping[str, Document]
    sources: tuple[SourceCount, ...]
    corrections: Corrections = field(default_factory=Corrections)
    narrowing: Narrowing | None = None
    left_out: tuple[Party, ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """The name of every party by its id, of those that a filter leaves out, too."""
        shown = {view.party.id: view.party.name for view in self.parties}
        return shown | {party.id: party.name for party in self.left_out}

    def view(self, party: str) -> PartyView:
        """Return the pane of that party; KeyError when there is none."""
        for view in self.parties:
            if view.party.id == party:
                return view
        raise KeyError(party)
