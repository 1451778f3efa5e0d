"""Dates as news writes them, as ISO 8601."""

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


@cache
def head_data() -> dict[str, Any]:
    """Return the data file of the forms an article's head takes."""
    source = files("analysis.reading").joinpath("data", "head.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


class FoundDate(NamedTuple):
    """A date at the start of a text: ISO 8601, and the offset after it."""

    iso: str
    end: int


@cache
def month_pattern() -> str:
    """Return a pattern for the name of a month, full or abbreviated."""
    names = sorted((n for month in head_data()["months"] for n in month), key=len, reverse=True)
    return rf"(?:{'|'.join(names)})\b\.?"


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>{month_pattern()})"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    year = r"(?P<year>\d{4})\b"
    weekday = rf"(?:(?:{'|'.join(head_data()['weekdays'])})\b\.?,?\s+)?"
    clock = r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    forms = (
        rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?!\d){clock}",
        rf"{weekday}{day}\s+{month},?\s+{year}",
        rf"{weekday}{month}\s+{day},?\s+{year}",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


@cache
def _month_numbers() -> dict[str, int]:
    months = head_data()["months"]
    return {name: number for number, names in enumerate(months, 1) for name in names}


def date_at(text: str, start: int = 0) -> FoundDate | None:
    """Return the date that begins at `start`: ISO, `12 September 2020`, `Sept. 12, 2020`.

    Only dates with a year in four digits and a month that cannot be mistaken: `09/12/2020`
    means two different days and is none.
    """
    for form in _forms():
        match = form.match(text, start)
        if match is None:
            continue
        month = match["month"].rstrip(".").lower()
        number = _month_numbers().get(month) or int(month)
        try:
            found = date(int(match["year"]), number, int(match["day"]))
        except ValueError:
            continue
        return FoundDate(found.isoformat(), match.end())
    return None
