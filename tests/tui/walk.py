"""Walk through every scene in a real terminal: `python -m tests.tui.walk TEXT REPORT`.

The dossier has TEXT wherever a text can come from. REPORT is a JSON object: what each scene showed,
without spaces. In the bytes of the terminal a scene begins with its name as a title.
"""

import json
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.widgets._toast import Toast

from analysis.dossier import Dossier
from tests.tui.rest import be_quick, draw_everything
from tests.tui.scenes import SCENES, visit
from tests.tui.screen import flat, settle
from tests.tui.test_hostile import hostile_dossier
from tui.app import PositionsApp
from tui.widgets.dialogs import Choice
from tui.widgets.picker import PickLine

NUL = "{NUL}"  # an argument of a process cannot hold one
BEGINS = "\x1b]0;scene {}\x07"


def shown_text(app: PositionsApp) -> str:
    """The words on screen without spaces; a dialog's and a toast's own, for their lines break
    inside others'."""
    toasts = [str(toast.render()) for toast in app.screen.query(Toast)]
    if not isinstance(app.screen, ModalScreen):
        return "".join([flat(app), *"".join(toasts).split()])
    parts = [
        widget.value if isinstance(widget, Input) else str(widget.render())
        for widget in app.screen.query("*")
        if isinstance(widget, Choice | Static | PickLine | Input)
    ]
    return "".join("".join([*parts, *toasts]).split())


def set_aside(app: PositionsApp) -> str:
    """What widgets hold besides their words: tooltips, titles of borders, the window's title."""
    held = [app.title, app.sub_title, str(app.screen.title or "")]
    for widget in app.screen.query("*"):
        held += [str(widget.tooltip or ""), str(widget.border_title or "")]
        held.append(str(widget.border_subtitle or ""))
    return "".join(held)


def walk(text: str, report: Path) -> int:
    """Show every scene; return the program's exit code, other than 0 where something was obeyed."""
    patch = pytest.MonkeyPatch()
    be_quick(patch)
    draw_everything(patch)
    patch.setattr("tui.app.MOMENT", 0.01)
    patch.setattr(Dossier, "suggest_parties", lambda self: ())
    patch.setattr(Dossier, "suggest_issues", lambda self: ())
    app = PositionsApp(hostile_dossier(text))
    seen: dict[str, str] = {}

    async def every(pilot: Pilot[object]) -> None:
        driver = app._driver
        assert driver is not None
        await settle(pilot)  # type: ignore[arg-type]
        for name, scene in SCENES.items():
            driver.write(BEGINS.format(name))
            await visit(app, pilot, scene)  # type: ignore[arg-type]
            seen[name] = shown_text(app) + set_aside(app)
        app.exit(0)

    try:
        return app.run(auto_pilot=every) or 0
    finally:
        report.write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(walk(sys.argv[1].replace(NUL, "\0"), Path(sys.argv[2])))
