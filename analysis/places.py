"""Where dossiers are: the seeds, the default place, and places that are still free."""

import os
from pathlib import Path

from analysis.errors import UsageError

SETTINGS_FILE = "dossier.toml"


def seeds_path() -> Path:
    """Return the folder of the seed dossier: in a wheel, or in a checkout (editable or plain)."""
    here = Path(__file__).resolve().parent
    # The wheel's copy first: beside an installed package, `seeds` may be anybody's.
    for path in (here / "_seeds", here.parent / "seeds"):
        if (path / SETTINGS_FILE).is_file():
            return path
    raise UsageError(
        "The seed dossier is missing from this installation.",
        "Install positions again, or make a dossier of your own: positions new PATH",
    )


def chosen_path() -> Path | None:
    """Return the dossier that POSITIONS_DOSSIER names, if it names one."""
    chosen = os.environ.get("POSITIONS_DOSSIER")
    return Path(chosen) if chosen else None


def home_path() -> Path:
    """Return the folder that dossiers are made in where nobody names another."""
    from platformdirs import user_data_path

    return user_data_path("positions", appauthor=False)


def default_path() -> Path:
    """Return where the dossier is that is opened when nobody names one by --dossier."""
    return chosen_path() or home_path() / "tiktok"


def recents_path() -> Path:
    """Return the file that remembers which dossiers were open last."""
    from platformdirs import user_state_path

    return user_state_path("positions", appauthor=False) / "recent.json"


def is_dossier(path: Path) -> bool:
    """Whether a dossier is there; False, too, where looking is forbidden."""
    return os.path.isfile(path / SETTINGS_FILE)


def is_vacant(path: Path) -> bool:
    """Whether nothing is there but, at most, what a save that was cut short has left."""
    if not path.exists() and not path.is_symlink():
        return True
    return path.is_dir() and all(
        entry.name.startswith(f".{SETTINGS_FILE}.") for entry in path.iterdir()
    )


def no_dossier(path: Path) -> UsageError:
    """Return the error for a place without a dossier: what is there instead, and what to do."""
    if path.is_file():
        return UsageError(
            f"There is no dossier at {path}: that is a file, and a dossier is a folder.",
            "Name the folder of a dossier, or make one: positions new PATH",
        )
    try:
        holds = path.is_dir() and any(path.iterdir())
    except OSError:
        holds = False  # looking is forbidden
    if holds:
        return UsageError(
            f"There is no dossier at {path}: the folder holds no {SETTINGS_FILE}.",
            "Name the folder of a dossier, or make one in a new folder: positions new PATH",
        )
    return UsageError(f"There is no dossier at {path}.", f"Make one with: positions new {path}")
