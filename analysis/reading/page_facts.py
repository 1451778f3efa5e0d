"""What a web page says about itself: JSON-LD, Open Graph and other <meta>, <time>, <title>.

Only what is said outright counts: nothing is guessed from the words of the page.
"""

import html
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from analysis.characters import one_line
from analysis.reading.dates import date_at
from analysis.reading.extract import FACTS

_ADDRESS = re.compile(r"https?://\S+")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+?)\s*-->")
_PARTS = re.compile(r"\s+(?:[|–—·»:-]|::)\s+")
_MOST = 300  # characters of a fact, and objects looked at within JSON-LD


@cache
def page_data() -> dict[str, Any]:
    """Return the data file of what pages say about themselves."""
    source = files("analysis.reading").joinpath("data", "page.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def facts_of(tree: Any, text: str) -> dict[str, str]:
    """Return title, author, date, outlet and url of a page, as far as it tells them.

    `tree` is its root as lxml parsed it, `text` its source.
    """
    found: dict[str, str] = {}
    for source in (_linked_data(tree), _meta(tree), _elements(tree, text)):
        for name, value in source:
            value = _fit(name, one_line(html.unescape(value)).strip())
            if value and name not in found and len(value) <= _MOST:
                found[name] = value
    if "title" not in found:
        title = _title(tree, found.get("outlet", ""))
        if title:
            found["title"] = title[:_MOST]
    return {name: found[name] for name in FACTS if name in found}


def _fit(name: str, value: str) -> str:
    """Return `value` in the form of the field, empty where it is not of that form."""
    if name == "date":
        date = date_at(value)
        return date.iso if date else ""
    if name == "url":
        return value if _ADDRESS.fullmatch(value) else ""
    return "" if _ADDRESS.match(value) else value


def _linked_data(tree: Any) -> Iterator[tuple[str, str]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        articles = [one for one in _objects(data) if _is_article(one)]
        # A page's own object comes after that of the article on it.
        articles.sort(key=lambda one: "WebPage" in str(one.get("@type")))
        for one in articles:
            yield "title", _words(one.get("headline"))
            yield "author", _words(one.get("author"))
            yield "date", _words(one.get("datePublished"))
            yield "outlet", _words(one.get("publisher"))
            yield "url", _words(one.get("url"))


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a piece of JSON-LD: itself, a list's, those of its graph."""
    waiting, seen = [data], 0
    while waiting and seen < _MOST:
        seen += 1
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting += one[:_MOST]
        elif isinstance(one, dict):
            yield one
            waiting += [one[key] for key in ("@graph", "mainEntity") if key in one]


def _is_article(data: dict[str, Any]) -> bool:
    kinds = data.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(str(kind).endswith(tuple(page_data()["types"])) for kind in kinds)


def _words(value: Any, depth: int = 0) -> str:
    """Return a string of JSON-LD, the name of an object, those of a list."""
    if isinstance(value, str):
        return value
    if depth > 2:
        return ""
    if isinstance(value, dict):
        return _words(value.get("name"), depth + 1)
    if isinstance(value, list):
        return ", ".join(filter(None, (_words(one, depth + 1) for one in value[:20])))
    return ""


def _meta(tree: Any) -> Iterator[tuple[str, str]]:
    said: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        said.setdefault(key, []).append(meta.get("content") or "")
    for name, keys in page_data()["meta"].items():
        for key in keys:
            values = [value for value in said.get(key, ()) if value.strip()]
            names = [value for value in values if not _ADDRESS.match(value)]
            yield name, ", ".join(dict.fromkeys(names)) if name == "author" else "".join(values[:1])


def _elements(tree: Any, text: str) -> Iterator[tuple[str, str]]:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield "url", link.get("href") or ""
    saved = _SAVED_FROM.search(text[:2000])
    if saved:
        yield "url", saved[1]
    for element in tree.xpath("//*[@itemprop='datePublished']"):
        yield "date", _time(element)
    times = [*tree.iter("time")]
    telling = [one for one in times if one.get("pubdate") or "published" in _classes(one)]
    within = [one for one in times if any(up.tag == "article" for up in one.iterancestors())]
    days = {_fit("date", _time(one)) for one in times} - {""}
    for one in (*telling, *(within[:1] if len(days) > 1 else times)):
        yield "date", _time(one)
    for author in tree.xpath("//*[@rel='author' or @itemprop='author']"):
        yield "author", re.sub(r"(?i)^by\s+", "", one_line(author.text_content()).strip())


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").lower().split()


def _time(element: Any) -> str:
    said: str = element.get("datetime") or element.get("content") or element.text_content()
    return said.strip()


def _title(tree: Any, outlet: str) -> str:
    """Return the only <h1>, else <title> without the name of the site."""
    heads = [one_line(head.text_content()).strip() for head in tree.iter("h1")]
    heads = [head for head in heads if head and head.casefold() != outlet.casefold()]
    whole = one_line(next((one.text_content() for one in tree.iter("title")), "")).strip()
    if len(heads) == 1:
        return heads[0]
    return _without_site(whole, outlet, heads)


def _without_site(title: str, outlet: str, heads: Iterable[str]) -> str:
    parts = [*_PARTS.finditer(title)]
    if not parts:
        return title
    before, after = title[: parts[-1].start()], title[parts[-1].end() :]
    known = after.casefold() == outlet.casefold() or before in heads
    return before if known else title
