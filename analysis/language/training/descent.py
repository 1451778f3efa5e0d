"""The smallest value of a smooth convex function, by L-BFGS (Nocedal 1980)."""

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_REMEMBERED = 8
_HALVINGS = 30
_ENOUGH = 1e-4  # of the decrease that the slope promises


def minimise(loss: Callable[[Floats], tuple[float, Floats]], x: Floats, steps: int) -> Floats:
    """Return where `loss` (value and gradient at a place) is smallest, after so many steps.

    It starts nowhere at random: the same function and start give the same answer.
    """
    value, slope = loss(x)
    past: deque[tuple[Floats, Floats]] = deque(maxlen=_REMEMBERED)
    for _ in range(steps):
        way = _direction(slope, past)
        promised = float(slope @ way)
        if promised >= 0:
            past.clear()
            way, promised = -slope, -float(slope @ slope)
        length = 1.0
        for _ in range(_HALVINGS):
            there, (lower, steeper) = x + length * way, loss(x + length * way)
            if lower <= value + _ENOUGH * length * promised:
                break
            length /= 2
        else:
            return x
        if (there - x) @ (steeper - slope) > 1e-10:
            past.append((there - x, steeper - slope))
        x, value, slope = there, lower, steeper
    return x


def _direction(slope: Floats, past: deque[tuple[Floats, Floats]]) -> Floats:
    """Return the way down, by the slope and what its last changes tell of the curvature."""
    way = slope.copy()
    if not past:
        return -way / max(1.0, float(np.abs(way).sum()))
    shares = []
    for moved, changed in reversed(past):
        share = moved @ way / (changed @ moved)
        shares.append(share)
        way -= share * changed
    moved, changed = past[-1]
    way *= (moved @ changed) / (changed @ changed)
    for (moved, changed), share in zip(past, reversed(shares), strict=True):
        way += moved * (share - changed @ way / (changed @ moved))
    return -way
