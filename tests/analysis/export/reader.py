"""An independent reader of Markdown: what a parser of CommonMark makes of an export."""

from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

_PARSER = MarkdownIt("gfm-like").use(footnote_plugin)
assert _PARSER.linkify is not None
_PARSER.linkify.set({"fuzzy_link": False})  # as on GitHub: "Amazon.com" is a name, no link


@dataclass
class Read:
    """The tables as rows of plain cells, items of lists, footnotes, and what should not be."""

    tables: list[list[list[str]]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    footnotes: dict[str, str] = field(default_factory=dict)
    active: list[str] = field(default_factory=list)


_HARMLESS = frozenset(["text", "softbreak", "footnote_ref", "footnote_anchor"])


def _plain(token: Token, read: Read) -> str:
    words = []
    for child in token.children or ():
        if child.type not in _HARMLESS:
            read.active.append(f"{child.type} {child.content}")
        if child.type != "footnote_ref":
            words.append("\n" if child.type == "softbreak" else child.content)
    return "".join(words)


_ACTIVE = frozenset(["html_block", "code_block", "fence", "hr", "blockquote_open"])


def read(markdown: str) -> Read:
    """Return what stands in a Markdown text."""
    found = Read()
    note = ""
    listed = False
    for token in _PARSER.parse(markdown):
        if token.type in _ACTIVE:
            found.active.append(token.type)
        elif token.type == "table_open":
            found.tables.append([])
        elif token.type == "tr_open":
            found.tables[-1].append([])
        elif token.type in ("footnote_open", "footnote_close"):
            note = token.meta["label"] if token.type == "footnote_open" else ""
        elif token.type in ("bullet_list_open", "bullet_list_close"):
            listed = token.type == "bullet_list_open"
        elif token.type == "inline":
            _take(token, found, note, listed)
    return found


def _take(token: Token, found: Read, note: str, listed: bool) -> None:
    text = _plain(token, found)
    if note:
        found.footnotes[note] = text
    elif listed:
        found.items.append(text)
    elif found.tables and token.level > 3:
        found.tables[-1][-1].append(text)
