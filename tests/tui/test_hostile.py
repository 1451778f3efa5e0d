"""Hostile text on every screen: the characters stay equal, nothing is obeyed."""

from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Static

from analysis.characters import one_line, visible
from analysis.dossier import Dossier, Unread
from analysis.errors import PositionsError
from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    Document,
    Evidence,
    Glance,
    IssueMatch,
    Kind,
    Layer,
    LayerKind,
    Marker,
    PartyKind,
    Resolution,
    Span,
    Statement,
    SuggestedParty,
    Tone,
    ToneWord,
    Voice,
)
from analysis.unread import UnreadList
from tests.tui.dossiers import MADE, make
from tests.tui.screen import flat, settle, shown, told
from tui import render
from tui.app import PositionsApp
from tui.screens.adding import AddDialog
from tui.screens.dossiers import DossiersScreen
from tui.widgets.dialogs import Note
from tui.widgets.fields import Line, Paper
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
# Three at a time where a program is started for them: what one of them breaks, the others show.
KINDS = tuple(HOSTILE)
TRIPLES = {"+".join(KINDS[n::3]): " ".join(HOSTILE[k] for k in KINDS[n::3]) for n in range(3)}
TOGETHER = pytest.mark.parametrize("text", TRIPLES.values(), ids=TRIPLES.keys())
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

    def found(document: Document, start: int, number: int) -> Attribution:
        place = Span(start, start + len(text))
        statement = Statement(
            f"statement-{number}",
            place,
            text,
            Voice.OWN,
            Certainty.HEDGED,
            (Marker(place, Certainty.HEDGED),),
            tone=Tone(0.5, "positive", (ToneWord(place.start, place.end, 2.0),)),
            issues=(IssueMatch("i", (place,)),),
        )
        return Attribution(
            id=f"a{number}",
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

    def read(document: Document) -> Analysis:
        first = document.text.index(text)
        second = document.text.index(text, first + len(text))
        both = tuple(found(document, at, number) for number, at in enumerate((first, second)))
        return Analysis(document.id, MADE, both)

    article = f"They said {text} and no more.\n\nThey said {text} again."
    return make(Path("h"), toml, {"article.txt": article}, read)


_ESCAPES = {  # what a TOML string must not hold as it is
    code: f"\\u{code:04x}" for code in (*range(32), 34, 92, *range(127, 160), 0x202E, 0x202C)
}


def words(app: PositionsApp, selector: str) -> str:
    return "".join(app.screen.query_one(selector).render().plain.split())  # type: ignore[union-attr]


@TOGETHER
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


@TOGETHER
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


@TOGETHER
async def test_the_screens_of_dossiers_documents_and_parties(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents and what was not read, parties, suggestions, forms, dossiers, dialogs, toasts."""
    party = SuggestedParty(
        "x", text, PartyKind.GROUP, (text,), evidence=Evidence("d", Span(0, 1), text)
    )
    monkeypatch.setattr(Dossier, "suggest_parties", lambda self: (party,))
    monkeypatch.setattr(Dossier, "suggest_issues", lambda self: ())
    expected = squeezed(text)
    dossier = hostile_dossier(text)
    async with shown(dossier, (200, 60)) as (app, pilot):
        await pilot.press("y")
        await settle(pilot)
        assert render.literal(text)[:10].split()[0] in told(app), "the toast"
        UnreadList(dossier.path).tried((), [Unread(text, text, text)])
        await pilot.press("D")
        await settle(pilot)
        assert flat(app).count(expected) >= 3  # title, reason, hint; of a path the last part
        await pilot.press("enter")
        assert flat(app).count(expected) >= 2
        await pilot.press("escape", "end", "enter")
        assert expected in flat(app)  # the whole article
        await pilot.press("escape", "E")
        await settle(pilot)
        while "SUGGESTED" in flat(app) and "Reading" in flat(app):
            await pilot.pause(0.01)
        assert flat(app).count(expected) >= 5  # title, party, issue, suggestion and its names
        await pilot.press("enter")
        assert app.screen.query_one("#name", Line).value == one_line(text)
        await pilot.press("escape", "x")
        assert expected in flat(app)  # the question
        await pilot.press("escape", "end", "plus")
        await settle(pilot)
        assert app.return_value is None
        shows = [Glance(Path(f"/x/{text}".replace("\0", "")), text, problem=text)]
        app.push_screen(DossiersScreen(shows, Path()))
        await settle(pilot)
        assert flat(app).count(expected) >= 2  # title, problem
        app.go_home()
        app.push_screen(AddDialog())
        await settle(pilot)
        app.screen.query_one("#path", Line).value = ""
        app.screen.query_one("#path", Line).post_message(Paste(text))
        await settle(pilot)
        assert app.screen.query_one("#path", Line).value == one_line(text)
        await pilot.press("enter", "ctrl+t")
        app.screen.query_one("#text", Paper).post_message(Paste(text))
        await settle(pilot)
        assert app.screen.query_one("#text", Paper).text == visible(text)
        app.go_home()
        await pilot.press("e")
        await settle(pilot)
        preview = app.screen.query_one("#preview", Static)
        while str(preview.render()) == "…":
            await pilot.pause(0.01)
        assert not set(str(preview.render())) & set("\x1b\x9b\u202e\x00\x07")
        assert app.return_value is None, "nothing was obeyed"
