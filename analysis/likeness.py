"""Which texts are nearly the same: an article and its copy in another paper.

Resemblance is the share of common runs of five words among all runs of both (shingles, Broder
1997, "On the resemblance and containment of documents"). Each text is told by a sketch, the
smallest hashes of its runs: texts that are much alike share many of these. A sketch only proposes;
the runs themselves decide.

Limits: an article inside a much longer one resembles it little; of texts under thirty words nothing
is said.
"""

import base64
import re
import struct
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b

_RUN = 5  # words
_SIZE = 32  # hashes of a sketch
_COMMON = 12  # hashes that two sketches share, from which on the texts are compared
_LEAST = 26  # runs of a text that is compared at all
_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[int]:
    """Return the hashes of all runs of five words of a text, whatever stands between them."""
    words = _WORD.findall(text.casefold())
    runs = (" ".join(words[i : i + _RUN]).encode() for i in range(len(words) - _RUN + 1))
    return frozenset(int.from_bytes(blake2b(run, digest_size=4).digest()) for run in runs)


def sketch(text: str) -> str:
    """Return what tells a text among many; empty for a very short one."""
    found = shingles(text)
    if len(found) < _LEAST:
        return ""
    smallest = sorted(found)[:_SIZE]
    return base64.b64encode(struct.pack(f">{len(smallest)}I", *smallest)).decode()


def resemblance(one: str, other: str) -> float:
    """Return which share of all runs of words of two texts both have: 0 to 1."""
    first, second = shingles(one), shingles(other)
    return len(first & second) / max(1, len(first | second))


class Sketches:
    """The sketches of many texts, to be asked which of them may be like another."""

    def __init__(self) -> None:
        self._holders: dict[int, list[str]] = {}

    def add(self, name: str, made: str) -> None:
        """Take in the sketch of the text called `name`."""
        for value in _values(made):
            self._holders.setdefault(value, []).append(name)

    def like(self, made: str) -> Iterator[str]:
        """Yield the names of texts that may be nearly the same, the likeliest first."""
        common = Counter(name for value in _values(made) for name in self._holders.get(value, ()))
        yield from (name for name, count in common.most_common() if count >= _COMMON)


def _values(made: str) -> tuple[int, ...]:
    data = base64.b64decode(made)
    return struct.unpack(f">{len(data) // 4}I", data)
