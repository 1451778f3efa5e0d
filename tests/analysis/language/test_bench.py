"""The dev articles of PolNeAR, where they are at hand: no error, and floors under the figures."""

from pathlib import Path

from analysis.evaluation.attribution import AttributionEvaluation
from analysis.evaluation.gold import GoldText, read_gold
from analysis.evaluation.running import found_in

FLOORS = {
    ("all", "exact"): 0.58,
    ("all", "overlap"): 0.73,
    ("all", "who"): 0.68,
    ("direct", "who"): 0.89,
    ("mixed", "who"): 0.77,
    ("indirect", "who"): 0.60,
}
"""F1; a little under what was reached."""

CALIBRATION_ERROR = 0.06


def test_attribution_on_the_dev_articles(bench: Path) -> None:
    def unread(text: GoldText, error: Exception) -> None:
        raise AssertionError(f"{text.name}: {error}")

    texts = list(read_gold(bench / "attribution" / "polnear-dev.jsonl.gz"))
    assert len(texts) == 84
    evaluation = AttributionEvaluation()
    for text, relations in found_in(texts, len(texts), on_unread=unread):
        evaluation.add(text, relations)
    report = evaluation.report()
    reached = {key: report.kinds[key[0]][key[1]].f1 for key in FLOORS}
    assert all(reached[key] >= floor for key, floor in FLOORS.items()), reached
    assert report.calibration is not None
    assert report.calibration.error <= CALIBRATION_ERROR
