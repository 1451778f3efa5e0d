"""Which documents a change of the parties bears on: all in which somebody may be meant."""

import pytest
from msgspec.structs import replace

from analysis.language import Analyser, concern
from analysis.models import Party, PartyKind, Provenance, Settings
from analysis.reading import clean_view, read_bytes

FRANCE = Party("france", "France", PartyKind.GOVERNMENT)
CREWS = Party("crews", "Gannet Fishing Cooperative", spokespeople=("Aled Morrow",))
GREENS = Party("greens", "Greens", PartyKind.GROUP, epithets=("the tree people",))
NAMED = Settings("Coast", (FRANCE, CREWS, GREENS))

MEANT = [
    ("Paris said it would not wait.", FRANCE),
    ("The French minister refused.", FRANCE),
    ("“No,” said Morrow.", CREWS),
    ("The cooperative wants more.", CREWS),
    ("GANNET FISHING COOPERATIVE SAID NO", CREWS),
    ("The Gan\u200bnet crews left.", CREWS),
    ("**Gan**net left.", CREWS),
    ("A Green spokesman said no.", GREENS),
    ("It was the Tree\nPeople who asked.", GREENS),
]
OTHER = "The mill said on Monday that it would close. “We are done,” its owner, Ida Quill, said."


def text_of(words: str) -> str:
    return clean_view(read_bytes(words.encode(), "a", markdown=words.startswith("**"))).text


@pytest.mark.parametrize(("words", "party"), MEANT)
def test_wherever_a_party_may_be_meant_its_change_bears_on_the_text(
    words: str, party: Party
) -> None:
    without = replace(NAMED, parties=tuple(p for p in NAMED.parties if p is not party))
    assert concern(NAMED, text_of(words)) != concern(without, text_of(words))


def test_elsewhere_it_does_not() -> None:
    assert concern(NAMED, OTHER) == concern(Settings("Coast"), OTHER)


def test_what_it_does_not_bear_on_is_analysed_to_the_same() -> None:
    document = read_bytes(OTHER.encode(), "other")
    made = Provenance("", "", "", "")
    first, *others = [
        replace(Analyser(settings).analyse(document, clean_view(document)), provenance=made)
        for settings in (NAMED, Settings("Coast"), replace(NAMED, parties=(CREWS,)))
    ]
    assert first.attributions
    assert others == [first, first]
