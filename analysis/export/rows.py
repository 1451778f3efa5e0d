"""The comparison as CSV: one row for each statement of each party, in reading order."""

import csv
import io
from collections.abc import Iterable, Iterator

from analysis.export.harmless import cell
from analysis.models import (
    Comparison,
    Document,
    Entry,
    LayerKind,
    Mark,
    Side,
    Span,
    StanceValue,
)

_INFERRED = " (inferred)"


def _words(spans: Iterable[Span], document: Document) -> str:
    return " … ".join(span.of(document.text) for span in spans)


def _chain(entry: Entry) -> str:
    layers = entry.attribution.chain
    return " <- ".join(
        layer.name
        + (f" [{layer.kind.value}]" if layer.kind is not LayerKind.OTHER else "")
        + (_INFERRED if layer.inferred else "")
        for layer in layers
    )


def _decided(mark: Mark | None) -> Iterator[str]:
    """What people did with a statement."""
    if mark is not None:
        done = (("verified", mark.verified), ("added", mark.added), ("pinned", mark.pinned))
        yield from (word for word, so in done if so)
        yield from (f"corrected: {action.value}" for action in mark.corrected)


class _Shared:
    """What rows have in common, and what stands in others: filter, state, who is at odds."""

    def __init__(self, comparison: Comparison) -> None:
        self.filtered = comparison.narrowing.text if comparison.narrowing else ""
        self.state = comparison.state
        self.conflicts: dict[tuple[str, str], list[str]] = {}
        self.agreements: dict[tuple[str, str], list[str]] = {}
        for conflict in comparison.conflicts:
            for side, other in (
                (conflict.left, conflict.right),
                (conflict.right, conflict.left),
            ):
                how = f", {conflict.shift.value}" if conflict.shift else ""
                about = f"{conflict.issue}, {conflict.level.value}{how}"
                self._take(self.conflicts, side, f"{about}: {other.lead.statement.id}")
        for agreed in comparison.agreements:
            for side in agreed.sides:
                others = [x.lead.statement.id for x in agreed.sides if x.party != side.party]
                self._take(self.agreements, side, f"{agreed.issue}: {', '.join(others)}")

    @staticmethod
    def _take(into: dict[tuple[str, str], list[str]], side: Side, words: str) -> None:
        for entry in side.entries:
            into.setdefault((side.party, entry.statement.id), []).append(words)


def _stance_words(entry: Entry, issues: Iterable[str], document: Document) -> Iterator[str]:
    """The words that make each stance, and the rule."""
    for issue in issues:
        reason = entry.reason(issue)
        if reason is not None:
            yield f"{issue}: {_words(reason.spans, document)} ({reason.rule})"


def _row(
    entry: Entry, party: str, document: Document, shared: _Shared
) -> dict[str, str | int | float]:
    statement, attribution = entry.statement, entry.attribution
    found = {issue: entry.stance(issue) for issue in sorted(statement.stances)}
    stances = {issue: s for issue, s in found.items() if s is not StanceValue.NONE}
    key = (entry.party, statement.id)
    tone = statement.tone if entry.voice.is_own else None
    text: dict[str, str] = {
        "party_id": entry.party,
        "party": party,
        "voice": entry.voice.value,
        "quote": statement.quote,
        "around": _words(entry.around, document),
        "kind": attribution.kind.value,
        "certainty": statement.certainty.value,
        "markers": _words((marker.span for marker in statement.markers), document),
        "negations": _words(statement.negations, document),
        "issues": "; ".join(match.issue for match in statement.issues),
        "stances": "; ".join(f"{issue}: {s.value}" for issue, s in stances.items()),
        "stance_words": "; ".join(_stance_words(entry, stances, document)),
        "goes_on": entry.cut.of(document.text) if entry.cut else "",
        "conflicts": "; ".join(shared.conflicts.get(key, ())),
        "agreements": "; ".join(shared.agreements.get(key, ())),
        "tone": tone.label if tone else "",
        "tone_words": _words((Span(w.start, w.end) for w in tone.words), document) if tone else "",
        "speaker": attribution.speaker,
        "source": _words(attribution.source, document),
        "cue": _words(attribution.cue, document),
        "told_by": entry.told_by or "",
        "chain": _chain(entry),
        "reasons": " ".join(resolution.reason for resolution in attribution.resolutions),
        "rule": attribution.rule,
        "document": document.name,
        "outlet": document.outlet,
        "author": document.author,
        "title": document.title,
        "date": document.date,
        "url": document.url,
        "document_id": document.id,
        "sha256": document.sha256,
        "statement_id": statement.id,
        "attribution_id": attribution.id,
        "nested_in": attribution.nested_in or "",
        "decided": "; ".join(_decided(entry.mark)),
        "note": entry.mark.note if entry.mark else "",
        "filter": shared.filtered,
        "state": shared.state,
    }
    numbers: dict[str, str | int | float] = {
        "tone_score": tone.score if tone else "",
        "confidence": attribution.confidence,
        "paragraph": document.paragraph_of(statement.span.start),
        "start": statement.span.start,
        "end": statement.span.end,
    }
    row: dict[str, str | int | float] = {name: cell(value) for name, value in text.items()}
    return row | numbers


COLUMNS = (
    *("party_id", "party", "voice", "quote", "around", "kind", "certainty", "markers"),
    *("goes_on", "negations", "issues", "stances", "stance_words", "conflicts", "agreements"),
    *("tone", "tone_score", "tone_words", "speaker", "source"),
    *("cue", "told_by", "chain", "reasons", "rule", "confidence", "document", "outlet", "author"),
    *("title", "date", "url", "paragraph", "start", "end", "document_id", "sha256"),
    *("statement_id", "attribution_id", "nested_in", "decided", "note", "filter", "state"),
)
"""The columns, in their order."""


def to_csv(comparison: Comparison) -> str:
    """Return the statements as CSV with a header, line feeds between rows.

    A cell that a spreadsheet would take for a formula begins with `'`. `filter` is what was
    filtered by and `state` the dossier's, the same in each row; `conflicts` and `agreements` name
    the statements of the other sides.
    """
    shared = _Shared(comparison)
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for view in comparison.parties:
        for entry in view.entries:
            document = comparison.documents[entry.attribution.document]
            writer.writerow(_row(entry, view.party.name, document, shared))
    return out.getvalue()
