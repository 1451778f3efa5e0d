"""What is made ready between keys: all of it in the end, and none of it while somebody types."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from tui import idle
from tui.idle import Idle


class Readying:
    """An application as `Idle` sees it, with so many steps to take; its timers wait for `tick`."""

    def __init__(self, steps: int) -> None:
        self.done = 0
        self.steps = steps
        self.timers: list[Callable[[], None]] = []
        self.stylesheet = SimpleNamespace(has_source=lambda _: True)
        self.dossier = SimpleNamespace(ready=self._ready)

    def _ready(self) -> Iterator[None]:
        for _ in range(self.steps):
            self.done += 1
            yield

    def set_timer(self, _: float, then: Callable[[], None]) -> None:
        self.timers.append(then)

    def set_interval(self, _: float, then: Callable[[], None]) -> None:
        pass

    def tick(self) -> None:
        due, self.timers = self.timers, []
        for then in due:
            then()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that each look moves on by five milliseconds."""
    now = [100.0]

    def look() -> float:
        now[0] += 0.005
        return now[0]

    monkeypatch.setattr(idle, "monotonic", look)
    monkeypatch.setattr(idle, "_FIRST", ())
    monkeypatch.setattr(idle, "_LIKELY", ())
    monkeypatch.setattr(idle, "_STYLES", ())
    monkeypatch.setattr(idle.garbage, "leave_for_good", lambda: None)
    return now


@pytest.mark.usefixtures("clock")
def test_all_is_made_ready_a_little_at_a_time() -> None:
    app = Readying(steps=50)
    Idle(app).begin()  # type: ignore[arg-type]
    assert 0 < app.done < 10
    for _ in range(50):
        app.tick()
    assert app.done == 50
    assert not app.timers


def test_nothing_is_done_while_somebody_types(clock: list[float]) -> None:
    app = Readying(steps=50)
    idle = Idle(app)  # type: ignore[arg-type]
    idle.begin()
    before = app.done
    for _ in range(5):
        idle.touched()
        app.tick()
    assert app.done == before
    clock[0] += 10
    app.tick()
    assert app.done > before


@pytest.mark.usefixtures("clock")
def test_what_another_dossier_needs_takes_the_place_of_it() -> None:
    app = Readying(steps=50)
    idle = Idle(app)  # type: ignore[arg-type]
    idle.begin()
    first, app.dossier = app.dossier, Readying(steps=3).dossier
    idle.begin()
    done = app.done
    for _ in range(50):
        app.tick()
    assert app.done == done
    assert first is not app.dossier
