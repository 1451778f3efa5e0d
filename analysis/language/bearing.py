"""What of a dossier's settings can bear on a document: the parties that may be meant in it.

A change of a party leaves the analysis of a document as it is where no word of its names stands
there, before or after: not in another ending either ("Democratic" of Democrats), and no capital,
seat or head office that may stand for it. Issues and the tone overlay bear on every document: a
keyword matches by lemma ("bought" for buy), which only the parse tells.
"""

import re
from collections.abc import Iterator
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from analysis.language.metonyms import stand_ins
from analysis.models import Party, Settings

_WORD = re.compile(r"\w+")
_SMALL = frozenset({"a", "an", "and", "at", "de", "for", "in", "la", "of", "on", "the", "to"})
_LENGTHS = (3, 4, 5)


def concern(settings: Settings, text: str) -> str:
    """Return what names all of `settings` that can bear on the document with this clean text.

    The same for two settings: the analysis is the same.
    """
    beginnings = {w[:n] for w in _words(text) for n in _LENGTHS} | set(_words(text))
    parties = [party for party in settings.parties if not beginnings.isdisjoint(_marks(party))]
    named = [replace(party, was=()) for party in parties]  # that bears on decisions alone
    issues = [replace(issue, was=()) for issue in settings.issues]
    bears = (named, issues, dict(settings.tone), settings.tone_method.value)
    data = msgspec.json.encode(msgspec.to_builtins(bears), order="deterministic")
    return sha256(data).hexdigest()[:16]


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _marks(party: Party) -> Iterator[str]:
    """Yield the beginnings of words of which one stands wherever the party may be meant."""
    names = (party.name, *party.aliases, *party.spokespeople, *party.epithets)
    for form in (*names, *stand_ins(party)):
        words = _words(form)
        for word in [w for w in words if w not in _SMALL] or words:
            yield word[: max(_LENGTHS[0], min(_LENGTHS[-1], len(word) - 1))]
