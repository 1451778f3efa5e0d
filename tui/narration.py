"""What the commands write: data on stdout; on stderr how far the work is and what went wrong."""

import os
import shutil
import sys
from collections.abc import Iterable
from typing import TextIO

from analysis import english
from analysis.characters import one_line, visible
from analysis.dossier import Dossier, Progress, Unread
from analysis.errors import ExitCode, PositionsError

_PIPE_WIDTH = 80


def put(text: str) -> bool:
    """Write data to stdout; whether anybody still reads it.

    `positions check | head`: who has read enough must not change what the command finds.
    """
    try:
        sys.stdout.write(text)
        return True
    except BrokenPipeError:
        _close_stdout()
        return False
    except OSError as error:
        raise _unwritten(error) from error


def put_line(line: str = "") -> None:
    """Write a line of data to stdout, without characters that act."""
    put(f"{visible(line)}\n")


def columns() -> int:
    """Return how many columns data has: the terminal's, or those of a pipe."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPE_WIDTH


def flush() -> bool:
    """Send what was put; whether anybody still reads it."""
    try:
        sys.stdout.flush()
        return True
    except BrokenPipeError:
        _close_stdout()
        return False
    except OSError as error:
        raise _unwritten(error) from error


def _unwritten(error: OSError) -> PositionsError:
    _close_stdout()
    return PositionsError(
        f"Standard output could not be written: {error.strerror or error}.",
        "What it holds is not whole: make room, and run the same command again.",
    )


def _close_stdout() -> None:
    # What is still buffered would fail once more when Python ends: it goes nowhere.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def tell(text: str) -> None:
    """Write lines of narration, without characters that act."""
    sys.stderr.write(f"{visible(text)}\n")


def tell_error(error: PositionsError) -> None:
    """Say what went wrong, and on a line of its own what to do next."""
    tell(f"positions: {error.message}")
    if error.hint:
        tell(f"  {error.hint}")


def tell_problems(dossier: Dossier) -> ExitCode:
    """Say what of a dossier is not as it should be; return what that comes to."""
    problems = dossier.problems()
    for problem in problems:
        tell_error(PositionsError(f"{problem.name}: {problem.reason}", problem.hint))
    return ExitCode.PARTLY if problems else ExitCode.DONE


def tell_unread(unread: Iterable[Unread]) -> None:
    """Name each document that could not be read, with the reason."""
    for one in unread:
        named = "" if one.reason.startswith(one.name) else f"{one_line(one.name)}: "
        tell(f"not read: {named}{one.reason}")
        if one.hint:
            tell(f"  {one.hint}")


def tell_foreign(name: str) -> None:
    """Say of a document that is not in English that little in it can be right."""
    tell(f"{one_line(name)}: {english.TOLD}")
    tell(f"  {english.HINT}")


class Narrator:
    """Tells how far the work is: in place on a terminal, else a line for each document."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._in_place = self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._last = ""

    def __call__(self, progress: Progress) -> None:
        """Show this state of the work."""
        if not progress.name:
            self.end()
            return
        line = f"{progress.done + 1} of {progress.total} {one_line(progress.name)}"
        if self._in_place:
            line = f"{line}: {progress.stage}"
            columns = shutil.get_terminal_size().columns - 1
            self._write(f"\r{line[:columns]}\x1b[K")
        elif line != self._last:
            self._write(f"{line}\n")
        self._last = line

    def end(self) -> None:
        """Clear the line that was written in place."""
        if self._in_place and self._last:
            self._write("\r\x1b[K")
        self._last = ""

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
