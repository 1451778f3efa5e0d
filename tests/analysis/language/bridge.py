"""Invented banks, unions, ministries and campaigns, and whose words a text gives to whom."""

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
