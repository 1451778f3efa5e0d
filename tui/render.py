"""The only place that turns data into what Textual draws.

Text from an article, a settings file or an error is never markup: `[the company]` keeps its
brackets and `[@click=…]` is no link. Control characters are left out here as well as at load
(`analysis.characters`), so that no escape sequence of an article reaches the terminal. Every
other module of `tui` builds what it shows with these functions; a test walks the syntax tree
and fails where one does not.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.content import Span as Styled
from textual.strip import Strip
from textual.style import Style

from analysis.characters import visible
from analysis.models import Span

Part = str | tuple[str, str] | Content
"""Plain text, text with a style, or content made before."""

Cut = tuple[int, int]
"""A line of a wrapped text: offsets into it, end exclusive."""

_WORD = re.compile(r"\S+")
_BREAKS = str.maketrans("\n\t", "  ")


def clean(text: str) -> str:
    """Return `text` for one line: unsafe characters left out, each break and tab one space."""
    return visible(text).translate(_BREAKS)


def say(*parts: Part) -> Content:
    """Return the parts one after the other as literal text; a style is `bold`, `$muted` …"""
    text = ""
    spans: list[Styled] = []
    for part in parts:
        if isinstance(part, Content):
            spans += [Styled(s.start + len(text), s.end + len(text), s.style) for s in part.spans]
            text += part.plain
            continue
        words, style = (part, "") if isinstance(part, str) else part
        start, text = len(text), text + clean(words)
        if style and len(text) > start:
            spans.append(Styled(start, len(text), style))
    return Content(text, spans)


def stack(lines: Iterable[Content]) -> Content:
    """Return the lines one below the other."""
    return Content("\n").join(lines)


def literal(text: str) -> str:
    """Return `text` for a place that takes a plain string and no markup (toasts, window title)."""
    return visible(text)


def block(text: str, style: str = "") -> Content:
    """Return text of several lines (a message, an error) as literal text; line feeds stay."""
    return stack(say((line, style)) for line in visible(text).split("\n"))


# ---------------------------------------------------------------- lines


def wrap(text: str, width: int) -> list[Cut]:
    """Return the lines of `text` in at most `width` cells each, as offsets.

    Lines break at white space, which is left out at the break; a word wider than a line is cut.
    Widths are cells, not characters: a wide character takes two.
    """
    width = max(2, width)
    measure: Callable[[str], int] = len if text.isascii() else cell_len
    cuts: list[Cut] = []
    start = 0
    for hard in text.split("\n"):
        cuts += _wrap_line(text, start, start + len(hard), width, measure)
        start += len(hard) + 1
    return cuts


def _wrap_line(
    text: str, start: int, end: int, width: int, measure: Callable[[str], int]
) -> Iterator[Cut]:
    left = right = start  # the line so far
    used, begun = 0, False  # a word may be no cell wide
    for word in _WORD.finditer(text, start, end):
        a, b = word.span()
        size = measure(word[0])
        gap = measure(text[right:a]) if begun else 0
        if begun and used + gap + size > width:
            yield left, right
            used, gap, begun = 0, 0, False
        if not begun:
            left, begun = a, True
            while size > width:
                middle = _cut(text, a, b, width, measure)
                yield a, middle
                left = a = middle
                size = measure(text[a:b])
        used += gap + size
        right = b
    yield (left, right) if begun else (start, start)


def _cut(text: str, start: int, end: int, width: int, measure: Callable[[str], int]) -> int:
    """Return where a word that is too wide is cut: at least one character on."""
    if measure is len:
        return start + width
    used = 0
    for place in range(start, end):
        used += measure(text[place])
        # A variation selector can widen the character before it, so the sum alone is not enough.
        if used > width or measure(text[start : place + 1]) > width:
            return max(place, start + 1)
    return end


def lines(content: Content, width: int, limit: int = 0) -> list[Content]:
    """Return `content` wrapped; with a `limit`, cut after so many lines with an ellipsis."""
    cuts = wrap(content.plain, width)
    if limit and len(cuts) > limit:
        start, end = cuts[limit - 1]
        while end > start and cell_len(content.plain[start:end]) > width - 1:
            end -= 1
        last = say(content[start:end].rstrip(), ("…", "$muted"))
        return [*(content[a:b] for a, b in cuts[: limit - 1]), last]
    return [content[a:b] for a, b in cuts]


def clip(text: str, width: int) -> str:
    """Return `text` on one line of at most `width` cells, cut with an ellipsis."""
    text = clean(text)
    if len(text) <= 4 * width and cell_len(text) <= width:
        return text
    if width < 2:
        return "…"[:width]
    kept = text[: _cut(text, 0, len(text), width - 1, cell_len)].rstrip()
    # A cut takes one character at least, and that may be two cells wide.
    return f"{kept}…" if cell_len(kept) < width else "…"


def strip(
    content: Content, width: int, base: Style, parse: Callable[[str | Style], Style]
) -> Strip:
    """Return one line of the screen, `width` cells, on the style `base`."""
    segments = [
        Segment(text, style.rich_style)
        for text, style in content.render(base, end="", parse_style=parse)
    ]
    return Strip(segments).adjust_cell_length(width, base.rich_style)


# ---------------------------------------------------------------- passages

_MARK = Style.from_meta({"given": True})
_marking = False


def mark_verbatim(on: bool) -> None:
    """Mark words of articles from now on, so that `tui.ascii` tells them from signs; or no more."""
    global _marking
    _marking = on


def verbatim(text: str, style: str = "") -> Content:
    """Return words of an article that stay as they are where signs are turned into ASCII."""
    words = clean(text)
    spans = [Styled(0, len(words), style)] if style else []
    return Content(words, [*spans, Styled(0, len(words), _MARK)] if _marking and words else spans)


def passage(text: str, place: Span, lit: Sequence[tuple[Span, str]]) -> Content:
    """Return `text[place]` with spans of `text` lit: later styles lie on top of earlier ones."""
    inside = [(Span(max(s, place.start), min(e, place.end)), style) for (s, e), style in lit]
    inside = [(span, style) for span, style in inside if span.start < span.end and style]
    edges = sorted({*place}.union(*(span for span, _ in inside)))
    shown = ""
    at = {edges[0]: 0}
    for start, end in pairwise(edges):
        shown += clean(text[start:end])
        at[end] = len(shown)
    styles: list[Styled] = [Styled(at[s.start], at[s.end], style) for s, style in inside]
    if _marking and shown:
        styles.append(Styled(0, len(shown), _MARK))
    return Content(shown, styles)


def shown_offset(text: str, place: Span, offset: int) -> int:
    """Return where in `passage(text, place, …)` the character at `offset` of `text` stands."""
    return len(clean(text[place.start : max(place.start, offset)]))
