"""What people decide about statements: pure functions over events and analyses.

Events come from `making`, `replay` says which of them stand, `anchoring` which statements they
are about now, `view` applies them.
"""

from analysis.decisions.anchoring import Finder, Found, Placed
from analysis.decisions.describing import changes, descriptions
from analysis.decisions.lookup import SHORTEST, Lookup, Records, place_of_words
from analysis.decisions.making import (
    Clock,
    Maker,
    Target,
    instead,
    meant,
    moved,
    verified,
)
from analysis.decisions.places import anchor_of
from analysis.decisions.renaming import Renamed
from analysis.decisions.replay import next_redo, next_undo, ordered, standing, undone
from analysis.decisions.together import Together
from analysis.decisions.view import View, corrections, decided

__all__ = [
    "SHORTEST",
    "Clock",
    "Finder",
    "Found",
    "Lookup",
    "Maker",
    "Placed",
    "Records",
    "Renamed",
    "Target",
    "Together",
    "View",
    "anchor_of",
    "changes",
    "corrections",
    "decided",
    "descriptions",
    "instead",
    "meant",
    "moved",
    "next_redo",
    "next_undo",
    "ordered",
    "place_of_words",
    "standing",
    "undone",
    "verified",
]
