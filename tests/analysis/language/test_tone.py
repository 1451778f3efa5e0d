"""Tone says which words made it, abstains rather than guesses, and does not care who is meant."""

from functools import cache
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.evaluation.tone import report
from analysis.hearing import HeardLine, Line, hear, read_file
from analysis.language import DEFAULT_MODEL, Analyser
from analysis.language.listening import Asked, listen
from analysis.language.tone import ToneScorer
from analysis.language.valence import read_columns
from analysis.models import Party, Settings, Span, ToneMethod
from analysis.reading import clean_view, read_bytes

WORDS = (
    *("we", "they", "not", "never", "support", "condemn", "the", "ban", "deal", "reckless"),
    *("but", "very", "denied", "allegations", "Paris", "prevent", "fraud", "hot", "water"),
    *("“hope”", "disaster", "n't", "’s", "\n", "3", "welcome", "é", "🙂", "great", ",", "."),
)
FRAMES = (
    "{} was widely praised for the careful reform.",
    "Critics said {} had lied about the costs.",
    "The report shows that {} will open two offices in spring.",
    "Voters thanked {} for an honest answer.",
    "Residents accuse {} of a shameful cover-up.",
    "Nobody expected {} to defend the reckless plan.",
    "After the inquiry, {} resigned in disgrace.",
    "{} and the council signed the contract on Tuesday.",
)
NAMES = ("Trump", "Obama", "Norhaven", "the Reef Trust", "Ann Ngo", "Dr. Ole Berg", "OECD")


@cache
def pipeline() -> Language:
    return spacy.load(DEFAULT_MODEL)


def heard(*texts: str, plain: bool = False) -> list[HeardLine]:
    return list(hear([Line(str(i), text) for i, text in enumerate(texts)], plain=plain))


def told(text: str, overlay: dict[str, float]) -> tuple[int, dict[str, float]]:
    """Return the sign of the score, and the words with their shares."""
    (found,) = listen([Asked(text)], DEFAULT_MODEL, overlay, plain=False)
    score = found.tone.score
    return (score > 0) - (score < 0), {text[w.start : w.end]: w.weight for w in found.tone.words}


@settings(max_examples=40)
@given(st.lists(st.sampled_from(WORDS), max_size=14), st.booleans(), st.data())
def test_the_words_add_up_to_the_score(words: list[str], plain: bool, data: st.DataObject) -> None:
    text = " ".join(words)
    doc = pipeline()(text)
    scorer = ToneScorer({"hope": 2.0, "hot water": -3.0}, plain=plain)
    found = scorer.of(doc, read_columns(doc), Span(0, len(text)))
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        towards = scorer.towards(doc, Span(start, data.draw(st.integers(start + 1, len(text)))))
    else:
        towards = found
    for one in (found, towards):
        tone = one.tone
        assert -1 <= tone.score <= 1
        assert all(0 <= w.start < w.end <= len(text) for w in tone.words)
        if tone.words:
            assert sum(w.weight for w in tone.words) == pytest.approx(tone.score, abs=1e-9)
        else:
            assert one.missing


def test_another_name_changes_nothing() -> None:
    lines, places = [], []
    for frame in FRAMES:
        for name in NAMES:
            at = frame.index("{}")
            places.append(at + len(name))
            lines.append(Line("x", frame.format(name), (at, at + len(name))))
    found = list(hear(lines))
    for first in range(0, len(lines), len(NAMES)):
        group = found[first : first + len(NAMES)]
        assert len({(one.label, one.score, one.abstains()) for one in group}) == 1
        for line, one in zip(lines[first:], group, strict=False):
            words = [line.text[start:end] for start, end, _ in one.words]
            same = lines[first].text
            assert words == [same[start:end] for start, end, _ in group[0].words]


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("The ministry does not support the ban.", 1),
        ("No deal will be approved.", 1),
        ("He denied the allegations.", -1),
        ("We prevent fraud and reduce crime.", -1),
        ("We are combatting disinformation.", -1),
    ],
)
def test_what_is_turned_is_not_heard_as_it_stands(text: str, never: int) -> None:
    (found,) = heard(text)
    assert found.at() != never


def test_it_abstains_rather_than_guesses_and_no_word_is_no_tone() -> None:
    sure, nothing, names = heard("This is a shameful disaster.", "On Monday.", "Paris, Oslo")
    assert (sure.at(), sure.abstains()) == (-1, False)
    for one in (nothing, names):
        assert (one.at(), one.abstains(), one.missing) == (0, True, "no word that carries tone")
    assert sure.at(1.0) == 0
    assert sure.abstains(1.0)


def test_a_phrase_may_stand_at_the_very_end() -> None:
    assert heard("The ferry crews and the port found common ground")[0].at() != -1


def test_words_of_the_dossier_win() -> None:
    text = "This is a disaster."
    assert told(text, {})[0] == -1
    sign, words = told(text, {"disaster": 3.5})
    assert (sign, set(words)) == (1, {"disaster"})
    assert told(text, {"disaster": 0.0}) == (0, {})
    sign, words = told("The port is not in dire straits at all.", {"dire straits": -3.0})
    assert {"dire", "straits"} <= set(words)
    assert sign == 1


def test_plain_is_vader_as_published() -> None:
    vader = SentimentIntensityAnalyzer()
    texts = ["VERY GOOD, but not great!!!", "It kind of failed :(", "Nothing", "A 🙂 day"]
    for text, one in zip(texts, heard(*texts, plain=True), strict=True):
        assert one.score == vader.polarity_scores(text)["compound"]


PARTIES = (Party("reef", "Reef Watch", aliases=("Reef Watch",)),)
STORY = (
    "Surprisingly, Norhaven stumbles towards the vote. “This is a shameful disaster,” Reef Watch "
    "said. “We meet again on Monday.” Reef Watch may soon be in hot water over its own ships. "
    "Reef Watch called the dredging reckless."
)


def test_the_writers_colour_stands_apart() -> None:
    parties = (*PARTIES, Party("port", "Norhaven"))
    document = read_bytes(STORY.encode(), "story")
    analysis = Analyser(Settings("x", parties)).analyse(document, clean_view(document))
    framed = {f.span.of(document.text): f.party for f in analysis.framing}
    assert framed == {"Surprisingly": "port", "stumbles": "port", "hot water": "reef"}
    assert all(f.weight < 0 for f in analysis.framing)


def test_the_method_is_part_of_the_provenance() -> None:
    document = read_bytes(STORY.encode(), "story")
    plain = Settings("x", PARTIES, tone_method=ToneMethod.PLAIN)
    analysis = Analyser(plain).analyse(document, clean_view(document))
    quote = "This is a shameful disaster"
    (tone,) = (p.tone for a in analysis.attributions for p in a.parts if p.quote == quote)
    assert tone is not None
    assert tone.score == SentimentIntensityAnalyzer().polarity_scores(quote)["compound"]
    assert "vader" in analysis.provenance.rules
    assert "vader" not in Analyser(Settings("x", PARTIES)).provenance.rules


def test_tone_on_the_development_part(bench: Path) -> None:
    lines = read_file(bench / "tone" / "newsmtsc-dev.jsonl.gz")
    found = report(lines, list(hear(lines)), list(hear(lines, plain=True)))
    assert found.model.macro_f1 >= 0.67
    assert found.model.flips <= 0.08
    assert found.model.macro_f1 > found.vader.macro_f1
    assert found.largest_gap < 1e-9
    accuracies = [level.accuracy for level in found.levels]
    assert accuracies == sorted(accuracies)
