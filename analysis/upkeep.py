"""Keeping a dossier sound: repair, backup, restore.

Importing this module is cheap, as it is with `analysis.dossier`.
"""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.doctor import Check
from analysis.dossier import Dossier
from analysis.errors import PositionsError, UsageError
from analysis.opening import default_path, open_existing
from analysis.places import chosen_path, is_dossier
from analysis.work import Language, OnProgress

if TYPE_CHECKING:
    from analysis.store import Store


def repair(
    path: Path | None = None,
    *,
    language: Language | None = None,
    progress: OnProgress | None = None,
) -> tuple[Check, ...]:
    """Repair the dossier at `path` (None: the default one); return what was wrong, and what is now.

    Damaged files are kept in its `backups/`. Articles whose analysis was lost are analysed
    again. Raises UsageError where there is no dossier, LockedError, NewerSchemaError and
    StoreError.
    """
    from analysis.store import Store

    path = default_path() if path is None else path
    if not is_dossier(path):
        open_existing(path)  # says what to do
    store = Store(path)
    found = [
        Check(
            "repaired",
            not problem.hint.startswith("Its article is lost"),
            f"{problem.name}: {problem.reason}",
            problem.hint,
        )
        for problem in store.repair()
    ]
    for name in store.remove_leftovers():
        found.append(Check("removed", True, f"{name}: a save that was cut short had left it"))
    found += _analysed_again(path, store, language, progress)
    return tuple(found)


def backup(path: Path | None, target: Path, *, overwrite: bool = False) -> int:
    """Put the dossier at `path` (None: the default one) into the archive `target`.

    Returns how many files are in it; each was read back. Raises UsageError where there is no
    dossier or `target` is there already, StoreError where it cannot be written.
    """
    from analysis.store import Store

    if target.is_dir():
        raise UsageError(f"{target} is a folder.", f"Name a file in it: {target / 'dossier.zip'}")
    if target.exists() and not overwrite:
        raise UsageError(
            f"{target} exists already.", "Choose another name, or overwrite it with --force."
        )
    dossier = default_path() if path is None else path
    if not is_dossier(dossier):
        open_existing(path)
    return Store(dossier).backup(target)


def restore(archive: Path, path: Path | None) -> tuple[Path, int]:
    """Make a dossier at `path` (None: where POSITIONS_DOSSIER says) of what is in an archive.

    Returns where it is, and how many files it has. All of it is checked before anything is
    written. Raises UsageError where nobody named a place or something is there already,
    StoreError where the archive is damaged or the dossier cannot be written.
    """
    from analysis.store.archive import restore_archive

    target = chosen_path() if path is None else path
    if target is None:
        # The place of the seed dossier would open as if it were that from then on.
        raise UsageError(
            "Nobody said where the dossier is to be restored.",
            f"Name a new folder: positions --dossier PATH restore {shlex.quote(str(archive))}",
        )
    return target, restore_archive(archive, target)


def _analysed_again(
    path: Path, store: "Store", language: Language | None, progress: OnProgress | None
) -> Iterator[Check]:
    lost = [line.id for line in store.summaries() if not line.provenance.model]
    if not lost:
        return
    name = "analysed again"
    try:
        done = Dossier.open(path, language=language).analyze(only=lost, progress=progress)
    except PositionsError as error:
        advice = f"{error.hint} Then: positions analyze --changed".strip()
        yield Check(name, False, error.message, advice)
    else:
        yield Check(name, done == len(lost), f"{done} of {len(lost)} articles")
