"""The one-line position: words of its evidence, a closed list of connectives, nothing else."""

import pytest
from msgspec.structs import replace

from analysis.comparison import compare, summary_faults
from analysis.models import Comparison, Piece, Span
from tests.gold import GOLD, gold_analysis, seed_document, seed_settings, span

PARTIES = list(GOLD["party_summary"])


@pytest.fixture(name="seed")
def _seed() -> Comparison:
    return compare(seed_settings(), [seed_document()], [gold_analysis()])


def line(comparison: Comparison, party: str) -> str:
    return "".join(piece.text for piece in comparison.view(party).summary)


@pytest.mark.parametrize("party", PARTIES)
def test_every_line_is_made_of_its_evidence(seed: Comparison, party: str) -> None:
    assert seed.view(party).summary
    assert summary_faults(party, seed) == ()


@pytest.mark.parametrize("party", PARTIES)
def test_the_lines_stand_on_the_gold_s_evidence(seed: Comparison, party: str) -> None:
    places = {s["id"]: span(s["content"]) for s in GOLD["statements"]}
    support = {places[name] for name in GOLD["party_summary"][party]["support"]}
    cited = {piece.span for piece in seed.view(party).summary}
    assert len(support & cited) == 2


def test_the_lines_read_well(seed: Comparison) -> None:
    assert line(seed, "walmart") == (
        "said: “[the company] continues discussions with ByteDance leadership and other "
        "interested parties.”; “We know that any approved deal must satisfy all regulatory and "
        "national security concerns.”"
    )
    assert line(seed, "bytedance") == (
        "reported: “it has decided to pick Oracle over Microsoft for selling off its US "
        "operations”; through Microsoft: “they would not be selling TikTok’s US operations to "
        "Microsoft”"
    )
    assert line(seed, "oracle").startswith(
        "No statement of its own; reported (hedged): “Oracle may take a stake"
    )
    assert line(seed, "microsoft").startswith(
        "confirmed (paraphrased): “it’s talks with ByteDance have ended”; said (counterfactual): "
    )


def test_an_open_question_stays_one(seed: Comparison) -> None:
    assert "about (open question): unclear “whether the White House will approve" in line(
        seed, "us_government"
    )


def test_a_negation_outside_the_quote_is_said() -> None:
    analysis = gold_analysis()
    confirmed = next(a for a in analysis.attributions if a.parts[0].span.start == 693)
    part = replace(confirmed.parts[0], negations=(Span(672, 677),))
    changed = replace(analysis, attributions=(replace(confirmed, parts=(part,)),))
    comparison = compare(seed_settings(), [seed_document()], [changed])
    assert line(comparison, "microsoft") == (
        "own, paraphrased: since confirmed “it’s talks with ByteDance have ended”"
    )
    assert summary_faults("microsoft", comparison) == ()


def test_the_lint_finds_invented_words(seed: Comparison) -> None:
    good = seed.view("us_government").summary
    assert any(
        "approves" in f for f in summary_faults("us_government", seed, [*good, Piece("approves")])
    )


def test_the_lint_finds_cut_and_changed_quotes(seed: Comparison) -> None:
    quote = next(p for p in seed.view("walmart").summary if p.statement and len(p.text) > 20)
    assert quote.span is not None
    cut = Piece(quote.text[:20], quote.statement, Span(quote.span.start, quote.span.start + 20))
    changed = replace(quote, text=quote.text.replace("[the company]", "Walmart"))
    homeless = replace(quote, statement="no such statement")
    stolen = seed.view("microsoft").summary[0]
    for bad in (stolen, cut, changed, homeless):
        assert len(summary_faults("walmart", seed, [bad])) == 1


def test_the_lint_finds_a_lost_hedge(seed: Comparison) -> None:
    pieces = [p for p in seed.view("us_government").summary if p.text != "open question"]
    assert any("open" in fault for fault in summary_faults("us_government", seed, pieces))
    unmarked = [p for p in seed.view("us_government").summary if p.text != "unclear"]
    assert any("marker" in fault for fault in summary_faults("us_government", seed, unmarked))
