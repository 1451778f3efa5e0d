"""Whether a text is English, by its commonest words: the program reads no other language."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

TOLD = "this does not look like English."
HINT = "Only English is read: take nothing that is found in it as said."
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 20_000
"""Characters: enough to tell."""


@cache
def _data() -> dict[str, Any]:
    text = (files("analysis") / "reading" / "data" / "english.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def looks_foreign(text: str) -> bool:
    """Whether `text` is long enough to tell and does not look like English.

    A script without spaces has few "words": there the letters count.
    """
    known = _data()
    words = _WORD.findall(text[:_LOOKED_AT].lower())
    if len(words) < known["fewest"] and sum(map(len, words)) < 8 * known["fewest"]:
        return False
    common = frozenset(known["words"])
    least: float = known["share"] * len(words)
    return sum(word in common for word in words) < least
