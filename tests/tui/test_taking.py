"""Copying quotes with their citation, and opening articles in other programs."""

import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from analysis.dossier import Dossier
from analysis.models import Document, Voice
from tests.tui.screen import settle, shown, told
from tui import outside, quoting
from tui.app import PositionsApp
from tui.widgets.dialogs import Confirm
from tui.widgets.ways import Ways

PAGER = """\
import os, sys
from pathlib import Path
path = Path(sys.argv[1])
Path("seen.txt").write_text("\\n".join([
    path.name, oct(path.stat().st_mode)[-3:], os.environ.get("NO_COLOR", "-"), path.read_text()]))
"""


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A pager that notes what it was given, on a terminal that can be handed over."""
    script = tmp_path / "a pager.py"
    script.write_text(PAGER)
    monkeypatch.setenv("PAGER", f"{sys.executable} '{script}'")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)

    @contextmanager
    def suspend(self: PositionsApp) -> Iterator[None]:
        yield

    monkeypatch.setattr(PositionsApp, "suspend", suspend)
    return Path("seen.txt")


async def test_a_quote_is_copied_with_its_citation_and_that_is_said(seed: Dossier) -> None:
    async with shown(seed, (160, 48)) as (app, pilot):
        await pilot.press("4", "down", "down", "y")
        await settle(pilot)
        entry = app.home.decided
        assert entry is not None
        quote = entry.statement.span.of(seed.documents()[0].text)
        assert quote.strip("“”") in app.clipboard
        start, end = entry.statement.span
        assert f"¶4, characters {start}–{end}" in app.clipboard
        assert "— Walmart" in app.clipboard
        assert "2020-09-14" in app.clipboard
        assert "Copied:" in told(app)
        assert "2020-09-14,¶4" in told(app)


async def test_words_that_are_not_the_partys_are_called_what_they_are(seed: Dossier) -> None:
    comparison = seed.comparison()
    for view in comparison.parties:
        for entry in view.entries:
            text = quoting.citation(entry, comparison)
            assert (entry.voice.value in text) == (entry.voice is not Voice.OWN)


@pytest.mark.parametrize("reason", ["long", "terminal"])
async def test_where_copying_may_fail_a_file_is_offered(
    seed: Dossier, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    if reason == "long":
        monkeypatch.setattr(quoting, "CLIPBOARD", 10)
    else:
        monkeypatch.setenv("TERM_PROGRAM", "Apple_Terminal")
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("y")
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert app.clipboard == ""
        assert "tiktok-quote.txt" in told(app)
    assert "— ByteDance" in Path("tiktok-quote.txt").read_text(encoding="utf-8")


async def test_the_article_is_opened_in_the_pager_from_every_screen_that_shows_it(
    seed: Dossier, reader: Path
) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        app.no_color = True
        for keys in (("O",), ("enter", "O"), ("escape", "D", "O"), ("enter", "O")):
            await pilot.press(*keys)
            await settle(pilot)
            name, mode, no_color, text = reader.read_text(encoding="utf-8").split("\n", 3)
            assert (name, mode, no_color) == ("seed-article.txt", "400", "1")
            assert text == seed.documents()[0].text
            reader.unlink()


async def test_with_an_editor_and_a_url_there_is_a_choice(
    seed: Dossier, reader: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", outside_command())
    opened: list[str] = []
    monkeypatch.setattr(PositionsApp, "open_url", lambda self, url: opened.append(url))
    async with shown(seed, (120, 40)) as (app, pilot):
        document = replace(seed.documents()[0], url="https://example.org/a?b=c")
        for key in "peb":
            app.taking.open(document)
            await pilot.pause()
            assert isinstance(app.screen, Ways)
            await pilot.press(key)
            await settle(pilot)
            assert reader.exists() == (key != "b")
            reader.unlink(missing_ok=True)
        app.taking.open(document)
        await pilot.pause()
        await pilot.press("escape")
        assert app.screen is app.home
    assert opened == ["https://example.org/a?b=c"]


def outside_command() -> str:
    import os

    return os.environ["PAGER"]


async def test_a_program_that_is_missing_is_told(
    seed: Dossier, reader: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", "no-such-pager -R")
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("O")
        await settle(pilot)
        assert "no-such-pagercouldnotbestarted:Nosuchfileordirectory." in told(app)


async def test_a_terminal_that_cannot_be_handed_over_is_told(
    seed: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", "cat")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("O")
        await settle(pilot)
        assert "cannotbehandedtoanotherprogram" in told(app)


def test_the_copy_holds_nothing_that_acts_and_is_gone_afterwards() -> None:
    document = Document("1", "2", "../a\x1b[31m/b c", "pay \x1b]52;c;aGk=\x07 now\u202e")
    with outside.copied(document) as path:
        assert path.read_text(encoding="utf-8") == "pay ]52;c;aGk= now"
        assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IRGRP)
        assert path.name == "a-31m-b-c.txt"
    assert not path.exists()


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:x", "http://a b", "", "ftp://x"])
def test_only_web_addresses_go_to_the_browser(url: str) -> None:
    assert outside.web_address(Document("1", "2", "n", "t", url=url)) == ""
