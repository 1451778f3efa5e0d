"""What nobody uttered gives nobody words: possible, asked, doubted, wished for, told."""

import pytest

from analysis.language import Analyser
from analysis.models import Attribution, Party, PartyKind, Settings, Voice
from analysis.reading import clean_view, read_bytes

PARTIES = (
    Party("coral", "Coral Line", PartyKind.ORGANIZATION, (), ("Ray Finch", "Finch")),
    Party("union", "seamen's union", PartyKind.GROUP, (), ("Jo Marsh", "Marsh")),
)


@pytest.fixture(scope="module", name="analyser")
def _analyser() -> Analyser:
    return Analyser(Settings("ferry", parties=PARTIES))


def found(analyser: Analyser, text: str) -> tuple[Attribution, ...]:
    document = read_bytes(text.encode(), "x")
    return analyser.analyse(document, clean_view(document)).attributions


@pytest.mark.parametrize(
    "text",
    [
        '"The boat is lost," Finch is alleged to have said.',
        'Imagine Finch saying, "I was wrong."',
        "There is no evidence that Finch said the boat was safe.",
        "It is false that Finch promised to resign.",
        "If Finch promised to resign, Marsh would be glad.",
        "Did Finch say that the boat was safe?",
        "Whether Finch said the boat was safe is unclear.",
    ],
)
def test_what_nobody_has_said_is_nobodys(analyser: Analyser, text: str) -> None:
    assert all(not one.voice.is_own or one.party is None for one in found(analyser, text))


@pytest.mark.parametrize(
    "text",
    [
        '"The boat is lost," Finch might have said.',
        '"The boat is lost," Finch should have said.',
        "Finch may say on Friday that he resigns.",
        "Finch would say that the boat is safe.",
        'Finch stopped short of calling Marsh "a liar."',
        'Marsh would love Finch to say "I quit."',
        "Finch said nothing.",
    ],
)
def test_what_may_be_said_is_reported_with_its_clause(analyser: Analyser, text: str) -> None:
    told = [one for one in found(analyser, text) if one.party]
    assert told
    assert all(one.voice is Voice.REPORTED for one in told)
    assert all(part.quote == text.rstrip(".").rstrip() or '"' in text for part in told[0].parts)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ('Finch was told by Marsh, "Resign now."', "union"),
        ('Coral Line was told by the union: "Keep the boat."', "union"),
        ('"Will you sue?" Marsh was asked on Friday.', None),
        ('Finch quoted Marsh as saying, "The boat is safe."', "union"),
        ('"The boat is safe," Finch told Marsh.', "coral"),
    ],
)
def test_words_go_to_who_utters_them(analyser: Analyser, text: str, party: str | None) -> None:
    # What another party quotes is second-hand, and theirs all the same.
    uttered = (Voice.OWN, Voice.SECOND_HAND)
    own = {one.party for one in found(analyser, text) if one.voice in uttered}
    assert own <= {party}
    assert party is None or own


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            'Coral Line\'s Ray Finch asked Marsh whether she was sorry. "No," she answered.',
            ["coral", "union"],
        ),
        ('"Is the boat safe?" Finch asked Marsh. "It is not," she said.', ["coral", "union"]),
        (
            '"Did you say so?" Finch asked Marsh. "I did not," she replied. '
            '"Then who did?" he asked.',
            ["coral", "union", "coral"],
        ),
        ('"Is it over?" Finch asked. "I doubt it," he added.', ["coral", "coral"]),
    ],
)
def test_the_answer_is_not_the_askers(analyser: Analyser, text: str, parties: list[str]) -> None:
    assert [one.party for one in found(analyser, text)] == parties
