"""The command palette: every action of the registry, and every party by name."""

from collections.abc import Coroutine, Iterator
from functools import partial
from typing import NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui import actions, words
from tui.actions import Where
from tui.render import Part, literal, say
from tui.screens.panes import PanesScreen
from tui.screens.table import TableScreen


class Command(NamedTuple):
    """A line of the palette: name, explanation, and the Textual action that it runs."""

    name: str
    help: str
    action: str


class ActionProvider(Provider):
    """Commands of the screen that the palette was opened on."""

    def commands(self) -> Iterator[Command]:
        """Return every command; an action that takes a number once for each party."""
        where = getattr(self.screen, "WHERE", Where.ANY)
        for action in actions.actions(where):
            if not action.numbered:
                keys = f"{action.help} ({actions.keys_shown(action)})"
                yield Command(action.label, keys, action.call(action.keys[0]))
            elif isinstance(self.screen, PanesScreen | TableScreen):
                for number, view in enumerate(self.screen.comparison.parties, 1):
                    count = words.voice_count(view.count)
                    name = f"{action.label} {literal(view.party.name)}"
                    yield Command(name, count, f"screen.{action.id}({number})")

    async def discover(self) -> Hits:
        """List everything before a word is typed."""
        for command in self.commands():
            yield DiscoveryHit(
                _line(command), self._run(command), text=literal(command.name), help=None
            )

    async def search(self, query: str) -> Hits:
        """List what fits the query, by name or by explanation."""
        matcher = self.matcher(query)
        for command in self.commands():
            score = max(matcher.match(command.name), matcher.match(command.help) * 0.8)
            if command.name.casefold().startswith(query.strip().casefold()):
                score += 1  # "mat" is the matrix rather than the next match
            if score > 0:
                yield Hit(score, _line(command), self._run(command), text=literal(command.name))

    def _run(self, command: Command) -> "partial[Coroutine[object, object, None]]":
        return partial(self.screen.run_action, command.action)


def _line(command: Command) -> Content:
    parts: tuple[Part, ...] = ((command.name, "bold"), (f"  {command.help}", "not bold $muted"))
    return say(*parts)
