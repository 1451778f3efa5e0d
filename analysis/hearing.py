"""Tone of single texts from a file of lines: read, heard, and as plain JSON types; nothing is kept.

A line is `{"id", "text", "target": [s, e]?, "label"?: -1 | 0 | 1}`; offsets are code points into
`text`, end exclusive.
"""

import gzip
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from analysis.errors import UsageError

_SHAPE = 'Each line is {"id": …, "text": …, "target": [start, end]}; "target" may be left out.'
_NUMBER = {"negative": -1, "neutral": 0, "positive": 1}
_ZIPPED = b"\x1f\x8b"


class Line(msgspec.Struct, frozen=True):
    """A text to be heard; `label` is what a person says, where one was asked."""

    id: str | int
    text: str
    target: tuple[int, int] | None = None
    label: int | None = None

    @property
    def is_askable(self) -> bool:
        """Whether its target, if it has one, is a place in the text."""
        return self.target is None or 0 <= self.target[0] < self.target[1] <= len(self.text)


@dataclass(frozen=True, slots=True)
class HeardLine:
    """What was heard of one line; `label` is that of the likeliest tone, even where unsure."""

    label: int
    score: float
    words: tuple[tuple[int, int, float], ...]
    """Start, end, share of the score."""
    probability: float
    missing: str
    """Why there is no tone; empty where there is one."""

    def at(self, sure: float | None = None) -> int:
        """Return the label, 0 where it abstains; `sure` is another level than the model's."""
        return 0 if self.abstains(sure) else self.label

    def abstains(self, sure: float | None = None) -> bool:
        """Whether it has no tone to tell, at another level of certainty than the model's."""
        if sure is None or not self.words:
            return bool(self.missing)
        return self.probability < sure


NOTHING = HeardLine(0, 0.0, (), 0.0, "it could not be read")


def read_lines(data: bytes, where: str) -> list[Line]:
    """Return the lines of a file, plain or gzipped; UsageError names the line that is wrong."""
    if data.startswith(_ZIPPED):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            raise UsageError(f"{where} is no whole gzip file.", "Give it unzipped.") from None
    found = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(msgspec.json.decode(line, type=Line))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise UsageError(f"{where}, line {number}: {error}.", _SHAPE) from None
    return found


def read_file(path: Path) -> list[Line]:
    """Return the lines of a file; UsageError where it cannot be read."""
    try:
        return read_lines(path.read_bytes(), str(path))
    except OSError as error:
        raise UsageError(f"{path} could not be read: {error.strerror}.", _SHAPE) from None


def hear(
    lines: Sequence[Line],
    *,
    plain: bool = False,
    model: str | None = None,
    on_error: Callable[[Line, str], None] | None = None,
) -> Iterator[HeardLine]:
    """Yield what is heard of each line, in order; `plain`: by VADER as it was published.

    A target that is no place in its text goes to `on_error`; nothing is heard then. Raises
    ModelMissingError.
    """
    from analysis.language import DEFAULT_MODEL
    from analysis.language.listening import Asked, listen
    from analysis.models import Span

    good = [line for line in lines if line.is_askable]
    asked = [Asked(line.text, line.target and Span(*line.target)) for line in good]
    found = listen(asked, model or DEFAULT_MODEL, {}, plain=plain)
    for line in lines:
        if not line.is_askable:
            if on_error is not None:
                on_error(line, f"target {line.target} is no place in its text")
            yield NOTHING
            continue
        heard = next(found)
        words = tuple((w.start, w.end, w.weight) for w in heard.tone.words)
        label = _NUMBER[heard.tone.label]
        yield HeardLine(label, heard.tone.score, words, heard.probability, heard.missing)


def plain_line(line: Line, heard: HeardLine, sure: float | None = None) -> dict[str, object]:
    """Return what `positions tone` prints of one line."""
    return {
        "id": line.id,
        "label": heard.at(sure),
        "score": heard.score,
        "words": [list(word) for word in heard.words],
        "abstained": heard.abstains(sure),
    }
