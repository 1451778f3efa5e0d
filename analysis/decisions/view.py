"""The analyses as people decided: pure, from the events and what the machine found."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from analysis.decisions.anchoring import Finder, Found, Placed
from analysis.decisions.effects import applied, mark_of, summed
from analysis.decisions.replay import ordered, standing
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
_NO_DOCUMENT = "its article cannot be read or is not in the dossier"


@dataclass(frozen=True)
class View:
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
    else is read.
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
        found = finder.find(place, statement)
        adding = next((e for e in events if e.action is Action.ADD), None)
        if adding is not None and not _is_of(found.placed, adding):
            found = self._carry(adding, name, finder, statement)
        elif found.placed is None:
            again = self._among_kept(name, place, statement)
            found = again or self._kept(events, name, finder, place, statement) or found
        if found.placed is None:
            self._orphan(subject, anchor, events, found)
            return
        how = How.HAND if by_hand else found.how
        for event in events:
            self._attached.append(Attached(event.id, name, found.placed.statement.id, how))
        self._decisions[name][found.placed.statement.id] += events

    def _meaningful(self, subject: Subject, anchor: Anchor, events: list[Event]) -> list[Event]:
        """The events without those that speak of a party or issue that there is no more.

        Applied, they would make the statement vanish from every pane.
        """
        gone = {event.id: what for event in events if (what := self._unknown(event))}
        for what in dict.fromkeys(gone.values()):
            lost = [event for event in events if gone.get(event.id) == what]
            self._orphan(subject, anchor, lost, Found(reason=f"dossier.toml has no {what} now"))
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
        return self._restore(adding, name, span, statement)

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
        found = Finder(loaded[0], replace(loaded[1], attributions=kept)).find(place, statement)
        return found if found.placed is not None else None

    def _restore(self, event: Event, name: str, span: Span, statement: str) -> Found:
        loaded = self._load(name)
        assert loaded is not None
        assert event.record is not None
        placed = _restored(event.record, loaded[0], span, statement)
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
            found += _regrouped(attribution, [row for row in rows if row is not None])
        return replace(analysis, attributions=tuple(_told_anew(analysis, found)))

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


def _is_of(placed: Placed | None, adding: Event) -> bool:
    """Whether the machine now finds by itself what a person added: for one of the same parties."""
    if placed is None:
        return False
    to = adding.to
    added = {party for party in (to["party"], *to["also"], *to["about"]) if party}
    return bool(added & set(placed.attribution.parties))


def _restored(
    record: Mapping[str, object], document: Document, span: Span, statement: str
) -> Placed:
    """The attribution that an event keeps, at `span` of `document`.

    Elsewhere than at its old place nothing but the words themselves can be told for certain.
    """
    attribution = msgspec.convert(record, Attribution)
    part = attribution.parts[0]
    if part.span != span or attribution.document != document.id:
        part = replace(
            part,
            span=span,
            quote=span.of(document.text),
            markers=(),
            negations=(),
            tone=None,
            issues=(),
        )
        attribution = replace(
            attribution,
            document=document.id,
            source=(),
            cue=(),
            content=(span,),
            tone=None,
            chain=tuple(replace(layer, span=None) for layer in attribution.chain),
            resolutions=tuple(
                replace(r, mention=None, antecedent=None) for r in attribution.resolutions
            ),
        )
    part = replace(part, id=statement)
    attribution = replace(attribution, parts=(part,), nested_in=None)
    return Placed(attribution, part)


def _regrouped(attribution: Attribution, rows: Sequence[Placed]) -> list[Attribution]:
    """One attribution for each source that the statements of `attribution` now have.

    The first keeps its id: that of those nobody moved, where there are any.
    """
    groups: dict[tuple[object, ...], list[Placed]] = {}
    for row in rows:
        a = row.attribution
        groups.setdefault((a.party, a.also, a.about), []).append(row)
    machine = (attribution.party, attribution.also, attribution.about)
    order = sorted(groups, key=lambda key: key != machine)
    found = []
    for number, key in enumerate(order):
        first = groups[key][0].attribution
        parts = tuple(row.statement for row in groups[key])
        own = attribution.id if number == 0 else f"{attribution.id}-{number}"
        found.append(replace(first, id=own, parts=parts, voice=parts[0].voice))
    return found


def _told_anew(analysis: Analysis, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, where what stands in somebody's words is told by whom it is given to."""
    before = {a.id: a for a in analysis.attributions}
    outer: dict[str, list[Attribution]] = defaultdict(list)
    for attribution in found:
        machine = before.get(attribution.id.partition("-")[0])
        if machine is not None and attribution.chain != machine.chain and attribution.chain:
            outer[machine.id].append(attribution)
    return [_retold(a, outer[a.nested_in or ""]) if outer else a for a in found]


def _retold(attribution: Attribution, outer: Sequence[Attribution]) -> Attribution:
    for teller in outer:
        inside = any(part.span.covers(attribution.parts[0].span) for part in teller.parts)
        layer = teller.chain[-1]
        if inside and layer.span is not None:
            chain = tuple(layer if old.span == layer.span else old for old in attribution.chain)
            return replace(attribution, chain=chain)
    return attribution
