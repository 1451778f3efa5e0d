"""Every error the program raises on purpose: what went wrong, and what to do next."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the `positions` command returns to the shell."""

    DONE = 0
    PARTLY = 1
    """Done in part, or a mismatch was found."""
    USAGE = 2
    """Wrong usage, or no terminal where one is needed."""
    DAMAGED = 3
    """The dossier is damaged or locked."""


class PositionsError(Exception):
    """An error meant for a person: `message` says what and where, `hint` what to do next."""

    exit_code = ExitCode.PARTLY

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class UsageError(PositionsError):
    """The command was called in a way that cannot work."""

    exit_code = ExitCode.USAGE


class SettingsError(PositionsError):
    """A `dossier.toml` that cannot be used; the message names file and key, `key` the key alone."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, hint: str = "", key: str = "") -> None:
        super().__init__(message, hint)
        self.key = key


class ReadingError(PositionsError):
    """A document that could not be read."""


class StoreError(PositionsError):
    """The dossier on disk could not be read or written."""

    exit_code = ExitCode.DAMAGED


class ModelMissingError(PositionsError):
    """The spaCy model that was asked for is not installed."""

    exit_code = ExitCode.USAGE


class Cancelled(PositionsError):
    """Work that was stopped because a person asked for it; what was finished is kept."""
