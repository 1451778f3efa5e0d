"""Markdown's marks are furniture: the clean view reads as running text."""

import pytest

from analysis.models import Document
from analysis.reading import clean_view, read_bytes


def read(text: str) -> Document:
    return read_bytes(text.encode(), "article", markdown=True)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("# The *deal*\nText.", "The deal\nText."),
        ("The deal\n========\n\nText.", "The deal\n\nText."),
        ("## Two ##\n\nText.", "Two\n\nText."),
        (
            "A **bold** and *soft* and _soft_ and ~~old~~ word.",
            "A bold and soft and soft and old word.",
        ),
        ("***Both*** over **two\nlines** here.", "Both over two lines here."),
        ("snake_case_word, 5 * 3 * 2, a ** b", "snake_case_word, 5 * 3 * 2, a ** b"),
        ('The [White House](https://x.y/z_(a) "t") said.', "The White House said."),
        ("See [this][ref] and [ref].\n\n[ref]: https://x.y", "See this and [ref]."),
        (
            "“[The company] wants [a] deal,” [it] said.",
            "“[The company] wants [a] deal,” [it] said.",
        ),
        ("Look: ![a picture](a_b.png) here.", "Look:  here."),
        ("> Quoted words\n> go on.\n\nText.", "Quoted words go on.\n\nText."),
        ("- one\n- two\n  goes on\n\n1. three\n2) four", "one\ntwo goes on\n\nthree\nfour"),
        ("Text.\n\n```python\ncode = 1\n```\n\nMore.", "Text.\n\nMore."),
        ("Text.\n\n```\nunclosed", "Text.\n\nunclosed"),
        ("Text.\n\n***\n\nMore.", "Text.\n\nMore."),
        ("Text `code_here_` <b>bold</b> <https://x.y>.", "Text code_here_ bold ."),
        ("Text.<!-- note -->\n\n<!--\nlong *note\n-->\nMore*.", "Text.\n\nMore*."),
        ("A note.[^1]\n\n[^1]: It says so.", "A note.\n\nIt says so."),
        (r"\[the company\] paid 5\*3.", "[the company] paid 5*3."),
        ("Costs 3 < 4 and 5 > 4.", "Costs 3 < 4 and 5 > 4."),
    ],
)
def test_marks_are_left_out(text: str, clean: str) -> None:
    # Where furniture alone stood between paragraphs, the number of line feeds does not matter.
    view = clean_view(read(text))
    assert view.text == clean
    assert all(
        view.text[i].isspace() or text[o] == view.text[i] for i, o in enumerate(view.offsets)
    )


def test_the_first_heading_is_the_title() -> None:
    assert read("# The **deal** of [the year](x)\n\nText.").title == "The deal of the year"
    assert read("Intro.\n\n## Part\n\n# Deal\n\nText.").title == "Deal"
    assert read("## Deal\n\nText.").title == "Deal"
    assert read("The deal\n===\n\nText.").title == "The deal"
    assert read("Intro.\n\n## Part\n\nText.").title == ""


def test_a_dateline_in_bold_is_furniture() -> None:
    document = read("# Deal\n\n*By Jane Smith*\n\n**LONDON** (Reuters) - Oracle said yes.\n")
    assert (document.author, document.outlet) == ("Jane Smith", "Reuters")
    assert clean_view(document).text == "Deal\n\nOracle said yes."
