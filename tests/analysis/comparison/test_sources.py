"""Who else speaks: named sources, grouped, without pronouns and the anonymous."""

import pytest
from msgspec.structs import replace

from analysis.comparison import compare
from analysis.comparison.sources import source_name
from analysis.comparison.words import words
from analysis.language import lexicon
from analysis.models import Analysis, Settings
from tests.gold import gold_analysis, seed_document, seed_settings


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Jane Smith", "Jane Smith"),
        ("President Trump", "Trump"),
        ("US President Donald Trump", "Donald Trump"),
        ("Secretary of State John Kerry", "John Kerry"),
        ("Microsoft CEO Satya Nadella", "Satya Nadella"),
        ("a Walmart spokesperson", "Walmart"),
        ("Microsoft Corp.", "Microsoft"),
        ("Rep. Adam Schiff, D-Calif.", "Adam Schiff"),
        ("the New York Times", "New York Times"),
        ("Bank of America", "Bank of America"),
        ("Quarry owner Petra Lund", "Petra Lund"),
        ("Seafarers' union", "Seafarers' union"),
        ("The Dorn Tenants' Union", "Dorn Tenants' Union"),
        ("Hoteliers’ Guild", "Hoteliers’ Guild"),
        ("the transport ministry", None),
        ("people familiar with the matter", None),
        ("Officials at the Pentagon", None),
        ("the company", None),
        ("It", None),
        ("The report", None),
        ("", None),
    ],
)
def test_the_name_in_a_speaker_s_words(words: str, name: str | None) -> None:
    assert source_name(words) == name


def voices(document: str, *speakers: str) -> Analysis:
    one = next(a for a in gold_analysis().attributions if a.party == "walmart" and a.tone)
    return Analysis(
        document=document,
        provenance=gold_analysis().provenance,
        attributions=tuple(
            replace(one, id=str(n), document=document, party=None, speaker=speaker)
            for n, speaker in enumerate(speakers)
        ),
    )


def names(*analyses: Analysis) -> list[tuple[str, int, int]]:
    documents = [replace(seed_document(), id=a.document, name=a.document) for a in analyses]
    found = compare(Settings(title="new"), documents, analyses).sources
    return [(source.name, source.statements, source.documents) for source in found]


def test_a_surname_counts_for_the_full_name() -> None:
    first = voices("1", "Jane Smith", "Smith", "the company", "Acme")
    assert names(first, voices("2", "Mr. Smith")) == [("Jane Smith", 6, 2), ("Acme", 2, 1)]


def test_a_surname_of_two_people_stays_by_itself() -> None:
    both = voices("1", "Jane Smith", "John Smith", "Smith")
    assert names(both) == [("Jane Smith", 2, 1), ("John Smith", 2, 1), ("Smith", 2, 1)]


def test_configured_parties_are_no_other_sources() -> None:
    heard = voices(seed_document().id, "Satya Nadella", "the Redmond giant", "Bloomberg")
    found = compare(seed_settings(), [seed_document()], [heard]).sources
    assert [source.name for source in found] == ["Bloomberg"]


def test_both_lists_of_described_bodies_hold_the_same() -> None:
    """The layers may not read each other's lists; what one calls a body the other has to know."""
    assert words().bodies == lexicon.words("sources", "described", "words")
