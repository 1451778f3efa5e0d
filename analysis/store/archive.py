"""A whole dossier in one file: a zip archive with a list of the checksums of what is in it."""

import contextlib
import hashlib
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

import msgspec

from analysis.errors import StoreError, UsageError
from analysis.store.files import (
    FILE_MODE,
    FOLDER_MODE,
    discard,
    flush_folder,
    make_folder,
    not_saved,
    open_plain,
    place,
    stage,
)
from analysis.store.storage import SCHEMA

PARTS = ("human", "dossier.toml", "documents", "derived")
"""What a backup holds: all but what can be made again at once, and older copies."""

_LIST = "checksums.json"
# Nothing else is written on restore, so no archive can lead out of the folder.
_NAME = re.compile(
    r"dossier\.toml|human/log\.jsonl|(?:documents|derived|human)/([0-9a-f]{2})/\1[0-9a-f]{62}\.json"
)
_LOG = "human/log.jsonl"
_CHUNK = 1 << 20


class _Entry(msgspec.Struct):
    size: int
    sha256: str


class _Contents(msgspec.Struct):
    schema: int
    files: dict[str, _Entry]


class _Checksums(msgspec.Struct):
    checksum: str
    contents: msgspec.Raw


def write_archive(
    root: Path, parts: Sequence[str], target: Path, lock: AbstractContextManager[None]
) -> int:
    """Put the files of these parts of the dossier at `root` into the archive `target`.

    Returns how many. It is on the disk and was read back when this returns. `lock` keeps
    decisions away while their log is copied, after all else: the log then holds whatever a file
    holds, and more where somebody decided meanwhile, which opening what is restored sees to.
    Raises StoreError; nothing stands at `target` then.
    """
    aside = stage(target, b"")
    try:
        with open(aside, "r+b") as file:
            files = _pack(root, parts, file, lock)
            file.flush()
            os.fsync(file.fileno())
        if _checked(aside) != files:
            raise StoreError(
                f"the archive {target} does not read back as it was written.",
                "Check the disk, then make the backup again.",
            )
    except OSError as error:
        discard([aside])
        raise not_saved(target, error) from error
    except BaseException:
        discard([aside])
        raise
    place({aside: target})
    return len(files)


def restore_archive(archive: Path, target: Path) -> int:
    """Make a folder `target` of what is in the archive; return how many files.

    All of it is checked first, and written beside `target`, which appears when all is on the
    disk. Raises UsageError where `target` is not free or the archive is none, and StoreError
    where it is damaged or cannot be written; then `target` is as it was.
    """
    if target.is_symlink() or (target.exists() and not _is_empty_folder(target)):
        raise UsageError(
            f"{target} is not empty.", "Name a new folder; nothing is ever restored over another."
        )
    files = _checked(archive)
    aside = target.with_name(f".{target.name}.{os.urandom(8).hex()}.tmp")
    try:
        make_folder(target.parent)
        _unpack(archive, files, aside)
        if target.exists():
            target.rmdir()
        os.rename(aside, target)
        flush_folder(target.parent)
    except OSError as error:
        raise StoreError(
            f"could not restore {target}: {error.strerror or error}. Nothing was restored.",
            "Make room on the disk or allow writing there, then try again.",
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return len(files)


def _pack(
    root: Path, parts: Sequence[str], file: IO[bytes], lock: AbstractContextManager[None]
) -> dict[str, _Entry]:
    files: dict[str, _Entry] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name in _names(root, parts):
            if name != _LOG:
                files[name] = _packed(root, name, packed)
        with lock:
            for name in _names(root, [_LOG]):
                files[name] = _packed(root, name, packed)
        contents = msgspec.json.encode(_Contents(SCHEMA, files))
        own = hashlib.sha256(contents).hexdigest()
        packed.writestr(_LIST, msgspec.json.encode(_Checksums(own, msgspec.Raw(contents))))
    return files


def _packed(root: Path, name: str, packed: zipfile.ZipFile) -> _Entry:
    info = zipfile.ZipInfo(name)
    info.external_attr = FILE_MODE << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    with open_plain(root / name) as source, packed.open(info, "w") as sink:
        return _copied(source, sink)


def _names(root: Path, parts: Sequence[str]) -> Iterator[str]:
    for part in parts:
        path = root / part
        found = sorted(path.rglob("*")) if path.is_dir() and not path.is_symlink() else [path]
        for each in found:
            name = each.relative_to(root).as_posix()
            if _NAME.fullmatch(name) and each.is_file() and not each.is_symlink():
                yield name


def _checked(archive: Path) -> dict[str, _Entry]:
    """Read all of an archive; return what is in it, each as its checksum says."""
    try:
        with zipfile.ZipFile(archive) as packed:
            contents = _contents(archive, packed)
            for name, entry in contents.files.items():
                if not _NAME.fullmatch(name):
                    raise _damaged(archive, f"{name!r} is no file of a dossier")
                with packed.open(name) as source:
                    if _copied(source, None, entry.size) != entry:
                        raise _damaged(archive, f"{name} does not fit its checksum")
            return contents.files
    except FileNotFoundError:
        raise UsageError(f"There is no {archive}.", "Name a file that `backup` made.") from None
    except OSError as error:
        raise UsageError(
            f"{archive} could not be read: {error.strerror or error}.",
            "Name a file that `positions backup` made.",
        ) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError) as error:
        raise _damaged(archive, str(error)) from None


def _contents(archive: Path, packed: zipfile.ZipFile) -> _Contents:
    try:
        checksums = msgspec.json.decode(packed.read(_LIST), type=_Checksums)
        contents = msgspec.json.decode(checksums.contents, type=_Contents)
    except (KeyError, msgspec.DecodeError, UnicodeDecodeError):
        raise _damaged(archive, "it has no list of checksums") from None
    if hashlib.sha256(bytes(checksums.contents)).hexdigest() != checksums.checksum:
        raise _damaged(archive, "its list of checksums was changed")
    if contents.schema > SCHEMA:
        raise StoreError(
            f"{archive} was made by a newer version of positions: it has schema "
            f"{contents.schema}, this program knows schemas up to {SCHEMA}.",
            "Update positions, then restore it.",
        )
    return contents


def _unpack(archive: Path, files: dict[str, _Entry], folder: Path) -> None:
    folder.mkdir(mode=FOLDER_MODE)
    with zipfile.ZipFile(archive) as packed:
        for name, entry in files.items():
            path = folder / name
            path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with (
                packed.open(name) as source,
                os.fdopen(os.open(path, flags, FILE_MODE), "wb") as sink,
            ):
                if _copied(source, sink, entry.size) != entry:  # changed since it was checked
                    raise _damaged(archive, f"{name} does not fit its checksum")
    # Written first, waited for together: the disk then does both at its own pace.
    for name in files:
        with open(folder / name, "rb") as file:
            os.fsync(file.fileno())
    for path in {folder, *(path for path in folder.rglob("*") if path.is_dir())}:
        os.chmod(path, FOLDER_MODE)
        flush_folder(path)


def _copied(source: IO[bytes], sink: IO[bytes] | None, most: int | None = None) -> _Entry:
    """Copy, and return size and checksum; stops soon after `most` bytes (a zip can be a bomb)."""
    digest, size = hashlib.sha256(), 0
    while data := source.read(_CHUNK):
        digest.update(data)
        size += len(data)
        if most is not None and size > most:
            break
        if sink is not None:
            sink.write(data)
    return _Entry(size, digest.hexdigest())


def _is_empty_folder(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.is_dir() and next(path.iterdir(), None) is None
    return False


def _damaged(archive: Path, reason: str) -> StoreError:
    return StoreError(
        f"{archive} is damaged: {reason}. Nothing was restored.", "Use another backup."
    )
