"""Files and folders: what is taken, and what is refused before it does harm."""

import os
from pathlib import Path

import pytest

from analysis.errors import ReadingError
from analysis.reading import find, read_path
from tests.gold import SEEDS, seed_document


def refusal(path: Path) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        read_path(path)
    return caught.value


def test_the_seed_is_read_as_the_gold_reads_it() -> None:
    assert read_path(SEEDS / "seed-article.txt") == seed_document()


def test_the_name_is_the_files_without_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "bad\x1b]0;name.v2.txt"
    path.write_text("text")
    assert read_path(path).name == "bad]0;name.v2"


def test_a_sparse_file_of_ten_gigabytes_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    assert "huge.txt is too large: 10,000.0 MB" in refusal(path).message


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo.txt"
    os.mkfifo(fifo)
    assert "pipe" in refusal(fifo).message
    assert "device" in refusal(Path("/dev/zero")).message
    assert "folder without articles" in refusal(tmp_path).message
    assert "does not exist" in refusal(tmp_path / "missing.txt").message
    assert "could not be read" in refusal(tmp_path / ("x" * 300)).message
    assert "could not be read" in refusal(tmp_path / "nul\0.txt").message
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "could not be read" in refusal(tmp_path / "loop.txt").message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("text")
    path.chmod(0)
    assert "permission denied" in refusal(path).message
    assert "chmod" in refusal(path).hint
    tmp_path.chmod(0)
    assert [refusal(p).message for p in find([tmp_path])] == [
        f"{tmp_path} could not be opened: permission denied."
    ]
    tmp_path.chmod(0o700)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    (folder / "sub").mkdir(parents=True)
    (folder / ".git").mkdir()
    names = ("b.txt", "a.MD", "sub/c.markdown", "d.text", "e.png", ".hidden.txt", ".git/f.txt")
    for name in names:
        (folder / name).write_text(name)
    return folder


def test_a_folder_is_walked_in_order(folder: Path) -> None:
    found = [str(path.relative_to(folder)) for path in find([folder])]
    assert found == ["a.MD", "b.txt", "d.text", "sub/c.markdown"]


def test_articles_in_a_form_that_is_not_read_are_not_passed_over(folder: Path) -> None:
    (folder / "f.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    found = {path.name: path for path in find([folder])}
    assert "is an old Microsoft Office file, not text" in refusal(found["f.doc"]).message


def test_an_address_is_told_from_a_file(tmp_path: Path) -> None:
    error = refusal(Path("https://example.org/a.html"))
    assert error.message.startswith("https://example.org/a.html is a web address; nothing is")
    assert "Save the page" in error.hint


def test_a_link_to_nothing_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "link.txt").symlink_to(tmp_path / "gone.txt")
    assert folder / "link.txt" in list(find([folder]))
    message = refusal(folder / "link.txt").message
    assert message.endswith(f"is a link to {tmp_path / 'gone.txt'}, which does not exist.")


def test_a_named_file_is_taken_whatever_its_suffix(folder: Path) -> None:
    named = [folder / "e.png", folder / "missing", folder / ".hidden.txt"]
    assert list(find(named)) == named


def test_links_lead_nowhere_outside_the_folder(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("secret")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "x.txt").write_text("secret")
    (folder / "out.txt").symlink_to(outside)
    (folder / "more").symlink_to(tmp_path / "more")
    (folder / "self").symlink_to(folder)
    (folder / "z.txt").symlink_to(folder / "b.txt")
    names = [path.name for path in find([folder])]
    assert names == ["a.MD", "b.txt", "d.text", "z.txt", "c.markdown"]
    assert list(find([folder / "out.txt"])) == [folder / "out.txt"]


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    assert list(find([tmp_path])) == [tmp_path]


def test_markdown_is_known_by_its_suffix(tmp_path: Path) -> None:
    for name in ("a.md", "a.txt"):
        (tmp_path / name).write_text("# The title\n\nText *here*.\n")
    assert read_path(tmp_path / "a.md").title == "The title"
    assert read_path(tmp_path / "a.txt").furniture == ()
