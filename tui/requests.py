"""What screens ask the application to do with the dossier; they have no door to it themselves."""

from collections.abc import Mapping
from typing import Any

from textual.message import Message

from analysis.models import Action, Entry, Grain, Span, Voice


class Reload(Message):
    """Read the dossier again and analyse what changed."""


class Stop(Message):
    """Stop the work that is going on."""


class Decide(Message):
    """Keep a decision about a statement; `to` as in events (`analysis.models.decisions`)."""

    def __init__(self, entry: Entry, action: Action, to: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self.entry, self.action, self.to = entry, action, to or {}


class GiveTo(Message):
    """Give a statement to a party (None: to none), after asking how far that reaches."""

    def __init__(self, entry: Entry, party: str | None) -> None:
        super().__init__()
        self.entry, self.party = entry, party


class AddStatement(Message):
    """Keep words of an article as a statement that the machine missed."""

    def __init__(self, document: str, span: Span, party: str, voice: Voice) -> None:
        super().__init__()
        self.document, self.span, self.party, self.voice = document, span, party, voice


class TakeBack(Message):
    """Undo the decision of that kind that stands on a statement, however old."""

    def __init__(self, entry: Entry, action: Action) -> None:
        super().__init__()
        self.entry, self.action = entry, action


class Undo(Message):
    """Take back the last decision of one's own."""


class Redo(Message):
    """Bring back what was taken back last."""


class Beside(Message):
    """Mark a statement; where another one is marked, show both side by side."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry


class Review(Message):
    """Walk through what nobody has verified."""


class OpenFilter(Message):
    """Open the line to type a filter into."""


class OpenFacets(Message):
    """Pick a filter from lists."""


class ClearFilter(Message):
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


class Tried(Message):
    """Somebody has tried an action: the hint at it may go."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
