"""Whose statement it is: figures on a text small enough to count by hand."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from analysis.errors import UsageError
from analysis.evaluation.gold import Relation
from analysis.evaluation.parties import Label, PartyEvaluation, PartyReport, match, read_labels
from analysis.models import Span
from tests.analysis.evaluation.texts import ALL, GO, MESS, RAIN, TEXT, WIN, gold, relation

LABELS = [
    Label(0, "ann", "name", False),
    Label(1, "bob", "pronoun", False),
    Label(2, "cy", "name", True),
    Label(3, None, "anonymous", False),
]


def report(*found: Relation) -> PartyReport:
    evaluation = PartyEvaluation({"one": LABELS})
    evaluation.add(gold(*ALL), found)
    return evaluation.report()


def given(one: Relation, party: str | None) -> Relation:
    return Relation(one.source, one.cue, one.content, party)


def test_right_parties_are_perfect() -> None:
    found = report(given(RAIN, "ann"), given(GO, "bob"), given(MESS, "cy"), WIN)
    assert found.overall.rate == found.end_to_end.f1 == found.end_to_end_clear.f1 == 1
    assert found.false_party.given == found.stray == 0
    assert found.wrong == ()


def test_each_sort_of_wrong_is_counted_apart_and_named_with_its_place() -> None:
    found = report(
        given(RAIN, "bob"),  # another party
        GO,  # no party
        given(MESS, "ann"),  # doubted: counts only among all
        given(WIN, "dot"),  # a party where there is none
        relation("Bob", "go", "go", party="bob"),  # matches nothing
    )
    assert (found.matched, found.clear_gold) == (2, 2)
    assert (found.overall.n, found.overall.none, found.overall.other) == (2, 1, 1)
    assert found.by_mention["pronoun"].none == found.by_mention["name"].other == 1
    assert (found.false_party_clear.given, found.false_party_clear.n) == (1, 1)
    assert (found.stray, found.stray_with_party) == (1, 1)
    assert (found.end_to_end.found, found.end_to_end.gold) == (4, 3)
    assert (found.end_to_end_clear.found, found.end_to_end_clear.gold) == (3, 2)
    assert [(TEXT[w.start : w.end], w.party, w.found) for w in found.wrong] == [
        ("it would rain", "ann", "bob"),
        ('"We will go,"', "bob", None),
        ("the plan “a mess”", "cy", "ann"),
        ("to win", None, "dot"),
    ]


def test_either_party_of_a_joint_source_is_right() -> None:
    joint = Label(0, "ann", "group", False, also=("bob",))
    assert joint.right("ann")
    assert joint.right("bob")
    assert not joint.right("cy")
    assert not joint.right(None)


def test_what_was_not_found_lowers_recall_only() -> None:
    found = report(given(RAIN, "ann"))
    assert found.end_to_end_clear.precision == 1
    assert found.end_to_end_clear.recall == 0.5


def test_the_better_source_wins_among_equal_contents() -> None:
    two = [RAIN, relation("Bob", "said", "it would rain")]
    assert match(two, two[::-1], TEXT) == {0: 1, 1: 0}


def test_labels_must_fit_the_gold_file(tmp_path: Path) -> None:
    evaluation = PartyEvaluation({"one": LABELS[:3], "two": []})
    assert not evaluation.wants(gold(name="three"))
    with pytest.raises(UsageError, match="3 labels do not stand for 4"):
        evaluation.add(gold(*ALL), ())
    with pytest.raises(UsageError, match="lacks one, which has labels"):
        evaluation.report()
    elsewhere = replace(LABELS[0], content=(Span(0, 3),))
    with pytest.raises(UsageError, match="label 0 was made for another relation"):
        PartyEvaluation({"one": [elsewhere, *LABELS[1:]]}).add(gold(*ALL), ())
    path = tmp_path / "who.json"
    for bad in ("{", "[]", json.dumps({"one": [{"index": 0}]})):
        path.write_text(bad)
        with pytest.raises(UsageError, match=r"who\.json holds no labels"):
            read_labels(path)
