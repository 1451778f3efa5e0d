"""Whose words an insertion passes on: quoted, cited, relayed."""

import pytest

from analysis.language import Analyser
from analysis.models import Attribution, LayerKind, Party, PartyKind, Settings, Voice
from analysis.reading import clean_view, read_bytes

PARTIES = (
    Party("coral", "Coral Line", PartyKind.ORGANIZATION, (), ("Ray Finch", "Finch")),
    Party("union", "seamen's union", PartyKind.GROUP, (), ("Jo Marsh", "Marsh")),
)


@pytest.fixture(scope="module", name="analyser")
def _analyser() -> Analyser:
    return Analyser(Settings("ferry", parties=PARTIES))


def only(analyser: Analyser, text: str) -> Attribution:
    document = read_bytes(text.encode(), "x")
    (one,) = analyser.analyse(document, clean_view(document)).attributions
    return one


@pytest.mark.parametrize(
    "text",
    [
        "Coral Line, quoting Marsh, said the boat was late.",
        "Coral Line said, quoting Marsh, that the boat was late.",
        "“The boat was late,” Coral Line said, quoting Marsh.",
        "Coral Line, quoting a letter from Marsh, said the boat was late.",
        "According to Coral Line, quoting Marsh, the boat was late.",
    ],
)
def test_what_is_quoted_is_the_quoted_ones_second_hand(analyser: Analyser, text: str) -> None:
    one = only(analyser, text)
    assert (one.party, one.voice) == ("union", Voice.SECOND_HAND)
    assert [layer.name for layer in one.chain] == ["Coral Line", "Marsh"]
    assert "quoting" not in " ".join(span.of(text) for span in one.content)


@pytest.mark.parametrize(
    "text",
    [
        "Coral Line, citing Marsh, said the boat was late.",
        "Coral Line said, citing Marsh, that the boat was late.",
        "Coral Line said the boat was late, citing Marsh.",
        "Citing Marsh, Coral Line said the boat was late.",
    ],
)
def test_who_cites_another_says_it_on_his_word(analyser: Analyser, text: str) -> None:
    one = only(analyser, text)
    assert (one.party, one.voice) == ("coral", Voice.PARAPHRASED)
    assert [(layer.name, layer.kind) for layer in one.chain] == [
        ("Coral Line", LayerKind.PARTY),
        ("Marsh", LayerKind.OTHER),
    ]
    assert "citing" not in " ".join(span.of(text) for span in one.content)


@pytest.mark.parametrize(
    ("text", "through", "voice"),
    [
        (
            "Finch, in a message relayed by Marsh, said the boat was late.",
            "Marsh",
            Voice.SECOND_HAND,
        ),
        (
            "Finch said in a message relayed by Marsh that the boat was late.",
            "Marsh",
            Voice.SECOND_HAND,
        ),
        ("Finch, through a lawyer, said the boat was late.", "a lawyer", Voice.PARAPHRASED),
    ],
)
def test_a_message_is_its_writers_through_who_relays_it(
    analyser: Analyser, text: str, through: str, voice: Voice
) -> None:
    one = only(analyser, text)
    assert (one.party, one.voice) == ("coral", voice)
    assert [layer.name for layer in one.chain] == [through, "Finch"]


def test_unnamed_people_who_are_cited_are_anonymous(analyser: Analyser) -> None:
    one = only(analyser, "Reuters, citing two officials, reported that Coral Line would sell.")
    assert [layer.kind for layer in one.chain] == [LayerKind.OUTLET, LayerKind.ANONYMOUS]


def test_costs_that_are_cited_are_no_speaker(analyser: Analyser) -> None:
    one = only(analyser, "Finch said the boat was late, citing high costs.")
    assert [layer.name for layer in one.chain] == ["Finch"]


def test_who_denies_on_anothers_word_does_not_say_it(analyser: Analyser) -> None:
    text = "Finch denied, citing Marsh, that the boat was late."
    one = only(analyser, text)
    assert (one.party, one.voice) == ("coral", Voice.REPORTED)
    assert "denied" in one.parts[0].quote


@pytest.mark.parametrize("told", ["who was quoting Finch", "without quoting Finch"])
def test_what_is_no_insertion_leaves_the_words_with_the_speaker(
    analyser: Analyser, told: str
) -> None:
    text = f"Marsh, {told}, said the boat was late."
    document = read_bytes(text.encode(), "x")
    found = analyser.analyse(document, clean_view(document)).attributions
    said = {one.party for one in found if "late" in one.parts[0].quote}
    assert said == {"union"}
