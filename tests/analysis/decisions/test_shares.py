"""The benchmarks `anchoring` and `hostile` in short: most are kept, none goes astray."""

import random

from analysis.language import Analyser
from analysis.models import Analysis, Document
from analysis.reading import clean_view, read_bytes
from tests.benchmarks.anchoring import Tally, after_an_edit, after_another_analysis, edited
from tests.benchmarks.hostile import KINDS, followed


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


def test_words_that_an_edit_gives_to_somebody_else_have_no_decisions(
    seed: Document, seed_analysis: Analysis, analyser: Analyser
) -> None:
    anothers = 0
    for edit in KINDS.values():
        hostile = edit(seed, seed_analysis)
        newer = read_bytes(hostile.text.encode(), "newer")
        again = analyser.analyse(newer, clean_view(newer))
        assert not list(followed(seed, seed_analysis, newer, again, hostile))
        anothers += len(hostile.anothers)
    assert anothers
