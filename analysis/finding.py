"""Finding in a comparison, for whoever shows it: screens, commands and scripts."""

from analysis.comparison.narrowing import Finder
from analysis.comparison.syntax import Syntax, Value
from analysis.comparison.timeline import timeline
from analysis.models import Comparison

__all__ = ["Finder", "Syntax", "Value", "filtered", "timeline"]


def filtered(comparison: Comparison, text: str) -> Comparison:
    """Return what the filter `text` lets through; UsageError names the term that is wrong.

    The text is `voice:own issue:talks after:2020-09 /reg.*ex/ words`, see `Syntax`.
    """
    syntax = Syntax(comparison)
    wanted = syntax.read(text)
    return Finder(comparison).narrowed(wanted, syntax.write(wanted))
