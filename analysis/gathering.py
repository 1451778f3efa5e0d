"""What every document contributes to the comparison, worked out once and remembered on the disk.

A dossier of 100,000 statements opens from what was remembered; documents are read when somebody
looks at their statements. What a document contributes is worked out anew when its file, the
decisions on it, the parties or issues, or the program have changed.
"""

import contextlib
import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from analysis.comparison import Digest, digest_of, entries_in, front_of, laid_out, prepared
from analysis.comparison.rows import REPLACED, Row, voice_of
from analysis.errors import Cancelled, StoreError
from analysis.models import (
    Action,
    Attribution,
    Certainty,
    Comparison,
    Corrections,
    Document,
    Entry,
    Kind,
    PartyView,
    Settings,
    Span,
    Statement,
)
from analysis.models.lazy import Head, Recent
from analysis.remembered import Digests, Kept, Memory
from analysis.state import state_of
from analysis.store import Shelf, Store, Summary
from analysis.work import COMPARING, IsCancelled, OnProgress, Progress

if TYPE_CHECKING:
    from analysis.deciding import Decisions

FILE = "comparison.cache"
FEW = 20
"""Up to so many documents are read sooner than looked up; nothing is remembered of them."""
_RECENT = 128  # documents whose entries are kept at hand
_MANY = 20  # changed documents after which it is worth while to remember all of them again
_BIT = 100  # documents that are decoded at once: 5 ms
_STEP = 10  # documents between two words about how far it is
_GONE = "This statement has changed on the disk meanwhile: read the dossier again."


class _Last(NamedTuple):
    """The last comparison, and what it was made from."""

    settings: Settings
    heads: Sequence[Head]
    documents: Mapping[str, Kept]
    shown: Comparison


def _state(settings: Settings, summaries: Sequence[Summary], decisions: "Decisions | None") -> str:
    """What names, in an export, all that it is made from."""
    events = [event.id for event in decisions.events()] if decisions else []
    return state_of(settings, [(one.id, one.provenance) for one in summaries], events)


class Gathering:
    """Makes the comparisons of one dossier."""

    def __init__(self, store: Store, shelf: Shelf) -> None:
        self._store = store
        self._shelf = shelf
        self._path = store.path / FILE
        self._memory: Memory | None = None
        self._unsaved = 0
        self._hold = False
        self._last: _Last | None = None
        self._turn = RLock()  # a screen asks in one thread while another works

    def comparison(
        self,
        settings: Settings,
        decisions: "Decisions | None",
        progress: OnProgress | None = None,
        cancelled: IsCancelled | None = None,
    ) -> Comparison:
        """Return the parties side by side, as the files and `decisions` (None: none) are now.

        Where many documents have to be read for that, `progress` tells how far it is, and it can be
        `cancelled`: what was read counts the next time. Raises Cancelled.
        """
        with self._turn, _uncollected():
            return self._comparison(settings, decisions, progress, cancelled)

    def due(self, settings: Settings, decisions: "Decisions | None") -> int:
        """Return of how many documents it has to be worked out what they contribute."""
        with self._turn:
            memory = self._recalled(len(self._shelf.summaries()))
            if memory.key == self._key(settings):
                return 0
            keys = self._keys(settings, decisions)
            return sum(not _holds(memory, name, key) for name, key in keys.items())

    def _comparison(
        self,
        settings: Settings,
        decisions: "Decisions | None",
        progress: OnProgress | None,
        cancelled: IsCancelled | None,
    ) -> Comparison:
        heads = [Head(s.id, s.name, s.title, s.outlet, s.date) for s in self._shelf.summaries()]
        memory = self._recalled(len(heads))
        key = self._key(settings)
        fresh = memory.key == key
        if not fresh:
            self._gather(memory, settings, decisions, progress, cancelled)
        kept = memory.documents
        digests = Digests(kept)
        current = [head for head in heads if head.id in kept and not kept[head.id].replaced]
        reader = _Reader(self._shelf, digests, settings, decisions, hold=self._hold)
        front = memory.front if fresh else None
        counted = decisions is not None and front is None
        shown = laid_out(
            settings,
            current,
            digests,
            reader,
            reader.document,
            _summed(digests.values(), memory.elsewhere) if counted else None,
            front,
            made_from=partial(_state, settings, self._shelf.summaries(), decisions),
            again=self._unchanged(settings, current, kept),
        )
        self._last = _Last(settings, current, kept, shown)
        if not fresh:
            memory.key, memory.front = key, None
            if self._unsaved >= _MANY:
                self.save()
        return shown

    def _unchanged(
        self, settings: Settings, heads: Sequence[Head], documents: Mapping[str, Kept]
    ) -> dict[str, PartyView]:
        """Return the views of the last comparison that are as they were: after a decision, most."""
        last = self._last
        if last is None or last.settings != settings or last.heads != heads:
            return {}
        touched: set[str] = set()
        for name, kept in documents.items():
            before = last.documents.get(name)
            if before is not kept:
                touched.update(row.party for row in kept.digest.rows)
                touched.update(row.party for row in (before.digest.rows if before else ()))
        return {view.party.id: view for view in last.shown.parties if view.party.id not in touched}

    def ready(self) -> Iterator[None]:
        """Decode and count bit by bit what the last comparison is asked next."""
        last = self._last
        if last is None:
            return
        for number, kept in enumerate(last.documents.values(), 1):
            _ = kept.digest
            if not number % _BIT:
                yield
        yield from prepared(last.shown)

    def hold(self) -> None:
        """From now on keep all at hand that is read: somebody wants to see most of it."""
        self._hold = True
        self._last = None
        self._shelf.hold()

    def save(self) -> None:
        """Remember what was worked out, where there is enough of it."""
        memory, last = self._memory, self._last
        if memory is not None and self._unsaved and len(memory.documents) > FEW:
            if memory.front is None and last is not None:
                memory.front = front_of(last.shown)
            memory.write(self._path)
            self._unsaved = 0

    # ------------------------------------------------------------ working out

    def _recalled(self, documents: int) -> Memory:
        if self._memory is None:
            self._memory = Memory.read(self._path) if documents > FEW else Memory()
        return self._memory

    def _keys(self, settings: Settings, decisions: "Decisions | None") -> dict[str, str]:
        """What each document's contribution depends on, in reading order."""
        base, files = _base(settings), self._store.fingerprints()
        names = [summary.id for summary in self._shelf.summaries()]
        return {
            name: f"{base} {files.get(name)} {decisions.key(name) if decisions else ''}"
            for name in names
        }

    def _gather(
        self,
        memory: Memory,
        settings: Settings,
        decisions: "Decisions | None",
        progress: OnProgress | None,
        cancelled: IsCancelled | None,
    ) -> None:
        keys = self._keys(settings, decisions)
        documents = {n: memory.documents[n] for n, key in keys.items() if _holds(memory, n, key)}
        self._unsaved += len(memory.documents.keys() - keys.keys())
        due = [summary for summary in self._shelf.summaries() if summary.id not in documents]
        for number, summary in enumerate(due):
            if len(due) > FEW and not number % _STEP:
                if cancelled is not None and cancelled():
                    memory.key, memory.documents = "", memory.documents | documents
                    raise Cancelled(
                        f"{len(due) - number} of {len(keys)} articles are not compared yet.",
                        "What is done is kept; reading the dossier again goes on with the rest.",
                    )
                if progress is not None:
                    progress(Progress(number, len(due), summary.name, COMPARING))
            decided = bool(decisions and decisions.key(summary.id))
            digest = self._digest(summary.id, settings, decisions if decided else None)
            if digest is not None:
                documents[summary.id] = Kept(keys[summary.id], digest, memory.sharing)
                self._unsaved += 1
        memory.documents = documents
        memory.elsewhere = decisions.lost(documents) if decisions else 0

    def _digest(
        self, name: str, settings: Settings, decisions: "Decisions | None"
    ) -> Digest | None:
        record = self._shelf.get(name)
        if record is None:
            return None
        known = [party.id for party in settings.parties]
        statements = sum(len(found.parts) for found in record.analysis.attributions)
        if decisions is None:
            entries = entries_in(known, record.document, record.analysis, {})
            counts = Corrections(statements)
            return digest_of(record.document, record.analysis, entries, counts)
        view, counts = decisions.part(name, statements)
        if name in view.replaced:
            return REPLACED
        analysis = view.analyses.get(name, record.analysis)
        entries = entries_in(known, record.document, analysis, view.marks)
        digest = digest_of(record.document, analysis, entries, counts)
        return msgspec.structs.replace(digest, alone=decisions.is_alone(name))

    def _key(self, settings: Settings) -> str:
        """What changes whenever anything does that a comparison is made from."""
        prints = self._store.fingerprints()
        files = sha256(repr(sorted(prints.items())).encode()).hexdigest()
        return f"{_base(settings)} {files} {self._store.state()[0]}"


def _holds(memory: Memory, name: str, key: str) -> bool:
    """Whether what is remembered of a document still holds."""
    kept = memory.documents.get(name)
    return kept is not None and kept.key == key


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Make a hundred thousand small things without looking for garbage among them each time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _base(settings: Settings) -> str:
    """What every document's contribution depends on: the program, the parties, the issues."""
    parties = [(party.id, party.name, party.was) for party in settings.parties]
    issues = [(issue.id, issue.was) for issue in settings.issues]
    return sha256(repr((_program(), parties, issues)).encode()).hexdigest()[:16]


@cache
def _program() -> str:
    """What names the part of the program that works it out: the same on every machine."""
    here = Path(__file__).parent
    parts = ("comparison", "decisions", "models")
    files = [Path(__file__), *(file for part in parts for file in (here / part).iterdir())]
    named = sorted((f.name, f) for f in files if f.suffix in (".py", ".toml"))
    return sha256(b"".join(file.read_bytes() for _, file in named)).hexdigest()[:16]


def _summed(digests: Iterable[Digest], elsewhere: int) -> Corrections:
    """Add up what people decided in all documents."""
    counts = [digest.counts for digest in digests]
    kinds = Counter(kind for one in counts for kind in one.kinds for _ in range(one.kinds[kind]))
    return Corrections(
        statements=sum(one.statements for one in counts),
        corrected=sum(one.corrected for one in counts),
        kinds={action: kinds[action.value] for action in Action if kinds[action.value]},
        verified=sum(one.verified for one in counts),
        added=sum(one.added for one in counts),
        pinned=sum(one.pinned for one in counts),
        noted=sum(one.noted for one in counts),
        orphaned=sum(one.orphaned for one in counts) + elsewhere,
    )


class _Reader:
    """Reads the statements behind the rows of one comparison."""

    def __init__(
        self,
        shelf: Shelf,
        digests: Mapping[str, Digest],
        settings: Settings,
        decisions: "Decisions | None",
        *,
        hold: bool,
    ) -> None:
        self._shelf = shelf
        self._digests = digests
        self._known = [party.id for party in settings.parties]
        self._decisions = decisions
        self._recent = Recent(self._read, most=len(digests) if hold else _RECENT)

    def document(self, name: str) -> Document:
        """Return a document. Raises StoreError where it cannot be read any more."""
        record = self._shelf.get(name)
        if record is None:
            raise StoreError(f"The document {name[:12]} cannot be read.", "See `positions doctor`.")
        return record.document

    def entries(self, document: str) -> Sequence[Entry]:
        """Return an entry for each row of a document."""
        return self._recent.get(document)

    def said(self, document: str) -> Sequence[str]:
        """Return what can be searched of each."""
        return msgspec.msgpack.decode(self._digests[document].said, type=list[str])

    def _read(self, name: str) -> Sequence[Entry]:
        rows = self._digests[name].rows
        record = self._shelf.get(name)
        if record is None:
            return [_gone(row, name) for row in rows]
        alone = self._digests[name].alone
        view = self._decisions.view_of(name, alone=alone) if self._decisions else None
        analysis, marks = record.analysis, view.marks if view else {}
        if view is not None:
            analysis = view.analyses.get(name, analysis)
        found = {
            (entry.party, entry.statement.id): entry
            for entry in entries_in(self._known, record.document, analysis, marks)
        }
        if view is not None and any((row.party, row.statement) not in found for row in rows):
            # Decided since: until that is shown, too, what the machine found will do.
            for entry in entries_in(self._known, record.document, record.analysis, {}):
                found.setdefault((entry.party, entry.statement.id), entry)
        return [found.get((row.party, row.statement)) or _gone(row, name) for row in rows]


def _gone(row: Row, document: str) -> Entry:
    """What stands for a statement that is not there any more."""
    statement = Statement(row.statement, Span(0, 0), "", voice_of(row))
    attribution = Attribution(
        id=f"gone-{row.statement}",
        document=document,
        source=(),
        cue=(),
        content=(),
        kind=Kind.INDIRECT,
        speaker=_GONE,
        party=row.party if row.speaks else None,
        also=(),
        about=() if row.speaks else (row.party,),
        voice=statement.voice,
        certainty=Certainty.ASSERTED,
        chain=(),
        tone=None,
        resolutions=(),
        rule="",
        confidence=0.0,
        parts=(statement,),
    )
    return Entry(row.party, statement.voice, statement, attribution)
