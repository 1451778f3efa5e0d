"""Documents, parties and what was found. All of it is frozen.

Offsets are Unicode code points into `Document.text`, the text as decoded, end exclusive.
The attribution terms (source, cue, content) are those of PARC and PolNeAR.
"""

from bisect import bisect_left
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct, field

from analysis.models.tone import Tone, ToneMethod


class Span(NamedTuple):
    """A stretch of a document's text: code points, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of this span in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Return whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


class PartyKind(StrEnum):
    """What sort of stakeholder a party is; decides which pronouns may stand for it."""

    ORGANIZATION = "organization"
    PERSON = "person"
    GOVERNMENT = "government"
    GROUP = "group"


class Kind(StrEnum):
    """How much of a content stands in quotation marks: all, some, none."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Voice(StrEnum):
    """Whose words a statement is, seen from the party that it counts for."""

    OWN = "own words"
    PARAPHRASED = "own, paraphrased"
    SECOND_HAND = "second-hand"
    """Told by another party."""
    REPORTED = "reported"
    """An action, want or decision of the party, told by somebody else."""
    ABOUT = "about"
    """Nobody's voice: the writer's remark about the party."""

    @property
    def is_own(self) -> bool:
        """Whether the party itself speaks."""
        return self in (Voice.OWN, Voice.PARAPHRASED)


class Certainty(StrEnum):
    """How firmly a statement is put."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    OPEN = "open"
    """Unclear whether."""
    COUNTERFACTUAL = "counterfactual"

    @property
    def words(self) -> str:
        """How a line of text calls it."""
        return "open question" if self is Certainty.OPEN else self.value


class StanceValue(StrEnum):
    """Where a party stands on an issue."""

    FOR = "for"
    AGAINST = "against"
    QUALIFIED = "qualified"
    CONDITIONAL = "conditional"
    UNCLEAR = "unclear"
    NONE = "none"


class SilenceReason(StrEnum):
    """Why a party has no statement where one could stand."""

    ABSENT = "absent from the documents"
    NOT_MENTIONED = "no statement found"
    DECLINED = "declined to comment"
    NO_RESPONSE = "did not respond"
    FILTERED = "nothing that the filter shows"
    """There are statements, and the reader's filter hides them all."""


class LayerKind(StrEnum):
    """What stands at one layer of a chain."""

    OUTLET = "outlet"
    ANONYMOUS = "anonymous"
    PARTY = "party"
    OTHER = "other"


class Party(Struct, frozen=True):
    """A stakeholder. `aliases` are names, `epithets` phrases that stand for it.

    A person among `aliases` or `spokespeople` speaks for the party. `was` are ids that it had
    before, or that parties had which are one with it now: decisions on them count for it.
    """

    id: str
    name: str
    kind: PartyKind = PartyKind.ORGANIZATION
    aliases: tuple[str, ...] = ()
    spokespeople: tuple[str, ...] = ()
    epithets: tuple[str, ...] = ()
    was: tuple[str, ...] = ()


class Issue(Struct, frozen=True):
    """A matter in dispute; `keywords` are words or phrases, matched by lemma.

    Who is for what a keyword names is for the issue. `against` are keywords of the other side:
    who is for what they name is against the issue ("ban" where the issue is the deal). `was` as in
    a party.
    """

    id: str
    name: str
    keywords: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    was: tuple[str, ...] = ()


class Settings(Struct, frozen=True):
    """What a person wrote in `dossier.toml`. `tone` overlays the lexicon: word -> weight."""

    title: str
    parties: tuple[Party, ...] = ()
    issues: tuple[Issue, ...] = ()
    tone: Mapping[str, float] = field(default_factory=dict)
    tone_method: ToneMethod = ToneMethod.MODEL

    def party(self, party_id: str) -> Party:
        """Return the party of that id; KeyError when there is none."""
        for party in self.parties:
            if party.id == party_id:
                return party
        raise KeyError(party_id)


class Document(Struct, frozen=True):
    """One article, frozen.

    `sha256` is the hash of the bytes as read, `id` that of the text in NFC with LF line ends.
    `furniture` are the spans of `text` that are no running text (a dateline, front matter,
    markup): kept, never analysed. `paragraphs` are the spans of the running paragraphs.
    """

    id: str
    sha256: str
    name: str
    text: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    date: str = ""
    """ISO 8601, or empty where the document does not tell."""
    url: str = ""
    encoding: str = "utf-8"
    furniture: tuple[Span, ...] = ()
    paragraphs: tuple[Span, ...] = ()

    def paragraph_of(self, offset: int) -> int:
        """Return the number, from 1, of the paragraph at or before `offset`."""
        return max(1, bisect_left(self.paragraphs, offset + 1, key=lambda span: span.start))


class CleanView(Struct, frozen=True):
    """A document's text as it is analysed, and the way back.

    `text` has neither furniture nor unsafe characters; `offsets[i]` is the place of its i-th
    character in the document's text.
    """

    text: str
    offsets: tuple[int, ...]

    def raw(self, start: int, end: int) -> Span:
        """Return the span of the document's text under `text[start:end]` (not empty)."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span of the clean view: {start}, {end}")
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


class Marker(Struct, frozen=True, gc=False):
    """The words that make a statement hedged, open or counterfactual."""

    span: Span
    certainty: Certainty


class IssueMatch(Struct, frozen=True, gc=False):
    """An issue, and the words of the statement (or of its sentence) that it was found by.

    `against` are those of `spans` that name the other side of the issue.
    """

    issue: str
    spans: tuple[Span, ...]
    against: tuple[Span, ...] = ()


class StanceReason(Struct, frozen=True, gc=False):
    """Why a statement takes its stance on an issue: the words that make it, and the rule.

    `issue` is empty where it is about whatever the statement is about. `towards` is the party that
    alone it concerns ("not sell to Microsoft", "wants ByteDance to sell"); None: everybody.
    `whole` says that it is about all of the matter ("completely"), or denies that all of it is
    ("not an outright sale").
    """

    issue: str
    stance: StanceValue
    spans: tuple[Span, ...]
    rule: str
    towards: str | None = None
    whole: bool = False


class Layer(Struct, frozen=True, gc=False):
    """One step of the way from the outlet to the party; `inferred` when the text leaves it out."""

    name: str
    kind: LayerKind
    span: Span | None = None
    inferred: bool = False


class Resolution(Struct, frozen=True, gc=False):
    """Why a mention stands for a party.

    `reason` is a sentence for a person; `runners_up` are the ids of the next best parties.
    """

    party: str | None
    mention: Span | None
    rule: str
    reason: str
    antecedent: Span | None = None
    confidence: float = 1.0
    runners_up: tuple[str, ...] = ()


class Topic(Struct, frozen=True, array_like=True, gc=False):
    """A noun phrase of a statement: what an issue may be called.

    `words` are its lemmas in small letters, `stance` is that of whoever makes the statement.
    """

    words: str
    span: Span
    stance: StanceValue = StanceValue.NONE


class Statement(Struct, frozen=True, gc=False):
    """One sentence (or less) of an attribution's content: what panes show and count.

    `id` is the hash of the document's id and the place; it holds neither party nor kind, for
    those are what a person corrects. `quote` always equals `Document.text[start:end]`.
    """

    id: str
    span: Span
    quote: str
    voice: Voice
    certainty: Certainty = Certainty.ASSERTED
    markers: tuple[Marker, ...] = ()
    negations: tuple[Span, ...] = ()
    tone: Tone | None = None
    """None where the party has no words, or where `untoned` says why they have no tone."""
    untoned: str = ""
    """Why its own words have no tone: none of them carries one, or it is unsure."""
    issues: tuple[IssueMatch, ...] = ()
    stances: Mapping[str, StanceValue] = field(default_factory=dict)
    """By issue, of whoever makes the statement; an issue that is missing: no stance found."""
    reasons: tuple[StanceReason, ...] = ()
    """Of the machine's stances; a person's stand without."""
    topics: tuple[Topic, ...] = ()
    """The noun phrases of the statement, without names."""


class Attribution(Struct, frozen=True, gc=False):
    """An attribution relation, resolved to parties.

    `party` is the party of the source (None where the source is none of them), `also` the
    other parties of a joint source, `about` those whose want, decision or act is told where
    the source is somebody else. `nested_in` is the id of the attribution whose content this
    one stands in.
    """

    id: str
    document: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Kind
    speaker: str
    party: str | None
    also: tuple[str, ...]
    about: tuple[str, ...]
    voice: Voice
    certainty: Certainty
    chain: tuple[Layer, ...]
    tone: Tone | None
    resolutions: tuple[Resolution, ...]
    rule: str
    confidence: float
    parts: tuple[Statement, ...]
    nested_in: str | None = None

    @property
    def parties(self) -> tuple[str, ...]:
        """Every party that this counts for: the source's first."""
        own = () if self.party is None else (self.party,)
        return tuple(dict.fromkeys((*own, *self.also, *self.about)))

    @property
    def leaning(self) -> StanceValue:
        """Which way its statements lean, most of them, towards whatever they are about."""
        found = [r.stance for part in self.parts for r in part.reasons if not r.issue]
        most = found.count(StanceValue.FOR) - found.count(StanceValue.AGAINST)
        if not most:
            return StanceValue.NONE
        return StanceValue.FOR if most > 0 else StanceValue.AGAINST

    def voice_for(self, party: str, part: Statement) -> Voice:
        """Return whose words `part` is, seen from `party`."""
        return part.voice if self.is_of(party) else Voice.REPORTED

    def is_of(self, party: str) -> bool:
        """Return whether this is `party`'s: it is the source, or told of it by no party."""
        return party == self.party or party in self.also or self.party is None


class Mention(Struct, frozen=True, gc=False):
    """A place where a party is named, by name, epithet or other words."""

    span: Span
    party: str
    rule: str


class NoComment(Struct, frozen=True, gc=False):
    """A place where the text says that somebody did not answer. `party` None: no party of ours."""

    span: Span
    party: str | None
    reason: SilenceReason


class Stakeholder(Struct, frozen=True, gc=False):
    """Somebody who speaks in a document, or speaks for a party: what a party may be made of.

    `party` is the id where the dossier has it; `forms` are its other names, `epithets` phrases in
    apposition to it, `said_as` the words by which attributions call who speaks
    (`Attribution.speaker`). A person `speaks_for` the body of that name, in that `role`; `span`
    is where the text says so, or where it first names it.
    """

    name: str
    kind: PartyKind
    span: Span
    party: str | None = None
    forms: tuple[str, ...] = ()
    epithets: tuple[str, ...] = ()
    said_as: tuple[str, ...] = ()
    speaks_for: str = ""
    role: str = ""


class Provenance(Struct, frozen=True):
    """What made an analysis: the same provenance on the same document gives the same result."""

    model: str
    model_version: str
    rules: str
    """Version of the rules and of the data files."""
    settings: str
    """Hash of the parties, issues and tone overlay that were used."""


class Framing(Struct, frozen=True, gc=False):
    """Colour of the writer: words outside everybody's own, and what they weigh (-4 to 4).

    `party` is whom they are about, None where that is not clear; `rule` says how that was found:
    `subject` of their clause, `only` party of the sentence, or `near`.
    """

    span: Span
    weight: float
    party: str | None = None
    rule: str = ""


class Analysis(Struct, frozen=True):
    """All that was found in one document. It can be made again at any time."""

    document: str
    provenance: Provenance
    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[Mention, ...] = ()
    no_comments: tuple[NoComment, ...] = ()
    stakeholders: tuple[Stakeholder, ...] = ()
    framing: tuple[Framing, ...] = ()
    concern: str = ""
    """Names what of the settings could bear on the document; empty: all of them may have."""


class Mismatch(Struct, frozen=True):
    """A stored or exported place whose words are not those of the document.

    `document` and `statement` are ids (`statement` empty where none is concerned); `found` is
    what the document holds at `span`. Where `document` is empty, `statement` names the place in
    an export (a line, a field, a cell), and `found` is what it would be now.
    """

    document: str
    statement: str
    span: Span
    expected: str
    found: str


class Checked(Struct, frozen=True):
    """What became of a check: how many quotes were sliced again, and where words differ.

    `unknown` are the documents that an export names and the dossier does not hold (ids, or
    their beginnings). `compared` says that all of an export was held against the dossier in the
    state that it was made from: then `mismatches` name every line, field or cell that differs.
    Where the dossier has changed since, `behind` counts them instead.
    """

    quotes: int
    mismatches: tuple[Mismatch, ...] = ()
    unknown: tuple[str, ...] = ()
    compared: bool = False
    behind: int | None = None
