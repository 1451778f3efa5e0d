"""What screens ask the application to do with the dossier; they have no door to it themselves."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

from textual.message import Message

from analysis.models import Action, Entry, Grain, Span, Voice


class Request(Message):
    """What a screen asks the application to do; `part` of it fulfils that: its attribute."""

    part: ClassVar[str] = ""

    def __init_subclass__(cls, part: str = "", **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.part = part or cls.part
        cls.handler_name = "on_request"  # one for all: who handles which is said here


class Part(Protocol):
    """A part of the application that fulfils requests."""

    async def fulfil(self, wish: Any) -> None:
        """Do what a screen asks; `wish` is a request to this part."""
        ...


class Reload(Message):
    """Read the dossier again and analyse what changed."""


class Stop(Message):
    """Stop the work that is going on."""


class Decide(Request, part="decider"):
    """Keep a decision about a statement; `to` as in events (`analysis.models.decisions`)."""

    def __init__(self, entry: Entry, action: Action, to: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self.entry, self.action, self.to = entry, action, to or {}


class GiveTo(Request, part="decider"):
    """Give a statement to a party (None: to none), after asking how far that reaches."""

    def __init__(self, entry: Entry, party: str | None) -> None:
        super().__init__()
        self.entry, self.party = entry, party


class AddStatement(Request, part="decider"):
    """Keep words of an article as a statement that the machine missed."""

    def __init__(self, document: str, span: Span, party: str, voice: Voice) -> None:
        super().__init__()
        self.document, self.span, self.party, self.voice = document, span, party, voice


class TakeBack(Request, part="decider"):
    """Undo the decision of that kind that stands on a statement, however old."""

    def __init__(self, entry: Entry, action: Action) -> None:
        super().__init__()
        self.entry, self.action = entry, action


class Undo(Request, part="decider"):
    """Take back the last decision of one's own."""


class Redo(Request, part="decider"):
    """Bring back what was taken back last."""


class Beside(Request, part="guidance"):
    """Mark a statement; where another one is marked, show both side by side."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry


class Review(Request, part="guidance"):
    """Walk through what nobody has verified."""


class OpenFilter(Request, part="filtering"):
    """Open the line to type a filter into."""


class OpenFacets(Request, part="filtering"):
    """Pick a filter from lists."""


class ClearFilter(Request, part="filtering"):
    """Show everything again."""


class Missing(Message):
    """There is nothing yet to make a view of; say what it takes."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self.what = what


class TellTimeBy(Message):
    """Remember by what time lines tell time."""

    def __init__(self, grain: Grain) -> None:
        super().__init__()
        self.grain = grain


class Tried(Request, part="guidance"):
    """Somebody has tried an action: the hint at it may go."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
