"""Sequences and mappings that read what they hold when it is looked at.

A dossier of 100,000 statements does not fit into a reader's patience at once: what screens need of
all statements (how many, whose, which) is at hand, the rest comes document by document.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from threading import Lock
from typing import Generic, NamedTuple, TypeVar, overload

from analysis.models.comparison import Entry
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


class Entries(Sequence[Entry]):
    """Entries of which each is read when it is looked at. Equal to what holds equal ones."""

    @property
    @abstractmethod
    def ids(self) -> Sequence[str]:
        """The ids of the statements, in their order; nothing is read."""

    @property
    @abstractmethod
    def documents(self) -> Sequence[str]:
        """The ids of the documents that they stand in, in their order; nothing is read."""

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


def ids_of(entries: Sequence[Entry]) -> Sequence[str]:
    """Return the ids of the statements of `entries`."""
    if isinstance(entries, Entries):
        return entries.ids
    return [entry.statement.id for entry in entries]


def documents_of(entries: Sequence[Entry]) -> Sequence[str]:
    """Return the ids of the documents that `entries` stand in, one for each."""
    if isinstance(entries, Entries):
        return entries.documents
    return [entry.attribution.document for entry in entries]


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
