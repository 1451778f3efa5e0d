"""Who "Q" and "A" of an interview are: the one who asked, and the one who answered, by name before.

Limits: where two have answered, or nobody by name, the letters are nobody.
"""

from msgspec.structs import replace

from analysis.language.results import Found
from analysis.models import Span

_ASKS = frozenset({"q", "question"})
_ANSWERS = frozenset({"a", "answer"})


class Interview:
    """The named speakers of a transcript's turns so far, by whether they ask."""

    def __init__(self) -> None:
        self._askers: dict[str, Found] = {}
        self._others: dict[str, Found] = {}

    def of(self, name: str, mention: Span) -> Found | None:
        """Return who a letter at `mention` stands for, None for a name and where it is open."""
        letter = name.rstrip(".").lower()
        if letter not in _ASKS | _ANSWERS:
            return None
        people = self._askers if letter in _ASKS else self._others
        people = {
            key: who for key, who in people.items() if letter in _ASKS or key not in self._askers
        }
        if len(people) != 1:
            return None
        (who,) = people.values()
        does = "asks" if letter in _ASKS else "answers"
        reason = f"“{name}” → {who.name}: who {does} by name before"
        return replace(who, rule="interview", reason=reason, mention=mention, confidence=0.8)

    def note(self, name: str, asks: bool, found: Found) -> None:
        """Remember who had a turn under `name`, and whether it was a question."""
        if name.rstrip(".").lower() not in _ASKS | _ANSWERS:
            known = self._askers if asks else self._others
            # "Dana Vale" is "Vale" in her later turns.
            key = found.party or found.name.split()[-1:][0] if found.name else ""
            known.setdefault(key, found)
