"""Runs the program itself on the texts of a gold file."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from analysis.errors import ReadingError
from analysis.evaluation.gold import GoldText, Relation, relation_of
from analysis.models import Attribution, Settings
from analysis.reading import read_bytes
from analysis.settings import load_settings
from analysis.work import Language, OnProgress, Run

OnUnread = Callable[[GoldText, ReadingError], None]


def found_in(
    texts: Iterable[GoldText],
    total: int,
    *,
    on_unread: OnUnread,
    parties: Path | None = None,
    model: str | None = None,
    language: Language | None = None,
    progress: OnProgress | None = None,
) -> Iterator[tuple[GoldText, tuple[Relation, ...]]]:
    """Yield each text with what the program finds in it, one after the other.

    `parties` is a TOML file with [[party]] tables. A text that the program does not read goes
    to `on_unread`; nothing was found in it then. Raises SettingsError and ModelMissingError,
    and what the program raises on a text that it has read.
    """
    settings = load_settings(parties) if parties else Settings(title="")
    run = Run(total, settings, model, language=language, progress=progress)
    for done, text in enumerate(texts):
        try:
            # As the program would read the file that holds this text.
            document = read_bytes(text.text.encode("utf-8"), text.name, encoding="utf-8")
        except ReadingError as error:
            on_unread(text, error)
            yield text, ()
            continue
        if document.text != text.text:
            other = ReadingError(
                f"{text.name} is read as another text than the gold file gives.",
                "Give the text in the gold file without a byte order mark.",
            )
            on_unread(text, other)
            yield text, ()
            continue
        found: tuple[Attribution, ...] = run.analyse(done, document).attributions
        yield text, tuple(relation_of(one) for one in found)
