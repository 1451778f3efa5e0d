"""Decisions on parties and issues by the ids that these have today.

An event is kept for ever as it was made. Where a party got another id, or two became one,
`dossier.toml` tells the former ids (`was`): events count for who bears them now.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from analysis.models import Event, Settings

_PARTY = frozenset({"party"})
_PARTIES = frozenset({"also", "about", "runners_up"})
_ISSUE = frozenset({"issue"})
_BY_ISSUE = frozenset({"stances"})


class Renamed(Struct, frozen=True):
    """Today's id for each former one."""

    parties: Mapping[str, str] = field(default_factory=dict)
    issues: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Settings) -> "Renamed":
        """Return what the settings tell of former ids."""
        parties = {former: party.id for party in settings.parties for former in party.was}
        issues = {former: issue.id for issue in settings.issues for former in issue.was}
        return cls(parties, issues)

    def today(self, events: Iterable[Event]) -> Iterator[Event]:
        """Yield events as they would be made today."""
        if not self.parties and not self.issues:
            yield from events
            return
        for event in events:
            was, to, record = (self._renamed(v) for v in (event.was, event.to, event.record))
            yield replace(event, was=was, to=to, record=record)

    def _renamed(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: self._under(key, inside) for key, inside in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._renamed(one) for one in value]
        return value

    def _under(self, key: str, value: Any) -> Any:
        if key in _PARTY and isinstance(value, str):
            return self.parties.get(value, value)
        if key in _PARTIES and isinstance(value, (list, tuple)):
            return list(dict.fromkeys(self.parties.get(one, one) for one in value))
        if key in _ISSUE and isinstance(value, str):
            return self.issues.get(value, value)
        if key in _BY_ISSUE and isinstance(value, Mapping):
            return {self.issues.get(issue, issue): stance for issue, stance in value.items()}
        return self._renamed(value)
