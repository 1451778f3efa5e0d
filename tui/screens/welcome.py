"""What a newcomer is told, once: what stands on the screen, and the few keys to begin with."""

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui import actions
from tui.render import say, stack

WELCOME = "welcome"
"""The name by which it is remembered that somebody has seen it."""

_SIGN = "bold $primary"


class WelcomeScreen(ModalScreen[None]):
    """The welcome; any key or click takes it away."""

    def __init__(self, *, sample: bool) -> None:
        super().__init__()
        self._sample = sample

    def compose(self) -> ComposeResult:
        """Title and text."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(say(("Who stands where, in whose words?", "bold $primary")), markup=False)
            yield Static(welcome_text(sample=self._sample), markup=False, classes="text")
            yield Static(
                say(("any key", "bold $primary"), " goes on"), markup=False, classes="keys"
            )

    def on_key(self, event: events.Key) -> None:
        """Go on."""
        event.stop()
        event.prevent_default()
        self.dismiss()

    def on_click(self) -> None:
        """Go on."""
        self.dismiss()


def welcome_text(*, sample: bool) -> Content:
    """Return the welcome; `sample`: the dossier shown is the one that comes with the program."""
    lines = [
        say("Each column is a party, its statements below it."),
        say("The sign before a statement tells whose words:"),
        say(("  “ ” ", _SIGN), "its own          ", ("› ", _SIGN), "paraphrased"),
        say(("  »   ", _SIGN), "told by another  ", ("○ ", _SIGN), "reported"),
        say(_key("open"), " opens its article: no claim without a source."),
        say("The machine errs: ", _key("verify"), " right, ", _key("reject"), " wrong, ",
            _key("whose"), " whose, ", _key("undo"), " undo."),
        say(_key("review"), " walks through what nobody has checked yet."),
    ]  # fmt: skip
    if sample:
        lines += [
            say(""),
            say(("A sample: one article on TikTok, September 2020.", "italic $muted")),
        ]
    return stack(lines)


def _key(action_id: str) -> Content:
    """The key of an action on the home screen."""
    return say((actions.key_of(action_id), "bold $primary"))
