"""The analyses as people decided: pure, from the events and what the machine found."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from analysis.decisions.anchoring import REPEATED, Finder, Found, Placed
from analysis.decisions.effects import applied, mark_of, summed
from analysis.decisions.rebuilding import regrouped, restored, told_anew
from analysis.decisions.replay import ordered, standing
from analysis.decisions.versions import same_context, same_source
from analysis.models import (
    Action,
    Analysis,
    Anchor,
    Attribution,
    Corrections,
    Document,
    Event,
    Mark,
    Span,
)
from analysis.models.attachment import Attached, How, Orphan

Subject = tuple[str, str]
"""What decisions are about: a document's id and the id that the statement had in it."""

Loaded = tuple[Document, Analysis]
Find = Callable[[str], Loaded | None]

_CARRIED = (Action.ADD, Action.VERIFY, Action.PIN)
_ANOTHER_CONTEXT = "its words stand there, but may be another's: who is meant has changed"
_NO_DOCUMENT = "its article cannot be read or is not in the dossier"


class View(Struct, frozen=True):
    """What people decided, applied.

    `analyses` holds those documents only that events concern; `machine` the statements that events
    concern, as the machine found them; `rejected` the ids of those that are left out; `replaced`
    the documents that a newer version
    took the place of (old id to new id).
    """

    analyses: Mapping[str, Analysis] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    machine: Mapping[str, Placed] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()
    replaced: Mapping[str, str] = field(default_factory=dict)
    attached: tuple[Attached, ...] = ()
    orphans: tuple[Orphan, ...] = ()


def decided(
    events: Iterable[Event],
    find: Find,
    names: Mapping[str, str],
    only: str | None = None,
    issues: Collection[str] | None = None,
) -> View:
    """Apply the events that stand; `find` gives a document by id, `names` those of the parties,
    `issues` the ids of the issues (None: any).

    The same events in any order give the same view. With `only` that of one document: nothing
    is read but that and the versions that it took the place of.
    """
    everything = ordered(events)
    stands = standing(everything)
    ids = {event.id for event in stands}
    added = [event for event in everything if event.action is Action.ADD]
    # What was said of a statement that somebody added and took back waits for its return.
    waiting = {(e.document, e.statement) for e in added if e.id not in ids}
    return _Viewing(stands, waiting, find, names, only, issues).view()


def replacements(stands: Iterable[Event]) -> dict[str, str]:
    """Return which document took the place of which: old id to the newest one's."""
    direct = {e.document: str(e.to["document"]) for e in stands if e.action is Action.REPLACE}
    return {old: _newest(old, direct) for old in direct if _newest(old, direct) != old}


def _newest(document: str, direct: Mapping[str, str]) -> str:
    seen = [document]
    while seen[-1] in direct:
        following = direct[seen[-1]]
        if following in seen:  # two articles that replace each other: neither does
            return document
        seen.append(following)
    return seen[-1]


def corrections(view: View, statements: int) -> Corrections:
    """Count what people did; `statements` is how many the machine found in all."""
    marks = view.marks.values()
    kinds = Counter(kind for mark in marks for kind in mark.corrected)
    return Corrections(
        statements=statements,
        corrected=sum(bool(mark.corrected) and not mark.added for mark in marks),
        kinds={action: kinds[action] for action in Action if kinds[action]},
        verified=sum(mark.verified for mark in marks),
        added=sum(mark.added for mark in marks),
        pinned=sum(mark.pinned for mark in marks),
        noted=sum(bool(mark.note) for mark in marks),
        orphaned=len(view.orphans),
    )


class _Viewing:
    """One pass over the events that stand."""

    def __init__(
        self,
        stands: Sequence[Event],
        waiting: set[Subject],
        find: Find,
        names: Mapping[str, str],
        only: str | None,
        issues: Collection[str] | None,
    ) -> None:
        self._find = find
        self._names = names
        self._only = only
        self._issues = issues
        self._replaced = replacements(stands)
        self._subjects: dict[Subject, list[Event]] = defaultdict(list)
        self._moves: dict[Subject, Event] = {}
        for event in stands:
            if event.action is Action.REATTACH:
                self._moves[str(event.was["document"]), str(event.was["statement"])] = event
            elif event.statement and (event.document, event.statement) not in waiting:
                self._subjects[event.document, event.statement].append(event)
        self._loaded: dict[str, Loaded | None] = {}
        self._finders: dict[str, Finder] = {}
        self._kept_here: dict[str, list[Attribution]] = defaultdict(list)
        self._carried: dict[str, dict[str, Placed]] = defaultdict(dict)
        self._marks: dict[str, Mark] = {}
        self._machine: dict[str, Placed] = {}
        self._rejected: set[str] = set()
        self._attached: list[Attached] = []
        self._orphans: list[Orphan] = []
        self._decisions: dict[str, dict[str, list[Event]]] = defaultdict(lambda: defaultdict(list))

    def view(self) -> View:
        # What keeps a statement that the machine lost goes first: others may be about it, too.
        keeping = {s for s, events in self._subjects.items() if any(map(_keeps, events))}
        for subject in sorted(self._subjects, key=lambda subject: subject not in keeping):
            self._attach(subject, self._subjects[subject])
        analyses: dict[str, Analysis] = {}
        for name, by_statement in self._decisions.items():
            loaded = self._load(name)
            if loaded is not None:
                analyses[name] = self._applied(loaded[1], by_statement)
        return View(
            analyses,
            self._marks,
            self._machine,
            frozenset(self._rejected),
            self._replaced,
            tuple(sorted(self._attached, key=lambda a: a.event)),
            tuple(self._orphans),
        )

    # ------------------------------------------------------------ attaching

    def _load(self, document: str) -> Loaded | None:
        if document not in self._loaded:
            self._loaded[document] = self._find(document)
        return self._loaded[document]

    def _finder(self, document: str) -> Finder | None:
        loaded = self._load(document)
        if loaded is None:
            return None
        if document not in self._finders:
            self._finders[document] = Finder(*loaded)
        return self._finders[document]

    def _attach(self, subject: Subject, events: list[Event]) -> None:
        anchor = next((e.anchor for e in events if e.anchor is not None), None)
        if anchor is None:
            return
        place, by_hand = self._moved_to(subject, anchor)
        name = self._replaced.get(place.document, place.document)
        if self._only not in (None, name):
            return
        events = self._meaningful(subject, anchor, events)
        finder = self._finder(name)
        if finder is None and events:
            self._orphan(subject, anchor, events, Found(reason=_NO_DOCUMENT))
        if finder is None or not events:
            return
        statement = by_hand.statement if by_hand else subject[1]
        found = self._found(events, name, place, statement, chosen=by_hand is not None)
        if found.placed is None:
            self._orphan(subject, anchor, events, found)
            return
        how = How.HAND if by_hand else found.how
        for event in events:
            self._attached.append(Attached(event.id, name, found.placed.statement.id, how))
        self._decisions[name][found.placed.statement.id] += events

    def _found(
        self, events: list[Event], name: str, place: Anchor, statement: str, *, chosen: bool
    ) -> Found:
        """Find the statement of `events` in the document `name`; a person may have `chosen` it."""
        finder = self._finder(name)
        assert finder is not None
        older = self._finder(place.document) if place.document != name else None
        found = finder.find(place, statement, older)
        adding = next((e for e in events if e.action is Action.ADD), None)
        if chosen and found.placed is not None:
            adding = None  # what a person chose needs no agreement of the machine's
        if adding is not None and not _is_of(found.placed, adding, name):
            return self._carry(adding, name, finder, statement)
        if found.placed is None:
            again = self._among_kept(name, place, statement)
            found = again or self._kept(events, name, finder, place, statement) or found
        if found.placed is not None and adding is None and place.document != name:
            found = self._still_theirs(events, place, statement, name, found)
        return found

    def _meaningful(self, subject: Subject, anchor: Anchor, events: list[Event]) -> list[Event]:
        """The events without those that speak of a party or issue that there is no more.

        Applied, they would make the statement vanish from every pane.
        """
        gone = {event.id: what for event in events if (what := self._unknown(event))}
        for what in dict.fromkeys(gone.values()):
            lost = [event for event in events if gone.get(event.id) == what]
            why = f"dossier.toml has no {what} now, nor a table with this id under `was`"
            self._orphan(subject, anchor, lost, Found(reason=why))
        return [event for event in events if event.id not in gone]

    def _unknown(self, event: Event) -> str:
        """The party or issue that an event is about and that `dossier.toml` has no more."""
        to = event.to
        parties = [p for p in (to.get("party"), *to.get("also", ()), *to.get("about", ())) if p]
        if parties and not self._names.keys() & set(parties):
            return f"party {parties[0]!r}"
        issue = to.get("issue")
        known = self._issues is None or issue is None or issue in self._issues
        return "" if known else f"issue {issue!r}"

    def _moved_to(self, subject: Subject, anchor: Anchor) -> tuple[Anchor, Event | None]:
        """Follow what people said of decisions that had lost their statement."""
        seen: set[Subject] = set()
        by_hand = None
        while subject in self._moves and subject not in seen:
            seen.add(subject)
            by_hand = self._moves[subject]
            subject = (by_hand.document, by_hand.statement)
            anchor = by_hand.anchor or anchor
        return anchor, by_hand

    def _orphan(self, subject: Subject, anchor: Anchor, events: list[Event], found: Found) -> None:
        self._orphans.append(
            Orphan(*subject, anchor, tuple(events), found.reason, found.candidates)
        )

    def _carry(self, adding: Event, name: str, finder: Finder, statement: str) -> Found:
        """Put a statement that a person added where its words stand."""
        assert adding.anchor is not None
        span = finder.place_of(adding.anchor)
        if span is None:
            return Found(reason="its words are no longer in the article, or not only there")
        if name != adding.anchor.document:
            if self._repeated(adding.anchor):
                return Found(reason=REPEATED)
            old, new = self._load(adding.anchor.document), self._load(name)
            place = Span(adding.anchor.start, adding.anchor.end)
            parties = {p for p in (adding.to["party"], *adding.to["about"]) if p}
            if old is None or new is None or not same_context(parties, place, old, span, new):
                return Found(reason=_ANOTHER_CONTEXT)
        return self._restore(adding, name, span, statement)

    def _still_theirs(
        self, events: list[Event], place: Anchor, statement: str, name: str, found: Found
    ) -> Found:
        """Leave out what in a newer version of the article are, or may be, another's words."""
        old, new = self._load(place.document), self._load(name)
        finder = self._finder(place.document)
        before = finder.find(place, statement).placed if finder else None
        assert found.placed is not None
        if old is None or new is None or before is None:
            reason = "what the older version said of its source is no longer known"
        elif same_source(before, old[0], found.placed, new[0], sure=_agrees(events, before)):
            return found
        else:
            reason = _ANOTHER_CONTEXT
        return Found(reason=reason, candidates=(found.placed.statement.id,))

    def _repeated(self, place: Anchor) -> bool:
        finder = self._finder(place.document)
        return finder is not None and finder.repeats(place)

    def _kept(
        self, events: list[Event], name: str, finder: Finder, place: Anchor, statement: str
    ) -> Found | None:
        """Keep what was verified or pinned where the machine finds nothing there any more."""
        record = next((e for e in reversed(events) if _keeps(e)), None)
        if record is None or record.anchor is None or place.document != name:
            return None
        span = finder.place_of(place)
        if span is None or finder.touches(span):
            return None
        found = self._restore(record, name, span, statement)
        if found.placed is not None:
            self._kept_here[name].append(found.placed.attribution)
        return found

    def _among_kept(self, name: str, place: Anchor, statement: str) -> Found | None:
        """Find a statement that the machine lost among those that people keep."""
        loaded = self._load(name)
        kept = tuple(self._kept_here[name])
        if loaded is None or not kept:
            return None
        older = self._finder(place.document) if place.document != name else None
        finder = Finder(loaded[0], replace(loaded[1], attributions=kept))
        found = finder.find(place, statement, older)
        return found if found.placed is not None else None

    def _restore(self, event: Event, name: str, span: Span, statement: str) -> Found:
        loaded = self._load(name)
        assert loaded is not None
        assert event.record is not None
        placed = restored(event.record, loaded[0], span, statement)
        self._carried[name].setdefault(statement, placed)
        return Found(placed, How.EXACT if name == event.document else How.QUOTE)

    # ------------------------------------------------------------ applying

    def _applied(self, analysis: Analysis, by_statement: Mapping[str, list[Event]]) -> Analysis:
        carried = [p.attribution for p in self._carried[analysis.document].values()]
        found: list[Attribution] = []
        for attribution in (*analysis.attributions, *carried):
            if not any(part.id in by_statement for part in attribution.parts):
                found.append(attribution)
                continue
            rows = [self._row(Placed(attribution, p), by_statement) for p in attribution.parts]
            found += regrouped(attribution, [row for row in rows if row is not None])
        return replace(analysis, attributions=tuple(told_anew(analysis, found)))

    def _row(self, placed: Placed, by_statement: Mapping[str, list[Event]]) -> Placed | None:
        """One statement as people say that it is; None where they rejected it."""
        name = placed.statement.id
        if name not in by_statement:
            return placed
        state = summed(sorted(by_statement[name], key=lambda event: event.id))
        now = applied(placed, state, self._names)
        self._machine[name] = placed
        self._marks[name] = mark_of(placed, state, now)
        if state.rejected:
            self._rejected.add(name)
            return None
        return now


def _keeps(event: Event) -> bool:
    return event.record is not None and event.action in _CARRIED


def _is_of(placed: Placed | None, adding: Event, name: str) -> bool:
    """Whether the machine now finds by itself what a person added: for one of the same parties.

    In another version of the article only for the same source: else nobody said so of it.
    """
    if placed is None:
        return False
    to, found = adding.to, placed.attribution
    if name != adding.document:
        return to["party"] is not None and to["party"] == found.party
    added = {party for party in (to["party"], *to["also"], *to["about"]) if party}
    return bool(added & set(found.parties))


def _agrees(events: Iterable[Event], placed: Placed) -> bool:
    """Whether nobody said that a statement is another's than the machine's party."""
    said = [event.to for event in events if "party" in event.to]
    return all(to["party"] == placed.attribution.party for to in said)
