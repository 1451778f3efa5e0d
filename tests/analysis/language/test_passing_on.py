"""Through whom words come, who is silent, and what stays a condition, in single sentences."""

import pytest

from analysis.language import Analyser
from analysis.models import (
    Analysis,
    Certainty,
    LayerKind,
    Party,
    PartyKind,
    Settings,
    SilenceReason,
    Voice,
)
from analysis.reading import clean_view, read_bytes

SETTINGS = Settings(
    "The branch at Tarn",
    (
        Party("norda", "Norda Bank", aliases=("Norda",), spokespeople=("Anna Kroon",)),
        Party("tarn", "Tarn Credit"),
        Party("union", "Bank Workers' Union", PartyKind.GROUP),
        Party("france", "French government", PartyKind.GOVERNMENT),
        Party("usa", "US government", PartyKind.GOVERNMENT, aliases=("US",)),
    ),
)
DECLINED, NO_ANSWER = SilenceReason.DECLINED, SilenceReason.NO_RESPONSE


@pytest.fixture(scope="module", name="analyser")
def _analyser() -> Analyser:
    return Analyser(SETTINGS)


def read(analyser: Analyser, text: str) -> Analysis:
    document = read_bytes(text.encode(), "test")
    return analyser.analyse(document, clean_view(document))


@pytest.mark.parametrize(
    ("text", "parties", "reason"),
    [
        ("Norda Bank declined to comment.", ["norda"], DECLINED),
        ("A spokeswoman for Norda Bank declined to discuss the talks.", ["norda"], DECLINED),
        ("Norda lost money. Its chairman refused to answer questions.", ["norda"], DECLINED),
        ("Norda Bank had no immediate comment.", ["norda"], DECLINED),
        ("Tarn Credit and Norda Bank declined to comment.", ["tarn", "norda"], DECLINED),
        ("Norda Bank did not immediately respond.", ["norda"], NO_ANSWER),
        ("Norda Bank could not be reached on Sunday.", ["norda"], NO_ANSWER),
        ("Calls to Norda Bank went unanswered.", ["norda"], NO_ANSWER),
        ("Messages left for Norda Bank were not returned.", ["norda"], NO_ANSWER),
        ("A customer of Norda Bank declined to comment.", [None], DECLINED),
    ],
)
def test_silences_are_told_apart_and_say_whose(
    analyser: Analyser, text: str, parties: list[str | None], reason: SilenceReason
) -> None:
    analysis = read(analyser, text)
    assert [one.party for one in analysis.no_comments] == parties
    assert {one.reason for one in analysis.no_comments} == {reason}
    assert all(one.span.of(text) in text for one in analysis.no_comments)
    assert analysis.attributions == ()


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "Norda Bank wants to buy Tarn Credit, Bloomberg reported, citing people briefed on it.",
            [("Bloomberg", LayerKind.OUTLET), ("people briefed on it", LayerKind.ANONYMOUS)],
        ),
        (
            "Norda Bank has agreed to sell its branch. The news was first reported by Reuters.",
            [("Reuters", LayerKind.OUTLET), ("Norda Bank", LayerKind.PARTY)],
        ),
        (
            "Norda Bank plans to close, according to a report in the Osmouth Herald.",
            [("the Osmouth Herald", LayerKind.OUTLET)],
        ),
        (
            "Norda Bank may close, two people familiar with the matter said.",
            [("two people familiar with the matter", LayerKind.ANONYMOUS)],
        ),
        (
            "Tarn Credit said that Norda Bank had promised to pay.",
            [("Tarn Credit", LayerKind.PARTY), ("Norda Bank", LayerKind.PARTY)],
        ),
    ],
)
def test_the_layers_between_writer_and_party_are_kept(
    analyser: Analyser, text: str, chain: list[tuple[str, LayerKind]]
) -> None:
    chains = [[(s.name, s.kind) for s in a.chain] for a in read(analyser, text).attributions]
    assert chain in chains


@pytest.mark.parametrize(
    ("text", "certainty", "words"),
    [
        ("Norda Bank said it would not be selling.", Certainty.ASSERTED, "it would not be selling"),
        (
            "Norda Bank will sell only if the union agrees, Anna Kroon said.",
            Certainty.ASSERTED,
            "Norda Bank will sell only if the union agrees",
        ),
        (
            "Norda Bank said it must not sell unless Tarn Credit pays.",
            Certainty.ASSERTED,
            "it must not sell unless Tarn Credit pays",
        ),
        (
            "It is unclear whether Norda Bank will sell.",
            Certainty.OPEN,
            "whether Norda Bank will sell",
        ),
    ],
)
def test_a_condition_stays_with_its_words(
    analyser: Analyser, text: str, certainty: Certainty, words: str
) -> None:
    (one,) = read(analyser, text).attributions
    assert one.certainty is certainty
    assert [part.quote for part in one.parts] == [words]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Paris said that the bank was safe.", "france"),
        ("The Élysée said that the bank was safe.", "france"),
        ("The French minister for trade said that the bank was safe.", "france"),
        ("US officials said that the bank was safe.", "usa"),
        ("The American ambassador said that the bank was safe.", "usa"),
        ("Downing Street said that the bank was safe.", None),
        ("People in Paris said that the bank was safe.", None),
        ("French farmers said that the bank was safe.", None),
        ("US executives said that the bank was safe.", None),
        ("The French minister’s brother said that the bank was safe.", None),
    ],
)
def test_a_place_speaks_for_its_government_alone(
    analyser: Analyser, text: str, party: str | None
) -> None:
    assert [one.party for one in read(analyser, text).attributions] == [party]


def test_a_sentence_within_anothers_quotation_is_second_hand(analyser: Analyser) -> None:
    text = "“Norda told us on Friday that it was out,” Tarn Credit said."
    voices = {one.party: one.voice for one in read(analyser, text).attributions}
    assert voices == {"tarn": Voice.OWN, "norda": Voice.SECOND_HAND}
