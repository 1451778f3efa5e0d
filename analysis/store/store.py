"""The files of one dossier: articles, analyses and decisions, and the cache on them."""

import contextlib
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from analysis.errors import StoreError
from analysis.models import Analysis, Document, Event
from analysis.store.articles import Articles, Record, Written
from analysis.store.files import Stamp, leftovers, move_away
from analysis.store.files import stamp as stamp_of
from analysis.store.index import Index, Summary, load_index, save_index
from analysis.store.ledger import Ledger, Recalled
from analysis.store.problems import Problem
from analysis.store.storage import SCHEMA, DamagedFileError, NewerSchemaError, is_outdated

BATCH = 32
"""How many documents an import writes before it waits for the disk."""

_SHARD = re.compile(r"[0-9a-f]{2}")
_OLD = 60.0  # seconds: no save takes as long
_PATIENCE = 2.0  # seconds that bringing files to today's form may take at one start

FOLDERS = ("documents", "derived", "human", "backups")


class Store:
    """The files of one dossier. Making this object reads and writes nothing.

    Several processes may use the same folder: every file is replaced whole, and only decisions
    are made one after the other.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._articles = Articles(path)
        self._ledger = Ledger(path)
        self._index: Index | None = None
        self._differs = False  # log and files of decisions
        self.is_news = True
        """Whether what the last `refresh` changed in `state` may be another's work."""

    def prepare(self) -> None:
        """Make the folders of an empty store. Raises StoreError."""
        self._articles.prepare()
        self._ledger.prepare()

    # ------------------------------------------------------------ articles

    def put(self, document: Document, analysis: Analysis) -> None:
        """Keep a document and its analysis in place of what was kept of it before.

        It is on the disk when this returns. A damaged file in its place is kept in `backups/`.
        Raises StoreError, NewerSchemaError; the previous version then is intact.
        """
        for _ in self.put_all([Record(document, analysis)]):
            pass

    def put_all(self, records: Iterable[Record], batch: int = BATCH) -> Iterator[str]:
        """Keep many documents; yield the id of each when it is on the disk.

        Only `batch` of them are held at a time. Raises as `put`; what was yielded is kept.
        """
        self.prepare()
        left = iter(records)
        while some := list(islice(left, batch)):
            for written in self._articles.put(some):
                self._known().note(written)
            yield from (record.document.id for record in some)

    def record(self, document_id: str) -> Record | None:
        """Return a document with its analysis, None where there is none.

        Raises ValueError on what is no id, DamagedFileError, NewerSchemaError.
        """
        return self._articles.read(document_id)

    def document(self, document_id: str) -> Document | None:
        """Return the document of that id; as `record`."""
        record = self.record(document_id)
        return record.document if record else None

    def analysis(self, document_id: str) -> Analysis | None:
        """Return the analysis of that document; as `record`."""
        record = self.record(document_id)
        return record.analysis if record else None

    def load(self) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
        """Return every document that can be read, in order of date and name, and what is wrong.

        All of them stand in memory then; see `refresh` for what does with less, and raises the
        same.
        """
        problems = self.refresh()
        return tuple(self.records(summary.id for summary in self.summaries())), problems

    # ------------------------------------------------------------ without loading all

    def refresh(self) -> tuple[Problem, ...]:
        """Take in what has changed on the disk since, and return what is wrong there.

        Only files with another stamp are read, and where a dossier was copied only their bytes.
        Files of an older form are rewritten, for a while. Raises NewerSchemaError where a newer
        program has written here; nothing is changed then.
        """
        index = self._known()
        problems = []
        stamps = self._articles.stamps()
        for name in index.lines.keys() - stamps.keys():
            del index.lines[name]
        for name, stamp in stamps.items():
            try:
                self._take_in(index, name, stamp)
            except DamagedFileError as error:
                problems.append(self._articles.problem(error))
                index.lines.pop(name, None)
        problems += self._articles.lost()
        differences = self._ledger.compare()
        self._differs = bool(differences)
        problems += differences
        self._migrate(index)
        # What was written here is no news, unless somebody has imported meanwhile.
        self.is_news = not (self.save() and self._articles.stamps() == stamps)
        return tuple(problems)

    def _take_in(self, index: Index, name: str, stamp: Stamp) -> None:
        """Take in the file of a document, if it is another one. Raises DamagedFileError."""
        line = index.lines.get(name)
        if line is not None and line.stamp == stamp:
            return
        if line is not None and line.fingerprint == self._articles.fingerprint(name):
            line.stamp = stamp
            return
        schema, fingerprint, record = self._articles.read_as(name)
        if record is not None:
            index.note(Written(record, stamp, fingerprint), schema)

    def save(self) -> bool:
        """Write the cache, so that the next start has less to read; return whether it was old."""
        index = self._known()
        index.agreement = self._ledger.agreement
        return save_index(self.path / "index.json", index)

    def summaries(self) -> tuple[Summary, ...]:
        """Return a line on every document as of the last `refresh`, by date and name."""
        lines = list(self._known().lines.values())
        found = (line.summary for line in lines)
        return tuple(sorted(found, key=lambda summary: (summary.date, summary.name, summary.id)))

    def fingerprints(self) -> dict[str, str]:
        """Return what the file of each document is told by, as of the last `refresh`."""
        return {name: line.fingerprint for name, line in list(self._known().lines.items())}

    def records(self, document_ids: Iterable[str]) -> Iterator[Record]:
        """Yield documents one by one; those that are gone or damaged are passed over."""
        for name in document_ids:
            with contextlib.suppress(DamagedFileError):
                record = self._articles.read(name)
                if record is not None:
                    yield record

    def holding(self, ref: str) -> tuple[str, ...]:
        """Return the ids of the documents with a statement whose id begins with `ref`.

        Those that the machine found, as of the last `refresh`; reads no document.
        """
        lines = list(self._known().lines.values())
        return tuple(line.summary.id for line in lines if line.summary.holds(ref))

    # ------------------------------------------------------------ decisions

    def append(self, events: Sequence[Event]) -> None:
        """Keep decisions, all of them or none; they are on the disk when this returns.

        Raises ValueError where an event's document is no document's id, LockedError where
        another process keeps the lock, NewerSchemaError, StoreError.
        """
        self._ledger.append(events)

    def events(self, document: str | None = None) -> tuple[Event, ...]:
        """Return what was decided, oldest first: on one document, or on all of them.

        What a damaged or deleted file of decisions held comes from the log, and the other way
        round. Raises ValueError on what is no document's id, NewerSchemaError, StoreError.
        """
        return self._ledger.events(document)

    def recalled(self) -> Recalled | None:
        """Return what an append of this object took from a copy of lost decisions, and forget it.

        Decisions after that copy may be missing for ever: whoever decides must be told.
        """
        found, self._ledger.recalled = self._ledger.recalled, None
        return found

    def is_undecided(self) -> bool:
        """Whether nobody has decided anything; reads no decision."""
        return not self._ledger.documents()

    def describes(self) -> bool:
        """Whether any decision may be about a document itself; mostly one look at the disk."""
        return self._differs or self._ledger.describes()

    def state(self) -> tuple[Stamp | None, ...]:
        """Return what changes whenever somebody has decided or finished an import.

        Two looks at the disk, nothing is read.
        """
        return tuple(stamp_of(self.path / name) for name in ("human/log.jsonl", "index.json"))

    # ------------------------------------------------------------ health

    def health(self) -> tuple[Problem, ...]:
        """Read every file and return what is wrong, a newer schema among it; change nothing."""
        problems: list[Problem] = []
        for name in self._articles.stamps():
            try:
                self._articles.read(name)
            except StoreError as error:
                problems.append(self._articles.problem(error))
        problems += self._articles.lost()
        problems += self._articles.copy_faults()
        try:
            problems += Ledger(self.path).compare(restore=False)
        except NewerSchemaError as error:
            problems.append(Problem("human", error.message, error.hint))
        return tuple(problems)

    def repair(self) -> tuple[Problem, ...]:
        """Restore what can be restored; return what was wrong, and what became of it.

        Damaged files are kept in `backups/`. An analysis that was lost stands there empty, as
        one that settings have changed for, and is to be made again. Raises NewerSchemaError,
        LockedError, StoreError.
        """
        done = list(self._freed())
        self.prepare()
        self._ledger = Ledger(self.path)
        done += [*self._ledger.repair(), *self._articles.repair()]
        self._index = None
        self.refresh()
        return tuple(done)

    def _freed(self) -> Iterator[Problem]:
        """Move away what stands in the place of a folder: a file, or a link to elsewhere."""
        backups = self.path / "backups"
        places = [backups, *(self.path / name for name in FOLDERS)]
        for name in ("documents", "derived", "human"):
            with contextlib.suppress(OSError):
                places += [p for p in (self.path / name).iterdir() if _SHARD.fullmatch(p.name)]
        for path in places:
            if path.is_symlink() or (path.exists() and not path.is_dir()):
                kept = move_away(path, self.path if path == backups else backups)
                hint = f"It is now {kept.relative_to(self.path)}."
                name = str(path.relative_to(self.path))
                yield Problem(name, "it stood in the place of a folder", hint)

    def backup(self, target: Path) -> int:
        """Put the whole dossier into one archive, read back after; return how many files.

        What is kept in `backups/` stays out of it. Raises LockedError, StoreError.
        """
        from analysis.store.archive import PARTS, write_archive  # zipfile costs every start 7 ms

        return write_archive(self.path, PARTS, target, self._ledger.lock())

    def leftovers(self) -> tuple[str, ...]:
        """Return what saves that were cut short have left: harmless, and never read."""
        folders = [self.path, *(self.path / name for name in FOLDERS)]
        for name in FOLDERS:
            folders += sorted(path for path in (self.path / name).glob("*") if path.is_dir())
        found = [path for folder in folders for path in leftovers(folder)]
        return tuple(str(path.relative_to(self.path)) for path in found)

    def remove_leftovers(self) -> tuple[str, ...]:
        """Delete what saves that were cut short have left, and return it.

        Only what is old: another process may be in the middle of a save.
        """
        gone = []
        for name in self.leftovers():
            path = self.path / name
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _OLD:
                    path.unlink()
                    gone.append(name)
        return tuple(gone)

    def _known(self) -> Index:
        if self._index is None:
            self._index = load_index(self.path / "index.json")
            self._ledger.remember(self._index.agreement)
        return self._index

    def _migrate(self, index: Index) -> None:
        """Give files of an older form today's, one by one, after a copy of `human/`.

        Articles that lack their second copy get it. Cut short, or once it has taken the patience of
        whoever opens the dossier, it goes on at the next start; where nothing can be written, old
        forms are read as they are.
        """
        until = time.monotonic() + _PATIENCE
        old = [name for name, line in index.lines.items() if is_outdated(line.schema)]
        with contextlib.suppress(StoreError):
            if old or self._ledger.old:
                self._keep_human_before_migration()
                with self._ledger.lock():
                    self._ledger.rewrite_old(until)
            for name in sorted({*old, *(n for n in self._articles.uncopied() if n in index.lines)}):
                if time.monotonic() > until:
                    return
                written = self._articles.rewrite(name)
                if written is not None:
                    index.note(written)

    def _keep_human_before_migration(self) -> None:
        self.prepare()
        copy = self.path / "backups" / f"human-before-schema-{SCHEMA}.zip"
        if not copy.exists():
            from analysis.store.archive import write_archive

            write_archive(self.path, ("human",), copy, self._ledger.lock())
