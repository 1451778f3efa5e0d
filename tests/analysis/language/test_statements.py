"""What is found in sentences of other fields than the seed's, written for these tests."""

import pytest

from analysis.language import Analyser
from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    Issue,
    Kind,
    Party,
    PartyKind,
    Settings,
    SilenceReason,
    Voice,
)
from analysis.reading import clean_view, read_bytes

SETTINGS = Settings(
    title="Harbour",
    parties=(
        Party("port", "Norhaven Port", epithets=("the harbour operator",)),
        Party("union", "Dockers’ Union", PartyKind.GROUP, aliases=("Dockers' Union", "DU")),
        Party("ministry", "Transport Ministry", PartyKind.GOVERNMENT),
        Party("reef", "Reef Watch", PartyKind.GROUP, spokespeople=("Ines Calder",)),
        Party("brand", "$trange & {Sons}", aliases=("${paths.train}",)),
    ),
    issues=(
        Issue("wages", "Wages", ("pay rise", "wage")),
        Issue("dredge", "Dredging", ("dredge",)),
    ),
)


@pytest.fixture(scope="module")
def harbour() -> Analyser:
    return Analyser(SETTINGS)


def read(analyser: Analyser, text: str) -> Analysis:
    document = read_bytes(text.encode(), "test")
    return analyser.analyse(document, clean_view(document))


def only(analyser: Analyser, text: str) -> Attribution:
    found = read(analyser, text).attributions
    assert len(found) == 1, [p.quote for a in found for p in a.parts]
    return found[0]


@pytest.mark.parametrize(
    ("text", "party", "voice", "quote"),
    [
        (
            "Norhaven Port said it would cut wages next spring.",
            "port",
            Voice.PARAPHRASED,
            "it would cut wages next spring",
        ),
        (
            "“The cranes stay idle,” said Norhaven Port.",
            "port",
            Voice.OWN,
            "The cranes stay idle",
        ),
        (
            "The dredging was, the Transport Ministry said, a success.",
            "ministry",
            Voice.PARAPHRASED,
            "The dredging was, the Transport Ministry said, a success",
        ),
        (
            "According to the Transport Ministry, the channel was dredged twice.",
            "ministry",
            Voice.PARAPHRASED,
            "the channel was dredged twice",
        ),
        (
            "The Transport Ministry wants the union to end the strike.",
            "ministry",
            Voice.REPORTED,
            "The Transport Ministry wants the union to end the strike",
        ),
        (
            "Norhaven Port has refused to publish the tender.",
            "port",
            Voice.REPORTED,
            "Norhaven Port has refused to publish the tender",
        ),
        (
            "A lawyer for Norhaven Port argued that the fee was legal.",
            "port",
            Voice.PARAPHRASED,
            "the fee was legal",
        ),
        (
            "The harbour operator warned that ships would be turned away.",
            "port",
            Voice.PARAPHRASED,
            "ships would be turned away",
        ),
    ],
)
def test_a_statement_and_whose_it_is(
    harbour: Analyser, text: str, party: str, voice: Voice, quote: str
) -> None:
    found = only(harbour, text)
    assert (found.party, found.voice, found.parts[0].quote) == (party, voice, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        # The writer's contrast and the writer's word on it are nobody's want or claim.
        (
            "The Transport Ministry wants the port to pay, while the port is trying to sell.",
            "The Transport Ministry wants the port to pay",
        ),
        (
            "Reef Watch said it would sue the port, a move that critics called a stunt.",
            "it would sue the port",
        ),
        # The day of the saying is not what was said.
        ("Reef Watch said on Friday it would sue the port.", "it would sue the port"),
        # A condition belongs to what it limits.
        (
            "Reef Watch said the ministry might pay for the wall, but only if the port agrees.",
            "the ministry might pay for the wall, but only if the port agrees",
        ),
        # A mark inside keeps its partner.
        (
            'Reef Watch said that the plan "is a trick".',
            'the plan "is a trick"',
        ),
    ],
)
def test_how_far_a_statement_goes(harbour: Analyser, text: str, quote: str) -> None:
    first = read(harbour, text).attributions[0]
    assert [p.quote for p in first.parts] == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "Norhaven Port denied that it had paid the bribe.",
        "Norhaven Port has never claimed that the pier is safe.",
        "Norhaven Port did not say that the pier would close.",
        "No Norhaven Port official said the pier was safe.",
        "Norhaven Port refused to say whether the pier was safe.",
        "Norhaven Port has not objected to the pier.",
        "Norhaven Port did not rule out that it would sell.",
    ],
)
def test_what_was_denied_or_not_said_is_never_said(harbour: Analyser, text: str) -> None:
    found = only(harbour, text)
    assert found.party == "port"
    assert [(p.voice, p.quote) for p in found.parts] == [(Voice.REPORTED, text[:-1])]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Norhaven Port was told by Reef Watch that the deal was off.", "reef"),
        ("Norhaven Port was warned by Reef Watch that it would be sued.", "reef"),
        ("It was said by Reef Watch that the road would be shared.", "reef"),
        ("A former Norhaven Port executive said the firm was doomed.", None),
        ("Norhaven Port’s project lead, Ines Calder, said the pier was safe.", "port"),
    ],
)
def test_who_speaks_and_who_listens(harbour: Analyser, text: str, party: str | None) -> None:
    assert {a.party for a in read(harbour, text).attributions} == {party}


@pytest.mark.parametrize(
    "text",
    [
        "Norhaven Port was told that the deal was off.",
        "If Norhaven Port says it will pay, the crews will return.",
        "Had Norhaven Port said it would pay, the crews would have returned.",
        "Norhaven Port is expected to say that the plan is off.",
        "Asked whether Reef Watch had lied, Ines Calder smiled.",
    ],
)
def test_what_nobody_said_is_no_statement(harbour: Analyser, text: str) -> None:
    assert read(harbour, text).attributions == ()


def test_he_and_she_are_told_apart(harbour: Analyser) -> None:
    text = "Ines Calder met Peter Holm in Vastermark. “The deal is off,” he said."
    assert only(harbour, text).party is None
    assert only(harbour, text.replace("he said", "she said")).party == "reef"


def test_a_name_with_an_apostrophe_and_its_short_form() -> None:
    analyser = Analyser(Settings("x", (Party("trust", "St Brannoc's Health Trust"),)))
    text = (
        "St Brannoc’s Health Trust called the vote “absurd”.\n\nThe trust said no more would come."
    )
    first, second = read(analyser, text).attributions
    assert (first.party, second.party) == ("trust", "trust")
    assert first.parts[0].quote == "St Brannoc’s Health Trust called the vote “absurd”"
    assert second.resolutions[0].rule == "short name"


def test_a_quotation_takes_all_its_sentences(harbour: Analyser) -> None:
    text = (
        "“We asked twice. Nobody came. That is a shame,” Ines Calder of Reef Watch told reporters."
    )
    found = only(harbour, text)
    assert (found.party, found.kind) == ("reef", Kind.DIRECT)
    assert [p.quote for p in found.parts] == ["We asked twice.", "Nobody came.", "That is a shame"]


def test_a_quotation_goes_on_after_the_speaker_tag(harbour: Analyser) -> None:
    found = only(harbour, "“We will go,” Norhaven Port said. “And we will go soon.”")
    assert [p.quote for p in found.parts] == ["We will go", "And we will go soon."]


def test_a_pronoun_keeps_its_reason(harbour: Analyser) -> None:
    text = "Norhaven Port lost a third of its traffic last year. It said the quays would reopen."
    found = only(harbour, text)
    (resolution,) = found.resolutions
    assert (found.party, resolution.rule) == ("port", "pronoun")
    assert resolution.antecedent is not None
    assert resolution.antecedent.of(text) == "Norhaven Port"
    assert "Norhaven Port" in resolution.reason


def test_a_modifier_is_not_the_speaker(harbour: Analyser) -> None:
    found = only(harbour, "Norhaven Port workers said that the gates were locked.")
    assert found.party is None


def test_two_equal_candidates_give_nobody(harbour: Analyser) -> None:
    text = "Norhaven Port is late. Vastermark Shipping is late. The company said it was sorry."
    found = [a for a in read(harbour, text).attributions if a.speaker]
    assert found
    assert all(a.party in (None, "port") for a in found)


def test_a_joint_source_counts_for_both(harbour: Analyser) -> None:
    found = only(harbour, "Reef Watch and the Transport Ministry said that the bay was clean.")
    assert {found.party, *found.also} == {"reef", "ministry"}


def test_an_unnamed_source_gives_a_report(harbour: Analyser) -> None:
    text = "Norhaven Port may close the northern quay, according to people familiar with the plan."
    found = only(harbour, text)
    assert (found.party, found.about, found.voice) == (None, ("port",), Voice.REPORTED)
    assert found.chain[-1].name == "people familiar with the plan"
    assert found.certainty is Certainty.HEDGED


@pytest.mark.parametrize(
    ("hedge", "certainty"),
    [
        ("would close", Certainty.ASSERTED),
        ("may close", Certainty.HEDGED),
        ("would probably close", Certainty.HEDGED),
        ("would have closed", Certainty.COUNTERFACTUAL),
    ],
)
def test_certainty_has_its_marker(harbour: Analyser, hedge: str, certainty: Certainty) -> None:
    (part,) = only(harbour, f"Reef Watch said that the ministry {hedge} the bay.").parts
    assert part.certainty is certainty
    assert bool(part.markers) is (certainty is not Certainty.ASSERTED)


def test_an_open_question_is_no_answer(harbour: Analyser) -> None:
    found = only(harbour, "It is unclear whether the Transport Ministry will pay for the wall.")
    assert (found.party, found.about, found.voice) == (None, ("ministry",), Voice.ABOUT)
    assert found.certainty is Certainty.OPEN


def test_negation_is_kept(harbour: Analyser) -> None:
    text = "Reef Watch said that the ministry did not dredge the bay."
    (part,) = only(harbour, text).parts
    assert [n.of(text) for n in part.negations] == ["not"]
    assert [i.issue for i in part.issues] == ["dredge"]
    assert [s.of(text) for i in part.issues for s in i.spans] == ["dredge"]


def test_tone_names_its_words_and_only_own_words_have_one(harbour: Analyser) -> None:
    text = "“This is a disaster,” Reef Watch said. Norhaven Port wants to ruin the awful bay."
    own, reported = read(harbour, text).attributions
    tone = own.parts[0].tone
    assert tone is not None
    assert tone.label == "negative"
    assert [text[w.start : w.end] for w in tone.words] == ["disaster"]
    assert reported.voice is Voice.REPORTED
    assert reported.parts[0].tone is None


def test_the_dossiers_own_overlay_wins() -> None:
    settings = Settings("x", SETTINGS.parties, (), {"disaster": 0.0})
    found = only(Analyser(settings), "“This is a disaster,” Reef Watch said.")
    assert found.parts[0].tone is None
    assert found.parts[0].untoned == "no word that carries tone"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Norhaven Port declined to comment.", SilenceReason.DECLINED),
        ("Norhaven Port did not respond to a request for comment.", SilenceReason.NO_RESPONSE),
    ],
)
def test_silence_is_no_statement(harbour: Analyser, text: str, reason: SilenceReason) -> None:
    analysis = read(harbour, text)
    assert [(n.party, n.reason) for n in analysis.no_comments] == [("port", reason)]
    assert analysis.attributions == ()


def test_titles_and_scare_quotes_are_no_speech(harbour: Analyser) -> None:
    assert read(harbour, "The film “Low Tide” opened in the “old” town.").attributions == ()


def test_a_partys_name_is_data(harbour: Analyser) -> None:
    analysis = read(harbour, "“It is odd,” said ${paths.train} of the name.")
    assert [m.party for m in analysis.mentions] == ["brand"]
