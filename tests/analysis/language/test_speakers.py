"""Whose words they are, in texts of invented banks, unions, ministries and campaigns.

Nobody is given words that are not theirs: where two people may be meant, the answer is nobody.
"""

import pytest

from analysis.language import Analyser
from analysis.models import Analysis, Attribution, Party, PartyKind, Settings
from analysis.reading import clean_view, read_bytes

SETTINGS = Settings(
    title="The bridge at Tarn",
    parties=(
        Party("clara", "Clara Vale", PartyKind.PERSON, aliases=("Vale",)),
        Party("hugh", "Hugh Vale", PartyKind.PERSON),
        Party("brin", "Peter Brin", PartyKind.PERSON, aliases=("Brin", "Brin campaign")),
        Party("ruth", "Ruth Aldane", PartyKind.PERSON),
        Party("tom", "Tom Aldane", PartyKind.PERSON),
        Party("norda", "Norda Bank", aliases=("Norda", "Oscar Lindqvist", "Oh Min-jun")),
        Party("union", "Rail Workers’ Union", PartyKind.GROUP, aliases=("Rail Workers' Union",)),
        Party("ministry", "Health Ministry", PartyKind.GOVERNMENT),
        Party("meadow", "Meadow Party"),
        Party("harbour", "Harbour Party", aliases=("Harbourites",)),
    ),
)


@pytest.fixture(scope="module")
def bridge() -> Analyser:
    return Analyser(SETTINGS)


def read(analyser: Analyser, text: str) -> Analysis:
    document = read_bytes(text.encode(), "test")
    return analyser.analyse(document, clean_view(document))


def last(analyser: Analyser, text: str) -> Attribution:
    """The relation that ends the text: what is asked about stands there."""
    found = [a for a in read(analyser, text).attributions if a.nested_in is None]
    assert found, text
    return max(found, key=lambda a: (a.content[-1].end, a.content[0].start))


def whose(analyser: Analyser, text: str) -> str | None:
    return last(analyser, text).party


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


# ---------------------------------------------------------------- bodies that have no name here

DISPUTE = (
    "The seafarers' union walked out on Monday. Northlight Ferries, which runs nine routes, is "
    "losing money. "
)
DESCRIBED = [
    (DISPUTE + "The union's president, Dan Reyes, dismissed the offer as “paper.”", "union"),
    (DISPUTE + "The union said: “We will not go back.”", "union"),
    (DISPUTE + "The company said: “The boats will sail.”", "Northlight Ferries"),
    (
        DISPUTE + "Its chief executive, Marta Olsen, said: “The boats will sail.”",
        "Northlight Ferries",
    ),
    (
        "The transport ministry declined to step in. A spokeswoman, Lena Park, said: “No.”",
        "ministry",
    ),
    (
        "Northlight Ferries cut its fares. A spokesman said: “The boats will sail.”",
        "Northlight Ferries",
    ),
]


@pytest.mark.parametrize(("text", "who"), DESCRIBED)
def test_a_body_that_is_only_described_is_not_the_one_that_is_named(
    bridge: Analyser, text: str, who: str
) -> None:
    assert last(bridge, text).speaker.split()[-1] == who.split()[-1]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Finch met Northlight Ferries and a union. A spokesman said: “It went well.”",
        "The workers said Northlight Ferries had lied. A spokesman said: “It is unfair.”",
        "Northlight Ferries and the union met. A spokesman said: “It went well.”",
        "Ada Finch criticised Norda. A spokesman said: “It is unfair.”",
    ],
)
def test_a_spokesman_of_nobody_speaks_for_nobody(bridge: Analyser, text: str) -> None:
    found = last(bridge, text)
    assert (found.party, found.speaker) == (None, "A spokesman")


def test_no_company_is_the_regulator(bridge: Analyser) -> None:
    text = "Britain's medicines regulator has paused a trial of Corvane Therapeutics. "
    assert last(bridge, text + "The regulator said it was too early.").speaker == (
        "Medicines regulator"
    )
    text = "Corvane Therapeutics has paused a trial. "
    assert last(bridge, text + "The regulator said it was too early.").speaker == "The regulator"


@pytest.mark.parametrize(
    "words", ["health ministry", "Health Ministry", "Health ministry", "HEALTH MINISTRY"]
)
def test_a_name_that_is_a_description_is_found_in_small_letters(
    bridge: Analyser, words: str
) -> None:
    assert whose(bridge, f"The {words} said: “The wards stay open.”") == "ministry"


def test_no_source_is_half_of_what_another_says(bridge: Analyser) -> None:
    text = (
        "According to a survey by the Elm Institute, a research group, 62 percent of islanders "
        "support the union's demands."
    )
    assert [a.speaker for a in read(bridge, text).attributions] == ["a survey"]


HALE = "Owen Hale of Norda told reporters that the bank was ready. "


def test_a_single_name_with_a_role_is_a_person(bridge: Analyser) -> None:
    text = (
        HALE
        + "“No,” Reyes, the rail workers’ union’s president, told a rally. "
        + "But he warned that it was late."
    )
    assert last(bridge, text).party == "union"


def test_he_is_nobody_else_where_an_unknown_name_has_just_spoken(bridge: Analyser) -> None:
    text = HALE + "“No,” Reyes told a rally in Port Elm. But he warned that it was late."
    assert last(bridge, text).party is None


def test_who_is_no_body(bridge: Analyser) -> None:
    text = "“No,” said Jon Beck, an economist at Norda Bank, who opposes the payment."
    assert {a.speaker for a in read(bridge, text).attributions} == {"Jon Beck"}
    text = "Norda fell. People close to the bank, who opposed the sale, said it was too late."
    assert {a.party for a in read(bridge, text).attributions} == {None}


def test_an_office_speaks_for_whose_it_is(bridge: Analyser) -> None:
    text = "Marta Olsen of Norda opened the debate. Olsen’s office called the plan a threat."
    assert last(bridge, text).party == "norda"


@pytest.fixture(scope="module")
def river() -> Analyser:
    nations = ("Egypt", "Ethiopia", "Sudan")
    return Analyser(
        Settings("The river", tuple(Party(n.lower(), n, PartyKind.GOVERNMENT) for n in nations))
    )


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Addis Ababa said it had begun to fill the dam.", "ethiopia"),
        ("Ethiopian diplomats said: “It is our rain.”", "ethiopia"),
        ("Khartoum's chief negotiator, Omar Saleh, said: “We are near.”", "sudan"),
        ("Khartoum's mayor, Omar Saleh, said: “We are near.”", None),
        ("Ethiopian farmers said: “It is our rain.”", None),
        ("Cairo's envoy said: “It is our river.”", "egypt"),
    ],
)
def test_a_capital_speaks_for_its_government(river: Analyser, text: str, party: str | None) -> None:
    assert whose(river, text) == party


INTERVIEW = """The bridge: an interview with Ruth Aldane

The Post: Will you sell the bridge?

Ruth Aldane: No. The bridge is ours.

Q: And the toll?

A: There will be none.

Q: Never?

A: Not while I am here.
"""


def test_the_letters_of_an_interview_are_those_who_ask_and_answer(bridge: Analyser) -> None:
    said = {a.content[0].of(INTERVIEW): a for a in read(bridge, INTERVIEW).attributions}
    assert said["There will be none."].party == "ruth"
    assert said["And the toll?"].speaker == "The Post"


def test_a_letter_of_an_interview_with_two_is_nobody(bridge: Analyser) -> None:
    text = INTERVIEW.replace("Q: And", "Tom Aldane: Nor mine.\n\nQ: And")
    said = {a.content[0].of(text): a.party for a in read(bridge, text).attributions}
    assert said["There will be none."] is None


def test_who_holds_one_office_is_not_called_by_another(bridge: Analyser) -> None:
    text = "“We will strike,” Joao Reis, president of the Rail Workers’ Union, said on Monday. "
    assert whose(bridge, text + "The transport minister said the trains would run.") is None
    assert whose(bridge, text + "The union president said the trains would stop.") == "union"
