"""What is shown of a dossier that is just opened."""

from typing import TYPE_CHECKING

from analysis.models import Comparison

if TYPE_CHECKING:
    from analysis.dossier import Dossier

FEW = 150
"""Articles up to which somebody waits for a comparison, some 3 ms for each; more take a job."""


def at_hand(dossier: "Dossier") -> Comparison | None:
    """Return the comparison, None where many articles have to be read for it.

    Raises PositionsError.
    """
    return dossier.comparison() if dossier.uncompared() <= FEW else None


def nothing_of(dossier: "Dossier") -> Comparison:
    """Return a comparison that shows nothing yet."""
    return Comparison(dossier.settings.title, (), (), {}, {}, ())
