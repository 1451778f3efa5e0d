"""Whose words they are, in texts of invented banks, unions, ministries and campaigns.

Nobody is given words that are not theirs: where two people may be meant, the answer is nobody.
"""

import pytest

from analysis.language import Analyser
from analysis.models import Party, PartyKind, Settings
from tests.analysis.language.bridge import last, read, whose

SHARED = [
    ("Hugh Vale opened the debate in Tarn. “The bridge is safe,” Vale said.", "hugh"),
    ("Clara Vale opened the debate in Tarn. “The bridge is safe,” Vale said.", "clara"),
    ("The debate was short. “The bridge is safe,” Vale said.", "clara"),
    (
        "Hugh Vale defended the bridge at a rally for his wife Clara Vale. "
        "The crowd was small. “The bridge is safe,” Vale said.",
        "hugh",
    ),
    (
        "Clara Vale defended the bridge at a rally for her husband Hugh Vale. "
        "The crowd was small. “The bridge is safe,” Vale said.",
        "clara",
    ),
    ("Clara Vale met Hugh Vale in Tarn. “The bridge is safe,” Mr. Vale said.", "hugh"),
    ("Hugh Vale met Clara Vale in Tarn. “The bridge is safe,” Ms. Vale said.", "clara"),
    ("Hugh Vale met Clara Vale in Tarn. “The bridge is safe,” Mrs Vale said.", "clara"),
    ("Hugh Vale won the vote. Vale was in a good mood. “The bridge is safe,” he said.", "hugh"),
    ("Tom Aldane left the board in May. Aldane said that the bridge was safe.", "tom"),
    ("Ruth Aldane left the board in May. Aldane said that the bridge was safe.", "ruth"),
    ("Peter Brin closed the meeting. “We will repair it,” Brin said.", "brin"),
    (
        "Hugh Vale praised Clara Vale’s bridge on Monday. Vale said that it would stand.",
        "hugh",
    ),
    (
        "“The bridge is safe,” Vale said. Hugh Vale was speaking in Tarn.",
        "hugh",
    ),
]

ROLES = [
    (
        "Norda Bank lost money again. "
        "Elsa Kroon, the bank’s chief executive, said that no branch would close.",
        "norda",
    ),
    (
        "Norda Bank lost money again. Elsa Kroon, the bank’s chief executive, arrived late. "
        "“No branch will close,” Kroon said.",
        "norda",
    ),
    (
        "Norda Bank lost money again. Anna Kroon, the bank’s chief executive, arrived late. "
        "“No branch will close,” she said.",
        "norda",
    ),
    ("Anna Kroon, head of Norda Bank, spoke first. Kroon said no branch would close.", "norda"),
    ("Norda Bank chairman Peter Holm arrived late. Holm said no branch would close.", "norda"),
    ("Norda Bank’s chairman, Peter Holm, was late. “No branch will close,” he said.", "norda"),
    ("Anna Kroon, who heads Norda Bank, said that no branch would close.", "norda"),
    ("Anna Kroon, who leads Norda Bank, spoke first. “No branch will close,” she said.", "norda"),
    (
        "Anna Kroon is the chief executive of Norda Bank. Kroon said that no branch would close.",
        "norda",
    ),
    ("Anna Kroon became president of the Rail Workers’ Union. Kroon said trains stop.", "union"),
    ("Rail Workers’ Union president Maria Roe came late. “We will strike,” Roe said.", "union"),
    ("Maria Roe, a spokeswoman for the Health Ministry, came. Roe said it was over.", "ministry"),
    ("Oscar Lindqvist came late. “No branch will close,” Lindqvist said.", "norda"),
    ("Oscar Lindqvist came late. “No branch will close,” he said.", "norda"),
    ("Jonas Pell, a lawyer who represents Norda Bank, said the claim was empty.", "norda"),
    ("Peter Holm, head of Norda Bank’s retail division, said that prices would fall.", "norda"),
    ("Peter Holm, head of security at Norda Bank, said that prices would fall.", "norda"),
    ("Oh Min-jun came late. “No branch will close,” Mr. Oh said.", "norda"),
    (
        "The Health Ministry has a new chief. David Marsh, the ministry’s director, "
        "was in Tarn. “We will pay,” Marsh said.",
        "ministry",
    ),
]

TITLES = [
    (
        "Meadow Party nominee Clara Vale toured the bridge. "
        "The Meadow Party nominee said that it was safe.",
        "clara",
    ),
    (
        "Clara Vale, the Meadow Party nominee, debated Harbour Party nominee Peter Brin. "
        "The Harbour Party nominee said that the bridge was safe.",
        "brin",
    ),
    (
        "Clara Vale, the Meadow Party nominee, debated Harbour Party nominee Peter Brin. "
        "The Meadow Party nominee said that the bridge was safe.",
        "clara",
    ),
    ("Peter Brin toured the bridge. The Harbour Party candidate said it was safe.", "brin"),
    ("Peter Brin toured the bridge. The candidate said that it was safe.", "brin"),
    (
        "Harbour Party candidate Peter Brin toured the bridge. Jonas Pell walked with him. "
        "The Harbour Party candidate said that it was safe. He said that it was new.",
        "brin",
    ),
    (
        "If Peter Brin gains from it, Gov. Clara Vale is against it. The fees were "
        "raised in May. The governor said that the bridge was safe.",
        "clara",
    ),
    (
        "The surveyor Jonas Pell studied the bridge. Peter Brin’s plan is still secret. "
        "The Harbour Party candidate said that it would be shown.",
        "brin",
    ),
    ("Norda Bank closed ten branches. The company said that no more would go.", "norda"),
    ("The Brin campaign published a plan. It said that the bridge would be rebuilt.", "brin"),
]

NOBODY = [
    # A surname that is somebody's who is no party, or anybody's.
    "Anna Brin, a baker, lives by the bridge. “I hear it creak,” Brin said.",
    "Anna Brin, a baker, lives by the bridge. “I hear it creak,” she said.",
    "Peter Brin spoke first. His sister Anna Brin spoke next. “I hear it creak,” Brin said.",
    "Anna Brin said that the bridge creaks.",
    "Clara Vale and Hugh Vale opened the fair. “The bridge is safe,” Vale said.",
    "The debate was short. Aldane said that the bridge was safe.",
    "Hugh Vale opened the debate in Tarn. Vale was calm. “The bridge is safe,” she said.",
    "Hugh Vale opened the debate in Tarn. “The bridge is safe,” Ms. Vale said.",
    "Peter Brin met Jonas Pell at noon. Pell left early. “I was bored,” he said.",
    # Somebody whom the model of English knows by name only once.
    "Peter Brin was the guest of Velm Ozz. Ozz’s show is loud. Ozz has been called a quack. "
    "He said that the bridge was haunted.",
    # A relation to a party that gives nobody its voice.
    "Anna Kroon, a former chief executive of Norda Bank, said that branches would close.",
    "Anna Kroon, a customer of Norda Bank, said that branches would close.",
    "Anna Kroon, a critic of Norda Bank, spoke first. Kroon said that branches would close.",
    "Anna Kroon, who sued Norda Bank, spoke first. Kroon said that branches would close.",
    "Anna Kroon, whose brother is the head of Norda Bank, said that branches would close.",
    "Anna Kroon, who once headed Norda Bank, said that branches would close.",
    "Anna Kroon was the chief executive of Norda Bank. Kroon said that branches would close.",
    "Anna Kroon is not the chief executive of Norda Bank. Kroon said that branches would close.",
    "Anna Kroon wants to be the head of Norda Bank. Kroon said that branches would close.",
    "Norda Bank lost money. Anna Kroon, the bank’s former head, said that branches would close.",
    "Ida Lund, head of Norda Bank until May, said that the bank had lied.",
    "Peter Holm, the lawyer of a Norda Bank customer, said that prices would fall.",
    "Peter Holm, the head of the Norda Bank workers’ council, said that prices would fall.",
    "Peter Holm, head of security at Norda Bank’s rival Tarn Credit, said prices would fall.",
    "Peter Holm, the leader of a protest against Norda Bank, said that prices would fall.",
    "Peter Holm, the son of Norda Bank’s founder, said that he was ready.",
    "Peter Holm resigned as head of the Health Ministry. “I am tired,” Holm said.",
    # A title that somebody else bears, or more than one may.
    "Peter Brin toured the bridge. The rival candidate said that it was unsafe.",
    "Clara Vale debated Peter Brin in Tarn. The candidate said that the bridge was safe.",
    "Clara Vale met Peter Brin in Tarn. The Harbour Party candidate said that it was safe.",
    "Harbour Party nominee Peter Brin toured the bridge. The Meadow Party nominee said it was bad.",
    "Peter Brin published a plan. It said that the bridge would be rebuilt.",
]


@pytest.mark.parametrize(("text", "party"), SHARED)
def test_a_bare_surname_is_whose_full_name_the_text_used(
    bridge: Analyser, text: str, party: str
) -> None:
    assert whose(bridge, text) == party


@pytest.mark.parametrize(("text", "party"), ROLES)
def test_a_person_with_a_role_speaks_for_the_party(bridge: Analyser, text: str, party: str) -> None:
    assert whose(bridge, text) == party


@pytest.mark.parametrize(("text", "party"), TITLES)
def test_a_title_is_the_one_party_that_agrees(bridge: Analyser, text: str, party: str) -> None:
    assert whose(bridge, text) == party


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_given_words_that_are_not_theirs(bridge: Analyser, text: str) -> None:
    assert whose(bridge, text) is None


def swapped(text: str, *names: str) -> str:
    """The text with the two names in each other's places."""
    one, other = names
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


@pytest.mark.parametrize(
    "text",
    [
        "Clara Vale opened the debate in Tarn. Vale said that the bridge was safe.",
        "Clara Vale spoke at a rally for Hugh Vale. The crowd was small. Vale said it was safe.",
        "Clara Vale met Hugh Vale’s lawyer in Tarn. Vale said that the bridge was safe.",
        "Clara Vale and Hugh Vale opened the fair. Vale said that the bridge was safe.",
        "Clara Vale said that Hugh Vale was wrong.",
        "According to Hugh Vale, the bridge that Clara Vale built is safe.",
    ],
)
def test_swapped_names_swap_the_parties(bridge: Analyser, text: str) -> None:
    other = {"clara": "hugh", "hugh": "clara", None: None}
    assert whose(bridge, swapped(text, "Clara", "Hugh")) == other[whose(bridge, text)]


def test_an_irrelevant_sentence_changes_nothing(bridge: Analyser) -> None:
    for text, party in SHARED[:2]:
        first, rest = text.split(". ", 1)
        assert whose(bridge, f"{first}. It rained a little. {rest}") == party


def test_a_surname_keeps_the_full_name_that_decided(bridge: Analyser) -> None:
    text = "Hugh Vale opened the debate in Tarn. “The bridge is safe,” Vale said."
    found = last(bridge, text).resolutions[0]
    assert found.rule == "surname in context"
    assert found.antecedent is not None
    assert found.antecedent.of(text) == "Hugh Vale"
    assert "Hugh Vale" in found.reason
    assert 0.5 < found.confidence < 0.95


@pytest.mark.parametrize(
    ("text", "rivals"),
    [
        ("Clara Vale and Hugh Vale came. “The bridge is safe,” Vale said.", {"clara", "hugh"}),
        ("The debate was short. Aldane said that the bridge was safe.", {"ruth", "tom"}),
        ("Clara Vale debated Peter Brin. The candidate said it was safe.", {"clara", "brin"}),
    ],
)
def test_an_open_name_offers_all_who_may_be_meant(
    bridge: Analyser, text: str, rivals: set[str]
) -> None:
    found = last(bridge, text)
    assert found.party is None
    assert set(found.resolutions[0].runners_up) == rivals


def test_the_losing_namesake_is_a_runner_up(bridge: Analyser) -> None:
    text = "Hugh Vale spoke for his wife Clara Vale in Tarn. “The bridge is safe,” Vale said."
    assert last(bridge, text).resolutions[0].runners_up == ("clara",)


def test_a_learned_role_keeps_its_place_and_reason(bridge: Analyser) -> None:
    text = "Anna Kroon, head of Norda Bank, spoke first. Kroon said no branch would close."
    found = last(bridge, text).resolutions[0]
    assert found.rule == "introduced"
    assert found.antecedent is not None
    assert found.antecedent.of(text) == "Anna Kroon"
    assert "Norda Bank" in found.reason


def test_a_name_that_only_modifies_leads_to_nobody(bridge: Analyser) -> None:
    text = "Vale Road is closed. The Brin Foundation said that the bridge was safe."
    assert whose(bridge, text) is None


def test_a_surname_is_the_partys_own_before_a_relatives() -> None:
    brin = Party("brin", "Peter Brin", PartyKind.PERSON, ("Brin", "Clara Brin"))
    text = (
        "Peter Brin leads in Tarn. Clara Brin defended the fee. Clara Brin was calm. "
        "Brin wrote the plan. He said that it was safe."
    )
    found = last(Analyser(Settings("x", (brin,))), text)
    assert (found.party, found.speaker) == ("brin", "Peter Brin")


def test_a_pronoun_names_who_speaks_for_the_party(bridge: Analyser) -> None:
    text = "Clara Brin came late for Peter Brin. “We will repair it,” she said."
    settings = Settings("x", (Party("brin", "Peter Brin", PartyKind.PERSON, ("Clara Brin",)),))
    found = last(Analyser(settings), text)
    assert (found.party, found.speaker) == ("brin", "Clara Brin")
    assert "Clara Brin" in found.resolutions[0].reason
    assert "Peter Brin" in found.resolutions[0].reason


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Clara Vale and Peter Brin opened the bridge. They said it was safe.", {"clara", "brin"}),
        (
            "Norda Bank and the Rail Workers’ Union signed the deal. They said it was fair.",
            {"norda", "union"},
        ),
        ("Clara Vale opened the bridge. They said it was safe.", set()),
        ("Anna Brin and Jonas Pell opened the bridge. They said it was safe.", set()),
    ],
)
def test_they_are_the_two_who_were_named_together(
    bridge: Analyser, text: str, parties: set[str]
) -> None:
    found = [
        a for a in read(bridge, text).attributions if a.source and "They" in a.source[0].of(text)
    ]
    given = {p for a in found for p in (a.party, *a.also) if p}
    assert given == parties


def test_who_does_something_to_them_is_not_the_one_it_is_done_to() -> None:
    hill = Party("hill", "Hill Watch", PartyKind.GROUP, ("Hill Watch",))
    norda = Party("norda", "Norda", aliases=("Norda",))
    analyser = Analyser(Settings("x", (hill, norda)))
    text = (
        "Hill Watch said it would sue. Norda has offered the group two years of talks; "
        "the group said it had refused."
    )
    assert whose(analyser, text) == "hill"
    assert whose(analyser, text.replace("Hill Watch", "Jonas Pell", 1)) is None


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("A Norda Bank spokesman said the bridge was safe. He said it would stay open.", "norda"),
        ("Norda’s lawyer met Clara Vale. “It is safe,” he said.", "norda"),
        ("A spokesman for Norda met Clara Vale. “It is safe,” she said.", "clara"),
        (
            "The boss of Norda, Clara Roe, left the hall. The regional transport minister spoke on "
            "Monday. She said the bridge was safe.",
            None,
        ),
        (
            "Judge Lorna Tey heard the case. Norda’s lawyer, Ruth Amsel, opened the bridge. Asked "
            "by the judge whether it was safe, she left.",
            None,
        ),
        ("Norda’s lawyer, Ruth Amsel, left. The judge said the bridge was safe.", None),
        ("Cllr Hugh Vale said it was safe. Cllr Vale said it was not.", "hugh"),
        ("According to a filing by Norda, the bridge is safe.", "norda"),
        (
            "Seven students face a hearing at Norda. Their lawyer, Pam Okun, said the bridge was "
            "safe.",
            None,
        ),
        (
            "Prime Minister Ruth Aldane met Transport Minister Tom Aldane. She called him at noon. "
            "The minister denied that the bridge was safe.",
            "tom",
        ),
        (
            "Norda’s president, Sgt. Bill Hatch, said Clara Vale was late. The bridge, he said, "
            "was safe.",
            "norda",
        ),
        ("The builders’ bank, Norda, said the bridge was safe.", "norda"),
        ("The landlord, Norda, said the bridge was safe.", "norda"),
        (
            "Clara Vale sang. St Jude’s vicar, the Rev Ana Lopes, left the hall. She said the "
            "bridge was safe.",
            None,
        ),
        (
            "The bridge was built by Norda, whose general secretary, Moira Keane, was late. Keane "
            "said the bridge was safe.",
            "norda",
        ),
        (
            "Ruth Aldane’s husband, Dale, left the hall. A neighbour said that Dale Aldane had "
            "told him so. Dale Aldane said the bridge was safe.",
            None,
        ),
        (
            "Clara Vale left the hall. Ms Askew said the board would meet again. If it does not, "
            "she warned, the bridge will fall.",
            None,
        ),
        ("“It is safe,” Clara Vale joked when asked whether it was.", "clara"),
        ("The Health Ministry’s army said the bridge was safe.", "ministry"),
    ],
)
def test_somebody_without_a_name_is_in_view_too(
    bridge: Analyser, text: str, party: str | None
) -> None:
    assert whose(bridge, text) == party


def test_they_are_the_ones_of_whom_the_clause_tells(bridge: Analyser) -> None:
    text = (
        "Norda opened the bridge. The nurses, who spoke because they feared for their jobs, said "
        "that they were late."
    )
    assert {one.party for one in read(bridge, text).attributions} == {None}
