"""Short texts with marked roles, for the measures."""

from collections.abc import Sequence

from analysis.evaluation.gold import GoldText, Relation
from analysis.models import Span

TEXT = (
    'Ann said it would rain. "We will go," Bob said. '
    "Cy called the plan “a mess” and Dot hopes to win."
)


def at(words: str, text: str = TEXT) -> tuple[Span, ...]:
    """The first place of these words."""
    start = text.index(words)
    return (Span(start, start + len(words)),)


def relation(
    source: str,
    cue: str,
    content: str,
    *,
    text: str = TEXT,
    party: str | None = None,
    confidence: float | None = None,
    rule: str = "",
) -> Relation:
    """A relation by its words; an empty source is none."""
    return Relation(
        at(source, text) if source else (),
        at(cue, text) if cue else (),
        at(content, text),
        party,
        rule,
        confidence,
    )


RAIN = relation("Ann", "said", "it would rain")
GO = relation("Bob", "said", '"We will go,"')
MESS = relation("Cy", "called", "the plan “a mess”")
WIN = relation("Dot", "hopes", "to win")


def gold(*relations: Relation, text: str = TEXT, name: str = "one") -> GoldText:
    return GoldText(name, text, relations, {"doc": name, "class": "made"})


ALL: Sequence[Relation] = (RAIN, GO, MESS, WIN)
