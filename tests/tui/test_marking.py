"""Marking words of an article: sentences to step by, words to extend by, and what is quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.models import Span
from tui.marking import Marking, sentences

TEXT = (
    "The U.S. mill closed. Mr. Oak said it “will reopen, soon.” Nobody asked.\n\n"
    "It cost $1.5 million! Will it? “No,” she said;"
)
PARAGRAPHS = (Span(0, TEXT.index("\n")), Span(TEXT.index("It cost"), len(TEXT)))


def marking(words: str = "The") -> Marking:
    return Marking(TEXT, PARAGRAPHS, TEXT.index(words))


def marked(it: Marking) -> str:
    return it.span.of(TEXT)


def test_sentences_end_where_a_reader_ends_them() -> None:
    found = [span.of(TEXT) for place in PARAGRAPHS for span in sentences(TEXT, place)]
    assert found == [
        "The U.S. mill closed.", "Mr. Oak said it “will reopen, soon.”", "Nobody asked.",
        "It cost $1.5 million!", "Will it?", "“No,” she said;",
    ]  # fmt: skip


def test_a_whole_sentence_is_marked_first_and_arrows_go_from_one_to_the_next() -> None:
    it = marking("Oak")
    assert marked(it) == "Mr. Oak said it “will reopen, soon.”"
    it.step(1)
    assert marked(it) == "Nobody asked."
    it.step(-5)
    assert marked(it) == "The U.S. mill closed."
    it.step(99)
    assert marked(it) == "“No,” she said;"


def test_words_are_marked_from_one_to_another_either_way() -> None:
    it = marking("“will")
    it.toggle()
    it.move(1)
    assert marked(it) == "“will reopen", "the comma at the end is left out"
    it.move(-3)
    assert marked(it) == "said it “will"
    it.toggle()
    assert marked(it) == "Mr. Oak said it “will reopen, soon.”"


def test_sentences_extend_what_is_marked_by_words() -> None:
    it = marking("Oak")
    it.toggle()
    it.step(1)
    assert marked(it) == "Oak said it “will reopen, soon.”"
    it.step(1)
    assert marked(it) == "Oak said it “will reopen, soon.” Nobody asked."
    it.step(-1)
    assert marked(it).startswith("Oak said it “will reopen, soon.”")


@pytest.mark.parametrize(
    ("first", "words", "quoted"),
    [("“will", 2, True), ("reopen", 1, True), ("Oak", 0, False), ("Nobody", 1, False)],
)
def test_what_stands_in_quotation_marks(first: str, words: int, quoted: bool) -> None:
    it = marking(first)
    it.toggle()
    it.move(words)
    assert it.is_quoted is quoted


@given(st.text(max_size=200), st.lists(st.sampled_from(["step", "back", "on", "off", "mark"])))
def test_what_is_marked_always_stands_in_the_text(text: str, keys: list[str]) -> None:
    if not text.split():
        return
    it = Marking(text, (), 0)
    for key in keys:
        match key:
            case "step":
                it.step(1)
            case "back":
                it.step(-1)
            case "on":
                it.move(1)
            case "off":
                it.move(-1)
            case _:
                it.toggle()
        assert 0 <= it.span.start < it.span.end <= len(text)
        assert it.span.of(text).strip() == it.span.of(text)
