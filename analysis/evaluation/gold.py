"""Gold files and files of what was found: JSON lines, plain or gzipped, read as a stream."""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import msgspec

from analysis.characters import one_line
from analysis.errors import UsageError
from analysis.models import Attribution, Span

_GZIP = b"\x1f\x8b"
_FORM = 'One line a text: {"doc", "text", "attributions": [{"source", "cue", "content"}]}.'


class Relation(msgspec.Struct, frozen=True):
    """An attribution relation, from gold or found; spans are code points into the text.

    `confidence` is None where nobody stated one; `leaning` is for, against or none.
    """

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    party: str | None = None
    rule: str = ""
    confidence: float | None = None
    leaning: str = ""


class GoldText(msgspec.Struct, frozen=True):
    """A text and its relations; `tags` are the other words that its line gives about it."""

    name: str
    text: str
    relations: tuple[Relation, ...]
    tags: Mapping[str, str]


class _Row(msgspec.Struct):
    source: list[tuple[int, int]] | None = None
    cue: list[tuple[int, int]] | None = None
    content: list[tuple[int, int]] | None = None
    party: str | None = None
    rule: str = ""
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None
    leaning: str = ""


class _Line(msgspec.Struct):
    doc: str
    attributions: list[_Row]
    text: str | None = None


def read_gold(path: Path, limit: int | None = None) -> Iterator[GoldText]:
    """Yield the texts of a gold file, at most `limit`.

    Raises UsageError on a file that cannot be read, and on a line without text, of another
    form, with an offset outside its text or with a name that was there before.
    """
    seen: set[str] = set()
    for at, line in enumerate(lines_of(path), 1):
        if limit is not None and len(seen) >= limit:
            return
        where = f"{path}, line {at}"
        raw, one = _parse(line, where)
        if one.text is None:
            raise UsageError(f"{where}: “text” is missing.", _FORM)
        if one.doc in seen:
            raise UsageError(f"{where}: {one_line(one.doc)} is given twice.", "Leave one of them.")
        seen.add(one.doc)
        tags = {key: value for key, value in raw.items() if isinstance(value, str)}
        yield GoldText(one.doc, one.text, _relations(one, len(one.text), where), tags)


class Predictions:
    """What was found, from a file that `positions extract` wrote."""

    def __init__(self, path: Path) -> None:
        """Read the file; UsageError where it cannot be, or a text is given twice."""
        self._path = path
        self._lines: dict[str, tuple[_Line, str]] = {}
        for at, line in enumerate(lines_of(path), 1):
            where = f"{path}, line {at}"
            _, one = _parse(line, where)
            if one.doc in self._lines:
                raise UsageError(
                    f"{where}: {one_line(one.doc)} is given twice.", "Leave one of them."
                )
            self._lines[one.doc] = (one, where)

    def of(self, gold: GoldText) -> tuple[Relation, ...]:
        """Return what was found in a text, nothing where the file lacks it.

        UsageError where it was found in another text of the same name, or outside of the text.
        """
        if gold.name not in self._lines:
            return ()
        one, where = self._lines[gold.name]
        if one.text is not None and one.text != gold.text:
            raise UsageError(
                f"{where}: {one_line(gold.name)} has another text than the gold file.",
                "Run `positions extract` on the texts of the gold file.",
            )
        return _relations(one, len(gold.text), where)

    def refuse_strangers(self, known: Iterable[str]) -> None:
        """Raise UsageError where the file holds a text that the gold file does not."""
        strange = sorted(set(self._lines) - set(known))
        if strange:
            raise UsageError(
                f"{self._path}: {one_line(strange[0])} is not in the gold file"
                + (f", nor {len(strange) - 1} more." if len(strange) > 1 else "."),
                "Give what was found in the texts of this gold file.",
            )


def relation_of(found: Attribution) -> Relation:
    """Return what the program found, as it is compared with gold."""
    return Relation(
        found.source,
        found.cue,
        found.content,
        found.party,
        found.rule,
        found.confidence,
        found.leaning.value,
    )


def lines_of(path: Path) -> Iterator[str]:
    """Yield the lines of a file, plain or gzipped; UsageError where it cannot be read."""
    try:
        with path.open("rb") as raw:
            packed = raw.peek(2)[:2] == _GZIP
            stream: Iterable[bytes] = gzip.GzipFile(fileobj=raw) if packed else raw
            for line in stream:
                text = line.decode("utf-8")
                if text.strip():
                    yield text
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text.", "Give JSON lines.") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise UsageError(f"{path} is a damaged gzip file.", "Fetch or pack it again.") from None
    except OSError as error:
        raise UsageError(
            f"{path} could not be read: {error.strerror}.", "Name a file of JSON lines."
        ) from None


def _parse(line: str, where: str) -> tuple[dict[str, object], _Line]:
    try:
        raw = json.loads(line)
        return raw, msgspec.convert(raw, _Line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UsageError(f"{where} is not JSON: {error}.", _FORM) from None
    except msgspec.ValidationError as error:
        raise UsageError(f"{where} has another form: {error}.", _FORM) from None


def _relations(one: _Line, length: int, where: str) -> tuple[Relation, ...]:
    def spans(given: list[tuple[int, int]] | None) -> tuple[Span, ...]:
        for start, end in given or ():
            if not 0 <= start <= end <= length:
                raise UsageError(
                    f"{where}: {start}–{end} is no place in a text of {length} characters.",
                    "Offsets count code points of the text, from 0, end exclusive.",
                )
        return tuple(Span(start, end) for start, end in given or ())

    return tuple(
        Relation(
            spans(row.source),
            spans(row.cue),
            spans(row.content),
            row.party,
            row.rule,
            row.confidence,
            row.leaning,
        )
        for row in one.attributions
    )
