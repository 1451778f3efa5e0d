"""The `positions` command: its words and options, errors and exit codes.

Light on purpose: `--help` loads neither Textual nor spaCy, nor the commands themselves.
"""

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from analysis.errors import Cancelled, ExitCode, PositionsError

INTERRUPTED = 130
"""What a shell expects of a command that was interrupted: 128 + SIGINT."""

THEMES = ("dark", "light", "contrast", "ansi")
FORMATS = ("md", "csv", "json")
SCOPES = ("statement", "quotation", "document", "dossier")
ACTIONS = (
    *("verify", "reject", "party", "voice", "certainty", "issue", "stance", "note", "pin", "add"),
    "describe",
)

_ABOUT = """\
Who stands where, in whose words, and how do we know?

Reads news articles, finds what each stakeholder said, wants, decided or refused, and lays
them side by side, every claim with its source. Works offline; nothing leaves this machine.
Without a command the screens open, on the first start with a seed dossier."""

_EXAMPLES = """\
examples:
  positions                                 open the screens
  positions show --party microsoft          the same as plain text
  positions export --format md -o deal.md   a table with footnotes, to paste

a dossier of your own:
  positions new strike
  positions --dossier strike add articles/
  positions --dossier strike                lists who speaks, says what to do next

exit codes: 0 done; 1 done in part, or a mismatch found; 2 wrong usage, or no terminal;
3 dossier damaged or locked; 130 interrupted.

POSITIONS_DOSSIER names the dossier that is opened when --dossier does not."""


class _Version(argparse.Action):
    """Prints the version; looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("positions")
        except PackageNotFoundError:
            found = "(not installed)"
        print(f"positions {found}")
        parser.exit()


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(commands: _Commands, name: str, says: str, epilog: str) -> argparse.ArgumentParser:
    found = commands.add_parser(
        name,
        help=says,
        description=f"{says[0].upper()}{says[1:]}.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    # SUPPRESS: where it is not given behind the command, the one before it stands.
    _dossier_option(found, argparse.SUPPRESS)
    return found


def _dossier_option(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--dossier", type=_folder, metavar="PATH", default=default, help="the dossier to work on"
    )


def _folder(name: str) -> Path:
    if not name.strip():
        raise argparse.ArgumentTypeError("the name is empty; give the folder of a dossier")
    return Path(name)


def _model_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", metavar="NAME", help="the spaCy model to analyse with")


def _reading_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--encoding", metavar="E", help="how the files are encoded, where that is known"
    )
    _model_option(parser)


def _collecting(commands: _Commands) -> None:
    from tui import manual

    found = _command(commands, "new", "make a dossier of your own", manual.NEW)
    found.add_argument("path", type=Path, metavar="PATH", help="a new or empty folder")
    found.add_argument("--title", default="", help="what the dossier is about")

    found = _command(commands, "add", "read and analyse articles, and keep them", manual.ADD)
    found.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a folder, or - for standard input"
    )
    found.add_argument(
        "--replaces", metavar="DOC", help="the kept article that this is a newer version of"
    )
    _reading_options(found)

    found = _command(commands, "analyze", "analyse the kept articles again", manual.ANALYZE)
    found.add_argument(
        "--changed", action="store_true", help="only those that settings or rules have changed for"
    )
    _model_option(found)


def _showing(commands: _Commands) -> None:
    from tui import manual

    found = _command(commands, "show", "print the positions with their sources", manual.SHOW)
    _filter_options(found)
    form = found.add_mutually_exclusive_group()
    form.add_argument("--plain", action="store_true", help="as plain text (so it is by default)")
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument("--matrix", action="store_true", help="issue by issue, party by party")
    form.add_argument("--conflicts", action="store_true", help="conflicts and agreements")
    form.add_argument("--timeline", action="store_true", help="date by date, with the tone")
    form.add_argument(
        "--documents", action="store_true", help="the articles, and what was not read"
    )
    form.add_argument("--others", action="store_true", help="statements of none of the parties")

    found = _command(commands, "export", "write the comparison and its evidence", manual.EXPORT)
    found.add_argument("--format", required=True, choices=FORMATS, help="what to write")
    found.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where to (else to standard output)"
    )
    found.add_argument("--force", action="store_true", help="overwrite FILE")
    _filter_options(found)


def _filter_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--party", metavar="P", help="only this party, by id or name")
    parser.add_argument("--issue", metavar="I", help="only this issue, by id or name")
    parser.add_argument(
        "--where", metavar="FILTER", help="only what fits, as after / on the screen"
    )


def _deciding(commands: _Commands) -> None:
    from tui import manual

    found = _command(commands, "decide", "decide about a statement", manual.DECIDE)
    found.add_argument("ref", metavar="ID", help="a statement; for add and describe a document")
    found.add_argument("action", metavar="ACTION", help=", ".join(ACTIONS))
    found.add_argument("words", nargs="*", metavar="WORD", help="what the action takes")
    found.add_argument("--scope", choices=SCOPES, default=SCOPES[0], help="how far it reaches")
    found.add_argument("--instead-of", metavar="P", help="the party whose place is taken")
    found.add_argument("--voice", metavar="V", help="of an added statement")
    found.add_argument("--preview", action="store_true", help="only list what it would change")
    found.add_argument("--yes", action="store_true", help="do not ask, however far it reaches")

    for name, says, epilog in (
        ("undo", "take the last decision back", manual.UNDO),
        ("redo", "bring back what was undone last", manual.REDO),
    ):
        found = _command(commands, name, says, epilog)
        found.add_argument("event", nargs="?", default="", metavar="EVENT", help="its id")

    found = _command(commands, "history", "list what was decided, by whom and when", manual.HISTORY)
    found.add_argument("ref", nargs="?", default="", metavar="ID", help="only of this")
    found.add_argument("--json", action="store_true", help="as JSON")

    found = _command(
        commands, "orphans", "list decisions that lost their statement", manual.ORPHANS
    )
    found.add_argument("--json", action="store_true", help="as JSON")

    found = _command(commands, "reattach", "give lost decisions a statement", manual.REATTACH)
    found.add_argument("event", metavar="EVENT", help="the id that orphans prints")
    found.add_argument("ref", metavar="STATEMENT", help="the statement that they are about")


def _examining(commands: _Commands) -> None:
    from tui import manual

    found = _command(commands, "extract", "print what files hold, and keep nothing", manual.EXTRACT)
    found.add_argument(
        "paths", nargs="+", metavar="FILE", help="a file, a folder, or - for standard input"
    )
    found.add_argument(
        "--parties", type=Path, metavar="TOML", help="a file with [[party]] and [[issue]] tables"
    )
    _reading_options(found)

    found = _command(commands, "check", "check every quote against its article", manual.CHECK)
    found.add_argument("export", nargs="?", metavar="EXPORT", help="an export, or - for stdin")


def _screen_options(parser: argparse.ArgumentParser) -> None:
    _dossier_option(parser, None)
    parser.add_argument("--ascii", action="store_true", help="signs and borders in ASCII")
    parser.add_argument("--theme", choices=THEMES, help="of the screens; t goes on from it")


def _for_the_screens(words: Sequence[str]) -> argparse.Namespace | None:
    """Read a command line that asks for nothing but the screens; None: it may ask for more.

    Preparing for every command costs 20 ms of CPU, which the first picture would wait for.
    """
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    _screen_options(parser)
    try:
        args, rest = parser.parse_known_args(words)
    except argparse.ArgumentError:
        return None
    return None if rest else args


def _parser() -> argparse.ArgumentParser:
    from tui import completion, evaluate, subjects, tone, upkeep
    from tui.usage import Parser

    parser: argparse.ArgumentParser = Parser(
        prog="positions",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    _screen_options(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _collecting(commands)
    _showing(commands)
    _deciding(commands)
    _examining(commands)
    upkeep.add_options(partial(_command, commands))
    subjects.add_options(partial(_command, commands))
    tone.add_options(partial(_command, commands))
    evaluate.add_options(commands)
    completion.add_options(partial(_command, commands))
    return parser


def _run(parser: argparse.ArgumentParser, args: argparse.Namespace) -> int:
    from analysis.waiting import waits_told
    from tui import commands, completion, deciding, evaluate, starting, subjects, tone, upkeep
    from tui.narration import flush, tell

    run: dict[str | None, Callable[[argparse.Namespace], int]] = {
        None: starting.screen,
        "new": commands.new,
        "add": commands.add,
        "analyze": commands.analyze,
        "parties": subjects.parties,
        "issues": subjects.issues,
        "show": commands.show,
        "export": commands.export,
        "decide": deciding.decide,
        "undo": deciding.undo,
        "redo": deciding.redo,
        "history": deciding.history,
        "orphans": deciding.orphans,
        "reattach": deciding.reattach,
        "extract": commands.extract_files,
        "check": commands.check,
        "doctor": upkeep.doctor,
        "backup": upkeep.backup,
        "restore": upkeep.restore,
        "eval": evaluate.evaluate,
        "tone": tone.tone,
        "completion": partial(completion.completion, parser=parser),
    }
    with waits_told(tell):
        code = run[args.command](args)
    flush()
    return int(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (default: the process's) and return the exit code.

    Exits by SystemExit after --help and --version, and with 2 on words it does not know.
    """
    try:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # Exports are UTF-8 whatever the locale; a file name that is not ends no run.
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        only = _for_the_screens(sys.argv[1:] if argv is None else argv)
        if only is not None:
            from tui.starting import screen

            return screen(only)
        parser = _parser()
        return _run(parser, parser.parse_args(argv))
    except PositionsError as error:
        from tui.narration import tell_error

        tell_error(error)
        return INTERRUPTED if isinstance(error, Cancelled) else int(error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("positions: stopped.\n")
        return INTERRUPTED
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"positions: {where}{error.strerror or error}\n")
        return int(ExitCode.PARTLY)


if __name__ == "__main__":
    sys.exit(main())
