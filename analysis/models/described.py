"""A document as people say that it is: its title, outlet, author and date put right."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from analysis.models.findings import Analysis, Attribution, Document, Layer, LayerKind

DESCRIBED = ("title", "outlet", "author", "date")
"""The fields of a document that people may correct."""


class Said(NamedTuple):
    """What a person says stands in a field, and what stood there at first.

    `only_instead`: it was said of an older version, and holds where this one says what that said.
    """

    text: str
    first: str = ""
    only_instead: bool = False

    def over(self, own: str) -> str:
        """Return what is in force where the document itself says `own`."""
        return own if self.only_instead and own != self.first else self.text


def as_described(document: Document, said: Mapping[str, Said]) -> Document:
    """Return the document with what people said of it; its text and offsets stay."""
    return replace(document, **{k: one.over(getattr(document, k)) for k, one in said.items()})


def as_published(analysis: Analysis, before: str, outlet: str) -> Analysis:
    """Return an analysis whose chains begin with `outlet`, where they began with `before`."""
    if before == outlet:
        return analysis
    changed = (_from_outlet(one, before, outlet) for one in analysis.attributions)
    return replace(analysis, attributions=tuple(changed))


def _from_outlet(found: Attribution, before: str, outlet: str) -> Attribution:
    chain = found.chain
    # The publishing outlet stands in no text: it is the one without a place.
    first = bool(before) and chain[:1] == (Layer(before, LayerKind.OUTLET),)
    if bool(before) and not first:
        return found
    own = (Layer(outlet, LayerKind.OUTLET),) if outlet else ()
    return replace(found, chain=(*own, *chain[first:]))
