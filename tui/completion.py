"""`positions completion`: what a shell needs to complete commands and options."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from analysis.errors import ExitCode
from tui.narration import put

SHELLS = ("bash", "zsh", "fish")

_EXAMPLES = """\
examples:
  eval "$(positions completion bash)"                            in ~/.bashrc
  positions completion zsh > ~/.zfunc/_positions                 with ~/.zfunc in fpath
  positions completion fish > ~/.config/fish/completions/positions.fish"""


def add_options(command: Callable[[str, str, str], ArgumentParser]) -> None:
    """Add `completion`; `command` makes a command of name, purpose and examples."""
    found = command("completion", "print what a shell needs to complete commands", _EXAMPLES)
    found.add_argument("shell", choices=SHELLS, help="the shell that it is for")


def completion(args: Namespace, parser: ArgumentParser) -> ExitCode:
    """Print the shell's script for the command line of `parser`."""
    import shtab

    put(shtab.complete(parser, shell=args.shell))
    return ExitCode.DONE
