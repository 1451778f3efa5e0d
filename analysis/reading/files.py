"""Files and folders: which are articles, and how one is opened without surprises."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis.characters import one_line
from analysis.errors import ReadingError
from analysis.models import Document
from analysis.reading.decoding import MAX_BYTES, too_large
from analysis.reading.document import read_bytes
from analysis.reading.forms import MAX_PACKED, PACKED, SUFFIXES, Form

UNREAD = frozenset({".doc", ".odt", ".rtf", ".epub", ".pages", ".msg"})
"""Articles, too, by their ending. In a folder they are named as not read, not passed over."""

_ADDRESS = re.compile(r"(https?|ftp):/+(?=[^/])", re.IGNORECASE)


def read_path(path: Path, *, encoding: str | None = None) -> Document:
    """Read one file; its name without the suffix names the document.

    Raises ReadingError, naming the file and the reason: missing, no permission, a folder or
    device, too large (told by its size, before a byte is read), binary, empty, not decodable.
    """
    data = _bytes_of(path)
    return read_bytes(data, path.stem, where=str(path), encoding=encoding, suffix=path.suffix)


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files to read: those named, and the articles of the folders named, sorted.

    Links that lead out of a folder are not followed, hidden files are left out. What is missing,
    a link to nothing, an article in a form that is not read, and a folder without articles, is
    yielded as it is: `read_path` then says what is wrong.
    """
    for path in paths:
        if path.is_dir():
            found = False
            for article in _articles(path):
                found = True
                yield article
            if not found:
                yield path
        else:
            yield path


def _articles(folder: Path) -> Iterator[Path]:
    unreadable: list[Path] = []
    root = folder.resolve()
    for here, folders, files in os.walk(
        folder, onerror=lambda error: unreadable.append(Path(error.filename))
    ):
        beside = _kept_beside(files)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in beside
        )
        for name in sorted(files):
            path = Path(here, name)
            if name.startswith(".") or path.suffix.lower() not in UNREAD.union(SUFFIXES):
                continue
            leads_out = path.is_symlink() and not path.resolve().is_relative_to(root)
            if leads_out and path.exists():
                continue
            yield path
    yield from unreadable


def _kept_beside(files: Iterable[str]) -> set[str]:
    """Return the folders that a browser makes for the pictures and frames of saved pages."""
    paths = map(Path, files)
    return {f"{p.stem}_files" for p in paths if SUFFIXES.get(p.suffix.lower()) == Form.PAGE}


def _bytes_of(path: Path) -> bytes:
    name = one_line(str(path))
    most = MAX_PACKED if SUFFIXES.get(path.suffix.lower()) in PACKED else MAX_BYTES
    try:
        if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            raise PermissionError
        _refuse_what_is_no_file(name, os.stat(path), most)
        # Not blocking: a pipe that takes the file's place after the check must not hang us.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            _refuse_what_is_no_file(name, os.fstat(handle), most)
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(name, path, error) from None
    if len(data) > most:
        raise too_large(name, len(data), most)
    return data


def _refuse_what_is_no_file(name: str, status: os.stat_result, most: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise ReadingError(
            f"{name} is a folder without articles (files ending in {', '.join(sorted(SUFFIXES))}).",
            "Name the files themselves if theirs is another ending.",
        )
    if not stat.S_ISREG(status.st_mode):
        raise ReadingError(
            f"{name} is no file but a device, pipe or socket.",
            "To read from a pipe, use - and standard input.",
        )
    if status.st_size > most:
        raise too_large(name, status.st_size, most)


def _unreadable(name: str, path: Path, error: OSError | ValueError) -> ReadingError:
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        target = one_line(os.readlink(path))
        return ReadingError(
            f"{name} is a link to {target}, which does not exist.", "Mend or delete the link."
        )
    if address := _ADDRESS.match(name):
        # A path has lost one of the two slashes.
        return ReadingError(
            f"{address[1]}://{name[address.end() :]} is a web address; nothing is fetched from "
            "the network.",
            "Save the page in a browser and add the file.",
        )
    if isinstance(error, FileNotFoundError):
        return ReadingError(f"{name} does not exist.", "Check the spelling and the folder.")
    if isinstance(error, PermissionError):
        return ReadingError(
            f"{name} could not be opened: permission denied.",
            "Allow reading it, for example with chmod u+r.",
        )
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ReadingError(f"{name} could not be read: {reason}.", "Check the path and the disk.")
