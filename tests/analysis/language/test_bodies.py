"""Bodies that a text describes without a name, offices, capitals, and the letters of an interview.

Nobody is given words that are not theirs: where it is open who is meant, the answer is nobody.
"""

import pytest

from analysis.language import Analyser
from analysis.models import Party, PartyKind, Settings
from tests.analysis.language.bridge import last, read, whose

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
