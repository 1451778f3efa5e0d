"""A whole export against the dossier: a change of any one character is found."""

import random

import pytest

from analysis.checking import checked
from analysis.errors import UsageError
from analysis.export import export
from analysis.finding import filtered
from analysis.models import Comparison
from tests.analysis.export.made import hostile, seed
from tests.analysis.export.test_markdown import HOSTILE
from tests.gold import seed_document

KINDS = ("md", "csv", "json")


def wrong(text: str, comparison: Comparison) -> bool:
    """Whether the check finds fault with an export."""
    try:
        found = checked(text, comparison, comparison.documents.values())
    except UsageError:
        return True
    return bool(found.mismatches or found.behind or not found.quotes)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_the_same_is_compared_and_stands(kind: str) -> None:
    for comparison in (seed(), hostile(HOSTILE, title="=1 | <b>", name="[x](y)")):
        text = export(comparison, kind)
        found = checked(text, comparison, comparison.documents.values())
        assert (found.mismatches, found.compared) == ((), True)
        assert found.quotes
        # As a text editor may save it.
        assert not wrong("\ufeff" + text.replace("\n", "\r\n"), comparison)


@pytest.mark.parametrize("kind", KINDS)
def test_one_changed_character_anywhere_is_found(kind: str) -> None:
    comparison = seed()
    text = export(comparison, kind)
    places = [n for n, char in enumerate(text) if not char.isspace()]
    chosen = random.Random(7).sample(places, 60)
    missed = []
    for place in chosen:
        other = "x" if text[place] != "x" else "y"
        if not wrong(text[:place] + other + text[place + 1 :], comparison):
            missed.append(text[max(0, place - 20) : place + 20])
    assert missed == []


@pytest.mark.parametrize(
    ("kind", "old", "new", "place"),
    [
        ("md", "| Walmart |", "| Target |", "line 5"),
        ("md", "| Tone |", "| Mood |", "line 9"),
        ("md", "stance: unclear", "stance: against", "line 11"),
        ("json", '"name": "Walmart"', '"name": "Target"', "parties[3].name"),
        ("csv", "us_sale: against", "us_sale: for", "row 2, stances"),
    ],
)
def test_changed_labels_heads_and_stances_are_named(
    kind: str, old: str, new: str, place: str
) -> None:
    text = export(seed(), kind)
    assert old in text
    found = checked(text.replace(old, new, 1), seed(), [seed_document()])
    assert place in [one.statement for one in found.mismatches]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wanted", ["party:walmart", "security /nation.*al/", "-voice:own"])
def test_a_filtered_export_is_made_again_with_its_filter(kind: str, wanted: str) -> None:
    whole = seed()
    text = export(filtered(whole, wanted), kind)
    found = checked(text, whole, [seed_document()])
    assert (found.mismatches, found.compared) == ((), True)


@pytest.mark.parametrize("kind", KINDS)
def test_another_state_is_behind_not_wrong(kind: str) -> None:
    text = export(seed(), kind).replace("seed", "sown") if kind == "md" else export(seed(), kind)
    text = text.replace('"state": "seed"', '"state": "sown"')
    if kind == "csv":
        text = "\n".join(line.removesuffix("seed") + "sown" for line in text.splitlines()[1:])
        text = export(seed(), kind).splitlines()[0] + "\n" + text + "\n"
    found = checked(text, seed(), [seed_document()])
    assert not found.compared
    assert found.behind
