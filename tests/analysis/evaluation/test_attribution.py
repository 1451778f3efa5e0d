"""Figures, calibration, cues and errors on texts small enough to count by hand."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from analysis.evaluation.attribution import AttributionEvaluation, AttributionReport
from analysis.evaluation.cues import cue_counts
from analysis.evaluation.failures import (
    EXTENT,
    INEXACT,
    MISSED_CUE,
    MISSED_FORM,
    SOURCE,
    SPURIOUS,
    FailureGroup,
)
from analysis.evaluation.gold import Relation
from analysis.evaluation.words import Words
from analysis.models import Kind, Span
from tests.analysis.evaluation.texts import ALL, GO, MESS, RAIN, TEXT, WIN, at, gold, relation


def report(*found: Relation, of: tuple[Relation, ...] = tuple(ALL)) -> AttributionReport:
    evaluation = AttributionEvaluation()
    evaluation.add(gold(*of), found)
    return evaluation.report()


def f1(found: AttributionReport, measure: str, kind: str = "all") -> float:
    return found.kinds[kind][measure].f1


def test_gold_against_itself_is_perfect_in_every_kind() -> None:
    same = report(*ALL)
    for kind, n in (("all", 4), ("direct", 1), ("mixed", 1), ("indirect", 2)):
        assert {one.f1 for one in same.kinds[kind].values()} == {1.0}
        assert same.kinds[kind]["who"].gold == n
    assert same.failures == ()


def test_nothing_found_is_nothing_right() -> None:
    assert {one.f1 for one in report().kinds["all"].values()} == {0.0}


def test_half_of_the_words_overlap_but_are_not_exact() -> None:
    half = report(replace(WIN, content=at("win")), of=(WIN,))
    assert f1(half, "exact") == 0
    assert f1(half, "overlap") == f1(half, "who") == 1


def test_marks_at_the_ends_do_not_matter_to_exact() -> None:
    assert f1(report(replace(GO, content=at("We will go")), of=(GO,)), "exact") == 1


@pytest.mark.parametrize(
    ("source", "who", "loose"),
    [("Ann", 1, 1), ("Ann said", 1, 1), ("Ann said it would", 0, 1), ("Bob", 0, 0), ("", 0, 0)],
)
def test_the_right_source_is_no_other_and_not_much_more(
    source: str, who: float, loose: float
) -> None:
    found = report(replace(RAIN, source=at(source) if source else ()), of=(RAIN,))
    assert (f1(found, "overlap"), f1(found, "who"), f1(found, "loose")) == (1, who, loose)


def test_everything_in_one_lump_scores_only_on_tokens() -> None:
    everything = (Span(0, len(TEXT)),)
    lump = report(Relation(everything, (), everything))
    assert lump.kinds["all"]["token"].recall == 1
    assert f1(lump, "who") == 0


@given(st.sets(st.integers(0, 3)), st.permutations(range(4)))
def test_a_part_of_gold_is_precise_in_any_order(kept: set[int], order: list[int]) -> None:
    some = report(*(ALL[i] for i in order if i in kept))
    for measure in ("exact", "overlap", "who", "loose"):
        one = some.kinds["all"][measure]
        assert (one.precision, one.recall) == (1.0 if kept else 0.0, len(kept) / 4)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("He said 'We go.' today", "'We go.'", Kind.DIRECT),
        ("He said ‘It's on’ today", "‘It's on’", Kind.DIRECT),
        ("the boys' plan and the girls' plan", "plan and the girls", Kind.INDIRECT),
        ("“One.\n“Two.” three", "“Two.”", Kind.DIRECT),
        ("``Old marks,'' he said", "``Old marks,''", Kind.DIRECT),
        ("a “bad” plan", "a “bad” plan", Kind.MIXED),
        ('"left open\nby somebody', "by somebody", Kind.INDIRECT),
    ],
)
def test_quotation_marks_make_the_kind(text: str, words: str, kind: Kind) -> None:
    seen = Words(text)
    assert seen.kind(seen.of(at(words, text))) is kind


def test_confidence_is_held_against_what_is_right() -> None:
    evaluation = AttributionEvaluation()
    wrong = replace(GO, source=at("Ann"), confidence=0.9)
    evaluation.add(gold(*ALL), (replace(RAIN, confidence=0.9), wrong, replace(WIN, confidence=0.6)))
    found = evaluation.report().calibration
    assert found is not None
    assert [(b.low, b.n, b.confidence, b.precision) for b in found.bins] == [
        (0.6, 1, 0.6, 1.0),
        (0.9, 2, 0.9, 0.5),
    ]
    assert found.error == pytest.approx((1 * 0.4 + 2 * 0.4) / 3)
    shown = {one.threshold: one for one in found.shown}
    assert (shown[0.5].shown, shown[0.5].precision, shown[0.5].recall) == (3, 2 / 3, 0.5)
    assert (shown[0.9].shown, shown[0.9].precision, shown[0.9].recall) == (2, 0.5, 0.25)


def test_what_is_not_shown_stands_in_nobodys_way() -> None:
    evaluation = AttributionEvaluation()
    twice = (replace(RAIN, confidence=0.5), replace(RAIN, confidence=0.9))
    evaluation.add(gold(RAIN), twice)
    found = evaluation.report().calibration
    assert found is not None
    assert found.shown[-1].recall == 1


def test_nothing_stated_is_no_calibration() -> None:
    assert report(*ALL).calibration is None


def test_recall_is_told_by_how_often_training_has_the_cue() -> None:
    train = cue_counts([gold(*[RAIN] * 60), gold(MESS)])
    assert train == Counter({"said": 60, "called": 1})
    evaluation = AttributionEvaluation(train=train)
    evaluation.add(gold(*ALL), (RAIN, replace(GO, source=()), WIN))
    assert [(c.seen, c.gold, c.overlap, c.who) for c in evaluation.report().cues] == [
        ("50+", 2, 1.0, 0.5),
        ("1–9", 1, 0.0, 0.0),
        ("never", 1, 1.0, 1.0),
    ]


def test_texts_are_grouped_by_a_tag_of_their_line() -> None:
    evaluation = AttributionEvaluation(by="class", kind=Kind.DIRECT)
    evaluation.add(gold(*ALL), (RAIN,))
    found = evaluation.report()
    assert list(found.kinds) == ["direct"]
    assert found.groups["made"]["who"].gold == 1


def group(found: AttributionReport, title: str) -> FailureGroup:
    return next(one for one in found.failures if one.title == title)


def test_a_missed_relation_is_told_by_cue_and_form_with_its_place() -> None:
    found = report(RAIN, GO, MESS)
    assert group(found, MISSED_CUE).n == 1
    (by_cue,) = group(found, MISSED_CUE).failures
    assert (by_cue.label, by_cue.n, by_cue.of) == ("hopes", 1, 1)
    assert TEXT[by_cue.examples[0].start : by_cue.examples[0].end] == "to win"
    assert group(found, MISSED_FORM).failures[0].label == "1–3 words"


def test_every_error_is_told_once_and_by_its_sort() -> None:
    wide = replace(RAIN, content=at('it would rain. "We will go," Bob said. Cy called'))
    found = report(
        wide,  # shares cue and words with gold, but not half
        replace(MESS, source=at("Dot"), content=at("plan “a mess”")),
        relation("Bob", "go", "go", rule="made up"),
        of=(RAIN, MESS, WIN),
    )
    titles = {one.title: one.n for one in found.failures}
    assert titles[EXTENT] == titles[INEXACT] == titles[SOURCE] == titles[SPURIOUS] == 1
    assert titles[MISSED_CUE] == titles[MISSED_FORM] == 1
    assert group(found, INEXACT).failures[0].label == "too short"
    assert group(found, SOURCE).failures[0].label == "another"
    assert group(found, SPURIOUS).failures[0].label == "made up"


def test_errors_of_one_cue_stand_together_under_its_commonest_form() -> None:
    text = "Ann criticised this plan. Bob had criticised that plan. Cy criticises any plan."
    three = (
        relation("Ann", "criticised", "this plan", text=text),
        relation("Bob", "had criticised", "that plan", text=text),
        relation("Cy", "criticises", "any plan", text=text),
    )
    evaluation = AttributionEvaluation(examples=2)
    evaluation.add(gold(*three, text=text), ())
    (one,) = group(evaluation.report(), MISSED_CUE).failures
    assert (one.label, one.n, len(one.examples)) == ("criticised", 3, 2)
