"""What a newcomer is told: a welcome, once, and hints that go away when they were followed."""

import pytest

from analysis.dossier import Dossier
from tests.tui.screen import flat, settle, shown
from tui.memory import Memory, memory_path
from tui.screens.panes import PanesScreen
from tui.screens.welcome import WelcomeScreen
from tui.widgets.hints import HINTS, HintLine


@pytest.fixture(autouse=True)
def _new_here(_quiet_terminal: None) -> None:
    memory_path().unlink()


async def test_the_welcome_comes_once_and_any_key_goes_on(seed: Dossier) -> None:
    async with shown(seed, (80, 24)) as (app, pilot):
        assert isinstance(app.screen, WelcomeScreen)
        assert "Whostandswhere,inwhosewords?" in flat(app)
        await pilot.press("x")
        assert isinstance(app.screen, PanesScreen)
        await settle(pilot)
        assert app.home.comparison.corrections.kinds == {}, "the key went on, and did nothing else"
    async with shown(Dossier.open(seed.path, language=seed._language), (80, 24)) as (app, _):
        assert isinstance(app.screen, PanesScreen)


async def test_a_click_goes_on_too(seed: Dossier) -> None:
    async with shown(seed, (60, 20)) as (app, pilot):
        await pilot.click(offset=(1, 1))
        assert isinstance(app.screen, PanesScreen)


async def test_each_hint_goes_away_when_it_was_followed_and_stays_away(seed: Dossier) -> None:
    def hint() -> str:
        line = app.home.query_one(HintLine)
        return "".join(str(line.render()).split()) if line.display and line.size.height else ""

    said = {name: "".join(does.split())[:20] for name, does in HINTS}
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("space")
        for name, key in zip(said, ("enter", "v", "R", "m", "question_mark"), strict=True):
            assert said[name] in hint(), name
            await pilot.press(key)
            await settle(pilot)
            await pilot.press("escape")
            await settle(pilot)
            assert said[name] not in hint(), name
        assert hint() == ""
    async with shown(seed, (120, 40)) as (app, _):
        assert hint() == "", "followed once is followed for ever"


@pytest.mark.parametrize("text", ["", "no JSON", '{"version": 9, "seen": ["welcome"]}', "[1]"])
def test_a_memory_that_cannot_be_read_is_an_empty_one(text: str) -> None:
    memory_path().write_text(text)
    assert not Memory().has_seen("welcome")
    Memory().see("welcome")
    assert Memory().has_seen("welcome")
