"""What must change with a word, and what must not: the same text, altered in one respect."""

import re
import tomllib
from importlib.resources import files
from typing import NamedTuple

import pytest

from analysis.language import Analyser
from analysis.models import Attribution, Certainty, Party, PartyKind, Settings, Voice
from analysis.reading import clean_view, read_bytes

LISTS = tomllib.loads(
    (files("analysis.language") / "data" / "certainty.toml").read_text(encoding="utf-8")
)
SETTINGS = Settings(
    "The branch at Tarn",
    (
        Party("norda", "Norda Bank", aliases=("Norda",), spokespeople=("Anna Kroon",)),
        Party("tarn", "Tarn Credit", aliases=("Tarn",), spokespeople=("Ida Lund",)),
        Party("union", "Bank Workers' Union", PartyKind.GROUP),
    ),
)
OTHER = " The Bank Workers' Union said that nobody will lose a job."


@pytest.fixture(scope="module", name="analyser")
def _analyser() -> Analyser:
    return Analyser(SETTINGS)


class Told(NamedTuple):
    """What a reader is shown of a relation."""

    party: str | None
    also: tuple[str, ...]
    voice: Voice
    certainty: Certainty
    source: tuple[str, ...]
    chain: tuple[str, ...]
    words: tuple[str, ...]


def told(analyser: Analyser, text: str) -> list[Told]:
    document = read_bytes(text.encode(), "test")
    found = analyser.analyse(document, clean_view(document)).attributions
    return [_told(one, text) for one in sorted(found, key=lambda one: one.content)]


def _told(one: Attribution, text: str) -> Told:
    return Told(
        one.party,
        one.also,
        one.voice,
        one.certainty,
        tuple(s.of(text) for s in one.source),
        tuple(step.name for step in one.chain),
        tuple(part.quote for part in one.parts),
    )


# ---------------------------------------------------------------- certainty


def _hedged() -> list[str]:
    """One clause for every marker of the lists that hedges."""
    clauses = [f"the branch {modal} close in May" for modal in LISTS["modals"]]
    clauses += [f"the branch will {adverb} close in May" for adverb in LISTS["adverbs"]]
    clauses += [f"the branch {verb}s to close in May" for verb in LISTS["verbs"]]
    for phrase in LISTS["phrases"]:
        if phrase.startswith("it "):
            clauses.append(f"{phrase} the branch will close in May")
        elif phrase.endswith((" mean", " suggest")):
            clauses.append(f"the plan {phrase} that the branch closes in May")
        elif phrase.startswith(("in ", "expected ")):
            clauses.append(f"the bank is {phrase} close the branch in May")
        else:
            clauses.append(f"the branch {phrase} close in May")
    return clauses


def _open() -> list[str]:
    clauses = [f"it is {word} whether the branch will close" for word in LISTS["open_adjectives"]]
    for phrase in LISTS["open_phrases"]:
        end = "" if phrase.endswith("whether") else " whether"
        start = "there is" if phrase.startswith("no ") else "it is"
        if phrase.startswith(("has ", "have ", "remains ")):
            start = "the owners" if phrase.startswith("have") else "it"
        clauses.append(f"{start} {phrase}{end} the branch will close")
    return clauses


def _control(analyser: Analyser) -> tuple[Told, Told]:
    one, other = told(analyser, f"Norda Bank said that the branch will close in May.{OTHER}")
    return one, other


@pytest.mark.parametrize(
    ("clause", "certainty"),
    [(c, Certainty.HEDGED) for c in _hedged()] + [(c, Certainty.OPEN) for c in _open()],
)
def test_a_marker_changes_certainty_and_nothing_else(
    analyser: Analyser, clause: str, certainty: Certainty
) -> None:
    plain, other = _control(analyser)
    assert plain.certainty is other.certainty is Certainty.ASSERTED
    found = told(analyser, f"Norda Bank said that {clause}.{OTHER}")
    assert len(found) == 2, found
    marked = found[0]
    assert marked.certainty is certainty
    assert marked._replace(certainty=plain.certainty, words=plain.words) == plain
    assert found[1] == other


@pytest.mark.parametrize("who", ["Norda Bank", "Anna Kroon", "The Bank Workers' Union"])
@pytest.mark.parametrize("verb", ["said", "announced", "promised"])
def test_reported_speech_changes_the_voice_and_nothing_else(
    analyser: Analyser, who: str, verb: str
) -> None:
    end = "that the branch will close in May."
    (plain,) = told(analyser, f"{who} {verb} {end}")
    (reported,) = told(analyser, f"{who} was reported to have {verb} {end}")
    assert plain.voice is Voice.PARAPHRASED
    assert reported.voice is Voice.REPORTED
    assert reported._replace(voice=plain.voice, words=plain.words) == plain
    assert plain.words[0] in reported.words[0]


# ---------------------------------------------------------------- parties

ARTICLES = [
    "Norda Bank will close its branch in Osmouth. Anna Kroon, its chief executive, said that the "
    "branch had lost money. Tarn Credit said on Friday that it would stay. “We like the town,” "
    "Ida Lund said. She said that Norda Bank had told her [nothing]. The bank declined to comment. "
    "The Bank Workers' Union wants Tarn Credit to hire the clerks.",
    "Tarn Credit and Norda Bank said that they would share a vault. The union said it was a trick. "
    "“The vault is empty,” a Norda Bank spokesman said. According to Tarn Credit, it is full.",
    "The Bank Workers' Union met Norda Bank on Monday. The union said that the talks were short. "
    "“They were long enough,” said Anna Kroon, who leads Norda Bank. Norda Bank may sue, people "
    "familiar with the matter said. Tarn Credit denied that it had offered to pay.",
]


def swapped(text: str) -> str:
    """The text with the two banks, and who speaks for them, in each other's places."""
    pairs = [("Norda Bank", "Tarn Credit"), ("Anna Kroon", "Ida Lund")]
    for one, other in pairs:
        text = text.replace(one, "\0").replace(other, one).replace("\0", other)
    return text


@pytest.mark.parametrize("text", ARTICLES)
def test_swapped_names_swap_whole_articles(analyser: Analyser, text: str) -> None:
    ids: dict[str | None, str | None] = {"norda": "tarn", "tarn": "norda"}

    def turned(one: Told) -> Told:
        return one._replace(
            party=ids.get(one.party, one.party),
            also=tuple(ids.get(p) or p for p in one.also),
            source=tuple(map(swapped, one.source)),
            chain=tuple(map(swapped, one.chain)),
            words=tuple(map(swapped, one.words)),
        )

    assert [turned(one) for one in told(analyser, text)] == told(analyser, swapped(text))


@pytest.mark.parametrize("text", ARTICLES)
def test_an_irrelevant_sentence_anywhere_changes_nothing(analyser: Analyser, text: str) -> None:
    expected = told(analyser, text)
    assert {one.party for one in expected} >= {"norda", "tarn", "union"}
    places = [m.end() for m in re.finditer(r"\. ", text)]
    assert len(places) >= 3
    for place in places:
        longer = f"{text[:place]}It rained a little in the night. {text[place:]}"
        assert told(analyser, longer) == expected, longer[place - 40 : place + 80]
