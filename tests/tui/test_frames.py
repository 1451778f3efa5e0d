"""Golden text frames of every screen. Look at a changed frame before you keep it:
POSITIONS_UPDATE_GOLDEN=1 pytest tests/tui/test_frames.py && git diff tests/golden
"""

from pathlib import Path

import pytest

from analysis.dossier import Dossier
from tests.tui.dossiers import gold_dossier, make, nothing, talkative
from tests.tui.scenes import SCENES, visit
from tests.tui.screen import SIZES, assert_golden, frame, shown

Size = tuple[int, int]
AT = pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
TALK = "Mara Lind said the port will close. The Harbour Union said nobody asked it. "
SILENT = 'title = "The port"\n[[party]]\nid = "port"\nname = "Port of Rotterdam"\n'


def name(screen: str, size: Size) -> str:
    return f"{screen}-{size[0]}x{size[1]}"


@AT
async def test_seed_screens(seed: Dossier, size: Size) -> None:
    async with shown(seed, size) as (app, pilot):
        for scene_name, scene in SCENES.items():
            if scene.framed:
                await visit(app, pilot, scene)
                assert_golden(name(scene_name, size), frame(app))


async def test_panes_on_a_wide_screen(seed: Dossier) -> None:
    async with shown(seed, (200, 50)) as (app, _):
        assert_golden("panes-200x50", frame(app))


@AT
async def test_without_documents(size: Size) -> None:
    dossier = make(Path("my"), 'title = "My subject"\n', {}, nothing)
    async with shown(dossier, size) as (app, _):
        assert_golden(name("no-documents", size), frame(app))


@AT
async def test_without_parties(size: Size) -> None:
    articles = {"monday.txt": TALK, "tuesday.txt": TALK + "Later it rained."}
    dossier = make(Path("my"), 'title = "My subject"\n', articles, talkative)
    async with shown(dossier, size) as (app, _):
        assert_golden(name("no-parties", size), frame(app))


@AT
async def test_party_without_statements(size: Size) -> None:
    dossier = make(Path("port"), SILENT, {"monday.txt": TALK}, nothing)
    async with shown(dossier, size) as (app, _):
        assert_golden(name("silent-party", size), frame(app))


async def test_too_small(seed: Dossier) -> None:
    async with shown(seed, (38, 11)) as (app, _):
        assert_golden("too-small-38x11", frame(app))


async def test_five_names_and_a_quote_on_an_ordinary_terminal(tmp_path: Path) -> None:
    async with shown(gold_dossier(tmp_path / "there"), (120, 40)) as (app, _):
        text = frame(app)
        for party in app.home.comparison.parties:
            assert party.party.name in text
        assert "it has decided to pick Oracle" in text
