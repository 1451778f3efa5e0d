"""How fast long work goes, and how long it still takes."""

import time
from collections import deque
from collections.abc import Callable

_WINDOW = 20  # documents that the rate is taken from: the newest tell most
_MINUTE = 60.0


class Pace:
    """Watches a run; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque(maxlen=_WINDOW + 1)

    def at(self, done: int, total: int) -> str:
        """Return rate and time left: "2.5 a second, 40 s left"; nothing before two are done.

        The first document waits for the language model, so its time tells nothing.
        """
        if self._seen and done < self._seen[-1][1]:
            self._seen.clear()  # another run
        if done and (not self._seen or done > self._seen[-1][1]):
            self._seen.append((self._clock(), done))
        if len(self._seen) < 2 or done >= total:
            return ""
        (first, before), (last, now) = self._seen[0], self._seen[-1]
        if last <= first:
            return ""
        rate = (now - before) / (last - first)
        return f"{_rate(rate)}, {_left((total - done) / rate)} left"


def _rate(rate: float) -> str:
    return f"{rate:.1f} a second" if rate >= 1 else f"{rate * _MINUTE:.0f} a minute"


def _left(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / _MINUTE)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
