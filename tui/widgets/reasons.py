"""Why a statement is shown as it is: who, by which rule, how sure, with which words."""

from collections.abc import Iterable, Mapping

from textual.content import Content

from analysis.models import (
    Attribution,
    Document,
    Entry,
    Issue,
    Layer,
    LayerKind,
    Resolution,
    Span,
    StanceValue,
)
from tui import signs, words
from tui.actions import key_of
from tui.marks import mark_words
from tui.render import Part, clip, say, stack
from tui.text import cut_words

_LONG = 60  # cells of a matched phrase that are shown


def reasons(
    entry: Entry,
    document: Document,
    names: Mapping[str, str],
    issues: Iterable[Issue],
    *,
    gone: bool = False,
) -> Content:
    """Return the reasons for one statement, as it counts for its party.

    `gone`: it was rejected, and counts for nobody.
    """
    sections = [
        _decided(entry, names, gone=gone),
        _signs(entry, document),
        _speaker(entry, document, names),
        _chain(entry.attribution),
        _tone(entry, document),
        _issues(entry, document, {issue.id: issue.name for issue in issues}),
        _source(entry, document),
    ]
    return stack(line for section in sections if section for line in (*section, say("")))


def _title(text: str) -> Content:
    return say((text, "bold $primary"))


def _quote(document: Document, span: Span) -> str:
    return f"“{clip(span.of(document.text), _LONG)}”"


def _decided(entry: Entry, names: Mapping[str, str], *, gone: bool) -> list[Content]:
    """What people decided, and what the machine thought first."""
    lines = [say(("✗ ", "bold $error"), "rejected: it counts for nobody")] if gone else []
    if not gone:
        lines = [say(("✎ ", "bold $primary"), text) for text in mark_words(entry.mark, names)]
    if entry.mark is not None and entry.mark.note:
        lines.append(say(("¶ ", "bold $primary"), (entry.mark.note, "italic $ink")))
    if gone:
        lines.append(
            say((key_of("undo"), "bold $primary"), (" takes the last decision back", "$muted"))
        )
    return [_title("DECIDED BY HAND"), *lines] if lines else []


def _signs(entry: Entry, document: Document) -> list[Content]:
    statement = entry.statement
    lines = [
        _title("HOW IT IS SAID"),
        say((f"{signs.voice_sign(entry)} ", "bold $primary"), signs.voice_words(entry)),
    ]
    sign = signs.CERTAINTY[statement.certainty]
    lines.append(say((f"{sign} ", "bold $cue"), signs.certainty_words(statement, document.text)))
    if statement.negations:
        marks = ", ".join(_quote(document, span) for span in statement.negations)
        lines.append(say(("  negated: ", "$muted"), marks))
    return lines


def _speaker(entry: Entry, document: Document, names: Mapping[str, str]) -> list[Content]:
    attribution = entry.attribution
    lines = [_title("WHO SAYS IT")]
    for resolution in attribution.resolutions:
        lines += _resolution(resolution, document, names)
    if not attribution.resolutions:
        lines.append(say(attribution.speaker or "the article itself"))
    if entry.party in attribution.about:
        name = names[entry.party]
        lines.append(say(("told about ", "$muted"), name, (": it does not speak itself", "$muted")))
    rule = f"rule {attribution.rule} · confidence {attribution.confidence:.0%}"
    lines.append(say((rule, "$muted")))
    return lines


def _resolution(
    resolution: Resolution, document: Document, names: Mapping[str, str]
) -> list[Content]:
    def name(party: str) -> str:
        return names.get(party, party)

    mention = _quote(document, resolution.mention) if resolution.mention else "no words"
    whom = name(resolution.party) if resolution.party else "none of the parties"
    lines = [say(mention, (" → ", "$primary"), (whom, "bold $ink"))]
    # A reason that repeats mention and party is shown without them.
    reason = resolution.reason.removeprefix(f"{mention} → {whom}").removeprefix(": ")
    if reason:
        lines.append(say(reason))
    detail = f"rule {resolution.rule} · confidence {resolution.confidence:.0%}"
    lines.append(say((detail, "$muted")))
    if resolution.antecedent:
        lines.append(say(("stands for ", "$muted"), _quote(document, resolution.antecedent)))
    if resolution.runners_up:
        others = ", ".join(name(party) for party in resolution.runners_up)
        lines.append(say(("could also be ", "$muted"), others))
    return lines


_LAYERS = {LayerKind.OUTLET: "outlet", LayerKind.ANONYMOUS: "unnamed", LayerKind.PARTY: "party"}


def _chain(attribution: Attribution) -> list[Content]:
    if not attribution.chain:
        return []
    return [_title("THROUGH WHOM"), *(_layer(n, x) for n, x in enumerate(attribution.chain))]


def _layer(number: int, layer: Layer) -> Content:
    parts: list[Part] = [("  " * min(number, 4) + ("‹ " if number else ""), "$primary"), layer.name]
    notes = [_LAYERS[layer.kind]] if layer.kind in _LAYERS else []
    if layer.inferred:
        notes.append("inferred, not in the text")
    if notes:
        parts.append((f" ({', '.join(notes)})", "italic $muted"))
    return say(*parts)


def _tone(entry: Entry, document: Document) -> list[Content]:
    tone = entry.statement.tone if entry.voice.is_own else None
    if tone is None and entry.voice.is_own:
        return [
            _title("TONE"),
            say((f"none: {entry.statement.untoned or 'not measured'}", "$muted")),
        ]
    if tone is None:
        return [_title("TONE"), say(("none: these are not its own words", "$muted"))]
    style = signs.TONE_STYLE[tone.label]
    lines = [_title("TONE"), say((f"{signs.signed(tone.score)} {tone.label}", style))]
    for word in tone.words:
        quote = _quote(document, Span(word.start, word.end))
        pull = signs.TONE_STYLE["positive" if word.weight > 0 else "negative"]
        lines.append(say("  ", quote, (f" {signs.signed(word.weight)}", pull)))
    if not tone.words:
        lines.append(say(("  no word that carries tone", "$muted")))
    return lines


def _issues(entry: Entry, document: Document, names: Mapping[str, str]) -> list[Content]:
    lines = [_title("ISSUES")]
    for match in entry.statement.issues:
        lines.append(say((names.get(match.issue, match.issue), "$ink")))
        marks = ", ".join(_quote(document, span) for span in match.spans)
        lines.append(say(("  by ", "$muted"), marks))
        if (stance := entry.stance(match.issue)) is not StanceValue.NONE:
            lines.append(say(("  stance: ", "$muted"), str(stance)))
            lines += _stance(entry, match.issue, document)
    if not entry.statement.issues:
        lines.append(say(("none of the dossier's issues", "$muted")))
    return lines


def _stance(entry: Entry, issue: str, document: Document) -> list[Content]:
    """What a stance rests on: the rule and its words; a person's stands without."""
    reason = entry.reason(issue)
    if reason is None:
        return []
    words = ", ".join(_quote(document, span) for span in reason.spans)
    return [say((f"  {reason.rule}: ", "$muted"), words)]


def _cut(entry: Entry, document: Document) -> list[Content]:
    words = cut_words(entry, document)
    return [say((words, "$primary"))] if words else []


def _source(entry: Entry, document: Document) -> list[Content]:
    span = entry.statement.span
    lines = [_title("SOURCE"), say((words.document_name(document), "$ink"))]
    for text in (document.title, document.author, document.date, document.url):
        if text and text != words.document_name(document):
            lines.append(say(text))
    place = f"¶{document.paragraph_of(span.start)}, characters {span.start}–{span.end}"
    lines.append(say(place))
    lines += _cut(entry, document)
    lines.append(say((f"{document.name} · sha256 {document.sha256[:12]}", "$muted")))
    return lines
