"""The figures on leanings, from relations made by hand: every expected number counted by hand."""

from pathlib import Path

import pytest

from analysis.errors import UsageError
from analysis.evaluation.gold import GoldText, Relation
from analysis.evaluation.stance import StanceEvaluation, prediction_lines, read_labels
from analysis.models import Span

TEXT = "aa bb cc dd ee ff gg hh ii jj"
PLACES = [Span(0, 5), Span(6, 11), Span(12, 17), Span(18, 23), Span(24, 29)]
STANCES = ["support", "oppose", "oppose", "none", "support"]


@pytest.fixture(name="labels")
def _labels(tmp_path: Path) -> Path:
    path = tmp_path / "stance.jsonl"
    rows = zip(PLACES, STANCES, strict=True)
    path.write_text(
        "".join(f'{{"doc":"t","content":[[{p[0]},{p[1]}]],"stance":"{s}"}}\n' for p, s in rows)
    )
    return path


def found(*leanings: str) -> list[Relation]:
    rows = zip(PLACES, leanings, strict=False)
    return [Relation(content=(place,), leaning=leaning) for place, leaning in rows]


def test_accuracy_wrong_signs_and_classes(labels: Path) -> None:
    evaluation = StanceEvaluation(read_labels(labels))
    # Right, right, of the wrong sign, right; nothing stands for the last.
    evaluation.add(GoldText("t", TEXT, (), {}), found("for", "against", "for", "none"))
    report = evaluation.report()
    assert (report.labels, report.matched) == (5, 4)
    assert report.accuracy == pytest.approx(3 / 5)
    assert report.accuracy_matched == pytest.approx(3 / 4)
    assert report.always_none == pytest.approx(1 / 5)
    assert (report.wrong_signs, report.wrong_sign_rate) == (1, pytest.approx(1 / 5))
    assert report.classes["oppose"].recall == pytest.approx(1 / 2)
    assert report.classes["support"].precision == pytest.approx(1 / 2)
    assert [one.content for one in report.wrong] == [(PLACES[2],)]


def test_predictions_are_written_in_the_form_of_the_labels(labels: Path, tmp_path: Path) -> None:
    evaluation = StanceEvaluation(read_labels(labels))
    evaluation.add(GoldText("t", TEXT, (), {}), found("for"))
    again = tmp_path / "again.jsonl"
    again.write_text("\n".join(prediction_lines(evaluation.report())))
    stances = [label.stance for label in read_labels(again)["t"]]
    assert stances == ["support", "none", "none", "none", "none"]


@pytest.mark.parametrize(
    "line",
    ["{", '{"doc":"t","content":[[0,5]],"stance":"maybe"}', '{"doc":"t","stance":"none"}'],
)
def test_a_wrong_line_is_named(labels: Path, line: str) -> None:
    with labels.open("a") as more:
        more.write(line)
    with pytest.raises(UsageError, match="line 6"):
        read_labels(labels)


def test_a_label_given_twice_and_a_text_that_never_comes(labels: Path) -> None:
    with pytest.raises(UsageError, match="no text t"):
        StanceEvaluation(read_labels(labels)).report()
    labels.write_text(labels.read_text() * 2)
    with pytest.raises(UsageError, match="line 6 labels a content again"):
        read_labels(labels)
