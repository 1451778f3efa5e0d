"""The head of an article: front matter, header lines, headline, byline, date line.

Only forms that can hardly be anything else count; what is unsure stays text, and its field
stays empty.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from analysis.characters import one_line
from analysis.models import Span
from analysis.reading.dates import date_at, head_data
from analysis.reading.lines import Line

_KEY = re.compile(r"\s*([A-Za-z][A-Za-z _-]{0,24}?)\s*:(?:\s+(.*))?$")
_LIST_ITEM = re.compile(r"\s*-\s+(.+)$")
_URL = re.compile(r"https?://\S+")
_FENCE = ("---", "...")
_MAX_FRONT_MATTER = 100
_MAX_HEAD_LINES = 10
_MAX_HEAD_LINE = 500
_MAX_HEADLINE = (200, 30)  # characters, words
_MAX_BYLINE = 120
_MAX_NAME = 6  # words
_NO_HEADLINE_ENDS_IN = ".!?:;,…"
_QUOTES = "‘’“”\"'"
_BYLINE = re.compile(r"by\s+(.+)$", re.IGNORECASE)
_BYLINE_ENDS = re.compile(r"\s+(?:[|·•–—-]|(?:of|for|in|at)\b)\s+.*$|\s*\|.*$")
_NAME_PARTICLES = frozenset(
    ["and", "&", "de", "da", "di", "du", "la", "le", "van", "von", "der", "den", "bin", "al", "el"]
)
_THEN = re.compile(r"(.+?)(?:,|\s+[|·•–—-])\s+(.+)$")
_MARKS = " \t*_#>"


@dataclass
class Head:
    """What the head of a document says about it; empty strings where it says nothing."""

    fields: dict[str, str] = field(default_factory=dict)
    """Any of title, author, date, outlet, url."""
    furniture: list[Span] = field(default_factory=list)
    body: int = 0
    """The number of the first line after front matter and header lines."""

    def offer(self, name: str, value: str) -> None:
        """Keep `value` for the field unless it is empty or the field has a value already."""
        value = one_line(value)
        if value and name not in self.fields:
            self.fields[name] = value


def read_head(rows: Sequence[Line], *, markdown: bool) -> Head:
    """Return what the lines of a document say before its running text begins."""
    head = Head()
    first = next((i for i, line in enumerate(rows) if not line.blank), len(rows))
    head.body = first
    if not _front_matter(rows, first, head):
        _header_lines(rows, first, head)
    _opening_lines(rows, head, markdown=markdown)
    return head


@cache
def _fields() -> Mapping[str, str]:
    return {key: name for name, keys in head_data()["keys"].items() for key in keys}


def _take(head: Head, key: str, value: str) -> None:
    """Keep what a `key: value` line says, where it says it in a form that can be trusted."""
    value = value.strip().strip("\"'[]").strip()
    name = _fields().get(key.strip().lower(), "other")
    address = _URL.search(value)
    if name == "date":
        found = date_at(value)
        head.offer("date", found.iso if found else "")
    elif name == "url" or (name == "outlet" and address):
        head.offer("url", address.group() if address else "")
    elif name != "other":
        head.offer(name, _name(value) if name == "author" else value)


def _front_matter(rows: Sequence[Line], first: int, head: Head) -> bool:
    """Read a block between `---` lines at the very top."""
    if first >= len(rows) or rows[first].text.strip() != "---":
        return False
    last = next(
        (
            number
            for number in range(first + 1, min(len(rows), first + _MAX_FRONT_MATTER))
            if rows[number].text.strip() in _FENCE
        ),
        None,
    )
    if last is None:
        return False
    inside = [line for line in rows[first + 1 : last] if not line.blank]
    if not any(_KEY.match(line.text) for line in inside[:1]):
        return False
    key, listed = "", ""
    for line in inside:
        item, pair = _LIST_ITEM.match(line.text), _KEY.match(line.text)
        if item and key:
            listed = f"{listed}, {item[1].strip()}" if listed else item[1].strip()
            continue
        if listed:
            _take(head, key, listed)
        listed = ""
        if pair:
            key = pair[1]
            _take(head, key, pair[2] or "")
    if listed:
        _take(head, key, listed)
    head.furniture.append(Span(0, rows[last].end))
    head.body = last + 1
    return True


def _header_lines(rows: Sequence[Line], first: int, head: Head) -> None:
    """Read `Key: value` lines at the top: known keys, or any key inside a block of them."""
    last = first
    for number in range(first, len(rows)):
        pair = _KEY.match(rows[number].text)
        if pair is None or not pair[2]:
            break
        if pair[1].lower() not in _fields() and not (number > first and pair[1][0].isupper()):
            break
        last = number + 1
    if last == first:
        return
    # `Microsoft: We will not sell.` may be the text itself: an unknown key counts only within
    # a block of known ones that a blank line closes.
    block = rows[first:last]
    known = sum(_key_of(line) in _fields() for line in block)
    closed = last == len(rows) or rows[last].blank
    if not closed or known * 2 <= len(block):
        last = first + next(
            (n for n, line in enumerate(block) if _key_of(line) not in _fields()), len(block)
        )
    if last == first + 1 and not _may_stand_alone(rows[first]):
        return
    for line in rows[first:last]:
        pair = _KEY.match(line.text)
        if pair:
            _take(head, pair[1], pair[2])
    head.furniture.append(Span(rows[first].start, rows[last - 1].end))
    head.body = last


def _may_stand_alone(line: Line) -> bool:
    """Whether one `Key: value` line is a header, not a headline such as `Source: it is over`."""
    value = line.text.partition(":")[2].strip()
    name = _fields().get(_key_of(line), "other")
    if name == "title":
        return True
    if name == "date":
        return date_at(value) is not None
    if _URL.match(value):
        return name in ("url", "outlet")
    short = len(value.split()) <= _MAX_NAME and value[-1:] not in "!?,;"
    return (
        name in ("outlet", "author")
        and short
        and all(
            word[0].isupper() or word in _NAME_PARTICLES | {"of", "the"} for word in value.split()
        )
    )


def _key_of(line: Line) -> str:
    pair = _KEY.match(line.text)
    return pair[1].lower() if pair else ""


def _opening_lines(rows: Sequence[Line], head: Head, *, markdown: bool) -> None:
    """Find headline, byline, date and address among the first lines."""
    seen = 0
    for number in range(head.body, len(rows)):
        line = rows[number]
        if len(line.text) > _MAX_HEAD_LINE:
            seen += 1
            continue
        if line.blank:
            continue
        seen += 1
        if seen > _MAX_HEAD_LINES:
            return
        plain = one_line(line.text.strip(_MARKS))
        if any(read(plain, head) for read in (_byline, _date_line, _paper_and_date, _address)):
            head.furniture.append(Span(line.start, line.end))
        elif _is_outlet(rows, number, plain, head):
            head.offer("outlet", plain)
            head.furniture.append(Span(line.start, line.end))
        elif not markdown and seen == 1 and _is_headline(rows, number, plain):
            head.offer("title", plain)


def _byline(line: str, head: Head) -> bool:
    """Read `By Jane Smith, Reuters`; whether the line is such a line."""
    match = _BYLINE.match(line)
    if match is None or len(line) > _MAX_BYLINE:
        return False
    names = _unnamed().sub("", _BYLINE_ENDS.sub("", match[1]).strip())
    first, _, rest = names.partition(",")
    if rest and not re.search(r"\band\b|&", rest):
        names = first
    words = names.replace(",", " ").split()
    capitalised = [word for word in words if word[0].isupper()]
    if len(capitalised) < 2 or not all(
        word[0].isupper() or word.lower() in _NAME_PARTICLES for word in words
    ):
        return False
    if names[-1] in "!?:;":
        return False
    head.offer("author", _name(names))
    for part in re.split(r"[,|·•]|\s[–—-]\s", match[1])[1:]:
        found = date_at(part.strip())
        head.offer("date", found.iso if found else "")
        head.offer("outlet", part if part.strip() in head_data()["agencies"] else "")
    return True


def _is_outlet(rows: Sequence[Line], number: int, line: str, head: Head) -> bool:
    """Whether a line between a byline and a date line names a paper: "The Harbour Gazette"."""
    if not _is_paper(line):
        return False
    above = _next_words(rows[max(0, number - 2) : number][::-1])
    below = _next_words(rows[number + 1 : number + 3])
    apart = Head()
    return _byline(above, apart) and _date_line(below, apart)


def _is_paper(name: str) -> bool:
    words = name.split()
    if len(words) > _MAX_NAME or not all(w[0].isupper() or w in ("of", "the") for w in words):
        return False
    return name in head_data()["agencies"] or bool({w.lower() for w in words} & _papers())


def _paper_and_date(line: str, head: Head) -> bool:
    """Read `The Harbour Gazette, 4 June 2026`."""
    match = _THEN.match(line)
    if match is None or not _is_paper(match[1]) or not _date_line(match[2], head):
        return False
    head.offer("outlet", match[1])
    return True


def _next_words(rows: Sequence[Line]) -> str:
    return next((one_line(row.text.strip(_MARKS)) for row in rows if not row.blank), "")


@cache
def _unnamed() -> re.Pattern[str]:
    others = "|".join(map(re.escape, head_data()["unnamed"]))
    return re.compile(rf",?\s+(?:and|with)\s+(?:{others})\.?$", re.IGNORECASE)


@cache
def _papers() -> frozenset[str]:
    return frozenset(head_data()["papers"])


def _name(names: str) -> str:
    """Return `names` without a full stop that belongs to no abbreviation such as `Jr.`"""
    last = names.split()[-1:] or [""]
    return names if len(last[0]) <= 3 else names.rstrip(".")


def _date_line(line: str, head: Head) -> bool:
    """Read a line that is a date, with or without `Published:` and a time of day."""
    rest = _after_date_word(line)
    found = date_at(rest)
    if found is None:
        return False
    after = rest[found.end :].strip(" ,|·•–—-")
    if not re.fullmatch(
        r"(?i:at\s+)?(?:\d{1,2}[:.]\d{2}(?i:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,5})?)?", after
    ):
        return False
    head.offer("date", found.iso)
    return True


def _after_date_word(line: str) -> str:
    """Return `line` without a leading `Published on:` or the like."""
    words = "|".join(re.escape(word) for word in head_data()["date_words"])
    return re.sub(rf"^(?:{words})(?:\s+on)?\s*:?\s+", "", line, flags=re.IGNORECASE)


def _address(line: str, head: Head) -> bool:
    if not _URL.fullmatch(line):
        return False
    head.offer("url", line)
    return True


def _is_headline(rows: Sequence[Line], number: int, line: str) -> bool:
    """Whether a first line is a headline: short, no sentence, and a blank line before the text."""
    longest, most = _MAX_HEADLINE
    if len(line) > longest or not 2 <= len(line.split()) <= most:
        return False
    if line.rstrip("”’\"')]")[-1:] in _NO_HEADLINE_ENDS_IN:
        return False
    if not line[0].isalnum() and line[0] not in _QUOTES:
        return False
    if number + 1 >= len(rows) or not rows[number + 1].blank:
        return False
    return any(not line.blank for line in rows[number + 1 :])
