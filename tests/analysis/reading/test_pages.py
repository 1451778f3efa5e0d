"""Saved web pages: the article and nothing else, what the page says about itself, no surprises."""

import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from analysis.errors import ReadingError
from analysis.models import Document
from analysis.reading import apart, clean_view, find, read_bytes, read_path
from tests.analysis.reading.pages import BLOG, DIVISIONS, NEWS, SHAPES, STORY, TITLE

FACTS = ("title", "author", "date", "outlet", "url")


def read(page: str, *, encoding: str = "utf-8") -> Document:
    return read_bytes(page.encode(encoding), "page", suffix=".html")


def article(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>"


def lines(document: Document) -> list[str]:
    return [span.of(document.text) for span in document.paragraphs]


def facts(document: Document) -> dict[str, str]:
    return {name: value for name in FACTS if (value := getattr(document, name))}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_article_is_read_and_nothing_around_it(shape: str) -> None:
    document = read(SHAPES[shape])
    assert lines(document) == [TITLE, *STORY]
    assert document.title == TITLE


def test_teasers_beside_the_story_are_not_read_and_the_posts_of_a_live_blog_are() -> None:
    about = (
        "The ferry company will raise its prices by a tenth in June, and many complained of it. "
    )
    card = f"<article class=card><h3>Ferry prices go up</h3><p>{about * 2}</p></article>"
    story = "".join(f"<p>{line}</p>" for line in STORY)
    for page in (
        f"<div>{story}</div><div>{card * 3}</div>",
        f"<div>{card * 3}</div><div>{story}</div>",
        f"<article>{story}<div>{card}</div></article>",
    ):
        assert lines(read(f"<html><body>{page}</body></html>")) == STORY
    posts = "".join(f"<article><h2>{n}:00</h2><p>{x}</p></article>" for n, x in enumerate(STORY))
    found = lines(read(f"<html><body><main>{posts}</main></body></html>"))
    assert [line for line in found if not line.endswith(":00")] == STORY


def test_what_a_page_says_about_itself() -> None:
    gazette = {"date": "2026-03-10", "author": "Max Roe, Jo Bell", "outlet": "Harbour Gazette"}
    assert facts(read(NEWS)) == {"title": TITLE, **gazette}
    post = {"date": "2026-03-10", "author": "Jo Bell", "outlet": "Valley Post"}
    assert facts(read(DIVISIONS)) == {"title": TITLE, **post}
    assert facts(read(BLOG)) == {"title": TITLE, "date": "2026-03-11", "author": "Nora Finch"}
    said = read(article(f"<p>{STORY[0]}</p>", "<link rel=canonical href=https://example.org/a>"))
    assert facts(said) == {"url": "https://example.org/a"}


def test_nothing_about_a_page_is_guessed() -> None:
    document = read(article(f"<p>{STORY[0]} It began on 3 May 2021, said Ann Low.</p>"))
    assert facts(document) == {}


def test_headings_lists_and_quotations_are_paragraphs_in_their_order() -> None:
    document = read(
        article(
            f"<p>{STORY[0]}</p><h2>The demands</h2><p>The union asks for:</p><ul><li>eleven hours "
            f"of rest</li><li>a second pilot</li></ul><blockquote>{STORY[4]}</blockquote>"
            "<p>“No,” said Tom Reyes.</p><p>He said: <q>never</q>,<sup>1</sup> and <b>left</b>.</p>"
        )
    )
    assert lines(document) == [
        STORY[0], "The demands", "The union asks for:", "- eleven hours of rest",
        "- a second pilot", STORY[4], "“No,” said Tom Reyes.", "He said: “never”, and left.",
    ]  # fmt: skip


def test_what_is_hidden_on_the_page_is_not_read() -> None:
    secret = "Oracle secretly said that it would sell all of it next week."
    document = read(
        article(f"<p hidden>{secret}</p><p style='display: none'>{secret}</p><p>{STORY[0]}</p>")
    )
    assert lines(document) == [STORY[0]]


@pytest.mark.parametrize(
    ("head", "encoding", "used"),
    [
        ("", "utf-8", "utf-8"),
        ("<meta charset=windows-1252>", "utf-8", "utf-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252",
         "cp1252"),
        ("<meta charset=windows-1251>", "cp1251", "cp1251"),
        ("<meta charset=no-such-thing>", "cp1252", "cp1252"),
        ("", "utf-16", "utf-16"),
    ],
)  # fmt: skip
def test_a_page_is_decoded_as_it_says_itself(head: str, encoding: str, used: str) -> None:
    words = STORY[1] if encoding != "cp1251" else f"{STORY[1]} «Нет», said Ivan."
    document = read("<!doctype html>" + article(f"<p>{words}</p>", head), encoding=encoding)
    assert (lines(document), document.encoding) == ([words], used)


def test_entities_are_characters() -> None:
    document = read(article("<p>&ldquo;Caf&eacute; &amp; tea,&rdquo; said&nbsp;Ann Low twice.</p>"))
    assert clean_view(document).text == "“Café & tea,” said Ann Low twice."


def test_pages_are_told_by_what_they_hold_and_found_in_folders(tmp_path: Path) -> None:
    for name in ("a.html", "b.htm", "c.txt"):
        (tmp_path / name).write_text(NEWS)
    (tmp_path / "d.html").write_text(f"<p>{STORY[0]}</p>")
    read_all = {path.name: read_path(path) for path in find([tmp_path])}
    assert {len(one.paragraphs) for name, one in read_all.items() if name != "d.html"} == {7}
    assert lines(read_all["d.html"]) == [STORY[0]]
    about = f"The tag <html> opens a page, said Ann Low.\n\n{STORY[0]}"
    assert read_bytes(about.encode(), "x").text == about


def test_what_a_browser_keeps_beside_a_page_is_no_article(tmp_path: Path) -> None:
    for name in ("a.html", "a_files/frame.html", "b_files/c.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(NEWS)
    found = [str(path.relative_to(tmp_path)) for path in find([tmp_path])]
    assert found == ["a.html", "b_files/c.html"]


def test_nothing_is_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        link = f"http://127.0.0.1:{server.getsockname()[1]}/a"
        read(
            f'<!DOCTYPE html SYSTEM "{link}"><html><head><base href="{link}"><script src="{link}">'
            f'</script></head><body><p>{STORY[0]}</p><img src="{link}"></body></html>'
        )
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_page_without_an_article_is_named() -> None:
    with pytest.raises(ReadingError, match="page is a web page without an article") as caught:
        read("<html><body><script>draw()</script><div id=root></div></body></html>")
    assert "copy" in caught.value.hint


def test_a_page_that_takes_too_much_is_named_and_the_next_is_read() -> None:
    page = ("<html><body>" + "<span>x</span>" * 200_000).encode()
    small = apart.Limits(memory=100_000_000)
    with pytest.raises(ReadingError, match="takes more than 100 MB of memory"):
        apart.extract(apart.Form.PAGE, page, "page", None, small)
    short = apart.Limits(characters=50)
    with pytest.raises(ReadingError, match="characters; documents of up to 50 are read"):
        apart.extract(apart.Form.PAGE, NEWS.encode(), "page", None, short)
    assert lines(read(NEWS)) == [TITLE, *STORY]


def test_tags_that_nothing_closes_come_to_an_end() -> None:
    assert lines(read("<html><body>" + f"<p>{STORY[0]}</p>" + "<b>" * 60_000)) == [STORY[0]]
    with pytest.raises(ReadingError):
        read("<html><body>" + "<div>" * 60_000 + STORY[0])


PIECES = [
    "<p>", "</p>", "<div>", "</div>", "<br>", "<li>", "<ul>", "<b>", "<q>", "</q>", "&amp;", "- ",
    "\x1b]52;", "&#27;", "\u202e", "“No,” said Tom Reyes. ", STORY[0], "<h2>", "<td>", "é", "🙂",
]  # fmt: skip


@profile(max_examples=40)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_every_span_of_a_pages_view_leads_back(body: str) -> None:
    document = read(f"<html><body><p>{STORY[4]}</p>{body}<p>{STORY[5]}</p></body></html>")
    view = clean_view(document)
    assert all(
        char == document.text[offset] or document.text[offset].isspace()
        for char, offset in zip(view.text, view.offsets, strict=True)
    )
    for line in (STORY[4], STORY[5]):
        start = view.text.index(line)
        assert view.raw(start, start + len(line)).of(document.text) == line
