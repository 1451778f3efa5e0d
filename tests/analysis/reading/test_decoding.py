"""Which bytes are text, and in which encoding; everything else is refused by name."""

import codecs
import io
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ReadingError
from analysis.reading import read_bytes
from analysis.reading.decoding import MAX_BYTES
from tests.gold import BYTES, TEXT

PRICE = "Café prices: “€5”, said Zoë."
POLISH = "Zażółć gęślą jaźń, powiedział."


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (PRICE.encode(), "utf-8", PRICE),
        (codecs.BOM_UTF8 + PRICE.encode(), "utf-8-sig", PRICE),
        (PRICE.encode("utf-16"), "utf-16", PRICE),
        (codecs.BOM_UTF16_BE + PRICE.encode("utf-16-be"), "utf-16", PRICE),
        (PRICE.encode("utf-16-le"), "utf-16-le", PRICE),
        (PRICE.encode("utf-16-be"), "utf-16-be", PRICE),
        (PRICE.encode("utf-32"), "utf-32", PRICE),
        (PRICE.encode("cp1252"), "cp1252", PRICE),
        (BYTES, "utf-8", TEXT),
        (b"plain ASCII", "utf-8", "plain ASCII"),
    ],
)
def test_the_encoding_is_found_and_told(data: bytes, encoding: str, text: str) -> None:
    document = read_bytes(data, "article")
    assert (document.encoding, document.text) == (encoding, text)


def test_a_declared_encoding_rules() -> None:
    document = read_bytes(POLISH.encode("cp1250"), "article", encoding="CP1250")
    assert (document.encoding, document.text) == ("cp1250", POLISH)
    marked = read_bytes(codecs.BOM_UTF8 + b"text", "article", encoding="UTF8")
    assert (marked.encoding, marked.text) == ("utf-8-sig", "text")


@pytest.mark.parametrize("name", ["utf-9", "hex", "zlib", "rot13", "", "a\0b", "../x", "undefined"])
def test_an_unknown_encoding_is_refused_with_names_that_work(name: str) -> None:
    with pytest.raises(ReadingError, match="no text encoding called") as caught:
        read_bytes(b"text", "article", encoding=name)
    assert "cp1252" in caught.value.hint


@pytest.mark.parametrize(
    ("data", "encoding"),
    [(b"caf\xe9", "utf-8"), (b"odd", "utf-16"), (b"\\ud800", "unicode-escape")],
)
def test_bytes_that_are_not_in_the_declared_encoding(data: bytes, encoding: str) -> None:
    with pytest.raises(ReadingError, match=f"article is not {encoding}"):
        read_bytes(data, "article", encoding=encoding)


def test_bytes_in_no_encoding_ask_for_one() -> None:
    with pytest.raises(ReadingError, match="neither UTF-8 nor Windows-1252") as caught:
        read_bytes(b"caf\xe9 \x81 and more", "article")
    assert "--encoding" in caught.value.hint


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", "text")
    return file.getvalue()


def tarred() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("article.txt"), io.BytesIO())
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG picture"),
        (b"%PDF-1.7 some readable text", "a damaged PDF"),
        (b'{"title": "Acme",\n "body": "Acme said no."}\n', "JSON data"),
        (b'{"body": "Acme said no."}\n{"body": "Acme said yes."}', "JSON data"),
        (zipped(), "a zip archive"),
        (tarred(), "a binary file"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG picture"),
        (bytes(range(256)), "a binary file"),
        (b"\x01\x00\x00\x00\x02\x00\x00\x00" * 20, "a binary file"),
        (b"\x7fELF\x02\x01\x01", "a program"),
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        ("\u200b\ufeff \x00\u200b".encode(), "empty"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(ReadingError, match=what) as caught:
        read_bytes(data, "article.txt")
    assert "article.txt" in caught.value.message
    assert caught.value.hint


def test_front_matter_alone_is_no_article() -> None:
    with pytest.raises(ReadingError, match="no running text"):
        read_bytes(b"---\ntitle: A\n---\n", "article")


@pytest.mark.parametrize(
    "text",
    [
        "From: the editor\nTo: all readers\nSubject: Acme\n\nAcme said no.",
        "Subject: Acme\n\nAcme said no.",
        "[Acme] said no [sic]",
        "{Acme} said no, {Bolt} said yes}",
    ],
)
def test_an_article_that_looks_like_mail_or_data_is_an_article(text: str) -> None:
    assert read_bytes(text.encode(), "article").text == text


def test_an_article_about_pages_is_an_article() -> None:
    text = "<html> was invented in 1991, Acme said: <!doctype html> came later."
    assert read_bytes(f"How: {text}".encode(), "article").text.endswith(text)


def test_a_hostile_article_is_still_an_article() -> None:
    text = "Oracle\x00 said: \x1b]52;c;aGk=\x07 [/] [@click=app.quit]x[/] \u202eevil\u202c yes."
    assert read_bytes(text.encode(), "article").text == text


def test_more_than_the_cap_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"too large: 10\.0 MB"):
        read_bytes(b"a" * (MAX_BYTES + 1), "article")


@given(st.binary(), st.booleans())
def test_any_bytes_are_frozen_as_decoded_or_refused(data: bytes, markdown: bool) -> None:
    try:
        document = read_bytes(data, "article", markdown=markdown)
    except ReadingError:
        return
    assert document.text.encode(document.encoding) == data or document.encoding in (
        "utf-16",  # Python writes its own order of bytes
        "utf-32",
    )


def test_a_wrong_encoding_is_told_in_plain_words() -> None:
    with pytest.raises(ReadingError) as error:
        read_bytes("Déjà vu.".encode(), "article", encoding="ascii")
    assert error.value.message == "article is not ascii: byte 2 does not fit."
