"""What a person asked for by id or by name."""

from collections.abc import Mapping
from difflib import get_close_matches

from analysis.errors import UsageError


def chosen(asked: str, known: Mapping[str, str], what: str) -> str:
    """Return the id that was asked for, by id or by name (`known`: id to name).

    UsageError where it is none of them, with the nearest.
    """
    ids = {key.casefold(): key for key in known}
    names = {name.casefold(): key for key, name in known.items()}
    found = ids.get(asked.casefold()) or names.get(asked.casefold())
    if found is not None:
        return found
    near = get_close_matches(asked.casefold(), [*ids, *names], n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    listed = ", ".join(known) or f"none; they stand as [[{what}]] in dossier.toml"
    raise UsageError(f"There is no {what} {asked!r}.", f"{meant}Known: {listed}.")
