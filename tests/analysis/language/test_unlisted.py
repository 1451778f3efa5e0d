"""Texts of which no dossier knows the parties yet: who is given what by `parties --suggest`."""

import pytest

from analysis.language import Analyser
from analysis.models import Analysis, Attribution, Settings
from analysis.reading import clean_view, read_bytes


@pytest.fixture(scope="module", name="analyser")
def _analyser() -> Analyser:
    return Analyser(Settings("news"))


def read(analyser: Analyser, text: str) -> Analysis:
    document = read_bytes(text.encode(), "x")
    return analyser.analyse(document, clean_view(document))


def last(analyser: Analyser, text: str) -> Attribution:
    return read(analyser, text).attributions[-1]


PORT = (
    "The Port of Tarn wants a third quay. Coral Line, the port's largest customer, is against it. "
)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Dorn Tenants' Union called the cap too weak.", "Dorn Tenants' Union"),
        ("The Hoteliers' Guild supports the cap.", "Hoteliers' Guild"),
        ("The Port of Tarn said it would dig.", "Port of Tarn"),
        (PORT + "A draft was seen by the Courier. The port opposes a stop.", "Port of Tarn"),
        (PORT + "The port opposes a stop. It says a stop would cost millions.", "Port of Tarn"),
        (
            "Torvale Rovers lost. The Rovers Supporters' Association said fans were angry. Rovers "
            "said the team was tired.",
            "Rovers",
        ),
        (
            "The Riders' League cheered. The Association of Platform Businesses warned of losses. "
            "It accused the court of rewriting the law.",
            "Association of Platform Businesses",
        ),
        ("Doctors Without Frontiers urged Halcyra to act.", "Doctors Without Frontiers"),
    ],
)
def test_a_body_that_no_list_knows_is_named_whole(
    analyser: Analyser, text: str, speaker: str
) -> None:
    assert last(analyser, text).speaker.endswith(speaker)


@pytest.mark.parametrize(
    ("behind", "person", "body"),
    [
        (
            "“It will dig,” said Priya Vance, the port's chief executive.",
            "Priya Vance",
            "Port of Tarn",
        ),
        (
            "The Tarn Fishing Cooperative rejected it. “They bury us,” said Al Morrow, who chairs "
            "the cooperative.",
            "Al Morrow",
            "Tarn Fishing Cooperative",
        ),
    ],
)
def test_a_person_speaks_for_the_body_that_is_meant(
    analyser: Analyser, behind: str, person: str, body: str
) -> None:
    found = read(analyser, PORT + behind).stakeholders
    assert [one.speaks_for for one in found if one.name == person] == [body]


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        (
            "The funeral is private; the family has asked for no flowers.",
            "the family",
            "no flowers",
        ),
        (
            "A source close to the club claimed the forward had agreed terms and expected to be "
            "unveiled by Friday.",
            "the forward",
            "to be unveiled by Friday",
        ),
        (
            "Ahmed Rafiq owns a shop. The vicar says the band is loud.",
            "The vicar",
            "the band is loud",
        ),
    ],
)
def test_words_are_not_given_to_who_only_stands_near(
    analyser: Analyser, text: str, speaker: str, said: str
) -> None:
    one = last(analyser, text)
    assert (one.speaker, [span.of(text) for span in one.content]) == (speaker, [said])


def test_a_day_is_no_speaker(analyser: Analyser) -> None:
    text = "On Wednesday, Petra Lund, who leads the Sarn Farmers' League, said the boat was late."
    one = last(analyser, text)
    assert (one.speaker, [span.of(text) for span in one.source]) == ("Petra Lund", ["Petra Lund"])


def test_each_link_of_a_list_is_apart(analyser: Analyser) -> None:
    text = (
        "Our coverage so far\n\n- Tolland says no to the dam – https://wire.example/a1\n"
        '- Marenia "will not wait", Adair says – https://wire.example/a2\n'
        "- Bank withholds the money – https://wire.example/a3\n"
    )
    for one in read(analyser, text).attributions:
        assert not any("\n" in span.of(text) for span in one.content)
        assert all("\n" not in part.quote for part in one.parts)


def test_a_statement_does_not_hold_the_cue_of_another(analyser: Analyser) -> None:
    text = "Mayor Dahl said on Monday that it rains, calling the sky a disgrace."
    (*_, one) = read(analyser, text).attributions
    assert all("said on Monday" not in part.quote for part in one.parts)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Coral Line opposes the [third quay](https://x.example).",
            "the [third quay](https://x.example)",
        ),
        ("Coral Line said the boat was **late**.", "the boat was **late**"),
        ("Coral Line said **no** boat sank.", "**no** boat sank"),
    ],
)
def test_a_boundary_leaves_markdown_whole(analyser: Analyser, text: str, said: str) -> None:
    document = read_bytes(f"# Boats\n\n{text}\n".encode(), "boats", markdown=True)
    (one,) = analyser.analyse(document, clean_view(document)).attributions
    assert [span.of(document.text) for span in one.content] == [said]
