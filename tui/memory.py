"""What a person has seen already, so that it is told once: on this machine, for all dossiers."""

import contextlib
import os
from pathlib import Path

_VERSION = 1


def memory_path() -> Path:
    """Return the file that remembers it."""
    from platformdirs import user_state_path

    return user_state_path("positions", appauthor=False) / "seen.json"


class Memory:
    """Names of things that were seen. A file that cannot be read or written is ignored."""

    def __init__(self) -> None:
        self._seen: set[str] | None = None

    def has_seen(self, name: str) -> bool:
        """Whether that was seen before."""
        return name in self._known()

    def see(self, *names: str) -> None:
        """Remember that these were seen."""
        known = self._known()
        if known >= set(names):
            return
        known |= set(names)
        import json  # as tempfile, a cost that no first picture needs to bear
        import tempfile

        path = memory_path()
        text = json.dumps({"version": _VERSION, "seen": sorted(known)})
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            # Replaced whole: a start cut short must not leave half a file.
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
            ) as file:
                file.write(text)
            os.replace(file.name, path)

    def _known(self) -> set[str]:
        if self._seen is None:
            import json

            self._seen = set()
            with contextlib.suppress(OSError, ValueError):
                found = json.loads(memory_path().read_bytes())
                if isinstance(found, dict) and found.get("version") == _VERSION:
                    names = found.get("seen")
                    self._seen = {n for n in names if isinstance(n, str)} if names else set()
        return self._seen
