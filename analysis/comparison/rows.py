"""What a comparison needs to know of all statements at once: a row each, small enough for all.

A row says whose a statement is, how it counts and what it can be found by; the statement itself is
read when somebody looks at it. What one document contributes is its `Digest`: it depends on the
document, its analysis, the decisions on it and the ids of parties and issues, on nothing else.
"""

import zlib
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from analysis.characters import one_line
from analysis.comparison.context import speaks
from analysis.comparison.entries import CERTAINTY_RANK, VOICE_RANK, entries_by_party
from analysis.comparison.intervals import Inside
from analysis.comparison.sources import speakers
from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    Corrections,
    Decided,
    Document,
    Entry,
    Framing,
    Kind,
    LayerKind,
    Mark,
    Passing,
    Span,
    StanceValue,
    Voice,
)
from analysis.models.lazy import confidence, decided_of

VOICES = tuple(VOICE_RANK)
CERTAINTIES = tuple(CERTAINTY_RANK)
KINDS = tuple(Kind)
OWN = frozenset(VOICE_RANK[voice] for voice in Voice if voice.is_own)
_NO_SIDE = (StanceValue.NONE, StanceValue.UNCLEAR)


class Ground(NamedTuple):
    """A party's stance on an issue in one statement, and what of its reason matters to others.

    `instead`: it says that it is another thing than the matter. See also `StanceReason`.
    """

    issue: str
    stance: str
    towards: str | None = None
    whole: bool = False
    instead: bool = False


_INSTEAD = "instead"
"""The rule of a reason by which a statement says that it is another thing."""


class _Sets:
    """Sets of a few words, each as one small number: a hundred thousand of them take no room."""

    def __init__(self, words: Iterable[str]) -> None:
        self._bits = {word: 1 << place for place, word in enumerate(words)}
        self.sets = tuple(
            tuple(word for word, bit in self._bits.items() if number & bit)
            for number in range(1 << len(self._bits))
        )
        """By their numbers, the words in the order that they were given in."""

    def number(self, words: Iterable[str]) -> int:
        """Return the number of a set."""
        return sum(self._bits[word] for word in words)


_DECIDED = _Sets(state.value for state in Decided)
_PASSING = _Sets(sorted(step.value for step in Passing))


class Row(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """An entry, in short: one statement as it counts for one party. See also `Brief`.

    `voice`, `certainty` and `kind` are places in `VOICES`, `CERTAINTIES` and `KINDS`. `first`: the
    party is the source, or the first of several. `stances` are those of the party itself; `sided`
    says that somebody takes a side in it. `speaks`: the party is its source; `passed_on`: it holds
    what another party said. `words` is a number for the words of the quote, `parties` how many it
    counts for, `tone` score and label of the party's own words, `states` and `through` stand for
    `decided` and `passing`, `corrected` are the kinds of corrections.
    """

    statement: str
    party: str
    attribution: str
    start: int
    end: int
    first: bool
    confidence: float
    voice: int
    certainty: int
    kind: int
    issues: tuple[str, ...]
    stances: tuple[Ground, ...]
    sided: bool
    speaks: bool
    passed_on: bool
    words: int
    parties: int
    tone: tuple[float, str] | None
    states: int
    corrected: tuple[str, ...]
    through: int

    @property
    def decided(self) -> tuple[str, ...]:
        """What people decided: values of `Facet.IS`."""
        return _DECIDED.sets[self.states]

    @property
    def passing(self) -> tuple[str, ...]:
        """Who stands between the outlet that is read and the party: values of `Facet.THROUGH`."""
        return _PASSING.sets[self.through]

    @property
    def is_own(self) -> bool:
        """Whether the party itself speaks."""
        return self.voice in OWN

    @property
    def rank(self) -> tuple[int, int]:
        """The weight, the lower the better: voice, then certainty."""
        return (self.voice, self.certainty)

    def stance(self, issue: str) -> str:
        """Return the party's stance on an issue here."""
        ground = self.ground(issue)
        return StanceValue.NONE.value if ground is None else ground.stance

    def ground(self, issue: str) -> Ground | None:
        """Return the party's stance on an issue with its ground; None where it takes none."""
        for ground in self.stances:
            if ground.issue == issue:
                return ground
        return None


class Counts(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What people decided in one document: as `Corrections`, `kinds` by their words."""

    statements: int = 0
    corrected: int = 0
    kinds: dict[str, int] = {}
    verified: int = 0
    added: int = 0
    pinned: int = 0
    noted: int = 0
    orphaned: int = 0

    @classmethod
    def of(cls, found: Corrections) -> "Counts":
        """Return corrections in this form."""
        return cls(
            found.statements,
            found.corrected,
            {action.value: number for action, number in found.kinds.items()},
            found.verified,
            found.added,
            found.pinned,
            found.noted,
            found.orphaned,
        )


class Digest(msgspec.Struct, array_like=True, frozen=True):
    """What one document contributes.

    `said` is what can be searched of each row, in lower case; `silences` say where (start, end)
    a party gives which reason, the first of each; `speakers` how many statements each named
    source has that is no party. A document that a newer version takes the place of contributes
    nothing but its `counts`. `framing` is the writer's colour: start, end, weight, whom it is
    about, by which rule.
    """

    rows: tuple[Row, ...]
    said: msgspec.Raw
    silences: tuple[tuple[str, str, int, int], ...]
    mentioned: tuple[str, ...]
    speakers: dict[str, int]
    counts: Counts
    replaced: bool = False
    alone: bool = True
    """Whether nothing but the decisions on this very document bears on it."""
    framing: tuple[tuple[int, int, float, str | None, str], ...] = ()


REPLACED = Digest((), msgspec.Raw(msgspec.msgpack.encode([])), (), (), {}, Counts(), replaced=True)


def digest_of(
    document: Document,
    analysis: Analysis,
    entries: Sequence[Entry],
    corrections: Corrections | None = None,
) -> Digest:
    """Return what a document contributes; `entries` are those of all parties in it."""
    silences: dict[str, tuple[str, str, int, int]] = {}
    for place in sorted(analysis.no_comments, key=lambda place: place.span):
        if place.party is not None:
            found = (place.party, place.reason.value, *place.span)
            silences.setdefault(place.party, found)
    mentioned = {mention.party for mention in analysis.mentions}
    mentioned.update(p for attribution in analysis.attributions for p in attribution.parties)
    return Digest(
        rows_of(entries, analysis.attributions),
        msgspec.Raw(msgspec.msgpack.encode([searchable(e, document.text) for e in entries])),
        tuple(silences.values()),
        tuple(sorted(mentioned)),
        speakers(analysis),
        Counts.of(corrections or Corrections()),
        framing=tuple((*f.span, f.weight, f.party, f.rule) for f in analysis.framing),
    )


class Sharing:
    """Lets rows that say the same hold the same: as they are read, half of their room is that."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Hashable] = {}

    def within(self, digest: Digest) -> Digest:
        """Return the digest, its rows sharing what they can with all that were given before."""
        one_of, put = self._known.setdefault, msgspec.structs.force_setattr
        for row in digest.rows:
            put(row, "party", one_of(row.party, row.party))
            put(row, "issues", one_of(row.issues, row.issues))
            put(row, "stances", one_of(row.stances, row.stances))
            put(row, "tone", one_of(row.tone, row.tone))
        return digest


class Framings(Mapping[str, tuple[Framing, ...]]):
    """The writers' colour by document, made of digests when somebody looks at it.

    `names` are the documents that have any, in reading order.
    """

    def __init__(self, digests: Mapping[str, Digest | None], names: Sequence[str]) -> None:
        self._digests = digests
        self._names = names

    def __getitem__(self, document: str) -> tuple[Framing, ...]:
        digest = self._digests[document]
        return tuple(
            Framing(Span(start, end), weight, party, rule)
            for start, end, weight, party, rule in (digest.framing if digest else ())
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def entries_in(
    known: Sequence[str], document: Document, analysis: Analysis, marks: Mapping[str, Mark]
) -> tuple[Entry, ...]:
    """Return what counts for the `known` parties in one document, party by party."""
    found = entries_by_party(known, [document], {document.id: analysis}, marks)
    return tuple(entry for own in found.values() for entry in own)


def rows_of(entries: Iterable[Entry], attributions: Iterable[Attribution]) -> tuple[Row, ...]:
    """Return a row for each of `entries`, all of one document that has these `attributions`."""
    inside = Inside(
        (part.span, other.party)
        for other in attributions
        if other.party is not None
        for part in other.parts
    )
    return tuple(_row(entry, inside) for entry in entries)


def _row(entry: Entry, inside: Inside) -> Row:
    statement, attribution = entry.statement, entry.attribution
    tone = statement.tone if entry.voice.is_own else None
    return Row(
        statement.id,
        entry.party,
        attribution.id,
        *statement.span,
        entry.party == attribution.party,
        confidence(entry),
        VOICE_RANK[entry.voice],
        CERTAINTY_RANK[statement.certainty],
        KINDS.index(attribution.kind),
        tuple(match.issue for match in statement.issues),
        tuple(_grounds(entry)),
        any(value not in _NO_SIDE for value in statement.stances.values()),
        speaks(entry.party, attribution),
        inside.has_other(statement.span, entry.party),
        zlib.crc32(one_line(statement.quote).encode()),
        len(attribution.parties),
        None if tone is None else (tone.score, tone.label),
        _DECIDED.number(decided_of(entry.mark)),
        tuple(action.value for action in entry.mark.corrected) if entry.mark else (),
        _PASSING.number(_passing(entry)),
    )


def _grounds(entry: Entry) -> Iterator[Ground]:
    for issue in entry.statement.stances:
        stance = entry.stance(issue)
        if stance is not StanceValue.NONE:
            reason = entry.reason(issue)
            if reason is None:
                yield Ground(issue, stance.value)
            else:
                instead = reason.rule == _INSTEAD
                yield Ground(issue, stance.value, reason.towards, reason.whole, instead)


def searchable(entry: Entry, text: str) -> str:
    """Return what is searched of an entry, in lower case: quote, speaker, words around, note."""
    attribution = entry.attribution
    parts = [
        entry.statement.quote,
        attribution.speaker,
        *(span.of(text) for span in sorted({*attribution.cue, *entry.around})),
        *((entry.mark.note,) if entry.mark and entry.mark.note else ()),
    ]
    # Looking for characters to leave out takes longer than seeing that there are none.
    return "\n".join(p if p.isprintable() else one_line(p) for p in parts).lower()


def _passing(entry: Entry) -> tuple[str, ...]:
    """Who stands between the outlet that is read and the party."""
    found: set[str] = set()
    attribution = entry.attribution
    if entry.told_by is not None:
        found.add(Passing.PARTY.value)
    for place, layer in enumerate(attribution.chain):
        last = place == len(attribution.chain) - 1
        if layer.kind is LayerKind.ANONYMOUS:
            found.add(Passing.ANONYMOUS.value)
        elif layer.kind is LayerKind.OUTLET and layer.span is not None:
            found.add(Passing.OUTLET.value)
        elif layer.kind is LayerKind.OTHER and not (last and speaks(entry.party, attribution)):
            found.add(Passing.OTHER.value)
    return tuple(sorted(found)) or (Passing.NOBODY.value,)


def certainty_of(row: Row) -> Certainty:
    """Return how firmly a statement is put."""
    return CERTAINTIES[row.certainty]


def voice_of(row: Row) -> Voice:
    """Return whose words a statement is."""
    return VOICES[row.voice]
