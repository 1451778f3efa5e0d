"""Which dossiers were open last: versioned JSON in the platform's state folder.

A convenience only: what cannot be read is ignored, what cannot be written is let go.
"""

import contextlib
import json
from pathlib import Path

_VERSION = 1
_KEPT = 20
_MOST = 100_000  # bytes; nothing of ours is as long


def recent(file: Path) -> tuple[Path, ...]:
    """Return the dossiers that were open, the last one first; those that are gone, too."""
    try:
        with file.open("rb") as stream:
            data = json.loads(stream.read(_MOST))
        if data["version"] != _VERSION:
            return ()
        return tuple(Path(path) for path in data["dossiers"] if isinstance(path, str))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()


def remember(file: Path, path: Path) -> None:
    """Put a dossier in front of the list."""
    with contextlib.suppress(OSError, ValueError):
        path = path.absolute()
        others = [one for one in recent(file) if one != path]
        found = [str(one) for one in [path, *others][:_KEPT]]
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f".{file.name}.tmp")
        part.write_text(json.dumps({"version": _VERSION, "dossiers": found}), encoding="utf-8")
        part.replace(file)
