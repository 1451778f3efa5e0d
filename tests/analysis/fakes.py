"""Language parts: one that needs no model, and one that loads it once for many dossiers."""

from dataclasses import dataclass, field

from msgspec.structs import replace

from analysis import language
from analysis.errors import PositionsError
from analysis.models import Analysis, CleanView, Document, Provenance, Settings
from tests.gold import ID, gold_analysis


@dataclass
class FakeLanguage:
    """Knows the gold reading of the seed, nothing else; counts the documents that it analysed."""

    DEFAULT_MODEL: str = "fake"
    rules: str = "1"
    analysed: list[str] = field(default_factory=list)
    refuse: str = ""
    """A document that holds this text cannot be analysed."""

    def provenance(self, settings: Settings, model: str) -> Provenance:
        made_with = repr((settings.parties, settings.issues, sorted(settings.tone.items())))
        return Provenance(model, "1", self.rules, made_with)

    def concern(self, settings: Settings, text: str) -> str:
        return language.concern(settings, text)

    def Analyser(self, settings: Settings, model: str) -> "FakeAnalyser":
        return FakeAnalyser(self, settings, model)


@dataclass
class FakeAnalyser:
    language: FakeLanguage
    settings: Settings
    model: str

    def analyse(self, document: Document, view: CleanView) -> Analysis:
        if self.language.refuse and self.language.refuse in view.text:
            raise PositionsError("it cannot be analysed", "do without it")
        self.language.analysed.append(document.name)
        made = self.language.provenance(self.settings, self.model)
        concern = self.language.concern(self.settings, view.text)
        if document.id == ID:
            return replace(gold_analysis(), provenance=made, concern=concern)
        return Analysis(document.id, made, concern=concern)


class SharedLanguage:
    """The real one; dossiers with the same settings share an analyser."""

    DEFAULT_MODEL = language.DEFAULT_MODEL
    provenance = staticmethod(language.provenance)
    concern = staticmethod(language.concern)

    def __init__(self) -> None:
        self._analysers: dict[str, language.Analyser] = {}

    def Analyser(self, settings: Settings, model: str) -> language.Analyser:
        name = repr((settings, model))
        if name not in self._analysers:
            self._analysers[name] = language.Analyser(settings, model)
        return self._analysers[name]
