"""A comparison narrowed to what a filter lets through: the one way to leave statements out.

Panes, matrix, time line, plain text and exports are all made from a `Comparison`; whatever is
made from the narrowed one names the same statements. A party's line is made anew of what is left.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from msgspec.structs import replace

from analysis.comparison.choice import Choice
from analysis.comparison.conflicts import Kept
from analysis.comparison.found import Found, found_of
from analysis.comparison.positions import Cells, position_of
from analysis.comparison.searched import Left, Searched, corrections, distinct
from analysis.comparison.summary import Summaries
from analysis.models import (
    NONE,
    Comparison,
    Demand,
    Document,
    Facet,
    Filter,
    Issue,
    Narrowing,
    PartyView,
    Position,
    Silence,
    SilenceReason,
)
from analysis.models.lazy import Documents, Head, Later, heads_of

_HIDDEN = Silence(SilenceReason.FILTERED)
_STRUCTURE = (Facet.PARTY, Facet.ISSUE)


class Finder:
    """Narrows one comparison, again and again: what is searched is prepared once.

    The first use costs a look at every statement (see `prepare`); each one after that some 40 ms
    of CPU for 100,000 statements, less where a word goes on from one before.
    """

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison

    def prepare(self) -> None:
        """Make ready what most filters need: some 0.3 s of CPU for 100,000 statements."""
        for own in self._searched.values():
            own.prepare()
        _ = self.total

    @cached_property
    def total(self) -> int:
        """How many statements there are; one that counts for two parties is one."""
        return distinct(Left(own, own.columns.all) for own in self._searched.values())

    @cached_property
    def _entries(self) -> dict[str, Found]:
        return {
            view.party.id: found_of(view.entries, self.comparison.documents)
            for view in self.comparison.parties
        }

    @cached_property
    def _searched(self) -> dict[str, Searched]:
        read: dict[str, Sequence[str]] = {}  # by document: each is read once for all parties
        return {
            party: Searched(own, partial(own.said, read)) for party, own in self._entries.items()
        }

    def narrowed(self, wanted: Filter, text: str, *, lines: bool = True) -> Comparison:
        """Return what `wanted`, written as `text`, lets through; all of it where it is empty.

        Without `lines` the one-line positions are left empty where statements are missing, for
        whoever only looks on while a filter is being typed.
        """
        whole = self.comparison
        if not wanted:
            return whole
        views = [view for view in whole.parties if _asked(wanted, Facet.PARTY, view.party.id)]
        documents = self._documents_for(wanted)
        known = frozenset(issue.id for issue in whole.issues)
        kept = {
            view.party.id: self._searched[view.party.id].kept(wanted, documents, known)
            for view in views
        }
        issues = tuple(issue for issue in whole.issues if _asked(wanted, Facet.ISSUE, issue.id))
        silence = _Silence(self, wanted, documents)
        shown = tuple(self._view(view, kept[view.party.id], silence, lines=lines) for view in views)
        chosen = {view.party.id for view in views}
        left = self._documents(kept.values(), documents)
        return Comparison(
            title=whole.title,
            parties=shown,
            issues=issues,
            positions=_Cells(whole.positions, self._rows(wanted, issues), kept, silence),
            documents=left,
            sources=(),
            corrections=corrections(kept.values()),
            narrowing=Narrowing(wanted, text, distinct(kept.values()), self.total),
            left_out=tuple(v.party for v in whole.parties if v.party.id not in chosen),
            conflicts=Later(lambda: Kept(issues, shown).conflicts(whole.conflicts)),
            agreements=Later(lambda: Kept(issues, shown).agreements(whole.agreements)),
            framing={
                name: tuple(f for f in whole.framing[name] if f.party in chosen)
                for name in whole.framing
                if name in left
            },
            tone_method=whole.tone_method,
            made_from=whole.made_from,
        )

    @staticmethod
    def _rows(wanted: Filter, issues: Sequence[Issue]) -> tuple[str, ...]:
        """The rows that are left; the empty one is that of statements that fit no issue."""
        return (*(one.id for one in issues), *(("",) if _asked(wanted, Facet.ISSUE, NONE) else ()))

    # ------------------------------------------------------------ documents

    def _documents_for(self, wanted: Filter) -> frozenset[str] | None:
        """The ids of the documents that fit, None where all do."""
        tests: list[Callable[[Head], bool]] = []
        if wanted.after:
            tests.append(lambda d: d.date[: len(wanted.after)] >= wanted.after)
        if wanted.before:
            tests.append(lambda d: "" < d.date[: len(wanted.before)] <= wanted.before)
        if wanted.dates:
            tests.append(lambda d: any(_on(d.date, day) for day in wanted.dates))
        for demands, fits in ((wanted.wanted, True), (wanted.unwanted, False)):
            for demand in demands:
                if demand.facet in (Facet.OUTLET, Facet.DOCUMENT):
                    tests.append(partial(_names, demand, fits))
        if not tests:
            return None
        found = heads_of(self.comparison.documents).values()
        return frozenset(d.id for d in found if all(test(d) for test in tests))

    def _documents(
        self, groups: Iterable[Left], fitting: frozenset[str] | None
    ) -> Mapping[str, Document]:
        """Those that a statement or the reason of a silence stands in."""
        used = {name for kept in groups for name in kept.documents}
        used |= self._silent if fitting is None else self._silent & fitting
        found = self.comparison.documents
        if isinstance(found, Documents):
            return found.only(used)
        return {name: document for name, document in found.items() if name in used}

    @cached_property
    def _silent(self) -> frozenset[str]:
        """The documents that say why somebody is silent."""
        cells = self.comparison.positions
        found = [
            *(view.silence for view in self.comparison.parties),
            *(
                cells.silences()
                if isinstance(cells, Cells)
                else (cell.silence for cell in cells.values())
            ),
        ]
        return frozenset(one.document for one in found if one and one.document)

    # ------------------------------------------------------------ parties

    def _view(self, view: PartyView, kept: Left, silence: "_Silence", *, lines: bool) -> PartyView:
        if kept.is_whole:
            return replace(view, silence=silence.of(view.silence))
        return replace(
            view,
            entries=kept.entries,
            count=kept.count(),
            tone=kept.tone(),
            summary=self._summaries.of(kept.entries) if lines else (),
            silence=None if kept.size else silence.of_party(view.party.id),
        )

    @cached_property
    def _summaries(self) -> Summaries:
        """Lines of what is left; what most parties speak of is asked of the whole."""
        whole = self.comparison
        choice = Choice((issue.id for issue in whole.issues), self._entries)
        return Summaries(whole.names, whole.documents, choice)


@dataclass(frozen=True)
class _Silence:
    """Why nothing is left, where something is not: the filter hides it, or there was nothing."""

    finder: Finder
    wanted: Filter
    documents: frozenset[str] | None

    def of(self, found: Silence | None) -> Silence | None:
        """Return a reason as it stands in a document, unless that one is hidden, too."""
        if found is None or found.document is None or self.documents is None:
            return found
        return found if found.document in self.documents else _HIDDEN

    def of_party(self, party: str) -> Silence:
        """Return why all of a party is gone: asked about an issue, it may just be silent on it."""
        issues = self.wanted.values(Facet.ISSUE) - {NONE}
        others = [demand for demand in self.wanted.wanted if demand.facet not in _STRUCTURE]
        if not issues or replace(self.wanted, wanted=tuple(others)):
            return _HIDDEN
        cells = (self.finder.comparison.positions[issue, party] for issue in sorted(issues))
        return next((cell.silence for cell in cells if cell.silence is not None), _HIDDEN)


@dataclass(frozen=True)
class _Cells(Mapping[tuple[str, str], Position]):
    """The cells of a narrowed comparison, each made when it is looked at."""

    whole: Mapping[tuple[str, str], Position]
    rows: tuple[str, ...]
    kept: Mapping[str, Left]
    silence: _Silence

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        return {party: frozenset(own.entries.ids) for party, own in self.kept.items()}

    def __getitem__(self, key: tuple[str, str]) -> Position:
        issue, party = key
        if issue not in self.rows or party not in self.kept:
            raise KeyError(key)
        whole, ids = self.whole[key], self._ids[party]
        cell = found_of(whole.entries)
        entries = cell.pick(n for n, name in enumerate(cell.ids) if name in ids)
        if entries:
            return position_of(party, issue, entries)
        silence = _HIDDEN if whole.entries else self.silence.of(whole.silence)
        return Position(party, issue, silence=silence)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return (key for key in self.whole if key[0] in self.rows and key[1] in self.kept)

    def __len__(self) -> int:
        return len(self.rows) * len(self.kept)


# ---------------------------------------------------------------- what a statement has


def _asked(wanted: Filter, facet: Facet, value: str) -> bool:
    asked = wanted.values(facet)
    return (not asked or value in asked) and value not in wanted.values(facet, unwanted=True)


def _on(date: str, day: str) -> bool:
    return date.startswith(day) if day != NONE else not date


def _names(demand: Demand, fits: bool, document: Head) -> bool:
    """Whether a document's names hold one of the values."""
    if demand.facet is Facet.OUTLET:
        names = [document.outlet.lower()]
    else:
        names = [document.name.lower(), document.title.lower()]
    found = any(
        not any(names)
        if value == NONE
        else any(value in name for name in names)
        or (demand.facet is Facet.DOCUMENT and document.id.startswith(value))
        for value in demand.values
    )
    return found is fits
