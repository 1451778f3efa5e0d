"""A command line that says what may have been meant by a word that it does not know."""

import argparse
import re
from difflib import get_close_matches
from typing import NoReturn

_CHOICE = re.compile(r"invalid choice: '(?P<asked>[^']*)' \(choose from (?P<known>.*)\)", re.DOTALL)


class Parser(argparse.ArgumentParser):
    """As argparse's own; a word that is none of the choices is met with the nearest."""

    def error(self, message: str) -> NoReturn:
        """Print usage, `message` and what may have been meant, and exit with 2."""
        if found := _CHOICE.search(message):
            near = get_close_matches(found["asked"], re.findall(r"[\w-]+", found["known"]), n=1)
            message = "\n  ".join([message, *(f"Did you mean {word}?" for word in near)])
        super().error(message)
