"""What to do next, where there is nothing to show yet."""

import shlex
from pathlib import Path

from textual.content import Content

from analysis.models import Comparison, SourceCount
from tui import words
from tui.actions import key_of
from tui.render import Part, say, stack

_SOURCES = 8  # sources listed


def empty_text(
    comparison: Comparison, path: Path, *, busy: bool, uncompared: int = 0
) -> Content | None:
    """Return what to do next; None where there are parties and articles to show.

    `uncompared` articles have to be read before there is a comparison.
    """
    if uncompared:
        return _comparing(uncompared)
    if not comparison.documents:
        return _reading() if busy else _no_documents(comparison, path)
    if not comparison.parties:
        return _no_parties(comparison, path)
    return None


def _heading(text: str) -> Content:
    return say((text, "bold $ink"))


def _command(text: str) -> Content:
    return say("    ", (text, "$primary"))


def _keys(*parts: str) -> Content:
    """Return a line in which every second part is a key."""
    return say(*((part, "bold $primary") if n % 2 else part for n, part in enumerate(parts)))


def _reading() -> Content:
    return stack(
        [
            _heading("The first article is being read."),
            say(""),
            say("This takes some seconds the first time: the language model has to be loaded."),
            say("Every claim that appears here will be one key away from its source."),
        ]
    )


def _comparing(articles: int) -> Content:
    return stack(
        [
            _heading(f"{words.counted(articles, 'article')} to lay side by side."),
            say(""),
            say("So it is once, after many articles came or parties and issues changed."),
            _keys(
                "What is done is kept: ", key_of("stop"), " stops, ", key_of("reload"), " goes on."
            ),
        ]
    )


def _no_documents(comparison: Comparison, path: Path) -> Content:
    where = shlex.quote(str(words.from_here(path)))
    return stack(
        [
            _heading("No articles yet."),
            say(""),
            _keys(
                "Press ",
                key_of("add"),
                " to add files, folders, or text that you paste. Or in a shell:",
            ),
            say(""),
            _command(f"positions --dossier {where} add article.txt more/"),
            say(""),
            _keys("Press ", key_of("dossiers"), " for another dossier."),
            *_also_no_parties(comparison),
        ]
    )


def _also_no_parties(comparison: Comparison) -> list[Content]:
    if comparison.parties:
        return []
    return [
        say(""),
        say("You need not know the parties yet: once there are articles, this"),
        _keys(
            "page lists who speaks most in them, and ",
            key_of("subjects"),
            " makes parties of them.",
        ),
    ]


def _no_parties(comparison: Comparison, path: Path) -> Content:
    articles = words.counted(len(comparison.documents), "article")
    lines = [_heading(f"{articles} read, and no parties to compare yet."), say("")]
    if comparison.sources:
        lines += [say("Who speaks most in them:"), say("")]
        lines += [_source(source) for source in comparison.sources[:_SOURCES]]
        lines.append(say(""))
    lines += [
        _keys(
            "Press ",
            key_of("subjects"),
            ": it suggests parties and their names, and one key takes one.",
        ),
        say(""),
    ]
    file = words.short_path(words.from_here(path) / "dossier.toml")
    lines += [say("They stand in ", (file, "$primary"), ". You may edit it, too."), say("")]
    lines.append(
        _keys("Then press ", key_of("reload"), " here: the articles are read again with them.")
    )
    return stack(lines)


def _source(source: SourceCount) -> Content:
    said = words.counted(source.statements, "statement")
    articles = words.counted(source.documents, "article")
    parts: list[Part] = [
        (f"{source.statements:>6}  ", "bold $primary"),
        (source.name, "$ink"),
        (f"  {said.split(' ', 1)[1]} in {articles}", "$muted"),
    ]
    return say(*parts)
