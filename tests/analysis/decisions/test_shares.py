"""The short version of `python -m tests.benchmarks.anchoring`: most are kept, none goes astray."""

import random

from analysis.language import Analyser
from analysis.models import Analysis, Document
from analysis.reading import clean_view, read_bytes
from tests.benchmarks.anchoring import Tally, after_an_edit, after_another_analysis, edited


def _kept(tally: Tally) -> float:
    return tally.counts["kept"] / (tally.counts["kept"] + tally.counts["lost"])


def test_another_extractor_leads_no_decision_astray(
    seed: Document, seed_analysis: Analysis
) -> None:
    tally = Tally()
    for number in range(40):
        after_another_analysis(seed, seed_analysis, random.Random(number), tally)
    assert tally.counts["wrong"] == 0
    assert _kept(tally) > 0.9


def test_an_edit_leads_no_decision_astray_and_most_follow(
    seed: Document, seed_analysis: Analysis, analyser: Analyser
) -> None:
    tally = Tally()
    for number in range(12):
        change = edited(seed.text, random.Random(number))
        newer = read_bytes(change.text.encode(), "newer")
        again = analyser.analyse(newer, clean_view(newer))
        after_an_edit(seed, seed_analysis, newer, again, change, tally)
    assert tally.counts["wrong"] == 0
    assert _kept(tally) > 0.85
