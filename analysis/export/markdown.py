"""The comparison as Markdown: a table to paste, and a footnote under every quote.

A table has at most five parties; more parties make more tables, as even as they can be. Every
footnote ends its first line with paragraph, offsets and the short id of the text, from which
`verify_export` slices the quote again.
"""

from collections.abc import Iterator, Sequence

from analysis.characters import one_line, quote_marks
from analysis.export.harmless import markdown
from analysis.models import (
    Certainty,
    Comparison,
    Conflict,
    Corrections,
    Document,
    Entry,
    Framing,
    PartyView,
    Piece,
    Position,
    Side,
    Silence,
    Span,
    StanceValue,
    Voice,
)

COLUMNS = 5
"""Parties in one table: more are not legible as plain text, nor on a page."""

SHORT = 12
"""Hexadecimal digits of a document's id in a footnote."""

_NO_MARKS = str.maketrans("", "", '“”"')

_LEGEND = (
    "Own words stand in quotation marks in the source; own, paraphrased: the source puts the "
    "party's words in its own; second-hand: told by another party; reported: a want, decision "
    "or act of the party, told by somebody else; about: nobody's voice. Quotes are the "
    "source's words; runs of white space are one space, characters that cannot be seen are left "
    "out. Stance: towards the issue, by the words of the statement; 1 of: of so many statements "
    "on it; goes on, comes after: the words right outside the quote that turn what it says. "
    "Characters are counted in the text from 0, the last one excluded. “Text” is the start of "
    "the SHA-256 of the text."
)

_SUGGESTED = (
    "These are suggestions of the program: stances that do not go together, or that several "
    "parties take, each in its own voice."
)


_FRAMING = (
    "Words of the writers, outside everybody's own words, that carry tone; their weight from -4 to "
    "4. They are no part of any party's tone."
)
_FRAMED = 40
"""Words that are listed; the JSON export has all."""


class Footnotes:
    """Numbers the places that are cited, in the order of their first appearance."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.id: document for document in documents}
        self._numbers: dict[tuple[str, Span], int] = {}

    def cite(self, document: str, span: Span) -> str:
        """Return the reference to that place."""
        number = self._numbers.setdefault((document, span), len(self._numbers) + 1)
        return f"[^{number}]"

    def lines(self) -> Iterator[str]:
        """Yield the footnotes, two lines each."""
        for (name, span), number in self._numbers.items():
            document = self._documents[name]
            title = markdown(document.title)
            where = [
                markdown(document.outlet),
                markdown(document.date),
                f"“{title}”" if title else markdown(document.name),
                f"paragraph {document.paragraph_of(span.start)}",
                f"characters {span.start}–{span.end}",
                f"text {document.id[:SHORT]}",
            ]
            yield f"[^{number}]: {', '.join(part for part in where if part)}:"
            yield f"    {quoted(span.of(document.text))}"


def quoted(text: str) -> str:
    """Return the words of a source, harmless and in quotation marks."""
    before, after = quote_marks(one_line(text))
    return f"{before}{markdown(text)}{after}"


def beside(text: str) -> str:
    """Return words that stand beside a quote: marks of their own would make them look like one."""
    return markdown(text.translate(_NO_MARKS))


def _split(views: Sequence[PartyView]) -> list[Sequence[PartyView]]:
    tables = -(-len(views) // COLUMNS)
    sizes = [len(views) // tables + (n < len(views) % tables) for n in range(tables)]
    starts = [sum(sizes[:n]) for n in range(tables)]
    return [views[start : start + size] for start, size in zip(starts, sizes, strict=True)]


def _row(label: str, cells: Sequence[str]) -> str:
    return "| " + " | ".join([label, *cells]) + " |"


class _Table:
    """Writes the cells of one comparison; the footnotes collect what they cite."""

    def __init__(self, comparison: Comparison, footnotes: Footnotes) -> None:
        self._comparison = comparison
        self._footnotes = footnotes
        self._names = comparison.names

    def lines(self, views: Sequence[PartyView]) -> Iterator[str]:
        """Yield the table of these parties, line by line."""
        yield _row(" ", [markdown(view.party.name) for view in views])
        yield _row("---", ["---"] * len(views))
        yield _row("Position", [self._summary(view) for view in views])
        yield _row("Voice", [_voice(view) for view in views])
        yield _row("Tone", [_tone(view) for view in views])
        for issue in self._comparison.issues:
            yield self._issue(markdown(issue.name), issue.id, views)
        if any(p.entries for (issue, _), p in self._comparison.positions.items() if not issue):
            yield self._issue("Other statements", "", views)

    def _issue(self, label: str, issue: str, views: Sequence[PartyView]) -> str:
        positions = [self._comparison.positions[issue, view.party.id] for view in views]
        return _row(label, [self._position(position) for position in positions])

    def _summary(self, view: PartyView) -> str:
        if view.silence is not None:
            return self._silence(view.silence)
        places = {e.statement.id: (e.statement.span, e.attribution.document) for e in view.entries}
        return "".join(self._pieces(view.summary, places))

    def _pieces(
        self, pieces: Sequence[Piece], places: dict[str, tuple[Span, str]]
    ) -> Iterator[str]:
        """The line, with a footnote after each quote: after its closing mark."""
        waiting = ""
        for piece in pieces:
            if waiting and piece.text != "”":
                yield waiting
                waiting = ""
            whole = piece.statement and piece.span == places[piece.statement][0]
            if piece.statement is None:
                yield _connective(piece.text)
            else:
                yield markdown(piece.text) if whole else beside(piece.text)
            if waiting:
                yield waiting
                waiting = ""
            if piece.statement and whole:
                span, document = places[piece.statement]
                waiting = self._footnotes.cite(document, span)
        yield waiting

    def _position(self, position: Position) -> str:
        entry = position.lead
        if entry is None:
            return self._silence(position.silence)
        more = len(position.entries) - 1
        return self._entry(entry, position.issue, [f"1 of {more + 1}"] if more else [])

    def _entry(self, entry: Entry, issue: str, more: Sequence[str] = ()) -> str:
        """A quote with the words around it, what it is, and its footnote."""
        document = self._comparison.documents[entry.attribution.document]
        place = entry.statement.span
        before = [beside(s.of(document.text)) for s in entry.around if s.start < place.start]
        after = [beside(s.of(document.text)) for s in entry.around if s.start >= place.start]
        quote = quoted(place.of(document.text))
        marks = f"({', '.join([*self._marks(entry, issue), *more])})"
        return " ".join([*before, quote, *after, marks]) + self._footnotes.cite(document.id, place)

    def _marks(self, entry: Entry, issue: str) -> Iterator[str]:
        """Voice, certainty and stance in words; nothing where it goes without saying."""
        yield entry.voice.value
        if entry.told_by is not None:
            through = "through" if entry.voice is Voice.SECOND_HAND else "by"
            yield f"{through} {beside(self._names[entry.told_by])}"
        if entry.statement.certainty is not Certainty.ASSERTED:
            yield entry.statement.certainty.words
        if (stance := entry.stance(issue)) is not StanceValue.NONE:
            yield f"stance: {stance.value}"
        if entry.cut is not None:
            text = self._comparison.documents[entry.attribution.document].text
            where = "goes on" if entry.cut.start >= entry.statement.span.end else "comes after"
            yield f"{where}: {beside(entry.cut.of(text))}"
        if entry.mark is not None:
            if entry.mark.added or entry.mark.corrected:
                yield "added by hand" if entry.mark.added else "corrected by hand"
            if entry.mark.verified:
                yield "verified"

    def divided(self) -> Iterator[str]:
        """Yield where parties are at odds or agree, one line each; both quotes, and who says so."""
        issues = {issue.id: issue.name for issue in self._comparison.issues}
        for conflict in self._comparison.conflicts:
            how = f", {conflict.shift.value}" if conflict.shift else ""
            text = self._comparison.documents[conflict.left.lead.attribution.document].text
            drawn = "nobody draws it but this comparison"
            if conflict.drawn_by is not None:
                drawn = f"the writer draws it: {beside(conflict.drawn_by.of(text))}"
            sides = "; ".join(self._side(side, conflict.issue) for side in _sides(conflict))
            name = beside(issues[conflict.issue])
            yield f"- Conflict {conflict.level.value}{how}, on {name} ({drawn}): {sides}"
        for agreed in self._comparison.agreements:
            sides = "; ".join(self._side(side, agreed.issue) for side in agreed.sides)
            yield f"- Agreement, {agreed.stance.value}, on {beside(issues[agreed.issue])}: {sides}"

    def _side(self, side: Side, issue: str) -> str:
        more = [f"1 of {len(side.entries)}"] if len(side.entries) > 1 else []
        return f"{beside(self._names[side.party])}: {self._entry(side.lead, issue, more)}"

    def _silence(self, silence: Silence | None) -> str:
        if silence is None:
            return ""
        if silence.document is None or silence.span is None:
            return silence.reason.value
        return silence.reason.value + self._footnotes.cite(silence.document, silence.span)


def _connective(text: str) -> str:
    """A connective or a name, with the white space at its ends that holds the line together."""
    if text in ("“", "”"):
        return text
    start = " " if text[:1].isspace() else ""
    end = " " if text.strip() and text[-1:].isspace() else ""
    return f"{start}{beside(text)}{end}"


def _sides(conflict: Conflict) -> tuple[Side, Side]:
    return conflict.left, conflict.right


def _voice(view: PartyView) -> str:
    count = view.count
    second_hand = f"{count.second_hand} second-hand · " if count.second_hand else ""
    return f"{count.own} own · {second_hand}{count.reported} reported"


def _tone(view: PartyView) -> str:
    if view.tone is None:
        return "none: no clear tone" if view.count.own else "none: no words of its own"
    own = "statement" if view.tone.statements == 1 else "statements"
    score = f"{view.tone.score:+.2f}".replace("+0.00", "0.00").replace("-0.00", "0.00")
    return f"{view.tone.label} ({score}, {view.tone.statements} own {own})"


def _people(found: Corrections) -> str:
    """What people changed of what the machine found; nothing where nobody did."""
    counts = (
        (found.corrected, f"corrected {found.corrected} of {found.statements} statements"),
        (found.added, f"added {found.added}"),
        (found.verified, f"verified {found.verified}"),
    )
    done = ", ".join(words for number, words in counts if number)
    return f"By hand: {done}." if done else ""


def _framing(comparison: Comparison, footnotes: Footnotes) -> list[str]:
    """The writers' colour: each word once for a party, the heaviest first, with a place."""
    found: dict[tuple[str, str | None], list[tuple[str, Framing]]] = {}
    for name, framings in comparison.framing.items():
        for framed in framings if name in comparison.documents else ():
            word = framed.span.of(comparison.documents[name].text).casefold()
            found.setdefault((word, framed.party), []).append((name, framed))
    if not found:
        return []
    lines = ["", "## The writers' framing", "", _FRAMING, ""]
    ordered = sorted(found.values(), key=lambda places: -abs(sum(f.weight for _, f in places)))
    for places in ordered[:_FRAMED]:
        document, framed = places[0]
        quote = quoted(framed.span.of(comparison.documents[document].text))
        times = f", {len(places)} times" if len(places) > 1 else ""
        party = beside(comparison.names.get(framed.party or "", ""))
        about = f", about {party}" if party else ""
        cited = footnotes.cite(document, framed.span)
        lines.append(f"- {quote}{cited} ({framed.weight:+.1f}{about}{times})")
    if len(ordered) > _FRAMED:
        lines.append(f"- and {len(ordered) - _FRAMED} more words")
    return lines


def to_markdown(comparison: Comparison) -> str:
    """Return the comparison as Markdown (GitHub's tables and footnotes)."""
    footnotes = Footnotes(list(comparison.documents.values()))
    table = _Table(comparison, footnotes)
    documents = len(comparison.documents)
    lines = [
        f"# {markdown(comparison.title) or 'Comparison'}",
        "",
        f"Positions of {len(comparison.parties)} "
        f"{'party' if len(comparison.parties) == 1 else 'parties'} in {documents} "
        f"{'document' if documents == 1 else 'documents'}.",
    ]
    if comparison.narrowing is not None:
        filtered = markdown(comparison.narrowing.text)
        lines += ["", f"Filtered: {comparison.narrowing.words}, those that fit: {filtered}"]
    if (people := _people(comparison.corrections)) and comparison.parties:
        lines += ["", people]
    if not comparison.parties and comparison.narrowing is None:
        lines += ["", "No parties are configured. The most frequent sources found:", ""]
        lines += [f"- {markdown(s.name)}: {s.statements}" for s in comparison.sources[:12]]
        return "\n".join(lines) + "\n"
    for views in _split(comparison.parties):
        lines += ["", *table.lines(views)]
    if divided := list(table.divided()):
        lines += ["", "## Conflicts and agreement", "", *divided, "", _SUGGESTED]
    lines += _framing(comparison, footnotes)
    lines += ["", _LEGEND]
    if comparison.state:
        lines += ["", f"Made from state {comparison.state} of the dossier."]
    lines += ["", "## Sources", "", *footnotes.lines()]
    return "\n".join(lines).rstrip("\n") + "\n"
