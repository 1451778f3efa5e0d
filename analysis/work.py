"""Work on many documents: what is to be read, the analyser, progress and a way out."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from analysis.characters import one_line
from analysis.errors import ModelMissingError, PositionsError
from analysis.models import Analysis, CleanView, Document, Provenance, Settings

LOADING = "loading the language model"
READING = "reading"
ANALYSING = "analysing"
COMPARING = "comparing"
DONE = "done"
STDIN = "stdin"
_NAME = 60  # characters of a pasted text's name


class Analyses(Protocol):
    """What turns a document into an analysis; loads its model at the first document."""

    def analyse(self, document: Document, view: CleanView) -> Analysis:
        """Return what was found in the document; PositionsError where it cannot."""
        ...


class Language(Protocol):
    """What the dossier needs of `analysis.language`, the module that stands behind it."""

    @property
    def DEFAULT_MODEL(self) -> str:
        """The model that is used where nobody names one."""
        ...

    @property
    def Analyser(self) -> Callable[[Settings, str], Analyses]:
        """Make an analyser for these settings and this model."""
        ...

    @property
    def provenance(self) -> Callable[[Settings, str], Provenance]:
        """Return what an analysis made now would carry; loads no model."""
        ...

    @property
    def concern(self) -> Callable[[Settings, str], str]:
        """Return what names all of the settings that bears on a text; loads no model."""
        ...


class Progress(Struct, frozen=True):
    """How far a long work is: `done` documents of `total`, and what happens to `name` now."""

    done: int
    total: int
    name: str
    stage: str


class Unread(Struct, frozen=True):
    """A document that could not be read or analysed, and why."""

    name: str
    reason: str
    hint: str


class Pasted(Struct, frozen=True):
    """A text that a person pasted, with what she says about it (`date` in ISO 8601, or empty).

    What she leaves empty is taken from the text's own head, as with a file.
    """

    text: str
    title: str = ""
    outlet: str = ""
    date: str = ""

    @property
    def name(self) -> str:
        """What the document is called: its title, else its first line."""
        first = next((line for line in self.text.splitlines() if line.strip()), "")
        return one_line(self.title or first)[:_NAME].strip() or "pasted text"

    def read(self) -> Document:
        """Return the document. Raises ReadingError as a file does."""
        from analysis.reading import read_bytes

        document = read_bytes(self.text.encode("utf-8", "replace"), self.name)
        return replace(
            document,
            title=one_line(self.title) or document.title,
            outlet=one_line(self.outlet) or document.outlet,
            date=one_line(self.date) or document.date,
        )


class Alike(Struct, frozen=True):
    """A document `name` that is nearly the same as `other`: which share (0 to 1) of their words."""

    name: str
    other: str
    share: float

    @property
    def told(self) -> str:
        """What to say of the document."""
        return f"it is {self.share:.0%} the same as {self.other}: what both say counts twice."


class AddReport(Struct, frozen=True):
    """What became of the documents that were to be added.

    `known` holds those whose text was in the dossier already. When `cancelled`, what was
    finished before is kept. `foreign` are the names of the added that do not look like English,
    the only language that is read; `alike` tells which of them nearly repeat another: what both
    say counts twice.
    """

    added: tuple[Document, ...]
    known: tuple[Document, ...]
    unread: tuple[Unread, ...]
    cancelled: bool
    foreign: tuple[str, ...] = ()
    alike: tuple[Alike, ...] = ()


OnProgress = Callable[[Progress], None]
IsCancelled = Callable[[], bool]


class Run:
    """A run of the language part over `total` documents."""

    def __init__(
        self,
        total: int,
        settings: Settings,
        model: str | None,
        *,
        language: Language | None,
        progress: OnProgress | None = None,
        cancelled: IsCancelled | None = None,
    ) -> None:
        self._language = language_part(language)
        self._total = total
        self._settings = settings
        self._model = model or self._language.DEFAULT_MODEL
        self._progress = progress
        self._cancelled = cancelled
        self._analysers: dict[str, Analyses] = {}

    def report(self, done: int, name: str, stage: str) -> None:
        """Tell whoever waits what happens to document number `done` + 1."""
        if self._progress is not None:
            self._progress(Progress(done, self._total, name, stage))

    def is_cancelled(self) -> bool:
        """Whether a person asked to stop."""
        return self._cancelled is not None and self._cancelled()

    def analyse(self, done: int, document: Document, model: str = "") -> Analysis:
        """Analyse one document, by `model` if one is named.

        Raises PositionsError, ModelMissingError.
        """
        from analysis.reading import clean_view

        model = model or self._model
        self.report(done, document.name, ANALYSING if model in self._analysers else LOADING)
        if model not in self._analysers:
            self._analysers[model] = self._language.Analyser(self._settings, model)
        return self._analysers[model].analyse(document, clean_view(document))


def language_part(language: Language | None) -> Language:
    """Return `language`, or the engine itself where there is none given."""
    if language is not None:
        return language
    import analysis.language

    return analysis.language


def sources(
    paths: Iterable[Path],
    stdin: bytes | None,
    encoding: str | None,
    pasted: Iterable[Pasted] = (),
) -> Iterator[tuple[str, Callable[[], Document]]]:
    """Yield what is to be read: its name, and how."""
    from analysis.reading import find, read_bytes, read_path

    for path in find(paths):
        yield str(path), partial(read_path, path, encoding=encoding)
    if stdin is not None:
        yield STDIN, partial(read_bytes, stdin, STDIN, encoding=encoding)
    for text in pasted:
        yield text.name, text.read


def extract(
    paths: Iterable[Path],
    *,
    on_error: Callable[[Unread], None],
    stdin: bytes | None = None,
    parties: Path | None = None,
    encoding: str | None = None,
    model: str | None = None,
    language: Language | None = None,
) -> Iterator[dict[str, object]]:
    """Yield the attributions of each document as plain JSON types; nothing is kept.

    `parties` is a TOML file with [[party]] tables. A document that cannot be read goes to
    `on_error`. Raises SettingsError, ModelMissingError.
    """
    from analysis.plain import plain
    from analysis.settings import load_settings

    settings = load_settings(parties) if parties else Settings(title="")
    wanted = list(sources(paths, stdin, encoding))
    work = Run(len(wanted), settings, model, language=language)
    for done, (name, read) in enumerate(wanted):
        try:
            document = read()
            analysis = work.analyse(done, document)
        except ModelMissingError:
            raise
        except PositionsError as error:
            on_error(Unread(name, error.message, error.hint))
            continue
        yield {
            "doc": document.name,
            "text": document.text,
            "attributions": [plain(found) for found in analysis.attributions],
        }
