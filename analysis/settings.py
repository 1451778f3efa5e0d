"""`dossier.toml`: what a person writes about a dossier, read strictly and explained kindly."""

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from analysis.characters import one_line
from analysis.errors import SettingsError
from analysis.models import Issue, Party, PartyKind, Settings, ToneMethod

_TOP = ("title", "party", "issue", "tone")
_PARTY_LISTS = ("aliases", "spokespeople", "epithets")
_FORMER = "was"
_PARTY = ("id", "name", "kind", *_PARTY_LISTS, _FORMER)
_ISSUE_LISTS = ("keywords", "against")
_ISSUE = ("id", "name", *_ISSUE_LISTS, _FORMER)
_ID = re.compile(r"[a-z0-9_-]+")
_MAX_WEIGHT = 4.0
_METHOD = "method"
_MANY = {"parties": "party", "issues": "issue"}


def load_settings(path: Path) -> Settings:
    """Return the settings in a TOML file; SettingsError names file, key and what would do."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(
            f"{path} is not UTF-8 text.", "Save it as UTF-8 with a text editor."
        ) from None
    except OSError as error:
        raise SettingsError(
            f"{path} could not be read: {error.strerror}.",
            "Name a TOML file with [[party]] tables; `positions new PATH` writes an example.",
        ) from None
    if not text:
        # As a full disk leaves it, or a copy that was cut short; nobody writes one so.
        raise SettingsError(
            f"{path} is empty.",
            "Put a copy of it back, from a backup for example, or write a title: title = "
            '"…" will do.',
        )
    return parse_settings(text, str(path))


def parse_settings(text: str, where: str) -> Settings:
    """Return the settings that a `dossier.toml` holds; `where` is what errors call it.

    Raises SettingsError on what is no TOML, and on unknown keys, wrong types, missing or
    repeated ids, names that two parties share, and unknown kinds.
    """
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond all measure
        raise SettingsError(
            f"{where} is not valid TOML: {error}.",
            'Text stands in "quotes", lists in [brackets], a party begins with [[party]].',
        ) from None
    reader = _Reader(text, where)
    reader.known_keys(raw, _TOP, "")
    title = raw.get("title", "")
    if not isinstance(title, str):
        reader.fail("", "title", f"must be text in quotes, not {_type(title)}")
    parties = [(reader.party(table, at), at) for table, at in reader.tables(raw, "party")]
    reader.refuse_shared_names(parties)
    issues = [(reader.issue(table, at), at) for table, at in reader.tables(raw, "issue")]
    for tables in (parties, issues):
        reader.refuse_shared_pasts(tables)
    return Settings(
        title=one_line(title),
        parties=tuple(party for party, _ in parties),
        issues=tuple(issue for issue, _ in issues),
        tone=reader.tone(raw.get("tone", {})),
        tone_method=reader.tone_method(raw.get("tone", {})),
    )


def template(title: str) -> str:
    """Return the `dossier.toml` of a new dossier: no party yet, comments that teach the format."""
    quoted = one_line(title).replace("\\", "\\\\").replace('"', '\\"')
    return _TEMPLATE.replace("@TITLE@", quoted)


class _Reader:
    """Turns tables into models; every complaint says where."""

    def __init__(self, text: str, where: str) -> None:
        self._lines = text.splitlines()
        self._where = where
        self._ids: dict[tuple[str, str], str] = {}

    def fail(self, place: str, key: str, problem: str, hint: str = "") -> NoReturn:
        """Raise the error for `key` in the table `place` (`party 2`; empty for the top)."""
        line = self._line(place, key)
        at = f"{self._where}, line {line}" if line else self._where
        inside = f" of [[{place.split()[0]}]] number {place.split()[1]}" if " " in place else ""
        if place == "tone":
            inside = " in [tone]"
        raise SettingsError(
            f"{at}: {key}{inside} {problem}.", hint or "Correct the file and try again.", key
        )

    def known_keys(self, table: Mapping[str, Any], known: Sequence[str], place: str) -> None:
        """Refuse keys that mean nothing here, with the nearest that does."""
        for key in table:
            if key not in known:
                near = _MANY.get(key) or _nearest(key, known)
                ask = f"Did you mean {near!r}? " if near else ""
                self.fail(place, repr(key), "is no known key", f"{ask}Known: {', '.join(known)}.")

    def tables(self, raw: Mapping[str, Any], key: str) -> list[tuple[dict[str, Any], str]]:
        """Return the tables `[[key]]`, each with its place for messages."""
        found = raw.get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            self.fail("", key, f"must be tables that begin with [[{key}]], not {_type(found)}")
        return [(table, f"{key} {number}") for number, table in enumerate(found, 1)]

    def party(self, table: Mapping[str, Any], place: str) -> Party:
        self.known_keys(table, _PARTY, place)
        kind = table.get("kind", PartyKind.ORGANIZATION.value)
        kinds = [known.value for known in PartyKind]
        if kind not in kinds:
            near = _nearest(kind, kinds) if isinstance(kind, str) else ""
            ask = f"Did you mean {near!r}? " if near else ""
            self.fail(place, "kind", f"is {kind!r}", f"{ask}Known: {', '.join(kinds)}.")
        return Party(
            id=self._id(table, place),
            name=self._name(table, place),
            kind=PartyKind(kind),
            aliases=self._words(table, "aliases", place),
            spokespeople=self._words(table, "spokespeople", place),
            epithets=self._words(table, "epithets", place),
            was=self._words(table, _FORMER, place),
        )

    def refuse_shared_names(self, parties: Iterable[tuple[Party, str]]) -> None:
        """Refuse a name that two parties have, in whatever list: whose words would be whose?"""
        owners: dict[str, Party] = {}
        for party, place in parties:
            lists = [(key, name) for key in _PARTY_LISTS for name in getattr(party, key)]
            for key, name in [("name", party.name), *lists]:
                owner = owners.setdefault(name.casefold(), party)
                if owner is not party:
                    self.fail(
                        place,
                        key,
                        f"of {party.id!r} holds {name!r}, which {owner.id!r} has already",
                        "A name can stand for one party only; take it from one of them.",
                    )

    def refuse_shared_pasts(self, tables: Sequence[tuple[Party | Issue, str]]) -> None:
        """Refuse a former id that is in use, or that two have: whose decisions would be whose?"""
        owners = {one.id: one.id for one, _ in tables}
        for one, place in tables:
            for former in one.was:
                owner = owners.setdefault(former, one.id)
                if owner != one.id or former == one.id:
                    self.fail(
                        place,
                        _FORMER,
                        f"of {one.id!r} holds {former!r}, which belongs to {owner!r}",
                        "A former id is no other's; take the table of that id out first.",
                    )

    def issue(self, table: Mapping[str, Any], place: str) -> Issue:
        self.known_keys(table, _ISSUE, place)
        return Issue(
            id=self._id(table, place),
            name=self._name(table, place),
            keywords=self._words(table, "keywords", place),
            against=self._words(table, "against", place),
            was=self._words(table, _FORMER, place),
        )

    def tone(self, table: object) -> dict[str, float]:
        if not isinstance(table, dict):
            self.fail("", "tone", f"must be a table that begins with [tone], not {_type(table)}")
        for word, weight in table.items():
            if word == _METHOD and isinstance(weight, str):
                continue  # a word "method" has a number
            number = isinstance(weight, (int, float)) and not isinstance(weight, bool)
            if not number or abs(weight) > _MAX_WEIGHT or math.isnan(weight):
                self.fail(
                    "tone",
                    repr(word),
                    f"must be a number from -4 to 4, not {weight!r}",
                    "For example: tumbles = -1.5",
                )
        words = {word: weight for word, weight in table.items() if not isinstance(weight, str)}
        return {word.lower(): float(weight) for word, weight in words.items()}

    def tone_method(self, table: Mapping[str, object]) -> ToneMethod:
        method = table.get(_METHOD)
        if not isinstance(method, str):
            return ToneMethod.MODEL
        known = [one.value for one in ToneMethod]
        if method not in known:
            self.fail("tone", _METHOD, f"is {method!r}", f"Known: {', '.join(known)}.")
        return ToneMethod(method)

    def _id(self, table: Mapping[str, Any], place: str) -> str:
        value = self._text(table, "id", place)
        if not _ID.fullmatch(value):
            proposal = re.sub(r"[^a-z0-9_-]+", "_", value.lower()).strip("_")
            ask = f" For example: {proposal!r}." if proposal else ""
            self.fail(
                place,
                "id",
                f"is {value!r}",
                f"An id holds only small letters, digits, - and _.{ask}",
            )
        first = self._ids.setdefault((place.split()[0], value), place)
        if first != place:
            self.fail(
                place,
                "id",
                f"{value!r} is taken by number {first.split()[1]} already",
                "Give each its own id.",
            )
        return value

    def _name(self, table: Mapping[str, Any], place: str) -> str:
        return self._text(table, "name", place)

    def _text(self, table: Mapping[str, Any], key: str, place: str) -> str:
        if key not in table:
            self.fail(place, key, "is missing", f'Add a line such as {key} = "…".')
        value = table[key]
        if not isinstance(value, str):
            self.fail(place, key, f"must be text in quotes, not {_type(value)}")
        if not one_line(value):
            self.fail(place, key, "is empty")
        return one_line(value)

    def _words(self, table: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
        value = table.get(key, [])
        hint = f'For example: {key} = ["one", "another"]'
        if not isinstance(value, list):
            self.fail(place, key, f"must be a list, not {_type(value)}", hint)
        for item in value:
            if not isinstance(item, str):
                self.fail(place, key, f"must be a list of texts; it holds {_type(item)}", hint)
            if not one_line(item):
                self.fail(place, key, "holds an empty text, which would match everywhere", hint)
        return tuple(dict.fromkeys(one_line(item) for item in value))

    def _line(self, place: str, key: str) -> int | None:
        """Return the number of the line a complaint is about, as far as a glance can tell."""
        start, end = self._table(place)
        wanted = re.compile(rf"\s*(?:\[+)?\s*['\"]?{re.escape(key.strip(chr(39)))}['\"]?\s*[=\].]")
        for number in range(start, end):
            if wanted.match(self._lines[number]):
                return number + 1
        return start + 1 if place and start < len(self._lines) else None

    def _table(self, place: str) -> tuple[int, int]:
        headers = [n for n, line in enumerate(self._lines) if re.match(r"\s*\[", line)]
        if not place:
            return 0, len(self._lines)
        key, _, number = place.partition(" ")
        mark = re.compile(rf"\s*\[{key}\]" if not number else rf"\s*\[\[\s*{key}\s*\]\]")
        own = [n for n in headers if mark.match(self._lines[n])]
        index = int(number or 1) - 1
        if index >= len(own):
            return len(self._lines), len(self._lines)
        # A list over several lines may hold lines that begin with a bracket: only a header
        # of our own ends a table.
        ends = [
            n
            for n in headers
            if n > own[index] and re.match(r"\s*\[\[?\s*[a-z]+\s*\]", self._lines[n])
        ]
        return own[index], ends[0] if ends else len(self._lines)


def _nearest(word: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(word.lower(), list(known), n=1, cutoff=0.5)), "")


def _type(value: object) -> str:
    names = {bool: "true or false", str: "text", list: "a list", dict: "a table"}
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "a number"
    return names.get(type(value), type(value).__name__)


_TEMPLATE = """\
# A dossier: the parties of one subject, what they are at odds about, and how words sound.
# Edit this file with any text editor; `positions analyze` reads the articles again with it.
# A line that begins with # is a comment. Remove the # to use an example.

title = "@TITLE@"

# ---------------------------------------------------------------- parties
# One [[party]] for each stakeholder that you want to compare.
#
# [[party]]
# id = "microsoft"                    # small letters, digits, - and _ ; stays the same for ever
# name = "Microsoft"                  # as it stands above its pane
# kind = "organization"               # organization, person, government or group
# aliases = ["Microsoft Corp."]       # other names
# spokespeople = ["Satya Nadella"]    # who speaks for it
# epithets = ["the Redmond giant"]    # phrases that stand for it
# was = ["redmond"]                   # former ids, also of parties that are one with it now

# ---------------------------------------------------------------- issues
# One [[issue]] for each matter in dispute. A statement belongs to an issue when one of the
# keywords, in any of its forms, stands in it. Who is for what a keyword names is for the issue;
# words of the other side, such as "ban" where the issue is a permission, stand under against.
#
# [[issue]]
# id = "data_storage"
# name = "Where the data is stored"
# keywords = ["data", "data center", "cloud"]
# against = ["data transfer"]         # optional

# ---------------------------------------------------------------- tone
# Words whose tone you know better than the program: from -4 (worst) to 4 (best), 0: none.
# `method = "plain"` shows VADER's scores as they are, for those who have to reproduce them.
#
# [tone]
# tumbles = -1.5
# breakthrough = 2.5
"""
