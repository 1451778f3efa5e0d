"""The documents of a dossier, read from the disk when they are asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock
from typing import TYPE_CHECKING

from msgspec.structs import replace

from analysis.store.articles import Record
from analysis.store.index import Summary
from analysis.store.problems import Problem
from analysis.store.store import Store

if TYPE_CHECKING:
    from analysis.models.described import Said

_HELD = 64  # records that are kept at hand when not all of them were asked for


class Shelf:
    """The records of a store. One thread may put while others ask.

    `said` gives what people say of documents themselves, by id: documents come out with it.
    """

    def __init__(
        self, store: Store, said: Callable[[], "Mapping[str, Mapping[str, Said]]"] = dict
    ) -> None:
        self._store = store
        self._said = said
        self._lock = Lock()
        self._held: dict[str, tuple[Summary, Record]] = {}
        self._whole = False
        self._summaries: dict[str, Summary] = {}
        self._changes = 0
        self._ordered: tuple[int, object, list[Summary]] = (0, None, [])

    def refresh(self) -> tuple[Problem, ...]:
        """Take in what has changed on the disk; return what is wrong there.

        Raises NewerSchemaError.
        """
        problems = self._store.refresh()
        with self._lock:
            self._summaries = {summary.id: summary for summary in self._store.summaries()}
            self._changes += 1
            self._held = {
                name: held
                for name, held in self._held.items()
                if self._summaries.get(name) == held[0]
            }
            self._whole = self._whole and len(self._held) == len(self._summaries)
        return problems

    def save(self) -> None:
        """Write down what is known of the files, so that the next start has less to read."""
        self._store.save()

    def __contains__(self, document_id: str) -> bool:
        return document_id in self._summaries

    def summaries(self) -> list[Summary]:
        """Return a line on every document, in order of date and name; reads none of them."""
        changes, said, (known, before, ordered) = self._changes, self._said(), self._ordered
        if known != changes or said != before:
            # Copied in one step: another thread may add.
            found = list(self._summaries.values())
            ordered = _in_order(
                _summary(one, said[one.id]) if one.id in said else one for one in found
            )
            self._ordered = (changes, said, ordered)
        return ordered

    def get(self, document_id: str) -> Record | None:
        """Return a document with its analysis, None where there is none that can be read."""
        return self._as_said(self.as_read(document_id))

    def as_read(self, document_id: str) -> Record | None:
        """Return it as it was read, without what people say of it."""
        with self._lock:
            return self._get(document_id)

    def all(self) -> list[Record]:
        """Return all of them, in order of date and name, and keep them at hand from now on."""
        with self._lock:
            self._whole = True
        found = (self.get(summary.id) for summary in self.summaries())
        return [record for record in found if record is not None]

    def hold(self) -> None:
        """Keep at hand what is read from now on, until the next refresh."""
        with self._lock:
            self._whole = True

    def each(self) -> Iterator[Record]:
        """Yield them one by one in the same order, holding none that was not at hand."""
        for summary in self.summaries():
            record = self.get(summary.id)
            if record is not None:
                yield record

    def put(self, *records: Record) -> None:
        """Keep documents with their analyses, durably. Raises as `Store.put`."""
        for _ in self._store.put_all(records):
            pass
        with self._lock:
            for record in records:
                summary = Summary.of(record)
                self._summaries[summary.id] = summary
                self._hold(summary, record)
            self._changes += 1

    def _as_said(self, record: Record | None) -> Record | None:
        # Outside the lock: who asks what was decided may be the one who waits for it.
        said = self._said().get(record.document.id) if record is not None else None
        if record is None or said is None:
            return record
        from analysis.models.described import as_described, as_published

        document = as_described(record.document, said)
        return Record(
            document, as_published(record.analysis, record.document.outlet, document.outlet)
        )

    def _get(self, name: str) -> Record | None:
        held = self._held.get(name)
        if held is not None:
            return held[1]
        summary = self._summaries.get(name)
        record = next(self._store.records([name]), None) if summary is not None else None
        if record is not None and summary is not None:
            self._hold(summary, record)
        return record

    def _hold(self, summary: Summary, record: Record) -> None:
        if not self._whole and len(self._held) >= _HELD:
            del self._held[next(iter(self._held))]
        self._held[summary.id] = (summary, record)


def _summary(summary: Summary, said: "Mapping[str, Said]") -> Summary:
    fields = {key: one.over(getattr(summary, key)) for key, one in said.items() if key != "author"}
    return replace(summary, **fields)


def _in_order(summaries: Iterable[Summary]) -> list[Summary]:
    return sorted(summaries, key=lambda summary: (summary.date, summary.name, summary.id))
