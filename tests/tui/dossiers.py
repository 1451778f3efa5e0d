"""Dossiers for the screens: the real facade on disk, read by a hand instead of a language model."""

import re
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from analysis.dossier import Dossier
from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    CleanView,
    Document,
    Kind,
    Provenance,
    Settings,
    Span,
    Statement,
    Voice,
)
from tests.gold import SEEDS, gold_analysis

MADE = Provenance(model="hand", model_version="1", rules="1", settings="hand")
Read = Callable[[Document], Analysis]


class Hand:
    """Stands where `analysis.language` stands; `read` says what is found in a document."""

    DEFAULT_MODEL = "hand"

    def __init__(self, read: Read, version: str = "1") -> None:
        self.read = read
        self.made = replace(MADE, rules=version)

    def Analyser(self, settings: Settings, model: str) -> "Hand":
        return self

    def provenance(self, settings: Settings, model: str) -> Provenance:
        return self.made

    def analyse(self, document: Document, view: CleanView) -> Analysis:
        return replace(self.read(document), provenance=self.made)


def gold(document: Document) -> Analysis:
    found = gold_analysis()
    return Analysis(document.id, MADE, found.attributions, found.mentions)


def nothing(document: Document) -> Analysis:
    return Analysis(document.id, MADE)


def make(path: Path, toml: str, articles: dict[str, str], read: Read) -> Dossier:
    """Make a dossier in `path` of these articles (name -> text)."""
    path.mkdir(parents=True)
    (path / "dossier.toml").write_text(toml, encoding="utf-8")
    dossier = Dossier.open(path, language=Hand(read))
    sources = path.parent / "articles"
    sources.mkdir(exist_ok=True)
    for name, text in articles.items():
        (sources / name).write_text(text, encoding="utf-8")
    dossier.add([sources / name for name in articles])
    return dossier


def gold_dossier(folder: Path) -> Dossier:
    """The seed dossier, with the gold reading."""
    toml = (SEEDS / "dossier.toml").read_text(encoding="utf-8")
    text = (SEEDS / "seed-article.txt").read_text(encoding="utf-8")
    return make(folder / "tiktok", toml, {"seed-article.txt": text}, gold)


def talkative(document: Document) -> Analysis:
    """Find "X said …" in each sentence: enough for sources that are no party."""
    found = []
    for match in re.finditer(
        r"(?P<who>[A-Z][\w ]+?) (?P<cue>said) (?P<what>[^.]+)\.", document.text
    ):
        what = Span(*match.span("what"))
        statement = Statement(f"{match.start()}", what, match["what"], Voice.PARAPHRASED)
        found.append(
            Attribution(
                id=f"a{match.start()}",
                document=document.id,
                source=(Span(*match.span("who")),),
                cue=(Span(*match.span("cue")),),
                content=(what,),
                kind=Kind.INDIRECT,
                speaker=match["who"],
                party=None,
                also=(),
                about=(),
                voice=Voice.PARAPHRASED,
                certainty=Certainty.ASSERTED,
                chain=(),
                tone=None,
                resolutions=(),
                rule="hand",
                confidence=1.0,
                parts=(statement,),
            )
        )
    return Analysis(document.id, MADE, tuple(found))


def lind(document: Document) -> Analysis:
    """As `talkative`; all of it is said by the party `lind`."""
    found = talkative(document)
    return replace(
        found, attributions=tuple(replace(one, party="lind") for one in found.attributions)
    )
