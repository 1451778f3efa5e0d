"""Whether stored places still hold the words that they claim to hold."""

from collections.abc import Iterator

from analysis.models import Analysis, Attribution, Document, Mismatch, Span, Statement

NO_PLACE = "a place in the document"


def mismatches(document: Document, analysis: Analysis) -> Iterator[Mismatch]:
    """Yield every place of `analysis` that is outside the text, or whose quote differs."""
    text = document.text
    for attribution in analysis.attributions:
        for span in _places(attribution):
            yield from _outside(document, attribution.id, span)
        for part in attribution.parts:
            found = part.span.of(text)
            if found != part.quote or not _is_place(text, part.span):
                yield Mismatch(document.id, part.id, part.span, part.quote, found)
            for span in _marks(part):
                yield from _outside(document, part.id, span)
    for mention in analysis.mentions:
        yield from _outside(document, "", mention.span)
    for framed in analysis.framing:
        yield from _outside(document, "", framed.span)
    for silence in analysis.no_comments:
        yield from _outside(document, "", silence.span)


def _is_place(text: str, span: Span) -> bool:
    # A negative start would silently count from the end.
    return 0 <= span.start < span.end <= len(text)


def _outside(document: Document, statement: str, span: Span) -> Iterator[Mismatch]:
    if not _is_place(document.text, span):
        yield Mismatch(document.id, statement, span, NO_PLACE, span.of(document.text))


def _places(attribution: Attribution) -> Iterator[Span]:
    yield from attribution.source
    yield from attribution.cue
    yield from attribution.content
    for layer in attribution.chain:
        if layer.span is not None:
            yield layer.span
    for resolution in attribution.resolutions:
        for span in (resolution.mention, resolution.antecedent):
            if span is not None:
                yield span
    if attribution.tone is not None:
        yield from (Span(word.start, word.end) for word in attribution.tone.words)


def _marks(part: Statement) -> Iterator[Span]:
    yield from (marker.span for marker in part.markers)
    yield from part.negations
    yield from (span for match in part.issues for span in match.spans)
    if part.tone is not None:
        yield from (Span(word.start, word.end) for word in part.tone.words)
