"""A whole export held against the one that the dossier gives now.

An export carries the state of the dossier that it was made from, and the filter. From both it can
be made again, so any change shows: of a quote, a label, a stance, a heading. Markdown is compared
line by line, JSON field by field and CSV cell by cell, so that another layout is no difference.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from analysis.export.harmless import plain
from analysis.export.rows import COLUMNS
from analysis.models import Mismatch, Span

_STATE = re.compile(r"^Made from state ([^\s]+) of the dossier\.$", re.MULTILINE)
_FILTER = re.compile(r"^Filtered: .*?, those that fit: (.*)$", re.MULTILINE)
_NOWHERE = Span(0, 0)
_MISSING = "(nothing)"
_ALIGNED = 4000
"""Lines that are aligned at most: more would take too long, and are compared in their order."""


_Block = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Made:
    """What an export says that it was made from; `filter` empty: all of the dossier."""

    format: str
    state: str
    filter: str


def format_of(text: str) -> str:
    """Return the format that a text looks like."""
    text = text.lstrip("\ufeff \n\r\t")
    if text.startswith("{"):
        return "json"
    return "csv" if text.startswith(f"{COLUMNS[0]},{COLUMNS[1]}") else "md"


def made_from(text: str) -> Made:
    """Return what an export was made from; an empty state where it does not tell."""
    kind = format_of(text)
    if kind == "md":
        state, narrowed = _STATE.search(text), _FILTER.search(text)
        return Made(kind, state[1] if state else "", plain(narrowed[1]) if narrowed else "")
    if kind == "csv":
        rows = read_rows(text)
        first = rows[0] if rows else {}
        return Made(kind, first.get("state", ""), first.get("filter", "").removeprefix("'"))
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return Made(kind, "", "")
    narrowed = data.get("filter")
    wanted = str(narrowed.get("text", "")) if isinstance(narrowed, dict) else ""
    return Made(kind, str(data.get("state", "")), wanted)


def read_rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV export, by column; what is too much in a row is left out."""
    csv.field_size_limit(2**31 - 1)
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    # A spreadsheet may have saved other line ends, in cells too.
    return [
        {key: (value or "").replace("\r\n", "\n") for key, value in row.items() if key is not None}
        for row in rows
    ]


def differences(text: str, fresh: str, kind: str) -> Iterator[Mismatch]:
    """Yield where an export is another one than `fresh`, the one that the dossier gives now."""
    if kind == "json":
        yield from _fields(json.loads(text), json.loads(fresh), "")
    elif kind == "csv":
        yield from _cells(read_rows(text), read_rows(fresh))
    else:
        yield from _lines(_split(text), _split(fresh))


def _mismatch(place: str, expected: object, found: object) -> Mismatch:
    return Mismatch("", place, _NOWHERE, str(expected), str(found))


def _split(text: str) -> list[str]:
    # Not `splitlines`: what stands inside a line ends none in Markdown.
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    return [line.rstrip() for line in lines]


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Mismatch]:
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    ours, theirs = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(ours), len(theirs)) > _ALIGNED:
        blocks: Sequence[_Block] = [("replace", 0, len(ours), 0, len(theirs))]
    else:
        blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    for what, first, last, other_first, other_last in blocks:
        if what == "equal":
            continue
        pairs = zip_longest(ours[first:last], theirs[other_first:other_last], fillvalue=_MISSING)
        for offset, (one, other) in enumerate(pairs):
            if one != other:
                yield _mismatch(f"line {start + first + offset + 1}", one, other)


def _fields(one: Any, other: Any, place: str) -> Iterator[Mismatch]:
    """Where two JSON values differ, by path."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys((*one, *other)):
            inner = f"{place}.{key}" if place else str(key)
            yield from _fields(one.get(key, _MISSING), other.get(key, _MISSING), inner)
    elif isinstance(one, list) and isinstance(other, list):
        for number, (x, y) in enumerate(zip_longest(one, other, fillvalue=_MISSING)):
            yield from _fields(x, y, f"{place}[{number}]")
    elif type(one) is not type(other) or one != other:
        yield _mismatch(place, json.dumps(one), json.dumps(other))


def _cells(old: Sequence[dict[str, str]], new: Sequence[dict[str, str]]) -> Iterator[Mismatch]:
    nothing: dict[str, str] = {}
    for number, (one, other) in enumerate(zip_longest(old, new, fillvalue=nothing), 2):
        for column in dict.fromkeys((*one, *other)):
            ours, theirs = one.get(column, _MISSING), other.get(column, _MISSING)
            if ours != theirs:
                yield _mismatch(f"row {number}, {column}", ours, theirs)
