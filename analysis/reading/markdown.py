"""Markdown's marks, as furniture: what is left reads as running text.

Known are headings, emphasis, links, images, code, quotes, lists, rules, footnotes, comments and
inline HTML. Tables and indented code stay as they are. A fenced block of code is no running
text and is left out whole. Where a mark is doubtful it stays text: brackets that are no link
(`[the company]`) are the quotation's own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analysis.characters import one_line
from analysis.models import Span
from analysis.reading.lines import Line, Outside, merged

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_RULE = re.compile(r"\s{0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_HEADING = re.compile(r"\s{0,3}(#{1,6})[ \t]+")
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)[ \t]*$")
_DEFINITION = re.compile(r"\s{0,3}\[(?!\^)([^\]\n]{1,200})\]:[ \t]+\S")
_PREFIX = re.compile(r"[ \t]*(>[ \t]?|[-*+][ \t]+|\d{1,3}[.)][ \t]+|\[\^[^\]\n]{1,40}\]:[ \t]*)")

_INLINE = re.compile(
    r"(?P<code>(?P<ticks>`+)(?P<inner>[^`\n]{1,500})(?P=ticks)(?!`))"
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))"
    r"|(?P<image>!\[[^\]\n]{0,300}\]\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\))"
    r"|(?P<note>\[\^[^\]\s]{1,40}\])"
    r"|(?P<link>\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){1,500})\]"
    r"(?P<target>\((?:[^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?)\)|\[[^\]\n]{0,200}\]))"
    r"|(?P<comment><!--(?:[^-]|-(?!->)){0,300}-->)"
    r"|(?P<html></?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>\n]{0,500})?/?>|<(?:https?|mailto):[^<>\s]{1,1000}>)"
)
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
    found = Markup()
    defined: set[str] = set()
    running = list(_blocks(rows, body, found, defined))
    outside = Outside(merged(found.furniture))
    for block in running:
        for part in [p for line in block for p in outside.of(line.start, line.end)]:
            found.furniture.extend(_inline(text, part, defined))
        _emphasis(text, block, found)
    return found


def title_of(text: str, markup: Markup) -> str:
    """Return the title without its marks, or an empty string."""
    if markup.title is None:
        return ""
    parts = Outside(merged(markup.furniture)).of(*markup.title)
    return one_line("".join(part.of(text) for part in parts))


def _blocks(
    rows: Sequence[Line], body: int, found: Markup, defined: set[str]
) -> Iterator[list[Line]]:
    """Mark what lines begin with and yield the runs of lines that hold inline marks."""
    block: list[Line] = []
    skip = -1
    for number in range(body, len(rows)):
        line = rows[number]
        if number > skip:
            skip = max(_fence_end(rows, number), _comment_end(rows, number))
        if number <= skip:
            found.furniture.append(Span(line.start, line.end))
            runs = False
        else:
            runs = not line.blank and _line_marks(rows, number, found, defined)
        if block and (not runs or line.start in found.breaks):
            yield block
            block = []
        if runs:
            block.append(line)
    if block:
        yield block


def _fence_end(rows: Sequence[Line], number: int) -> int:
    """Return the number of the line that closes a block of code which opens here, or -1."""
    opens = _FENCE.match(rows[number].text)
    if opens is None:
        return -1
    for last in range(number + 1, len(rows)):
        line = rows[last].text.strip()
        if line.startswith(opens[1]) and not line.strip(opens[1][0]):
            return last
    return -1


def _comment_end(rows: Sequence[Line], number: int) -> int:
    """Return the number of the line that ends a comment which begins a line here, or -1."""
    if not rows[number].text.startswith("<!--"):
        return -1
    for last in range(number, min(len(rows), number + _MAX_COMMENT_LINES)):
        if "-->" in rows[last].text:
            return last if rows[last].text.rstrip().endswith("-->") else -1
    return -1


def _line_marks(rows: Sequence[Line], number: int, found: Markup, defined: set[str]) -> bool:
    """Mark how a line begins; False where nothing of it is running text."""
    line = rows[number]
    underline = number > 0 and not rows[number - 1].blank and _UNDERLINE.match(line.text)
    definition = _DEFINITION.match(line.text)
    alone = _RULE.match(line.text) or _FENCE.match(line.text)
    if underline or definition or alone:
        found.furniture.append(Span(line.start, line.end))
        if definition:
            defined.add(definition[1].lower())
        if underline and underline[1][0] == "=":
            _offer_title(found, Span(rows[number - 1].start, rows[number - 1].end), first=True)
        return False
    heading = _HEADING.match(line.text)
    if heading:
        _heading(rows, number, heading, found)
        return True
    place = 0
    while prefix := _PREFIX.match(line.text, place):
        if not prefix[1].startswith(">"):
            found.breaks.add(line.start)
        place = prefix.end()
    if place:
        found.furniture.append(Span(line.start, line.start + place))
    return True


def _heading(rows: Sequence[Line], number: int, mark: re.Match[str], found: Markup) -> None:
    line = rows[number]
    found.furniture.append(Span(line.start, line.start + mark.end()))
    end = _HEADING_END.search(line.text, mark.end())
    stop = line.start + end.start() if end else line.end
    found.furniture.append(Span(stop, line.end))
    found.breaks.add(line.start)
    if number + 1 < len(rows):
        found.breaks.add(rows[number + 1].start)
    opens = all(row.blank for row in rows[:number])
    _offer_title(found, Span(line.start + mark.end(), stop), first=len(mark[1]) == 1 or opens)


def _offer_title(found: Markup, words: Span, *, first: bool) -> None:
    if first and found.title is None:
        found.title = words


def _inline(text: str, part: Span, defined: set[str]) -> Iterator[Span]:
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
        else:
            yield Span(start, place)


def _emphasis(text: str, block: Sequence[Line], found: Markup) -> None:
    """Mark pairs of equal runs of `*`, `_` and `~~` within one block, outside other marks."""
    open_runs: list[Span] = []
    outside = Outside(merged(found.furniture))
    for line in block:
        for part in outside.of(line.start, line.end):
            for match in _RUN.finditer(text, part.start, part.end):
                _emphasis_run(text, Span(*match.span()), open_runs, found)


def _emphasis_run(text: str, run: Span, open_runs: list[Span], found: Markup) -> None:
    before = text[run.start - 1 : run.start] or " "
    after = text[run.end : run.end + 1] or " "
    if before.isalnum() and after.isalnum() and text[run.start] == "_":
        return
    if not before.isspace():
        for index in range(len(open_runs) - 1, -1, -1):
            if open_runs[index].of(text) == run.of(text):
                found.furniture += [open_runs[index], run]
                del open_runs[index:]
                return
    if not after.isspace():
        open_runs.append(run)
