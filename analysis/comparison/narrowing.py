"""A comparison narrowed to what a filter lets through: the one way to leave statements out.

Panes, matrix, time line, plain text and exports are all made from a `Comparison`; whatever is
made from the narrowed one names the same statements. A party's line is made anew of what is left.
"""

import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from analysis.characters import one_line
from analysis.comparison.choice import Choice
from analysis.comparison.conflicts import Kept
from analysis.comparison.context import speaks
from analysis.comparison.entries import count, tone_of
from analysis.comparison.positions import position_of
from analysis.comparison.summary import Summaries
from analysis.models import (
    NONE,
    Attribution,
    Comparison,
    Corrections,
    Decided,
    Demand,
    Document,
    Entry,
    Facet,
    Filter,
    Issue,
    LayerKind,
    Mark,
    Narrowing,
    PartyView,
    Passing,
    Position,
    Silence,
    SilenceReason,
    Span,
    StanceValue,
)

Test = Callable[[Entry], bool]

_HIDDEN = Silence(SilenceReason.FILTERED)
_STRUCTURE = (Facet.PARTY, Facet.ISSUE)


class Finder:
    """Narrows one comparison, again and again: what is searched is prepared once.

    The first use of words costs a look at every statement; each one after that some 10 ms of CPU
    for 100,000 statements and word.
    """

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison

    @cached_property
    def total(self) -> int:
        """How many statements there are; one that counts for two parties is one."""
        return _distinct(view.entries for view in self.comparison.parties)

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
        kept = {view.party.id: self._kept(view, wanted, documents) for view in views}
        issues = tuple(issue for issue in whole.issues if _asked(wanted, Facet.ISSUE, issue.id))
        silence = _Silence(self, wanted, documents)
        shown = tuple(self._view(view, kept[view.party.id], silence, lines=lines) for view in views)
        chosen = {view.party.id for view in views}
        divided = Kept(issues, shown)
        return Comparison(
            title=whole.title,
            parties=shown,
            issues=issues,
            positions=_Cells(whole.positions, self._rows(wanted, issues), kept, silence),
            documents=self._documents(shown, documents),
            sources=(),
            corrections=_corrections(shown),
            narrowing=Narrowing(wanted, text, _distinct(kept.values()), self.total),
            left_out=tuple(v.party for v in whole.parties if v.party.id not in chosen),
            conflicts=divided.conflicts(whole.conflicts),
            agreements=divided.agreements(whole.agreements),
        )

    @staticmethod
    def _rows(wanted: Filter, issues: Sequence[Issue]) -> tuple[str, ...]:
        """The rows that are left; the empty one is that of statements that fit no issue."""
        return (*(one.id for one in issues), *(("",) if _asked(wanted, Facet.ISSUE, NONE) else ()))

    # ------------------------------------------------------------ statements

    def _kept(
        self, view: PartyView, wanted: Filter, documents: frozenset[str] | None
    ) -> tuple[Entry, ...]:
        entries = view.entries
        places: Sequence[int] = range(len(entries))
        if wanted.words or wanted.without or wanted.patterns:
            said = self._said[view.party.id]
            for word in wanted.words:
                places = [i for i in places if word in said[i]]
            for word in wanted.without:
                places = [i for i in places if word not in said[i]]
            for pattern in wanted.patterns:
                search = _compiled(pattern).search
                places = [i for i in places if search(said[i])]
        found = [entries[i] for i in places]
        for test in self._tests(wanted, documents):
            found = [entry for entry in found if test(entry)]
        # The same tuple where nothing is missing: what is made of it can stay, too.
        return entries if len(found) == len(entries) else tuple(found)

    @cached_property
    def _said(self) -> dict[str, list[str]]:
        """What is searched, of each statement of each party, in lower case."""
        return {
            view.party.id: [self._words(e) for e in view.entries]
            for view in self.comparison.parties
        }

    def _words(self, entry: Entry) -> str:
        attribution = entry.attribution
        text = self.comparison.documents[attribution.document].text
        spans: set[Span] = {*attribution.cue, *entry.around}
        parts = [
            entry.statement.quote,
            attribution.speaker,
            *(span.of(text) for span in sorted(spans)),
            *((entry.mark.note,) if entry.mark and entry.mark.note else ()),
        ]
        # Looking for characters to leave out takes longer than seeing that there are none.
        return "\n".join(p if p.isprintable() else one_line(p) for p in parts).lower()

    def _tests(self, wanted: Filter, documents: frozenset[str] | None) -> Iterator[Test]:
        if documents is not None:
            yield lambda entry: entry.attribution.document in documents
        issues = wanted.values(Facet.ISSUE) & {issue.id for issue in self.comparison.issues}
        for demands, fits in ((wanted.wanted, True), (wanted.unwanted, False)):
            for demand in demands:
                values = self._values.get(demand.facet)
                if values is not None:
                    yield partial(_fits, values, frozenset(demand.values), fits)
                elif demand.facet is Facet.STANCE:
                    yield partial(_fits, partial(_stances, issues), frozenset(demand.values), fits)

    @cached_property
    def _values(self) -> dict[Facet, Callable[[Entry], frozenset[str]]]:
        known = frozenset(issue.id for issue in self.comparison.issues)
        return {
            Facet.ISSUE: partial(_issues, known),
            Facet.VOICE: lambda entry: frozenset((entry.voice.value,)),
            Facet.KIND: lambda entry: frozenset((entry.attribution.kind.value,)),
            Facet.CERTAINTY: lambda entry: frozenset((entry.statement.certainty.value,)),
            Facet.TONE: _tones,
            Facet.IS: _decided,
            Facet.THROUGH: _passing,
        }

    # ------------------------------------------------------------ documents

    def _documents_for(self, wanted: Filter) -> frozenset[str] | None:
        """The ids of the documents that fit, None where all do."""
        tests: list[Callable[[Document], bool]] = []
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
        found = self.comparison.documents.values()
        return frozenset(d.id for d in found if all(test(d) for test in tests))

    def _documents(
        self, views: Sequence[PartyView], fitting: frozenset[str] | None
    ) -> dict[str, Document]:
        """Those that a statement or the reason of a silence stands in."""
        used = {entry.attribution.document for view in views for entry in view.entries}
        used |= self._silent if fitting is None else self._silent & fitting
        return {name: found for name, found in self.comparison.documents.items() if name in used}

    @cached_property
    def _silent(self) -> frozenset[str]:
        """The documents that say why somebody is silent."""
        found = [
            *(view.silence for view in self.comparison.parties),
            *(cell.silence for cell in self.comparison.positions.values()),
        ]
        return frozenset(one.document for one in found if one and one.document)

    # ------------------------------------------------------------ parties

    def _view(
        self, view: PartyView, kept: tuple[Entry, ...], silence: "_Silence", *, lines: bool
    ) -> PartyView:
        if kept is view.entries:
            return replace(view, silence=silence.of(view.silence))
        return replace(
            view,
            entries=kept,
            count=count(kept),
            tone=tone_of(kept),
            summary=self._summaries.of(kept) if lines else (),
            silence=None if kept else silence.of_party(view.party.id),
        )

    @cached_property
    def _summaries(self) -> Summaries:
        """Lines of what is left; what most parties speak of is asked of the whole."""
        whole = self.comparison
        spoken: defaultdict[str, dict[str, Attribution]] = defaultdict(dict)
        for view in self.comparison.parties:
            for entry in view.entries:
                spoken[entry.attribution.document][entry.attribution.id] = entry.attribution
        choice = Choice(lambda name: spoken[name].values(), whole.positions)
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
    kept: Mapping[str, tuple[Entry, ...]]
    silence: _Silence

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        return {party: frozenset(e.statement.id for e in own) for party, own in self.kept.items()}

    def __getitem__(self, key: tuple[str, str]) -> Position:
        issue, party = key
        if issue not in self.rows or party not in self.kept:
            raise KeyError(key)
        whole, ids = self.whole[key], self._ids[party]
        entries = tuple(entry for entry in whole.entries if entry.statement.id in ids)
        if entries:
            return position_of(party, issue, entries)
        silence = _HIDDEN if whole.entries else self.silence.of(whole.silence)
        return Position(party, issue, silence=silence)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return (key for key in self.whole if key[0] in self.rows and key[1] in self.kept)

    def __len__(self) -> int:
        return len(self.rows) * len(self.kept)


# ---------------------------------------------------------------- what a statement has


def _compiled(pattern: str) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what may mean something else one day
        return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


def _asked(wanted: Filter, facet: Facet, value: str) -> bool:
    asked = wanted.values(facet)
    return (not asked or value in asked) and value not in wanted.values(facet, unwanted=True)


def _fits(
    values: Callable[[Entry], frozenset[str]], asked: frozenset[str], fits: bool, entry: Entry
) -> bool:
    return values(entry).isdisjoint(asked) is not fits


def _issues(known: frozenset[str], entry: Entry) -> frozenset[str]:
    found = known.intersection(match.issue for match in entry.statement.issues)
    return found or frozenset((NONE,))


def _stances(issues: frozenset[str], entry: Entry) -> frozenset[str]:
    asked = issues or entry.statement.stances.keys()
    found = {entry.stance(issue) for issue in asked} - {StanceValue.NONE}
    return frozenset(stance.value for stance in found) or frozenset((NONE,))


def _tones(entry: Entry) -> frozenset[str]:
    tone = entry.statement.tone if entry.voice.is_own else None
    return frozenset((tone.label if tone else NONE,))


def _decided(entry: Entry) -> frozenset[str]:
    mark = entry.mark or Mark()
    states = (
        (Decided.VERIFIED, mark.verified),
        (Decided.UNVERIFIED, not mark.verified),
        (Decided.CORRECTED, bool(mark.corrected)),
        (Decided.ADDED, mark.added),
        (Decided.PINNED, mark.pinned),
        (Decided.NOTED, bool(mark.note)),
    )
    return frozenset(state.value for state, so in states if so)


def _passing(entry: Entry) -> frozenset[str]:
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
    return frozenset(found or (Passing.NOBODY.value,))


def _on(date: str, day: str) -> bool:
    return date.startswith(day) if day != NONE else not date


def _names(demand: Demand, fits: bool, document: Document) -> bool:
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


# ---------------------------------------------------------------- counting


def _distinct(groups: Iterable[Sequence[Entry]]) -> int:
    return len({entry.statement.id for entries in groups for entry in entries})


def _corrections(views: Sequence[PartyView]) -> Corrections:
    """What people decided about the statements that are left."""
    statements = {e.statement.id: e for view in views for e in view.entries}
    marks = [entry.mark for entry in statements.values() if entry.mark is not None]
    return Corrections(
        statements=len(statements) - sum(mark.added for mark in marks),
        corrected=sum(bool(mark.corrected) for mark in marks),
        kinds=dict(sorted(Counter(kind for mark in marks for kind in mark.corrected).items())),
        verified=sum(mark.verified for mark in marks),
        added=sum(mark.added for mark in marks),
        pinned=sum(mark.pinned for mark in marks),
        noted=sum(bool(mark.note) for mark in marks),
    )
