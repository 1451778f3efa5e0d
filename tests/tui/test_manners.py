"""Keys of one's own, themes, ASCII, a place that is remembered, traces, completion."""

import ast
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import ANSIToTruecolor

import tui
from analysis.dossier import Dossier
from analysis.errors import SettingsError
from tests.tui.dossiers import make, nothing
from tests.tui.screen import frame, settle, shown
from tui import actions, render, signs
from tui.app import PositionsApp
from tui.ascii import AsciiFilter
from tui.config import TEMPLATE, Config, load_config
from tui.ink import Ink
from tui.screens.matrix import MatrixScreen
from tui.screens.panes import PanesScreen
from tui.state import State, load_state, save_state, state_path
from tui.theme import ANSI, THEMES
from tui.trace import keep_trace, log_path


@pytest.fixture(autouse=True)
def _plain_again() -> Iterator[None]:
    yield
    actions.keymap({})
    actions.spell_out(False)
    render.mark_verbatim(False)


def config(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


async def opened(app: PositionsApp, *keys: str) -> str:
    """Press keys and return the picture."""
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        return frame(app)


async def test_an_action_has_the_keys_that_the_file_gives_it(seed: Dossier, tmp_path: Path) -> None:
    found = load_config(config(tmp_path, '[keys]\nmatrix = ["M", "f2"]\nhelp = "f3"\n'))
    for key, screen in (("M", MatrixScreen), ("f2", MatrixScreen), ("m", PanesScreen)):
        app = PositionsApp(seed, found)
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await pilot.press(key)
            await settle(pilot)
            assert isinstance(app.screen, screen), key
    text = await opened(PositionsApp(seed, found))
    assert "M Matrix" in text
    assert "f3 Help" in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("theme = 'drak'", "theme = drak is not known.\nDid you mean dark?"),
        ("thme = 'dark'", "thme is not known.\nDid you mean theme?"),
        ("ascii = 'yes'", "ascii must be true or false."),
        ("[keys]\nmatrx = 'M'", "keys.matrx is not known.\nDid you mean matrix?"),
        ("[keys]\nmatrix = []", "keys.matrix must be a list of keys."),
        ("[keys]\nmatrix = 'pagedwn'", "there is no key 'pagedwn'.\nDid you mean pagedown?"),
        ("[keys]\nmatrix = 'v'", "keys.matrix: v is the key of verify, too"),
        ("[keys]\ngo_party = ['a']", "It takes 9."),
        ("[keys", "is not TOML"),
    ],
)
def test_what_is_wrong_in_the_file_is_named_with_the_nearest(
    tmp_path: Path, text: str, told: str
) -> None:
    path = config(tmp_path, text)
    with pytest.raises(SettingsError) as error:
        load_config(path)
    assert str(path) in str(error.value)
    assert told in str(error.value)


def test_the_template_is_a_file_that_can_be_used(tmp_path: Path) -> None:
    assert load_config(config(tmp_path, TEMPLATE)) == Config()
    assert load_config(tmp_path / "none.toml") == Config()
    spoken = TEMPLATE.replace("# theme", "theme").replace("# ascii", "ascii")
    spoken = spoken.replace("# matrix", "matrix").replace("# page_down", "page_down")
    found = load_config(config(tmp_path, spoken))
    assert (found.theme, found.ascii) == ("dark", True)
    assert found.keys["matrix"] == ("M", "f2")


@pytest.mark.parametrize("theme", THEMES)
async def test_a_theme_changes_colours_alone(seed: Dossier, theme: str) -> None:
    plain = await opened(PositionsApp(seed, Config(theme="dark")), "3", "down")
    assert await opened(PositionsApp(seed, Config(theme=theme)), "3", "down") == plain


async def test_the_terminals_own_colours_are_its_own_from_the_start(seed: Dossier) -> None:
    app = PositionsApp(seed, Config(theme="ansi"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert not any(isinstance(one, ANSIToTruecolor) for one in app.get_line_filters())
        await pilot.press("t")  # the dark one
        assert any(isinstance(one, ANSIToTruecolor) for one in app.get_line_filters())


@pytest.mark.parametrize("colours", [True, False])
async def test_what_is_lit_is_told_by_form_on_a_ground_that_nobody_knows(colours: bool) -> None:
    style = {name: f"on {ANSI.variables[name]}" for name in ("lit", "content", "other")}
    ground = {name: Color.parse(words[3:]).rich_color for name, words in style.items()}
    (lit, passage, others) = Ink(colours=colours).apply(
        [Segment(name, Style(bgcolor=one)) for name, one in ground.items()], Color(0, 0, 0)
    )
    assert lit.style
    assert passage.style
    assert others.style
    assert bool(lit.style.reverse) is not colours
    assert passage.style.underline
    assert others.style.dim
    assert all(one.style.bgcolor.is_default for one in (passage, others) if one.style.bgcolor)
    assert colours or lit.style.bgcolor is None or lit.style.bgcolor.is_default


async def test_the_themes_come_round(seed: Dossier) -> None:
    app = PositionsApp(seed)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        seen = [app.theme]
        for _ in THEMES:
            await pilot.press("t")
            seen.append(app.theme)
    assert seen[0] == seen[-1]
    assert set(seen) == {theme.name for theme in THEMES.values()}


async def test_without_colour_the_picture_is_the_same(
    seed: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_state(seed.path, State(theme="light"))
    coloured = await opened(PositionsApp(seed), "m")
    monkeypatch.setenv("NO_COLOR", "1")
    app = PositionsApp(seed)
    assert await opened(app, "m") == coloured
    await app.action_quit()
    assert app.theme == THEMES["ansi"].name, "greys are colours, too"
    assert [type(one) for one in app.get_line_filters()] == [Ink]
    assert load_state(seed.path).theme == "light", "what was chosen for colours stays"


@pytest.mark.parametrize(
    "keys",
    [
        *((), ("m",), ("T",), ("c",), ("question_mark",), ("enter",), ("V",), ("number_sign",)),
        *(("f",), ("e",), ("a",), ("E",), ("o",), ("D",), ("R",), ("plus",), ("slash", "x")),
        ("ctrl+p",),
    ],
)
async def test_in_ascii_signs_and_borders_are_ascii_and_quotes_stay(
    seed: Dossier, keys: tuple[str, ...]
) -> None:
    text = await opened(PositionsApp(seed, Config(ascii=True)), "3", *keys)
    strange = {char for char in text if not char.isascii()}
    # Words of the article keep their typographic marks.
    assert strange <= set("“”’‘—–…é"), strange
    if not keys:
        assert "TikTok’s" in text
    assert "= or its" not in text


def test_every_sign_that_the_program_draws_has_one_in_ascii() -> None:
    for path in Path(tui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                strange = {char for char in node.value if not char.isascii() and not char.isalpha()}
                shown = AsciiFilter().apply([Segment("".join(strange))], Color(0, 0, 0))
                assert shown[0].text.isascii(), (path.name, node.lineno, shown)


def test_signs_that_stand_at_one_place_differ_in_ascii() -> None:
    behind = [*signs.STANCE.values(), *signs.TONE.values(), signs.CUT, "✓", "✎", "¶"]
    for place in (behind, [*signs.VOICE.values(), signs.PARTLY], [*signs.CERTAINTY.values()]):
        (shown,) = AsciiFilter().apply([Segment("".join(place))], Color(0, 0, 0))
        assert len(set(shown.text)) == len(place), shown.text


KEYS = {"undo": ("z",), "clear": ("tilde",), "subjects": ("f4",), "beside": ("B",), "more": ("f5",)}


async def test_what_names_a_key_names_the_one_that_it_has_now(seed: Dossier) -> None:
    app = PositionsApp(seed, Config(keys=KEYS))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for keys, words in (
            (("3", "x"), "z takes it back"),
            (("B",), "B on another statement"),
            (("enter", "left_square_bracket", "left_square_bracket"), "f5 shows more"),
            (("escape", "slash", *"zzz", "enter"), "tilde clears"),
        ):
            await pilot.press(*keys)
            await settle(pilot)
            assert words in frame(app)
        assert "tilde shows everything again" in " ".join(frame(app).split())


async def test_the_reader_comes_back_to_the_place(seed: Dossier) -> None:
    app = PositionsApp(seed)
    await opened(app, "3", "down", "down", "b", "t", "q")
    entry = app.home.decided
    assert entry is not None
    again = PositionsApp(seed)
    async with again.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert again.home.focused_party == 2
        assert again.home.decided is not None
        assert again.home.decided.statement.id == entry.statement.id
        assert again.theme == THEMES["light"].name
        assert again.home.grouping is app.home.grouping


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 99, "party": "x"}', "\x00" * 50])
def test_a_state_that_cannot_be_read_counts_for_nothing(seed: Dossier, text: str) -> None:
    path = state_path(seed.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert load_state(seed.path) == State()
    save_state(seed.path, State(party="oracle"))
    assert load_state(seed.path).party == "oracle"
    assert json.loads(path.read_text(encoding="utf-8"))["version"] == 1


def test_a_state_that_names_what_is_gone_is_passed_over(seed: Dossier) -> None:
    save_state(seed.path, State("nobody", "nothing", "mauve", "century", "weather", ("a",)))
    app = PositionsApp(seed)
    assert app.theme == THEMES["dark"].name


def test_a_trace_is_kept_and_its_place_told() -> None:
    try:
        raise ValueError("seen by nobody")
    except ValueError as error:
        path = keep_trace(error)
    assert path == log_path()
    assert "seen by nobody" in log_path().read_text(encoding="utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_are_told_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    from tui.cli import main

    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for word in ("decide", "export", "--where", "--timeline"):
        assert word.lstrip("-") in script


def test_bash_completes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from tui.cli import main

    assert main(["completion", "bash"]) == 0
    script = tmp_path / "positions.bash"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    ask = (
        f"source {script}; COMP_WORDS=(positions export --format ''); COMP_CWORD=3; "
        "_shtab_positions positions '' --format; echo ${COMPREPLY[@]}"
    )
    done = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=False)
    assert done.stdout.split()[:3] == ["md", "csv", "json"], done.stderr


async def test_a_key_that_has_nothing_to_act_on_says_so(seed: Dossier) -> None:
    toml = 'title = "T"\n[[party]]\nid = "port"\nname = "Port of Rotterdam"\n'
    silent = make(Path("port"), toml, {"monday.txt": "It rained."}, nothing)
    async with shown(silent, (120, 40)) as (app, pilot):
        for key in ("v", "x", "w", "s", "i", "V", "C", "number_sign", "asterisk", "enter"):
            app.flash(render.say(""))
            await pilot.press(key)
            await settle(pilot)
            assert "There is no statement here" in frame(app), key
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("D", "end", "x")
        await settle(pilot)
        assert "Articles stay" in frame(app)
        await pilot.press("escape", "E", "plus")
        await settle(pilot)
        assert "This is no suggestion" in frame(app)


async def test_what_changes_nothing_in_sight_is_said(seed: Dossier) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        await pilot.press("r")
        await settle(pilot)
        assert "Read again: dossier.toml, 1 article." in frame(app)
        await pilot.press("t")
        await settle(pilot)
        assert "Theme: light" in frame(app)
