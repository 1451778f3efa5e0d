"""`e` asks for form, extent and file, and never writes over a file without asking."""

import json
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from analysis.dossier import Dossier
from tests.tui.dossiers import lind, make
from tests.tui.screen import settle, shown, told, wrong
from tui.app import PositionsApp
from tui.screens.exporting import ExportDialog
from tui.widgets.dialogs import Confirm
from tui.widgets.fields import Options, PathLine

PORT = 'title = "The port"\n[[party]]\nid = "lind"\nname = "Mara Lind"\n'
FILE = Path("tiktok-comparison.md")


async def previewed(app: PositionsApp, pilot: Pilot[int]) -> str:
    """The preview, once it is made."""
    preview = app.screen.query_one("#preview", Static)
    while (text := str(preview.render())) == "…":
        await pilot.pause(0.01)
    return text


async def test_export_writes_and_says_where(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        await pilot.press("e", "enter")
        await settle(pilot)
        assert FILE.read_text(encoding="utf-8") == seed.export("md")
        assert "Writtento" in told(app)
        assert "tiktok-comparison.md" in told(app)


async def test_form_and_extent_are_chosen_and_previewed(seed: Dossier) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("3", "e")
        assert "# The TikTok deal, September 2020" in await previewed(app, pilot)
        await pilot.press("shift+tab", "shift+tab", "right", "right")
        assert app.screen.query_one("#form", Options).value == "JSON"
        assert app.screen.query_one("#path", PathLine).value.endswith("tiktok-comparison.json")
        await settle(pilot)
        assert (await previewed(app, pilot)).splitlines()[1].startswith("{")
        await pilot.press("tab", "right")
        assert app.screen.query_one("#what", Options).value == "only Microsoft"
        await pilot.press("ctrl+s")
        await settle(pilot)
    written = json.loads(Path("tiktok-comparison.json").read_text(encoding="utf-8"))
    assert [party["id"] for party in written["parties"]] == ["microsoft"]


async def test_another_file_and_a_folder(seed: Dossier) -> None:
    Path("out").mkdir()
    async with shown(seed) as (app, pilot):
        await pilot.press("e")
        app.screen.query_one("#path", PathLine).value = "out"
        await pilot.press("enter")
        assert "outisafolder:nameafileinit." in wrong(app)
        app.screen.query_one("#path", PathLine).value = "out/mine.csv"
        await pilot.press("shift+tab", "shift+tab", "right")
        assert app.screen.query_one("#path", PathLine).value == "out/mine.csv", "it is hers"
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert Path("out/mine.csv").read_text(encoding="utf-8") == seed.export("csv")


async def test_export_from_the_matrix(seed: Dossier) -> None:
    async with shown(seed) as (_, pilot):
        await pilot.press("m", "e", "enter")
        await settle(pilot)
        assert FILE.exists()


@pytest.mark.parametrize(("key", "kept"), [("n", True), ("escape", True), ("y", False)])
async def test_export_asks_before_overwriting(seed: Dossier, key: str, kept: bool) -> None:
    FILE.write_text("mine", encoding="utf-8")
    async with shown(seed) as (app, pilot):
        await pilot.press("e", "enter")
        assert isinstance(app.screen, Confirm)
        assert FILE.read_text(encoding="utf-8") == "mine"
        await pilot.press(key)
        await settle(pilot)
        assert (FILE.read_text(encoding="utf-8") == "mine") is kept
        assert isinstance(app.screen, ExportDialog) is kept, "another name may be written"


async def test_overwriting_is_confirmed_with_the_mouse(seed: Dossier) -> None:
    FILE.write_text("mine", encoding="utf-8")
    async with shown(seed) as (_, pilot):
        await pilot.press("e", "enter")
        await pilot.click("#yes")
        await settle(pilot)
        assert FILE.read_text(encoding="utf-8") != "mine"


async def test_what_cannot_be_written_is_said_with_the_reason(
    seed: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    async with shown(seed) as (app, pilot):
        await pilot.press("e")
        monkeypatch.setattr("os.open", refuse)
        await pilot.press("enter")
        await pilot.pause()
        monkeypatch.undo()
        assert "couldnotbewritten:Permissiondenied" in wrong(app)
        assert isinstance(app.screen, ExportDialog)


async def test_what_is_shown_is_written_with_a_filter_and_of_the_dossier_that_is_open(
    seed: Dossier,
) -> None:
    texts = {"port.txt": "Mara Lind said the port will close."}
    other = make(Path("port"), PORT, texts, lind)
    async with shown(seed, (120, 40)) as (app, pilot):
        app.action_narrow('"confident our proposal"')
        await pilot.press("e", "enter")
        await settle(pilot)
        text = Path("tiktok-comparison.md").read_text(encoding="utf-8")
        assert "Filtered: 1 of 17 statements" in text
        assert "confident our proposal" in text
        assert "decided to pick" not in text
        app.desk.open(other.path)
        await settle(pilot)
        assert app.dossier.name == "port"
        await pilot.press("e", "enter")
        await settle(pilot)
        text = Path("port-comparison.md").read_text(encoding="utf-8")
        assert "Filtered" not in text
        assert "the port will close" in text
        assert "proposal" not in text


async def test_a_link_is_not_followed(seed: Dossier, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.md"
    FILE.symlink_to(elsewhere)
    async with shown(seed) as (app, pilot):
        await pilot.press("e", "enter")
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await settle(pilot)
        assert "couldnotbewritten:itisnoplainfile" in wrong(app)
    assert not elsewhere.exists()
    assert FILE.is_symlink()


async def test_where_the_current_folder_is_gone_the_home_folder_is_proposed(
    seed: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    async with shown(seed) as (app, pilot):
        gone.rmdir()
        await pilot.press("e")
        assert app.screen.query_one("#path", PathLine).value == "~/tiktok-comparison.md"
    monkeypatch.undo()
