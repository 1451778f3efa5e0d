"""The parties and issues of a dossier, and those that its articles suggest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from textual.app import ComposeResult
from textual.content import Content

from analysis.models import Comparison, Issue, Party, Settings
from tui import words
from tui.actions import Where, bindings, key_of
from tui.render import say
from tui.requests import Request
from tui.screens.lists import ListScreen
from tui.widgets.bars import Caption, KeyBar, TitleBar
from tui.widgets.progress import ProgressLine
from tui.widgets.rows import Row, RowList, heading

Table = Literal["party", "issue"]


@dataclass(frozen=True)
class Proposal:
    """A party or issue that is proposed: what would be written, and why.

    `known`: there is one of that id already, and `values` holds what is new for it.
    """

    table: Table
    id: str
    name: str
    values: dict[str, object]
    why: str
    known: bool = False


class SubjectsScreen(ListScreen):
    """Parties, issues, suggestions: one row each."""

    WHERE = Where.SUBJECTS
    BINDINGS = bindings(Where.SUBJECTS)

    @dataclass
    class Edit(Request, part="desk"):
        """A party or issue is to be edited, or a new one made (`id` empty)."""

        table: Table
        id: str = ""
        proposal: Proposal | None = None

    @dataclass
    class Take(Request, part="desk"):
        """A proposal is to be written as it is."""

        proposal: Proposal

    @dataclass
    class Remove(Request, part="desk"):
        """A party or issue is to be taken out."""

        table: Table
        id: str

    def __init__(self, settings: Settings, comparison: Comparison) -> None:
        super().__init__()
        self._settings, self._comparison = settings, comparison
        self._proposals: tuple[Proposal, ...] | None = None

    def compose(self) -> ComposeResult:
        """Title, list, caption, progress, keys."""
        yield TitleBar(self._settings.title, self._count(), "parties and issues")
        yield RowList(self._rows(), say(""))
        yield Caption()
        yield ProgressLine()
        yield KeyBar(Where.SUBJECTS)

    def show(
        self,
        settings: Settings,
        comparison: Comparison,
        proposals: Sequence[Proposal] | None = None,
    ) -> None:
        """Show what there is now; `proposals` None: as they were."""
        self._settings, self._comparison = settings, comparison
        if proposals is not None:
            self._proposals = tuple(proposals)
        self.list.show(self._rows())
        self.query_one(TitleBar).show(settings.title, self._count(), "parties and issues")

    def _count(self) -> str:
        parties = words.counted(len(self._settings.parties), "party", "parties")
        return f"{parties} · {words.counted(len(self._settings.issues), 'issue')}"

    def _rows(self) -> list[Row]:
        statements = {v.party.id: v.count.total for v in self._comparison.parties}
        rows = [_title("PARTIES", f"{key_of('new_party')} adds one", first=True)]
        rows += [_party(party, statements.get(party.id)) for party in self._settings.parties]
        if not self._settings.parties:
            rows.append(_remark("None yet. Take one that the articles suggest, or add one."))
        rows.append(_title("ISSUES", f"{key_of('new_issue')} adds one"))
        rows += [_issue(issue, self._found(issue)) for issue in self._settings.issues]
        if not self._settings.issues:
            rows.append(_remark("None yet: a statement belongs to an issue by its keywords."))
        keys = f"{key_of('take_suggestion')} takes one, {key_of('edit')} edits it first"
        rows.append(_title("SUGGESTED BY THE ARTICLES", keys))
        if self._proposals is None:
            rows.append(_remark("Reading the articles for suggestions …"))
        elif not self._proposals:
            rows.append(_remark("Nothing more."))
        return rows + [_proposal(one) for one in self._proposals or ()]

    def _found(self, issue: Issue) -> int:
        cells = [(issue.id, view.party.id) for view in self._comparison.parties]
        found = (self._comparison.positions.get(cell) for cell in cells)
        return sum(len(position.entries) for position in found if position)

    @property
    def waiting(self) -> bool:
        """Whether the suggestions are still to come."""
        return self._proposals is None

    @property
    def proposal(self) -> Proposal | None:
        """The chosen proposal, if one is chosen."""
        return next((p for p in self._proposals or () if _key(p) == self.chosen), None)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Say what the keys do with the chosen row."""
        proposal = self.proposal
        if proposal is not None:
            self.query_one(Caption).show(say((proposal.why, "$muted")))
            return
        table, _, name = self.chosen.partition(":")
        does = f"{key_of('edit')} edits it, {key_of('remove')} takes it out"
        what = f"{table} {name}: {does}" if name else ""
        self.query_one(Caption).show(say((what, "$muted")))

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Edit what was clicked twice."""
        self.action_edit()

    # ------------------------------------------------------------ actions

    def action_edit(self) -> None:
        """Edit the chosen party or issue, or a suggestion before it is taken."""
        table, _, name = self.chosen.partition(":")
        if self.proposal is not None:
            known = self.proposal.id if self.proposal.known else ""
            self.post_message(self.Edit(self.proposal.table, known, self.proposal))
        elif table in ("party", "issue"):
            self.post_message(self.Edit("party" if table == "party" else "issue", name))

    def action_new_party(self) -> None:
        """Add a party."""
        self.post_message(self.Edit("party"))

    def action_new_issue(self) -> None:
        """Add an issue."""
        self.post_message(self.Edit("issue"))

    def action_take_suggestion(self) -> None:
        """Write the chosen suggestion as it is."""
        if self.proposal is not None:
            self.post_message(self.Take(self.proposal))
        else:
            self.refuse("This is no suggestion: choose one of those below.")

    def action_remove(self) -> None:
        """Take the chosen party or issue out."""
        table, _, name = self.chosen.partition(":")
        if table in ("party", "issue"):
            self.post_message(self.Remove("party" if table == "party" else "issue", name))
        elif self.proposal is not None:
            self.refuse("This is only suggested: it is not in dossier.toml.")


def _title(name: str, keys: str, *, first: bool = False) -> Row:
    lines = [say((name, "bold $primary"), (f"  {keys}", "$muted"))]
    return heading(*([] if first else [say("")]), *lines)


def _remark(text: str) -> Row:
    return heading(say(("  ", ""), (text, "$muted")))


def _party(party: Party, statements: int | None) -> Row:
    names = [*party.aliases, *party.spokespeople, *party.epithets]
    size = "not read yet" if statements is None else words.counted(statements, "statement")

    def lines(width: int) -> list[Content]:
        return [
            say((party.name, "bold $ink"), (f"  {party.kind} · {size}", "$muted")),
            say((" · ".join(names) or "no other names", "$muted")),
        ]

    return Row(f"party:{party.id}", lines)


def _issue(issue: Issue, statements: int) -> Row:
    def lines(width: int) -> list[Content]:
        size = words.counted(statements, "statement")
        return [
            say((issue.name, "bold $ink"), (f"  {size}", "$muted")),
            say((" · ".join(issue.keywords) or "no keywords: nothing belongs to it", "$muted")),
        ]

    return Row(f"issue:{issue.id}", lines)


def _key(proposal: Proposal) -> str:
    return f"proposed {proposal.table}:{proposal.id}"


def _proposal(proposal: Proposal) -> Row:
    new = [
        str(word)
        for value in proposal.values.values()
        if isinstance(value, (list, tuple))
        for word in value
    ]
    kind = f"more names for the {proposal.table}" if proposal.known else proposal.table

    def lines(width: int) -> list[Content]:
        return [
            say(("+ ", "bold $primary"), (proposal.name, "bold $ink"), (f"  {kind}", "$muted")),
            say((" · ".join(new) or proposal.why, "$muted")),
        ]

    return Row(_key(proposal), lines)
