"""The one registry of actions behind keys, command palette, `?` and footer.

A screen has a method `action_<id>` for each action that names it in `where`, the application
one for each that names `Where.ANY`. Nothing else in `tui` binds a key.
"""

from dataclasses import dataclass
from enum import StrEnum

from textual.binding import Binding, BindingType


class Where(StrEnum):
    """The screens that an action belongs to."""

    ANY = "everywhere"
    PANES = "parties side by side"
    ARTICLE = "article"
    MATRIX = "matrix"
    HELP = "help"


ANY, PANES, ARTICLE, MATRIX, HELP = Where
_ALL = (PANES, ARTICLE, MATRIX, HELP)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do. `footer` is its place in the footer, 0 for none.

    With `numbered`, the n-th key passes n to the method (from 1).
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    where: tuple[Where, ...]
    footer: int = 0
    numbered: bool = False

    def call(self, key: str) -> str:
        """Return the Textual action that `key` runs."""
        owner = "app" if Where.ANY in self.where else "screen"
        number = f"({self.keys.index(key) + 1})" if self.numbered else ""
        return f"{owner}.{self.id}{number}"


ACTIONS: tuple[Action, ...] = (
    Action("open", ("enter",), "Read", "Read the statement in its article, with the reasons",
           (PANES, MATRIX), 1),
    Action("back", ("escape", "backspace"), "Back", "Go back to where you were",
           (ARTICLE, MATRIX, HELP), 1),
    Action("next_party", ("right", "l", "tab"), "Next party", "Move to the next party",
           (PANES, MATRIX)),
    Action("previous_party", ("left", "h", "shift+tab"), "Previous party",
           "Move to the previous party", (PANES, MATRIX)),
    Action("go_party", tuple("123456789"), "Go to party", "Move to the party of that number",
           (PANES, MATRIX), numbered=True),
    Action("next_statement", ("n",), "Next", "Next statement of this party", (ARTICLE,), 2),
    Action("previous_statement", ("p",), "Previous", "Previous statement of this party",
           (ARTICLE,), 3),
    Action("down", ("down", "j"), "Down", "One statement, row or line down", _ALL),
    Action("up", ("up", "k"), "Up", "One statement, row or line up", _ALL),
    Action("half_down", ("ctrl+d",), "Half a page down", "Half a page down", _ALL),
    Action("half_up", ("ctrl+u",), "Half a page up", "Half a page up", _ALL),
    Action("page_down", ("pagedown", "space"), "Page down", "One page down", _ALL),
    Action("page_up", ("pageup",), "Page up", "One page up", _ALL),
    Action("first", ("g", "home"), "Top", "To the first one", _ALL),
    Action("last", ("G", "end"), "End", "To the last one", _ALL),
    Action("switch", ("tab", "shift+tab"), "Text or reasons",
           "Move between the article and the reasons", (ARTICLE,), 4),
    Action("matrix", ("m",), "Matrix", "Every issue against every party", (PANES,), 2),
    Action("export", ("e",), "Export",
           "Write the comparison as Markdown into the current folder", (PANES, MATRIX), 3),
    Action("reload", ("r",), "Reload",
           "Read dossier.toml again and analyse what changed", (PANES,), 4),
    Action("stop", ("escape",), "Stop", "Stop the work that is going on; what is done is kept",
           (PANES,)),
    Action("theme", ("t",), "Light or dark", "Switch between the light and the dark page", (ANY,)),
    Action("help", ("question_mark", "f1"), "Help", "Every key and every sign", (ANY,), 8),
    Action("palette", ("ctrl+p", "colon"), "Commands", "Search every command by name", (ANY,), 7),
    Action("quit", ("q", "ctrl+q"), "Quit", "Leave; everything is already saved", (ANY,), 9),
)  # fmt: skip

_SHOWN: dict[str, str] = {
    "question_mark": "?", "colon": ":", "enter": "⏎", "escape": "esc", "left": "←", "right": "→",
    "up": "↑", "down": "↓", "pagedown": "pgdn", "pageup": "pgup", "shift+tab": "⇧tab",
}  # fmt: skip


def actions(where: Where) -> tuple[Action, ...]:
    """Return the actions of a screen, those that work everywhere last."""
    here = tuple(action for action in ACTIONS if where in action.where)
    return here if where is ANY else here + actions(ANY)


def bindings(where: Where) -> list[BindingType]:
    """Return the key bindings of a screen (or of the application, for `Where.ANY`)."""
    return [
        Binding(key, action.call(key), action.label, show=False, id=f"{action.id}.{key}")
        for action in ACTIONS
        if where in action.where
        for key in action.keys
    ]


def shown(key: str) -> str:
    """Return a key as a person reads it."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    return _SHOWN.get(key, key)


def keys_shown(action: Action) -> str:
    """Return all keys of an action: "→ l tab", or "1–9" for numbered ones."""
    if action.numbered:
        return f"{action.keys[0]}–{action.keys[-1]}"
    return " ".join(shown(key) for key in action.keys)


def footer(where: Where) -> tuple[Action, ...]:
    """Return the actions that the footer of a screen names, in its order."""
    return tuple(sorted((a for a in actions(where) if a.footer), key=lambda a: a.footer))
