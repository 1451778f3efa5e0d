"""Title, outlet, author and date of an article are put right from the list of documents."""

from pathlib import Path

import pytest

from analysis.dossier import Dossier
from tests.tui.dossiers import gold_dossier
from tests.tui.screen import SIZES, assert_golden, flat, frame, settle, shown, wrong
from tui.cli import main
from tui.screens.describing import DescribeForm
from tui.widgets.fields import Line


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_the_form(seed: Dossier, size: tuple[int, int]) -> None:
    async with shown(seed, size) as (app, pilot):
        await pilot.press("D", "end", "e")
        assert_golden(f"describe-{size[0]}x{size[1]}", frame(app))


async def test_what_is_written_is_shown_at_once_and_taken_back_by_a_key(seed: Dossier) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("D", "end", "e")
        assert isinstance(app.screen, DescribeForm)
        for key, text in (("outlet", "Valley Post"), ("author", "Ann Oak"), ("date", "2020-9-1")):
            app.screen.query_one(f"#{key}", Line).value = text
        await pilot.press("ctrl+s")
        assert "2020-9-1'isnodate" in wrong(app)
        app.screen.query_one("#date", Line).value = "2020-09-01"
        await pilot.press("enter")
        await settle(pilot)
        assert "ValleyPost·2020-09-01✎" in flat(app)
        assert "takesitback" in flat(app)
        await pilot.press("e")
        assert "byhand;atfirst:nothing" in flat(app)
        await pilot.press("escape", "escape", "3", "enter")
        await settle(pilot)
        assert "ValleyPost,2020-09-01" in flat(app), "the citation of the quote"
        await pilot.press("escape", "D", "end", "u")
        await settle(pilot)
        assert "ValleyPost·2020" not in flat(app)
        await pilot.press("U")
        await settle(pilot)
        assert "ValleyPost·2020" in flat(app)
    document = Dossier.open(seed.path).documents()[0]
    assert (document.outlet, document.author) == ("Valley Post", "Ann Oak")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(gold_dossier(tmp_path / "there").path)
    command = ["--dossier", path, "decide", "seed-article", "describe"]
    assert main([*command, "outlet", "Valley", "Post"]) == 0
    event = capsys.readouterr().out.strip()
    assert main(["--dossier", path, "history"]) == 0
    told = capsys.readouterr().out
    assert event in told
    assert "outlet: none → Valley Post" in told
    assert main([*command, "date", "soon"]) == 2
    assert "is no date" in capsys.readouterr().err
