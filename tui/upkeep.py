"""The commands that keep a dossier sound: doctor, backup, restore."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from analysis.errors import ExitCode
from tui import text
from tui.narration import Narrator, put_line, tell

_DOCTOR = """\
examples:
  positions doctor
  positions doctor --repair
Looks at the installation and at every file of the dossier, and changes nothing. With --repair
it restores decisions from their log and the log from the decisions, articles from their second
copy, and analyses lost articles again; damaged files are kept in the dossier's backups/.
Exit code 1 when something is not as it should be."""

_BACKUP = """\
examples:
  positions --dossier strike backup strike-march.zip
Puts articles, analyses, decisions and dossier.toml into one zip archive and reads it back; what
is in backups/ stays out. Others may go on working meanwhile."""

_RESTORE = """\
examples:
  positions --dossier strike-again restore strike-march.zip
Makes a new dossier of an archive, in the folder that --dossier names (or POSITIONS_DOSSIER).
Every file is held against its checksum before the first is written; where a dossier is already,
nothing is restored."""


def add_options(command: Callable[[str, str, str], ArgumentParser]) -> None:
    """Add these commands; `command` makes one from its name, what it does and its examples."""
    found = command("doctor", "say what is installed, what is missing and what is damaged", _DOCTOR)
    found.add_argument(
        "--repair", action="store_true", help="restore what is damaged or missing in the dossier"
    )
    found = command("backup", "put the whole dossier into one file", _BACKUP)
    found.add_argument("file", type=Path, metavar="FILE", help="the archive to make")
    found.add_argument("--force", action="store_true", help="overwrite FILE")
    found = command("restore", "make a dossier of a backup", _RESTORE)
    found.add_argument("file", type=Path, metavar="FILE", help="an archive that `backup` made")


def doctor(args: Namespace) -> ExitCode:
    """Print what is well, what is not, and what to do about it; repair the dossier if asked."""
    from analysis.doctor import Check, report
    from analysis.upkeep import repair

    def put(word: str, one: Check) -> None:
        put_line(f"{word if one.ok else 'BAD '} {one.name}: {one.detail}")
        if one.advice:
            put_line(f"       {one.advice}")

    if args.repair:
        narrator = Narrator()
        try:
            done = repair(args.dossier, progress=narrator)
        finally:
            narrator.end()
        for one in done:
            put("done", one)
        tell("Repaired." if done else "There was nothing to repair.")
    checks = report(args.dossier)
    for one in checks:
        put("ok  ", one)
    return ExitCode.DONE if all(one.ok for one in checks) else ExitCode.PARTLY


def backup(args: Namespace) -> ExitCode:
    """Put the dossier into one archive."""
    from analysis.upkeep import backup as make

    files = make(args.dossier, args.file, overwrite=args.force)
    put_line(str(args.file))
    tell(f"{text.counted(files, 'file')} in it, each read back and as it should be.")
    return ExitCode.DONE


def restore(args: Namespace) -> ExitCode:
    """Make a dossier of an archive."""
    from analysis.upkeep import restore as make

    path, files = make(args.file, args.dossier)
    put_line(str(path))
    tell(f"{text.counted(files, 'file')} restored, each as its checksum says.")
    return ExitCode.DONE
