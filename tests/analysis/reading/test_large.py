"""Inputs that repeat a mark a hundred thousand times: read, with the right marks, in linear time.

Nothing is timed here: what is quadratic does not come to an end.
"""

import pytest

from analysis.models import Document
from analysis.reading import clean_view, read_bytes

TIMES = 60_000


def read(text: str) -> Document:
    return read_bytes(text.encode("utf-8"), "large", markdown=True)


@pytest.mark.parametrize(
    "repeated",
    [
        "```x\n",
        "~~~x\n",
        "<!--",
        "<!--\n\n",
        "` ",
        "![",
        "[",
        "[a](",
        "[^",
        "<a ",
        "_a b* ",
    ],
)
def test_marks_that_nothing_closes_are_text_or_left_out(repeated: str) -> None:
    document = read(repeated * TIMES + "\n\nThe end.")
    assert clean_view(document).text.endswith("The end.")
    if not repeated.startswith(("`", "~")):
        assert clean_view(document).text.count(repeated.strip()) == TIMES


def test_a_run_of_ticks_is_one_mark() -> None:
    assert clean_view(read("x " + "`" * TIMES + " `a` b")).text == "x " + "`" * TIMES + " a b"


def test_a_heading_with_very_many_blanks() -> None:
    document = read("# a" + " " * TIMES + "x")
    assert document.title == "a x"
    assert read("# a" + " " * TIMES + "##  \n\nText.").title == "a"


def test_headings_after_very_many_blank_lines() -> None:
    document = read("\n" * TIMES + "## First\n\n" + "## h\n\n" * TIMES)
    assert document.title == "First"
    assert len(document.paragraphs) == TIMES + 1


def test_emphasis_within_very_many_open_marks() -> None:
    assert clean_view(read("_a b* " * TIMES + "**c**")).text.endswith("_a b* c")


def test_a_block_of_code_after_very_many_that_end() -> None:
    assert clean_view(read("```x\ncode\n```\n" * TIMES + "Text.")).text == "Text."


def test_one_character_a_line() -> None:
    document = read_bytes(b"a\n" * TIMES, "large")
    assert clean_view(document).text.split() == ["a"] * TIMES
