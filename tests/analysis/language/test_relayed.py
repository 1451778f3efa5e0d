"""Words that reach the writer through somebody else: whose they are, and through whom."""

import pytest

from analysis.language import Analyser
from analysis.language.tokens import GuardedTokenizer
from analysis.models import Attribution, Settings, Voice
from analysis.reading import clean_view, read_bytes


@pytest.fixture(scope="module", name="analyser")
def _analyser() -> Analyser:
    return Analyser(Settings("news"))


def found(analyser: Analyser, text: str) -> tuple[Attribution, ...]:
    document = read_bytes(text.encode(), "x")
    return analyser.analyse(document, clean_view(document)).attributions


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("“We will not sell,” Jensen was quoted by Marca as saying.", ["Marca", "Jensen"]),
        ("Jensen was quoted by Marca as saying that he would stay.", ["Marca", "Jensen"]),
        ("Marca quoted Jensen as saying that he would stay.", ["Marca", "Jensen"]),
        ("Jensen has been quoted as saying he would stay.", ["Jensen"]),
        (
            "The clerk read aloud a letter from Dana Marsh: “We pay late.”",
            ["The clerk", "Dana Marsh"],
        ),
        (
            "Judge Oldham read out a statement by Rivet Steel: “We regret it.”",
            ["Judge Oldham", "Rivet Steel"],
        ),
    ],
)
def test_words_passed_on_are_their_authors(analyser: Analyser, text: str, chain: list[str]) -> None:
    (one,) = found(analyser, text)
    assert one.source[0].of(text) == chain[-1]
    assert [layer.name for layer in one.chain] == chain
    assert one.voice.is_own


@pytest.mark.parametrize(
    "text",
    [
        "The senator put words in Lopez's mouth: “I want to shut every school.”",
        "Critics put words in Lopez's mouth, saying “we will shut the port.”",
    ],
)
def test_words_put_in_somebodys_mouth_are_nobodys(analyser: Analyser, text: str) -> None:
    assert all(one.voice is Voice.REPORTED for one in found(analyser, text))


@pytest.mark.parametrize(
    "text",
    [
        "The essay was published in “The Open Harbour,” a book by Lena Fischer.",
        "The story appears in “How We Lost the River,” a book by Ann Berg.",
    ],
)
def test_the_title_of_a_work_is_no_statement(analyser: Analyser, text: str) -> None:
    assert not found(analyser, text)


def test_a_run_without_spaces_reaches_the_tokeniser_in_pieces(analyser: Analyser) -> None:
    from analysis.language import DEFAULT_MODEL
    from analysis.language.pipeline import build

    guarded = build(Settings("x"), DEFAULT_MODEL).tokenizer
    assert isinstance(guarded, GuardedTokenizer)
    seen: list[str] = []
    watched = GuardedTokenizer(lambda text: seen.append(text) or guarded.inner(text))  # type: ignore[func-returns-value]
    run = "“" * 3000
    text = f"Ann said: {run} and left.\n{run}"
    assert watched(text).text == text
    assert max(map(len, seen)) < 100
    plain = "See https://example.org/" + "a" * 300 + " , said Ann."
    assert [t.text for t in guarded(plain)] == [t.text for t in guarded.inner(plain)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Kohl sounded certain: nobody, he insisted, would be let go.",
            "nobody, he insisted, would",
        ),
        ("No crew, the owner said, will go unpaid.", "No crew, the owner said, will"),
    ],
)
def test_a_cue_between_subject_and_verb_takes_the_subject_from_nobodys_words(
    analyser: Analyser, text: str, said: str
) -> None:
    (one,) = [a for a in found(analyser, text) if said.split(", ")[1] in a.parts[0].quote]
    assert said in one.parts[0].quote


def test_a_name_in_apposition_is_who_speaks(analyser: Analyser) -> None:
    text = "Ferrer laughed. The captain, Milan Dvorak, said he was tired."
    (one,) = found(analyser, text)
    assert one.speaker != "Ferrer"


def test_the_paper_that_quotes_is_not_the_club(analyser: Analyser) -> None:
    text = (
        "Dvorak was quoted in Marca as saying he was tired. He trained alone. "
        "The club's president said he was a child."
    )
    *_, one = found(analyser, text)
    assert one.speaker == "The club's president"
