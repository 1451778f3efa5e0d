"""The words of the comparison, read once from `words.toml` beside this file."""

import tomllib
from functools import lru_cache
from pathlib import Path

from msgspec import Struct


class Words(Struct, frozen=True):
    """What `words.toml` holds; its comments say what each list is for."""

    positive_from: float
    negative_to: float
    connectives: frozenset[str]
    dangling_cues: frozenset[str]
    longest_cue: int
    denials: frozenset[str]
    turns: frozenset[str]
    contrasts: frozenset[str]
    dropped: frozenset[str]
    titles: frozenset[str]
    company_endings: frozenset[str]
    bodies: frozenset[str]
    shells: frozenset[str]
    anonymous: frozenset[str]
    """Pronouns and generic nouns: sources that nobody can be held to."""


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the lists of `words.toml`."""
    raw = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    tone, summary, sources = raw["tone"], raw["summary"], raw["sources"]
    return Words(
        positive_from=tone["positive_from"],
        negative_to=tone["negative_to"],
        connectives=frozenset(summary["connectives"]),
        dangling_cues=frozenset(summary["dangling_cues"]),
        longest_cue=summary["longest_cue"],
        denials=frozenset(summary["denials"]),
        turns=frozenset(raw["turns"]["turns"]),
        contrasts=frozenset(raw["turns"]["contrasts"]),
        dropped=frozenset(raw["turns"]["dropped"]),
        titles=frozenset(sources["titles"]),
        company_endings=frozenset(sources["company_endings"]),
        bodies=frozenset(sources["bodies"]),
        shells=frozenset(raw["issues"]["shells"]),
        anonymous=frozenset([*sources["pronouns"], *sources["generic"]]),
    )
