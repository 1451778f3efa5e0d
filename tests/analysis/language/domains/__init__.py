"""Hand-marked texts of other fields than the political news that the engine is tuned on."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent
MADE = FOLDER / "domains.jsonl"
_HEAD = re.compile(r"^## (\S+) (\S+)\n", re.MULTILINE)
_MARK = re.compile(r"\{((?:[sck]\d+,?)+):|\}")
_ROLES = {"s": "source", "c": "cue", "k": "content"}
Roles = dict[str, list[list[int]]]


def read(marked: str) -> tuple[str, list[Roles]]:
    """Return a marked text without its marks, and its attributions in the order of numbers.

    ValueError on a mark that is not closed, or closed twice.
    """
    plain = ""
    at = 0
    opened: list[tuple[str, int]] = []
    spans: dict[int, Roles] = {}
    for mark in _MARK.finditer(marked):
        plain += marked[at : mark.start()]
        at = mark.end()
        if mark[1]:
            opened.append((mark[1], len(plain)))
            continue
        if not opened:
            raise ValueError(f"closed without being opened: {plain[-30:]!r}")
        labels, start = opened.pop()
        for label in labels.split(","):
            roles = spans.setdefault(int(label[1:]), {name: [] for name in _ROLES.values()})
            roles[_ROLES[label[0]]].append([start, len(plain)])
    if opened:
        raise ValueError(f"not closed: {opened}")
    return plain + marked[at:], [spans[number] for number in sorted(spans)]


def documents() -> Iterator[dict[str, object]]:
    """Yield the texts in the form of a gold file, each with its field and its class."""
    for path in sorted(FOLDER.glob("*.txt")):
        _, *parts = _HEAD.split(path.read_text(encoding="utf-8"))
        for name, kind, marked in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            text, attributions = read(marked.strip())
            yield {
                "doc": name,
                "field": path.stem,
                "class": kind,
                "text": text,
                "attributions": attributions,
            }


def lines() -> str:
    """Return the texts as JSON lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in documents())
