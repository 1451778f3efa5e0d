"""Attributions as plain JSON types: the shape that `positions extract` prints."""

from collections.abc import Iterable

from analysis.models import Attribution, Span, Statement, Tone


def plain(found: Attribution) -> dict[str, object]:
    """Return an attribution as JSON types.

    A span is [start, end], code points into the document's text, end exclusive. Layers of the
    chain that the text leaves out end in " (inferred)".
    """
    return {
        "source": _spans(found.source),
        "cue": _spans(found.cue),
        "content": _spans(found.content),
        "kind": found.kind.value,
        "speaker": found.speaker,
        "party": found.party,
        "also": list(found.also),
        "voice": found.voice.value,
        "certainty": found.certainty.value,
        "about": list(found.about),
        "chain": [f"{x.name} (inferred)" if x.inferred else x.name for x in found.chain],
        "tone": _tone(found.tone),
        "leaning": found.leaning.value,
        "rule": found.rule,
        "confidence": found.confidence,
        "parts": [_part(part) for part in found.parts],
    }


def _part(part: Statement) -> dict[str, object]:
    return {
        "span": list(part.span),
        "voice": part.voice.value,
        "certainty": part.certainty.value,
        "tone": _tone(part.tone),
        "issues": [match.issue for match in part.issues],
        "stances": {issue: stance.value for issue, stance in part.stances.items()},
        "reasons": [
            {
                "issue": reason.issue,
                "stance": reason.stance.value,
                "words": _spans(reason.spans),
                "rule": reason.rule,
            }
            for reason in part.reasons
        ],
    }


def _tone(tone: Tone | None) -> dict[str, object] | None:
    if tone is None:
        return None
    return {"score": tone.score, "label": tone.label, "words": [list(word) for word in tone.words]}


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in spans]
