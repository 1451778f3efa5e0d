"""Entries by their rows: many of them, of which each is read when somebody looks at it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol, overload

from analysis.comparison.rows import Digest, Row, digest_of, entries_in, rows_of, searchable
from analysis.models import Analysis, Document, Entry, Mark
from analysis.models.lazy import Entries, Recent


class Source(Protocol):
    """Where the statements behind rows are read, by the id of their document."""

    def entries(self, document: str) -> Sequence[Entry]:
        """Return an entry for each row of a document."""
        ...

    def said(self, document: str) -> Sequence[str]:
        """Return what can be searched of each of them."""
        ...


class Found(Entries):
    """Entries by their rows. `places` says where each stands among those of its document."""

    def __init__(
        self,
        rows: Sequence[Row],
        documents: Sequence[str],
        places: Sequence[int],
        source: Source,
    ) -> None:
        self._rows = rows
        self._places = places
        self._documents = documents
        self._source = source

    @property
    def rows(self) -> Sequence[Row]:
        """A row for each."""
        return self._rows

    @property
    def briefs(self) -> Sequence[Row]:
        """The rows."""
        return self.rows

    @property
    def documents(self) -> Sequence[str]:
        """The ids of the documents."""
        return self._documents

    @property
    def places(self) -> Sequence[int]:
        """Where each stands among those of its document."""
        return self._places

    @cached_property
    def sorts(self) -> Sequence[tuple[int, int | None]]:
        """The number of the first of each sort that choices tell apart, and of the next.

        The next one is the first of that sort with other words; None where there is none. There are
        few sorts, and to compare the keys of all rows takes ten times as long.
        """
        seen: dict[tuple[object, ...], int] = {}
        other: dict[tuple[object, ...], int] = {}
        rows = self.rows
        for number, row in enumerate(rows):
            sort = (row.voice, row.certainty, row.sided, row.passed_on, row.parties, row.issues)
            first = seen.setdefault(sort, number)
            if sort not in other and rows[first].words != row.words:
                other[sort] = number
        return [(first, other.get(sort)) for sort, first in seen.items()]

    def pick(self, numbers: Iterable[int]) -> "Found":
        """Return those with these numbers, in this order."""
        return Picked(self, list(numbers))

    def at(self, number: int) -> Entry:
        """Return the entry with that number, from 0."""
        return self._source.entries(self.documents[number])[self.places[number]]

    def said(self, found: dict[str, Sequence[str]]) -> list[str]:
        """Return what can be searched of each, in lower case; `found` has it by document.

        What is missing there is put into it.
        """
        for name in self.documents:
            if name not in found:
                found[name] = self._source.said(name)
        places = zip(self.documents, self.places, strict=True)
        return [found[name][place] for name, place in places]

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> "Found": ...
    def __getitem__(self, index: "int | slice") -> "Entry | Found":
        if isinstance(index, slice):
            return self.pick(range(*index.indices(len(self))))
        return self.at(index)

    def __len__(self) -> int:
        return len(self._places)


class Picked(Found):
    """Some of other entries; what is known of them is gathered when somebody asks for it."""

    def __init__(self, whole: Found, numbers: Sequence[int]) -> None:
        self._whole = whole
        self._numbers = numbers

    @cached_property
    def _picked_rows(self) -> Sequence[Row]:
        rows = self._whole.rows
        return [rows[n] for n in self._numbers]

    @property
    def rows(self) -> Sequence[Row]:
        """A row for each."""
        return self._picked_rows

    @cached_property
    def _picked_documents(self) -> Sequence[str]:
        documents = self._whole.documents
        return [documents[n] for n in self._numbers]

    @property
    def documents(self) -> Sequence[str]:
        """The ids of the documents."""
        return self._picked_documents

    @property
    def places(self) -> Sequence[int]:
        """Where each stands among those of its document."""
        places = self._whole.places
        return [places[n] for n in self._numbers]

    def pick(self, numbers: Iterable[int]) -> Found:
        """Return those with these numbers, in this order."""
        return Picked(self._whole, [self._numbers[n] for n in numbers])

    def at(self, number: int) -> Entry:
        """Return the entry with that number, from 0."""
        return self._whole.at(self._numbers[number])

    def said(self, found: dict[str, Sequence[str]]) -> list[str]:
        """Return what can be searched of each, in lower case; as of the whole."""
        whole = self._whole.said(found)
        return [whole[n] for n in self._numbers]

    def __len__(self) -> int:
        return len(self._numbers)


class Held:
    """A source of what is in memory. `analyses` as people decided, `marks` by statement."""

    def __init__(
        self,
        known: Sequence[str],
        documents: Mapping[str, Document],
        analyses: Mapping[str, Analysis],
        marks: Mapping[str, Mark],
    ) -> None:
        self._known = known
        self._documents = documents
        self._analyses = analyses
        self._marks = marks
        self._recent = Recent(self._entries, most=64)

    def _entries(self, document: str) -> Sequence[Entry]:
        if document not in self._analyses:
            return ()
        return entries_in(
            self._known, self._documents[document], self._analyses[document], self._marks
        )

    def entries(self, document: str) -> Sequence[Entry]:
        """Return the entries of all parties in a document."""
        return self._recent.get(document)

    def said(self, document: str) -> Sequence[str]:
        """Return what can be searched of each of them."""
        text = self._documents[document].text
        return [searchable(entry, text) for entry in self.entries(document)]

    def digest(self, document: str) -> Digest | None:
        """Return what a document contributes, None where it has not been analysed."""
        analysis = self._analyses.get(document)
        if analysis is None:
            return None
        return digest_of(self._documents[document], analysis, self.entries(document))


class _Made(dict[str, list[Entry]]):
    """A source of entries that somebody has made."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        super().__init__()
        self._documents = documents

    def entries(self, document: str) -> Sequence[Entry]:
        return self[document]

    def said(self, document: str) -> Sequence[str]:
        text = self._documents[document].text
        return [searchable(entry, text) for entry in self[document]]


def found_of(entries: Sequence[Entry], documents: Mapping[str, Document] | None = None) -> Found:
    """Return entries with their rows: those that they have, or made of what is at hand.

    `documents` are those that they stand in; without them nothing can be searched.
    """
    if isinstance(entries, Found):
        return entries
    made = _Made(documents or {})
    places = []
    for entry in entries:
        own = made.setdefault(entry.attribution.document, [])
        places.append(len(own))
        own.append(entry)
    rows = {
        name: rows_of(own, {e.attribution.id: e.attribution for e in own}.values())
        for name, own in made.items()
    }
    names = [entry.attribution.document for entry in entries]
    chosen = [rows[name][place] for name, place in zip(names, places, strict=True)]
    return Found(chosen, names, places, made)
