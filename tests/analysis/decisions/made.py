"""Small documents and analyses for decisions, and a log in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from analysis.deciding import Decisions
from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    Document,
    Event,
    Kind,
    Party,
    Provenance,
    Settings,
    Span,
    Statement,
    Voice,
)
from analysis.reading.document import document_id
from tests.gold import seed_settings

MADE = Provenance("hand", "1", "1", "1")


def document(text: str, name: str = "a") -> Document:
    return Document(document_id(text), "0" * 64, name, text)


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def attribution(
    article: Document,
    *quotes: str,
    party: str | None = "oracle",
    source: str = "",
    cue: str = "",
    also: tuple[str, ...] = (),
    about: tuple[str, ...] = (),
    voice: Voice = Voice.PARAPHRASED,
) -> Attribution:
    """One attribution with a statement for each of `quotes`, words of the article."""
    spans = [place(article.text, quote) for quote in quotes]
    parts = tuple(
        Statement(f"{article.id[:6]}{s.start:05}{s.end:05}", s, s.of(article.text), voice)
        for s in spans
    )
    return Attribution(
        id=f"{article.id[:6]}a{spans[0].start:05}{spans[-1].end:05}",
        document=article.id,
        source=(place(article.text, source),) if source else (),
        cue=(place(article.text, cue),) if cue else (),
        content=tuple(spans),
        kind=Kind.INDIRECT,
        speaker=source,
        party=party,
        also=also,
        about=about,
        voice=voice,
        certainty=Certainty.ASSERTED,
        chain=(),
        tone=None,
        resolutions=(),
        rule="hand",
        confidence=1.0,
        parts=parts,
    )


def analysis(article: Document, *found: Attribution) -> Analysis:
    return Analysis(article.id, MADE, found)


@dataclass
class Shelf:
    """Documents and analyses in memory, with the log of what was decided about them."""

    settings: Settings = field(default_factory=seed_settings)
    records: dict[str, tuple[Document, Analysis]] = field(default_factory=dict)
    log: list[Event] = field(default_factory=list)

    def put(self, article: Document, *found: Attribution) -> None:
        self.records[article.id] = (article, analysis(article, *found))

    def found(self, document_id: str) -> tuple[Document, Analysis] | None:
        return self.records.get(document_id)

    def documents(self) -> Sequence[Document]:
        return [article for article, _ in self.records.values()]

    def listed(self) -> Sequence[tuple[str, str, int]]:
        return [
            (article.id, article.name, sum(len(a.parts) for a in found.attributions))
            for article, found in self.records.values()
        ]

    def holding(self, ref: str) -> Sequence[str]:
        return [
            name
            for name, (_, found) in self.records.items()
            if any(part.id.startswith(ref) for a in found.attributions for part in a.parts)
        ]

    def append(self, events: Sequence[Event]) -> None:
        self.log += events

    def events(self, document: str | None = None) -> tuple[Event, ...]:
        return tuple(e for e in self.log if document in (None, e.document))

    def decisions(self, who: str = "ana") -> Decisions:
        return Decisions(self, self, who)


def parties_of(decisions: Decisions, shelf: Shelf) -> Mapping[str, tuple[str, ...]]:
    """Quote to parties, with everything that was decided."""
    view = decisions.view()
    return {
        part.quote: found.parties
        for article, machine in shelf.records.values()
        if article.id not in view.replaced
        for found in view.analyses.get(article.id, machine).attributions
        for part in found.parts
    }


__all__ = [
    "MADE",
    "Party",
    "Shelf",
    "analysis",
    "attribution",
    "document",
    "parties_of",
    "place",
    "replace",
]
