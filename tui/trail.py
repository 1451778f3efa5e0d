"""Decisions as lines of text: what was decided, by whom, from what to what."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.characters import one_line
from analysis.models import Action, Event, Settings
from analysis.models.attachment import Orphan
from tui.text import wrapped

_QUOTE = 60  # characters of a quote in a list
_NAME = 30  # and of a document's name


class Trail:
    """Writes decisions with the names of one dossier's parties and issues.

    `names` are those of its documents, by id; where they are given, lines tell the document.
    """

    def __init__(
        self, settings: Settings, width: int, names: Mapping[str, str] | None = None
    ) -> None:
        self._parties = {party.id: party.name for party in settings.parties}
        self._issues = {issue.id: issue.name for issue in settings.issues}
        self._width = width
        self._names = names or {}

    def preview(self, events: Sequence[Event]) -> Iterator[str]:
        """Yield what would be decided: each statement, and what changes."""
        several = len({event.document for event in events}) > 1
        for event in events:
            if event.statement:
                yield f"{event.statement}  {self._place(event) if several else _short(event)}"
            yield from wrapped(self.change(event), self._width, "    ", "  ")

    def history(self, rows: Sequence[tuple[Event, bool]]) -> Iterator[str]:
        """Yield the events in the order of time, and which of them are undone."""
        actions = {event.id: event.action for event, _ in rows}
        for event, stands in rows:
            when = event.at[:16].replace("T", " ")
            name = f"{event.action}" if stands else f"{event.action} (undone)"
            yield f"{event.id}  {when}  {one_line(event.who)}  {name}"
            if event.action.reverts:
                yield f"    {actions.get(event.target, 'decision')} {event.target}"
            if event.statement:
                yield f"    {event.statement}  {self._place(event)}"
            if not event.action.reverts:
                yield from wrapped(self.change(event), self._width, "    ", "  ")

    def orphans(self, orphans: Sequence[Orphan]) -> Iterator[str]:
        """Yield decisions without a statement, why, and which statements are near."""
        for orphan in orphans:
            first = orphan.events[0]
            where = one_line(self._names.get(orphan.document, orphan.document[:12]))
            place = orphan.anchor
            yield f"{first.id}  {where}, characters {place.start}–{place.end}"
            yield from wrapped(f"“{orphan.anchor.quote}”", self._width, "    ", "  ")
            yield from wrapped(f"because {orphan.reason}", self._width, "    ", "  ")
            for event in orphan.events:
                line = f"{event.action} by {event.who} on {event.at[:10]}: {self.change(event)}"
                yield from wrapped(line, self._width, "    ", "  ")
            near = ", ".join(orphan.candidates) or "none"
            yield from wrapped(f"statements near it: {near}", self._width, "    ", "  ")

    def _document(self, name: str) -> str:
        known = one_line(self._names.get(name, ""))
        return f"{_cut(known, _NAME)} ({name[:12]})" if known else f"the document {name[:12]}"

    def _place(self, event: Event) -> str:
        name = one_line(self._names.get(event.document, ""))
        return f"{_cut(name, _NAME)}: {_short(event)}" if name else _short(event)

    def change(self, event: Event) -> str:
        """Return from what to what, in one line."""
        match event.action:
            case Action.VERIFY:
                return f"verified as: {self._all(event.to)}"
            case Action.REJECT:
                return "rejected: it counts for nobody"
            case Action.PARTY:
                return f"party: {self._whose(event.was)} → {self._whose(event.to)}"
            case Action.ADD:
                return f"added by hand: {self._all(event.to)}"
            case Action.PIN:
                return "pinned"
            case Action.NOTE:
                return f"note: {one_line(str(event.to['note']))}" if event.to["note"] else "no note"
            case Action.DESCRIBE:
                return "; ".join(
                    f"{key}: {one_line(str(event.was[key])) or 'none'} → "
                    f"{one_line(str(to)) or 'none'}"
                    for key, to in event.to.items()
                )
            case Action.REPLACE:
                old, new = (self._document(side["document"]) for side in (event.was, event.to))
                return f"{new} takes the place of {old}"
            case Action.REATTACH:
                return f"takes over what was decided about {event.was['statement']}"
            case _:
                return self._value_change(event)

    def _value_change(self, event: Event) -> str:
        """Voice and certainty, or issue and stance, whose events name the issue, too."""
        if event.action is Action.ISSUE:
            name = self._issues.get(event.to["issue"], event.to["issue"])
            return f"issue {name}: {'yes' if event.to['on'] else 'no'}"
        if event.action is Action.STANCE:
            name = self._issues.get(event.to["issue"], event.to["issue"])
            was, to = event.was["stance"] or "none given", event.to["stance"] or "none given"
            return f"stance on {name}: {was} → {to}"
        key = event.action.value
        return f"{key}: {event.was.get(key, '')} → {event.to.get(key, '')}"

    def _whose(self, side: Mapping[str, Any]) -> str:
        sources = [p for p in (side["party"], *side["also"]) if p]
        found = " and ".join(self._parties.get(p, p) for p in sources)
        about = ", ".join(self._parties.get(p, p) for p in side["about"])
        told = f"told of {about}" if about else ""
        return ", ".join(part for part in (found, told) if part) or "no party"

    def _all(self, side: Mapping[str, Any]) -> str:
        if "party" not in side:
            return "it stands"
        return f"{self._whose(side)}, {side['voice']}, {side['certainty']}"


def _short(event: Event) -> str:
    quote = one_line(event.anchor.quote) if event.anchor else ""
    return f"“{_cut(quote, _QUOTE)}”"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
