"""Long work: shown, stopped, told when it fails; late results are dropped."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from analysis.dossier import Dossier, Progress
from analysis.errors import ModelMissingError, ReadingError
from analysis.gathering import Gathering
from analysis.models import Action, Analysis, Document
from analysis.opening import open_or_seed
from tests.gold import SEEDS
from tests.tui.dossiers import Hand, Read, gold, lind, make, nothing, talkative
from tests.tui.screen import flat, settle, shown, told
from tui.app import PositionsApp
from tui.jobs import JobEnded, JobProgress
from tui.widgets.progress import ProgressLine

TOML = 'title = "T"\n[[party]]\nid = "lind"\nname = "Mara Lind"\n'
WAIT = 20.0  # seconds after which a test gives up


def fresh_seed(read: Read = gold) -> Dossier:
    """The seed dossier as a first start finds it: settings, no article."""
    path = Path("seed")
    path.mkdir()
    (path / "dossier.toml").write_bytes((SEEDS / "dossier.toml").read_bytes())
    return open_or_seed(path, language=Hand(read))


async def test_first_start_reads_the_seed_article() -> None:
    async with shown(fresh_seed()) as (app, _):
        assert "ithasdecidedto" in flat(app)
        assert not app.home.query_one(ProgressLine).display


async def test_progress_is_shown_and_can_be_stopped() -> None:
    reached, go = Event(), Event()

    def read(document: Document) -> Analysis:
        reached.set()
        assert go.wait(WAIT)
        return gold(document)

    app = PositionsApp(fresh_seed(read))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        while not reached.is_set():
            await pilot.pause(0.01)
        await pilot.pause()
        text = flat(app)
        assert "0of1" in text
        assert "seed-article" in text
        assert "escstops" in text
        assert "Thefirstarticleisbeingread" in text
        await pilot.press("escape")
        go.set()
        await settle(pilot)
        assert not app.home.query_one(ProgressLine).display
        assert not app.jobs.running


async def test_stopping_keeps_what_was_finished() -> None:
    dossier = make(Path("three"), TOML, {}, talkative)
    for number in range(3):
        Path(f"{number}.txt").write_text(f"Mara Lind said port {number} will close.")
    dossier.add(sorted(Path().glob("*.txt")))
    reached, go = Event(), Event()

    def read(document: Document) -> Analysis:
        if document.name == "1":
            reached.set()
            assert go.wait(WAIT)
        return talkative(document)

    stale = Dossier.open(dossier.path, language=Hand(read, version="2"))
    app = PositionsApp(stale)
    async with app.run_test(size=(120, 40)) as pilot:
        while not reached.is_set():
            await pilot.pause(0.01)
        await pilot.press("escape")
        go.set()
        await settle(pilot)
        assert stale.stale() == tuple(d.id for d in stale.documents() if d.name == "2")


async def test_quitting_during_work_asks_it_to_stop() -> None:
    dossier = make(Path("fifty"), TOML, {}, talkative)
    for number in range(50):
        Path(f"{number:02}.txt").write_text(f"Mara Lind said port {number} will close.")
    dossier.add(sorted(Path().glob("*.txt")))
    read_documents: list[str] = []
    reached, go = Event(), Event()

    def read(document: Document) -> Analysis:
        read_documents.append(document.name)
        reached.set()
        assert go.wait(WAIT)
        return talkative(document)

    app = PositionsApp(Dossier.open(dossier.path, language=Hand(read, version="2")))
    async with app.run_test(size=(120, 40)) as pilot:
        while not reached.is_set():
            await pilot.pause(0.01)
        await pilot.press("q")
        go.set()
    assert app.return_value == 0
    assert len(read_documents) == 1


async def test_reload_reads_what_a_person_wrote() -> None:
    text = "Mara Lind said the port will close."
    dossier = make(Path("mine"), 'title = "T"\n', {"a.txt": text}, talkative)
    async with shown(dossier, (120, 40)) as (app, pilot):
        assert "nopartiestocompareyet" in flat(app)
        assert "1MaraLindstatementin1article" in flat(app)
        (dossier.path / "dossier.toml").write_text(TOML, encoding="utf-8")
        await pilot.press("r")
        await settle(pilot)
        assert [view.party.name for view in app.home.comparison.parties] == ["Mara Lind"]
        assert "nopartiestocompareyet" not in flat(app)


async def test_a_mistake_in_the_settings_is_told_and_nothing_is_lost(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        (seed.path / "dossier.toml").write_text('title = "T"\n[[prty]]\n', encoding="utf-8")
        await pilot.press("r")
        await settle(pilot)
        assert "prty" in told(app)
        assert "ithasdecidedto" in flat(app)


async def test_the_first_comparison_of_many_articles_is_shown_stopped_and_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = {f"{number}.txt": f"Mara Lind said port {number} will close." for number in range(3)}
    path = make(Path("three"), TOML, texts, lind).path
    reached, go = Event(), Event()
    digest = Gathering._digest

    def slowly(self: Gathering, *given: Any) -> Any:
        reached.set()
        assert go.wait(WAIT)
        return digest(self, *given)

    monkeypatch.setattr(Gathering, "_digest", slowly)
    for name, number in (("FEW", 0), ("_STEP", 1)):
        monkeypatch.setattr(f"analysis.gathering.{name}", number)
    monkeypatch.setattr("tui.opening.FEW", 0)
    app = PositionsApp(Dossier.open(path, language=Hand(lind)))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        while not (reached.is_set() and app.working.going_on):
            await pilot.pause(0.01)
        await pilot.pause()
        for words in ("3articlestolaysidebyside", "0of3", "comparing", "escstops"):
            assert words in flat(app)
        await pilot.press("question_mark", "escape")  # the screen can be used meanwhile
        await pilot.press("escape")
        go.set()
        await settle(pilot)
        assert "2of3articlesarenotcomparedyet" in told(app)
        assert "3articlestolaysidebyside" in flat(app)
        await pilot.press("r")
        await settle(pilot)
        assert "port2willclose" in flat(app)
        assert "sidebyside" not in flat(app)


async def test_a_missing_model_is_told() -> None:
    def read(document: Document) -> Analysis:
        raise ModelMissingError("The model x is not installed.", "Install it: pip install x")

    async with shown(fresh_seed(read)) as (app, _):
        assert "Themodelxisnotinstalled." in told(app)
        assert "Installit:pipinstallx" in told(app)


async def test_an_article_that_cannot_be_read_is_told() -> None:
    def read(document: Document) -> Analysis:
        raise ReadingError("it is not English", "Nothing to do.")

    async with shown(fresh_seed(read)) as (app, _):
        assert "seed-article.txt:itisnotEnglish" in told(app)


async def test_an_unforeseen_failure_is_told_and_the_screen_lives_on() -> None:
    def read(document: Document) -> Analysis:
        raise RuntimeError("a bug [/] here")

    app = PositionsApp(fresh_seed(read))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        while app.jobs.running or not app.jobs.started:
            await pilot.pause(0.01)
        await pilot.pause()
        assert "RuntimeError:abug[/]here" in told(app)
        await pilot.press("escape", "question_mark")
        assert "Keysandsigns" in flat(app)


async def test_results_of_an_earlier_run_are_dropped(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        before = app.home.comparison
        empty = make(Path("other"), 'title = "Other"\n', {}, nothing).comparison()
        app.post_message(JobEnded(run=0, comparison=empty))
        app.post_message(JobProgress(0, Progress(1, 2, "late", "reading")))
        await settle(pilot)
        assert app.home.comparison is before
        assert not app.home.query_one(ProgressLine).display


async def test_party_and_statement_survive_new_results(seed: Dossier) -> None:
    async with shown(seed) as (app, pilot):
        await pilot.press("3", "down", "down", "r")
        await settle(pilot)
        assert app.home.focused_party == 2
        assert app.home.statements is not None
        assert app.home.statements.selected == 2
        assert app.home.statements.has_focus


async def test_a_damaged_file_of_the_dossier_is_told(seed: Dossier) -> None:
    stored = next((seed.path / "derived").rglob("*.json"))
    stored.write_text("{ not json", encoding="utf-8")
    async with shown(Dossier.open(seed.path, language=Hand(gold)), (160, 48)) as (app, _):
        assert stored.name.removesuffix(".json")[:12] in told(app)


async def test_what_another_process_decided_is_noticed(
    seed: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.app.GLANCE", 0.02)
    async with shown(seed) as (app, pilot):
        before = app.home.comparison
        words = next(e.statement for e in before.view("walmart").entries)
        other = Dossier.open(seed.path).decisions
        other.keep(other.propose(words.id, Action.NOTE, {"note": "from elsewhere"}))
        while app.home.comparison is before or app.jobs.running:
            await pilot.pause(0.01)
        await settle(pilot)
        noted = [e.mark.note for e in app.home.comparison.view("walmart").entries if e.mark]
        assert noted == ["from elsewhere"]
        assert "¶" in flat(app)
        assert not seed.changed()


async def test_work_that_ends_after_a_decision_does_not_hide_it(seed: Dossier) -> None:
    async with shown(seed, (120, 40)) as (app, pilot):
        older = app.home.comparison
        await pilot.press("3", "v")
        await settle(pilot)
        app.jobs._untold.add(99)
        app.post_message(JobEnded(99, comparison=older))
        await settle(pilot)
        assert app.home.comparison.corrections.verified == 1
