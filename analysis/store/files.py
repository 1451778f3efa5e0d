"""Files that survive: written aside, flushed to the disk, then put in place in one step."""

import contextlib
import itertools
import os
import stat
from pathlib import Path

from analysis.errors import StoreError

FOLDER_MODE = 0o700
FILE_MODE = 0o600
_TRIES = 8


def write_durably(path: Path, data: bytes) -> None:
    """Put `data` in place of the file `path`; when this returns, it is on the disk.

    Before that the previous file stands unchanged, whatever happens: a crash, a full disk.
    A link in the file's place is replaced, never followed. Raises StoreError.
    """
    make_folder(path.parent)
    try:
        aside = _write_aside(path, data)
        try:
            os.replace(aside, path)
        except BaseException:
            with contextlib.suppress(OSError):
                aside.unlink()
            raise
    except OSError as error:
        raise _not_saved(path, error) from error
    try:
        _flush_folder(path.parent)
    except OSError as error:
        raise StoreError(
            f"could not confirm that {path} reached the disk: {error.strerror}.",
            "Check the disk, then save again.",
        ) from error


def keep_copy(path: Path, folder: Path) -> None:
    """Keep what stands at `path` in `folder`, too, under a name that no other has.

    It is on the disk when this returns, and `path` is as it was; only a folder in a file's
    place is moved, for it could not be replaced. Raises StoreError.
    """
    make_folder(folder)
    try:
        for number in itertools.count(1):
            try:
                _copy(path, folder / f"{path.name}.{number}")
                break
            except FileExistsError:
                continue
        _flush_folder(folder)
        _flush_folder(path.parent)
    except OSError as error:
        raise StoreError(
            f"could not keep {path} in {folder}: {error.strerror}. Nothing was changed.",
            "Allow writing in the dossier's folder, then try again.",
        ) from error


def leftovers(folder: Path) -> list[Path]:
    """Return what saves that were cut short have left in `folder`; OSError as it comes."""
    return sorted(path for path in folder.glob(".*.tmp") if not path.is_dir())


def make_folder(path: Path) -> None:
    """Make the folder and those above it, readable by their owner only, and flush each.

    Raises StoreError.
    """
    try:
        missing = [path, *path.parents]
        missing = list(itertools.takewhile(lambda folder: not folder.exists(), missing))
        for folder in reversed(missing):
            with contextlib.suppress(FileExistsError):  # another process was faster
                folder.mkdir(mode=FOLDER_MODE)
            _flush_folder(folder.parent)
        if not path.is_dir():
            raise NotADirectoryError(0, "it is no folder", str(path))
    except OSError as error:
        raise _not_saved(path, error) from error


def refuse_link(path: Path) -> None:
    """Raise StoreError where a link stands in the place of a folder inside the dossier.

    Followed, it would make the dossier write wherever it points to.
    """
    if path.is_symlink():
        raise StoreError(
            f"{path} is a link; nothing was written there.",
            "Put a folder in its place, then try again.",
        )


def read_whole(path: Path) -> bytes:
    """Return the bytes of a file of the dossier; OSError where it is no plain file."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "it is no plain file", str(path))
        return file.read()


def _copy(path: Path, target: Path) -> None:
    if os.path.lexists(target):
        raise FileExistsError
    if path.is_dir() and not path.is_symlink():
        os.rename(path, target)
        return
    try:
        os.link(path, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # a file system that knows no links
        _write_new(target, read_whole(path))


def _write_aside(path: Path, data: bytes) -> Path:
    """Write a new file beside `path` and return it.

    Its name is drawn by lot: two processes must never share one, and in containers process
    numbers come again, so that what a kill has left would be in the way for ever.
    """
    tries = 0
    while True:
        aside = path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")
        try:
            _write_new(aside, data)
            return aside
        except FileExistsError:  # somebody else's: it stays
            tries += 1
            if tries == _TRIES:
                raise
        except BaseException:
            with contextlib.suppress(OSError):
                aside.unlink()
            raise


def _write_new(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(path, flags, FILE_MODE)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(handle)


def _flush_folder(path: Path) -> None:
    """Make sure that the names in a folder are on the disk, not only the files' contents."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _not_saved(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"could not save {path}: {error.strerror or error}. "
        "The previous version is intact; nothing was changed.",
        "Make room on the disk or allow writing there, then try again.",
    )
