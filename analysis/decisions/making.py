"""Events from what a person wants: each with what stood before, and where it is."""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from analysis.characters import one_line
from analysis.decisions.anchoring import Placed
from analysis.decisions.effects import HAND, described
from analysis.decisions.places import anchor_of
from analysis.models import (
    Action,
    Analysis,
    Anchor,
    Attribution,
    Certainty,
    Document,
    Event,
    Kind,
    Layer,
    LayerKind,
    Mark,
    Resolution,
    Span,
    Statement,
    Voice,
)

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_TIME_BITS, _RANDOM_BITS, _ID_LENGTH = 40, 25, 13
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


class Target(msgspec.Struct, frozen=True):
    """A statement that somebody decides about.

    `now` is how it stands with all decisions applied, `machine` how the machine found it, and
    `analysis` all that it found in the document.
    """

    document: Document
    analysis: Analysis
    now: Placed
    machine: Placed
    mark: Mark = msgspec.field(default_factory=Mark)


class Clock:
    """Hands out ids and times of events: each id greater than the ones before."""

    def __init__(self, last: str = "", now: Callable[[], datetime] | None = None) -> None:
        self._last = last
        self._now = now or (lambda: datetime.now(UTC))

    def tick(self) -> tuple[str, str]:
        """Return a new id and the time (UTC, ISO 8601 with milliseconds)."""
        at = self._now().astimezone(UTC)
        milliseconds = int((at - _EPOCH).total_seconds() * 1000)
        number = (milliseconds << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
        found = _written(number)
        if found <= self._last:  # the same millisecond, or a clock that was set back
            found = _written(_number(self._last) + 1 + secrets.randbelow(1 << 10))
        self._last = found
        return found, at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _written(number: int) -> str:
    digits = []
    for _ in range(_ID_LENGTH):
        digits.append(_DIGITS[number & 31])
        number >>= 5
    return "".join(reversed(digits))


def _number(written: str) -> int:
    number = 0
    for digit in written:
        number = number << 5 | max(0, _DIGITS.find(digit))
    return number


class Maker:
    """Makes the events of one go of one person."""

    def __init__(self, who: str, clock: Clock) -> None:
        self._who = who
        self._clock = clock
        self._group = ""

    def event(self, action: Action, document: str, **fields: Any) -> Event:
        """Return an event; all that one maker makes are one group."""
        name, at = self._clock.tick()
        self._group = self._group or name
        return Event(name, at, self._who, action, document, group=self._group, **fields)

    def change(self, target: Target, action: Action, to: Mapping[str, Any]) -> Event:
        """Return the decision `action` about a statement, with what stood before in `was`."""
        attribution, statement = target.now.attribution, target.now.statement
        keeps = action in (Action.VERIFY, Action.PIN)
        return self.event(
            action,
            target.document.id,
            statement=statement.id,
            anchor=anchor_of(target.document, target.analysis, attribution, statement),
            was=_before(target, action, to),
            to=dict(to),
            record=recorded(target.machine) if keeps else None,
        )

    def addition(
        self, document: Document, analysis: Analysis, span: Span, to: Mapping[str, Any], name: str
    ) -> Event:
        """Return the event that adds the words at `span` as a statement of the party `name`."""
        event = self.event(Action.ADD, document.id)
        placed = _made_by_hand(event, document, span, to, name)
        return replace(
            event,
            statement=placed.statement.id,
            anchor=anchor_of(document, analysis, placed.attribution, placed.statement),
            to=dict(to),
            record=recorded(placed),
        )

    def reversal(self, action: Action, target: Event) -> Event:
        """Return the undo or redo of an event."""
        return self.event(
            action,
            target.document,
            statement=target.statement,
            anchor=target.anchor,
            target=target.id,
        )


def recorded(placed: Placed) -> dict[str, Any]:
    """Return a statement as plain JSON: its attribution with this one part."""
    whole: dict[str, Any] = msgspec.to_builtins(
        replace(placed.attribution, parts=(placed.statement,))
    )
    return whole


def _before(target: Target, action: Action, to: Mapping[str, Any]) -> dict[str, Any]:
    stood = described(target.now)
    match action:
        case Action.VERIFY:
            return {"verified": target.mark.verified}
        case Action.REJECT:
            return {"rejected": False}
        case Action.PARTY:
            return {key: stood[key] for key in ("party", "also", "about")}
        case Action.ISSUE:
            return {"issue": to["issue"], "on": to["issue"] in stood["issues"]}
        case Action.STANCE:
            return {"issue": to["issue"], "stance": stood["stances"].get(to["issue"])}
        case Action.PIN:
            return {"pinned": target.mark.pinned}
        case Action.NOTE:
            return {"note": target.mark.note}
        case _:
            return {key: stood[key] for key in to}


def verified(target: Target) -> dict[str, Any]:
    """Return what somebody confirms who verifies a statement: all that can be decided about it."""
    return {"verified": True, **described(target.now)}


# ---------------------------------------------------------------- whose words they are


def instead(placed: Placed, old: str | None, new: str | None) -> dict[str, Any]:
    """Return the parties of a statement with `new` in place of `old`, as an event's `to`.

    None for `old`: the source was no party; None for `new`: it is none. The others stay.
    """
    a = placed.attribution
    sources = [p for p in (a.party, *a.also) if p is not None]
    about = list(a.about)
    if old is None:
        sources += [new] if new is not None else []
    elif old in about and old not in sources:
        about = _exchanged(about, old, new)
    else:
        sources = _exchanged(sources, old, new)
    kept = list(dict.fromkeys(sources))
    return {
        "party": kept[0] if kept else None,
        "also": kept[1:],
        "about": [p for p in dict.fromkeys(about) if p not in kept],
    }


def _exchanged(parties: Iterable[str], old: str, new: str | None) -> list[str]:
    exchanged = (new if party == old else party for party in parties)
    return [party for party in exchanged if party is not None]


def meant(placed: Placed) -> str | None:
    """Return the party that a statement is first of all one of: its source, or whom it tells of."""
    a = placed.attribution
    if a.party is not None or placed.statement.voice.is_own or not a.about:
        return a.party
    return a.about[0]


def reasons(placed: Placed, party: str | None, text: str) -> set[tuple[str, str]]:
    """Return by which words and rules a statement became one of `party`."""
    return {
        (one_line(r.mention.of(text)).casefold(), r.rule)
        for r in placed.attribution.resolutions
        if r.party == party and r.mention is not None and r.rule != HAND
    }


def alike(target: Target, party: str | None, others: Iterable[Target]) -> list[Target]:
    """Return `target` and those of `others` that the same words and rule gave to `party`.

    Those that a person already gave to another party are left as they are.
    """
    wanted = reasons(target.machine, party, target.document.text)
    found = [target]
    for other in others:
        same = reasons(other.machine, party, other.document.text) & wanted
        still = party is None or party in other.now.attribution.parties
        if same and still and other.now.statement.id != target.now.statement.id:
            found.append(other)
    return found


# ---------------------------------------------------------------- added by hand


def _made_by_hand(
    event: Event, document: Document, span: Span, to: Mapping[str, Any], name: str
) -> Placed:
    quote = span.of(document.text)
    place = f"{document.id}:h{span.start}-{span.end}:{event.id}"
    statement = Statement(
        id=hashlib.sha256(place.encode()).hexdigest()[:16],
        span=span,
        quote=quote,
        voice=Voice(to["voice"]),
        certainty=Certainty(to["certainty"]),
    )
    party = to["party"] or next(iter(to["about"]), None)
    attribution = Attribution(
        id=hashlib.sha256(f"{place}:a".encode()).hexdigest()[:16],
        document=document.id,
        source=(),
        cue=(),
        content=(span,),
        kind=_kind(document.text, span),
        speaker=name if to["party"] else "",
        party=to["party"],
        also=tuple(to["also"]),
        about=tuple(to["about"]),
        voice=statement.voice,
        certainty=statement.certainty,
        chain=(Layer(name, LayerKind.PARTY, None, inferred=True),) if to["party"] else (),
        tone=None,
        resolutions=(Resolution(party, None, HAND, f"added by {event.who} on {event.at[:10]}"),),
        rule=HAND,
        confidence=1.0,
        parts=(statement,),
    )
    return Placed(attribution, statement)


_OPENING, _CLOSING = frozenset('“"«„'), frozenset('”"»“')


def _kind(text: str, span: Span) -> Kind:
    """Whether the words stand wholly in quotation marks."""
    around = text[max(0, span.start - 1) : span.start]
    opened = text[span.start] in _OPENING or around in _OPENING
    closed = text[span.end - 1] in _CLOSING or text[span.end : span.end + 1] in _CLOSING
    return Kind.DIRECT if opened and closed else Kind.INDIRECT


def moved(
    maker: Maker, lost: Anchor, subject: tuple[str, str], first: str, target: Target
) -> Event:
    """Return the event that gives the decisions of `subject` the statement of `target`."""
    return maker.event(
        Action.REATTACH,
        target.document.id,
        statement=target.now.statement.id,
        anchor=anchor_of(
            target.document, target.analysis, target.now.attribution, target.now.statement
        ),
        was={"document": subject[0], "statement": subject[1], "quote": lost.quote},
        to={"document": target.document.id, "statement": target.now.statement.id},
        target=first,
    )
