"""What a comparison is made of: entries, positions, silences, panes."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, field

from analysis.models.decisions import Corrections, Mark
from analysis.models.filters import Narrowing
from analysis.models.findings import (
    Attribution,
    Document,
    Framing,
    Issue,
    Party,
    SilenceReason,
    Span,
    StanceReason,
    StanceValue,
    Statement,
    Voice,
)
from analysis.models.tone import ToneMethod


class Entry(Struct, frozen=True, gc=False):
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
    cut: Span | None = None
    """The words right outside the quote that would turn what it says ("but", "unless", "not"),
    and that `around` does not bring along: shown or copied, the quote wants a sign of it."""

    def stance(self, issue: str) -> StanceValue:
        """Return the party's stance on an issue here.

        None where another party speaks, whose stance it would be.
        """
        if not self.attribution.is_of(self.party):
            return StanceValue.NONE
        return self.statement.stances.get(issue, StanceValue.NONE)

    def reason(self, issue: str) -> StanceReason | None:
        """Return what the machine's stance on an issue rests on; None for a person's."""
        if self.stance(issue) is StanceValue.NONE:
            return None
        reasons = self.statement.reasons
        return next((reason for reason in reasons if reason.issue == issue), None)


class Piece(Struct, frozen=True, gc=False):
    """A piece of a summary line: words of a statement (`statement` set), or a connective.

    `span` is where they stand in the document of the id `document`; `whole` says that they are the
    statement itself, and not words around it.
    """

    text: str
    statement: str | None = None
    span: Span | None = None
    document: str = ""
    whole: bool = False


class Silence(Struct, frozen=True):
    """Why a cell is empty, with the place that says so where there is one."""

    reason: SilenceReason
    document: str | None = None
    span: Span | None = None


class Position(Struct, frozen=True):
    """What a party's statements add up to on one issue (`issue` empty: those that fit none).

    Either `entries` is filled, the weightiest first, or `silence` says why it is empty. `stance`
    is that of the entry with the number `taken_by`, the weightiest that takes one.
    """

    party: str
    issue: str
    entries: Sequence[Entry] = ()
    silence: Silence | None = None
    stance: StanceValue = StanceValue.NONE
    taken_by: int | None = None

    @property
    def lead(self) -> Entry | None:
        """The weightiest entry."""
        return self.entries[0] if self.entries else None

    @property
    def by(self) -> Entry | None:
        """The weightiest entry that takes a stance."""
        return None if self.taken_by is None else self.entries[self.taken_by]


class ConflictLevel(StrEnum):
    """Between whom a conflict is."""

    PARTIES = "between parties"
    DOCUMENT = "inside one document"
    """One article gives one party two stances."""
    TIME = "over time"
    """One party says another thing later."""


class Shift(StrEnum):
    """How a party's stance changed."""

    HARDENED = "hardened"
    SOFTENED = "softened"
    REVERSED = "reversed"


class Side(Struct, frozen=True):
    """One side of a conflict or agreement: its stance, and what shows it, the weightiest first."""

    party: str
    stance: StanceValue
    entries: Sequence[Entry]

    @property
    def lead(self) -> Entry:
        """The entry to quote."""
        return self.entries[0]


class Conflict(Struct, frozen=True):
    """Two stances on one issue that do not go together: a suggestion, with its evidence.

    Over time the later one is `right`. `drawn_by` is the word by which the writer sets the two
    against each other ("while"), in the document of the left lead; None where nobody does: then
    it is our comparison.
    """

    issue: str
    level: ConflictLevel
    left: Side
    right: Side
    drawn_by: Span | None = None
    shift: Shift | None = None


class Agreement(Struct, frozen=True):
    """Parties that say the same of an issue, each in its own voice: nobody but us says so."""

    issue: str
    stance: StanceValue
    sides: tuple[Side, ...]


class VoiceCount(Struct, frozen=True):
    """How many statements a party has, by voice."""

    own: int = 0
    second_hand: int = 0
    reported: int = 0
    """Reported, or about the party."""

    @property
    def total(self) -> int:
        """All statements together."""
        return self.own + self.second_hand + self.reported


class PartyTone(Struct, frozen=True):
    """The mean tone of a party's own statements, and how many there are."""

    score: float
    label: str
    statements: int


class PartyView(Struct, frozen=True):
    """One pane: a party and all that counts for it, in reading order."""

    party: Party
    entries: Sequence[Entry]
    count: VoiceCount
    tone: PartyTone | None
    summary: tuple[Piece, ...]
    silence: Silence | None
    """Set where `entries` is empty."""


class SourceCount(Struct, frozen=True):
    """A source that is no configured party, and how many statements it makes."""

    name: str
    statements: int
    documents: int


class Comparison(Struct, frozen=True):
    """The parties side by side: what screens and exports are both made from.

    `positions` holds one `Position` for each (issue id, party id), and for ("", party id) the
    statements that fit no issue. `sources` are the most frequent speakers that are no party.
    `corrections` counts what people decided; all zero where nobody did. `conflicts` and
    `agreements` are in the order of the issues.

    Where a filter has narrowed it, `narrowing` says by what, `parties`, `issues` and `documents`
    are those that are left, and `left_out` the parties that it takes away.
    """

    title: str
    parties: tuple[PartyView, ...]
    issues: tuple[Issue, ...]
    positions: Mapping[tuple[str, str], Position]
    documents: Mapping[str, Document]
    sources: Sequence[SourceCount]
    corrections: Corrections = field(default_factory=Corrections)
    conflicts: Sequence[Conflict] = ()
    agreements: Sequence[Agreement] = ()
    made_from: Callable[[], str] = str
    """Makes `state`; it costs a look at every document's provenance."""
    narrowing: Narrowing | None = None
    left_out: tuple[Party, ...] = ()
    framing: Mapping[str, tuple[Framing, ...]] = field(default_factory=dict)
    """The writers' colour, by document id."""
    tone_method: ToneMethod = ToneMethod.MODEL
    known: dict[str, int] = field(default_factory=dict)
    """What was counted once; nobody but this class looks at it."""

    def __eq__(self, other: object) -> bool:
        """Whether both say the same, whatever they were made from."""
        if not isinstance(other, Comparison):
            return NotImplemented
        names = (name for name in self.__struct_fields__ if name not in ("made_from", "known"))
        return all(getattr(self, name) == getattr(other, name) for name in names)

    __hash__ = None  # type: ignore[assignment]

    @property
    def size(self) -> int:
        """How many statements there are; one that counts for two parties is one."""
        from analysis.models.lazy import ids_of

        if self.narrowing is not None:
            return self.narrowing.shown
        if "size" not in self.known:
            names = {name for view in self.parties for name in ids_of(view.entries)}
            self.known["size"] = len(names)
        return self.known["size"]

    @property
    def names(self) -> dict[str, str]:
        """The name of every party by its id, of those that a filter leaves out, too."""
        shown = {view.party.id: view.party.name for view in self.parties}
        return shown | {party.id: party.name for party in self.left_out}

    @property
    def state(self) -> str:
        """The state of the dossier that it is made from, as a hash; empty: of no dossier."""
        return self.made_from()

    def view(self, party: str) -> PartyView:
        """Return the pane of that party; KeyError when there is none."""
        for view in self.parties:
            if view.party.id == party:
                return view
        raise KeyError(party)
