"""The clean view never alters the text, and every place in it leads back to the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.characters import UNSAFE, visible
from analysis.models import CleanView, Document, Span
from analysis.reading import clean_view, read_bytes
from analysis.reading.lines import lines_of, merged
from tests.gold import SEEDS, TEXT, seed_document

PIECES = [
    "Oracle said so.", "word", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "\x00", "\x1b]52;",
    "\u202e", "\u200b", "\ufeff", "\u2028", "\x0c", "\x85", "[the company]", "# ", "**", "*", "_",
    "- ", "> ", "1. ", "---\n", "```\n", "[a](b)", "![x](y)", "<b>", "“", "”", "é", "e\u0301", "🙂",
    "By Jane Smith\n", "2020-09-14 ", "LONDON (Reuters) - ", "Title: x\n", "<!--", "-->", "\\[",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), min_size=1).map("".join))


def read(text: str, markdown: bool) -> Document:
    # Padded, so that a few control characters do not make a binary file of a short text.
    return read_bytes((text + "\n\n" + "Padding. " * 40).encode(), "article", markdown=markdown)


def same_words(view: CleanView, document: Document, span: Span) -> bool:
    """Whether the visible text under `span` of the view holds its characters in order."""
    raw = iter(visible(view.raw(*span).of(document.text)))
    return all(c.isspace() or c in raw for c in span.of(view.text))


@given(TEXTS, st.booleans(), st.data())
def test_every_span_of_the_view_leads_back(text: str, markdown: bool, data: st.DataObject) -> None:
    document = read(text, markdown)
    view = clean_view(document)
    assert document.text.startswith(text.removeprefix("\ufeff"))
    assert len(view.text) == len(view.offsets)
    assert all(a < b for a, b in pairwise(view.offsets))
    for char, offset in zip(view.text, view.offsets, strict=True):
        assert char == document.text[offset] or (char in " \n" and document.text[offset].isspace())
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    assert same_words(view, document, Span(start, end))


@given(TEXTS, st.booleans())
def test_nothing_visible_is_lost(text: str, markdown: bool) -> None:
    document = read(text, markdown)
    hidden = {i for span in document.furniture for i in range(*span)}
    hidden |= set(clean_view(document).offsets)
    left = [c for i, c in enumerate(document.text) if i not in hidden]
    assert all(c.isspace() or ord(c) in UNSAFE for c in left)


@given(TEXTS, st.booleans())
def test_furniture_and_paragraphs_are_in_order(text: str, markdown: bool) -> None:
    document = read(text, markdown)
    assert document.furniture == merged(document.furniture)
    edges = [place for span in document.paragraphs for place in span]
    assert edges == sorted(set(edges))
    assert 0 <= edges[0] < edges[-1] <= len(document.text)
    view = clean_view(document)
    assert not {ord(c) for c in view.text} & UNSAFE
    assert view.text.count("\n") >= len(document.paragraphs) - 1
    assert "\n\n\n" not in view.text


@given(st.text())
def test_lines_cover_the_text(text: str) -> None:
    rows = lines_of(text)
    assert all(line.text == text[line.start : line.end] for line in rows)
    assert all(text[a.end : b.start] in ("\n", "\r", "\r\n") for a, b in pairwise(rows))


def test_the_seeds_view_is_its_text_without_the_dateline() -> None:
    document = seed_document()
    view = clean_view(document)
    assert view == CleanView(TEXT[17:], tuple(range(17, len(TEXT))))
    assert (SEEDS / "seed-article.txt").read_bytes().decode() == document.text


def paragraphs(text: str) -> list[str]:
    document = read_bytes(text.encode(), "article")
    return [span.of(text).replace("\n", "|") for span in document.paragraphs]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One.\n\nTwo\nwrapped.\n", ["One.", "Two|wrapped."]),
        ("One.\nTwo said so.\nThree did not.", ["One.", "Two said so.", "Three did not."]),
        (
            "Oracle said on Monday that it\nwould buy the company, while\nothers did not.\n"
            "Microsoft said no such thing\nin its statement.",
            [
                "Oracle said on Monday that it|would buy the company, while|others did not.",
                "Microsoft said no such thing|in its statement.",
            ],
        ),
        (
            f"Head\n\n{'Long ' * 30}\n{'Words ' * 30}",
            ["Head", ("Long " * 30)[:-1], ("Words " * 30)[:-1]],
        ),
        ("  One. \n \u200b\n\tTwo.  ", ["One.", "Two."]),
    ],
)
def test_paragraphs(text: str, found: list[str]) -> None:
    assert paragraphs(text) == found


def test_line_ends_within_a_paragraph_are_spaces_and_between_them_line_feeds() -> None:
    document = read_bytes(b"One is \r\n  wrapped.\r\n\r\nTwo.\r\rThree.", "article")
    assert clean_view(document).text == "One is wrapped.\n\nTwo.\n\nThree."


def test_a_document_without_paragraphs_has_a_view_too() -> None:
    text = "One.\n\nTwo."
    document = Document(id="0" * 64, sha256="0" * 64, name="bare", text=text)
    assert clean_view(document).text == text


def test_a_hostile_article_keeps_its_offsets() -> None:
    text = "Oracle \x1b]52;c;aGk=\x07said [/] [@click=app.quit]\u202e \x00yes."
    document = read_bytes(text.encode(), "article")
    view = clean_view(document)
    place = view.text.index("yes")
    assert view.text == "Oracle ]52;c;aGk=said [/] [@click=app.quit] yes."
    assert view.raw(place, place + 3).of(document.text) == "yes"
