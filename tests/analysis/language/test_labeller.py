"""The labeller beside the rules: what it adds, what it may not do, and that it is the same."""

import msgspec
import numpy as np
import pytest

from analysis.errors import ReadingError
from analysis.language import LABELLED_BY, LABELLER_VERSION, Analyser
from analysis.language.features import DISTANCES, distances
from analysis.language.labeller import load_weights
from analysis.models import Analysis, Attribution, Settings, Voice
from analysis.reading import clean_view, read_bytes


@pytest.fixture(scope="module", name="analyser")
def _analyser() -> Analyser:
    return Analyser(Settings("news"))


def read(analyser: Analyser, text: str) -> Analysis:
    document = read_bytes(text.encode(), "x")
    return analyser.analyse(document, clean_view(document))


def words(analysis: Analysis, text: str) -> list[tuple[str, str]]:
    def joined(spans: object) -> str:
        return " | ".join(span.of(text) for span in spans)  # type: ignore[attr-defined]

    return [(joined(a.source), joined(a.content)) for a in analysis.attributions]


def only(analysis: Analysis) -> Attribution:
    assert len(analysis.attributions) == 1
    return analysis.attributions[0]


def test_the_weights_are_those_that_the_provenance_names() -> None:
    meta = load_weights().meta
    assert meta.version == LABELLER_VERSION
    assert LABELLED_BY in meta.pipelines


def test_a_cue_that_no_list_has_is_found(analyser: Analyser) -> None:
    text = "The harbour union lambasted the new timetable on Tuesday."
    found = only(read(analyser, text))
    assert found.source[0].of(text) == "The harbour union"
    assert found.rule == "learned"
    assert found.voice is Voice.REPORTED, "nobody is given words: the whole clause is told"
    assert found.parts[0].quote.startswith("The harbour union lambasted")


@pytest.mark.parametrize(
    "text",
    [
        "Norhaven Port was told that the deal was off.",
        "If Reef Watch says that the reef is dead, the hotel will close.",
        "The valley has forty wells and two rivers.",
    ],
)
def test_the_labeller_gives_nobody_what_the_rules_refuse(analyser: Analyser, text: str) -> None:
    assert read(analyser, text).attributions == ()


def test_every_confidence_is_a_probability(analyser: Analyser) -> None:
    text = (
        "Reef Watch said the hotel must close. “We will not,” Ines Calder replied. "
        "The mayor called for calm and denounced both."
    )
    found = read(analyser, text).attributions
    assert len(found) >= 3
    assert all(0 < one.confidence < 1 for one in found)


def test_two_runs_give_the_same_bytes() -> None:
    text = "Reef Watch urged the council to close the hotel, and slammed its owner.\n\n" * 5
    one, other = (msgspec.json.encode(read(Analyser(Settings("a")), text)) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "…", "“”" * 50, "word " * 2000, "Das ist kein englischer Satz."]
)
def test_odd_texts_give_a_result(analyser: Analyser, text: str) -> None:
    try:
        found = read(analyser, text)
    except ReadingError:
        return  # an empty document is refused where it is read
    assert all(a.content for a in found.attributions)


def test_distances_are_classes_of_the_signed_distance() -> None:
    far = distances(np.arange(-400, 400))
    assert far.min() == 0
    assert far.max() == DISTANCES - 1
    near = distances(np.array([-2, -1, 0, 1, 2, 3, 4, 6, 7, 11, 12, 300]))
    assert near.tolist() == [9, 8, 0, 1, 2, 3, 4, 4, 5, 5, 6, 6]


TALK = """The two met on Sunday.

HALE: We will not sell the ferry. It is ours.

MODERATOR: Is that final?

HALE: It is.

And what of the jobs? They are safe too.

MODERATOR: Thank you.

The evening ended early.
"""


def test_turns_of_a_transcript_are_the_speakers_own_words(analyser: Analyser) -> None:
    found = read(analyser, TALK)
    assert words(found, TALK) == [
        ("HALE", "We will not sell the ferry. It is ours."),
        ("MODERATOR", "Is that final?"),
        ("HALE", "It is. | And what of the jobs? They are safe too."),
        ("MODERATOR", "Thank you."),
    ]
    assert {a.voice for a in found.attributions} == {Voice.OWN}


@pytest.mark.parametrize(
    "text",
    [
        "Note: the office is closed.\n\nUpdate: it is open.\n\nNote: it rains.\n",
        "Price: 5 euros\nRating: 4 stars\nPrice: 6 euros\nRating: 2 stars\n",
        "HALE: We will not sell.\n\nThe meeting ended.\n",
    ],
)
def test_other_lines_with_a_colon_are_no_talk(analyser: Analyser, text: str) -> None:
    assert all(a.rule != "transcript" for a in read(analyser, text).attributions)


def test_the_items_of_a_list_among_paragraphs_are_statements_of_their_own(
    analyser: Analyser,
) -> None:
    text = (
        "The council met.\n\nThe union is asking for:\n- a crossing at eleven that\n"
        "  runs all year\n- no dismissals before spring\n\nThe evening ended.\n"
    )
    found = only(read(analyser, text))
    assert [part.quote for part in found.parts][-1] == "no dismissals before spring"
    assert not any("\n-" in part.quote for part in found.parts)
