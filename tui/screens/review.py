"""The review queue: what nobody has verified, one statement after the other."""

from textual.message import Message

from analysis.models import Action
from analysis.models.lazy import confidence
from tui import requests, words
from tui.actions import Where, bindings, key_of
from tui.render import say
from tui.screens.article import ReadingScreen
from tui.standing import Standing
from tui.widgets.bars import Caption

_BAR = 12  # cells
_SETTLING = (Action.VERIFY, Action.REJECT)


class ReviewScreen(ReadingScreen):
    """Statements from the least to the most certain; deciding goes on to the next."""

    WHERE = Where.REVIEW
    BINDINGS = bindings(Where.REVIEW)
    _counted: tuple[Standing, int] | None = None

    @property
    def done(self) -> int:
        """How many of them are verified or rejected now."""
        if self._counted is None or self._counted[0] is not self.standing:
            self._counted = (self.standing, sum(map(self.settled, self.names)))
        return self._counted[1]

    def title_words(self) -> str:
        """How far it is: "Review ━━━━━─────── 12 of 31 · Microsoft · 43% sure · 9 decided"."""
        entry = self.entry
        name = self.comparison.names.get(entry.party, "nobody")
        whose = "rejected" if self.gone else name
        done = "all" if self.done == len(self.names) else str(self.done)
        whole = len(self.names)
        filled = _BAR * self.done // whole
        # Where it is narrow, the numbers do.
        bar = "━" * filled + "─" * (_BAR - filled) + " " if self.app.size.width >= 80 else ""
        return (
            f"Review {bar}{self.index + 1} of {whole} · {whose}"
            f" · {confidence(entry):.0%} sure · {done} decided"
        )

    def ask(self, message: Message) -> None:
        """Ask the application, and go on where that settles the statement."""
        super().ask(message)
        last = self.index + 1 == len(self.names)
        if isinstance(message, requests.Decide) and message.action in _SETTLING and not last:
            self.go(self.index + 1)

    def action_skip(self) -> None:
        """Go on, or say that this was the last one."""
        if self.index + 1 < len(self.names):
            self.go(self.index + 1)
            return
        left = len(self.names) - self.done
        rest = f"{words.counted(left, 'statement')} left undecided" if left else "all are decided"
        self.query_one(Caption).flash(
            say(
                ("That was the last one: ", "bold $primary"),
                rest,
                (f"  {key_of('back')} leaves", "$muted"),
            )
        )
