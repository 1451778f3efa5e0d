"""PDF files: lines become paragraphs in reading order; what cannot be read is named."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ReadingError
from analysis.models import Document
from analysis.reading import apart, clean_view, find, read_bytes, read_path
from analysis.reading.forms import MAX_PACKED
from analysis.reading.layout import Row, paragraphs_of
from tests.analysis.reading.pages import STORY
from tests.analysis.reading.pdfs import HEIGHT, Line, column, pdf

WORDS = "\n\n".join(f"{a} {b}" for a, b in pairwise(STORY))


def read(data: bytes) -> Document:
    return read_bytes(data, "report", suffix=".pdf")


def lines(document: Document) -> list[str]:
    return [span.of(document.text) for span in document.paragraphs]


def test_lines_are_paragraphs() -> None:
    document = read(pdf([column(WORDS, width=50)]))
    assert lines(document) == WORDS.split("\n\n")
    view = clean_view(document)
    start = view.text.index("“No,” said Tom Reyes")
    assert view.raw(start, start + 5).of(document.text) == "“No,”"


def test_paragraphs_that_an_indent_begins() -> None:
    rows = column(STORY[0] + " " + STORY[4], width=40)
    top = rows[-1][1]
    more = [(left, top + 12 * n, size, text) for n, (left, _, size, text) in
            enumerate(column(STORY[5], width=40), 1)]  # fmt: skip
    more[0] = (82, *more[0][1:])
    assert lines(read(pdf([[*rows, *more]]))) == [STORY[0] + " " + STORY[4], STORY[5]]


def test_words_that_a_line_end_broke_are_whole() -> None:
    rows: list[Line] = [
        (72, 100, 10, "The arbi-"), (72, 112, 10, "trator has a long-term plan. A long-"),
        (72, 124, 10, "term plan is the Anglo-"), (72, 136, 10, "American way, said Ann Low."),
    ]  # fmt: skip
    whole = "The arbitrator has a long-term plan. A long-term plan is the Anglo-American way, "
    assert lines(read(pdf([rows]))) == [whole + "said Ann Low."]


def test_two_columns_are_read_one_after_the_other_below_their_headline() -> None:
    headline = "Pilots stay out for the second week in the harbour"
    left, right = column(WORDS, 72, 110, 40), column(WORDS.upper(), 320, 110, 40)
    rows = sorted([(72, 70, 20, headline), *left, *right], key=lambda line: line[1])
    document = read(pdf([rows]))
    assert lines(document) == [headline, *WORDS.split("\n\n"), *WORDS.upper().split("\n\n")]
    assert document.title == headline


def test_running_heads_and_page_numbers_are_left_out_and_paragraphs_go_on() -> None:
    weeks = [f"{STORY[0]} In week {number} nobody met, and then the" for number in (1, 2, 3)]
    pages: list[list[Line]] = []
    for number, week in enumerate(weeks, 1):
        head: list[Line] = [(72, 40, 8, "Harbour Gazette"), (290, 815, 8, f"Page {number} of 3")]
        pages.append([*head, *column(week, width=44)])
    assert " ".join(lines(read(pdf(pages)))) == " ".join(weeks)


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    rows = column(WORDS.replace("\n\n", " "), width=60)
    pages = [rows[:4], [(left, top - 48, size, text) for left, top, size, text in rows[4:]]]
    assert lines(read(pdf(pages))) == [WORDS.replace("\n\n", " ")]


def test_the_text_tells_better_than_the_files_properties() -> None:
    info = "/Title(The harbour talks)/Author(Jo Bell)/CreationDate(D:20260501)"
    document = read(pdf([column(WORDS)], info))
    assert (document.title, document.author, document.date) == ("The harbour talks", "Jo Bell", "")
    document = read(pdf([column("Pilots stay out\n\nBy Max Roe\n\n" + WORDS)], info))
    assert (document.title, document.author) == ("Pilots stay out", "Max Roe")
    assert read(pdf([column(WORDS)], "/Title(Microsoft Word - a.doc)/Author(jbell)")).title == ""


def refusal(data: bytes, limits: apart.Limits | None = None) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        apart.extract(apart.Form.PDF, data, "report.pdf", None, limits)
    assert "report.pdf" in caught.value.message
    assert caught.value.hint
    return caught.value


def test_what_holds_no_text_is_named() -> None:
    whole = pdf([column(WORDS)])
    assert "no text in it: it may be a scan" in refusal(pdf([[], []])).message
    assert "OCR" in refusal(pdf([[]])).hint
    assert "its end is missing" in refusal(whole[: len(whole) // 2]).message
    assert "damaged PDF" in refusal(whole[:60] + b"%%EOF").message
    assert "more than 1,000 pages" in refusal(pdf([[]] * 1_001)).message


def test_a_bomb_is_named_and_the_next_file_is_read() -> None:
    bomb = pdf([[]], content=b" " * 130_000_000)
    assert len(bomb) < 300_000
    small = apart.Limits(memory=120_000_000)
    assert "takes more than 120 MB of memory" in refusal(bomb, small).message
    slow = pdf([[]], content=b"BT /F 10 Tf (a) Tj ET\n" * 200_000)
    assert "took more than 1 s to unpack" in refusal(slow, apart.Limits(seconds=1)).message
    assert lines(read(pdf([column(WORDS)]))) == WORDS.split("\n\n")


def test_a_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.PDF"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(MAX_PACKED + 1)
    for path in find([tmp_path]):
        with pytest.raises(ReadingError, match=r"too large: 50\.0 MB; articles of up to 50 MB"):
            read_path(path)


PIECES = st.sampled_from(["port", "rest", "a", "pilots", "(x)", "No.", "“so”"])
LONG = st.lists(st.lists(PIECES, min_size=1, max_size=30).map(" ".join), min_size=1, max_size=6)


@given(LONG, st.integers(12, 90), st.integers(1, 3), st.integers(2, 40))
def test_no_word_is_lost_and_none_comes_twice(
    text: list[str], width: int, columns: int, height: int
) -> None:
    """However a text is set: in columns of some rows, over some pages."""
    rows = column("\n\n".join(text), width=width)
    pages: list[list[Row]] = []
    for place in range(0, len(rows), height):
        number, within = divmod(place // height, columns)
        if within == 0:
            pages.append([])
        for n, (_, _, size, words) in enumerate(rows[place : place + height]):
            left, top = 40 + within * (width * 5 + 30), 150 + n * 12
            pages[number].append(Row(left, top, left + len(words) * 5, top + size, words, HEIGHT))
    found = " ".join(paragraphs_of(pages)).split()
    assert sorted(found) == sorted(" ".join(text).split())
    if columns == 1:
        assert found == " ".join(text).split()
