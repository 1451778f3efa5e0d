"""The commands by which people decide: ids of events to stdout, what they mean to stderr."""

import json
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from analysis.dossier import Dossier
from analysis.errors import Cancelled, ExitCode, UsageError
from analysis.models import Action, Certainty, Event, StanceValue, Voice
from analysis.models.attachment import Scope
from analysis.opening import open_existing
from tui.asked import chosen
from tui.narration import columns, put_line, tell, tell_problems
from tui.text import counted
from tui.trail import Trail

_NOBODY = "none"
_Kind = TypeVar("_Kind", bound=StrEnum)


def decide(args: Namespace) -> ExitCode:
    """Decide about a statement, or about all that the same reason gave to the same party."""
    dossier = open_existing(args.dossier)
    action = _action(args.action)
    scope = Scope(args.scope)
    wide = scope in (Scope.DOCUMENT, Scope.DOSSIER)
    if wide and action is not Action.PARTY:
        raise UsageError(
            f"`{action} --scope {scope}` would decide what nobody has looked at.",
            "So far reaches only `party`; --scope quotation works for every action.",
        )
    events = _proposed(dossier, action, args, scope)
    trail = _trail(dossier)
    if not events:
        tell("That is so already; nothing was changed.")
        return ExitCode.DONE
    if args.preview:
        for line in trail.preview(events):
            put_line(line)
        tell(f"{counted(len(events), 'statement')} would change; nothing was changed.")
        return ExitCode.DONE
    if wide and len(events) > 1 and not args.yes:
        _agree(trail, events)
    kept = dossier.decisions.keep(events)
    _acknowledge(dossier, kept)
    for line in trail.preview(kept):
        tell(line)
    _tell_rest(dossier, action, kept, scope)
    return ExitCode.DONE


def _trail(dossier: Dossier) -> Trail:
    names = {name: title for name, title, _ in dossier.listed()}
    return Trail(dossier.settings, columns(), names)


def _action(asked: str) -> Action:
    names = {action.value: action.value for action in Action if action in _TAKES}
    return Action(chosen(asked, names, "action"))


def _proposed(dossier: Dossier, action: Action, args: Namespace, scope: Scope) -> tuple[Event, ...]:
    decisions, words = dossier.decisions, list(args.words)
    _check_words(action, words)
    if args.voice and action is not Action.ADD:
        raise UsageError("--voice belongs to `add`.", "Use: positions decide ID voice VOICE")
    if args.instead_of and action is not Action.PARTY:
        raise UsageError("--instead-of belongs to `party`.", "Leave it out.")
    if action is Action.PARTY:
        nobody = [word.casefold() for word in words] == [_NOBODY]
        parties = [] if nobody else [_party(dossier, word) for word in words]
        of = _party(dossier, args.instead_of) if args.instead_of else None
        return decisions.propose_party(args.ref, parties, instead_of=of, scope=scope)
    if action is Action.DESCRIBE:
        return decisions.propose_described(args.ref, {words[0].casefold(): " ".join(words[1:])})
    if action is Action.ADD:
        voice = _one_of(args.voice or Voice.PARAPHRASED, Voice, "voice")
        party = _party(dossier, words[0])
        return decisions.propose_added(args.ref, " ".join(words[1:]), party, voice=voice)
    return decisions.propose(args.ref, action, _to(dossier, action, words), scope)


_TAKES: Mapping[Action, tuple[int, int, str]] = {
    Action.VERIFY: (0, 0, ""),
    Action.REJECT: (0, 0, ""),
    Action.PIN: (0, 0, ""),
    Action.PARTY: (1, 9, "PARTY (or: none)"),
    Action.VOICE: (1, 9, "VOICE, such as: own words"),
    Action.CERTAINTY: (1, 1, "CERTAINTY, such as: hedged"),
    Action.ISSUE: (1, 2, "ISSUE on, or ISSUE off"),
    Action.STANCE: (2, 2, "ISSUE STANCE, such as: talks for"),
    Action.NOTE: (0, 999, "TEXT"),
    Action.DESCRIBE: (2, 999, "FIELD TEXT, such as: outlet Reuters"),
    Action.ADD: (2, 999, 'PARTY "WORDS OF THE ARTICLE"'),
}


def _check_words(action: Action, words: Sequence[str]) -> None:
    least, most, form = _TAKES[action]
    if not least <= len(words) <= most:
        raise UsageError(
            f"`{action}` takes {form or 'nothing more'}.",
            f"Like so: positions decide ID {action} {form}".rstrip(),
        )


def _to(dossier: Dossier, action: Action, words: Sequence[str]) -> dict[str, Any]:
    match action:
        case Action.VOICE:
            return {"voice": _one_of(" ".join(words), Voice, "voice")}
        case Action.CERTAINTY:
            return {"certainty": _one_of(words[0], Certainty, "certainty")}
        case Action.ISSUE:
            on = {"on": True, "off": False}
            if words[-1].casefold() not in on and len(words) == 2:
                raise UsageError(f"{words[-1]!r} is neither on nor off.", "Say on, or off.")
            return {"issue": _issue(dossier, words[0]), "on": on.get(words[-1].casefold(), True)}
        case Action.STANCE:
            stance = _one_of(words[1], StanceValue, "stance")
            return {"issue": _issue(dossier, words[0]), "stance": stance}
        case Action.NOTE:
            return {"note": " ".join(words)}
        case _:
            return {}


def _one_of(asked: str, kind: type[_Kind], what: str) -> _Kind:
    return kind(chosen(asked, {one.value: one.name for one in kind}, what))


def _party(dossier: Dossier, asked: str) -> str:
    return chosen(asked, {p.id: p.name for p in dossier.settings.parties}, "party")


def _issue(dossier: Dossier, asked: str) -> str:
    return chosen(asked, {i.id: i.name for i in dossier.settings.issues}, "issue")


def _agree(trail: Trail, events: Sequence[Event]) -> None:
    """Show what a wide decision reaches, and go on only after a yes."""
    for line in trail.preview(events):
        tell(line)
    many = counted(len(events), "statement")
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            f"This would change {many}, listed above; nothing was changed.",
            "Repeat it with --yes, or with a narrower --scope.",
        )
    sys.stderr.write(f"Decide so about {many}? [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise Cancelled("Nothing was changed.")


def _acknowledge(dossier: Dossier, events: Sequence[Event]) -> None:
    for event in events:
        put_line(event.id)
    if recalled := dossier.recalled():
        tell(recalled)


def _tell_rest(dossier: Dossier, action: Action, kept: Sequence[Event], scope: Scope) -> None:
    """Say so where one sentence of a quotation now has another source than the rest."""
    if action is not Action.PARTY or scope is not Scope.STATEMENT:
        return
    rest = dossier.decisions.rest_of_quotation(kept[0].statement)
    if rest:
        tell(
            f"The same quotation has {counted(rest, 'other sentence')} that did not change; "
            "to change all: --scope quotation"
        )


# ---------------------------------------------------------------- undo, redo, history


def undo(args: Namespace) -> ExitCode:
    """Take back the last decision, or the one named."""
    dossier = open_existing(args.dossier)
    return _reverted(dossier, dossier.decisions.undo(args.event), "undo")


def redo(args: Namespace) -> ExitCode:
    """Bring back what was undone last, or the decision named."""
    dossier = open_existing(args.dossier)
    return _reverted(dossier, dossier.decisions.redo(args.event), "redo")


def _reverted(dossier: Dossier, events: Sequence[Event], what: str) -> ExitCode:
    _acknowledge(dossier, events)
    if not events:
        tell(f"There is nothing of {dossier.decisions.who} to {what}.")
        return tell_problems(dossier)
    decided = {event.id: event for event in dossier.decisions.events()}
    trail = _trail(dossier)
    tell("Taken back:" if what == "undo" else "Brought back:")
    for line in trail.preview([decided[event.target] for event in events]):
        tell(line)
    return ExitCode.DONE


def history(args: Namespace) -> ExitCode:
    """List what was decided, when and by whom."""
    dossier = open_existing(args.dossier)
    rows = dossier.decisions.history(args.ref)
    if args.json:
        put_line(
            json.dumps(
                [{**msgspec.to_builtins(event), "stands": on} for event, on in rows], indent=1
            )
        )
        return ExitCode.DONE
    for line in _trail(dossier).history(rows):
        put_line(line)
    complete = tell_problems(dossier)
    if not rows and complete is ExitCode.DONE:
        tell("Nothing was decided yet.")
    return complete


# ---------------------------------------------------------------- orphans


def orphans(args: Namespace) -> ExitCode:
    """List decisions whose statement is no longer found; exit code 1 where there are any."""
    dossier = open_existing(args.dossier)
    found = dossier.decisions.orphans()
    if args.json:
        put_line(json.dumps([msgspec.to_builtins(orphan) for orphan in found], indent=1))
    else:
        for line in _trail(dossier).orphans(found):
            put_line(line)
    complete = tell_problems(dossier)
    if not found:
        if complete is ExitCode.DONE:
            tell("Every decision has its statement.")
        return complete
    tell("To give one a statement: positions reattach EVENT STATEMENT")
    return ExitCode.PARTLY


def reattach(args: Namespace) -> ExitCode:
    """Give decisions that lost their statement another one."""
    dossier = open_existing(args.dossier)
    kept = dossier.decisions.keep(dossier.decisions.propose_reattached(args.event, args.ref))
    _acknowledge(dossier, kept)
    for line in _trail(dossier).preview(kept):
        tell(line)
    return ExitCode.DONE
