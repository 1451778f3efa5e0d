"""What every screen does on which a person decides about the statement that is shown."""

from abc import abstractmethod
from collections.abc import Callable, Sequence

from textual.message import Message
from textual.screen import Screen

from analysis.models import Action, Certainty, Comparison, Entry, StanceValue, Voice
from tui import requests, signs, words
from tui.render import say
from tui.widgets.bars import Caption

NOTE_LENGTH = 2000
"""Characters of a note at most."""

NOBODY = "none of them"
"""What the picker calls the party of a statement that is no party's."""


class ComparisonScreen(Screen[None]):
    """A screen that shows a comparison, and can be given a newer one."""

    comparison: Comparison
    """What the screen shows."""

    @abstractmethod
    def renew(self, comparison: Comparison, about: str = "") -> None:
        """Show a newer comparison; `about` is the id of a statement to go to, or empty."""


class DecidingScreen(ComparisonScreen):
    """A screen that shows a statement. Subclasses say which; the application keeps decisions."""

    @property
    @abstractmethod
    def decided(self) -> Entry | None:
        """The statement that keys decide about; None where there is none."""

    @property
    def at_hand(self) -> Entry | None:
        """The statement that keys decide about; where there is none, that is said."""
        if self.decided is None:
            self.query_one(Caption).flash(say(("There is no statement here.", "bold $ink")))
        return self.decided

    def ask(self, message: Message) -> None:
        """Ask the application; screens where a decision moves on do that here."""
        self.post_message(message)

    def _decide(
        self, entry: Entry | None, action: Action, to: dict[str, object] | None = None
    ) -> None:
        if entry is not None:
            self.ask(requests.Decide(entry, action, to))

    def _pick(
        self, question: str, picks: Sequence[tuple[str, bool]], then: Callable[[int], object]
    ) -> None:
        """Let one of `picks` (a line; whether it is so now) be picked; `then` gets its index."""
        from tui.widgets.picker import Pick, Picker

        entry = self.decided
        lines = [Pick(say((label, "$ink")), note="now" if now else "") for label, now in picks]
        about = words.quoted(entry) if entry else None

        def picked(index: int | None) -> None:
            if index is not None:
                then(index)

        self.app.push_screen(Picker(say((question, "bold $primary")), lines, about), picked)

    # ------------------------------------------------------------ by one key

    def action_verify(self) -> None:
        """Say that the statement is right; ask before taking that back."""
        entry = self.at_hand
        if entry is None:
            return
        if entry.mark is None or not entry.mark.verified:
            self._decide(entry, Action.VERIFY)
            return
        from tui.widgets.dialogs import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.ask(requests.TakeBack(entry, Action.VERIFY))

        question = say(("It is verified already.", "bold $ink"))
        self.app.push_screen(Confirm(question, "Take that back", "Leave it verified"), answered)

    def action_reject(self) -> None:
        """Say that it is no statement of anybody here."""
        self._decide(self.at_hand, Action.REJECT)

    def action_pin(self) -> None:
        """Pin it, or no longer."""
        entry = self.at_hand
        if entry is not None and entry.mark is not None and entry.mark.pinned:
            self.ask(requests.TakeBack(entry, Action.PIN))
        else:
            self._decide(entry, Action.PIN)

    def action_undo(self) -> None:
        """Take back the last decision."""
        self.post_message(requests.Undo())

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        self.post_message(requests.Redo())

    # ------------------------------------------------------------ by a key and a pick

    def action_whose(self) -> None:
        """Give it to another party."""
        entry = self.at_hand
        if entry is None:
            return
        parties = [view.party for view in self.comparison.parties]
        picks = [(party.name, party.id == entry.party) for party in parties]

        def picked(index: int) -> None:
            party = parties[index].id if index < len(parties) else None
            self.ask(requests.GiveTo(entry, party))

        self._pick("Whose statement is it?", [*picks, (NOBODY, not entry.party)], picked)

    def action_voice(self) -> None:
        """Say whose words it is in."""
        entry = self.at_hand
        if entry is not None:
            picks = [(f"{signs.VOICE[v]}  {v}", v is entry.voice) for v in Voice]
            self._pick(
                "Whose words are they?",
                picks,
                lambda index: self._decide(entry, Action.VOICE, {"voice": list(Voice)[index]}),
            )

    def action_certainty(self) -> None:
        """Say how firm it is."""
        entry = self.at_hand
        if entry is not None:
            now = entry.statement.certainty
            picks = [(f"{signs.CERTAINTY[c]}  {c.words}", c is now) for c in Certainty]
            self._pick(
                "How firm is it?",
                picks,
                lambda index: self._decide(
                    entry, Action.CERTAINTY, {"certainty": list(Certainty)[index]}
                ),
            )

    def action_issue(self) -> None:
        """Say what it is about: an issue is put on or taken off."""
        entry, issues = self.at_hand, self.comparison.issues
        if entry is None or not self._has_issues():
            return
        on = {match.issue for match in entry.statement.issues}
        picks = [(f"{'✓' if i.id in on else ' '}  {i.name}", False) for i in issues]

        def picked(index: int) -> None:
            issue = issues[index].id
            self._decide(entry, Action.ISSUE, {"issue": issue, "on": issue not in on})

        self._pick("What is it about? (adds it, or takes it off)", picks, picked)

    def action_stance(self) -> None:
        """Say where the party stands: at once where the statement has one issue."""
        entry = self.at_hand
        if entry is None or not self._has_issues():
            return
        known = {issue.id: issue for issue in self.comparison.issues}
        found = [m.issue for m in entry.statement.issues if m.issue in known]
        if len(found) == 1:
            self._stance_on(entry, found[0], known[found[0]].name)
            return
        order = [*found, *(issue for issue in known if issue not in found)]
        picks = [(_with_stance(entry, known[i].name, i), False) for i in order]
        self._pick(
            "Stance on which issue?",
            picks,
            lambda index: self._stance_on(entry, order[index], known[order[index]].name),
        )

    def _stance_on(self, entry: Entry, issue: str, name: str) -> None:
        now = entry.statement.stances.get(issue)
        picks = [(f"{signs.STANCE.get(v, ' ')}  {v}", v is now) for v in StanceValue]
        self._pick(
            f"{name}: where does it stand?",
            picks,
            lambda index: self.ask(
                requests.Decide(
                    entry, Action.STANCE, {"issue": issue, "stance": list(StanceValue)[index]}
                )
            ),
        )

    def _has_issues(self) -> bool:
        if not self.comparison.issues:
            self.notify("This dossier has no issues yet.", markup=False)
        return bool(self.comparison.issues)

    def action_note(self) -> None:
        """Write a note on it."""
        entry = self.at_hand
        if entry is None:
            return
        from tui.widgets.writing import Writing

        before = entry.mark.note if entry.mark else ""

        def written(text: str | None) -> None:
            if text is not None and text.strip() != before:
                self.ask(requests.Decide(entry, Action.NOTE, {"note": text.strip()}))

        question = say(("A note on this statement", "bold $primary"))
        self.app.push_screen(Writing(question, words.quoted(entry), before, NOTE_LENGTH), written)

    # ------------------------------------------------------------ a statement that was missed

    def action_add_statement(self) -> None:
        """Mark words of the article that were missed."""
        document, at, party = self.marking_from()
        if document:
            from tui.screens.marking import MarkingScreen

            self.app.push_screen(MarkingScreen(self.comparison, document, at, party))

    def marking_from(self) -> tuple[str, int, str]:
        """Where marking begins: a document's id (empty: none), an offset, and a party's id."""
        entry = self.decided
        if entry is None:
            return next(iter(self.comparison.documents), ""), 0, ""
        return entry.attribution.document, entry.statement.span.start, entry.party


def _with_stance(entry: Entry, name: str, issue: str) -> str:
    stance = entry.statement.stances.get(issue)
    return f"{name} ({stance})" if stance else name
