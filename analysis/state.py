"""The state of a dossier as one short word: what exports carry to be checked by."""

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from analysis.models import Provenance, Settings

_DIGITS = 16
_EXPORTS = 2
"""Raised whenever exports are written otherwise: an old one is behind then, not wrong."""


def state_of(
    settings: Settings, analyses: Iterable[tuple[str, Provenance]], events: Iterable[str]
) -> str:
    """Return a hash of all that a comparison is made from.

    `analyses` are the documents' ids and what their analyses were made by, `events` the ids of
    the decisions. Two comparisons of one state give the same exports.
    """
    parts = (_EXPORTS, settings, sorted(analyses), sorted(events))
    data = msgspec.json.encode(msgspec.to_builtins(parts), order="deterministic")
    return sha256(data).hexdigest()[:_DIGITS]
