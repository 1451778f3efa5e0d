"""The signs that tell voice, certainty and tone without colour, and what they mean in words."""

from textual.content import Content

from analysis.characters import quote_marks
from analysis.models import (
    Certainty,
    Entry,
    Kind,
    PartyTone,
    Span,
    StanceValue,
    Statement,
    Tone,
    Voice,
)
from tui.render import Part, passage, say

VOICE: dict[Voice, str] = {
    Voice.OWN: "“",
    Voice.PARAPHRASED: "›",
    Voice.SECOND_HAND: "»",
    Voice.REPORTED: "○",
    Voice.ABOUT: "·",
}
CERTAINTY: dict[Certainty, str] = {
    Certainty.ASSERTED: " ",
    Certainty.HEDGED: "~",
    Certainty.OPEN: "?",
    Certainty.COUNTERFACTUAL: "≠",
}
TONE: dict[str, str] = {"positive": "+", "neutral": "=", "negative": "−"}
TONE_STYLE: dict[str, str] = {"positive": "$positive", "neutral": "$muted", "negative": "$negative"}
STANCE: dict[StanceValue, str] = {
    StanceValue.FOR: "▲",
    StanceValue.AGAINST: "▼",
    StanceValue.QUALIFIED: "◆",
    StanceValue.CONDITIONAL: "◇",
}

PARTLY = "‘"
"""Paraphrased, but for some words that are quoted: those alone are the party's."""

CUT = "…"
"""A quote that stops before what turns it: "but", "unless", or begins behind a negation."""

LEGEND: tuple[tuple[str, str, str], ...] = (
    ("“ ”", "own words", "the party's words as quoted, between the article's quotation marks"),
    (
        "‘",
        "quoted in part",
        "the words in quotation marks are the party's, the others the writer's",
    ),
    ("›", "own, paraphrased", "the party speaks, in the writer's words"),
    ("»", "second-hand", "another party tells what this one said"),
    ("○", "reported", "an action, want or decision of the party, told by somebody else"),
    ("·", "about", "a remark about the party: nobody's voice"),
    ("~", "hedged", "may, probably, looks like"),
    ("?", "open", "unclear whether"),
    ("≠", "counterfactual", "would have, but did not"),
    ("+ − =", "tone", "of the party's own words: positive, negative, neutral; never of others'"),
    ("▲ ▼", "stance", "for or against the issue that it is about; ◆ qualified, ◇ conditional"),
    ("…", "cut short", "the sentence goes on with but, unless, … or begins with not, may"),
    ("✓ ✎ ¶", "decided", "verified; corrected or added by hand; pinned or with a note"),
)
"""Sign, name and meaning: what `?` shows."""

_QUOTES = frozenset('"“”„«»')

_KIND: dict[Kind, str] = {
    Kind.DIRECT: "quoted whole",
    Kind.MIXED: "quoted in part",
    Kind.INDIRECT: "not quoted",
}


def voice_gutter(entry: Entry) -> Content:
    """Return the two cells before a statement: its voice, or the quotation mark it hangs from."""
    if _hanging(entry):
        mark = entry.statement.quote[:1] if _brings_mark(entry) else VOICE[Voice.OWN]
        return say(" ", (mark, "bold $primary"))
    style = "bold $primary" if entry.voice.is_own else "$muted"
    return say((voice_sign(entry), style), " ")


def voice_sign(entry: Entry) -> str:
    """Return the sign of whose words a statement is in."""
    mixed = entry.voice is Voice.PARAPHRASED and entry.attribution.kind is Kind.MIXED
    # Of several sentences this one may have none of the quoted words.
    return PARTLY if mixed and _QUOTES & set(entry.statement.quote) else VOICE[entry.voice]


def sentence(entry: Entry, text: str) -> Content:
    """Return the statement as it follows `voice_gutter`; `text` is the document's.

    The words are those of the document; a quotation mark that they bring along stands in the
    gutter, one that they lack is added in the colour of signs.
    """
    statement = entry.statement
    span = statement.span
    if _hanging(entry) and _brings_mark(entry):
        span = Span(span.start + 1, span.end)
    ink = "$ink" if entry.voice.is_own else "$foreground"
    marks = [(marker.span, "italic") for marker in statement.markers]
    parts: list[Part] = [passage(text, span, [(span, ink), *marks])]
    if _hanging(entry):
        parts.append((quote_marks(statement.quote)[1], "bold $primary"))
    if sign := tone_sign(statement.tone):
        assert statement.tone is not None
        parts.append((f" {sign}", f"bold {TONE_STYLE[statement.tone.label]}"))
    if entry.cut is not None:
        parts.append((f" {CUT}", "bold $primary"))
    if stances := stance_signs(entry):
        parts.append((f" {stances}", "bold $secondary"))
    if marks_of := mark_signs(entry):
        parts.append((f" {marks_of}", "bold $primary"))
    return say(*parts)


def stance_signs(entry: Entry) -> str:
    """Return a sign for each stance of the party that is one, each once; or nothing."""
    found = {entry.stance(issue) for issue in entry.statement.stances}
    return "".join(sign for value, sign in STANCE.items() if value in found)


def mark_signs(entry: Entry) -> str:
    """Return the signs of what people decided about a statement, or nothing."""
    mark = entry.mark
    if mark is None:
        return ""
    signs = (
        ("✓", mark.verified),
        ("✎", mark.added or bool(mark.corrected)),
        ("¶", mark.pinned or bool(mark.note)),
    )
    return "".join(sign for sign, so in signs if so)


def _hanging(entry: Entry) -> bool:
    """Return whether the statement stands wholly in quotation marks, as the party's own words."""
    return entry.attribution.kind is Kind.DIRECT and entry.voice is Voice.OWN


def _brings_mark(entry: Entry) -> bool:
    return not quote_marks(entry.statement.quote)[0]


def voice_words(entry: Entry) -> str:
    """Return voice and kind in words: "own words, quoted whole"."""
    return f"{entry.voice}, {_KIND[entry.attribution.kind]}"


def tone_sign(tone: Tone | None) -> str:
    """Return the sign of a tone that is not neutral, or nothing."""
    return TONE[tone.label] if tone is not None and tone.label != "neutral" else ""


def signed(score: float) -> str:
    """Return a score with its sign and two digits, with a real minus."""
    return f"{score:+.2f}".replace("-", "−") if round(score, 2) else "0.00"


def certainty_words(statement: Statement, text: str) -> str:
    """Return the certainty and the words that mark it: "hedged: may"."""
    marks = [marker.span.of(text) for marker in statement.markers]
    words = ", ".join(f"“{mark}”" for mark in dict.fromkeys(marks))
    return f"{statement.certainty}: {words}" if words else str(statement.certainty)


def tone_bar(tone: PartyTone | None, half: int, own: int) -> Content:
    """Return a party's tone as a bar in text, `half` cells to either side of the middle.

    `own` is how many statements of its own it has.
    """
    if tone is None:
        return say(("no clear tone" if own else "no words of its own", "italic $muted"))
    least = int(tone.label != "neutral")
    size = min(half, max(least, round(abs(tone.score) * half)))
    left, right = (0, size) if tone.score > 0 else (size, 0)
    style = TONE_STYLE[tone.label]
    return say(
        ("╌" * (half - left), "$rule"),
        ("━" * left, style),
        ("┼", "$muted"),
        ("━" * right, style),
        ("╌" * (half - right), "$rule"),
        (f" {signed(tone.score)} {tone.label}", style),
    )


def tone_short(tone: PartyTone | None, own: int) -> Content:
    """Return a party's tone in few words, for small screens; `own` as in `tone_bar`."""
    if tone is None:
        return say(("no clear tone" if own else "no own words", "italic $muted"))
    return say((f"{TONE[tone.label]} {tone.label}", TONE_STYLE[tone.label]))
