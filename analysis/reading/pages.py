"""The article of a saved web page: its text without menus, banners, comments and scripts.

trafilatura tells the article from the rest. Nothing is fetched and no script is run. Runs in a
process of its own (`apart.py`), which alone imports this module.
"""

import codecs
import re
from collections.abc import Iterator
from configparser import ConfigParser
from copy import deepcopy
from functools import cache
from typing import Any

import lxml.html
import trafilatura
import trafilatura.settings

from analysis.characters import one_line
from analysis.errors import ReadingError
from analysis.reading.decoding import decode
from analysis.reading.extract import Extract
from analysis.reading.page_facts import facts_of, page_data

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_HEAD = 4_000  # bytes within which a page declares its charset
_NOTE = re.compile(r"\s*\[?[\d*†‡]{1,3}\]?\s*")  # a footnote's mark
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NO_XML = dict.fromkeys([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF])
_SCRIPTS = ("script", "style", "noscript", "template", "iframe", "object", "svg")
_BODIES = ("html", "body", "main", "article")
_TEXTS = ("p", "div", "li", "blockquote", "section")
_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "blockquote", "section", "table", "h1", "h2", "h3", "h4")
)
_HOLDERS = ("div", "section", "main", "td")
_STORY = 0.25  # of the text: what is beside <article>s and holds so much is the story itself
_ENOUGH = 0.8  # of the page's text
_SENTENCE = 25  # characters: what is shorter may be a menu's entry
_PROSE = 200  # characters: a cell that holds so many lays out a page, and is no datum
_CELLS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th", "font", "center")
_MOST_SHARE = 0.5  # of a page's text: what holds more is no banner, whatever it is called


def read(data: bytes, name: str, encoding: str | None) -> Extract:
    """Return the article of a page. Raises ReadingError where there is none to be found."""
    text, used = decode(data, name, encoding, declared=_declared(data))
    tree = _parsed(text)
    if tree is None:
        raise _empty(name)
    facts = facts_of(tree, text)
    paragraphs = _paragraphs_on(tree)
    if not paragraphs:
        raise _empty(name)
    return Extract((*_headline(facts, paragraphs), *paragraphs), facts, encoding=used)


def paragraphs_of_mail(text: str) -> list[str]:
    """Return the paragraphs of a mail in HTML without what is marked as quoted or signature."""
    tree = _parsed(text)
    if tree is None:
        return []
    for element in [*tree.iter()]:
        if isinstance(element.tag, str) and _is_quoted(element):
            _drop(element)
    return _paragraphs_on(tree)


def _is_quoted(element: Any) -> bool:
    words = page_data()["left_out"]["mail"]
    named = f"{element.get('id') or ''} {element.get('class') or ''}".split()
    return (element.tag == "blockquote" and element.get("type") == "cite") or any(
        word in words for word in named
    )


def _paragraphs_on(tree: Any) -> list[str]:
    _tidy(tree)
    _leave_out(tree)
    _unlay(tree)
    _quote(tree)
    _name_paragraphs(tree)
    _mark_article(tree)
    found = _article(deepcopy(tree), fast=True) or _article(tree, fast=False)
    lines = [one_line(line).strip() for line in (found or "").splitlines()]
    return [line for line in lines if line and line != "-"]


def _article(tree: Any, *, fast: bool) -> str | None:
    """Return the article's paragraphs as lines; not `fast`: with the library's last resorts,

    which keep less of the text's order and repetitions.
    """
    return trafilatura.extract(
        tree, fast=fast, include_comments=False, include_tables=False, config=_settings()
    )


@cache
def _settings() -> ConfigParser:
    """Return trafilatura's settings, with short articles taken as they are."""
    settings = deepcopy(trafilatura.settings.DEFAULT_CONFIG)
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "1"
    return settings


def _empty(name: str) -> ReadingError:
    return ReadingError(
        f"{name} is a web page without an article in it that can be told from the rest; it may "
        "be filled in by a script.",
        "Open it in a browser, copy the article's text into a text file and add that.",
    )


def _declared(data: bytes) -> str | None:
    """Return the encoding that a page names in its head, None where there is no such encoding."""
    found = _CHARSET.search(data[:_HEAD])
    if found is None:
        return None
    try:
        known = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    # What calls itself so on the web is Windows-1252: the HTML standard says the same.
    return "cp1252" if known in ("iso8859-1", "ascii") else known


def _parsed(text: str) -> Any:
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        # The text is UTF-8 now, whatever it declares.
        return lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (lxml.etree.LxmlError, ValueError):
        return None


def _quote(tree: Any) -> None:
    """Write the quotation marks that browsers draw around <q>."""
    for quote in [*tree.iter("q")]:
        quote.text = "“" + (quote.text or "")
        if len(quote):
            quote[-1].tail = (quote[-1].tail or "") + "”"
        else:
            quote.text += "”"
        quote.drop_tag()


def _name_paragraphs(tree: Any) -> None:
    """Make a <p> of each bare <div> that holds a paragraph: others are passed over."""
    for element in [*tree.iter("div")]:
        bare = not element.attrib and not any(one.tag in _BLOCKS for one in element)
        if bare and len(element.text_content().strip()) >= _SENTENCE:
            element.tag = "p"


def _mark_article(tree: Any) -> None:
    """Leave one <article>: the one that holds most, else the smallest part with most of the text.

    Text is that of paragraphs: no lists of links and no menus. Other <article>s are teasers,
    unless the page has little text beside them, as a live blog does.
    """
    sizes = {one: len(one.text_content().strip()) for one in tree.iter(*_TEXTS) if _is_text(one)}
    whole = sum(sizes.values())
    holds = _holding(sizes)
    articles = [*tree.iter("article")]
    main = max(articles, key=lambda one: holds.get(one, 0), default=None)
    alone = main is not None and holds.get(main, 0) >= whole * _MOST_SHARE
    outer = [one for one in articles if not any(True for _ in one.iterancestors("article"))]
    beside = whole - sum(holds.get(one, 0) for one in outer)
    for one in articles:
        if one is main and alone:
            continue
        if alone or beside >= whole * _STORY:
            _drop(one)
        else:
            one.tag = "div"
    if alone or not sizes:
        return
    holds = _holding({one: size for one, size in sizes.items() if tree in one.iterancestors()})
    enough = holds.get(tree, 0) * _ENOUGH
    # The smallest is the last to begin of those that hold enough: one is in the other.
    for element in [one for one in tree.iter(*_HOLDERS) if holds.get(one, 0) >= enough][-1:]:
        element.tag = "article"


def _holding(sizes: dict[Any, int]) -> dict[Any, int]:
    """Return how much of the text each part of the page holds."""
    holds: dict[Any, int] = {}
    for element, size in sizes.items():
        for holder in element.iterancestors():
            holds[holder] = holds.get(holder, 0) + size
    return holds


def _is_text(element: Any) -> bool:
    size = len(element.text_content().strip())
    if size < _SENTENCE or any(one.tag in _BLOCKS for one in element.iterdescendants()):
        return False
    return sum(len(link.text_content()) for link in element.iter("a")) <= size * _MOST_SHARE


def _tidy(tree: Any) -> None:
    """Take control characters out: the library that finds the article stumbles over them."""
    for element in tree.iter():
        if element.text:
            element.text = element.text.translate(_NO_XML)
        if element.tail:
            element.tail = element.tail.translate(_NO_XML)


def _headline(facts: dict[str, str], paragraphs: list[str]) -> Iterator[str]:
    """Yield the title where the article's text does not begin with it, as it does on the page."""
    title = facts.get("title", "")
    if title and not any(_same(title, line) for line in paragraphs[:3]):
        yield title


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


def _leave_out(tree: Any) -> None:
    """Take out what no reader of the page reads as its article."""
    whole = len(tree.text_content())
    for element in [*tree.iter()]:
        if not isinstance(element.tag, str) or element.tag in _BODIES:
            continue
        if _is_aside(element) or (
            _is_named_so(element) and len(element.text_content()) < whole * _MOST_SHARE
        ):
            _drop(element)


def _is_aside(element: Any) -> bool:
    note = element.tag == "sup" and _NOTE.fullmatch(element.text_content())
    return element.tag in _SCRIPTS or bool(note) or _is_hidden(element)


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _is_hidden(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _is_named_so(element: Any) -> bool:
    """Whether role, id or classes say that it is a menu, a banner or the like."""
    words = page_data()["left_out"]
    if (element.get("role") or "").lower() in words["roles"]:
        return True
    named = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
    return not set(words["words"]).isdisjoint(re.split(r"[^a-z]+", named))


def _unlay(tree: Any) -> None:
    """Turn tables that lay out a page into parts of it, and their line breaks into paragraphs."""
    for table in [*tree.iter("table")]:
        cells = [cell for cell in table.iter("td", "th") if not [*cell.iter("table")]]
        if not any(len(cell.text_content()) >= _PROSE for cell in cells):
            continue
        for cell in cells:
            _paragraphs(cell)
        for element in [*table.iter(*_CELLS)]:
            element.tag = "div"
            element.attrib.clear()
    for cell in [*tree.iter(*_CELLS[1:])]:
        if not any(True for _ in cell.iterancestors("table")):
            cell.tag = "div"


def _paragraphs(cell: Any) -> None:
    """Make a paragraph of each run of a cell's text that ends in line breaks."""
    for line in [*cell.iter("br")]:
        following = (line.tail or "").strip()
        if following and line.getparent() is not None:
            line.tag, line.text, line.tail = "p", following, ""
