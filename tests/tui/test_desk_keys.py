"""The keys of documents, parties, dossiers and of getting things out, and the palette's lines."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from analysis.dossier import Dossier
from analysis.places import home_path
from tests.tui.desk_cases import DESK_CASES, Case, chosen
from tests.tui.dossiers import gold, make
from tests.tui.screen import settle, shown
from tui.actions import ACTIONS, Action, Where
from tui.app import PositionsApp
from tui.palette import ActionProvider
from tui.screens.dossiers import DossiersScreen
from tui.screens.lists import ListScreen


@pytest.fixture
def several(seed: Dossier, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    """The seed with more articles, with two dossiers more, and with a pager and an editor."""
    monkeypatch.setenv("PAGER", "a-pager")
    monkeypatch.setenv("EDITOR", "an-editor")
    for name in ("one", "two"):
        make(home_path() / name, f'title = "{name}"\n', {}, gold)
    for number in range(9):
        Path(f"more-{number}.txt").write_text(f"The port closes on day {number}.")
    seed._language.read = lambda d: gold(d) if "TikTok" in d.text else _nothing(d)  # type: ignore[union-attr]
    seed.add(sorted(Path().glob("more-*.txt")))
    return seed


def _nothing(document: object) -> object:
    from tests.tui.dossiers import nothing

    return nothing(document)  # type: ignore[arg-type]


def action(name: str, where: Where) -> Action:
    return next(a for a in ACTIONS if a.id == name and where in a.where)


async def prepare(app: PositionsApp, pilot: Pilot[int], case: Case) -> None:
    app.go_home()
    await pilot.pause()
    for place in app.home.places:
        place.selected = 0
    app.home.focus_party(0)
    for before in case.before:
        await app.screen.run_action(before if "." in before else f"screen.{before}")
        await arrived(pilot, before)
    assert not case.check(app), f"{case.action} holds already"


@pytest.mark.parametrize("where", DESK_CASES)
async def test_keys_and_palette(several: Dossier, where: Where) -> None:
    """The first key of an action does it; the others and the palette run the same."""
    async with shown(several, (60, 20)) as (app, pilot):
        for case in DESK_CASES[where]:
            does = action(case.action, where)
            await prepare(app, pilot, case)
            lines = {line.name: line.action for line in ActionProvider(app.screen).commands()}
            assert lines[does.label] == does.call(does.keys[0])
            bound = app.screen.active_bindings
            assert {bound[key].binding.action for key in does.keys} == {does.call(does.keys[0])}
            await pilot.press(does.keys[0])
            await arrived(pilot, case.action)
            assert case.check(app), f"{does.keys[0]} does not {case.action} on {where}"


async def arrived(pilot: Pilot[int], name: str) -> None:
    """Wait until what an action asked for is shown: dossiers are looked at in a thread."""
    await settle(pilot)
    while name.endswith("dossiers") and not isinstance(pilot.app.screen, DossiersScreen):
        await pilot.pause(0.01)


async def test_a_row_is_chosen_and_opened_with_the_mouse(several: Dossier) -> None:
    async with shown(several, (80, 24)) as (app, pilot):
        await pilot.press("D")
        await pilot.click("RowList", offset=(5, 5))
        assert chosen(app) == 2
        assert isinstance(app.screen, ListScreen)
        await pilot.click("RowList", offset=(5, 5), times=2)
        await pilot.pause()
        assert not isinstance(app.screen, ListScreen)
