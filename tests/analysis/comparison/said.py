"""Small dossiers in which parties say short things: what stances meet, without any model."""

from collections.abc import Sequence

from msgspec import Struct

from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
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
    Topic,
    Voice,
)

SETTINGS = Settings(
    "Harbour",
    (Party("port", "Norhaven Port"), Party("union", "Dockers’ Union"), Party("reef", "Reef Watch")),
    (Issue("dredging", "Dredging", ("dredging",)), Issue("pay", "Pay", ("pay",))),
)


class Said(Struct, frozen=True):
    """One statement: who, what words, and the stance on an issue."""

    party: str
    quote: str
    stance: str = "none"
    issue: str = "dredging"
    voice: Voice = Voice.OWN
    certainty: Certainty = Certainty.ASSERTED
    rule: str = "attitude"
    towards: str | None = None
    whole: bool = False
    topics: tuple[str, ...] = ()
    """Phrases of it by lemma; behind a colon the stance on one, such as "toxic silt:against"."""


def article(
    name: str, text: str, said: Sequence[Said], date: str = ""
) -> tuple[Document, Analysis]:
    """A document of that text, in which these statements stand."""
    document = Document(
        id=name, sha256=name, name=name, text=text, date=date, paragraphs=(Span(0, len(text)),)
    )
    attributions = []
    for number, one in enumerate(said):
        start = text.index(one.quote)
        place = Span(start, start + len(one.quote))
        stance = StanceValue(one.stance)
        found = stance is not StanceValue.NONE
        part = Statement(
            id=f"{name}-{number}",
            span=place,
            quote=one.quote,
            voice=one.voice,
            certainty=one.certainty,
            issues=(IssueMatch(one.issue, (place,)),) if one.issue else (),
            stances={one.issue: stance} if found else {},
            reasons=(
                (StanceReason(one.issue, stance, (place,), one.rule, one.towards, one.whole),)
                if found
                else ()
            ),
            topics=tuple(_topic(words, place) for words in one.topics),
        )
        attributions.append(
            Attribution(
                id=f"{name}-a{number}",
                document=name,
                source=(),
                cue=(),
                content=(place,),
                kind=Kind.INDIRECT,
                speaker=one.party,
                party=one.party,
                also=(),
                about=(),
                voice=one.voice,
                certainty=one.certainty,
                chain=(),
                tone=None,
                resolutions=(),
                rule="test",
                confidence=1.0,
                parts=(part,),
            )
        )
    made_by = Provenance("test", "1", "test", "test")
    return document, Analysis(name, made_by, tuple(attributions))


def _topic(words: str, place: Span) -> Topic:
    phrase, _, stance = words.partition(":")
    return Topic(phrase, Span(place.start, place.start), StanceValue(stance or "none"))
