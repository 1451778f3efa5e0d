"""Characters that must never reach a terminal or an export.

An article may hold escape sequences, bidirectional overrides or zero-width characters, by
accident or on purpose: written to a terminal they move the cursor, set the clipboard or make
the text read as something else. They stay in the frozen text (offsets never change) and are
left out wherever text is analysed, shown or exported.
"""

UNSAFE = frozenset(
    [code for code in range(0x20) if code not in (0x09, 0x0A)]  # C0 but tab and line feed
    + list(range(0x7F, 0xA0))  # DEL and C1
    + [0x061C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD]
    + list(range(0x2028, 0x202F))  # line and paragraph separators, bidirectional embeddings
    + list(range(0x2066, 0x206A))  # bidirectional isolates
    + list(range(0xD800, 0xE000))  # lone surrogates cannot be encoded
    + list(range(0xE0000, 0xE0080))  # tags
)
"""Code points left out of everything that is analysed, shown or exported."""

_OPENING = frozenset('“"')
_CLOSING = frozenset('”"')
_MARKS = _OPENING | _CLOSING
_DELETE = dict.fromkeys(UNSAFE)


def visible(text: str) -> str:
    """Return `text` without the characters of `UNSAFE`; line feeds and tabs stay."""
    return text.translate(_DELETE)


def one_line(text: str) -> str:
    """Return `text` as it can stand on one line: visible, each run of white space one space."""
    return " ".join(visible(text).split())


def quote_marks(text: str) -> tuple[str, str]:
    """Return the quotation marks that `text` still needs around it to stand as a quote.

    The first sentence of a quotation may bring the opening mark with it, the last one the
    closing mark; marks around words inside it are no marks around it.
    """
    if text[:1] in _OPENING and text[-1:] in _CLOSING and len(text) > 1:
        return ("", "")  # “We go,” she said, “and soon.”
    opened = text[:1] in _OPENING and not set(text[1:-1]) & _MARKS
    closed = text[-1:] in _CLOSING and not set(text[1:-1]) & _MARKS
    return ("" if opened else "“", "" if closed else "”")
