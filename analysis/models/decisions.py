"""What people decided about what was found. All of it is frozen, and events are never changed.

An event says who did what to which statement, when, from what, to what. What the machine said
first is the `was` of the first event of a kind on a statement: it is never lost. `was` and `to`
are JSON objects whose keys depend on the action:

| action | keys |
|---|---|
| verify | `verified`, and in `to` all that was looked at: the keys of the rows below |
| reject | `rejected` |
| party | `party` (id or null), `also`, `about` (lists of ids) |
| voice, certainty | `voice`, `certainty` |
| issue | `issue`, `on` |
| stance | `issue`, `stance` (null: none was given) |
| add | the keys of party, voice and certainty |
| pin, note | `pinned`, `note` |
| describe | those of `title`, `outlet`, `author`, `date` that change |
| replace | `document`: the version that takes the place of the event's document |
| reattach | `document`, `statement`: decisions that lost their statement get another |
| undo, redo | none; `target` is the event |
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct, field


class Action(StrEnum):
    """What a person did."""

    VERIFY = "verify"
    REJECT = "reject"
    PARTY = "party"
    VOICE = "voice"
    CERTAINTY = "certainty"
    ISSUE = "issue"
    STANCE = "stance"
    ADD = "add"
    PIN = "pin"
    NOTE = "note"
    DESCRIBE = "describe"
    REPLACE = "replace"
    REATTACH = "reattach"
    UNDO = "undo"
    REDO = "redo"

    @property
    def corrects(self) -> bool:
        """Whether it says that the machine was wrong about a statement."""
        return self in _CORRECTIONS

    @property
    def reverts(self) -> bool:
        """Whether it is about another event: undo or redo."""
        return self in (Action.UNDO, Action.REDO)


_CORRECTIONS = frozenset(
    {
        Action.REJECT,
        Action.PARTY,
        Action.VOICE,
        Action.CERTAINTY,
        Action.ISSUE,
        Action.STANCE,
    }
)


class Anchor(Struct, frozen=True, gc=False):
    """The place in an article that a decision is about, so that it can be found again.

    `start` and `end` are offsets into the text of the document of that id, `quote` the words
    there, `before` and `after` up to 32 characters on either side. `source` and `cue` are the words
    that attribute it: they tell apart two statements at one place, and whether an edited article
    still gives the words to the same source. `alone` says that no other statement had words in
    common with it.
    """

    document: str
    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""
    source: str = ""
    cue: str = ""
    alone: bool = False


class Event(Struct, frozen=True, gc=False):
    """One decision of one person, as it is kept for ever.

    `id` is unique, and ids sort by time. `document` is the one whose file keeps the event, and
    `statement` the statement's id when it was decided (empty where none is concerned). Events
    made in one go share a `group`. `record` is the whole statement as plain JSON (an attribution
    with this one part) where it was verified, pinned or added by hand.
    """

    id: str
    at: str
    """UTC, ISO 8601 with milliseconds: 2026-01-31T09:30:00.000Z."""
    who: str
    action: Action
    document: str
    statement: str = ""
    anchor: Anchor | None = None
    was: Mapping[str, Any] = field(default_factory=dict)
    to: Mapping[str, Any] = field(default_factory=dict)
    target: str = ""
    """The event that an undo or redo is about, or the first that a reattach moves."""
    group: str = ""
    record: Mapping[str, Any] | None = None


class Mark(Struct, frozen=True, gc=False):
    """What people decided about a statement, for those who show it.

    `verified` holds until a later correction: then nobody has confirmed what stands there now.
    `machine` is what the machine says of it where a person says otherwise (keys as in events).
    """

    verified: bool = False
    corrected: tuple[Action, ...] = ()
    added: bool = False
    pinned: bool = False
    note: str = ""
    machine: Mapping[str, Any] = field(default_factory=dict)


class Corrections(Struct, frozen=True):
    """How many statements people have looked at, and what they changed.

    `statements` is how many the machine found, `corrected` how many of them are changed or
    rejected; `kinds` counts them by kind of correction (one statement may have several).
    """

    statements: int = 0
    corrected: int = 0
    kinds: Mapping[Action, int] = field(default_factory=dict)
    verified: int = 0
    added: int = 0
    pinned: int = 0
    noted: int = 0
    orphaned: int = 0
