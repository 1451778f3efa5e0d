"""A quotation in a clause of its own goes to who speaks there, not to who speaks around it."""

import pytest

from analysis.language import Analyser
from analysis.models import Analysis, Attribution, Party, PartyKind, Settings, SilenceReason, Voice
from analysis.reading import clean_view, read_bytes

PARTIES = (
    Party("coral", "Coral Line", PartyKind.ORGANIZATION, (), ("Ray Finch", "Finch")),
    Party("union", "seamen's union", PartyKind.GROUP, (), ("Jo Marsh", "Marsh")),
    Party("isles", "Isles Council", PartyKind.GOVERNMENT, ("six island mayors",)),
)


@pytest.fixture(scope="module", name="analyser")
def _analyser() -> Analyser:
    return Analyser(Settings("ferry", parties=PARTIES))


def read(analyser: Analyser, text: str) -> Analysis:
    document = read_bytes(text.encode(), "x")
    return analyser.analyse(document, clean_view(document))


def content(one: Attribution, text: str) -> str:
    return " … ".join(span.of(text) for span in one.content)


def said_by(analyser: Analyser, text: str) -> dict[str, list[str]]:
    """What each speaker of a text says, wants or thinks, by name."""
    found: dict[str, list[str]] = {}
    for one in read(analyser, text).attributions:
        found.setdefault(one.party or one.speaker, []).append(content(one, text))
    return found


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "Coral Line confirmed that the boat would sail, after talks that one negotiator "
            "likened to “pulling teeth without a dentist”.",
            "that the boat would sail",
        ),
        (
            "Coral Line said it would sell the boat, which one negotiator called “pulling teeth "
            "without a dentist”.",
            "it would sell the boat",
        ),
        (
            "Coral Line confirmed, after talks that one negotiator likened to “pulling teeth "
            "without a dentist”, that the boat would sail.",
            "that the boat would sail",
        ),
        (
            "Coral Line announced the sale after talks that one negotiator compared to “pulling "
            "teeth without a dentist”.",
            "the sale",
        ),
    ],
)
def test_what_somebody_else_called_it_is_not_the_speakers(
    analyser: Analyser, text: str, kept: str
) -> None:
    assert said_by(analyser, text) == {
        "coral": [kept],
        "one negotiator": ["“pulling teeth without a dentist”"],
    }


def test_who_describes_it_has_the_words_inside_anothers_sentence(analyser: Analyser) -> None:
    text = "Coral Line said the plan, described by Marsh as “a slow, costly mistake”, would go on."
    assert said_by(analyser, text)["union"] == ["as “a slow, costly mistake”"]


@pytest.mark.parametrize(
    ("text", "party", "said"),
    [
        ("Finch, according to whom the boat is late, has left.", "coral", "the boat is late"),
        ("In Finch's view the boat is late.", "coral", "the boat is late"),
        (
            "Marsh now tells me, and I quote, that “no boat is late”.",
            "union",
            "“no boat is late”",
        ),
        ("The mayors of six islands called for a ban.", "The mayors", "a ban"),
        ("In the words of Finch, “no boat is late”.", "coral", "“no boat is late”"),
    ],
)
def test_a_speaker_in_an_unusual_place(
    analyser: Analyser, text: str, party: str, said: str
) -> None:
    assert said_by(analyser, text) == {party: [said]}


def test_two_subjects_are_not_run_together(analyser: Analyser) -> None:
    text = (
        "The mayors of six coastal towns called for an inquiry, and the seamen's union said it was "
        "“deeply troubled” by reports that two delegates had been flown to Tarn."
    )
    found = said_by(analyser, text)
    assert found["The mayors"] == ["an inquiry"]
    assert len(found["union"]) == 1


@pytest.mark.parametrize(
    "speaker",
    [
        "Ray Finch, chair of Coral Line, said.",
        "said Ray Finch.",
        "Finch told reporters on Monday.",
        "Ray Finch, who chairs Coral Line, said in a statement.",
    ],
)
def test_a_quotation_may_end_in_a_full_stop_before_its_speaker(
    analyser: Analyser, speaker: str
) -> None:
    for text in (
        f'"We will not sell. It is ours." {speaker}',
        f"'We will not sell. It is ours.' {speaker}",
    ):
        assert said_by(analyser, text) == {"coral": [text[: -len(speaker) - 1]]}


@pytest.mark.parametrize(
    "text",
    [
        "“We will not sell. It is ours.” Finch said he would resign.",
        "“Will you sell the boat?” She laughed. Finch left.",
        "Marsh said: “We will not sell. It is ours.” Finch left.",
        "I had a question for Finch: “Will you sell the boat?”",
        "I will let Marsh have the floor: “We will not sell. It is ours.”",
    ],
)
def test_a_quotation_is_not_given_to_who_stands_near(analyser: Analyser, text: str) -> None:
    assert not any("“" in said for said in said_by(analyser, text).get("coral", []))


@pytest.mark.parametrize(
    "text",
    [
        "Finch, asked whether the boat was late, said he did not know.",
        "Asked if the boat was late, Finch said he did not know.",
        "Asked what would become of the boat, Finch said he did not know.",
        "Finch, when asked whether the boat was late, said he did not know.",
    ],
)
def test_what_somebody_is_asked_is_not_what_he_says(analyser: Analyser, text: str) -> None:
    assert said_by(analyser, text) == {"coral": ["he did not know"]}


def test_a_wish_to_stay_unnamed_is_no_statement(analyser: Analyser) -> None:
    for wish in ("not to be named", "not to be identified discussing the boat"):
        text = f"A Coral Line official, who asked {wish}, said the boat was late."
        assert said_by(analyser, text) == {"coral": ["the boat was late"]}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Neither Coral Line nor the seamen's union would say whether they would appeal.",
            SilenceReason.DECLINED,
        ),
        (
            "Neither Coral Line nor the seamen's union responded to a request for comment.",
            SilenceReason.NO_RESPONSE,
        ),
        (
            "Coral Line and the seamen's union would not say whether they would appeal.",
            SilenceReason.DECLINED,
        ),
    ],
)
def test_who_would_not_say_is_silent(analyser: Analyser, text: str, reason: SilenceReason) -> None:
    found = read(analyser, text)
    assert not found.attributions
    assert [(n.party, n.reason) for n in found.no_comments] == [
        ("coral", reason),
        ("union", reason),
    ]


@pytest.mark.parametrize(
    ("text", "party", "said"),
    [
        ("Finch's claim that the boat was safe drew laughter.", "coral", []),
        (
            "Finch's claim that the boat was safe sits badly with the records.",
            "coral",
            ["that the boat was safe"],
        ),
        (
            "Finch hinted he was losing patience, saying that “the boat will not wait”.",
            "coral",
            ["he was losing patience", "“the boat will not wait”"],
        ),
        (
            "The boat was sold in May; the union, Finch said, had thanked him.",
            "coral",
            ["the union … had thanked him"],
        ),
        (
            "Finch said the boat would sail, a position that one diplomat described as “rich”.",
            "coral",
            ["the boat would sail"],
        ),
        ("Former Coral Line captain Dave Stubbs said the boat was late.", "coral", []),
        (
            "Finch said the boat was safe, a claim the seamen's union denied, saying that it sank.",
            "coral",
            ["the boat was safe"],
        ),
        (
            "Marsh lied to the crew in May, when, Finch said, the boat was sold.",
            "coral",
            ["the boat was sold"],
        ),
        (
            "'I asked him how many and he said, \"Enough,\"' Finch said.",
            "coral",
            ["'I asked him how many and he said, \"Enough,\"'"],
        ),
        (
            "The boat, Finch said, was late, and the Germans told him to wait. “We waited.”",
            "coral",
            ["The boat … was late, and the Germans told him to wait … “We waited.”"],
        ),
    ],
)
def test_where_somebodys_words_begin_and_end(
    analyser: Analyser, text: str, party: str, said: list[str]
) -> None:
    assert said_by(analyser, text).get(party, []) == said


def test_a_letter_is_its_writers_whoever_reads_it_out(analyser: Analyser) -> None:
    text = "A letter from Jo Marsh, read aloud by Ray Finch, called the boat “a coffin”."
    assert set(said_by(analyser, text)) == {"union"}


@pytest.mark.parametrize(
    ("behind", "given"),
    [
        ("", True),
        (" He left the hall.", True),
        (" The minister laughed.", True),
        (" Marsh agreed.", False),
    ],
)
def test_a_quotation_behind_what_somebody_says_is_theirs_unless_another_speaks(
    analyser: Analyser, behind: str, given: bool
) -> None:
    text = f"Finch said the boat was late. “It is always late.”{behind}"
    (said,) = (s for s in said_by(analyser, text)["coral"] if "late" in s)
    assert said.endswith("“It is always late.”") is given


@pytest.mark.parametrize("told", ["said", "believes", "denied"])
def test_a_quotation_behind_a_paraphrase_is_own_words(analyser: Analyser, told: str) -> None:
    text = f"Finch {told} that the boat was late. “It is always late.” He left."
    parts = [part for one in read(analyser, text).attributions for part in one.parts]
    assert [part.voice for part in parts if part.quote == "It is always late."] == [Voice.OWN]
    assert Voice.OWN not in [p.voice for p in parts if p.quote != "It is always late."]


def test_a_long_quotation_may_have_single_marks(analyser: Analyser) -> None:
    text = (
        "Coral Line's founder, Ray Finch, said: 'They counted the boats twice.\n\n"
        "'We asked for the figures.\n\n'My daughter cried.'\n\nThe inquest continues."
    )
    (only,) = read(analyser, text).attributions
    assert only.party == "coral"
    assert [part.quote for part in only.parts] == [
        "They counted the boats twice.",
        "We asked for the figures.",
        "My daughter cried.",
    ]
