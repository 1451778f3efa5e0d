"""The one registry of actions behind keys, command palette, `?` and footer.

A screen has a method `action_<id>` for each action that names it in `where`, the application
one for each that names `Where.ANY`. Nothing else in `tui` binds a key.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct
from textual.binding import Binding, BindingType


class Where(StrEnum):
    """The screens that an action belongs to."""

    ANY = "everywhere"
    PANES = "parties side by side"
    ARTICLE = "article"
    REVIEW = "review"
    PAIR = "two statements side by side"
    MARKING = "marking words"
    MATRIX = "matrix"
    TIMELINE = "time line"
    CONFLICTS = "conflicts and agreements"
    DOCUMENTS = "documents"
    DOCUMENT = "a whole article"
    SUBJECTS = "parties and issues"
    DOSSIERS = "dossiers"
    HELP = "help"


class Group(StrEnum):
    """What actions are for: the headings of `?`."""

    READ = "read"
    DECIDE = "decide about the statement"
    FIND = "find and filter"
    SHOW = "show and export"
    DOSSIER = "dossiers, articles, parties"
    MOVE = "move"
    PROGRAM = "program"


(ANY, PANES, ARTICLE, REVIEW, PAIR, MARKING, MATRIX, TIMELINE, CONFLICTS, DOCUMENTS, DOCUMENT,
 SUBJECTS, DOSSIERS, HELP) = Where  # fmt: skip
_READING = (ARTICLE, REVIEW, PAIR)
_DECIDING = (PANES, *_READING)
_TABLES = (MATRIX, TIMELINE)
_FILTERED = (PANES, *_TABLES, CONFLICTS)
_LISTS = (DOCUMENTS, SUBJECTS, DOSSIERS)
_SCROLLED = (*_FILTERED, *_READING, *_LISTS, DOCUMENT, HELP)
_ALL = (*_SCROLLED, MARKING)


class Action(Struct, frozen=True):
    """One thing a person can do. `footer` is its place in the footer, 0 for none.

    With `numbered`, the n-th key passes n to the method (from 1). With `app`, the application has
    the method and not the screen.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    where: tuple[Where, ...]
    group: Group
    footer: int = 0
    numbered: bool = False
    app: bool = False

    def call(self, key: str) -> str:
        """Return the Textual action that `key` runs."""
        owner = "app" if self.app or Where.ANY in self.where else "screen"
        number = f"({self.keys.index(key) + 1})" if self.numbered else ""
        return f"{owner}.{self.id}{number}"


LASTING = 90
"""From this place in the footer on, actions stay longest where there is no room for all."""

ACTIONS: tuple[Action, ...] = (
    # read
    Action("open", ("enter",), "Read", "Read the statement in its article, with the reasons",
           _FILTERED, Group.READ, 1),
    Action("back", ("escape", "backspace"), "Back", "Go back to where you were",
           (*_READING, MARKING, *_TABLES, CONFLICTS, *_LISTS, DOCUMENT, HELP), Group.READ, 1),
    Action("next_statement", ("n",), "Next", "Next statement of this party",
           (ARTICLE,), Group.READ, 5),
    Action("previous_statement", ("p",), "Previous", "Previous statement",
           (ARTICLE, REVIEW), Group.READ, 6),
    Action("skip", ("n",), "Skip", "Leave it undecided and go on", (REVIEW,), Group.READ, 4),
    Action("review", ("R",), "Review",
           "Walk through what nobody has verified, the least certain first",
           _FILTERED, Group.READ, 5),
    Action("switch", ("tab", "shift+tab"), "Text or reasons",
           "Move between the article and the reasons", (ARTICLE, REVIEW), Group.READ),
    Action("switch", ("tab", "shift+tab"), "Other side",
           "Move between the two statements", (PAIR,), Group.READ, 5),
    Action("more", ("right_square_bracket",), "More context", "Show more of the article around it",
           _READING, Group.READ),
    Action("less", ("left_square_bracket",), "Less context", "Show less of the article around it",
           _READING, Group.READ),
    Action("beside", ("equals_sign",), "Side by side",
           "Mark the statement; on a second one, show both side by side",
           (PANES, ARTICLE), Group.READ),
    # decide
    Action("verify", ("v",), "Verify", "Say that it is right as it stands", _DECIDING,
           Group.DECIDE, 2),
    Action("reject", ("x",), "Reject", "Say that it is no statement of anybody here", _DECIDING,
           Group.DECIDE, 3),
    Action("whose", ("w",), "Whose", "Give it to another party, here or wherever the same holds",
           _DECIDING, Group.DECIDE, 4),
    Action("stance", ("s",), "Stance", "Say whether it is for or against, issue by issue",
           _DECIDING, Group.DECIDE),
    Action("issue", ("i",), "Issue", "Say what it is about, and what not", _DECIDING,
           Group.DECIDE),
    Action("voice", ("V",), "Voice", "Say whose words it is in: own, paraphrased, reported …",
           _DECIDING, Group.DECIDE),
    Action("certainty", ("C",), "Certainty", "Say how firm it is: asserted, hedged, open …",
           _DECIDING, Group.DECIDE),
    Action("note", ("number_sign",), "Note", "Write a note on it", _DECIDING, Group.DECIDE),
    Action("pin", ("asterisk",), "Pin", "Keep it on top of its party, or no longer", _DECIDING,
           Group.DECIDE),
    Action("add_statement", ("plus",), "Add a statement",
           "Mark words of the article that were missed, and say whose they are",
           (PANES, ARTICLE, REVIEW), Group.DECIDE),
    Action("undo", ("u",), "Undo", "Take back your last decision",
           (*_DECIDING, DOCUMENTS), Group.DECIDE, 7),
    Action("redo", ("U",), "Redo", "Bring back what you took back",
           (*_DECIDING, DOCUMENTS), Group.DECIDE),
    # marking words
    Action("take", ("enter",), "Take it", "Take the lit words: choose whose they are",
           (MARKING,), Group.DECIDE, 2),
    Action("mark", ("space", "v"), "Mark from here",
           "Mark from this word on; again: whole sentences", (MARKING,), Group.DECIDE, 3),
    Action("next_word", ("right", "l"), "Word on", "One word on", (MARKING,), Group.MOVE, 4),
    Action("previous_word", ("left", "h"), "Word back", "One word back", (MARKING,), Group.MOVE, 5),
    # find
    Action("filter", ("slash",), "Filter", "Show only what fits words, expressions and keys",
           _FILTERED, Group.FIND, 7),
    Action("facets", ("f",), "Pick a filter", "Pick what to show from lists", _FILTERED,
           Group.FIND),
    Action("next_match", ("n",), "Next match", "Next statement that the filter shows", _FILTERED,
           Group.FIND),
    Action("previous_match", ("N",), "Previous match", "Previous statement that the filter shows",
           _FILTERED, Group.FIND),
    Action("clear", ("backslash",), "Clear the filter", "Show everything again", _FILTERED,
           Group.FIND),
    # show
    Action("matrix", ("m",), "Matrix", "Every issue against every party",
           (PANES, TIMELINE, CONFLICTS), Group.SHOW, 9),
    Action("timeline", ("T",), "Time line", "Statements and tone of every party over time",
           (PANES, MATRIX, CONFLICTS), Group.SHOW),
    Action("conflicts", ("c",), "Conflicts", "Where parties contradict each other, and where not",
           (PANES, *_TABLES), Group.SHOW),
    Action("grain", ("z",), "Days, months, years", "Tell time by days, months or years",
           (TIMELINE,), Group.SHOW, 2),
    Action("group", ("b",), "Group by", "Group statements by document, issue or date", (PANES,),
           Group.SHOW),
    Action("export", ("e",), "Export", "Write the comparison and its evidence into a file",
           _FILTERED, Group.SHOW, 10, app=True),
    Action("copy", ("y",), "Copy", "Copy the quote with its citation",
           (*_FILTERED, *_READING), Group.SHOW, app=True),
    Action("outside", ("O",), "Open outside",
           "Open the article in your pager, your editor or the browser",
           (*_FILTERED, *_READING, DOCUMENTS, DOCUMENT), Group.SHOW, app=True),
    Action("reload", ("r",), "Reload",
           "Read dossier.toml again and analyse what changed", (PANES,), Group.SHOW, 4),
    Action("stop", ("escape",), "Stop or clear",
           "Stop the work that is going on (what is done is kept), or clear the filter",
           (PANES,), Group.SHOW),
    # dossiers, articles, parties
    Action("add", ("a",), "Add articles", "Add files, folders, or a text that you paste",
           (PANES, DOCUMENTS), Group.DOSSIER, 11, app=True),
    Action("documents", ("D",), "Documents", "Every article, what is stale, what was not read",
           (PANES, SUBJECTS), Group.DOSSIER, app=True),
    Action("subjects", ("E",), "Parties and issues",
           "Parties, issues, and those that the articles suggest",
           (PANES, DOCUMENTS), Group.DOSSIER, 12, app=True),
    Action("dossiers", ("o",), "Dossiers", "Open another dossier, or make one",
           (PANES, DOCUMENTS, SUBJECTS), Group.DOSSIER, app=True),
    Action("read", ("enter",), "Read", "Read the article", (DOCUMENTS,), Group.DOSSIER, 2),
    Action("describe", ("e",), "Edit", "Put its title, outlet, author or date right",
           (DOCUMENTS,), Group.DOSSIER, 3),
    Action("forget", ("x",), "Take off", "Take what could not be read off the list",
           (DOCUMENTS,), Group.DOSSIER),
    Action("edit", ("enter",), "Edit", "Edit the party, the issue or the suggestion",
           (SUBJECTS,), Group.DOSSIER, 2),
    Action("take_suggestion", ("plus",), "Take", "Write the suggestion into dossier.toml",
           (SUBJECTS,), Group.DOSSIER, 3),
    Action("new_party", ("p",), "New party", "Add a party", (SUBJECTS,), Group.DOSSIER, 4),
    Action("new_issue", ("i",), "New issue", "Add an issue", (SUBJECTS,), Group.DOSSIER, 5),
    Action("remove", ("x",), "Take out", "Take a party or an issue out of dossier.toml",
           (SUBJECTS,), Group.DOSSIER, 6),
    Action("open_dossier", ("enter",), "Open", "Open the dossier", (DOSSIERS,), Group.DOSSIER, 2),
    Action("new_dossier", ("n",), "New", "Make a dossier", (DOSSIERS,), Group.DOSSIER, 3),
    Action("by_path", ("p",), "By path", "Open a dossier by its path", (DOSSIERS,),
           Group.DOSSIER, 4),
    # move
    Action("next_party", ("right", "l", "tab"), "Next party", "Move to the next party",
           (PANES, *_TABLES), Group.MOVE),
    Action("previous_party", ("left", "h", "shift+tab"), "Previous party",
           "Move to the previous party", (PANES, *_TABLES), Group.MOVE),
    Action("go_party", tuple("123456789"), "Go to party", "Move to the party of that number",
           (PANES, *_TABLES), Group.MOVE, numbered=True),
    Action("down", ("down", "j"), "Down", "One statement, sentence, row or line down", _ALL,
           Group.MOVE),
    Action("up", ("up", "k"), "Up", "One statement, sentence, row or line up", _ALL, Group.MOVE),
    Action("half_down", ("ctrl+d",), "Half a page down", "Half a page down", _SCROLLED, Group.MOVE),
    Action("half_up", ("ctrl+u",), "Half a page up", "Half a page up", _SCROLLED, Group.MOVE),
    Action("page_down", ("pagedown", "space"), "Page down", "One page down", _SCROLLED, Group.MOVE),
    Action("page_up", ("pageup",), "Page up", "One page up", _SCROLLED, Group.MOVE),
    Action("first", ("g", "home"), "Top", "To the first one", _ALL, Group.MOVE),
    Action("last", ("G", "end"), "End", "To the last one", _ALL, Group.MOVE),
    # program
    Action("palette", ("ctrl+p", "colon"), "Commands", "Search every command by name", (ANY,),
           Group.PROGRAM, 8),
    Action("help", ("question_mark", "f1"), "Help", "Every key and every sign", (ANY,),
           Group.PROGRAM, LASTING),
    Action("theme", ("t",), "Theme",
           "Dark, light, high contrast, or the terminal's own colours", (ANY,),
           Group.PROGRAM),
    Action("quit", ("q", "ctrl+q"), "Quit", "Leave; everything is already saved", (ANY,),
           Group.PROGRAM, LASTING + 1),
)  # fmt: skip

_SHOWN: dict[str, str] = {
    "question_mark": "?", "colon": ":", "enter": "⏎", "escape": "esc", "left": "←", "right": "→",
    "up": "↑", "down": "↓", "pagedown": "pgdn", "pageup": "pgup", "shift+tab": "⇧tab",
    "plus": "+", "slash": "/", "backslash": "\\",
    "asterisk": "*", "equals_sign": "=", "number_sign": "#",
    "left_square_bracket": "[", "right_square_bracket": "]",
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


_changed: dict[str, tuple[str, ...]] = {}


def keymap(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Take other keys for some actions, for all that names them; return what Textual needs.

    Every former key of an action stands for all of its new ones (numbered: for the one in its
    place), since Textual keeps what a keymap leaves out.
    """
    global _changed
    _changed = dict(keys)
    found = {}
    for action in ACTIONS:
        for place, key in enumerate(action.keys if action.id in keys else ()):
            new = keys[action.id]
            found[f"{action.id}.{key}"] = new[place] if action.numbered else ",".join(new)
    return found


def keys_of(action: Action) -> tuple[str, ...]:
    """Return the keys that an action has now."""
    return _changed.get(action.id, action.keys)


def key_of(action_id: str) -> str:
    """Return the first key that an action has now, as a person reads it."""
    action = next(action for action in ACTIONS if action.id == action_id)
    return shown(keys_of(action)[0])


def shown(key: str) -> str:
    """Return a key as a person reads it."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    sign = _SHOWN.get(key, key)
    return sign if sign.isascii() or not _spelt else key


_spelt = False


def spell_out(on: bool) -> None:
    """Name keys that have a sign of their own by a word from now on ("enter"), or no more."""
    global _spelt
    _spelt = on


def keys_shown(action: Action) -> str:
    """Return all keys of an action: "→ l tab", or "1–9" for numbered ones."""
    if action.numbered:
        return f"{shown(keys_of(action)[0])}–{shown(keys_of(action)[-1])}"
    return " ".join(shown(key) for key in keys_of(action))


def footer(where: Where) -> tuple[Action, ...]:
    """Return the actions that the footer of a screen names, in its order."""
    return tuple(sorted((a for a in actions(where) if a.footer), key=lambda a: a.footer))
