"""The word lists under data/, read once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """Return the list `data/<name>.toml` as it stands."""
    text = (files("analysis.language") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(name: str, *keys: str) -> frozenset[str]:
    """Return the strings at `keys` of the list `name`."""
    found: Any = load(name)
    for key in keys:
        found = found[key]
    return frozenset(found)


def version() -> str:
    """Return the versions of all lists, as one string for the provenance."""
    names = ("cues", "sources", "certainty", "tone", "names", "metonyms", "stance", "phrases")
    return "+".join(f"{name}{load(name)['version']}" for name in names)
