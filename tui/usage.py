"""A command line that says what may have been meant by a word that it does not know."""

import argparse
import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, NoReturn

_CHOICE = re.compile(r"invalid choice: '(?P<asked>[^']*)' \(choose from (?P<known>.*)\)", re.DOTALL)


class Parser(argparse.ArgumentParser):
    """As argparse's own; a word that is none of the choices is met with the nearest.

    Words too many are answered by the command that they were given to, with its usage.
    """

    def parse_args(  # type: ignore[override]  # argparse's overloads say no more than this
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> argparse.Namespace:
        """Return what the words say, or exit with 2."""
        found: argparse.Namespace
        found, rest = self.parse_known_args(args, namespace)
        if rest:
            command = self._command(getattr(found, "command", None)) or self
            command.error(f"unrecognized arguments: {' '.join(rest)}")
        return found

    def _command(self, name: str | None) -> argparse.ArgumentParser | None:
        for action in self._actions:
            if isinstance(action.choices, dict) and name in action.choices:
                found: argparse.ArgumentParser = action.choices[name]
                return found
        return None

    def error(self, message: str) -> NoReturn:
        """Print usage, `message` and what may have been meant, and exit with 2."""
        if found := _CHOICE.search(message):
            near = get_close_matches(found["asked"], re.findall(r"[\w-]+", found["known"]), n=1)
            message = "\n  ".join([message, *(f"Did you mean {word}?" for word in near)])
        super().error(message)
