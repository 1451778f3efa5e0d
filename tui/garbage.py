"""When garbage is looked for: not before the first picture, and thoroughly only between keys.

What a start makes (modules, classes, the comparison) stays as long as the program runs. Looking
through it again and again takes a tenth of a start's CPU time, and a full look later 17 ms; where
there are 100,000 statements, 100 ms.
"""

import gc

_SELDOM = 1000  # looks at the younger things to one at all of them, where nobody sweeps meanwhile
_DUE = 10  # the same after which it is worth while to sweep, as without this module


def leave_lying() -> None:
    """Look for no garbage until `look_for` is called."""
    gc.disable()


def look_for() -> None:
    """Look for garbage from now on, among what is made from now on, and mostly the youngest."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _SELDOM)


def leave_for_good() -> None:
    """What is there now stays: later looks are only at what is made from now on."""
    gc.unfreeze()  # of a dossier that was open before, nothing may stay
    gc.collect()
    gc.freeze()


def is_looked_for() -> bool:
    """Whether `look_for` was called."""
    return gc.get_threshold()[2] == _SELDOM


def sweep() -> None:
    """Look through everything, where that is due: for when nobody waits."""
    if gc.get_count()[2] >= _DUE:
        gc.collect()
