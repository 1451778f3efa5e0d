"""What a reader wants to see of a comparison: words, facets and dates. All of it is frozen."""

from enum import StrEnum

from msgspec import Struct


class Facet(StrEnum):
    """What statements can be told apart by; the value is the word that a filter is written with."""

    PARTY = "party"
    ISSUE = "issue"
    VOICE = "voice"
    KIND = "kind"
    CERTAINTY = "certainty"
    STANCE = "stance"
    """Towards the issues that are asked for, or towards any."""
    TONE = "tone"
    """Of the party's own words; `none` where it has none, or they were not measured."""
    IS = "is"
    """What people decided."""
    THROUGH = "through"
    """Who stands in the chain between the outlet and the party."""
    OUTLET = "outlet"
    DOCUMENT = "document"


NONE = "none"
"""The value of a facet for what has none: no issue, no outlet, no date, no stance, no tone."""


class Decided(StrEnum):
    """The values of `Facet.IS`."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    CORRECTED = "corrected"
    ADDED = "added"
    PINNED = "pinned"
    NOTED = "noted"


class Passing(StrEnum):
    """The values of `Facet.THROUGH`: one statement may have several."""

    ANONYMOUS = "anonymous"
    """A source that is not named."""
    PARTY = "party"
    """Another party tells it."""
    OUTLET = "outlet"
    """Another outlet, which this one cites."""
    OTHER = "other"
    """A named source that is no party."""
    NOBODY = "nobody"
    """None of them."""


class Demand(Struct, frozen=True):
    """One facet and the values that are asked for: ids, or words of enumerations.

    Of outlets and documents they are parts of names, in lower case.
    """

    facet: Facet
    values: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError(f"a demand on {self.facet} without a value")


class Filter(Struct, frozen=True):
    """Which statements are shown: those that meet all of it. The empty filter shows all.

    `words` and `patterns` (regular expressions) are looked for, without regard to case, in the
    quote, in the words around it and in the speaker's; all must be there, none of `without`. Of
    each demand in `wanted` one value must fit, of those in `unwanted` none.
    `after` and `before` are dates or their beginnings (2020, 2020-09), both included.
    """

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    wanted: tuple[Demand, ...] = ()
    unwanted: tuple[Demand, ...] = ()
    after: str = ""
    before: str = ""
    dates: tuple[str, ...] = ()
    """Dates or their beginnings, or `NONE`: one of them is the document's."""

    def __bool__(self) -> bool:
        return self != Filter()

    def values(self, facet: Facet, *, unwanted: bool = False) -> frozenset[str]:
        """Return what is asked for of one facet; empty where it makes no difference."""
        demands = self.unwanted if unwanted else self.wanted
        return frozenset(v for demand in demands if demand.facet is facet for v in demand.values)


class Narrowing(Struct, frozen=True):
    """What became of a comparison by a filter; `of` statements there were, `shown` are left.

    `text` is the filter as a person writes it.
    """

    filter: Filter
    text: str
    shown: int
    of: int

    @property
    def words(self) -> str:
        """How many are left, in words: "12 of 31 statements"."""
        return f"{self.shown} of {self.of} statements"
