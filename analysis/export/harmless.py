"""Words of a source made harmless for the place that they are written to."""

import re

from analysis.characters import UNSAFE, one_line, visible

_ALWAYS = re.compile(r"[\\`*~|]")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")  # inside a word it is no emphasis
_LINK = re.compile(
    r"(?<=[!^])\["  # an image, an inline footnote
    r"|\[(?=[\^@\[])"  # a footnote, a citation, a wiki link
    r"|\](?=[(\[:])"  # the end of a link's text
)
_ADDRESS = re.compile(r":(?=//)|(?<=\bwww)\.|(?<=\w)@(?=\w)|(?<=\bmailto):", re.IGNORECASE)
_ENTITY = re.compile(r"&(?=#?\w+;)")
_HASHES = re.compile(r"^#|#(?=#*$)")

_FORMULA = tuple("=+-@\t\r＝＋－＠")


def markdown(text: str) -> str:
    """Return `text` on one line, so that Markdown shows it and does nothing else.

    Only what could act is escaped ("[the company]" stays as it is), for the export is read as
    plain text, too. A parser of CommonMark gives back `one_line(text)`.
    """
    line = one_line(text)
    line = _ENTITY.sub("&amp;", line).replace("<", "&lt;")
    line = _ALWAYS.sub(r"\\\g<0>", line)
    for pattern in (_UNDERSCORE, _LINK, _ADDRESS, _HASHES):
        line = pattern.sub(r"\\\g<0>", line)
    return line


_ESCAPED = re.compile(r"\\([^\w\s])")


def plain(text: str) -> str:
    """Return what `markdown` was given, but for runs of white space."""
    return _ESCAPED.sub(r"\1", text.replace("&lt;", "<").replace("&amp;", "&"))


def cell(text: str) -> str:
    """Return `text` for a CSV cell: visible, and never a formula in a spreadsheet.

    Where it could be one, a `'` stands before it.
    """
    shown = visible(text)
    return (
        f"'{shown}"
        if shown.lstrip(" \n'\"").startswith(_FORMULA) or shown[:1] in _FORMULA
        else shown
    )


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


_UNSAFE = re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(UNSAFE)) + "]")


def json_text(text: str) -> str:
    """Return a JSON text whose unsafe characters are escapes: nothing is lost, nothing acts."""
    # No unsafe character is printable, and looking at each with the pattern is slow.
    lines = text.split("\n")
    return "\n".join(x if x.isprintable() else _UNSAFE.sub(_escape, x) for x in lines)
