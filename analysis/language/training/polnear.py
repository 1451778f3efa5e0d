"""Annotated articles from a checkout of PolNeAR 1.0 (Newell, Margolin and Ruths 2018).

Below its `data/` each part has `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann`, in brat's
standoff format: a line `T3⇥Content 28 54;60 66⇥words` marks stretches in code points, a line
`E1⇥Attribution:T4 Content:T3 Source:T2 Cue:T1` joins them to a relation. Where several people
annotated an article, to compare them, the first by name counts. Read is the part `train` alone;
the part that is held back for a last test is no business of a trainer.
"""

import re
from pathlib import Path

from analysis.errors import ReadingError
from analysis.language.training.corpus import Article, Marked, Places

_PART = Path("data") / "train"
_MARK = re.compile(r"(?P<id>T\d+)\t\S+ (?P<places>\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_RELATION = re.compile(r"E\d+\tAttribution\S*:T\d+(?P<roles>(?: \S+:T\d+)*) *$")
_ROLE = re.compile(r"(?P<role>Source|Cue|Content)\d*:(?P<id>T\d+)")


def read_checkout(path: Path) -> list[Article]:
    """Return the training articles of a checkout; ReadingError where one cannot be read.

    `path` may also be the folder of one part, which holds `text` and `attributions`.
    """
    part = path / _PART if (path / _PART).is_dir() else path
    texts, marks = part / "text", part / "attributions"
    if not texts.is_dir() or not marks.is_dir():
        raise ReadingError(
            f"{path} holds neither {_PART} nor the folders text and attributions.",
            "Give the folder of a PolNeAR 1.0 checkout, or a .jsonl file.",
        )
    annotations: dict[str, Path] = {}
    for file in sorted(marks.glob("*.ann")):
        annotations.setdefault(file.stem.rpartition("_")[0], file)
    articles = []
    for name, file in sorted(annotations.items()):
        text = _text(texts / f"{name}.txt")
        articles.append(Article(name, text, read_annotations(file, text)))
    return articles


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadingError(f"{path}: {error}", "Check out the repository anew.") from error


def read_annotations(path: Path, text: str) -> list[Marked]:
    """Return the relations of one .ann file, in the order of their contents."""
    places: dict[str, Places] = {}
    joined: list[tuple[int, str]] = []
    for number, line in enumerate(_text(path).splitlines(), 1):
        mark, relation = _MARK.match(line), _RELATION.match(line)
        if mark:
            pairs = [pair.split() for pair in mark["places"].split(";")]
            places[mark["id"]] = [(int(start), int(end)) for start, end in pairs]
            if any(not 0 <= start < end <= len(text) for start, end in places[mark["id"]]):
                raise _unread(path, number, "marks a place outside its text")
        elif relation:
            joined.append((number, relation["roles"]))
        elif line.startswith(("T", "E")):
            raise _unread(path, number, "is no annotation as brat writes them")
    found = []
    for number, roles in joined:
        by_role: dict[str, Places] = {"Source": [], "Cue": [], "Content": []}
        for role in _ROLE.finditer(roles):
            if role["id"] not in places:
                raise _unread(path, number, f"names {role['id']}, which nothing marks")
            by_role[role["role"]] += places[role["id"]]
        found.append(Marked(*(sorted(by_role[role]) for role in ("Source", "Cue", "Content"))))
    return sorted(found, key=lambda one: (one.content, one.cue))


def _unread(path: Path, number: int, why: str) -> ReadingError:
    return ReadingError(f"{path}, line {number} {why}.", "Check out the repository anew.")
