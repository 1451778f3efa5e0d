"""Stances in sentences of other fields than the seed's, written for these tests."""

import pytest

from analysis.language import Analyser
from analysis.models import Issue, Party, PartyKind, Settings, StanceReason
from analysis.reading import clean_view, read_bytes

SETTINGS = Settings(
    title="Harbour",
    parties=(
        Party("port", "Norhaven Port"),
        Party("union", "Dockers' Union", PartyKind.GROUP),
        Party("ministry", "Transport Ministry", PartyKind.GOVERNMENT),
        Party("line", "Coral Line"),
    ),
    issues=(
        Issue("dredging", "Dredging", ("dredging", "dredge"), against=("dredging ban",)),
        Issue("merger", "The merger", ("merger", "merge", "takeover")),
        Issue("toll", "The toll", ("toll",)),
    ),
)


@pytest.fixture(scope="module")
def harbour() -> Analyser:
    return Analyser(SETTINGS)


def reasons(analyser: Analyser, text: str) -> dict[str, StanceReason]:
    document = read_bytes(text.encode(), "test")
    found = analyser.analyse(document, clean_view(document))
    return {r.issue: r for a in found.attributions for p in a.parts for r in p.reasons if r.issue}


FOR = [
    "Norhaven Port said it supports the merger.",
    "Norhaven Port wants to dredge the channel.",
    "Coral Line called the merger “brave and right”.",
    "Coral Line finds the toll reasonable.",
    "“We welcome the merger,” said Coral Line.",
    "“The toll is fair,” the Transport Ministry said.",
    "The Transport Ministry urged Coral Line to accept the toll.",
    "“Norhaven Port should pay the toll,” the Dockers' Union said.",
    "The Dockers' Union called for a toll on every ship.",
    "“We do not oppose the merger,” said Coral Line.",
    "Coral Line defended the merger.",
    "Coral Line opposes a delay of the merger.",
    "Coral Line wants to sign the merger by the end of the week.",
    "“We are committed to the merger,” Coral Line said.",
]
AGAINST = [
    "The Dockers' Union called for a two-year freeze on the toll.",
    "Coral Line called for an end to the toll.",
    "The Dockers' Union called the merger “a nineteen-million-pound mistake”.",
    "Coral Line called the toll too high.",
    "Coral Line considers the toll unfair.",
    "The Dockers' Union described the merger as a disaster.",
    "Norhaven Port called off the merger.",
    "The Dockers' Union said it opposes the merger.",
    "“We reject the toll,” said Coral Line.",
    "Coral Line refused to pay the toll.",
    "“The merger is a disaster,” the Dockers' Union said.",
    "“This reckless merger must be stopped,” the Dockers' Union said.",
    "“We do not support the merger,” said Coral Line.",
    "The Dockers' Union slammed the toll.",
    "“No toll will be approved,” the Transport Ministry said.",
    "“Why should we pay a toll?” Coral Line said.",
    "“We are opposed to the merger,” the Dockers' Union said.",
    "The Transport Ministry vowed to block the takeover.",
    "“We are worried about the toll,” Coral Line said.",
    "“The merger would hurt thousands of dockers,” the Dockers' Union said.",
    "The Transport Ministry wants to stop the dredging.",
]
NEITHER = [
    "Norhaven Port said the merger was announced in May.",
    "“Coral Line opposes the merger,” the Transport Ministry said.",
    "The Transport Ministry said it had received a letter about the toll.",
    "“Who pays the toll?” the Dockers' Union asked.",
    "“If the merger fails, we will go on,” said Coral Line.",
    "Coral Line called the toll a tax.",
    "Coral Line did not call the toll a disgrace.",
]


@pytest.mark.parametrize(
    ("text", "stance"),
    [*((t, "for") for t in FOR), *((t, "against") for t in AGAINST), *((t, "") for t in NEITHER)],
)
def test_stances(harbour: Analyser, text: str, stance: str) -> None:
    found = reasons(harbour, text)
    if not stance:
        assert found == {}
        return
    (reason,) = found.values()
    assert reason.stance == stance, [span.of(text) for span in reason.spans]
    assert reason.spans
    assert reason.rule


@pytest.mark.parametrize(
    ("text", "issue", "stance"),
    [
        ("“We will merge only if the jobs stay,” said Coral Line.", "merger", "conditional"),
        ("“We accept the toll as long as it is low,” said Coral Line.", "toll", "conditional"),
        ("“Any merger must satisfy the regulator,” the ministry said.", "merger", "conditional"),
        ("Coral Line said it wants a lease rather than a merger.", "merger", "qualified"),
        ("It is unclear whether Coral Line will support the merger.", "merger", "unclear"),
    ],
)
def test_more_than_for_and_against(harbour: Analyser, text: str, issue: str, stance: str) -> None:
    assert reasons(harbour, text)[issue].stance == stance


def test_against_a_ban_is_for_what_it_bans(harbour: Analyser) -> None:
    plain = reasons(harbour, "Norhaven Port opposes the dredging.")["dredging"]
    ban = reasons(harbour, "Norhaven Port opposes the dredging ban.")["dredging"]
    assert (plain.stance, ban.stance) == ("against", "for")


def test_whom_a_stance_is_towards(harbour: Analyser) -> None:
    text = "Coral Line said it will not merge with Norhaven Port."
    found = reasons(harbour, text)["merger"]
    assert (found.stance, found.towards) == ("against", "port")
    assert "not" in [span.of(text) for span in found.spans]


def test_a_phrase_that_ends_a_statement_is_heard_once(harbour: Analyser) -> None:
    """The tone of its last words: a list as long as the statement, whatever stands at its end."""
    assert reasons(
        harbour, "“We support the merger, and the line is in hot water”, said Coral Line."
    )


def test_every_noun_phrase_has_the_stance_taken_on_it(harbour: Analyser) -> None:
    text = (
        "The Dockers' Union rejected the higher short-term mooring fees. "
        "Coral Line said it would support a joint rescue plan if the third quay is built."
    )
    document = read_bytes(text.encode(), "test")
    found = harbour.analyse(document, clean_view(document)).attributions
    topics = {t.words: t for a in found for p in a.parts for t in p.topics}
    assert {words: topic.stance for words, topic in topics.items()} == {
        "short-term mooring fee": "against",
        "joint rescue plan": "conditional",
        "quay": "none",
    }
    assert topics["short-term mooring fee"].span.of(text) == "short-term mooring fees"
