"""Changing `dossier.toml` for a person who asked for it: comments, order and layout stay."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.characters import one_line
from analysis.errors import SettingsError

_HEADER = re.compile(r"\s*\[\[?\s*[A-Za-z0-9_-]+\s*\]\]?\s*(?:#.*)?$")


def read_text(path: Path) -> str:
    """Return the text of a `dossier.toml`; SettingsError where it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not UTF-8 text.", "Save it as UTF-8 first.") from None
    except OSError as error:
        raise SettingsError(
            f"{path} could not be read: {error.strerror}.", "Allow reading it, then try again."
        ) from None


def changed(
    text: str,
    where: str,
    table: str,
    name: str,
    values: Mapping[str, Any],
    *,
    whole_lists: bool = False,
) -> str:
    """Return the text of a `dossier.toml` with `values` in the `[[table]]` whose id is `name`.

    Lists are added to what stands there (with `whole_lists` what is not in the new one goes, too),
    anything else takes its place; a table that is not there yet is put after the last of its kind.
    Nothing else changes, not a comment, not a blank. SettingsError where the text is no TOML, or
    where a change would move other tables.
    """
    import tomlkit

    document = _parsed(text, where)
    found = _table(document, table, name)
    if found is None:
        # An empty list says nothing that its absence does not say.
        new = {key: value for key, value in values.items() if value or not _is_list(value)}
        return _with_new(text, document, table, {"id": name, **new})
    for key, value in values.items():
        _set(found, key, value, whole=whole_lists)
    written = tomlkit.dumps(document)
    # The comment beside an item that was taken out goes with it.
    if _in_order(text, written, beside=not whole_lists):
        return written
    # Tables of one kind in several places, as `>> dossier.toml` leaves them, would be put together
    # where the whole is written anew.
    alone = _changed_alone(text, table, name, values, whole=whole_lists)
    if alone is not None and _parsed(alone, where).unwrap() == document.unwrap():
        return alone
    raise SettingsError(
        f"{where} cannot be changed here: its [[{table}]] stand in several places.",
        "Put them together, or edit the file by hand.",
    )


def _changed_alone(
    text: str, table: str, name: str, values: Mapping[str, Any], *, whole: bool
) -> str | None:
    """Return the text with only the lines of that one table written anew, None if they are none."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    lines = text.splitlines(keepends=True)
    tables = tomlkit.parse(text).unwrap().get(table, [])
    number = next(n for n, one in enumerate(tables) if one.get("id") == name)
    place = _lines_of(lines, table, number)
    if place is None:
        return None
    start, end = place
    try:
        document = tomlkit.parse("".join(lines[start:end]))
        found = _table(document, table, name)
        for key, value in values.items():
            _set(found, key, value, whole=whole)
    except (TOMLKitError, AttributeError):  # not all of it stands there
        return None
    return "".join([*lines[:start], tomlkit.dumps(document), *lines[end:]])


def _lines_of(lines: Sequence[str], table: str, number: int) -> tuple[int, int] | None:
    """Return where a table stands: its first line and the one behind it; None if in no lines."""
    mark = re.compile(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]")
    headers = [n for n, line in enumerate(lines) if _HEADER.match(line.rstrip("\r\n"))]
    own = [n for n in headers if mark.match(lines[n])]
    if number >= len(own):
        return None
    start = own[number]
    end = next((n for n in headers if n > start), len(lines))
    while end > start and lines[end - 1].strip()[:1] in ("", "#"):
        end -= 1  # what stands before the next table belongs to that
    return start, end


def removed(text: str, where: str, table: str, name: str) -> str:
    """Return the text of a `dossier.toml` without the `[[table]]` whose id is `name`.

    Everything else stays, the comments between tables too. SettingsError where the text is no
    TOML, where there is no such table, or where it does not stand in lines of its own.
    """
    before = _parsed(text, where).unwrap()
    left = [one for one in before.get(table, []) if one.get("id") != name]
    number = next((n for n, one in enumerate(before.get(table, [])) if one.get("id") == name), None)
    by_hand = SettingsError(
        f"{where}: the {table} {name!r} cannot be taken out here.", "Edit the file by hand.", "id"
    )
    if number is None:
        raise by_hand
    lines = text.splitlines(keepends=True)
    place = _lines_of(lines, table, number)
    if place is None:
        raise by_hand
    start, end = place
    after = len(lines)
    while end < after and not lines[end].strip():
        end += 1
    new = "".join(lines[:start] + lines[end:])
    expected = {**before, table: left} if left else {k: v for k, v in before.items() if k != table}
    try:
        right = _parsed(new, where).unwrap() == expected
    except SettingsError:
        right = False
    if not right:
        raise by_hand
    return new


def _parsed(text: str, where: str) -> Any:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise SettingsError(f"{where} is not valid TOML: {error}.", "Correct it first.") from None


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


def _in_order(old: str, new: str, *, beside: bool = True) -> bool:
    """Whether every header and comment of `old` stands in `new`, in the same order.

    Without `beside`, a comment that shares its line with something else may be gone.
    """
    left = iter(_landmarks(new))
    return all(mark in left for mark in _landmarks(old) if beside or mark[0] in "[#")


def _landmarks(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line[:1] in ("[", "#") or " #" in line]


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _set(table: Any, key: str, value: Any, *, whole: bool) -> None:
    if not _is_list(value):
        if table.get(key) != value:
            table[key] = value
    elif key not in table:
        if value:
            table[key] = list(value)
    else:
        for place in reversed(range(len(table[key]) if whole else 0)):
            if one_line(str(table[key][place])) not in value:
                del table[key][place]
        known = [one_line(str(one)) for one in table[key]]
        for one in value:
            if one not in known:
                table[key].append(one)
