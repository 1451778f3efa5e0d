"""What the application does with dossiers, documents, parties and files for its screens."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import PositionsError, SettingsError
from analysis.models import (
    Comparison,
    Issue,
    Party,
    StanceValue,
    SuggestedIssue,
    SuggestedParty,
)
from tui import render, words
from tui.opening import at_hand
from tui.pace import Pace
from tui.render import say
from tui.requests import Request
from tui.screens.documents import DocumentsScreen
from tui.screens.subjects import Proposal, SubjectsScreen, Table

if TYPE_CHECKING:
    from analysis.dossier import AddReport, Dossier, Unread
    from tui.app import PositionsApp
    from tui.screens.adding import Adding

_FEW = 1  # documents that could not be read and are told one by one


class Desk:
    """One for an application; it works on the dossier that is open."""

    def __init__(self, app: "PositionsApp") -> None:
        self._app = app
        self.pace = Pace()

    @property
    def _dossier(self) -> "Dossier":
        return self._app.dossier

    def _say(self, text: str) -> None:
        self._app.notify(render.literal(text), markup=False)

    async def fulfil(self, wish: Request) -> None:
        """Do what a screen asks of documents, parties and issues, or dossiers."""
        match wish:
            case DocumentsScreen.Read():
                self.read(wish.document)
            case DocumentsScreen.Describe():
                self.describe(wish.document)
            case DocumentsScreen.Forget():
                self.forget(wish.name)
            case SubjectsScreen.Edit():
                self.edit(wish.table, wish.id, wish.proposal)
            case SubjectsScreen.Take():
                self.take(wish.proposal)
            case SubjectsScreen.Remove():
                self.remove(wish.table, wish.id)
            case _:
                self._of_dossiers(wish)

    def _of_dossiers(self, wish: Request) -> None:
        from tui.screens.dossiers import DossiersScreen

        match wish:
            case DossiersScreen.Wanted():
                self.open(wish.path)
            case DossiersScreen.New():
                self.make()
            case DossiersScreen.ByPath():
                self.open_by_path()

    # ------------------------------------------------------------ adding

    def add(self) -> None:
        """Ask what is to be added, and begin."""
        from tui.screens.adding import AddDialog

        def chosen(adding: "Adding | None") -> None:
            if adding is not None:
                self.begin(adding)

        self._app.push_screen(AddDialog(), chosen)

    def begin(self, adding: "Adding") -> None:
        """Add documents beside whatever else goes on."""
        self._app.jobs.add(adding.paths, adding.pasted)

    def took(self, report: "AddReport") -> None:
        """Say what became of what was to be added."""
        if len(report.unread) <= _FEW:
            for one in report.unread:
                self._app.tell(PositionsError(f"{one.name}: {one.reason}", one.hint))
        if len(report.foreign) <= _FEW:
            from analysis import english

            for name in report.foreign:
                self._app.tell(PositionsError(f"{name}: {english.TOLD}", english.HINT))
        parts = [words.counted(len(report.added), "article") + " added"]
        if len(report.foreign) > _FEW:
            parts.append(
                f"{len(report.foreign)} not in English: take nothing found in them as said"
            )
        if report.known:
            parts.append(f"{len(report.known)} there already")
        parts += _repeated(report)
        if report.unread:
            parts.append(f"{len(report.unread)} not read: D lists them with the reasons")
        if report.cancelled:
            parts.append("stopped")
        if len(report.added) + len(report.known) + len(report.unread) > 1 or not report.unread:
            self._say(", ".join(parts) + ".")

    def renew(self, comparison: Comparison) -> None:
        """Show what is there now on the screens that list it."""
        for screen in self._app.screen_stack:
            if isinstance(screen, DocumentsScreen):
                screen.show(self._dossier.catalogue(), self._unread())
            elif isinstance(screen, SubjectsScreen):
                screen.show(self._dossier.settings, comparison)
                self._suggest(screen)

    # ------------------------------------------------------------ documents

    def documents(self) -> None:
        """List the documents."""
        title = self._dossier.settings.title
        self._app.push_screen(DocumentsScreen(title, self._dossier.catalogue(), self._unread()))

    def _unread(self) -> "dict[str, Unread]":
        return {one.name: one for one in self._dossier.unread()}

    def forget(self, name: str) -> None:
        """Take what could not be read off the list."""
        self._dossier.forget_unread(name)
        self.renew(self._app.home.comparison)

    def read(self, document: str) -> None:
        """Show a whole article."""
        from tui.screens.whole import WholeArticle

        found = self._dossier.found(document)
        if found is not None:
            self._app.push_screen(WholeArticle(found[0], self._app.home.comparison))

    def describe(self, document: str) -> None:
        """Open the form for title, outlet, author and date; keep what a person says of them."""
        from tui.screens.describing import DescribeForm

        found, decisions = self._dossier.found(document), self._dossier.decisions
        if found is None:
            return
        said = decisions.descriptions().get(document, {})

        def wrong(values: Mapping[str, str]) -> str:
            try:
                decisions.propose_described(document, values)
            except PositionsError as error:
                return str(error).replace("\n", " ")
            return ""

        def written(values: Mapping[str, str] | None) -> None:
            if values is not None:
                decider = self._app.decider
                self._app.call_later(decider.run, decider.describe(document, values))

        told = {key: one.first for key, one in said.items() if one.text != one.first}
        self._app.push_screen(DescribeForm(found[0], told, wrong), written)

    # ------------------------------------------------------------ parties and issues

    def subjects(self) -> None:
        """List parties, issues and suggestions."""
        screen = SubjectsScreen(self._dossier.settings, self._app.home.comparison)
        self._app.push_screen(screen)
        self._suggest(screen)

    def _suggest(self, screen: SubjectsScreen) -> None:
        dossier = self._dossier

        async def work() -> None:
            proposals = await asyncio.to_thread(lambda: tuple(_proposals(dossier)))
            if screen.is_attached and dossier is self._dossier:
                screen.show(dossier.settings, self._app.home.comparison, proposals)

        self._alone(work, "suggestions")

    def _alone(self, work: Callable[[], Awaitable[None]], group: str) -> None:
        """Begin work in place of what goes on in its group.

        `work` makes the coroutine: a worker that is replaced before it begins never awaits one.
        """
        self._app.run_worker(work, group=group, exclusive=True, exit_on_error=False)

    def edit(self, table: Table, name: str, proposal: Proposal | None) -> None:
        """Open the form of a party or issue; of a new one where `name` is empty."""
        from tui.screens.subject_form import SubjectForm

        subject = self._subject(table, name) if name else None
        values = self._merged(subject, proposal) if proposal else {}
        if proposal and subject is None:
            values = {"id": proposal.id, "name": proposal.name, **proposal.values}

        def save(given: str, written: Mapping[str, object]) -> None:
            if subject is None and self._subject(table, given) is not None:
                raise SettingsError(
                    f"There is a {table} {given!r} already.", "Choose another.", "id"
                )
            self._dossier.change_settings(table, given, written, whole_lists=True)

        def saved(given: str | None) -> None:
            if given is not None:
                self._changed(f"{given} is in dossier.toml now.")

        self._app.push_screen(SubjectForm(table, subject, values, save), saved)

    def take(self, proposal: Proposal) -> None:
        """Write a suggestion as it is."""
        new = {} if proposal.known else {"name": proposal.name}
        try:
            self._dossier.change_settings(proposal.table, proposal.id, {**new, **proposal.values})
        except PositionsError as error:
            self._app.tell(error)
        else:
            self._changed(f"{proposal.name} is in dossier.toml now.")

    def remove(self, table: Table, name: str) -> None:
        """Take a party or issue out, once a person says so."""
        from tui.widgets.dialogs import Confirm

        subject = self._subject(table, name)
        if subject is None:
            return
        question = say(
            ("Take ", "bold $ink"), (subject.name, "bold $primary"),
            (" out of dossier.toml? ", "bold $ink"), _stays(table),
        )  # fmt: skip

        def answered(yes: bool | None) -> None:
            if not yes:
                return
            try:
                self._dossier.remove_settings(table, name)
            except PositionsError as error:
                self._app.tell(error)
            else:
                self._changed(f"{subject.name} is no longer in dossier.toml.")

        self._app.push_screen(Confirm(question, "Take it out", "Leave it"), answered)

    def _changed(self, told: str) -> None:
        """Read the articles again with what was written."""
        stale = len(self._dossier.stale())
        again = f" {words.counted(stale, 'article')} to read again." if stale else ""
        self._say(told + again)
        self.renew(self._app.home.comparison)
        self._app.jobs.start(reload=True)

    def _subject(self, table: Table, name: str) -> Party | Issue | None:
        settings = self._dossier.settings
        known: Iterable[Party | Issue] = settings.parties if table == "party" else settings.issues
        return next((one for one in known if one.id == name), None)

    def _merged(self, subject: Party | Issue | None, proposal: Proposal) -> dict[str, object]:
        """Return what stands in the file, with what is proposed behind it."""
        return {
            key: tuple(dict.fromkeys((*getattr(subject, key, ()), *value)))
            for key, value in proposal.values.items()
            if isinstance(value, (list, tuple))
        }

    # ------------------------------------------------------------ dossiers

    def dossiers(self) -> None:
        """List the dossiers that are known."""
        from analysis.opening import glance, home_dossiers
        from analysis.places import recents_path
        from tui.recents import recent
        from tui.screens.dossiers import DossiersScreen

        here = self._dossier.path.absolute()
        known = dict.fromkeys((here, *recent(recents_path()), *home_dossiers()))

        async def work() -> None:
            there = [path for path in known if os.path.isfile(path / "dossier.toml")]
            found = await asyncio.to_thread(lambda: [glance(path) for path in there])
            self._app.push_screen(DossiersScreen(found, here))

        self._alone(work, "dossiers")

    def open(self, path: Path) -> None:
        """Open the dossier at `path` in place of this one."""
        if path.absolute() == self._dossier.path.absolute():
            self._app.go_home()
            return
        self._switch(lambda: self._dossier.another(path))

    def open_by_path(self) -> None:
        """Ask for the path of a dossier and open it."""
        from tui.screens.dossiers import PathDialog

        def wrong(path: Path) -> str:
            there = os.path.isfile(path / "dossier.toml")
            return "" if there else f"There is no dossier.toml in {words.short_path(path)}."

        def chosen(path: Path | None) -> None:
            if path is not None:
                self.open(path)

        self._app.push_screen(PathDialog(wrong), chosen)

    def make(self) -> None:
        """Ask for title and folder of a new dossier, make it and open it."""
        from analysis.places import home_path
        from tui.screens.dossiers import NewDossier

        made: list[Dossier] = []

        def make(path: Path, title: str) -> str:
            try:
                made.append(self._dossier.new(path, title))
            except (PositionsError, OSError) as error:
                return str(error).replace("\n", " ")
            return ""

        def chosen(_: object) -> None:
            if made:
                self._switch(lambda: made[0])

        self._app.push_screen(NewDossier(home_path(), make), chosen)

    def _switch(self, open_it: Callable[[], "Dossier"]) -> None:
        from tui.widgets.dialogs import Confirm

        def begin(yes: bool | None = True) -> None:
            if yes:
                work = self._switched(open_it)
                self._app.run_worker(work, group="dossiers", exclusive=True, exit_on_error=False)

        if self._app.jobs.adding:
            question = say(("Articles are still being added here. Stop that?", "bold $ink"))
            dialog = Confirm(question, "Stop it and open the other one", "Stay here")
            self._app.push_screen(dialog, begin)
        else:
            begin()

    async def _switched(self, open_it: Callable[[], "Dossier"]) -> None:
        def load() -> "tuple[Dossier, Comparison | None]":
            dossier = open_it()
            return dossier, at_hand(dossier)

        try:
            dossier, comparison = await asyncio.to_thread(load)
        except PositionsError as error:
            self._app.tell(error)
            return
        await self._app.jobs.stopped()
        await self._app.show_dossier(dossier, comparison)


def _repeated(report: "AddReport") -> list[str]:
    """Return what to say of articles that nearly repeat another."""
    if len(report.alike) == 1:
        return [f"{report.alike[0].name}: {report.alike[0].told}".rstrip(".")]
    many = f"{len(report.alike)} nearly the same as another: what both say counts twice"
    return [many] if report.alike else []


def _stays(table: Table) -> str:
    if table == "issue":
        return "Its statements stay with their parties."
    return "What people decided about it is kept, and counts again once it is back."


def _proposals(dossier: "Dossier") -> Iterable[Proposal]:
    """Yield what the articles suggest, parties first."""
    for party in dossier.suggest_parties():
        lists = {
            "aliases": list(party.aliases),
            "spokespeople": [person.name for person in party.spokespeople],
            "epithets": list(party.epithets),
        }
        values: dict[str, object] = {} if party.known else {"kind": party.kind.value}
        values |= {key: value for key, value in lists.items() if value}
        yield Proposal("party", party.id, party.name, values, _why(party), party.known)
    for issue in dossier.suggest_issues():
        words_of_it: dict[str, object] = {"keywords": list(issue.keywords)}
        yield Proposal("issue", issue.id, issue.name, words_of_it, _why(issue))


def _why(suggested: SuggestedParty | SuggestedIssue) -> str:
    """Return what a suggestion stands on: how much, and words that show it."""
    found = words.counted(suggested.statements, "statement")
    why = f"{found} in {words.counted(suggested.documents, 'article')}"
    if isinstance(suggested, SuggestedIssue) and suggested.carriers:
        stances = {one.speaker: one.stance for one in suggested.carriers}
        said = [
            name if stance is StanceValue.NONE else f"{name} ({stance})"
            for name, stance in stances.items()
        ]
        why = f"{why}, by {', '.join(said)}"
    return why if suggested.evidence is None else f"{why}: “{suggested.evidence.quote}”"
