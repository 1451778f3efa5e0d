"""What people say of a document itself: its title, outlet, author and date. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date

from analysis.characters import one_line
from analysis.decisions.replay import ordered, standing
from analysis.decisions.view import replacements
from analysis.errors import UsageError
from analysis.models import Action, Document, Event
from analysis.models.described import DESCRIBED, Said

Descriptions = Mapping[str, Mapping[str, Said]]
"""By a document's id and the name of a field."""

_LONGEST = 300


def descriptions(events: Iterable[Event]) -> Descriptions:
    """Return what the events that stand say of documents.

    What was said of a document holds of a newer version that takes its place, too, wherever that
    one tells the same wrong thing, or as little.
    """
    stands = standing(ordered(events))
    found: dict[str, dict[str, Said]] = {}
    for event in stands:
        if event.action is Action.DESCRIBE:
            mine = found.setdefault(event.document, {})
            for key, to in event.to.items():
                first = mine[key].first if key in mine else str(event.was[key])
                mine[key] = Said(str(to), first)
    for old, new in replacements(stands).items():
        for key, said in found.get(old, {}).items():
            inherited = Said(said.text, said.first, only_instead=True)
            found.setdefault(new, {}).setdefault(key, inherited)
    return found


def changes(document: Document, values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what stands in a document's description and what it is to be, where they differ.

    UsageError on a field that there is not, a date that is none, and a text that is too long.
    """
    to: dict[str, str] = {}
    for key, value in values.items():
        if key not in DESCRIBED:
            raise UsageError(f"A document has no {key!r}.", f"It has: {', '.join(DESCRIBED)}.")
        to[key] = one_line(value).strip()
        if len(to[key]) > _LONGEST:
            raise UsageError(f"The {key} is longer than {_LONGEST} characters.", "Make it shorter.")
    if wrong := wrong_date(to.get("date", "")):
        raise UsageError(wrong)
    to = {key: value for key, value in to.items() if value != getattr(document, key)}
    return {key: getattr(document, key) for key in to}, to


def wrong_date(text: str) -> str:
    """Return what is wrong with a date; nothing where it is right, or there is none."""
    try:
        right = not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        right = False
    return "" if right else f"{text!r} is no date: write year-month-day, as in 2020-09-14."
