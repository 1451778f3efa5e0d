"""What is wrong with the files of a dossier, for a person."""

from dataclasses import dataclass

REPAIR = "`positions doctor --repair` keeps a copy in backups/ and restores what can be restored."


@dataclass(frozen=True, slots=True)
class Problem:
    """A file of the dossier that cannot be used: which, why, and what to do (or what was done)."""

    name: str
    reason: str
    hint: str
