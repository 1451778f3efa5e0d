"""The comparison as plain text: the twin of the screens, for pipes, readers and small terminals."""

import shlex
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis.characters import one_line, quote_marks
from analysis.models import (
    Attribution,
    Comparison,
    Document,
    Entry,
    PartyTone,
    PartyView,
    Silence,
    Span,
    StanceValue,
    Statement,
    Voice,
    VoiceCount,
)
from tui.marks import corrections_words, mark_words

SHORT = 12
"""Hexadecimal digits of a document's id."""

_SOURCES = 12
_NARROWEST = 30


def counted(number: int, one: str) -> str:
    """Return "1 document", "2 documents"."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def wrapped(text: str, width: int, indent: str = "", hang: str = "") -> Iterator[str]:
    """Yield `text` on lines of at most `width` columns, without characters that act."""
    yield from textwrap.wrap(
        one_line(text),
        max(width, _NARROWEST),
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_on_hyphens=False,
    )


def quoted(document: Document, span: Span) -> str:
    """Return the words of a place in quotation marks."""
    text = one_line(span.of(document.text))
    before, after = quote_marks(text)
    return f"{before}{text}{after}"


def citation(document: Document, span: Span) -> str:
    """Return where a quote stands: outlet, date, title or name, paragraph, offsets, text."""
    parts = (
        document.outlet,
        document.date,
        document.title or document.name,
        f"¶{document.paragraph_of(span.start)}",
        f"characters {span.start}–{span.end}",
        f"text {document.id[:SHORT]}",
    )
    return ", ".join(part for part in parts if part)


def stance_words(entry: Entry, issue: str, document: Document) -> str:
    """Return the stance on an issue and what it rests on; nothing where there is none."""
    stance, reason = entry.stance(issue), entry.reason(issue)
    if stance is StanceValue.NONE:
        return ""
    if reason is None:
        return f"{stance} (said by hand)"
    words = " … ".join(one_line(span.of(document.text)) for span in reason.spans)
    return f"{stance} ({reason.rule}: {words})"


def cut_words(entry: Entry, document: Document) -> str:
    """Return what a quote is cut short by, in words; nothing where it is whole."""
    if entry.cut is None:
        return ""
    word = one_line(entry.cut.of(document.text))
    if entry.cut.start >= entry.statement.span.end:
        return f"cut short: it goes on with “{word}”"
    return f"cut short: “{word}” comes before it"


class Plain:
    """Writes a comparison, or the part of it that was asked for, line by line."""

    def __init__(self, comparison: Comparison, width: int) -> None:
        self._comparison = comparison
        self._width = width
        self._names = comparison.names

    def lines(self) -> Iterator[str]:
        """Yield everything: each party with its statements."""
        yield from self.head()
        for view in self._comparison.parties:
            yield ""
            yield from self._view(view)
        from tui.divided import divided

        below = list(divided(self._comparison, self._width))
        yield from ["", *below] if below else []
        yield from self._framing()

    def _framing(self) -> Iterator[str]:
        """The writers' colour, apart from everybody's own words."""
        documents = self._comparison.documents
        shown = [name for name, found in self._comparison.framing.items() if found]
        for place, name in enumerate(name for name in shown if name in documents):
            if not place:
                yield ""
                yield "The writers' framing"
                yield "===================="
            for framed in self._comparison.framing[name]:
                party = self._names.get(framed.party or "")
                about = f", about {party}" if party else ""
                line = f"{quoted(documents[name], framed.span)} {framed.weight:+.1f}{about}"
                yield from wrapped(line, self._width, "  ", "  ")
                yield from wrapped(citation(documents[name], framed.span), self._width, "    ")

    def head(self) -> Iterator[str]:
        """Yield what the comparison is about, how much it stands on, and what it leaves out."""
        yield from wrapped(self._comparison.title, self._width)
        found = counted(self._comparison.size, "statement")
        yield f"{counted(len(self._comparison.documents), 'document')} · {found}"
        if decided := corrections_words(self._comparison.corrections):
            yield from wrapped(decided, self._width)
        if found_by := self._comparison.narrowing:
            yield from wrapped(f"filtered: {found_by.words} fit {found_by.text}", self._width)

    def others(self, entries: Iterable[Entry]) -> Iterator[str]:
        """Yield statements that are of none of the parties."""
        return self._entries(entries)

    def _view(self, view: PartyView) -> Iterator[str]:
        yield from self._heading(view.party.name)
        tone = tone_words(view.tone, view.count)
        yield from wrapped(f"{voices(view.count)} · tone {tone}", self._width)
        if view.summary:
            line = "".join(piece.text for piece in view.summary)
            yield from wrapped(line, self._width, hang="  ")
        if not view.entries:
            yield from self._silence(view.silence)
        yield from self._entries(view.entries)

    def _heading(self, text: str) -> Iterator[str]:
        name = one_line(text)
        yield name
        yield "=" * min(len(name), self._width)

    def _silence(self, silence: Silence | None) -> Iterator[str]:
        if silence is None:
            return
        yield from wrapped(silence.reason.value, self._width, "  ")
        if silence.document is not None and silence.span is not None:
            document = self._comparison.documents[silence.document]
            yield from wrapped(quoted(document, silence.span), self._width, "    ")
            yield from wrapped(citation(document, silence.span), self._width, "    ")

    def _entries(self, entries: Iterable[Entry]) -> Iterator[str]:
        """The statements; what sentences of one quotation share stands once, before them."""
        before = ""
        for entry in entries:
            document = self._comparison.documents[entry.attribution.document]
            if entry.attribution.id != before:
                yield ""
                yield from self._attribution(entry.attribution, document)
            before = entry.attribution.id
            yield from self._statement(entry, document)

    def _attribution(self, attribution: Attribution, document: Document) -> Iterator[str]:
        speaker = attribution.speaker or "the article"
        cue = " … ".join(span.of(document.text) for span in attribution.cue)
        said = f"{speaker} ({cue}), {attribution.kind}" if cue else f"{speaker}, {attribution.kind}"
        yield from wrapped(said, self._width, "  ", "  ")
        layers = [
            f"{layer.name} (inferred)" if layer.inferred else layer.name
            for layer in attribution.chain
        ]
        if layers:
            yield from wrapped(f"chain: {' <- '.join(layers)}", self._width, "  ", "  ")
        for resolution in attribution.resolutions:
            if resolution.reason:
                yield from wrapped(f"because: {resolution.reason}", self._width, "  ", "  ")
        rule = f"rule: {attribution.rule}, confidence {attribution.confidence:.2f}"
        yield from wrapped(rule, self._width, "  ", "  ")

    def _statement(self, entry: Entry, document: Document) -> Iterator[str]:
        place = entry.statement.span
        around = [(span, one_line(span.of(document.text))) for span in entry.around]
        words = [
            *(text for span, text in around if span.start < place.start),
            quoted(document, place),
            *(text for span, text in around if span.start >= place.start),
        ]
        yield from wrapped(" ".join(words), self._width, "    ")
        yield from wrapped(" · ".join(self._marks(entry, document)), self._width, "    ", "  ")
        if entry.mark and entry.mark.note:
            yield from wrapped(f"note: {entry.mark.note}", self._width, "    ", "  ")
        where = f"{citation(document, place)}, statement {entry.statement.id}"
        yield from wrapped(where, self._width, "    ", "  ")

    def _marks(self, entry: Entry, document: Document) -> Iterator[str]:
        statement = entry.statement
        teller = self._names.get(entry.told_by or "")
        through = "through" if entry.voice is Voice.SECOND_HAND else "by"
        yield f"{entry.voice} {through} {teller}" if teller else entry.voice.value
        markers = ", ".join(marker.span.of(document.text) for marker in statement.markers)
        certainty = statement.certainty.words
        yield f"{certainty} ({markers})" if markers else certainty
        if entry.voice.is_own:
            yield f"tone {_own_tone(statement, document)}"
        for match in statement.issues:
            name = next((i.name for i in self._comparison.issues if i.id == match.issue), "")
            found = ", ".join(span.of(document.text) for span in match.spans)
            if name:
                stance = stance_words(entry, match.issue, document)
                yield f"{name} (by {found}): {stance}" if stance else f"{name} (by {found})"
        if entry.cut is not None:
            yield cut_words(entry, document)
        yield from mark_words(entry.mark, self._names)


def _signed(score: float) -> str:
    return "0.00" if round(score, 2) == 0 else f"{score:+.2f}"


def _own_tone(statement: Statement, document: Document) -> str:
    tone = statement.tone
    if tone is None:
        return f"none: {statement.untoned}" if statement.untoned else "not measured"
    words = ", ".join(
        f"{Span(w.start, w.end).of(document.text)} {_signed(w.weight)}" for w in tone.words
    )
    return f"{tone.label} {_signed(tone.score)}" + (f" ({words})" if words else "")


def voices(count: VoiceCount) -> str:
    """Return the statements by voice: "5 own · 1 second-hand · 0 reported"."""
    second_hand = f" · {count.second_hand} second-hand" if count.second_hand else ""
    return f"{count.own} own{second_hand} · {count.reported} reported"


def tone_words(tone: PartyTone | None, count: VoiceCount) -> str:
    """Return a tone in words: "positive +0.31 over 3 own statements"."""
    if tone is None:
        return "none: no clear tone" if count.own else "none"
    own = counted(tone.statements, "own statement")
    return f"{tone.label} {_signed(tone.score)} over {own}"


# ---------------------------------------------------------------- what to do next


def next_steps(comparison: Comparison, path: Path, command: str) -> Iterator[str]:
    """Yield what to do with a dossier that has no parties yet.

    `path` is the dossier's folder, `command` how `positions` is called for it.
    """
    if not comparison.documents:
        yield "No articles yet. Add text, saved web pages, PDF, Word files or mails, or folders:"
        yield f"  {command} add article.txt more/"
        return
    yield f"{counted(len(comparison.documents), 'document')} read, and no parties to compare yet."
    if not comparison.sources:
        yield "No named source was found in them."
    else:
        yield "Who speaks most:"
        for source in comparison.sources[:_SOURCES]:
            said = counted(source.statements, "statement")
            where = counted(source.documents, "document")
            yield f"  {one_line(source.name)}: {said} in {where}"
    yield ""
    file = shlex.quote(str(path / "dossier.toml"))
    yield "1. Have parties proposed, with their other names and who speaks for them:"
    yield f"     {command} parties --suggest"
    yield "   Choose two or more and write them into the file; this takes all:"
    yield f"     {command} parties --suggest >> {file}"
    yield "2. Read the articles again with them, and look:"
    yield f"     {command} analyze"
    yield f"     {command}"
