"""Which dossier is meant where nobody, or somebody, names one; the seed dossier is made here.

As cheap to import as the dossier is.
"""

import contextlib
from datetime import datetime
from pathlib import Path

from analysis.dossier import Dossier
from analysis.errors import PositionsError, UsageError
from analysis.models import Glance
from analysis.places import (
    SETTINGS_FILE,
    chosen_path,
    default_path,
    home_path,
    is_dossier,
    is_vacant,
    seeds_path,
)
from analysis.work import Language

__all__ = [
    "create_seed",
    "default_path",
    "glance",
    "home_dossiers",
    "is_seed",
    "open_existing",
    "open_or_seed",
    "seed_articles",
    "seeds_path",
]


def create_seed(path: Path, *, language: Language | None = None) -> Dossier:
    """Make the seed dossier in a new or empty folder; UsageError where something is there.

    Its articles are not analysed here: see `seed_articles`.
    """
    settings = (seeds_path() / SETTINGS_FILE).read_bytes()
    return Dossier.create(path, settings=settings, language=language)


def open_existing(path: Path | None, *, language: Language | None = None) -> Dossier:
    """Open the dossier at `path`, or the one opened when nobody names one; make none.

    Raises UsageError where there is none, and as `Dossier.open` does.
    """
    if path is None and not is_dossier(default_path()):
        chosen = chosen_path()
        if chosen is not None:
            raise UsageError(
                f"There is no dossier at {chosen}, which POSITIONS_DOSSIER names.",
                f"Correct the name, or make a dossier there: positions new {chosen}",
            )
        raise UsageError(
            "There is no dossier yet.",
            "Make one and name it: positions new PATH, then positions --dossier PATH …",
        )
    return Dossier.open(path or default_path(), language=language)


def open_or_seed(path: Path | None, *, language: Language | None = None) -> Dossier:
    """Open the dossier at `path`; None: the one opened when nobody names one.

    At the built-in place it is made from the seeds if need be, nowhere else: a name that
    somebody mistyped must not get a stranger's parties.
    """
    if path is None and chosen_path() is None:
        try:
            if is_vacant(default_path()):
                return create_seed(default_path(), language=language)
        except OSError:
            pass  # opening says what is wrong
    return open_existing(path, language=language)


def is_seed(dossier: Dossier) -> bool:
    """Whether a dossier has the settings that come with the program, unchanged."""
    own = (dossier.path / SETTINGS_FILE).read_bytes()
    return own == (seeds_path() / SETTINGS_FILE).read_bytes()


def seed_articles(dossier: Dossier) -> tuple[Path, ...]:
    """Return the seed's articles where they are still to be added, else nothing.

    They are when the dossier has the seed's settings and no document: after the first start,
    and after a first start that was cut short.
    """
    from analysis.reading import find

    if dossier.size or dossier.problems():
        return ()
    return tuple(find([seeds_path()])) if is_seed(dossier) else ()


def home_dossiers() -> tuple[Path, ...]:
    """Return the dossiers in the default place, by name."""
    try:
        return tuple(sorted(path for path in home_path().iterdir() if is_dossier(path)))
    except OSError:
        return ()


def glance(path: Path) -> Glance:
    """Return a line on the dossier at `path`, from its settings and its cache; changes nothing.

    A dossier whose cache is gone shows no documents until it is opened.
    """
    from analysis.settings import load_settings
    from analysis.store import Store

    times = []
    for name in (SETTINGS_FILE, "index.json", "human/log.jsonl"):
        with contextlib.suppress(OSError):
            times.append((path / name).stat().st_mtime)
    changed = datetime.fromtimestamp(max(times)) if times else None
    title, problem = "", ""
    try:
        title = load_settings(path / SETTINGS_FILE).title
    except PositionsError as error:
        problem = error.message
    summaries = Store(path).summaries()
    statements = sum(summary.size for summary in summaries)
    return Glance(path, title or path.name, len(summaries), statements, changed, problem)
