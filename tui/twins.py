"""The plain twins of the matrix, the time line and the conflicts: `positions show --matrix` …"""

from collections.abc import Iterable, Iterator, Sequence

from analysis.characters import one_line
from analysis.dossier import Unread
from analysis.models import (
    Agreement,
    Comparison,
    Conflict,
    ConflictLevel,
    Entry,
    Listed,
    Moment,
    Position,
    Side,
    StanceValue,
    Stretch,
    Timeline,
)
from tui.text import SHORT, Plain, counted, tone_words, voices, wrapped


class MatrixText(Plain):
    """Every issue with every party: what weighs most, with its source, then the rest by id."""

    def lines(self) -> Iterator[str]:
        """Yield the head and the issues."""
        yield from self.head()
        names = {issue.id: issue.name for issue in self._comparison.issues} | {"": "None of these"}
        cells = self._comparison.positions
        for issue, name in names.items():
            row = [
                cells[issue, v.party.id] for v in self._comparison.parties if issue in _rows(cells)
            ]
            if not row or (not issue and not any(cell.entries for cell in row)):
                continue
            yield ""
            yield from self._heading(name)
            for cell in row:
                yield from self._cell(cell)

    def _cell(self, cell: Position) -> Iterator[str]:
        yield ""
        yield from wrapped(self._names[cell.party], self._width, "  ")
        shown = cell.by or cell.lead
        if shown is None:
            yield from self._silence(cell.silence)
            return
        if cell.stance is not StanceValue.NONE:
            yield from wrapped(str(cell.stance), self._width, "    ")
        document = self._comparison.documents[shown.attribution.document]
        yield from self._statement(shown, document)
        if rest := [e for e in cell.entries if e.statement.id != shown.statement.id]:
            yield from wrapped(f"and {_listed(rest)}", self._width, "    ", "  ")


class TimelineText(Plain):
    """What each party has at each moment, in numbers, with the statements by id."""

    def timeline(self, found: Timeline) -> Iterator[str]:
        """Yield the head and the moments."""
        yield from self.head()
        for moment in found.moments:
            yield ""
            yield from wrapped(_moment(moment), self._width)
            if not moment.parties:
                yield "  no statement"
            for view in self._comparison.parties:
                if stretch := moment.parties.get(view.party.id):
                    yield from self._stretch(stretch)

    def _stretch(self, found: Stretch) -> Iterator[str]:
        count = voices(found.count)
        said = f"{self._names[found.party]}: {count} · tone {tone_words(found.tone, found.count)}"
        yield from wrapped(said, self._width, "  ", "  ")
        yield from wrapped(_listed(found.entries), self._width, "    ", "  ")


class ConflictText(Plain):
    """The conflicts and agreements, each with the statements of both sides."""

    def lines(self) -> Iterator[str]:
        """Yield the head, the conflicts, the agreements."""
        yield from self.head()
        found: tuple[tuple[str, Sequence[Conflict | Agreement]], ...] = (
            ("Conflicts", self._comparison.conflicts),
            ("Agreements", self._comparison.agreements),
        )
        for title, items in found:
            yield ""
            yield from self._heading(f"{title}: {len(items)}")
            for item in items:
                yield ""
                yield from wrapped(about(item, self._comparison), self._width)
                for side in sides(item):
                    yield from self._side(side)

    def _side(self, side: Side) -> Iterator[str]:
        yield from wrapped(f"{self._names[side.party]}: {side.stance}", self._width, "  ")
        yield from self._entries([side.lead])
        if rest := side.entries[1:]:
            yield from wrapped(f"and {_listed(rest)}", self._width, "    ", "  ")


def documents(
    title: str, listed: Sequence[Listed], unread: Sequence[Unread], width: int
) -> Iterator[str]:
    """Yield a dossier's documents, and what could not be read with the reason."""
    yield from wrapped(title, width)
    yield counted(len(listed), "document")
    for one in listed:
        called = one.title or one.name
        about = [one.outlet, one.date, one.name if one.name != called else ""]
        about += [f"text {one.id[:SHORT]}", counted(one.statements, "statement")]
        about += [f"by hand: {', '.join(one.by_hand)}"] if one.by_hand else []
        about += ["to be read again"] if one.stale else []
        yield ""
        yield from wrapped(called, width)
        yield from wrapped(" · ".join(part for part in about if part), width, "  ", "  ")
    if unread:
        head = f"Not read: {len(unread)}"
        yield from ("", head, "=" * len(head))
    for lost in unread:
        yield ""
        yield from wrapped(lost.name, width)
        yield from wrapped(lost.reason, width, "  ", "  ")
        yield from wrapped(lost.hint, width, "  ", "  ")


def sides(item: Conflict | Agreement) -> tuple[Side, ...]:
    """Return what stands against, or beside, each other."""
    return (item.left, item.right) if isinstance(item, Conflict) else item.sides


def about(item: Conflict | Agreement, comparison: Comparison) -> str:
    """Return issue, level, and who draws the contrast."""
    issue = next((i.name for i in comparison.issues if i.id == item.issue), item.issue)
    if isinstance(item, Agreement):
        return f"{issue} · all {item.stance}; our comparison"
    shift = f": {item.shift}" if item.shift is not None else ""
    if item.drawn_by is not None:
        document = comparison.documents[item.left.lead.attribution.document]
        word = one_line(item.drawn_by.of(document.text))
        return f"{issue} · {item.level}{shift} · the writer sets them apart: “{word}”"
    ours = "" if item.level is ConflictLevel.TIME else " · our comparison"
    return f"{issue} · {item.level}{shift}{ours}"


def _moment(moment: Moment) -> str:
    when = moment.date or "no date"
    later = f", {counted(moment.later, 'day')} later" if moment.later else ""
    return f"{when}{later}, {counted(moment.documents, 'document')}"


def _rows(cells: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(issue for issue, _ in cells)


def _listed(entries: Sequence[Entry]) -> str:
    ids = ", ".join(one_line(entry.statement.id) for entry in entries)
    return f"{counted(len(entries), 'statement')} {ids}"
