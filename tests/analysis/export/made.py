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
    StanceReason,
    StanceValue,
    Statement,
    Voice,
)
from tests.gold import gold_analysis, seed_document, seed_settings


def seed() -> Comparison:
    return compare(seed_settings(), [seed_document()], [gold_analysis()], state="seed")


def hostile(
    quotes: Sequence[str], *, title: str = "", name: str = "party", voice: Voice = Voice.OWN
) -> Comparison:
    """One party for each quote, all quotes in one document; `title` and `name` go everywhere.

    Every second one is against, so that all of them are in conflicts and agreements.
    """
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
    attributions = tuple(_said(key, number, span, text, voice) for number, span in enumerate(spans))
    settings = Settings(title=title, parties=parties, issues=(Issue("i", title or "issue"),))
    found = Analysis(key, Provenance("", "", "", ""), attributions)
    return compare(settings, [document], [found], state="made")


def _said(document: str, number: int, span: Span, text: str, voice: Voice) -> Attribution:
    party = f"p{number}"
    stance = StanceValue.AGAINST if number % 2 else StanceValue.FOR
    part = Statement(
        id=f"{party}-s", span=span, quote=span.of(text), voice=voice,
        issues=(IssueMatch("i", (span,)),), stances={"i": stance},
        reasons=(StanceReason("i", stance, (span,), "made"),),
    )  # fmt: skip
    return Attribution(
        id=f"{party}-a", document=document, source=(), cue=(), content=(span,), kind=Kind.DIRECT,
        speaker=text, party=party, also=(), about=(), voice=voice, certainty=Certainty.ASSERTED,
        chain=(), tone=None, resolutions=(), rule="made", confidence=1.0, parts=(part,),
    )  # fmt: skip
