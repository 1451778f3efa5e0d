"""From the command line to the screens: no more is loaded than they need.

Starting is most of what a reader who only looks something up waits for, so that `positions`
with nothing but its own options does not pass through the other commands.
"""

import os
import sys
from argparse import Namespace

from msgspec.structs import replace

from analysis.errors import UsageError
from tui import garbage

_NOT_DRAWN_ON = ("dumb", "unknown", "")


def screen(args: Namespace) -> int:
    """Open the screens; refuse where there is no terminal to show them on."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if os.environ.get("TERM") in _NOT_DRAWN_ON or not all(stream.isatty() for stream in streams):
        raise UsageError(
            "The screens need a terminal, and there is none here.",
            "As plain text: positions show --plain",
        )
    garbage.leave_lying()
    from analysis.aside import Aside
    from analysis.opening import open_or_seed
    from tui.config import config_path, load_config

    config = load_config(config_path())
    config = replace(config, ascii=args.ascii or config.ascii, theme=args.theme or config.theme)
    dossier = open_or_seed(args.dossier, language=Aside())
    from tui.app import run

    return run(dossier, config)
