"""Where the quotations of a text begin and end.

Works on characters alone, paragraph by paragraph, and gives up on a single quotation, never on
the document. Curly and straight double marks, guillemets, LaTeX and low marks open and close
each other; a paragraph that ends inside a quotation goes on in the next one only if that one
opens with a mark again, as newspapers set long quotations. Single marks count only where they
cannot be an apostrophe: the opening one before a word and after none, the closing one after a
word or stop and before none.

Limits: a single-marked quotation ends at the first mark that may close it, so a plural
possessive inside one cuts it short; quotations inside quotations are not told apart.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.language.results import Quotation
from analysis.models import Span

_CLOSERS = {"“": "”", "«": "»", "„": "“”", '"': '"”', "``": "''", "''": "''"}
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_OPEN = re.compile(r"“|«|„|\"|``|''|(?<![\w’'])[‘'](?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…\"”])[’'](?!\w)")
_STRAIGHT_CLOSE = re.compile(r"(?<=[^\s(\[])\"(?!\w)")
_LONGEST_SINGLE = 400
_SPEECH_BEFORE = re.compile(r"(?:^\s*|[:,]\s)[‘'][A-Z]$")


class _Mark(NamedTuple):
    start: int
    end: int
    closed: bool
    mark: str


def _opens_here(body: str, at: int, mark: str) -> bool:
    """Whether a straight mark at `at` can open: not between two words, not after one."""
    if mark not in ('"', "''"):
        return True
    after = body[at + len(mark) : at + len(mark) + 1]
    return bool(after) and not after.isspace() and not body[max(0, at - 1) : at].isalnum()


def _is_balanced(words: str) -> bool:
    """Whether the double marks in these words close: a quotation inside another."""
    return words.count('"') % 2 == 0 and words.count("“") == words.count("”")


def _close(body: str, start: int, mark: str) -> int | None:
    """Return the end of the quotation whose text begins at `start`, closing mark included."""
    if mark in "‘'":
        limit = min(len(body), start + _LONGEST_SINGLE)
        closes = _SINGLE_CLOSE.finditer(body, start, limit)
        return next((c.end() for c in closes if _is_balanced(body[start : c.start()])), None)
    closers = [_CLOSERS[mark]] if len(mark) > 1 else list(_CLOSERS[mark])
    ends = [body.find(c, start) for c in closers]
    found = [(at, len(c)) for at, c in zip(ends, closers, strict=True) if at >= 0]
    if mark == "“":
        found += _straight_close(body, start, found)
    if not found:
        return None
    at, length = min(found)
    return at + length


def _straight_close(
    body: str, start: int, found: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the straight mark that closes a curly one by mistake.

    Only where no curly one closes it before the next opens.
    """
    again = body.find("“", start)
    limit = len(body) if again < 0 else again
    if any(at < limit for at, _ in found):
        return
    straight = _STRAIGHT_CLOSE.search(body, start, limit)
    if straight:
        yield straight.start(), 1


def _in_paragraph(body: str, behind: str) -> Iterator[_Mark]:
    """Yield the quotations of one paragraph; an unclosed one runs to its end.

    One with a single mark does only where the next paragraph, `behind`, opens with it again.
    """
    position = 0
    while opening := _OPEN.search(body, position):
        mark, start = opening.group(), opening.start()
        position = opening.end()
        if not _opens_here(body, start, mark):
            continue
        end = _close(body, opening.end(), mark)
        if end is not None:
            yield _Mark(start, end, True, mark)
            position = end
        elif mark not in "‘'" or (
            behind.startswith(mark) and _SPEECH_BEFORE.search(body, 0, start + 2)
        ):
            yield _Mark(start, len(body.rstrip()), False, mark)
            return


def find_quotations(text: str) -> list[Quotation]:
    """Return the quotations of `text` in order, marks included."""
    found: list[Quotation] = []
    open_mark = ""
    paragraphs = list(_PARAGRAPH.finditer(text))
    behind = [*(p.group().lstrip()[:1] for p in paragraphs[1:]), ""]
    for paragraph, after in zip(paragraphs, behind, strict=False):
        body, base = paragraph.group(), paragraph.start()
        inner = list(_in_paragraph(body, after))
        lead = len(body) - len(body.lstrip())
        for number, mark in enumerate(inner):
            span = Span(base + mark.start, base + mark.end)
            goes_on = number == 0 and open_mark == mark.mark and mark.start == lead
            if goes_on and found:
                last = found.pop()
                found.append(Quotation((*last.segments, span), mark.closed))
            else:
                found.append(Quotation((span,), mark.closed))
        open_mark = inner[-1].mark if inner and not inner[-1].closed else ""
    return found


def inside(quotations: list[Quotation], start: int, end: int) -> bool:
    """Return whether `start:end` lies within one segment of a quotation."""
    return any(s.start <= start and end <= s.end for q in quotations for s in q.segments)
