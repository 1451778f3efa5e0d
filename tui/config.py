"""What a person sets for every dossier: keys, theme, ASCII. A TOML file; see `TEMPLATE`."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from analysis.errors import SettingsError

NAME = "config.toml"

TEMPLATE = """\
# Settings of the screens of positions. Everything may be left out.

# theme = "dark"       # or "light", "contrast", "ansi" (the terminal's own colours)
# ascii = true         # signs, bars and borders in ASCII; articles stay as they are

[keys]
# An action and its keys, which take the place of those that it has; `?` shows them all.
# matrix = ["M", "f2"]
# page_down = ["pagedown", "ctrl+f"]
"""

_MODIFIERS = ("ctrl", "shift", "alt", "super", "hyper", "meta")


class Config(Struct, frozen=True):
    """What stands in the file. `keys` are the keys of the actions that have others, by id."""

    theme: str = ""
    ascii: bool = False
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def config_path() -> Path:
    """Return where the file is, whether or not it is there."""
    from platformdirs import user_config_path

    return user_config_path("positions", appauthor=False) / NAME


def load_config(path: Path) -> Config:
    """Return what the file sets, nothing where there is none.

    SettingsError where it cannot be used: it names file and key, and the nearest that there is.
    """
    import tomllib

    from tui.cli import THEMES

    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} could not be read: {error}.", "Correct or remove it."
        ) from None
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML: {error}.", "Correct or remove it.") from None
    _known(path, "", raw, ("theme", "ascii", "keys"))
    theme = _of_kind(path, "theme", raw.get("theme", ""), str)
    if theme:
        _known(path, "theme = ", [theme], THEMES)
    keys = _of_kind(path, "keys", raw.get("keys", {}), dict)
    return Config(
        theme=theme,
        ascii=_of_kind(path, "ascii", raw.get("ascii", False), bool),
        keys=_keys(path, keys),
    )


def _known(path: Path, where: str, found: Any, known: Sequence[str]) -> None:
    from difflib import get_close_matches

    for name in found:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            meant = f"Did you mean {near[0]}? " if near else ""
            raise SettingsError(
                f"{path}: {where}{name} is not known.", f"{meant}Known: {', '.join(known)}."
            )


def _of_kind(path: Path, key: str, value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        words = {str: "text in quotation marks", bool: "true or false", dict: "a table"}[kind]
        raise SettingsError(f"{path}: {key} must be {words}.", f"It is {value!r}.")
    return value


# ---------------------------------------------------------------- keys


def _keys(path: Path, found: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    from tui import actions

    ids = list(dict.fromkeys(action.id for action in actions.ACTIONS))
    _known(path, "keys.", found, ids)
    keys: dict[str, tuple[str, ...]] = {}
    for name, value in found.items():
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list) or not given or not all(isinstance(k, str) for k in given):
            raise SettingsError(f"{path}: keys.{name} must be a list of keys.", 'Like ["M", "f2"].')
        keys[name] = tuple(_key(path, name, key) for key in given)
        number = next(a for a in actions.ACTIONS if a.id == name)
        if number.numbered and len(keys[name]) != len(number.keys):
            raise SettingsError(
                f"{path}: keys.{name} has {len(keys[name])} keys.", f"It takes {len(number.keys)}."
            )
    for clash in _clashes(keys):
        raise SettingsError(f"{path}: {clash}", "Give one of them another key.")
    return keys


def _key(path: Path, action: str, key: str) -> str:
    """The name that the terminal library has for a key, which may be written as a character."""
    *modifiers, base = key.split("+") if len(key) > 1 else [key]
    if all(modifier in _MODIFIERS for modifier in modifiers) and base:
        if len(base) == 1:
            from textual.keys import _character_to_key

            return "+".join([*modifiers, _character_to_key(base)])
        if base in _named_keys() or _is_character(base):
            return key
    from difflib import get_close_matches

    near = get_close_matches(base, _named_keys(), n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    raise SettingsError(
        f"{path}: keys.{action}: there is no key {key!r}.",
        f"{meant}Keys are characters, f1 to f24, names like enter and pagedown, and ctrl+x.",
    )


def _named_keys() -> tuple[str, ...]:
    from textual.keys import Keys

    return tuple(key.value for key in Keys if "+" not in key.value and "<" not in key.value)


def _is_character(name: str) -> bool:
    import unicodedata

    try:
        unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return name in ("minus", "plus", "slash", "less_than_sign", "at")
    return True


def _clashes(keys: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What the same key would do at one place, where the file has a hand in it."""
    from itertools import combinations

    from tui import actions

    for where in actions.Where:
        for one, other in combinations(actions.actions(where), 2):
            if one.id == other.id or not {one.id, other.id} & set(keys):
                continue
            shared = set(keys.get(one.id, one.keys)) & set(keys.get(other.id, other.keys))
            for key in sorted(shared):
                name = one.id if one.id in keys else other.id
                rest = other.id if name == one.id else one.id
                yield f"keys.{name}: {key} is the key of {rest}, too ({where})."
