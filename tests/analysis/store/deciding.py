"""Documents and decisions for the tests of the store, in any number."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.models import (
    Action,
    Analysis,
    Anchor,
    Attribution,
    Certainty,
    Document,
    Event,
    Kind,
    Provenance,
    Span,
    Statement,
    Voice,
)
from analysis.reading import read_bytes
from analysis.store import storage
from tests.gold import ID

DOCUMENTS = (ID, "a" * 64, "b" * 64)


def event(
    number: int, document: str = ID, *, name: str = "e", note: str = "seen", group: str = ""
) -> Event:
    """A decision; those of one name sort by their number."""
    return Event(
        id=f"{number:08d}-{name}",
        at=f"2026-01-31T09:{number // 60 % 60:02d}:{number % 60:02d}.000Z",
        who="anna",
        action=Action.NOTE,
        document=document,
        statement="0123456789abcdef",
        anchor=Anchor(document, 17, 25, "Microsoft", "before", "after"),
        was={"note": ""},
        to={"note": f"{note} {number}"},
        group=group,
    )


def article(number: int, version: int = 0) -> tuple[Document, Analysis]:
    """An article of a few sentences, and an analysis that carries a version."""
    words = f"Microsoft said it would not pay {number} dollars. Oracle wants {number} more."
    document = read_bytes(f"{words}\n\n{words * 8}".encode(), f"article-{number}")
    start = document.text.index("it would")
    part = Statement(
        id=f"{number:016x}",
        span=Span(start, start + 20),
        quote=document.text[start : start + 20],
        voice=Voice.PARAPHRASED,
    )
    found = Attribution(
        id=f"{number:016x}",
        document=document.id,
        source=(Span(0, 9),),
        cue=(Span(10, 14),),
        content=(part.span,),
        kind=Kind.INDIRECT,
        speaker="Microsoft",
        party="microsoft",
        also=(),
        about=(),
        voice=part.voice,
        certainty=Certainty.ASSERTED,
        chain=(),
        tone=None,
        resolutions=(),
        rule="test",
        confidence=1.0,
        parts=(part,),
    )
    made_by = Provenance("model", "1", str(version), "none")
    return document, Analysis(document.id, made_by, (found,))


def version_of(analysis: Analysis) -> int:
    return int(analysis.provenance.rules)


@contextmanager
def another_form() -> Iterator[None]:
    """Within it the files of earlier schemas have another form than today's: they are rewritten."""
    before = storage.UPGRADES[2]
    storage.UPGRADES[2] = dict
    try:
        yield
    finally:
        storage.UPGRADES[2] = before


def as_schema_1(folder: Path) -> None:
    """Give a dossier the form that it had before articles were kept twice."""
    for path in (folder / "documents").rglob("*.json"):
        path.unlink()
    for path in [*(folder / "derived").rglob("*.json"), *(folder / "human").rglob("*.json")]:
        tables = json.loads(path.read_bytes())
        tables["_meta"]["1"]["schema"] = 1
        path.write_bytes(json.dumps(tables).encode())
    (folder / "index.json").unlink(missing_ok=True)
