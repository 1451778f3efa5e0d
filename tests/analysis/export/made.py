"""Comparisons made for these tests: the seed's, and of documents full of hostile words."""

import hashlib
from collections.abc import Sequence

from analysis.comparison import compare
from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    Comparison,
    Document,
    Issue,
    IssueMatch,
    Kind,
    Party,
    Provenance,
    Settings,
    Span,
    Statement,
    Voice,
)
from tests.gold import gold_analysis, seed_document, seed_settings


def seed() -> Comparison:
    return compare(seed_settings(), [seed_document()], [gold_analysis()])


def hostile(
    quotes: Sequence[str], *, title: str = "", name: str = "party", voice: Voice = Voice.OWN
) -> Comparison:
    """One party for each quote, all quotes in one document; `title` and `name` go everywhere."""
    text = "\n\n".join(quotes)
    key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    spans: list[Span] = []
    for quote in quotes:
        start = spans[-1].end + 2 if spans else 0
        spans.append(Span(start, start + len(quote)))
    document = Document(
        id=key, sha256=key, name=title or "document", text=text, title=title, outlet=title,
        author=title, paragraphs=tuple(spans),
    )  # fmt: skip
    parties = tuple(Party(id=f"p{n}", name=f"{name}{n}") for n in range(len(quotes)))
    attributions = tuple(
        _said(key, party.id, span, text, voice) for party, span in zip(parties, spans, strict=True)
    )
    settings = Settings(title=title, parties=parties, issues=(Issue("i", title or "issue"),))
    return compare(settings, [document], [Analysis(key, Provenance("", "", "", ""), attributions)])


def _said(document: str, party: str, span: Span, text: str, voice: Voice) -> Attribution:
    part = Statement(
        id=f"{party}-s", span=span, quote=span.of(text), voice=voice, issues=(IssueMatch("i", ()),)
    )
    return Attribution(
        id=f"{party}-a", document=document, source=(), cue=(), content=(span,), kind=Kind.DIRECT,
        speaker=text, party=party, also=(), about=(), voice=voice, certainty=Certainty.ASSERTED,
        chain=(), tone=None, resolutions=(), rule="made", confidence=1.0, parts=(part,),
    )  # fmt: skip
