"""Changing `dossier.toml` for a person who asked for it: comments, order and layout stay."""

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.errors import SettingsError


def changed(text: str, where: str, table: str, name: str, values: Mapping[str, Any]) -> str:
    """Return the text of a `dossier.toml` with `values` in the `[[table]]` whose id is `name`.

    Lists are added to what stands there, anything else takes its place; a table that is not there
    yet is put after the last of its kind. Nothing else changes, not a comment, not a blank.
    SettingsError where the text is no TOML, or where a change would move other tables.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise SettingsError(f"{where} is not valid TOML: {error}.", "Correct it first.") from None
    found = _table(document, table, name)
    if found is None:
        return _with_new(text, document, table, {"id": name, **values})
    for key, value in values.items():
        _set(found, key, value)
    written = tomlkit.dumps(document)
    if not _in_order(text, written):
        raise SettingsError(
            f"{where} cannot be changed here: its [[{table}]] stand in several places.",
            "Put them together, or edit the file by hand.",
        )
    return written


def _table(document: Any, table: str, name: str) -> Any:
    tables = document.get(table, [])
    return next((one for one in tables if isinstance(one, dict) and one.get("id") == name), None)


def _with_new(text: str, document: Any, table: str, values: Mapping[str, Any]) -> str:
    """The text with one table more: after the last of its kind, or else at the end."""
    import tomlkit

    new = tomlkit.table()
    for key, value in values.items():
        new.add(key, list(value) if _is_list(value) else value)
    block = f"[[{table}]]\n{new.as_string()}"
    gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    at_end = f"{text}{gap}{block}"
    tables = document.get(table)
    if tables is None or text.rstrip().endswith(tables[-1].as_string().rstrip()):
        return at_end
    before = tables[-1].as_string()
    if not before.endswith("\n\n"):
        tables[-1].add(tomlkit.nl())
    tables.append(new)
    new.add(tomlkit.nl())
    written = tomlkit.dumps(document)
    return written if _in_order(text, written) else at_end


def _in_order(old: str, new: str) -> bool:
    """Whether every header and comment of `old` stands in `new`, in the same order."""
    left = iter(_landmarks(new))
    return all(mark in left for mark in _landmarks(old))


def _landmarks(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line[:1] in ("[", "#") or " #" in line]


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _set(table: Any, key: str, value: Any) -> None:
    if not _is_list(value):
        table[key] = value
    elif key not in table:
        table[key] = list(value)
    else:
        for one in value:
            if one not in table[key]:
                table[key].append(one)
