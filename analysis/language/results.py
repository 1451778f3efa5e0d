"""What the components leave on a `Doc`, and how it is kept there.

Results are plain lists in `Doc.user_data` and read through `Doc._`: so they survive
`nlp.pipe(n_process=…)`, which sends documents between processes as bytes. All offsets are
those of the analysed text.
"""

from typing import Any

import msgspec
from spacy.tokens import Doc

from analysis.models import (
    Certainty,
    Framing,
    IssueMatch,
    Kind,
    Marker,
    NoComment,
    Span,
    Stakeholder,
    StanceReason,
    Tone,
    Topic,
    Voice,
)

TOLD = frozenset({"intent", "act", "cognition", "judgement", "denial"})
"""The families of cues by which somebody tells of a party what it did not utter so."""

TRANSCRIPT = "transcript"
"""The rule of a relation that is a turn of a transcript: the speaker's words without marks."""


class Quotation(msgspec.Struct, frozen=True):
    """A quotation, marks included. A quotation over paragraphs has a segment for each."""

    segments: tuple[Span, ...]
    closed: bool = True

    @property
    def span(self) -> Span:
        """The whole stretch, from the first mark to the last."""
        return Span(self.segments[0].start, self.segments[-1].end)


class Relation(msgspec.Struct, frozen=True):
    """An attribution relation before anybody knows which party it belongs to.

    `shown` is the stretch that a person reads as the statement: the content, or, for reported
    wants and decisions, the whole clause ("Oracle may take …"). `family` is the class of the
    cue; `outer` the index of the relation whose content this one stands in.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    shown: tuple[Span, ...]
    kind: Kind
    family: str
    rule: str
    confidence: float
    outer: int | None = None
    needs_party: bool = False
    through: tuple[Span, ...] = ()
    """Who has passed the words of the source on."""
    cited: tuple[Span, ...] = ()
    """On whose word the source says it."""

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.content[0].start


class PartyMention(msgspec.Struct, frozen=True):
    """A place where a party is named; `rule` says by what. `modifier`: not the head of its NP."""

    span: Span
    party: str
    rule: str
    person: bool = False
    modifier: bool = False


class Namesake(msgspec.Struct, frozen=True):
    """Whom a place with a person's name means; `party` None: none of the dossier's, or open.

    `rule` is "full" for a whole name; for a surname alone "bare" where a full name of the
    document at `antecedent` decides among several people, "sole" where it names but one, "alias"
    where the dossier alone decides, "open" where nothing does.
    `pronoun` is "he", "she" or nothing.
    """

    span: Span
    name: str
    party: str | None
    rule: str
    pronoun: str = ""
    antecedent: Span | None = None
    runners_up: tuple[str, ...] = ()
    confidence: float = 0.95


class Found(msgspec.Struct, frozen=True):
    """Who a mention is. `name` is what a person would call the speaker."""

    name: str
    party: str | None
    rule: str
    reason: str
    mention: Span | None
    antecedent: Span | None = None
    confidence: float = 1.0
    runners_up: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    layer: str = "other"


class Resolved(msgspec.Struct, frozen=True):
    """The speaker of one relation, and the parties it tells about."""

    source: Found
    about: tuple[Found, ...]
    through: Found | None = None
    """Who has passed the words on."""
    cited: Found | None = None
    """On whose word the source says it."""


class PartFound(msgspec.Struct, frozen=True):
    """One statement of a relation: its stretch and all that was read off it."""

    span: Span
    voice: Voice
    certainty: Certainty
    markers: tuple[Marker, ...]
    negations: tuple[Span, ...]
    tone: Tone | None
    issues: tuple[IssueMatch, ...]
    reasons: tuple[StanceReason, ...] = ()
    topics: tuple[Topic, ...] = ()
    untoned: str = ""


class Step(msgspec.Struct, frozen=True):
    """One layer of a chain, in analysed offsets."""

    name: str
    kind: str
    span: Span | None
    inferred: bool


_TYPES: dict[str, Any] = {
    "quotations": list[Quotation],
    "party_mentions": list[PartyMention],
    "namesakes": list[Namesake],
    "relations": list[Relation],
    "resolved": list[Resolved],
    "parts": list[list[PartFound]],
    "chains": list[list[Step]],
    "no_comments": list[NoComment],
    "stakeholders": list[Stakeholder],
    "framing": list[Framing],
}


def register() -> None:
    """Register the extensions `Doc._.quotations` and so on; safe to call again."""
    for name, kind in _TYPES.items():
        key = f"positions.{name}"

        def read(doc: Doc, key: str = key, kind: Any = kind) -> Any:
            return msgspec.convert(doc.user_data.get(key, []), kind)

        def write(doc: Doc, value: Any, key: str = key) -> None:
            doc.user_data[key] = msgspec.to_builtins(value)

        Doc.set_extension(name, getter=read, setter=write, force=True)
