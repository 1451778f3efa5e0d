"""Datelines: the place, day and agency that stand glued before the first sentence."""

import re
from dataclasses import dataclass
from functools import cache

from analysis.reading.dates import date_at, head_data, month_pattern

_SENTENCE = r"(?=[\"“”‘’'\[(A-Z0-9])"
_DASH = r"(?:\s*(?:—|--+)\s*|\s+[-–]\s+)"
_SEPARATOR = re.compile(r"\s*(?:—|--+|\||:|\s[-–]\s)\s*")
# All capitals alone may be a company's name: four letters at least, and a dash must follow.
_CAPITALS = r"[A-Z][A-Z.'’/-]{0,40}(?: [A-Z][A-Z.'’/-]{0,40}){0,4}(?:, [A-Z][A-Za-z.]{1,15}){0,2}"
_MIN_CAPITALS = 4
_MIXED = r"(?:[A-Z][\w.'’-]{0,24}(?:[ /]|, )){0,4}(?:[A-Z][\w.'’-]{0,24})?"


@dataclass(frozen=True)
class Dateline:
    """What a dateline says, and where the sentence after it begins."""

    end: int
    date: str = ""
    outlet: str = ""


def find_dateline(text: str) -> Dateline | None:
    """Return the dateline that `text`, a paragraph, begins with.

    Known are a date that stands before the first sentence (`2020-09-14 As …`, `date 14 September
    2020 As …`) and the forms of the agencies (`LONDON, Sept 14 (Reuters) - `, `WASHINGTON — `).
    A day without a year gives no date.
    """
    dated = _leading_date(text)
    start = dated.end if dated else 0
    placed = _place(text, start)
    if placed is None:
        return dated
    return Dateline(placed.end, dated.date if dated else placed.date, placed.outlet)


def _leading_date(text: str) -> Dateline | None:
    words = "|".join(re.escape(word) for word in head_data()["date_words"])
    keyword = re.match(rf"(?:{words})(?:\s+on)?\s*:?\s+", text, re.IGNORECASE)
    found = date_at(text, keyword.end() if keyword else 0)
    if found is None:
        return None
    separator = _SEPARATOR.match(text, found.end)
    iso = bool(re.match(r"\d{4}-", text))
    # `14 September 2020 was the day …` is a sentence: something must set the date apart.
    if not (keyword or separator or iso):
        return None
    after = re.compile(rf"\s*{_SENTENCE}" if separator else rf"\s+{_SENTENCE}")
    end = after.match(text, separator.end() if separator else found.end)
    return Dateline(end.end(), found.iso) if end else None


@cache
def _place_forms() -> tuple[re.Pattern[str], ...]:
    day = rf"(?:,?\s+(?P<day>(?i:{month_pattern()})\s+\d{{1,2}}(?:,?\s+\d{{4}})?))?"
    agencies = "|".join(re.escape(name) for name in head_data()["agencies"])
    anybody = r"(?![DRI]-)[A-Z][\w.&’' /-]{1,39}"
    forms = (
        rf"{_CAPITALS}{day}\s*(?:\((?P<outlet>{anybody})\)|/(?P<wire>[\w .-]{{2,39}})/){_DASH}",
        # A dash without a blank before it follows a speaker in a transcript.
        rf"(?P<bare>{_CAPITALS}){day}(?=\s){_DASH}",
        rf"{_MIXED}{day}\s*\((?P<outlet>{agencies})\){_DASH}",
    )
    return tuple(re.compile(form + _SENTENCE) for form in forms)


def _place(text: str, start: int) -> Dateline | None:
    for form in _place_forms():
        match = form.match(text, start)
        if match is None:
            continue
        found = match.groupdict()
        letters = sum(c.isalpha() for c in found.get("bare") or "")
        if "bare" in found and letters < _MIN_CAPITALS:
            continue
        day = date_at(found["day"] or "")
        outlet = found.get("outlet") or found.get("wire") or ""
        return Dateline(match.end(), day.iso if day else "", outlet)
    return None
