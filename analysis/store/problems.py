"""What is wrong with the files of a dossier, for a person."""

from msgspec import Struct

REPAIR = "`positions doctor --repair` keeps a copy in backups/ and restores what can be restored."


class Problem(Struct, frozen=True):
    """A file of the dossier that cannot be used: which, why, and what to do (or what was done)."""

    name: str
    reason: str
    hint: str
