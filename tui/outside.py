"""An article in another program: the reader's pager or editor, or a browser.

The dossier holds the article's text, so the copy that is opened is of that, read-only, and
without the characters that act: pagers like `less -R` obey them.
"""

import os
import re
import shlex
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from analysis.characters import visible
from analysis.errors import UsageError
from analysis.models import Document

_PAGERS = ("less", "more")


def pager(environment: Mapping[str, str]) -> list[str]:
    """Return the command of the reader's pager; nothing where there is none."""
    return _command(environment.get("PAGER", "")) or next(
        ([found] for name in _PAGERS if (found := shutil.which(name))), []
    )


def editor(environment: Mapping[str, str]) -> list[str]:
    """Return the command of the reader's editor; nothing where none is named."""
    return _command(environment.get("VISUAL", "")) or _command(environment.get("EDITOR", ""))


def _command(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return []


def web_address(document: Document) -> str:
    """Return the address that the document tells, where a browser may be trusted with it."""
    return document.url if re.fullmatch(r"https?://[^\s\x00-\x20]+", document.url) else ""


@contextmanager
def copied(document: Document) -> Iterator[Path]:
    """Give the path of a read-only copy of the article; it is gone afterwards."""
    name = re.sub(r"[^\w.-]+", "-", document.name).strip(".-")[:60] or "article"
    with tempfile.TemporaryDirectory(prefix="positions-") as folder:
        path = Path(folder) / f"{name}.txt"
        path.write_text(visible(document.text), encoding="utf-8")
        path.chmod(stat.S_IRUSR)
        yield path


def run(command: list[str], path: Path, *, no_color: bool) -> None:
    """Run a program on the copy until it ends; UsageError where it cannot be started.

    Textual takes NO_COLOR out of the environment: it is passed on.
    """
    environment = {**os.environ, **({"NO_COLOR": "1"} if no_color else {})}
    try:
        subprocess.run([*command, str(path)], env=environment, check=False)
    except OSError as error:
        raise UsageError(
            f"{command[0]} could not be started: {error.strerror}.",
            "Name another program in PAGER or EDITOR.",
        ) from None
