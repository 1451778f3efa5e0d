"""What people decided about statements, in few words beside them."""

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.models import Corrections, Mark

_NONE = {
    "party": "no party",
    "also": "nobody else",
    "about": "told of nobody",
    "issues": "no issue",
    "stances": "no stance",
}


def mark_words(mark: Mark | None, names: Mapping[str, str]) -> Iterator[str]:
    """Yield what people decided about a statement, and what the machine says otherwise."""
    if mark is None:
        return
    if mark.verified:
        yield "verified"
    if mark.added:
        yield "added by hand"
    if mark.corrected:
        machine = ", ".join(_machine(mark.machine, names))
        kinds = ", ".join(action.value for action in mark.corrected)
        yield f"corrected: {kinds}" + (f" (the machine: {machine})" if machine else "")
    if mark.pinned:
        yield "pinned"


def _machine(says: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    for key, value in says.items():
        if key in _NONE and not value:
            yield _NONE[key]
        elif key == "party":
            yield names.get(value, value)
        elif isinstance(value, dict):
            yield f"{key} " + ", ".join(f"{k} {v}" for k, v in value.items())
        elif isinstance(value, list):
            yield f"{key} " + ", ".join(names.get(v, v) for v in value)
        else:
            yield str(value)


def corrections_words(found: Corrections) -> str:
    """Return what people did in all: "corrected 4 of 31 (party 3, reject 1)"; or nothing."""
    parts = []
    if found.corrected:
        kinds = ", ".join(f"{action} {number}" for action, number in found.kinds.items())
        parts.append(f"corrected {found.corrected} of {found.statements} ({kinds})")
    for number, word in (
        (found.verified, "verified"),
        (found.added, "added"),
        (found.pinned, "pinned"),
        (found.noted, "with a note"),
    ):
        if number:
            parts.append(f"{number} {word}")
    if found.orphaned:
        parts.append(f"{found.orphaned} without a statement (see: positions orphans)")
    return " · ".join(parts)
