"""Files that survive: written aside, flushed to the disk, then put in place in one step."""

import contextlib
import itertools
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from analysis.errors import StoreError

FOLDER_MODE = 0o700
FILE_MODE = 0o600
_TRIES = 8

# Windows knows none of these; there nothing follows a link that only administrators can make.
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0)


def write_durably(path: Path, data: bytes) -> None:
    """Put `data` in place of the file `path`; when this returns, it is on the disk.

    Before that the previous file stands unchanged, whatever happens: a crash, a full disk.
    A link in the file's place is replaced, never followed. Raises StoreError.
    """
    aside = stage(path, data)
    try:
        os.replace(aside, path)
    except OSError as error:
        discard([aside])
        raise not_saved(path, error) from error
    except BaseException:
        discard([aside])
        raise
    _confirm(path)


def replace_quickly(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Put `data` in place of a file that can be made again: in one step, but not waited for.

    Where it is made bit by bit, so it is written. Raises StoreError.
    """
    aside = stage(path, data, durable=False)
    try:
        os.replace(aside, path)
    except OSError as error:
        discard([aside])
        raise not_saved(path, error) from error


def stage(path: Path, data: bytes | Iterable[bytes], *, durable: bool = True) -> Path:
    """Write what is to stand at `path` aside and return where; it is on the disk, unseen.

    `place` puts it there, `discard` takes it away. Raises StoreError.
    """
    make_folder(path.parent)
    try:
        return _write_aside(path, data, durable=durable)
    except OSError as error:
        raise not_saved(path, error) from error


def place(staged: Mapping[Path, Path]) -> None:
    """Put files that were staged (what was written aside -> its place) where they belong.

    Each is replaced in one step; the folders are flushed once. Raises StoreError; those not yet
    in place are discarded then.
    """
    left = dict(staged)
    try:
        for aside, path in staged.items():
            os.replace(aside, path)
            del left[aside]
    except OSError as error:
        raise not_saved(path, error) from error
    finally:
        discard(left)
    for folder in {path.parent: path for path in staged.values()}.values():
        _confirm(folder)


def discard(asides: "Mapping[Path, Path] | list[Path]") -> None:
    """Take files away that were staged and are not wanted any more."""
    for aside in asides:
        with contextlib.suppress(OSError):
            aside.unlink()


def append_durably(path: Path, data: bytes) -> None:
    """Write `data` at the end of the file `path`; when this returns, it is on the disk.

    Where that fails the file is cut back to what it was. One process at a time: see `lock`.
    Raises StoreError.
    """
    make_folder(path.parent)
    try:
        new = not path.exists()
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | NO_FOLLOW | _BINARY
        handle = os.open(path, flags, FILE_MODE)
        try:
            before = os.fstat(handle).st_size
            try:
                _write_all(handle, data)
                os.fsync(handle)
                if new:
                    flush_folder(path.parent)
            except BaseException:
                os.ftruncate(handle, before)
                raise
        finally:
            os.close(handle)
    except OSError as error:
        raise not_saved(path, error) from error


def cut(path: Path, size: int) -> None:
    """Cut the file `path` down to `size` bytes, durably. Raises StoreError."""
    try:
        handle = os.open(path, os.O_WRONLY | NO_FOLLOW | _BINARY)
        try:
            os.ftruncate(handle, size)
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise not_saved(path, error) from error


def keep_copy(path: Path, folder: Path, data: bytes | None = None) -> Path:
    """Keep what stands at `path` (or only `data`, a part of it) in `folder`, too; return where.

    The name there is one that no other has. It is on the disk when this returns, and `path` is
    as it was; only a folder in a file's place is moved, for it could not be replaced. Raises
    StoreError.
    """
    make_folder(folder)
    try:
        for number in itertools.count(1):
            target = folder / f"{path.name}.{number}"
            try:
                if data is None:
                    _copy(path, target)
                else:
                    _write_new(target, data)
                break
            except FileExistsError:
                continue
        flush_folder(folder)
        flush_folder(path.parent)
    except OSError as error:
        raise StoreError(
            f"could not keep {path} in {folder}: {error.strerror}. Nothing was changed.",
            "Allow writing in the dossier's folder, then try again.",
        ) from error
    return target


def move_away(path: Path, folder: Path) -> Path:
    """Move what stands at `path` into `folder`, under a name that no other has; return where.

    Raises StoreError.
    """
    make_folder(folder)
    taken = (folder / f"{path.name}.{number}" for number in itertools.count(1))
    target = next(free for free in taken if not os.path.lexists(free))
    try:
        os.rename(path, target)
        flush_folder(folder)
        flush_folder(path.parent)
    except OSError as error:
        raise StoreError(
            f"could not move {path} to {folder}: {error.strerror}. Nothing was changed.",
            "Allow writing in the dossier's folder, then try again.",
        ) from error
    return target


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
            flush_folder(folder.parent)
        if not path.is_dir():
            raise NotADirectoryError(0, "it is no folder", str(path))
    except OSError as error:
        raise not_saved(path, error) from error


def refuse_link(path: Path) -> None:
    """Raise StoreError where a link stands in the place of a folder inside the dossier.

    Followed, it would make the dossier write wherever it points to.
    """
    if path.is_symlink():
        raise StoreError(
            f"{path} is a link; nothing was written there.",
            "Put a folder in its place, then try again.",
        )


def open_plain(path: Path) -> BinaryIO:
    """Open a file of the dossier for reading; OSError where it is no plain file."""
    handle = os.open(path, os.O_RDONLY | NO_FOLLOW | _NO_WAIT | _BINARY)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(0, "it is no plain file", str(path))
    return os.fdopen(handle, "rb")


def read_whole(path: Path) -> bytes:
    """Return the bytes of a file of the dossier; OSError where it is no plain file."""
    with open_plain(path) as file:
        return file.read()


class Stamp(NamedTuple):
    """What tells without reading that a file is still the same: any write changes the last two."""

    node: int
    size: int
    modified: int
    """Nanoseconds, as is the next."""
    changed: int

    @classmethod
    def of(cls, found: os.stat_result) -> "Stamp":
        """Return the stamp of a file that was looked at."""
        return cls(found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)

    def may_grow_to(self, later: "Stamp") -> bool:
        """Whether `later` may be this file with something appended."""
        return self.node == later.node and self.size < later.size


def stamp(path: Path | str) -> Stamp | None:
    """Return the stamp of the file `path`, None where there is nothing at all."""
    try:
        return Stamp.of(os.lstat(path))
    except OSError:
        return None


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


def _write_aside(path: Path, data: bytes | Iterable[bytes], *, durable: bool) -> Path:
    """Write a new file beside `path` and return it.

    Its name is drawn by lot: two processes must never share one, and in containers process
    numbers come again, so that what a kill has left would be in the way for ever.
    """
    tries = 0
    while True:
        aside = path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")
        try:
            _write_new(aside, data, durable=durable)
            return aside
        except FileExistsError:  # somebody else's: it stays
            tries += 1
            if tries == _TRIES:
                raise
        except BaseException:
            with contextlib.suppress(OSError):
                aside.unlink()
            raise


def _write_new(path: Path, data: bytes | Iterable[bytes], *, durable: bool = True) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW | _BINARY
    handle = os.open(path, flags, FILE_MODE)
    try:
        for piece in (data,) if isinstance(data, bytes) else data:
            _write_all(handle, piece)
        if durable:
            os.fsync(handle)
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _confirm(path: Path) -> None:
    try:
        flush_folder(path.parent)
    except OSError as error:
        raise StoreError(
            f"could not confirm that {path} reached the disk: {error.strerror}.",
            "Check the disk, then save again.",
        ) from error


def flush_folder(path: Path) -> None:
    """Make sure that the names in a folder are on the disk, not only the files' contents."""
    if not _FOLDER:  # Windows cannot, and keeps the names itself
        return
    handle = os.open(path, os.O_RDONLY | _FOLDER)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def not_saved(path: Path, error: OSError) -> StoreError:
    """Return the error for a file that could not be written."""
    return StoreError(
        f"could not save {path}: {error.strerror or error}. "
        "The previous version is intact; nothing was changed.",
        "Make room on the disk or allow writing there, then try again.",
    )
