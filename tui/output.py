"""Files that the program writes for a person, where the person asked for them."""

import errno
import os
import stat
from pathlib import Path


def write_file(path: Path, content: str, *, overwrite: bool) -> None:
    """Write `content` as UTF-8: a new file, or in place of what is there, whole or not at all.

    Cut short, even by a kill, it leaves nothing under that name. A link is never followed, and
    only a plain file is replaced. FileExistsError where something is there and `overwrite` is
    False; any other OSError says why, nothing changed then.
    """
    there = os.path.lexists(path)
    if there and not overwrite:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    if there and not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(errno.EINVAL, "it is no plain file")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    # Of a length of its own: the name that was asked for may be as long as a name can be.
    aside = path.with_name(f".positions-{os.urandom(6).hex()}.tmp")
    descriptor = os.open(aside, flags, 0o666)
    try:
        with open(descriptor, "wb") as file:
            file.write(content.encode("utf-8"))
        if overwrite:
            os.replace(aside, path)
        else:
            _place_new(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def _place_new(aside: Path, path: Path) -> None:
    """Give what was written its name, unless that is taken meanwhile."""
    try:
        os.link(aside, path, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # no second names on this file system
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666))
        os.replace(aside, path)
