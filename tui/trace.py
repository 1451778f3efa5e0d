"""The log file: what went wrong in a way that nobody foresaw, for whoever is to mend it."""

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

_LARGEST = 1_000_000  # bytes; then the file begins anew, and the old one is kept once


def log_path() -> Path:
    """Return where the log file is, whether or not it is there."""
    from platformdirs import user_log_path

    return user_log_path("positions", appauthor=False) / "positions.log"


def keep_trace(error: BaseException) -> Path | None:
    """Write where an error came from; return the file, None where it cannot be written.

    It names files and lines of the program, and no words of articles but those of the message.
    """
    path = log_path()
    trace = "".join(traceback.format_exception(error))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST:
            os.replace(path, path.with_suffix(".old.log"))
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n{trace}\n")
    except OSError:
        return None
    return path
