"""Lists that a line announces: "The union is asking for:" and the items below it."""

import re
from typing import NamedTuple

from analysis.models import Span

_BULLET = r"[ \t]*(?:[-–—•*‣▪◦·]|\(?\d{1,2}[.)])[ \t]+"
_OPENS = re.compile(rf":[ \t]*\n+(?={_BULLET})")
_ITEM = re.compile(rf"{_BULLET}(?P<item>[^\n]+)(?:\n+|$)")
_LONGEST_ITEM = 1_000


class Announced(NamedTuple):
    """A list: the line that announces it, without the colon, and its items without bullets."""

    line: Span
    items: tuple[Span, ...]


def find_lists(text: str) -> list[Announced]:
    """Return the announced lists of `text` in order."""
    found = []
    for opens in _OPENS.finditer(text):
        items = []
        at = opens.end()
        while item := _ITEM.match(text, at):
            at = item.end()
            words = item.group("item").rstrip(" \t,;")
            if words and len(words) <= _LONGEST_ITEM:
                items.append(Span(item.start("item"), item.start("item") + len(words)))
        start = text.rfind("\n", 0, opens.start()) + 1
        if items and start < opens.start():
            found.append(Announced(Span(start, opens.start()), tuple(items)))
    return found
