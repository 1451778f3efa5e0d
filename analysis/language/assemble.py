"""From what the pipeline left on a `Doc` to the models, in the offsets of the document."""

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice

from msgspec.structs import replace
from spacy.language import Language
from spacy.tokens import Doc

from analysis.language.marks import Marks
from analysis.language.results import Found, PartFound, Relation, Step
from analysis.language.tone import label_of, shared_out
from analysis.language.vader import CUT
from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    CleanView,
    Document,
    Framing,
    IssueMatch,
    Layer,
    LayerKind,
    Marker,
    Mention,
    NoComment,
    Provenance,
    Resolution,
    Span,
    Stakeholder,
    Statement,
    Tone,
    ToneWord,
)

_PIECE = 40_000
"""Characters of one piece: well under spaCy's limit, and the parser's memory stays small."""
_TOKENS = 10_000
"""Words and marks of one piece. Prose has some 8,000 in as many characters, lines of marks far
more, and the parser's memory goes by them."""
_TOKEN = re.compile(r"\w+|[^\w\s]")
_RANK = (Certainty.ASSERTED, Certainty.HEDGED, Certainty.COUNTERFACTUAL, Certainty.OPEN)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of pieces of `text`, cut between paragraphs, lines or words."""
    start = 0
    while (reach := _reach(text, start)) < len(text):
        end = reach
        for separator in ("\n\n", "\n", ". ", " "):
            cut = text.rfind(separator, (start + reach) // 2, reach)
            if cut > 0:
                end = cut + len(separator)
                break
        yield start, end
        start = end
    yield start, len(text)


def _reach(text: str, start: int) -> int:
    """Return where a piece that begins at `start` ends at the latest."""
    end = min(start + _PIECE, len(text))
    if end - start <= _TOKENS:
        return end
    first_beyond = next(islice(_TOKEN.finditer(text, start, end), _TOKENS, None), None)
    return end if first_beyond is None else first_beyond.start()


class _Places:
    """The way from offsets of one piece of the clean view to the document."""

    def __init__(self, view: CleanView, base: int, marks: Marks) -> None:
        self._view = view
        self._base = base
        self._marks = marks

    def span(self, span: Span) -> Span:
        return self._marks.around(self._view.raw(self._base + span.start, self._base + span.end))

    def spans(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(self.span(s) for s in spans)

    def maybe(self, span: Span | None) -> Span | None:
        return None if span is None else self.span(span)

    def tone(self, tone: Tone | None) -> Tone | None:
        if tone is None:
            return None
        words = tuple(ToneWord(*self.span(Span(w.start, w.end)), w.weight) for w in tone.words)
        return Tone(tone.score, tone.label, words)


def _id(document: Document, place: str) -> str:
    return sha256(f"{document.id}:{place}".encode()).hexdigest()[:16]


class _Assembler:
    """Makes the models of one document; hands out ids."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._seen: dict[str, int] = {}

    def _place_id(self, kind: str, spans: tuple[Span, ...]) -> str:
        """Return the id of a place; a second relation at the same place gets a number."""
        place = kind + ",".join(f"{s.start}-{s.end}" for s in spans)
        self._seen[place] = self._seen.get(place, 0) + 1
        again = self._seen[place]
        return _id(self._document, place if again == 1 else f"{place}#{again}")

    def statement(self, part: PartFound, places: _Places) -> Statement:
        span = places.span(part.span)
        return Statement(
            id=self._place_id("s", (span,)),
            span=span,
            quote=span.of(self._document.text),
            voice=part.voice,
            certainty=part.certainty,
            markers=tuple(Marker(places.span(m.span), m.certainty) for m in part.markers),
            negations=places.spans(part.negations),
            tone=places.tone(part.tone),
            issues=tuple(
                IssueMatch(i.issue, places.spans(i.spans), places.spans(i.against))
                for i in part.issues
            ),
            stances={r.issue: r.stance for r in part.reasons if r.issue},
            reasons=tuple(replace(r, spans=places.spans(r.spans)) for r in part.reasons),
            topics=tuple(replace(t, span=places.span(t.span)) for t in part.topics),
            untoned=part.untoned,
        )

    def attributions(self, doc: Doc, places: _Places) -> Iterator[Attribution]:
        relations: list[Relation] = doc._.relations
        ids = [self._place_id("a", places.spans(r.content)) for r in relations]
        rows = zip(relations, doc._.resolved, doc._.parts, doc._.chains, ids, strict=True)
        for relation, who, found, steps, own_id in rows:
            if not found:
                continue
            parts = tuple(self.statement(p, places) for p in found)
            source: Found = who.source
            beside = [f for f in (who.through, who.cited) if f is not None and f.party is not None]
            yield Attribution(
                id=own_id,
                document=self._document.id,
                source=places.spans(relation.source),
                cue=places.spans(relation.cue),
                content=places.spans(relation.content),
                kind=relation.kind,
                speaker=source.name,
                party=source.party,
                also=source.also,
                about=tuple(f.party for f in who.about if f.party is not None),
                voice=parts[0].voice,
                certainty=max((p.certainty for p in parts), key=_RANK.index),
                chain=tuple(_layer(s, places) for s in self._with_outlet(steps)),
                tone=whole_tone(parts),
                resolutions=tuple(
                    _resolution(f, places)
                    for f in (source, *who.about, *beside)
                    if f.rule != "none"
                ),
                rule=relation.rule,
                confidence=round(
                    relation.confidence * (source.confidence if source.party else 1), 3
                ),
                parts=parts,
                nested_in=None if relation.outer is None else ids[relation.outer],
            )

    def _with_outlet(self, steps: list[Step]) -> list[Step]:
        outlet = self._document.outlet
        return [Step(outlet, "outlet", None, False), *steps] if outlet else steps


def whole_tone(parts: tuple[Statement, ...]) -> Tone | None:
    """Return the tone of all statements together: the mean score, and its shares."""
    tones = [p.tone for p in parts if p.tone is not None]
    if not tones:
        return None
    score = round(sum(t.score for t in tones) / len(tones), 4)
    shares = [(Span(w.start, w.end), w.weight / len(tones)) for t in tones for w in t.words]
    label = tones[0].label if len(tones) == 1 else label_of(score, CUT)
    if label not in {tone.label for tone in tones}:
        label = "neutral"
    return Tone(score, label, shared_out(shares, score))


def _layer(step: Step, places: _Places) -> Layer:
    return Layer(step.name, LayerKind(step.kind), places.maybe(step.span), step.inferred)


def _resolution(found: Found, places: _Places) -> Resolution:
    return Resolution(
        party=found.party,
        mention=places.maybe(found.mention),
        rule=found.rule,
        reason=found.reason,
        antecedent=places.maybe(found.antecedent),
        confidence=found.confidence,
        runners_up=found.runners_up,
    )


def analyse(nlp: Language, document: Document, view: CleanView, made_by: Provenance) -> Analysis:
    """Return all that `nlp` finds in `document`, in the offsets of its text."""
    assembler = _Assembler(document)
    framing: list[Framing] = []
    attributions: list[Attribution] = []
    mentions: list[Mention] = []
    silences: list[NoComment] = []
    stakeholders: list[Stakeholder] = []
    marks = Marks(document.text, document.furniture)
    for start, end in _pieces(view.text):
        text = view.text[start:end]
        if not text.strip():
            continue
        doc = nlp(text)
        places = _Places(view, start, marks)
        attributions += assembler.attributions(doc, places)
        mentions += [Mention(places.span(m.span), m.party, m.rule) for m in doc._.party_mentions]
        silences += [NoComment(places.span(n.span), n.party, n.reason) for n in doc._.no_comments]
        stakeholders += [replace(s, span=places.span(s.span)) for s in doc._.stakeholders]
        framing += [replace(f, span=places.span(f.span)) for f in doc._.framing]
    return Analysis(
        document.id,
        made_by,
        tuple(attributions),
        tuple(mentions),
        tuple(silences),
        tuple(stakeholders),
        tuple(framing),
    )
