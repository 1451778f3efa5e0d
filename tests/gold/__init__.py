"""The seed article read by hand, as the models of the program.

Tests of the store, the comparison, the exports and the screens stand on this reading, so that
they do not change when the language part gets better. `seed-gold.json` is kept as given.
"""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    Document,
    Issue,
    IssueMatch,
    Kind,
    Layer,
    LayerKind,
    Marker,
    Mention,
    Party,
    PartyKind,
    Provenance,
    Resolution,
    Settings,
    Span,
    StanceValue,
    Statement,
    Tone,
    ToneWord,
    Voice,
)

SEEDS = Path(__file__).parents[2] / "seeds"
GOLD: dict[str, Any] = json.loads(
    Path(__file__).with_name("seed-gold.json").read_text(encoding="utf-8")
)
BYTES = (SEEDS / "seed-article.txt").read_bytes()
TEXT = BYTES.decode("utf-8")
ID = hashlib.sha256(TEXT.encode()).hexdigest()
_LAYERS = {"Bloomberg": LayerKind.OUTLET, "anonymous": LayerKind.ANONYMOUS}


def span(item: dict[str, Any]) -> Span:
    return Span(item["start"], item["end"])


def seed_settings() -> Settings:
    """The seed's parties and issues, read without the program's own settings code."""
    raw = tomllib.loads((SEEDS / "dossier.toml").read_text(encoding="utf-8"))
    lists = ("aliases", "spokespeople", "epithets", "keywords")

    def plain(item: dict[str, Any]) -> dict[str, Any]:
        return {k: tuple(v) if k in lists else v for k, v in item.items()}

    return Settings(
        title=raw["title"],
        parties=tuple(Party(**plain({**p, "kind": PartyKind(p["kind"])})) for p in raw["party"]),
        issues=tuple(Issue(**plain(i)) for i in raw["issue"]),
    )


def seed_document() -> Document:
    return Document(
        id=ID,
        sha256=GOLD["source"]["sha256"],
        name="seed-article",
        text=TEXT,
        date=GOLD["source"]["article_date"],
        furniture=(Span(0, 17),),
        paragraphs=tuple(Span(max(17, p["start"]), p["end"]) for p in GOLD["paragraphs"]),
    )


def _layer(item: dict[str, Any]) -> Layer:
    name = item["who"].removeprefix("anonymous: ")
    kind = next((k for word, k in _LAYERS.items() if item["who"].startswith(word)), LayerKind.OTHER)
    place = span(item) if "start" in item else None
    return Layer(name=name, kind=kind, span=place, inferred=item["inferred"])


def _statement(item: dict[str, Any]) -> Statement:
    place = span(item["content"])
    certainty = Certainty(item["certainty"])
    voice = Voice(item["voice"])
    issues = [i for i, row in GOLD["matrix"].items() if item["id"] in row[item["party"]]]
    words = (ToneWord(965, 974, 2.2),) if item["id"] == "ms4" else ()
    return Statement(
        id=hashlib.sha256(f"{ID}:{place.start}-{place.end}".encode()).hexdigest()[:16],
        span=place,
        quote=place.of(TEXT),
        voice=voice,
        certainty=certainty,
        markers=tuple(Marker(span(m), certainty) for m in item["certainty_markers"]),
        negations=tuple(span(n) for n in item["negation"]),
        tone=(
            Tone(0.49 if words else 0.0, "positive" if words else "neutral", words)
            if voice.is_own
            else None
        ),
        issues=tuple(IssueMatch(i, (place,)) for i in issues),
        stances={s["issue"]: StanceValue(s["stance"]) for s in item["stance"]},
    )


def _attribution(group: list[dict[str, Any]]) -> Attribution:
    """One relation from the gold statements of one content (or of one quotation)."""
    first = group[0]
    parts = tuple({s["content"]["start"]: _statement(s) for s in group}.values())
    mention = first["source_mention"]
    own = mention["resolves_to"] if mention["resolves_to"] in GOLD["party_summary"] else None
    if first["voice"] == "about":
        own = None
    others = tuple(dict.fromkeys(s["party"] for s in group if s["party"] != own))
    marks = {q["id"]: span(q["with_marks"]) for q in GOLD["quotations"]}
    quotation = next((q["id"] for q in GOLD["quotations"] if first["id"] in q["statements"]), None)
    content = marks[quotation] if quotation else span(first["content"])
    source = (span(mention),) if mention["start"] is not None else ()
    return Attribution(
        id=hashlib.sha256(f"{ID}:a{content.start}-{content.end}".encode()).hexdigest()[:16],
        document=ID,
        source=source,
        cue=(span(first["cue"]),) if first["cue"] else (),
        content=(content,),
        kind=Kind(first["kind"]),
        speaker=mention["text"] or "",
        party=own,
        also=others if own else (),
        about=() if own else others,
        voice=parts[0].voice,
        certainty=parts[0].certainty,
        chain=tuple(_layer(layer) for layer in first["layers"]),
        tone=parts[0].tone,
        resolutions=(
            (Resolution(own, source[0] if source else None, "gold", mention["how"]),)
            if mention["how"]
            else ()
        ),
        rule="gold",
        confidence=1.0,
        parts=parts,
    )


def gold_analysis() -> Analysis:
    """The gold's statements that count as positions."""
    groups: dict[tuple[int, int], list[dict[str, Any]]] = {}
    in_quotation = {s: q["with_marks"] for q in GOLD["quotations"] for s in q["statements"]}
    for item in GOLD["statements"]:
        if item["counts_as_position"]:
            place = in_quotation.get(item["id"], item["content"])
            groups.setdefault((place["start"], place["end"]), []).append(item)
    return Analysis(
        document=ID,
        provenance=Provenance("gold", "1", "gold", "gold"),
        attributions=tuple(_attribution(group) for _, group in sorted(groups.items())),
        mentions=tuple(
            Mention(span(m), party, m["type"])
            for party, found in GOLD["mentions"].items()
            for m in found
        ),
    )
