"""What the first picture shows of all statements, so that none has to be looked at for it.

Of a comparison that was made once, a start needs how many statements each party has, how they sound
and where they stand; their rows, a quarter of a second for 100,000, are read when somebody asks.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain

import msgspec

from analysis.comparison.found import Found, Source, found_of
from analysis.comparison.positions import Cells
from analysis.comparison.rows import Digest, Row
from analysis.models import (
    Comparison,
    Corrections,
    PartyTone,
    PartyView,
    Piece,
    Settings,
    Silence,
    VoiceCount,
)


class Line(msgspec.Struct, array_like=True, frozen=True):
    """What is known of a party's statements together; `count` and `tone` as in `PartyView`.

    `silence` is why the party is silent where it is. `runs` say where its statements stand, in
    reading order: three numbers for each document, which one it is, the first place among what it
    contributes, and how many follow.
    """

    count: VoiceCount
    tone: PartyTone | None
    summary: tuple[Piece, ...]
    silence: Silence
    pinned: tuple[int, ...]
    verified: int
    runs: msgspec.Raw


class Front(msgspec.Struct, array_like=True, frozen=True):
    """What is known of a whole comparison. `framed` are the documents with a writer's colour."""

    lines: dict[str, Line] = {}
    size: int = 0
    corrections: Corrections = msgspec.field(default_factory=Corrections)
    framed: tuple[str, ...] = ()

    @property
    def silences(self) -> dict[str, Silence]:
        """By party, why it is silent where it is."""
        return {party: line.silence for party, line in self.lines.items()}


def front_of(comparison: Comparison) -> Front:
    """Return what is known of a comparison that no filter has narrowed."""
    cells = comparison.positions
    assert isinstance(cells, Cells)
    number = {name: place for place, name in enumerate(comparison.documents)}
    return Front(
        {view.party.id: _line(view, number, cells.silence) for view in comparison.parties},
        comparison.size,
        comparison.corrections,
        tuple(comparison.framing),
    )


def views_of(
    front: Front, settings: Settings, digests: Mapping[str, Digest | None], source: Source
) -> dict[str, PartyView]:
    """Return the parties as they stood then; `digests` are in reading order."""
    names = list(digests)
    views = {}
    for party in settings.parties:
        line = front.lines[party.id]
        entries = Remembered(line, names, digests, source)
        silence = None if entries else line.silence
        views[party.id] = PartyView(party, entries, line.count, line.tone, line.summary, silence)
    return views


def _line(view: PartyView, number: Mapping[str, int], silences: Mapping[str, Silence]) -> Line:
    entries = found_of(view.entries)
    runs: list[int] = []
    for name, place in zip(entries.documents, entries.places, strict=True):
        document = number[name]
        if runs and runs[-3] == document and runs[-2] + runs[-1] == place:
            runs[-1] += 1
        else:
            runs += (document, place, 1)
    return Line(
        view.count,
        view.tone,
        view.summary,
        silences[view.party.id],
        tuple(entries.pinned),
        entries.verified,
        msgspec.Raw(msgspec.msgpack.encode(runs)),
    )


class Remembered(Found):
    """A party's entries, of which no more than the front is known until somebody asks.

    `names` are the ids of the documents of the comparison, in reading order.
    """

    def __init__(
        self, line: Line, names: Sequence[str], digests: Mapping[str, Digest | None], source: Source
    ) -> None:
        self._line = line
        self._names = names
        self._digests = digests
        self._source = source

    @cached_property
    def _runs(self) -> Sequence[tuple[str, int, int]]:
        runs = msgspec.msgpack.decode(self._line.runs, type=list[int])
        names = self._names
        return [(names[n], first, many) for n, first, many in zip(*[iter(runs)] * 3, strict=True)]

    @cached_property
    def rows(self) -> Sequence[Row]:
        """A row for each."""
        rows: list[Row] = []
        for name, first, many in self._runs:
            digest = self._digests[name]
            assert digest is not None  # it has been compared
            rows += digest.rows[first : first + many]
        return rows

    @cached_property
    def documents(self) -> Sequence[str]:
        """The ids of the documents."""
        return list(chain.from_iterable([name] * many for name, _, many in self._runs))

    @cached_property
    def places(self) -> Sequence[int]:
        """Where each stands among those of its document."""
        return list(chain.from_iterable(range(n, n + many) for _, n, many in self._runs))

    @property
    def pinned(self) -> Sequence[int]:
        """The numbers of those that somebody has pinned."""
        return self._line.pinned

    @property
    def verified(self) -> int:
        """How many somebody has verified."""
        return self._line.verified

    def __len__(self) -> int:
        return self._line.count.total
