"""The seed's gold laid side by side: who counts for what, in whose voice, and what is silent."""

import random

import pytest
from msgspec.structs import replace

from analysis.comparison import compare
from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    Comparison,
    Document,
    NoComment,
    Settings,
    SilenceReason,
    Span,
    Tone,
    Voice,
)
from tests.gold import GOLD, ID, TEXT, gold_analysis, seed_document, seed_settings, span

PARTIES = ("bytedance", "oracle", "microsoft", "walmart", "us_government")


@pytest.fixture(name="seed")
def _seed() -> Comparison:
    return compare(seed_settings(), [seed_document()], [gold_analysis()])


def another(name: str, date: str) -> tuple[Document, Analysis]:
    """The seed once more, as another document of another day."""
    attributions = tuple(
        replace(
            attribution,
            document=name,
            parts=tuple(replace(part, id=name + part.id) for part in attribution.parts),
        )
        for attribution in gold_analysis().attributions
    )
    return (
        replace(seed_document(), id=name, name=name, date=date),
        replace(gold_analysis(), document=name, attributions=attributions),
    )


def spoken(attribution: Attribution, **changes: object) -> Analysis:
    """An analysis of the seed with just this attribution, changed."""
    return Analysis(
        document=ID,
        provenance=gold_analysis().provenance,
        attributions=(replace(attribution, **changes),),  # type: ignore[arg-type]
    )


def test_only_microsoft_and_walmart_speak(seed: Comparison) -> None:
    own = {view.party.id: view.count.own for view in seed.parties}
    assert own == {"bytedance": 0, "oracle": 0, "microsoft": 5, "walmart": 2, "us_government": 0}
    assert seed.view("bytedance").count.second_hand == 1
    assert seed.view("microsoft").count.total == 6


def test_who_has_no_words_has_no_tone(seed: Comparison) -> None:
    assert [p for p in PARTIES if seed.view(p).tone is None] == [
        "bytedance",
        "oracle",
        "us_government",
    ]
    microsoft = seed.view("microsoft").tone
    assert microsoft is not None
    assert (microsoft.label, microsoft.statements) == ("positive", 5)
    walmart = seed.view("walmart").tone
    assert walmart is not None
    assert (walmart.score, walmart.label) == (0.0, "neutral")


def test_the_tone_of_what_others_tell_is_not_counted() -> None:
    told = next(a for a in gold_analysis().attributions if a.voice is Voice.REPORTED)
    loud = replace(told.parts[0], tone=Tone(-0.9, "negative"))
    view = compare(seed_settings(), [seed_document()], [spoken(told, parts=(loud,))])
    assert view.view("us_government").tone is None


@pytest.mark.parametrize("issue", list(GOLD["matrix"]))
def test_the_matrix_is_the_gold_s(seed: Comparison, issue: str) -> None:
    places = {s["id"]: span(s["content"]) for s in GOLD["statements"]}
    for party in PARTIES:
        expected = {places[name] for name in GOLD["matrix"][issue][party]}
        position = seed.positions[issue, party]
        assert {entry.statement.span for entry in position.entries} == expected
        assert (position.lead is None) == (not expected)
        assert (position.silence is not None) == (not expected)


def test_every_cell_has_a_lead_or_a_reason(seed: Comparison) -> None:
    assert set(seed.positions) == {(i, p) for i in [*GOLD["matrix"], ""] for p in PARTIES}
    for position in seed.positions.values():
        assert bool(position.entries) == (position.silence is None)
        if position.entries:
            assert position.lead is position.entries[0]


def test_own_words_lead_before_what_is_told(seed: Comparison) -> None:
    lead = seed.positions["talks", "walmart"].lead
    assert lead is not None
    assert lead.statement.quote.startswith("[the company] continues discussions")
    bytedance = seed.positions["us_sale", "bytedance"]
    assert [entry.voice for entry in bytedance.entries] == [
        Voice.SECOND_HAND,
        Voice.REPORTED,
        Voice.REPORTED,
    ]
    certainties = [entry.statement.certainty for entry in bytedance.entries[1:]]
    assert certainties == [Certainty.ASSERTED, Certainty.HEDGED]


def test_the_newest_document_leads_among_equals() -> None:
    old, new, undated = another("old", "2020-09-01"), another("new", "2020-09-20"), another("x", "")
    documents, analyses = zip(old, undated, new, (seed_document(), gold_analysis()), strict=True)
    comparison = compare(seed_settings(), documents, analyses)
    assert list(comparison.documents) == ["new", ID, "old", "x"]
    lead = comparison.positions["talks", "walmart"].lead
    assert lead is not None
    assert lead.attribution.document == "new"
    read = [entry.attribution.document for entry in comparison.view("walmart").entries]
    assert read == [name for name in ("new", ID, "old", "x") for _ in range(4)]


def test_sentences_of_one_quotation_stay_together(seed: Comparison) -> None:
    entries = seed.view("microsoft").entries
    ids = [entry.attribution.id for entry in entries]
    assert ids == [name for name in dict.fromkeys(ids) for _ in range(ids.count(name))]
    assert [entry.statement.span.start for entry in entries] == [693, 765, 867, 958, 1075, 1303]


def test_every_quote_is_the_document_s_text(seed: Comparison) -> None:
    for view in seed.parties:
        for entry in view.entries:
            assert entry.statement.quote == entry.statement.span.of(TEXT)


def test_a_stranger_s_words_are_never_a_party_s_own() -> None:
    quotation = next(a for a in gold_analysis().attributions if a.party == "walmart" and a.tone)
    stranger = spoken(quotation, party=None, about=("oracle",), speaker="Jane Smith")
    comparison = compare(seed_settings(), [seed_document()], [stranger])
    assert comparison.view("oracle").count.own == 0
    assert comparison.view("oracle").tone is None
    assert {entry.voice for entry in comparison.view("oracle").entries} == {Voice.REPORTED}
    assert [(s.name, s.statements) for s in comparison.sources] == [("Jane Smith", 2)]


def test_the_same_words_found_twice_count_once() -> None:
    analysis = gold_analysis()
    doubled = tuple(
        replace(a, id="b" + a.id, voice=Voice.ABOUT, party=None, about=a.parties)
        for a in analysis.attributions
    )
    twice = replace(analysis, attributions=analysis.attributions + doubled)
    counts = [v.count for v in compare(seed_settings(), [seed_document()], [twice]).parties]
    once = [v.count for v in compare(seed_settings(), [seed_document()], [analysis]).parties]
    assert counts == once


def test_why_a_party_is_silent() -> None:
    place = Span(1722, 1792)
    analysis = replace(
        gold_analysis(),
        attributions=(),
        mentions=tuple(m for m in gold_analysis().mentions if m.party != "oracle"),
        no_comments=(NoComment(place, "walmart", SilenceReason.DECLINED),),
    )
    comparison = compare(seed_settings(), [seed_document()], [analysis])
    silences = {view.party.id: view.silence for view in comparison.parties}
    assert silences["oracle"] is not None
    assert silences["oracle"].reason is SilenceReason.ABSENT
    assert silences["microsoft"] is not None
    assert silences["microsoft"].reason is SilenceReason.NOT_MENTIONED
    walmart = silences["walmart"]
    assert walmart is not None
    assert (walmart.reason, walmart.document, walmart.span) == (
        SilenceReason.DECLINED,
        ID,
        place,
    )
    assert comparison.positions["talks", "walmart"].silence == walmart


def test_nobody_is_called_absent_before_all_is_read() -> None:
    unread = replace(seed_document(), id="unread")
    bare = replace(gold_analysis(), attributions=(), mentions=())
    comparison = compare(seed_settings(), [seed_document(), unread], [bare])
    reasons = {v.silence.reason for v in comparison.parties if v.silence}
    assert reasons == {SilenceReason.NOT_MENTIONED}


def test_the_order_of_the_input_does_not_matter() -> None:
    pairs = [another("a", "2020-09-01"), another("b", ""), (seed_document(), gold_analysis())]
    first = compare(seed_settings(), *zip(*pairs, strict=True))
    for seed in range(5):
        shuffled = random.Random(seed).sample(pairs, len(pairs))
        shuffled = [
            (d, replace(a, attributions=a.attributions[::-1], mentions=a.mentions[::-1]))
            for d, a in shuffled
        ]
        assert compare(seed_settings(), *zip(*shuffled, strict=True)) == first


def test_without_parties_or_documents_there_is_still_a_comparison() -> None:
    empty = compare(Settings(title="Nothing yet"), [], [])
    assert (empty.parties, empty.positions, empty.sources) == ((), {}, ())
    silent = compare(seed_settings(), [], [])
    assert all(view.silence and not view.summary for view in silent.parties)
