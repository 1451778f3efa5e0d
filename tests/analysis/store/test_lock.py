"""Decisions of several processes: each gets its turn, and nobody waits for ever."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.store import LockedError, lock
from analysis.store.lock import PATIENCE, locked


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "human" / "lock"


class Clock:
    """Time that passes while somebody sleeps, and what happens meanwhile."""

    def __init__(self, meanwhile: Callable[[int], None]) -> None:
        self.slept = 0
        self._meanwhile = meanwhile

    def monotonic(self) -> float:
        return float(self.slept)

    def sleep(self, _: float) -> None:
        self.slept += 1
        self._meanwhile(self.slept)


def test_who_waits_goes_before_who_comes_back(path: Path) -> None:
    order: list[str] = []

    def wait() -> None:
        with locked(path):
            order.append("waited")

    waiting = threading.Thread(target=wait)
    with locked(path):
        waiting.start()
        for _ in range(10_000):
            if _is_held(path.with_name("lock.turn")):
                break
            time.sleep(0.001)
    with locked(path):
        order.append("came back")
    waiting.join()
    assert order == ["waited", "came back"]


def _is_held(path: Path) -> bool:
    try:
        with locked(path, 0.0):
            return False
    except LockedError:
        return True


def test_patience_is_with_one_holder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    others = 3 * int(PATIENCE)

    def next_one(second: int) -> None:
        if second <= others:
            os.utime(path, ns=(0, second))

    clock = Clock(next_one)
    with locked(path):
        monkeypatch.setattr(lock, "time", clock)
        with pytest.raises(LockedError, match=f"{PATIENCE:g} seconds"), locked(path):
            pass
    assert clock.slept == others + PATIENCE


def test_who_was_stopped_in_line_holds_up_nobody_for_ever(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(lambda _: None)
    with locked(path.with_name("lock.turn"), 0.0):
        monkeypatch.setattr(lock, "time", clock)
        with locked(path):
            assert clock.slept == PATIENCE
