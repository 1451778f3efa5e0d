"""A dossier in memory, for screens: the facade's methods over a comparison made beforehand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.comparison import compare
from analysis.models import Analysis, Comparison, Document, Settings
from tests.gold import gold_analysis, seed_document, seed_settings


@dataclass
class FakeDossier:
    settings: Settings
    docs: Sequence[Document] = ()
    found: Sequence[Analysis] = ()
    path: Path = Path("my")
    name: str = "my"
    exported: str = "# A comparison\n"
    reloads: int = 0
    on_reload: Callable[["FakeDossier"], None] = field(default=lambda dossier: None)

    def comparison(self) -> Comparison:
        return compare(self.settings, self.docs, self.found)

    def documents(self) -> tuple[Document, ...]:
        return tuple(self.docs)

    def stale(self) -> tuple[str, ...]:
        return ()

    def reload(self) -> None:
        self.reloads += 1
        self.on_reload(self)

    def export(self, format: str) -> str:
        return self.exported


def gold_dossier() -> FakeDossier:
    return FakeDossier(
        seed_settings(), (seed_document(),), (gold_analysis(),), Path("tiktok"), "tiktok"
    )
