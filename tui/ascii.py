"""Signs, bars and borders in ASCII, for terminals and fonts that have no others.

The last step before a line reaches the terminal: every character of ours has one of ASCII in its
place, of the same width. Words of articles are told by a mark on their style (see
`render.verbatim`) and stay as they are.
"""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

GIVEN = "given"
"""The key of the mark, in the style's meta data."""

_SIGNS = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "›": ">", "‹": "<", "»": "&", "«": "&", "○": "o",
    "●": "*", "·": "-", "•": "-", "≠": "!", "−": "-", "–": "-", "—": "-", "…": "~", "¶": "$",
    "✓": "Y", "✔": "Y", "✎": "*", "×": "x", "→": ">", "←": "<", "↑": "^", "↓": "v", "⏎": "=",
    "⇧": "^", "▸": ">", "▾": "v", "▶": ">", "▼": "v", "▲": "^", "◀": "<", "■": "#", "□": "o",
    "◆": "%", "⋯": "~", "„": '"', "✗": "x",
    "◇": "o", "⚑": "!", "≥": ">", "≤": "<", "█": "#", "░": ":", "▒": ":", "▓": "#", "▌": "|",
    "▍": "|", "▎": "|", "▏": ":", "▐": "|", "▕": "|", "▀": '"', "▄": "_", "▁": "_", "▂": "_",
    "▔": "-", "▇": "#", "▆": "#", "▅": "=", "▃": "_", "▊": "#", "▉": "#", "▋": "#",
    "\u00a0": " ",
}  # fmt: skip
_LINES = {chr(code): "+" for code in range(0x2500, 0x2580)} | {
    **dict.fromkeys("─━╌╍┄┅┈┉╴╶╸╺╼╾", "-"),
    **dict.fromkeys("═", "="),
    **dict.fromkeys("│┃╎╏┆┇┊┋║╵╷╹╻╽╿", "|"),
}
_TABLE = str.maketrans({chr(code): "#" for code in range(0x2580, 0x25A0)} | _LINES | _SIGNS)


class AsciiFilter(LineFilter):
    """Puts ASCII in the place of every sign, but for the words of articles."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line in ASCII."""
        return [
            segment
            if segment.text.isascii() or (segment.style and GIVEN in segment.style.meta)
            else Segment(segment.text.translate(_TABLE), segment.style, segment.control)
            for segment in segments
        ]
