"""Sequences and mappings that read what they hold when it is looked at.

A dossier of 100,000 statements does not fit into a reader's patience at once: what screens need of
all statements (how many, whose, which) is at hand, the rest comes document by document.
"""

import contextlib
from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from threading import Lock
from typing import Generic, NamedTuple, Protocol, TypeVar, overload

from analysis.models.comparison import Entry
from analysis.models.decisions import Mark
from analysis.models.filters import Decided
from analysis.models.findings import Document

_T = TypeVar("_T")
_K = TypeVar("_K")


class Recent(Generic[_K, _T]):
    """The last few of what is made at some cost; several threads may ask."""

    def __init__(self, make: Callable[[_K], _T], most: int) -> None:
        self._make = make
        self._most = most
        self._held: dict[_K, _T] = {}
        self._lock = Lock()

    def get(self, key: _K) -> _T:
        """Return what belongs to `key`."""
        with self._lock:
            if key in self._held:
                found = self._held[key] = self._held.pop(key)
                return found
        made = self._make(key)
        with self._lock:
            self._held[key] = made
            if len(self._held) > self._most:
                del self._held[next(iter(self._held))]
        return made


class Brief(Protocol):
    """What is known of an entry without reading it.

    `start` and `end` are its place, `attribution` is that one's id, `confidence` how sure the
    machine is of the statement and of whose it is; `decided` are values of `Facet.IS`.
    """

    @property
    def statement(self) -> str: ...  # noqa: D102
    @property
    def party(self) -> str: ...  # noqa: D102
    @property
    def attribution(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def first(self) -> bool: ...  # noqa: D102
    @property
    def confidence(self) -> float: ...  # noqa: D102
    @property
    def issues(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def decided(self) -> tuple[str, ...]: ...  # noqa: D102


class Entries(Sequence[Entry]):
    """Entries of which each is read when it is looked at. Equal to what holds equal ones."""

    @property
    @abstractmethod
    def briefs(self) -> Sequence[Brief]:
        """What is known of each; nothing is read."""

    @abstractmethod
    def pick(self, numbers: Iterable[int]) -> "Entries":
        """Return those with these numbers, in this order; nothing is read."""

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the statements, in their order; nothing is read."""
        return [brief.statement for brief in self.briefs]

    @property
    @abstractmethod
    def documents(self) -> Sequence[str]:
        """The ids of the documents that they stand in, in their order; nothing is read."""

    @property
    def pinned(self) -> Sequence[int]:
        """The numbers of those that somebody has pinned."""
        found = set(map(attrgetter("decided"), self.briefs))  # there are few sorts
        some = {decided for decided in found if Decided.PINNED in decided}
        if not some:
            return ()
        return [n for n, brief in enumerate(self.briefs) if brief.decided in some]

    @property
    def verified(self) -> int:
        """How many somebody has verified."""
        found = Counter(map(attrgetter("decided"), self.briefs))
        return sum(many for decided, many in found.items() if Decided.VERIFIED in decided)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} entries>"

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """Return where an entry stands, by its statement; ValueError where it does not."""
        if not isinstance(value, Entry):
            raise ValueError(value)
        return self.ids.index(value.statement.id, start, len(self) if stop is None else stop)

    def __contains__(self, value: object) -> bool:
        return isinstance(value, Entry) and value.statement.id in self.ids


class Chosen(Entries):
    """Entries chosen from several others, by (which of them, number there)."""

    def __init__(self, sources: Sequence[Entries], places: Sequence[tuple[int, int]]) -> None:
        self._sources = sources
        self._places = places

    @property
    def briefs(self) -> Sequence[Brief]:
        """What is known of each."""
        briefs = [source.briefs for source in self._sources]
        return [briefs[one][number] for one, number in self._places]

    @property
    def documents(self) -> Sequence[str]:
        """The ids of their documents."""
        documents = [source.documents for source in self._sources]
        return [documents[one][number] for one, number in self._places]

    def pick(self, numbers: Iterable[int]) -> "Chosen":
        """Return those with these numbers, in this order."""
        return Chosen(self._sources, [self._places[number] for number in numbers])

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> "Chosen": ...
    def __getitem__(self, index: "int | slice") -> "Entry | Chosen":
        if isinstance(index, slice):
            return Chosen(self._sources, self._places[index])
        one, number = self._places[index]
        return self._sources[one][number]

    def __len__(self) -> int:
        return len(self._places)


class _Brief(NamedTuple):
    statement: str
    party: str
    attribution: str
    start: int
    end: int
    first: bool
    confidence: float
    issues: tuple[str, ...]
    decided: tuple[str, ...]


class Given(Entries):
    """Entries that are at hand."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)

    @property
    def briefs(self) -> Sequence[Brief]:
        """What is known of each."""
        return [
            _Brief(
                e.statement.id,
                e.party,
                e.attribution.id,
                *e.statement.span,
                e.party == e.attribution.party,
                confidence(e),
                tuple(match.issue for match in e.statement.issues),
                decided_of(e.mark),
            )
            for e in self._entries
        ]

    @property
    def documents(self) -> Sequence[str]:
        """The ids of their documents."""
        return [entry.attribution.document for entry in self._entries]

    def pick(self, numbers: Iterable[int]) -> "Given":
        """Return those with these numbers, in this order."""
        return Given(self._entries[number] for number in numbers)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Entry]: ...
    def __getitem__(self, index: "int | slice") -> "Entry | Sequence[Entry]":
        return self._entries[index]

    def __len__(self) -> int:
        return len(self._entries)


def lazily(entries: Sequence[Entry]) -> Entries:
    """Return entries as such of which something is known without reading them."""
    return entries if isinstance(entries, Entries) else Given(entries)


def confidence(entry: Entry) -> float:
    """Return how sure the machine is of a statement and of whose it is, from 0 to 1."""
    attribution = entry.attribution
    whose = [r.confidence for r in attribution.resolutions if r.party == entry.party]
    return min(attribution.confidence, *whose) if whose else attribution.confidence


def decided_of(mark: Mark | None) -> tuple[str, ...]:
    """Return the values of `Facet.IS` of a statement with this mark."""
    mark = mark or Mark()
    states = (
        (Decided.VERIFIED, mark.verified),
        (Decided.UNVERIFIED, not mark.verified),
        (Decided.CORRECTED, bool(mark.corrected)),
        (Decided.ADDED, mark.added),
        (Decided.PINNED, mark.pinned),
        (Decided.NOTED, bool(mark.note)),
    )
    return tuple(state.value for state, so in states if so)


def ids_of(entries: Sequence[Entry]) -> Sequence[str]:
    """Return the ids of the statements of `entries`."""
    return lazily(entries).ids


def documents_of(entries: Sequence[Entry]) -> Sequence[str]:
    """Return the ids of the documents that `entries` stand in, one for each."""
    return lazily(entries).documents


def in_document(entries: Sequence[Entry], document: str) -> Entries:
    """Return those of `entries` that stand in the document of that id."""
    own = lazily(entries)
    names, found = own.documents, list[int]()
    with contextlib.suppress(ValueError):  # none is left; a loop over all takes ten times as long
        while True:
            found.append(names.index(document, found[-1] + 1 if found else 0))
    return own.pick(found)


class Later(Sequence[_T]):
    """A sequence that is made when somebody looks at it."""

    def __init__(self, make: Callable[[], Iterable[_T]]) -> None:
        self._make: Callable[[], Iterable[_T]] | None = make
        self._made: tuple[_T, ...] = ()

    def _all(self) -> tuple[_T, ...]:
        make = self._make
        if make is not None:
            self._made = tuple(make())
            self._make = None
        return self._made

    @overload
    def __getitem__(self, index: int) -> _T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_T]: ...
    def __getitem__(self, index: int | slice) -> _T | Sequence[_T]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[_T]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    __hash__ = None  # type: ignore[assignment]


class Head(NamedTuple):
    """What is known of a document without reading it; names as in `Document`."""

    id: str
    name: str
    title: str
    outlet: str
    date: str

    @classmethod
    def of(cls, document: Document) -> "Head":
        """Return the head of a document."""
        return cls(document.id, document.name, document.title, document.outlet, document.date)


class Documents(Mapping[str, Document]):
    """Documents by id, in reading order; each is read when it is looked at."""

    def __init__(self, heads: Mapping[str, Head], read: Callable[[str], Document]) -> None:
        self.heads = heads
        self._read = read

    def __getitem__(self, key: str) -> Document:
        if key not in self.heads:
            raise KeyError(key)
        return self._read(key)

    def __contains__(self, key: object) -> bool:
        return key in self.heads

    def __iter__(self) -> Iterator[str]:
        return iter(self.heads)

    def __len__(self) -> int:
        return len(self.heads)

    def only(self, wanted: "set[str] | frozenset[str]") -> "Documents":
        """Return those of the ids that are `wanted`."""
        heads = {name: head for name, head in self.heads.items() if name in wanted}
        return Documents(heads, self._read)


def heads_of(documents: Mapping[str, Document]) -> Mapping[str, Head]:
    """Return what is known of documents without reading them."""
    if isinstance(documents, Documents):
        return documents.heads
    return {name: Head.of(document) for name, document in documents.items()}
