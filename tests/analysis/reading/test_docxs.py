"""Word files: the text that their reader sees, and nothing that harms."""

import pytest

from analysis.errors import ReadingError
from analysis.models import Document
from analysis.reading import read_bytes
from analysis.reading.docxs import MAX_UNPACKED
from tests.analysis.reading.docxs import docx
from tests.analysis.reading.pages import STORY


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def read(body: str, **parts: str) -> Document:
    return read_bytes(docx(body, **parts), "draft", suffix=".docx")


def lines(document: Document) -> list[str]:
    return [span.of(document.text) for span in document.paragraphs]


def test_paragraphs_lists_tables_and_breaks_are_read_in_their_order() -> None:
    item = "<w:numPr><w:ilvl w:val='0'/></w:numPr>"
    document = read(
        paragraph(run("The "), run("pilots", "<w:b/>"), run(" &amp; the port"))
        + paragraph(run("They ask for:"))
        + paragraph(run("rest"), properties=item)
        + paragraph(run("a second pilot"), properties=item)
        + f"<w:tbl><w:tr><w:tc>{paragraph(run(STORY[1]))}</w:tc>"
        + f"<w:tc>{paragraph(run(STORY[3]))}</w:tc></w:tr></w:tbl>"
        + f"<w:p><w:r><w:t>{STORY[2]}</w:t><w:br/><w:t>{STORY[4]}</w:t></w:r></w:p>"
    )
    start = ["The pilots & the port", "They ask for:", "- rest", "- a second pilot"]
    assert lines(document) == [*start, STORY[1], STORY[3], STORY[2], STORY[4]]


def test_changes_are_accepted_and_what_is_hidden_is_not_read() -> None:
    document = read(
        paragraph(
            run("The port "),
            f"<w:del><w:r><w:delText>refused</w:delText></w:r>{run('refused')}</w:del>",
            f"<w:ins>{run('took')}</w:ins>",
            run(" the offer."),
            run(" Never.", "<w:vanish/>"),
        )
    )
    assert lines(document) == ["The port took the offer."]


def test_the_text_tells_better_than_the_files_properties() -> None:
    body = "".join(paragraph(run(line)) for line in STORY)
    document = read(body, title="The harbour talks", creator="Jo Bell")
    assert (document.title, document.author) == ("The harbour talks", "Jo Bell")
    head = paragraph(run("Pilots stay out")) + paragraph(run("By Max Roe"))
    document = read(head + body, title="The harbour talks", creator="Jo Bell")
    assert (document.title, document.author) == ("Pilots stay out", "Max Roe")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (docx(paragraph(run("&a;")), before='<!DOCTYPE w [<!ENTITY a SYSTEM "/etc/passwd">]>'),
         "defines entities of its own"),
        (docx(" " * (MAX_UNPACKED + 1)), "unfolds to more than 40 MB"),
        (docx(paragraph(run(STORY[0])))[:400], "damaged Word file"),
        (docx("<w:p>"), "damaged Word file"),
        (docx(""), "Word file without text"),
    ],
    ids=["entities", "bomb", "half", "unclosed", "empty"],
)  # fmt: skip
def test_what_cannot_be_read_is_named(data: bytes, what: str) -> None:
    with pytest.raises(ReadingError, match=f"draft.docx .*{what}") as caught:
        read_bytes(data, "draft", where="draft.docx")
    assert caught.value.hint
