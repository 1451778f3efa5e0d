"""Where stances meet: three levels of conflict, agreement, and who draws the contrast."""

import pytest
from msgspec.structs import replace

from analysis.comparison import compare
from analysis.comparison.narrowing import Finder
from analysis.models import (
    Certainty,
    Comparison,
    ConflictLevel,
    Demand,
    Facet,
    Filter,
    Shift,
    StanceValue,
    Voice,
)
from tests.analysis.comparison.said import SETTINGS, Said, article

TEXT = (
    "The port backs the dredging. The union opposes the dredging. "
    "The reef group prefers buoys rather than dredging, while the port wants dredging everywhere."
)
PORT = Said("port", "The port backs the dredging", "for")
UNION = Said("union", "The union opposes the dredging", "against")
REEF = Said("reef", "prefers buoys rather than dredging", "qualified", rule="instead")
ALL = Said("port", "the port wants dredging everywhere", "for", whole=True, voice=Voice.REPORTED)


def compared(*said: Said) -> Comparison:
    document, found = article("a", TEXT, said)
    return compare(SETTINGS, [document], [found])


def met(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [(c.level.value, c.left.party, c.right.party) for c in comparison.conflicts]


def test_for_and_against_are_a_conflict_with_both_quotes() -> None:
    (conflict,) = compared(PORT, UNION).conflicts
    assert conflict.level is ConflictLevel.PARTIES
    quotes = {s.party: s.lead.statement.quote for s in (conflict.left, conflict.right)}
    assert quotes == {"port": PORT.quote, "union": UNION.quote}
    assert conflict.drawn_by is None  # our comparison, nobody's words


def test_the_writer_draws_a_contrast_by_a_word() -> None:
    (conflict,) = compared(REEF, ALL).conflicts
    assert conflict.drawn_by is not None
    assert conflict.drawn_by.of(TEXT) == "while"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PORT, REEF),  # a plain wish does not deny a lesser one of somebody else
        (PORT, replace(UNION, stance="unclear")),
        (PORT, replace(UNION, stance="conditional")),
        (PORT, replace(UNION, issue="pay")),
        (PORT, replace(UNION, certainty=Certainty.OPEN)),
        (PORT, replace(UNION, towards="reef")),  # refused to the third alone
        (replace(PORT, certainty=Certainty.HEDGED), replace(UNION, certainty=Certainty.HEDGED)),
    ],
)
def test_what_is_no_conflict(one: Said, other: Said) -> None:
    assert compared(one, other).conflicts == ()


def test_one_article_gives_one_party_two_stances() -> None:
    found = compared(PORT, replace(REEF, party="port"))
    assert met(found) == [("inside one document", "port", "port")]


def test_a_party_changes_over_time() -> None:
    days = [
        article(day, TEXT, [replace(PORT, stance=stance)], date=day)
        for day, stance in (
            ("2021-01-01", "for"),
            ("2021-02-01", "conditional"),
            ("2021-03-01", "for"),
            ("2021-04-01", "against"),
        )
    ]
    found = compare(SETTINGS, [d for d, _ in days], [a for _, a in days])
    changes = [(c.level, c.shift, c.right.lead.attribution.document) for c in found.conflicts]
    assert changes == [
        (ConflictLevel.TIME, Shift.SOFTENED, "2021-02-01"),
        (ConflictLevel.TIME, Shift.HARDENED, "2021-03-01"),
        (ConflictLevel.TIME, Shift.REVERSED, "2021-04-01"),
    ]


def test_agreement_needs_the_own_voice_of_each() -> None:
    both = (PORT, replace(UNION, stance="for"))
    (agreed,) = compared(*both).agreements
    assert (agreed.stance, [s.party for s in agreed.sides]) == (StanceValue.FOR, ["port", "union"])
    assert compared(both[0], replace(both[1], voice=Voice.REPORTED)).agreements == ()
    # Who says both yes and no agrees with nobody.
    said = (*both, replace(UNION, quote="opposes the dredging"))
    assert compared(*said).agreements == ()


def test_a_filter_leaves_conflicts_that_still_have_both_sides() -> None:
    whole = compared(PORT, UNION)
    finder = Finder(whole)
    narrowed = finder.narrowed(Filter(wanted=(Demand(Facet.PARTY, ("port",)),)), "party:port")
    assert narrowed.conflicts == ()
    kept = finder.narrowed(Filter(wanted=(Demand(Facet.ISSUE, ("dredging",)),)), "issue:dredging")
    assert kept.conflicts == whole.conflicts


def test_the_newest_of_equal_weight_leads() -> None:
    old = article("old", TEXT, [PORT], date="2020-01-01")
    new = article("new", TEXT, [replace(PORT, stance="against")], date="2021-01-01")
    told = article("told", TEXT, [replace(ALL, stance="for")], date="2022-01-01")
    days = (old, new, told)
    found = compare(SETTINGS, [d for d, _ in days], [a for _, a in days])
    position = found.positions["dredging", "port"]
    order = [entry.attribution.document for entry in position.entries]
    assert order == ["new", "old", "told"]
    assert (position.stance, position.by) == (StanceValue.AGAINST, position.lead)
