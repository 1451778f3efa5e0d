"""Rest without a clock: a key has done its work when no message is left and all is laid out.

Textual's pilot waits after each key until the process has used no CPU for a fiftieth of a second,
twice, and draws up to sixty pictures a second meanwhile. Here a key ends as soon as nothing is left
to do. A state is drawn when somebody looks at it (`frame`), at the end of a test, and, where a test
asks for it by `draw_everything`, whenever the program rests.
"""

import asyncio
from typing import Any

import pytest
from textual._context import active_app
from textual.app import App
from textual.screen import Screen

_ROUNDS = 20_000  # of the loop; what works longer than that goes on while the test does
_SLOW = 1.0  # seconds between two pictures that nobody asked for

_draw = Screen._compositor_refresh
_undrawn: set[Screen[Any]] = set()
_everything = False


def be_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pilots wait for rest."""
    _undrawn.clear()
    monkeypatch.setattr("textual.app.wait_for_idle", _rest)
    monkeypatch.setattr("textual.pilot.wait_for_idle", _rest)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", _SLOW)
    monkeypatch.setattr(Screen, "_compositor_refresh", _note)


def draw_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw each state in which the program rests: for tests that look for what cannot be drawn."""
    monkeypatch.setattr("tests.tui.rest._everything", True)


def draw(app: App[Any]) -> None:
    """Draw the screen as a terminal would get it, where it was not drawn since it changed."""
    if app.screen in _undrawn:
        _undrawn.clear()
        _draw(app.screen)


def _note(screen: Screen[Any]) -> None:
    if screen is screen.app.screen:
        _undrawn.add(screen)
        screen._dirty_widgets.clear()  # what is dirty of the picture, its compositor remembers
        screen.app._update_mouse_over(screen)
    else:
        _draw(screen)


async def _rest(min_sleep: float = 0.0, max_sleep: float = 0.0) -> None:
    app: App[Any] = active_app.get()
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    for _ in range(_ROUNDS):
        await asyncio.sleep(0)
        if ready:
            continue
        if app._resize_timer is not None:  # sizes that follow each other at once count as one
            await asyncio.sleep(0.001)
        elif _is_due(app.screen):
            app.screen._on_timer_update()
        elif _everything and app.screen in _undrawn:
            draw(app)
        else:
            return


def _is_due(screen: Screen[Any]) -> bool:
    """Whether the screen waits for its next picture to do something."""
    if not screen.is_current or screen.app._batch_count:
        return False
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
