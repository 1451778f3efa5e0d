"""The comparison for other programs and for other people: Markdown, CSV, JSON."""

from collections.abc import Callable, Mapping

from analysis.errors import UsageError
from analysis.export.markdown import to_markdown
from analysis.export.rows import to_csv
from analysis.export.structured import to_json
from analysis.export.verify import verify_export
from analysis.models import Comparison

__all__ = ["FORMATS", "export", "verify_export"]

_WRITERS: Mapping[str, Callable[[Comparison], str]] = {
    "md": to_markdown,
    "csv": to_csv,
    "json": to_json,
}
FORMATS = tuple(_WRITERS)


def export(comparison: Comparison, format: str) -> str:  # noqa: A002 - the word of the command
    """Return the comparison in one of `FORMATS`; the same comparison gives the same text.

    UsageError for a format that is not known.
    """
    writer = _WRITERS.get(format)
    if writer is None:
        raise UsageError(f"Unknown format: {format}.", f"Known are {', '.join(FORMATS)}.")
    return writer(comparison)
