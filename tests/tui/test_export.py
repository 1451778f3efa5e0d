"""`e` writes the comparison into the current folder, and never over a file without asking."""

from pathlib import Path

import pytest

from analysis.dossier import Dossier
from tests.tui.screen import settle, shown, told
from tui.widgets.dialogs import Confirm

FILE = Path("tiktok-comparison.md")


async def test_export_writes_and_says_where(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        await pilot.press("e")
        await settle(pilot)
        assert FILE.read_text(encoding="utf-8") == seed.export("md")
        assert "writtento" in told(app)
        assert "tiktok-comparison.md" in told(app)


async def test_export_from_the_matrix(seed: Dossier) -> None:
    async with shown(seed) as (_, pilot):
        await pilot.press("m", "e")
        await settle(pilot)
        assert FILE.exists()


@pytest.mark.parametrize(("key", "kept"), [("n", True), ("escape", True), ("y", False)])
async def test_export_asks_before_overwriting(seed: Dossier, key: str, kept: bool) -> None:
    FILE.write_text("mine", encoding="utf-8")
    async with shown(seed) as (app, pilot):
        await pilot.press("e")
        assert isinstance(app.screen, Confirm)
        assert FILE.read_text(encoding="utf-8") == "mine"
        await pilot.press(key)
        await settle(pilot)
        assert (FILE.read_text(encoding="utf-8") == "mine") is kept


async def test_overwriting_is_confirmed_with_the_mouse(seed: Dossier) -> None:
    FILE.write_text("mine", encoding="utf-8")
    async with shown(seed) as (_, pilot):
        await pilot.press("e")
        await pilot.click("#yes")
        await settle(pilot)
        assert FILE.read_text(encoding="utf-8") != "mine"


async def test_what_cannot_be_written_is_said_with_the_reason(
    seed: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refuse)
    async with shown(seed) as (app, pilot):
        await pilot.press("e")
        await settle(pilot)
        assert "couldnotbewritten:Permissiondenied" in told(app)
        assert "Startpositionsinafolderthatyoumaywriteto" in told(app)


async def test_a_link_is_not_followed(seed: Dossier, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.md"
    FILE.symlink_to(elsewhere)
    async with shown(seed) as (app, pilot):
        await pilot.press("e")
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert "couldnotbewritten:itisnoplainfile" in told(app)
    assert not elsewhere.exists()
    assert FILE.is_symlink()


async def test_a_folder_that_is_gone_is_said(
    seed: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    async with shown(seed) as (app, pilot):
        gone.rmdir()
        await pilot.press("e")
        await settle(pilot)
        assert "Thecurrentfolderisgone" in told(app)
    monkeypatch.undo()
