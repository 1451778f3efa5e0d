"""When garbage is looked for: not before the first picture, and thoroughly only between keys.

What a start makes (modules, classes, the comparison) stays as long as the program runs. Looking
through it again and again takes a tenth of a start's CPU time, and a full look later 17 ms; where
there are 100,000 statements, 100 ms.
"""

import gc

_YOUNG = 500_000  # things that are made between two looks where nobody sweeps: hundreds of keys
_MIDDLE = 20  # looks at the youngest to one at those that were left by them
_SELDOM = 1000  # of those to one at all there is
_DUE = 20_000  # things after which it is worth while to sweep
_WHOLE = 5  # sweeps to one through everything


def leave_lying() -> None:
    """Look for no garbage until `look_for` is called."""
    gc.disable()


def look_for() -> None:
    """Look for garbage from now on, among what is made from now on, and mostly the youngest."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    gc.set_threshold(_YOUNG, _MIDDLE, _SELDOM)


def leave_for_good() -> None:
    """What is there now stays: later looks are only at what is made from now on."""
    gc.unfreeze()  # of a dossier that was open before, nothing may stay
    gc.collect()
    gc.freeze()


def is_looked_for() -> bool:
    """Whether `look_for` was called."""
    return gc.get_threshold()[2] == _SELDOM


def sweep() -> None:
    """Look through what was made of late, now and then through everything: when nobody waits."""
    made, looks, sweeps = gc.get_count()
    if sweeps >= _WHOLE:
        gc.collect()
    elif looks or made >= _DUE:
        gc.collect(1)
