"""What an article tells about itself, and what is furniture; nothing is invented."""

import pytest

from analysis.models import Document
from analysis.reading import clean_view, read_bytes

TEXT = "Oracle said on Monday that it would buy the company."


def read(text: str, *, markdown: bool = False) -> Document:
    return read_bytes(text.encode(), "article", markdown=markdown)


def told(document: Document) -> dict[str, str]:
    names = ("title", "author", "date", "outlet", "url")
    return {name: value for name in names if (value := getattr(document, name))}


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        (" date 2020-09-14 ", {"date": "2020-09-14"}),
        ("2020-09-14 ", {"date": "2020-09-14"}),
        ("Dated: 14 September 2020 ", {"date": "2020-09-14"}),
        ("12 September 2020 - ", {"date": "2020-09-12"}),
        ("Published on Sept. 12, 2020: ", {"date": "2020-09-12"}),
        ("LONDON, Sept 14 (Reuters) - ", {"outlet": "Reuters"}),
        ("PALO ALTO, Calif., Sept. 14, 2020 (AP) — ", {"outlet": "AP", "date": "2020-09-14"}),
        (
            "NEW YORK/PARIS, Sept 14, 2020 /PRNewswire/ -- ",
            {"outlet": "PRNewswire", "date": "2020-09-14"},
        ),
        ("London (Reuters) – ", {"outlet": "Reuters"}),
        ("(Reuters) - ", {"outlet": "Reuters"}),
        ("WASHINGTON — ", {}),
        ("MANCHESTER, N.H. - ", {}),
        ("2020-09-14 LONDON (AFP) - ", {"date": "2020-09-14", "outlet": "AFP"}),
    ],
)
def test_a_dateline_is_furniture_and_tells_what_it_tells(head: str, fields: dict[str, str]) -> None:
    document = read(f"{head}{TEXT}\n\nMore text.\n")
    assert told(document) == fields
    assert [span.of(document.text) for span in document.furniture] == [head]
    assert document.paragraphs[0].of(document.text) == TEXT
    assert clean_view(document).text == f"{TEXT}\n\nMore text."


@pytest.mark.parametrize(
    "text",
    [
        "12 September 2020 was the day that Oracle won.",
        "September 12, 2020, will be remembered.",
        "IBM — the tech giant — said no.",
        "NASA's chief said no.",
        "SIEGEL--And what did Oracle say?",
        "Microsoft: We will not sell.",
        "Source: Oracle will win in the end, say people close to the talks",
        "By Monday, the deal was dead.",
        "By the end of the day it was over",
        "Senator Jane Smith (D-Ohio) – Oracle must pay.",
        "09/12/2020 Oracle won.",
        "2020-13-45 Oracle won.",
        "UN-led talks went on.",
    ],
)
def test_running_text_is_left_alone(text: str) -> None:
    document = read(f"{text}\n{TEXT}\n\nMore text, said Oracle.\n")
    assert document.furniture == ()
    assert told(document) == {}


def test_headline_byline_and_date_line() -> None:
    document = read(
        f"Oracle wins the race for TikTok\n\nBy Jane Smith and John Doe, Reuters\n"
        f"Sept. 12, 2020 10:30 AM ET\n\n{TEXT}\n\nMore text.\n"
    )
    assert told(document) == {
        "title": "Oracle wins the race for TikTok",
        "author": "Jane Smith and John Doe",
        "date": "2020-09-12",
        "outlet": "Reuters",
    }
    words = [span.of(document.text) for span in document.paragraphs]
    assert words == ["Oracle wins the race for TikTok", TEXT, "More text."]


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("The Harbour Gazette", "The Harbour Gazette"),
        ("Valley Post", "Valley Post"),
        ("Reuters", "Reuters"),
        ("New York", None),
        ("Senior Correspondent", None),
        ("the post went missing", None),
    ],
)
def test_a_paper_between_byline_and_date(line: str, outlet: str | None) -> None:
    document = read(f"Ferry talks stall\n\nBy Ida Quill\n{line}\n12 March 2026\n\n{TEXT}\n")
    assert told(document).get("outlet") == outlet
    assert told(document)["date"] == "2026-03-12"
    words = [span.of(document.text) for span in document.paragraphs]
    assert words == ["Ferry talks stall", *([] if outlet else [line]), TEXT]


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("The Harbour Gazette, 12 March 2026", "The Harbour Gazette"),
        ("Halden Courier | March 12, 2026", "Halden Courier"),
        ("Valley Post — 2026-03-12, 9:15 am", "Valley Post"),
        ("New York, 12 March 2026", None),
        ("Valley Post, 12 March 2026, was the day of the vote", None),
        ("The post of 12 March 2026", None),
    ],
)
def test_a_paper_and_its_date_on_one_line(line: str, outlet: str | None) -> None:
    document = read(f"Ferry talks stall\n\nBy Ida Quill\n{line}\n\n{TEXT}\n")
    assert told(document).get("outlet") == outlet
    assert told(document).get("date") == ("2026-03-12" if outlet else None)
    words = [span.of(document.text) for span in document.paragraphs]
    assert words == ["Ferry talks stall", *([] if outlet else [line]), TEXT]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Smith", "Jane Smith"),
        ("BY JANE SMITH", "JANE SMITH"),
        ("By Jane Smith | Staff Writer", "Jane Smith"),
        ("By Ursula von der Leyen, Guest Columnist", "Ursula von der Leyen"),
        ("By Martin Luther King Jr.", "Martin Luther King Jr."),
        ("By Jane Smith, John Doe and Max Roe", "Jane Smith, John Doe and Max Roe"),
        ("By Jane Smith of The Associated Press", "Jane Smith"),
        ("By Jane Smith and agencies", "Jane Smith"),
        ("By Jane Smith and John Doe, with wire services", "Jane Smith and John Doe"),
    ],
)
def test_bylines(line: str, author: str) -> None:
    assert read(f"{line}\n\n{TEXT}\n").author == author


@pytest.mark.parametrize("mark", [".", "!", "?", ":", ".”"])
def test_a_first_line_that_ends_like_a_sentence_is_no_headline(mark: str) -> None:
    assert read(f"Oracle wins the race{mark}\n\n{TEXT}\n").title == ""


def test_a_text_of_one_line_has_no_headline() -> None:
    assert read("Oracle wins the race").title == ""
    assert read(f"Oracle wins the race\n{TEXT}").title == ""


def test_header_lines() -> None:
    document = read(
        "Title: The deal\nSource: Reuters\nURL: https://example.org/a?b=1\n"
        f"Date: 12 September 2020\nWords: 500\nDesk: Business\n\n{TEXT}\n"
    )
    assert told(document) == {
        "title": "The deal",
        "outlet": "Reuters",
        "url": "https://example.org/a?b=1",
        "date": "2020-09-12",
    }
    assert clean_view(document).text == TEXT


def test_words_of_a_party_after_a_header_line_stay() -> None:
    document = read("Source: Reuters\nMicrosoft: We will not sell.\n\nMore text.\n")
    assert document.outlet == "Reuters"
    assert clean_view(document).text == "Microsoft: We will not sell.\n\nMore text."


@pytest.mark.parametrize("markdown", [True, False])
def test_front_matter(markdown: bool) -> None:
    document = read(
        '---\ntitle: "A: the deal"\nauthors:\n  - Jane Smith\n  - Max Roe\n'
        "date: 2020-09-14T10:00:00Z\nsource: https://example.org/a\noutlet: The Times\n"
        f"tags: [a, b]\n---\n\n{TEXT}\n",
        markdown=markdown,
    )
    assert told(document) == {
        "title": "A: the deal",
        "author": "Jane Smith, Max Roe",
        "date": "2020-09-14",
        "url": "https://example.org/a",
        "outlet": "The Times",
    }
    assert clean_view(document).text == TEXT


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    document = read(f"---\n{TEXT}\n---\nMore text.\n")
    assert TEXT in clean_view(document).text


def test_unsafe_characters_never_reach_the_metadata() -> None:
    document = read(f"Title: A\x1b]0;x\x07 \u202edeal\n\n{TEXT}\n")
    assert document.title == "A]0;x deal"
