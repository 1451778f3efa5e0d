"""The terminal's own colours, and none: what grounds tell elsewhere is told by form there.

A terminal's sixteen colours lie on a ground that nobody knows, so only few of them can be written
on. The last step before a line reaches the terminal takes the others for what they stand for.
"""

from collections.abc import Sequence
from functools import lru_cache

from rich.color import Color as Ground
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import ANSIToTruecolor, LineFilter, Monochrome, NoColor

_FORMS = {13: Style(underline=True), 14: Style(dim=True)}
"""Of the bright magenta under a passage, and the bright cyan under other statements."""
_NOTHING = Style(color="default", bgcolor="default")


def in_ink(filters: Sequence[LineFilter], *, colours: bool) -> list[LineFilter]:
    """Return the filters with this one in the place of those that paint over."""
    over = (ANSIToTruecolor, Monochrome, NoColor)
    return [*(one for one in filters if not isinstance(one, over)), Ink(colours=colours)]


class Ink(LineFilter):
    """Draws grounds that cannot be written on as form; without colour every one."""

    def __init__(self, *, colours: bool) -> None:
        super().__init__()
        self._colours = colours

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line in ink."""
        return [
            Segment(text, style and _drawn(style, self._colours), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _drawn(style: Style, colours: bool) -> Style:
    ground = style.bgcolor
    lit = ground is not None and ground.type is ColorType.STANDARD
    number = ground.number if lit and ground is not None else None
    form = _FORMS.get(number) if number is not None else None
    if form is not None:
        style += form + Style(bgcolor=Ground.default())
    if colours:
        return style
    return style + _NOTHING + Style(reverse=True) if lit and form is None else style + _NOTHING
