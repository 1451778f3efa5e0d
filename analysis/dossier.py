"""The dossier: the one door through which screens, commands and scripts reach everything.

Importing this module is cheap. Language model, store and settings are imported when they are
used.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from analysis.errors import Cancelled, ModelMissingError, PositionsError, StoreError, UsageError
from analysis.kept import Kept
from analysis.models import (
    Analysis,
    Checked,
    Comparison,
    Document,
    Entry,
    Listed,
    Mismatch,
    Provenance,
    SuggestedIssue,
    SuggestedParty,
)
from analysis.offsets import mismatches
from analysis.places import SETTINGS_FILE, is_dossier, is_vacant, no_dossier
from analysis.work import (
    DONE,
    READING,
    AddReport,
    Alike,
    IsCancelled,
    Language,
    OnProgress,
    Pasted,
    Progress,
    Run,
    Unread,
    extract,
    language_part,
    sources,
)

if TYPE_CHECKING:
    from analysis.deciding import Decisions
    from analysis.gathering import Gathering

__all__ = [
    "AddReport",
    "Checked",
    "Dossier",
    "Mismatch",
    "Pasted",
    "Progress",
    "Unread",
    "extract",
]


_ALIKE = 0.6
"""From so large a share of common runs of words on, two documents are nearly the same."""
_CLOSEST = 3  # documents that a new one is compared with, of those that its sketch is like
_TOGETHER = 32  # documents that stay as they are, and are written in one go


class Dossier(Kept):
    """One subject under study: a folder with its settings, documents, analyses and decisions.

    One thread may work (`add`, `analyze`) while others ask.
    """

    def __init__(self, path: Path, *, language: Language | None = None) -> None:
        super().__init__(path)
        self._language = language
        self._gathered: Gathering | None = None
        self._comparison: tuple[tuple[int, int | None], Comparison] | None = None

    @classmethod
    def open(cls, path: Path, *, language: Language | None = None) -> "Dossier":
        """Open the dossier in the folder `path`.

        Raises UsageError where there is none, SettingsError on its `dossier.toml`, and
        StoreError where a newer program has written it. Damaged documents: see `problems`.
        """
        if not is_dossier(path):
            raise no_dossier(path)
        return cls(path, language=language)

    @classmethod
    def create(
        cls,
        path: Path,
        title: str = "",
        *,
        settings: bytes | None = None,
        language: Language | None = None,
    ) -> "Dossier":
        """Make a dossier in a new or empty folder; UsageError where something is there.

        `settings` is what its `dossier.toml` is to hold: by default a template with `title`.
        """
        from analysis.settings import template
        from analysis.store import Store, write_durably

        try:
            vacant = is_vacant(path)
        except OSError as error:
            raise UsageError(
                f"{path} cannot be used for a dossier: {error.strerror}.", "Choose another folder."
            ) from None
        if not vacant:
            raise UsageError(
                f"{path} is not empty.",
                "Choose a new folder, or open the dossier in it with --dossier.",
            )
        if settings is None:
            settings = template(title or path.resolve().name).encode()
        # The settings last of all would leave a half-made folder that is no dossier; first, every
        # state on the way is either vacant or an empty dossier.
        write_durably(path / SETTINGS_FILE, settings)
        Store(path).prepare()
        return cls(path, language=language)

    def another(self, path: Path) -> "Dossier":
        """Open the dossier at `path` for the same language part; raises as `open`."""
        return Dossier.open(path, language=self._language)

    def new(self, path: Path, title: str = "") -> "Dossier":
        """Make a dossier at `path` for the same language part; raises as `create`."""
        return Dossier.create(path, title, language=self._language)

    def rest(self) -> None:
        """End the process that analyses, where there is one, until it is needed again."""
        from analysis.aside import Aside

        if isinstance(self._language, Aside):
            self._language.rest()

    def close(self) -> None:
        """End work in the middle of a document; what was finished is kept. Nothing follows."""
        from analysis.aside import Aside

        if self._gathered is not None:
            self._gathered.save()

        if isinstance(self._language, Aside):
            self._language.close()

    def catalogue(self) -> tuple[Listed, ...]:
        """Return a line on each document, in order of date and name; reads none of them."""
        stale, said = frozenset(self.stale()), self._said()
        return tuple(
            Listed(
                s.id,
                s.name,
                s.title,
                s.outlet,
                s.date,
                s.size,
                s.id in stale,
                tuple(key for key, one in said.get(s.id, {}).items() if one.text != one.first),
            )
            for s in self._shelf.summaries()
        )

    def comparison(
        self, progress: OnProgress | None = None, cancelled: IsCancelled | None = None
    ) -> Comparison:
        """Return the parties side by side, with what people decided.

        Computed once for each state of the dossier. `progress` and `cancelled` as in `add`, while
        many documents are worked out (see `uncompared`); raises Cancelled where that was stopped.
        """
        cached = self._comparison
        decisions = None if self._undecided() else self.decisions
        state = self._state_of(decisions)
        if cached is None or cached[0] != state:
            # If the dossier changed meanwhile, the state says so to the next who asks.
            made = self._gathering().comparison(self.settings, decisions, progress, cancelled)
            cached = (state, made)
            self._comparison = cached
        return cached[1]

    def uncompared(self) -> int:
        """Return how many documents have to be read before there is a comparison.

        All of them after an import or a change of parties or issues, mostly none: 3 ms each.
        """
        decisions = None if self._undecided() else self.decisions
        return self._gathering().due(self.settings, decisions)

    def ready(self) -> Iterator[None]:
        """Make ready bit by bit, some milliseconds each, what the last comparison is asked next."""
        if self._gathered is not None:
            yield from self._gathered.ready()

    def is_newest(self, comparison: Comparison) -> bool:
        """Whether that is what `comparison` would return now; computes nothing."""
        decisions = None if self._undecided() else self.decisions
        cached = self._comparison
        return (
            cached is not None
            and cached[0] == self._state_of(decisions)
            and cached[1] is comparison
        )

    def _state_of(self, decisions: "Decisions | None") -> tuple[int, int | None]:
        return self._version, decisions.changes if decisions else None

    def hold(self) -> None:
        """Keep all at hand that is read: for whoever goes through it party by party."""
        self._gathering().hold()
        self._comparison = None

    def _gathering(self) -> "Gathering":
        if self._gathered is None:
            from analysis.gathering import Gathering

            self._gathered = Gathering(self._store, self._shelf)
        return self._gathered

    def page(self, party: str, limit: int, start: int = 0) -> tuple[Entry, ...]:
        """Return at most `limit` entries of a party, in reading order, from number `start` on.

        Reads only the documents that it needs; empty where the dossier has no such party.
        """
        from analysis.comparison import entries_of

        decisions = None if self._undecided() else self.decisions
        given = decisions.giving(party) if decisions else frozenset()
        known = [one.id for one in self.settings.parties]
        found: list[Entry] = []
        for summary in sorted(self._shelf.summaries(), key=lambda s: s.date, reverse=True):
            if len(found) >= start + limit:
                break
            if party not in summary.parties and summary.id not in given:
                continue
            record = self._shelf.get(summary.id)
            if record is not None:
                view = decisions.view_of(summary.id) if decisions else None
                analysis, marks = record.analysis, view.marks if view else {}
                if view is not None:
                    analysis = view.analyses.get(summary.id, analysis)
                if view is None or summary.id not in view.replaced:
                    found += entries_of(party, known, record.document, analysis, marks)
        return tuple(found[start : start + limit])

    def others(self) -> Iterator[Entry]:
        """Yield the statements that are of none of the parties, one document after the other."""
        from analysis.comparison import entries_of_others

        view = self._view()
        known = [one.id for one in self.settings.parties]
        for document, analysis in ((r.document, r.analysis) for r in self._shelf.each()):
            if view is None:
                yield from entries_of_others(known, document, analysis, {})
            elif document.id not in view.replaced:
                decided = view.analyses.get(document.id, analysis)
                yield from entries_of_others(known, document, decided, view.marks)

    def suggest_parties(self) -> tuple[SuggestedParty, ...]:
        """Return the stakeholders of the documents that `dossier.toml` lacks, or lacks names of.

        The one with most statements first. Reads every document; what people decided counts.
        """
        from analysis.comparison import suggest

        return suggest(self.settings, *self._decided())

    def suggest_issues(self) -> tuple[SuggestedIssue, ...]:
        """Return what the statements are about that no issue of `dossier.toml` names.

        What most speak of first. Reads every document, and loads no model.
        """
        from analysis.comparison import suggest_issues

        return suggest_issues(self.settings, *self._decided())

    def stale(self) -> tuple[str, ...]:
        """Return the ids of the documents whose analysis is not what it would be now.

        Settings or rules have changed, or the model's version. Loads no model.
        """
        now: dict[str, Provenance | None] = {}
        found = []
        for summary in self._shelf.summaries():
            made = summary.provenance
            if made.model not in now:
                now[made.model] = self._provenance(made.model)
            if now[made.model] != made:
                found.append(summary.id)
        return tuple(found)

    def add(
        self,
        paths: Iterable[Path],
        *,
        stdin: bytes | None = None,
        pasted: Iterable[Pasted] = (),
        encoding: str | None = None,
        model: str | None = None,
        progress: OnProgress | None = None,
        cancelled: IsCancelled | None = None,
    ) -> AddReport:
        """Read, analyse and keep documents: files, folders, one from standard input, pasted ones.

        Each document is on the disk before the next begins. One that cannot be read or analysed
        is reported and the rest goes on. Raises StoreError where nothing can be saved, and
        ModelMissingError.
        """
        from analysis.english import looks_foreign

        wanted = list(sources(paths, stdin, encoding, pasted))
        work = self._run(len(wanted), model, progress, cancelled)
        added: list[Document] = []
        foreign: list[str] = []
        known: list[Document] = []
        unread: list[Unread] = []
        stopped = False
        for done, (name, read) in enumerate(wanted):
            if work.is_cancelled():
                stopped = True
                break
            work.report(done, Path(name).stem, READING)
            try:
                document = read()
                if (before := self._shelf.get(document.id)) is not None:
                    known.append(before.document)
                    continue
                self._keep((document, work.analyse(done, document)))
                added.append(document)
                if looks_foreign(document.text):
                    foreign.append(document.name)
            except (StoreError, ModelMissingError):
                raise
            except Cancelled:
                stopped = True
                break
            except PositionsError as error:
                unread.append(Unread(name, error.message, error.hint))
        self._save()
        alike = tuple(self._alike(added))
        tried = [name for name, _ in wanted[: len(added) + len(known) + len(unread)]]
        self._unread().tried(tried, unread)
        work.report(len(added) + len(known) + len(unread), "", DONE)
        return AddReport(tuple(added), tuple(known), tuple(unread), stopped, tuple(foreign), alike)

    def _alike(self, added: Sequence[Document]) -> Iterator[Alike]:
        """Yield which of the documents just added nearly repeat one that was there before them."""
        from analysis.likeness import Sketches, resemblance

        new = {document.id for document in added}
        made = {summary.id: summary.sketch for summary in self._shelf.summaries()}
        sketches = Sketches()
        for name in made.keys() - new:
            sketches.add(name, made[name])
        for document in added:
            found = [self._shelf.get(name) for name in sketches.like(made[document.id])][:_CLOSEST]
            shares = [
                Alike(document.name, record.document.name, share)
                for record in found
                if record is not None
                and (share := resemblance(document.text, record.document.text)) >= _ALIKE
            ]
            yield from sorted(shares, key=lambda one: -one.share)[:1]
            sketches.add(document.id, made[document.id])

    def analyze(
        self,
        *,
        only_stale: bool = False,
        only: Collection[str] | None = None,
        model: str | None = None,
        progress: OnProgress | None = None,
        cancelled: IsCancelled | None = None,
    ) -> int:
        """Analyse stored documents again and return how many; decisions are not touched.

        `only` names the ones to analyse. Without `model` each by the model that it was analysed
        with before. With `only_stale` those are not analysed on which no change of the settings
        can bear: they keep what was found. What was finished is kept in any case. Raises
        StoreError, ModelMissingError.
        """
        wanted = self.stale() if only_stale else [line.id for line in self._shelf.summaries()]
        wanted = [name for name in wanted if only is None or name in only]
        work = self._run(len(wanted), model, progress, cancelled)
        done = 0
        confirmed: list[tuple[Document, Analysis]] = []
        for number, name in enumerate(wanted):
            if work.is_cancelled():
                break
            record = self._shelf.as_read(name)
            if record is None:
                continue
            document, before = record.document, record.analysis
            found = self._confirmed(document, before, model) if only_stale else None
            if found is not None:
                confirmed.append((document, found))
                if len(confirmed) == _TOGETHER:
                    work.report(number, document.name, READING)
                    self._keep(*confirmed)
                    confirmed.clear()
                continue
            try:
                found = work.analyse(number, document, model or before.provenance.model)
            except Cancelled:
                break
            self._keep((document, found))
            done += 1
        self._keep(*confirmed)
        self._save()
        work.report(len(wanted), "", DONE)
        return done

    def _confirmed(
        self, document: Document, before: Analysis, model: str | None
    ) -> Analysis | None:
        """Return what was found before, if it is what would be found now; None: it may be not."""
        from analysis.reading import clean_view

        now = self._provenance(model or before.provenance.model)
        if now is None or not before.concern:
            return None
        if replace(before.provenance, settings=now.settings) != now:
            return None
        concern = language_part(self._language).concern(self.settings, clean_view(document).text)
        return replace(before, provenance=now) if concern == before.concern else None

    def export(
        self,
        format: str,  # noqa: A002  (the word that users know)
        shown: Comparison | None = None,
    ) -> str:
        """Return the comparison and its evidence; UsageError on an unknown format.

        `shown` is the comparison that a screen holds, where it may be older than the newest.
        """
        from analysis.export import export

        if shown is None:
            self.hold()
        return export(self.comparison() if shown is None else shown, format)

    def check(self) -> Checked:
        """Slice every stored place again; return those whose words are not the document's."""
        view = self._view()
        quotes = 0
        found: dict[Mismatch, None] = {}
        for record in self._shelf.each():
            decided = view.analyses.get(record.document.id) if view else None
            quotes += sum(len(a.parts) for a in (decided or record.analysis).attributions)
            for analysis in (record.analysis, decided):
                if analysis is not None:
                    found.update(dict.fromkeys(mismatches(record.document, analysis)))
        return Checked(quotes, tuple(found))

    def verify_export(self, text: str) -> Checked:
        """Slice every quote of an export again, and hold all of it against the dossier.

        UsageError for a text that is no export.
        """
        from analysis.checking import checked

        return checked(text, self.comparison(), self.documents())

    def _run(
        self,
        total: int,
        model: str | None,
        progress: OnProgress | None,
        cancelled: IsCancelled | None,
    ) -> Run:
        return Run(
            total,
            self.settings,
            model,
            language=self._language,
            progress=progress,
            cancelled=cancelled,
        )

    def _provenance(self, model: str) -> Provenance | None:
        try:
            return language_part(self._language).provenance(self.settings, model)
        except ModelMissingError:
            return None
