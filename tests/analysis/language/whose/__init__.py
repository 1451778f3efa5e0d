"""Twelve short articles, written to be hard, in which every statement says whose it is.

A file begins with the parties (`party ID | NAME | KIND | alias … | speaks …`), then comes the
article. `[words]{party class}` is a statement of that party, `-` of none, `a+b` of both; `class`
is what its source is called by; `&` goes on with the statement before. README.md says more.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.evaluation.gold import GoldText, Relation
from analysis.evaluation.parties import Label
from analysis.models import Party, PartyKind, Settings, Span

HERE = Path(__file__).parent


class Article(NamedTuple):
    """An article with its parties; `told` are the places that are second-hand.

    The ids of its parties begin with its number: all parties together make one dossier.
    """

    gold: GoldText
    labels: list[Label]
    parties: tuple[Party, ...]
    told: tuple[Span, ...]


def _party(line: str, number: str) -> Party:
    head, name, kind, *more = (part.strip() for part in line.split("|"))
    forms: dict[str, list[str]] = {"alias": [], "speaks": []}
    for one in more:
        key, _, form = one.partition(" ")
        forms[key] += [one.strip() for one in form.split(",")]
    return Party(
        f"{number}-{head.split()[1]}",
        name,
        PartyKind(kind),
        tuple(forms["alias"]),
        tuple(forms["speaks"]),
    )


def _read(marked: str) -> Iterator[tuple[Span, list[str]] | str]:
    """Yield the pieces of the text, and after each statement its span and its label."""
    at, open_at = 0, []
    i = 0
    while i < len(marked):
        char = marked[i]
        if char == "[":
            open_at.append(at)
        elif char == "]":
            end = marked.index("}", i)
            yield Span(open_at.pop(), at), marked[i + 2 : end].split()
            i = end
        else:
            yield char
            at += 1
        i += 1


def read_article(path: Path) -> Article:
    """Return one article with its labels, in the order of their places."""
    head, _, marked = path.read_text(encoding="utf-8").partition("\n\n")
    number = path.stem.partition("-")[0]
    parties = tuple(_party(line, number) for line in head.splitlines())
    pieces = list(_read(marked))
    text = "".join(piece for piece in pieces if isinstance(piece, str))
    said = sorted(piece for piece in pieces if not isinstance(piece, str))
    contents = [[span] for span, label in said if label != ["&"]]
    for place, (span, label) in enumerate(said):
        if label == ["&"]:
            begun = said[place - 1][0]
            next(one for one in contents if begun in one).append(span)
    said = [(span, label) for span, label in said if label != ["&"]]
    relations = tuple(Relation(content=tuple(spans)) for spans in contents)
    labels = []
    for index, (_, (who, mention, *_)) in enumerate(said):
        first, *also = (None if one == "-" else f"{number}-{one}" for one in who.split("+"))
        labels.append(Label(index, first, mention, False, also=tuple(filter(None, also))))
    told = tuple(span for span, label in said if label[-1] == "second-hand")
    gold = GoldText(path.stem, text, relations, {})
    return Article(gold, labels, parties, told)


def articles() -> list[Article]:
    """Return all of them, by name."""
    return [read_article(path) for path in sorted(HERE.glob("*.txt"))]


def settings(read: list[Article]) -> Settings:
    """Return one dossier with the parties of all articles."""
    return Settings("whose", tuple(party for article in read for party in article.parties))
