"""Sentences about models: how a place, a speaker, a silence is put into words."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from textual.content import Content

from analysis.models import (
    Comparison,
    Document,
    Entry,
    Issue,
    PartyTone,
    PartyView,
    Position,
    Silence,
    SilenceReason,
    Span,
    VoiceCount,
)
from analysis.models.lazy import Head
from tui.actions import key_of
from tui.render import Part, clip, say

_CLOSING = ("”", "’", '"', "'", "»")
_LONG = 120  # cells of a quote in a dialog


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 article", "2 articles"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def document_name(document: Document | Head) -> str:
    """Return what a document is called in a citation: outlet, else title, else file name."""
    return document.outlet or document.title or document.name


def source_line(document: Document, span: Span) -> str:
    """Return the short citation of a place: "Reuters, 2020-09-14, ¶3"."""
    parts = (document_name(document), document.date, f"¶{document.paragraph_of(span.start)}")
    return ", ".join(part for part in parts if part)


def voice_count(count: VoiceCount, width: int = 80) -> str:
    """Return the statements by voice: "5 own · 1 second-hand · 0 reported".

    That there are no own ones is left out where that saves a line: the tone's says so, too.
    """
    second = f"{count.second_hand} second-hand · " if count.second_hand else ""
    found = f"{count.own} own · {second}{count.reported} reported"
    return found if count.own or len(found) <= width else found.removeprefix("0 own · ")


def speaker_line(entry: Entry, document: Document, names: Mapping[str, str]) -> Content:
    """Return whose statement it is or who tells it, and the words that attribute it.

    `names` are the parties' names by id.
    """
    attribution = entry.attribution
    speaks = entry.party == attribution.party or entry.party in attribution.also
    if entry.told_by:
        parts: list[Part] = [("told by ", "$muted"), (names[entry.told_by], "$secondary")]
    elif not attribution.speaker:
        parts = [("the article", "$secondary")]
    else:
        parts = [("" if speaks else "told by ", "$muted"), (attribution.speaker, "$secondary")]
    if cue := joined(document, (*attribution.cue, *entry.around)):
        parts += [(" · ", "$muted"), (cue, "italic $muted")]
    return say(*parts)


def quoted(entry: Entry) -> Content:
    """Return the words of a statement in quotation marks, cut where they are long."""
    return say(("“" + clip(entry.statement.quote, _LONG) + "”", "$foreground"))


def joined(document: Document, spans: Iterable[Span]) -> str:
    """Return the words of the spans in the order of the text, each stretch once."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not any(other.covers(span) for other in found):
            found.append(span)
    return " … ".join(span.of(document.text) for span in found)


def position(view: PartyView, comparison: Comparison) -> Content:
    """Return the one-line position: the party's words plain, the connecting words muted.

    Each quotation is followed by the place where it stands.
    """
    parts: list[Part] = []
    note = ""
    for piece in view.summary:
        if note and piece.text[:1] not in _CLOSING:
            parts.append((note, "$muted"))
            note = ""
        parts.append((piece.text, "$ink" if piece.statement else "$muted"))
        if piece.whole and piece.span is not None:
            document = comparison.documents[piece.document]
            outlet = f"{document_name(document)} " if len(comparison.documents) > 1 else ""
            note = f" {outlet}¶{document.paragraph_of(piece.span.start)}"
    return say(*parts, (note, "$muted"))


def tone_words(tone: PartyTone | None, count: VoiceCount) -> str:
    """Return how a party sounds: "positive +0.31 over 3 statements"."""
    from tui.signs import signed

    if tone is None:
        return "no clear tone" if count.own else "no words of its own"
    over = counted(tone.statements, "statement")
    return f"{tone.label} {signed(tone.score)} over {over}"


def silence(view: PartyView, comparison: Comparison) -> Content:
    """Return why a party has no statement, with the place that says so where there is one."""
    found = view.silence
    parts: list[Part] = [(silence_words(found), "italic $foreground")]
    if found and found.span and found.document:
        place = source_line(comparison.documents[found.document], found.span)
        parts.append((f" ({place})", "$muted"))
    if found and found.reason is SilenceReason.FILTERED:
        parts += [(f" {key_of('clear')}", "bold $primary"), (" shows everything again.", "$muted")]
    if found and found.reason is SilenceReason.ABSENT:
        hint = " Do they call it by another name? "
        parts += [(hint, "$muted"), (key_of("subjects"), "bold $primary"), (" adds it.", "$muted")]
    return say(*parts)


def silence_words(silence: Silence | None) -> str:
    """Return why nothing stands here, as a sentence."""
    if silence is None:
        return "No statement found."
    return {
        SilenceReason.ABSENT: "Not named in any of the articles.",
        SilenceReason.NOT_MENTIONED: "Named, but no statement found.",
        SilenceReason.DECLINED: "Declined to comment.",
        SilenceReason.NO_RESPONSE: "Did not respond.",
        SilenceReason.FILTERED: "Nothing that the filter shows.",
    }[silence.reason]


def dossier_line(comparison: Comparison) -> str:
    """Return how much a comparison stands on: "1 article · 19 statements".

    Empty for a part of one: how much that is stands where the filter is named.
    """
    if comparison.narrowing is not None:
        return ""
    articles = counted(len(comparison.documents), "article")
    return f"{articles} · {counted(comparison.size, 'statement')}"


def short_path(path: Path) -> str:
    """Return a path as a person types it: under the home folder with `~`."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def from_here(path: Path) -> Path:
    """Return a path as it is called in the folder that the program was started in."""
    try:
        return path.relative_to(Path.cwd())
    except (ValueError, OSError):  # elsewhere; or the folder is gone
        return path


def caption(view: PartyView, entry: Entry, document: Document, width: int) -> Content:
    """Return the selected statement's signs in words, for the line under the panes."""
    from tui.signs import certainty_words, signed, voice_words

    statement = entry.statement
    words = [voice_words(entry), certainty_words(statement, document.text)]
    if statement.tone is not None:
        words.append(f"tone {statement.tone.label} {signed(statement.tone.score)}")
    words.append(source_line(document, statement.span))
    name = view.party.name
    rest = clip(" · ".join(words), max(0, width - len(name) - 2))
    return say((name, "bold $ink"), "  ", (rest, "$muted"))


def nothing_selected(view: PartyView | None) -> Content:
    """Return the line under the panes where no statement is selected."""
    if view is None:
        return say("")
    return say((view.party.name, "bold $ink"), "  ", (silence_words(view.silence), "$muted"))


def silence_short(silence: Silence | None) -> str:
    """Return why a cell is empty, in few words."""
    return str(silence.reason if silence else SilenceReason.NOT_MENTIONED)


def silence_place(view: PartyView, silence: Silence | None, comparison: Comparison) -> str:
    """Return why a cell is empty, with the place that says so where there is one."""
    text = f"{view.party.name}: {silence_short(silence)}"
    if silence and silence.span and silence.document:
        text += f" ({source_line(comparison.documents[silence.document], silence.span)})"
    return text + "."


def cell_caption(view: PartyView, issue: Issue, position: Position) -> Content:
    """Return party, issue and how many statements stand behind a cell of the matrix."""
    found = len(position.entries)
    behind = counted(found, "statement") if found else silence_short(position.silence)
    return say(
        (view.party.name, "bold $ink"),
        "  ",
        (issue.name, "$foreground"),
        (f" · {behind}", "$muted"),
    )
