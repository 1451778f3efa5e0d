"""An export checked against the dossier: its quotes, and all of it where the state is the same."""

from collections.abc import Iterable

from msgspec.structs import replace

from analysis.errors import UsageError
from analysis.export import FORMATS, export, verify_export
from analysis.export.sameness import differences, made_from
from analysis.finding import filtered
from analysis.models import Checked, Comparison, Document, Mismatch, Span


def checked(text: str, comparison: Comparison, documents: Iterable[Document]) -> Checked:
    """Slice every quote of an export again, and hold the whole against `comparison`.

    UsageError for a text that is no export.
    """
    found = verify_export(text, tuple(documents))
    made = made_from(text)
    if not made.state or made.format not in FORMATS:
        return found
    try:
        shown = filtered(comparison, made.filter) if made.filter else comparison
    except UsageError:
        wrong = Mismatch("", "filter", Span(0, 0), made.filter, "(no filter of this dossier)")
        return replace(found, mismatches=(*found.mismatches, wrong))
    others = tuple(differences(text, export(shown, made.format), made.format))
    if made.state != comparison.state:
        return replace(found, behind=len(others))
    return replace(found, mismatches=(*found.mismatches, *others), compared=True)
