"""What the decisions about one statement add up to, and the statement with them applied."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from analysis.decisions.anchoring import Placed
from analysis.models import (
    Action,
    Attribution,
    Certainty,
    Event,
    IssueMatch,
    Layer,
    LayerKind,
    Mark,
    Resolution,
    StanceValue,
    Statement,
    Voice,
)

HAND = "by hand"
"""The rule of a resolution that a person made."""


class Decided(Struct):
    """What people say of one statement; None and empty where they say nothing."""

    rejected: bool = False
    verified: bool = False
    added: bool = False
    pinned: bool = False
    note: str = ""
    parties: tuple[str | None, tuple[str, ...], tuple[str, ...]] | None = None
    voice: Voice | None = None
    certainty: Certainty | None = None
    issues: dict[str, bool] = field(default_factory=dict)
    stances: dict[str, StanceValue | None] = field(default_factory=dict)
    by: Event | None = None
    """The event that says whose it is."""
    first: dict[tuple[Action, str], Any] = field(default_factory=dict)
    """What stood before the first correction of each kind (and issue): the machine's opinion."""
    last: dict[tuple[Action, str], Any] = field(default_factory=dict)

    @property
    def corrected(self) -> tuple[Action, ...]:
        """The kinds of corrections that make a difference."""
        kinds = {key[0] for key, value in self.last.items() if value != self.first[key]}
        return tuple(action for action in Action if action in kinds)


def summed(events: Iterable[Event]) -> Decided:
    """Return what `events`, which all stand and are in order, add up to."""
    decided = Decided()
    for event in events:
        _HOW[event.action](decided, event)
        if event.action.corrects:
            decided.verified = False  # what was verified is not what stands there now
            key = (event.action, str(event.to.get("issue", "")))
            decided.first.setdefault(key, _value(event.was))
            decided.last[key] = _value(event.to)
    return decided


def _value(side: Mapping[str, Any]) -> dict[str, Any]:
    return {key: list(v) if isinstance(v, tuple) else v for key, v in side.items()}


def _verify(decided: Decided, event: Event) -> None:
    """Who verifies a statement confirms all of it: a later analysis changes nothing."""
    decided.verified = bool(event.to.get("verified"))
    if "party" in event.to:
        _party(decided, event)
        _voice(decided, event)
        _certainty(decided, event)
        decided.issues.update(dict.fromkeys(event.to["issues"], True))
        decided.stances.update({i: StanceValue(s) for i, s in event.to["stances"].items()})


def _reject(decided: Decided, event: Event) -> None:
    decided.rejected = bool(event.to["rejected"])


def _party(decided: Decided, event: Event) -> None:
    decided.parties = (event.to["party"], tuple(event.to["also"]), tuple(event.to["about"]))
    decided.by = event


def _voice(decided: Decided, event: Event) -> None:
    decided.voice = Voice(event.to["voice"])


def _certainty(decided: Decided, event: Event) -> None:
    decided.certainty = Certainty(event.to["certainty"])


def _issue(decided: Decided, event: Event) -> None:
    decided.issues[event.to["issue"]] = bool(event.to["on"])
    if not event.to["on"]:
        decided.stances[event.to["issue"]] = None


def _stance(decided: Decided, event: Event) -> None:
    value = event.to["stance"]
    decided.stances[event.to["issue"]] = None if value is None else StanceValue(value)
    if value is not None:
        decided.issues[event.to["issue"]] = True


def _add(decided: Decided, event: Event) -> None:
    decided.added = True
    _party(decided, event)
    _voice(decided, event)
    _certainty(decided, event)


def _pin(decided: Decided, event: Event) -> None:
    decided.pinned = bool(event.to["pinned"])


def _note(decided: Decided, event: Event) -> None:
    decided.note = str(event.to["note"])


_HOW = {
    Action.VERIFY: _verify,
    Action.REJECT: _reject,
    Action.PARTY: _party,
    Action.VOICE: _voice,
    Action.CERTAINTY: _certainty,
    Action.ISSUE: _issue,
    Action.STANCE: _stance,
    Action.ADD: _add,
    Action.PIN: _pin,
    Action.NOTE: _note,
}


# ---------------------------------------------------------------- one statement, described


def described(placed: Placed) -> dict[str, Any]:
    """Return all that can be decided about a statement, as plain JSON: keys as in events."""
    attribution, part = placed.attribution, placed.statement
    return {
        "party": attribution.party,
        "also": list(attribution.also),
        "about": list(attribution.about),
        "voice": part.voice.value,
        "certainty": part.certainty.value,
        "issues": [match.issue for match in part.issues],
        "stances": {issue: stance.value for issue, stance in sorted(part.stances.items())},
    }


# ---------------------------------------------------------------- applied


def applied(placed: Placed, decided: Decided, names: Mapping[str, str]) -> Placed:
    """Return the statement as people say that it is; `names` are those of the parties."""
    part = _part(placed.statement, decided)
    attribution = placed.attribution
    parties = decided.parties or (attribution.party, attribution.also, attribution.about)
    party, also, about = parties
    if part.voice.is_own and decided.voice is not None and party is None and len(about) == 1:
        party, about = about[0], ()  # what is a party's own words has the party for its source
    if (party, also, about) != (attribution.party, attribution.also, attribution.about):
        attribution = _moved(attribution, (party, also, about), decided.by, names)
    return Placed(attribution, part)


def _part(part: Statement, decided: Decided) -> Statement:
    voice = decided.voice or part.voice
    stances = dict(part.stances)
    for issue, stance in decided.stances.items():
        stances.pop(issue, None)
        if stance is not None:
            stances[issue] = stance
    matches = [match for match in part.issues if decided.issues.get(match.issue, True)]
    present = {match.issue for match in matches}
    for issue, on in decided.issues.items():
        if on and issue not in present:
            matches.append(IssueMatch(issue, (part.span,)))
    return replace(
        part,
        voice=voice,
        certainty=decided.certainty or part.certainty,
        tone=part.tone if voice.is_own else None,
        issues=tuple(matches),
        stances=stances,
        reasons=tuple(r for r in part.reasons if stances.get(r.issue, r.stance) is r.stance),
    )


def _moved(
    attribution: Attribution,
    parties: tuple[str | None, tuple[str, ...], tuple[str, ...]],
    by: Event | None,
    names: Mapping[str, str],
) -> Attribution:
    """The attribution given to other parties; what made it the old ones' goes from its reasons."""
    party, also, about = parties
    before = names.get(attribution.party or "", "")
    now = names.get(party or "", party or "")
    kept = [r for r in attribution.resolutions if r.party in (party, *also, *about) and r.party]
    return replace(
        attribution,
        party=party,
        also=also,
        about=about,
        speaker=now if now and attribution.speaker in ("", before) else attribution.speaker,
        chain=_chain(attribution.chain, before, now)
        if attribution.party != party
        else attribution.chain,
        resolutions=(_resolution(attribution, parties, by, names), *kept),
    )


def _resolution(
    attribution: Attribution,
    parties: tuple[str | None, tuple[str, ...], tuple[str, ...]],
    by: Event | None,
    names: Mapping[str, str],
) -> Resolution:
    party, also, about = parties
    who = f"{by.who} on {by.at[:10]}" if by else "a person"
    was = [names.get(p, p) for p in attribution.parties]
    reason = f"decided by {who}; the machine had: {', '.join(was) or 'no party'}"
    first = party or next(iter((*also, *about)), None)
    mention = attribution.source[0] if attribution.source and party else None
    return Resolution(first, mention, HAND, reason)


def _chain(chain: tuple[Layer, ...], before: str, now: str) -> tuple[Layer, ...]:
    """The chain with another party at its end; the words that named the first stay its place."""
    last = chain[-1] if chain else None
    if before and last is not None and last.kind is not LayerKind.PARTY:
        # "X, citing Y, said …": on whose word the party says it stands behind it.
        own = [k for k, layer in enumerate(chain) if layer.kind is LayerKind.PARTY]
        if own:
            return (*_chain(chain[: own[-1] + 1], before, now), *chain[own[-1] + 1 :])
    if last is None or last.kind is not LayerKind.PARTY:
        return (*chain, Layer(now, LayerKind.PARTY, None, inferred=True)) if now else chain
    if not now:
        return (*chain[:-1], replace(last, kind=LayerKind.OTHER))
    name = now if last.name == before else last.name
    return (*chain[:-1], replace(last, name=name))


def mark_of(machine: Placed, decided: Decided, now: Placed) -> Mark:
    """Return what is shown beside a statement: what people did, and what the machine says."""
    says, is_now = described(machine), described(now)
    differs = {key: value for key, value in says.items() if value != is_now[key]}
    return Mark(
        verified=decided.verified,
        corrected=decided.corrected,
        added=decided.added,
        pinned=decided.pinned,
        note=decided.note,
        machine={} if decided.added else differs,
    )
