"""A monkey at the keyboard: random keys, clicks and sizes from a fixed seed."""

import random
from asyncio import timeout
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace
from textual.pilot import OutOfBounds

from analysis.dossier import Dossier
from analysis.models import Analysis, Document
from tests.tui.dossiers import gold_dossier, make, nothing, talkative
from tests.tui.screen import shown
from tui.actions import ACTIONS

SIZES = ((160, 48), (120, 40), (80, 24), (60, 20), (40, 12), (30, 8))
STUCK = 60.0  # seconds that one key may take at most, on a busy machine
TYPED = (*'ao:"/,.(*\\ 1-', "enter", "space", "backspace")
# Keys that leave the program or the dossier (the palette still does), open another program, or
# write where the test cannot look.
LEFT_OUT = {"quit", "outside", "copy", "dossiers"}
KEYS = tuple(key for action in ACTIONS if action.id not in LEFT_OUT for key in action.keys)

_TOML = 'title = "T"\n' + "".join(
    f'[[party]]\nid = "p{n}"\nname = "Party {n}"\n' for n in range(7)
) + '[[issue]]\nid = "port"\nname = "The port"\nkeywords = ["port"]\n'  # fmt: skip
_TEXT = "Party {n} said the port will close on day {n}. Mara Lind said nobody asked it. "


def _empty(folder: Path) -> Dossier:
    return make(folder / "empty", 'title = "Empty"\n', {}, nothing)


def many(folder: Path, articles: int = 20) -> Dossier:
    texts = {
        f"a{number}.txt": f"2020-09-{1 + number % 28:02d}\n\n"
        + "".join(_TEXT.format(n=number * 31 + n) for n in range(20))
        for number in range(articles)
    }
    return make(folder / "many", _TOML, texts, _of_parties)


def _of_parties(document: Document) -> Analysis:
    """What "Party n said" is that party's."""
    found = talkative(document)
    given = tuple(
        replace(one, party=f"p{int(one.speaker[6:]) % 7}") if one.speaker[:6] == "Party " else one
        for one in found.attributions
    )
    return replace(found, attributions=given)


DOSSIERS: dict[str, Callable[[Path], Dossier]] = {
    "seed": gold_dossier,
    "empty": _empty,
    "many": many,
}


@dataclass(frozen=True)
class Played:
    """How many keys were pressed, and the decisions that are gone."""

    presses: int
    lost: tuple[str, ...]
    decided: int
    """Events of all dossiers together."""


async def _stay() -> None:
    """Do nothing, for an action that would leave."""


async def play(dossier: Dossier, seed: int, presses: int) -> Played:
    """Press, click and resize; whatever raises or hangs ends it."""
    rng = random.Random(seed)
    # By dossier: the monkey makes and opens others, too.
    known: dict[Path, set[str]] = {}
    lost: set[str] = set()
    async with shown(dossier, (120, 40)) as (app, pilot):
        # "Quit" stands in the footer and in the palette, where a click finds it.
        app.action_quit = _stay  # type: ignore[method-assign]
        for number in range(presses):
            async with timeout(STUCK):
                chance = rng.random()
                if chance < 0.05:
                    await pilot.resize_terminal(*rng.choice(SIZES))
                elif chance < 0.15:
                    width, height = app.size
                    place = rng.randrange(width), rng.randrange(height)
                    with suppress(OutOfBounds):
                        await pilot.click(offset=place, times=rng.choice((1, 1, 2)))
                else:
                    await pilot.press(rng.choice(KEYS if chance < 0.85 else TYPED))
            assert app.return_value is None, f"left at press {number}"
            if number % 20 == 0:
                events = {event.id for event in app.dossier.decisions.events()}
                before = known.setdefault(app.dossier.path, set())
                lost |= before - events
                before |= events
    for folder, before in known.items():
        lost |= before - {event.id for event in Dossier.open(folder).decisions.events()}
    return Played(presses, tuple(sorted(lost)), sum(map(len, known.values())))
