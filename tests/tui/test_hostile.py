"""Hostile text on every screen: the characters stay equal, nothing is obeyed."""

from pathlib import Path

import pytest

from analysis.characters import visible
from analysis.dossier import Dossier
from analysis.errors import PositionsError
from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    Document,
    IssueMatch,
    Kind,
    Layer,
    LayerKind,
    Marker,
    Resolution,
    Span,
    Statement,
    Tone,
    ToneWord,
    Voice,
)
from tests.tui.dossiers import MADE, make
from tests.tui.screen import flat, settle, shown, told
from tui import render
from tui.app import PositionsApp
from tui.widgets.dialogs import Note
from tui.widgets.statements import StatementList

HOSTILE = {
    "clipboard": "pay \x1b]52;c;aGVsbG8=\x07 now",
    "colours": "a \x1b[31mred\x1b[0m and \x9b32mgreen",
    "close": "x [/] y [/b] z",
    "link": "[@click=app.quit]press[/] [link=http://x]here[/link]",
    "editor": "[the company] continues [sic] [T]he [emphasis added]",
    "variable": "$text $primary {0} %s \\[b] [b]bold[/b]",
    "bidi": "a \u202eneve\u202c b \u2066c\u2069 \u200fd",
    "nul": "a\x00b \u200bc",
    "wide": "東京で合意 🎉 ｗｉｄｅ 👩‍👩‍👧 e\u0301 ❤\ufe0f",
}
EACH = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())


def squeezed(text: str) -> str:
    return "".join(visible(text).split())


def hostile_dossier(text: str) -> Dossier:
    """`text` wherever text can come from: names, article, speaker, reasons, chain."""
    quoted = '"' + text.translate(_ESCAPES) + '"'
    toml = (
        f'title = {quoted}\n[[party]]\nid = "p"\nname = {quoted}\n'
        f'[[issue]]\nid = "i"\nname = {quoted}\n'
    )

    def read(document: Document) -> Analysis:
        start = document.text.index(text)
        place = Span(start, start + len(text))
        statement = Statement(
            "s1",
            place,
            text,
            Voice.OWN,
            Certainty.HEDGED,
            (Marker(place, Certainty.HEDGED),),
            tone=Tone(0.5, "positive", (ToneWord(place.start, place.end, 2.0),)),
            issues=(IssueMatch("i", (place,)),),
        )
        attribution = Attribution(
            id="a1",
            document=document.id,
            source=(place,),
            cue=(Span(start - 5, start - 1),),
            content=(place,),
            kind=Kind.DIRECT,
            speaker=text,
            party="p",
            also=(),
            about=(),
            voice=Voice.OWN,
            certainty=Certainty.HEDGED,
            chain=(Layer(text, LayerKind.OUTLET, inferred=True),),
            tone=statement.tone,
            resolutions=(Resolution("p", place, text, text, place, 0.5, ("p",)),),
            rule=text,
            confidence=0.5,
            parts=(statement,),
        )
        return Analysis(document.id, MADE, (attribution,))

    return make(Path("h"), toml, {"article.txt": f"They said {text} and no more."}, read)


_ESCAPES = {  # what a TOML string must not hold as it is
    code: f"\\u{code:04x}" for code in (*range(32), 34, 92, *range(127, 160), 0x202E, 0x202C)
}


def words(app: PositionsApp, selector: str) -> str:
    return "".join(app.screen.query_one(selector).render().plain.split())  # type: ignore[union-attr]


@EACH
async def test_every_screen_shows_the_same_characters(text: str) -> None:
    async with shown(hostile_dossier(text), (200, 50)) as (app, pilot):
        expected = squeezed(text)
        # title, heading, position, speaker and statement
        assert flat(app).count(expected) >= 4
        await pilot.press("enter")
        assert expected in flat(app)  # the article itself
        reasons = words(app, "#reasons")
        assert reasons.count(expected) >= 6
        await pilot.press("escape", "m")
        assert flat(app).count(expected) >= 3  # header, issue, cell
        await pilot.press("escape", "ctrl+p")
        await settle(pilot)
        assert expected in flat(app)  # the palette names the parties
        await pilot.press("escape")
        app.tell(PositionsError(f"No: {text}"))
        await settle(pilot)
        assert f"No:{expected}" in told(app)
        app.tell(PositionsError(f"{text} " * 40, "hint"))
        await settle(pilot)
        assert isinstance(app.screen, Note)
        assert expected in flat(app)
        await pilot.press("escape")
        await pilot.resize_terminal(60, 20)
        await pilot.press("enter", "tab", "escape", "m", "escape")
        await settle(pilot)
        assert app.screen is app.home
        assert app.return_value is None, "nothing was obeyed"


@EACH
async def test_sources_without_parties(text: str) -> None:
    dossier = hostile_dossier(text)
    (dossier.path / "dossier.toml").write_text('title = "T"\n', encoding="utf-8")
    dossier.reload()
    async with shown(dossier, (120, 40)) as (app, _):
        if dossier.comparison().sources:
            assert squeezed(dossier.comparison().sources[0].name) in flat(app)


async def test_a_folder_name_with_markup() -> None:
    dossier = make(
        Path("[b]x[@click=app.quit]y"), 'title = "T"\n', {}, lambda d: Analysis(d.id, MADE)
    )
    async with shown(dossier, (120, 40)) as (app, pilot):
        assert "[b]x[@click=app.quit]y" in flat(app)
        await pilot.press("e", "enter")
        await settle(pilot)
        assert Path("[b]x[@click=app.quit]y-comparison.md").exists()
        assert "[b]x[@click=app.quit]y-comparison.md" in told(app)


async def test_a_very_long_quote_is_shown_to_its_end() -> None:
    text = "word " * 1999 + "END." + "x" * 10_000
    async with shown(hostile_dossier(text), (80, 24)) as (app, pilot):
        statements = app.home.statements
        assert isinstance(statements, StatementList)
        lines = statements.item_lines(0, statements.line_width)
        drawn = "".join(line.plain[4:] for line in lines)
        assert squeezed(text) in "".join(drawn.split())
        for _ in range(3):
            await pilot.press("down")
        assert statements.scroll_offset.y > 20, "a long statement is read by scrolling"
        await pilot.press("enter")
        assert "word word" in "".join(flat(app)) or squeezed("word word") in flat(app)


@EACH
def test_literal_content_is_the_text(text: str) -> None:
    assert render.say(text).plain == visible(text)
