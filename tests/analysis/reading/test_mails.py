"""Saved mails: what the sender wrote, not what the mail quotes."""

import pytest

from analysis.errors import ReadingError
from analysis.models import Document
from analysis.reading import read_bytes
from tests.analysis.reading.mails import MAIL
from tests.analysis.reading.pages import NEWS, STORY, TITLE

HEAD = "From: Max Roe <m@b.example>\nSubject: Pilots\nMIME-Version: 1.0\n"
PLAIN = f"{HEAD}Content-Type: text/plain; charset=utf-8\n\n"
HTML = f"{HEAD}Content-Type: text/html; charset=utf-8\n\n"


def read(mail: str, *, encoding: str = "utf-8") -> Document:
    return read_bytes(mail.encode(encoding), "mail")


def lines(document: Document) -> list[str]:
    return [span.of(document.text) for span in document.paragraphs]


def test_a_mail_is_its_text_with_subject_sender_and_day() -> None:
    document = read(MAIL)
    assert lines(document) == STORY
    facts = (document.title, document.author, document.date, document.outlet)
    assert facts == ("Pilots stay out", "Max Roe and Jo Bell", "2026-03-10", "")


@pytest.mark.parametrize(
    "quoted",
    [
        "On Mon, 9 Mar 2026 at 10:00, Ann Low <a@b.example>\nwrote:\n> We will pay.\n>\n> Soon.",
        "-----Original Message-----\nFrom: Ann Low\nWe will pay.",
        "From: Ann Low\nSent: Monday\nTo: Max Roe\nSubject: Pay\n\nWe will pay.",
        "________________________________\nFrom: Ann Low\nWe will pay.",
        "Begin forwarded message:\n\nWe will pay.",
        "-- \nMax Roe\nWe will pay.",
    ],
)
def test_earlier_mails_and_signatures_are_left_out(quoted: str) -> None:
    assert lines(read(f"{PLAIN}{STORY[0]}\n\n{quoted}\n")) == [STORY[0]]


def test_answers_between_quoted_lines_stay() -> None:
    document = read(f"{PLAIN}> Will you pay?\n\nNo, said the port.\n\n> Ever?\nNever at all.\n")
    assert lines(document) == ["No, said the port.", "Never at all."]


def test_lines_that_a_mail_program_broke_are_one_paragraph() -> None:
    broken = (
        "Harbour pilots will not return to work until the port talks about\n"
        "rest, their union said.\n\nThe port offers:\n* two days of rest\n* no more\n"
    )
    assert lines(read(PLAIN + broken)) == [
        "Harbour pilots will not return to work until the port talks about rest, their union said.",
        "The port offers:", "- two days of rest", "- no more",
    ]  # fmt: skip


def test_a_mail_in_html_alone_is_read_like_a_page() -> None:
    document = read(
        f"{HTML}<html><body><p>{STORY[0]}</p><p>{STORY[1]}</p><div class=gmail_quote>On Monday "
        f"Ann Low wrote:<blockquote>{STORY[4]}</blockquote></div></body></html>"
    )
    assert lines(document) == STORY[:2]
    document = read(
        f"{HTML}<html><body><p>{STORY[0]}</p><div><p>From: Ann Low<br>Sent: Monday<br>To: Max Roe"
        f"<br>Subject: Pay</p></div><p>{STORY[4]}</p></body></html>"
    )
    assert lines(document) == STORY[:1]


def test_the_charset_of_the_part_counts() -> None:
    mail = PLAIN.replace("utf-8", "iso-8859-15") + "“No”".replace("“", '"').replace("”", '"')
    document = read(f"{mail}, said the café. It costs €5.\n", encoding="iso-8859-15")
    assert lines(document) == ['"No", said the café. It costs €5.']


def test_a_page_that_a_browser_saved_as_a_mail_is_that_page() -> None:
    document = read(
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/pilots\n"
        "Subject: Pilots\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
        f"--x\nContent-Type: text/html\n\n{NEWS}\n--x--\n"
    )
    assert lines(document) == [TITLE, *STORY]
    assert (document.outlet, document.url) == ("Harbour Gazette", "https://example.org/pilots")


def test_a_mail_without_text_says_so() -> None:
    with pytest.raises(ReadingError, match="mail without a text of its own") as caught:
        read(f"{HEAD}Content-Type: application/pdf\n\n%PDF-\n")
    assert "attached" in caught.value.hint
    with pytest.raises(ReadingError, match="mail is a damaged mail: its end is missing"):
        read(f"{HEAD}Content-Type: multipart/mixed; boundary=x\n\n--x\n\nThe port said")


def test_an_article_that_quotes_a_mail_is_an_article() -> None:
    text = f"From: the editor\nTo: all readers\nSubject: Acme\n\n{STORY[0]}"
    assert read(text).text == text
