"""Files that the program writes for a person, where the person asked for them."""

import errno
import os
import stat
from pathlib import Path


def write_file(path: Path, content: str, *, overwrite: bool) -> None:
    """Write `content` as UTF-8: a new file, or in place of what is there, whole or not at all.

    A link is never followed, and only a plain file is replaced. FileExistsError where something
    is there and `overwrite` is False; any other OSError says why, nothing changed then.
    """
    if overwrite and os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(errno.EINVAL, "it is no plain file")
    data = content.encode("utf-8")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    target = path.with_name(f".{path.name}.{os.urandom(4).hex()}.tmp") if overwrite else path
    descriptor = os.open(target, flags, 0o666)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
        if overwrite:
            os.replace(target, path)
    except OSError:
        target.unlink(missing_ok=True)
        raise
