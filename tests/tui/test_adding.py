"""Adding articles from inside: chosen, shown, stopped, and nothing acknowledged is lost."""

import os
import re
from asyncio import timeout
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.aside import Aside
from analysis.dossier import Dossier
from analysis.models import Analysis, Document
from tests.tui.dossiers import Hand, lind, make, nothing
from tests.tui.screen import GIVE_UP, flat, settle, shown, told, wrong
from tui.app import PositionsApp
from tui.pace import Pace
from tui.screens.adding import AddDialog, paths_in
from tui.screens.documents import DocumentsScreen
from tui.widgets.fields import Line, Paper, PathLine, completions
from tui.widgets.progress import ProgressLine

TOML = 'title = "T"\n[[party]]\nid = "lind"\nname = "Mara Lind"\n'


def write(folder: str, *names: str, text: str = "Mara Lind said {} will close.") -> Path:
    Path(folder).mkdir(exist_ok=True)
    for name in names:
        Path(folder, name).write_text(text.format(name))
    return Path(folder)


async def test_files_and_a_folder_are_added_and_what_was_not_read_is_listed() -> None:
    dossier = make(Path("my"), TOML, {}, lind)
    write("news", "a.txt", "b.md")
    write("bad", "empty.txt", "blank.txt", text=" ")
    async with shown(dossier, (120, 40)) as (app, pilot):
        await pilot.press("a", *"ne", "tab", "enter", *"bad", "enter", "enter")
        await settle(pilot)
        assert [d.name for d in dossier.documents()] == ["a", "b"]
        assert "2articlesadded,2notread:Dliststhemwiththereasons." in told(app)
        await pilot.press("D")
        await settle(pilot)
        text = flat(app)
        assert "COULDNOTBEREAD" in text
        assert "blank.txtisempty" in text
        await pilot.press("enter")
        assert "blank.txt" in told(app)
        write("bad", "empty.txt", "blank.txt")
        await pilot.press("escape", "a", *"bad", "enter", "enter")
        await settle(pilot)
        assert isinstance(app.screen, DocumentsScreen)
        assert "COULDNOTBEREAD" not in flat(app), "tried again, and read"
        assert dossier.size == 4


async def test_what_could_not_be_read_is_known_the_next_time() -> None:
    dossier = make(Path("my"), TOML, {}, lind)
    write("bad", "empty.txt", "blank.txt", text=" ")
    dossier.add([Path("bad")])
    again = Dossier.open(dossier.path, language=Hand(lind))
    async with shown(again, (80, 24)) as (app, pilot):
        await pilot.press("D")
        assert "blank.txtisempty" in flat(app)
        assert "empty.txtisempty" in flat(app)
        await pilot.press("x")
        assert "blank.txtisempty" not in flat(app), "taken off the list"
        assert "empty.txtisempty" in flat(app)
    write("bad", "empty.txt")
    again.add([Path("bad") / "empty.txt"])
    assert Dossier.open(dossier.path).unread() == (), "read after all"


async def test_a_pasted_text_is_added_with_what_is_said_about_it() -> None:
    dossier = make(Path("my"), TOML, {}, lind)
    async with shown(dossier, (120, 40)) as (app, pilot):
        await pilot.press("a", "ctrl+t", "ctrl+s")
        assert "Pastethetexthere." in wrong(app)
        app.screen.query_one("#text", Paper).text = "Mara Lind said the port will close."
        app.screen.query_one("#outlet", Line).value = "Tidewater Post"
        app.screen.query_one("#date", Line).value = "yesterday"
        await pilot.press("ctrl+s")
        assert "'yesterday'isnodate:writeyear-month-day" in wrong(app)
        app.screen.query_one("#date", Line).value = "2024-05-01"
        await pilot.press("enter")
        await settle(pilot)
        (document,) = dossier.documents()
        assert (document.outlet, document.date) == ("Tidewater Post", "2024-05-01")
        assert "theportwillclose" in flat(app)


async def test_a_text_that_is_not_english_is_told() -> None:
    german = (
        "Der Betreiber will das Terminal bis zum Jahr erweitern, sagte die Leiterin am Dienstag. "
        "Die Gewerkschaft war in der Sache nicht gefragt worden, und der Senat prüft den Antrag. "
    )
    dossier = make(Path("my"), TOML, {}, lind)
    write("news", "hafen.txt", text=german * 2)
    async with shown(dossier, (120, 40)) as (app, pilot):
        await pilot.press("a", *"news", "enter", "enter")
        await settle(pilot)
        assert "hafen:thisdoesnotlooklikeEnglish." in told(app)


async def test_a_path_that_is_not_there_is_said_at_once() -> None:
    dossier = make(Path("my"), TOML, {}, lind)
    async with shown(dossier, (80, 24)) as (app, pilot):
        await pilot.press("a", "enter")
        assert "Writethepathofafileorfolder." in wrong(app)
        await pilot.press(*"nowhere", "enter", "enter")
        assert "nowheredoesnotexist." in wrong(app)
        await pilot.press("escape")
        assert not isinstance(app.screen, AddDialog)


async def test_reading_goes_on_meanwhile_and_escape_stops_after_the_document() -> None:
    dossier = make(Path("my"), TOML, {"first.txt": "Mara Lind said yes."}, lind)
    write("news", *(f"{n}.txt" for n in range(9)))
    go = {name: Event() for name in "13"}

    def read(document: Document) -> Analysis:
        if document.name in go:
            assert go[document.name].wait(GIVE_UP)
        return lind(document)

    async def until(words: str) -> None:
        async with timeout(GIVE_UP):
            while words not in flat(app):
                await pilot.pause(0.01)

    busy = Dossier.open(dossier.path, language=Hand(read))
    async with shown(busy, (120, 40)) as (app, pilot):
        await pilot.press("a", *"news", "enter", "enter")
        await until("1of9analysing·1")
        go["1"].set()
        await until("3of9analysing·3")
        await until("left")
        await pilot.press("enter", "escape", "D")
        assert "3of9" in flat(app), "the list of documents shows it, too"
        await pilot.press("escape", "escape")
        go["3"].set()
        await settle(pilot)
        assert [d.name for d in busy.documents()] == ["0", "1", "2", "3", "first"]
        assert "4articlesadded,stopped." in told(app)
        assert not app.home.query_one(ProgressLine).display


async def test_more_can_be_added_while_something_is() -> None:
    dossier = make(Path("my"), TOML, {}, lind)
    write("one", "a.txt"), write("two", "b.txt")
    reached, go = Event(), Event()

    def read(document: Document) -> Analysis:
        reached.set()
        assert go.wait(GIVE_UP)
        return lind(document)

    busy = Dossier.open(dossier.path, language=Hand(read))
    async with shown(busy, (120, 40)) as (_, pilot):
        await pilot.press("a", *"one", "enter", "enter")
        while not reached.is_set():
            await pilot.pause(0.01)
        await pilot.press("a", *"two", "enter", "enter")
        go.set()
        await settle(pilot)
        assert [d.name for d in busy.documents()] == ["a", "b"]


async def test_leaving_in_the_middle_of_a_document_takes_no_time_and_loses_nothing() -> None:
    """The document sleeps for ten minutes; whoever leaves waits for two seconds at most."""
    path = make(Path("my"), TOML, {}, nothing).path
    write("news", "a.txt", "b.txt", "c.txt")
    Path("news", "b.txt").write_text("Please sleep long.")
    dossier = Dossier.open(path, language=Aside("tests.odd_language"))
    app = PositionsApp(dossier)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("a", *"news", "enter", "enter")
        while not (dossier.size and "1of3analysing·b" in flat(app)):
            await pilot.pause(0.01)
        started = monotonic()
        await pilot.press("q")
    assert monotonic() - started < 2
    assert app.return_value == 0
    assert [d.name for d in Dossier.open(path).documents()] == ["a"]


# ---------------------------------------------------------------- paths, pace


def test_paths_as_people_write_them() -> None:
    write("news", "a.txt", "b.txt"), write("two words", "c.txt")
    home = Path(os.environ["HOME"])
    (home / "at home.txt").write_text("x")
    a, b = Path("news/a.txt"), Path("news/b.txt")
    assert paths_in("news/*.txt") == (a, b)
    assert paths_in(" two words/c.txt ") == (Path("two words/c.txt"),)
    assert paths_in("'two words/c.txt' news/a.txt") == (Path("two words/c.txt"), a)
    assert paths_in("~/at home.txt") == (home / "at home.txt",)
    assert paths_in("it's not there") == (Path("it's not there"),)
    assert paths_in("  ") == ()


def test_completion_goes_as_far_as_it_is_clear() -> None:
    write("news", "monday.txt", "month.txt", ".hidden")
    Path("news", "a\x1b[31m.txt").write_text("x")
    assert completions("ne") == ["news/"]
    assert completions("news/m") == ["news/monday.txt", "news/month.txt"]
    assert completions("news/") == ["news/monday.txt", "news/month.txt"]
    assert completions("news/.") == ["news/.hidden"]
    assert completions("nowhere/x") == []


async def test_tab_completes() -> None:
    dossier = make(Path("my"), TOML, {}, lind)
    write("news", "monday.txt", "month.txt")
    async with shown(dossier, (80, 24)) as (app, pilot):
        await pilot.press("a", *"new", "tab", *"m", "tab")
        assert app.screen.query_one("#path", PathLine).value == "news/mon"


@given(st.lists(st.floats(0.01, 100), min_size=2, max_size=40))
def test_pace_is_that_of_the_newest_documents(seconds: list[float]) -> None:
    now, at = [0.0], 0
    pace = Pace(lambda: now[0])
    assert pace.at(0, 100) == ""
    for at, step in enumerate(seconds, 1):
        now[0] += step
        words = pace.at(at, 100)
    newest = seconds[1:][-20:]
    rate = len(newest) / sum(newest)
    # Sums of floats differ in the last place, and so may what they are rounded to.
    told = re.fullmatch(r"([\d.]+) a (second|minute), .* left", words)
    assert told is not None
    per, places = (1, 0.1) if told[2] == "second" else (60, 1)
    assert abs(float(told[1]) - rate * per) <= 0.51 * places
    assert told[2] == "second" or rate < 1 + 1e-9
    assert pace.at(0, 7) == "", "another run begins anew"


@pytest.mark.parametrize(
    ("each", "total", "left"), [(1, 12, "10 s"), (10, 62, "10 min"), (60, 182, "3 h 0 min")]
)
def test_the_time_left(each: int, total: int, left: str) -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    pace.at(1, total)
    now[0] += each
    assert pace.at(2, total).endswith(f", {left} left")
