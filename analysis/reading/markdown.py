"""Markdown's marks, as furniture: what is left reads as running text.

Known are headings, emphasis, links, images, code, quotes, lists, rules, footnotes, comments and
inline HTML. Tables and indented code stay as they are. A fenced block of code is no running
text and is left out whole. Where a mark is doubtful it stays text: brackets that are no link
(`[the company]`) are the quotation's own.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analysis.characters import one_line
from analysis.models import Span
from analysis.reading.lines import Line, Outside, merged

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_RULE = re.compile(r"\s{0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_HEADING = re.compile(r"\s{0,3}(#{1,6})[ \t]+")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)[ \t]*$")
_DEFINITION = re.compile(r"\s{0,3}\[(?!\^)([^\]\n]{1,200})\]:[ \t]+\S")
_PREFIX = re.compile(r"[ \t]*(>[ \t]?|[-*+][ \t]+|\d{1,3}[.)][ \t]+|\[\^[^\]\n]{1,40}\]:[ \t]*)")

# No alternative may look far ahead from each of many places: runs are taken whole (`++`), and
# what stands between brackets holds no bracket that is not closed.
_INLINE = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`++)(?P<inner>[^`\n]{1,500}+)(?P=ticks)(?!`))"
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))"
    r"|(?P<image>!\[(?:[^\[\]\n]|\[[^\[\]\n]{0,200}+\]){0,300}+\]"
    r"\([^()\n]{0,1000}+(?:\([^()\n]{0,200}+\)[^()\n]{0,200}+)?\))"
    r"|(?P<note>\[\^[^\]\s]{1,40}\])"
    r"|(?P<link>\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]{0,200}+\]){1,500}+)\]"
    r"(?P<target>\((?:[^()\n]{0,1000}+(?:\([^()\n]{0,200}+\)[^()\n]{0,200}+)?)\)"
    r"|\[[^\]\n]{0,200}+\]))"
    r"|(?P<comment><!--)"
    r"|(?P<html></?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>\n]{0,500}+)?/?>|<(?:https?|mailto):[^<>\s]{1,1000}+>)"
)
_MAX_COMMENT = 300
_MAX_COMMENT_LINES = 100
_RUN = re.compile(r"\*{1,3}|_{1,3}|~~")


@dataclass
class Markup:
    """The marks of a Markdown text: furniture, line starts that begin a paragraph, the title."""

    furniture: list[Span] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    title: Span | None = None
    """The words of the first heading of the first level, or of the heading that comes first."""


def find_markup(text: str, rows: Sequence[Line], body: int) -> Markup:
    """Return the marks of `text` from line number `body` on."""
    blocks = _Blocks(rows, body)
    found = blocks.found
    running = list(blocks.running())
    outside = Outside(merged(found.furniture))
    comments = _Ends(text)
    for block in running:
        parts = [part for line in block for part in outside.of(line.start, line.end)]
        marks = [m for part in parts for m in _inline(text, part, blocks.defined, comments)]
        bare = Outside(merged(marks))
        words = [word for part in parts for word in bare.of(part.start, part.end)]
        found.furniture += [*marks, *_emphasis(text, words)]
    return found


def title_of(text: str, markup: Markup) -> str:
    """Return the title without its marks, or an empty string."""
    if markup.title is None:
        return ""
    parts = Outside(merged(markup.furniture)).of(*markup.title)
    return one_line("".join(part.of(text) for part in parts))


class _Blocks:
    """Goes through the lines once: what they begin with, and which of them hold inline marks."""

    def __init__(self, rows: Sequence[Line], body: int) -> None:
        self.found = Markup()
        self.defined: set[str] = set()
        self._rows = rows
        self._body = body
        self._fences = _Fences(rows)
        self._comment_ends = [n for n, line in enumerate(rows) if "-->" in line.text]
        self._first = next((n for n, line in enumerate(rows) if not line.blank), len(rows))

    def running(self) -> Iterator[list[Line]]:
        """Mark what lines begin with and yield the runs of lines that hold inline marks."""
        block: list[Line] = []
        skip = -1
        for number in range(self._body, len(self._rows)):
            line = self._rows[number]
            if number > skip:
                skip = max(self._fences.end(number), self._comment_end(number))
            if number <= skip:
                self.found.furniture.append(Span(line.start, line.end))
                runs = False
            else:
                runs = not line.blank and self._line_marks(number)
            if block and (not runs or line.start in self.found.breaks):
                yield block
                block = []
            if runs:
                block.append(line)
        if block:
            yield block

    def _comment_end(self, number: int) -> int:
        """Return the number of the line that ends a comment which begins a line here, or -1."""
        if not self._rows[number].text.startswith("<!--"):
            return -1
        index = bisect_left(self._comment_ends, number)
        last = self._comment_ends[index] if index < len(self._comment_ends) else len(self._rows)
        if last >= min(len(self._rows), number + _MAX_COMMENT_LINES):
            return -1
        return last if self._rows[last].text.rstrip().endswith("-->") else -1

    def _line_marks(self, number: int) -> bool:
        """Mark how a line begins; False where nothing of it is running text."""
        rows, found = self._rows, self.found
        line = rows[number]
        underline = number > 0 and not rows[number - 1].blank and _UNDERLINE.match(line.text)
        definition = _DEFINITION.match(line.text)
        alone = _RULE.match(line.text) or _FENCE.match(line.text)
        if underline or definition or alone:
            found.furniture.append(Span(line.start, line.end))
            if definition:
                self.defined.add(definition[1].lower())
            if underline and underline[1][0] == "=":
                _offer_title(found, Span(rows[number - 1].start, rows[number - 1].end), first=True)
            return False
        heading = _HEADING.match(line.text)
        if heading:
            self._heading(number, heading)
            return True
        place = 0
        while prefix := _PREFIX.match(line.text, place):
            if not prefix[1].startswith(">"):
                found.breaks.add(line.start)
            place = prefix.end()
        if place:
            found.furniture.append(Span(line.start, line.start + place))
        return True

    def _heading(self, number: int, mark: re.Match[str]) -> None:
        rows, found = self._rows, self.found
        line = rows[number]
        found.furniture.append(Span(line.start, line.start + mark.end()))
        stop = line.start + _end_of_heading(line.text, mark.end())
        found.furniture.append(Span(stop, line.end))
        found.breaks.add(line.start)
        if number + 1 < len(rows):
            found.breaks.add(rows[number + 1].start)
        first = len(mark[1]) == 1 or number <= self._first
        _offer_title(found, Span(line.start + mark.end(), stop), first=first)


class _Fences:
    """Where blocks of code end."""

    def __init__(self, rows: Sequence[Line]) -> None:
        self._rows = rows
        # The longest closing line from each line on: a fence that nothing closes is told at once.
        self._longest: dict[str, list[int]] = {}
        for mark in "`~":
            lengths = [0] * (len(rows) + 1)
            for number in range(len(rows) - 1, -1, -1):
                lengths[number] = max(lengths[number + 1], _closing(rows[number], mark))
            self._longest[mark] = lengths

    def end(self, number: int) -> int:
        """Return the number of the line that closes a block of code which opens here, or -1."""
        opens = _FENCE.match(self._rows[number].text)
        if opens is None or self._longest[opens[1][0]][number + 1] < len(opens[1]):
            return -1
        last = number + 1
        while _closing(self._rows[last], opens[1][0]) < len(opens[1]):
            last += 1
        return last


def _closing(line: Line, mark: str) -> int:
    """How many of `mark` the line holds, where it holds nothing else."""
    text = line.text.strip() if mark in line.text else ""
    return 0 if text.strip(mark) else len(text)


def _end_of_heading(text: str, start: int) -> int:
    """Return where the words of a heading that begin at `start` end, before closing marks."""
    marked = text.rstrip(" \t").rstrip("#")
    if len(marked) > start and marked[-1] in " \t" and text.rstrip(" \t") != marked:
        return len(marked.rstrip(" \t"))
    return len(text)


def _offer_title(found: Markup, words: Span, *, first: bool) -> None:
    if first and found.title is None:
        found.title = words


class _Ends:
    """Where comments end; asked from the beginning of the text to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next = 0

    def of(self, start: int, end: int) -> int | None:
        """Return the end of a comment whose words begin at `start`, if it is near enough."""
        if 0 <= self._next < start:
            self._next = self._text.find("-->", start)
        near = 0 <= self._next <= min(start + _MAX_COMMENT, end - 3)
        return self._next + 3 if near else None


def _inline(text: str, part: Span, defined: set[str], comments: _Ends) -> Iterator[Span]:
    """Yield the marks of links, images, code and HTML within a part of a line."""
    place = part.start
    while match := _INLINE.search(text, place, part.end):
        start, place = match.span()
        if match["code"]:
            yield Span(start, match.start("inner"))
            yield Span(match.end("inner"), place)
        elif match["link"]:
            # What stands in the words of a link may hold marks of its own.
            words, target = match.span("words"), match["target"]
            name = (target[1:-1] or match["words"]).lower()
            if target.startswith("(") or name in defined:
                yield Span(start, words[0])
                yield Span(words[1], place)
            place = words[0]
        elif match["comment"]:
            end = comments.of(place, part.end)
            if end is not None:
                yield Span(start, end)
                place = end
        else:
            yield Span(start, place)


def _emphasis(text: str, parts: Sequence[Span]) -> list[Span]:
    """Return the pairs of equal runs of `*`, `_` and `~~` in the parts of one block."""
    opened = _OpenRuns()
    marks: list[Span] = []
    for part in parts:
        for match in _RUN.finditer(text, part.start, part.end):
            run = Span(*match.span())
            before = text[run.start - 1 : run.start] or " "
            after = text[run.end : run.end + 1] or " "
            if before.isalnum() and after.isalnum() and match.group().startswith("_"):
                continue
            partner = None if before.isspace() else opened.close(match.group())
            if partner is not None:
                marks += [partner, run]
            elif not after.isspace():
                opened.push(match.group(), run)
    return marks


class _OpenRuns:
    """The runs that still wait for an equal one."""

    def __init__(self) -> None:
        self._runs: list[tuple[str, Span]] = []
        self._places: dict[str, list[int]] = {}

    def push(self, words: str, run: Span) -> None:
        """Remember a run that may open emphasis."""
        self._places.setdefault(words, []).append(len(self._runs))
        self._runs.append((words, run))

    def close(self, words: str) -> Span | None:
        """Return the last equal run, and forget it and all after it."""
        if not self._places.get(words):
            return None
        place = self._places[words][-1]
        partner = self._runs[place][1]
        while len(self._runs) > place:
            self._places[self._runs.pop()[0]].pop()
        return partner
