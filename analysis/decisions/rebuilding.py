"""Attributions made anew: where their words stand now, and for whom each statement now counts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from analysis.decisions.anchoring import Placed
from analysis.models import Analysis, Attribution, Document, LayerKind, Span


def restored(
    record: Mapping[str, object], document: Document, span: Span, statement: str
) -> Placed:
    """The attribution that an event keeps, at `span` of `document`.

    Elsewhere than at its old place nothing but the words themselves can be told for certain.
    """
    attribution = msgspec.convert(record, Attribution)
    part = attribution.parts[0]
    if part.span != span or attribution.document != document.id:
        part = replace(
            part,
            span=span,
            quote=span.of(document.text),
            markers=(),
            negations=(),
            tone=None,
            issues=(),
        )
        attribution = replace(
            attribution,
            document=document.id,
            source=(),
            cue=(),
            content=(span,),
            tone=None,
            chain=tuple(replace(layer, span=None) for layer in attribution.chain),
            resolutions=tuple(
                replace(r, mention=None, antecedent=None) for r in attribution.resolutions
            ),
        )
    part = replace(part, id=statement)
    attribution = replace(attribution, parts=(part,), nested_in=None)
    return Placed(attribution, part)


def regrouped(attribution: Attribution, rows: Sequence[Placed]) -> list[Attribution]:
    """One attribution for each source that the statements of `attribution` now have.

    The first keeps its id: that of those nobody moved, where there are any.
    """
    groups: dict[tuple[object, ...], list[Placed]] = {}
    for row in rows:
        a = row.attribution
        groups.setdefault((a.party, a.also, a.about), []).append(row)
    machine = (attribution.party, attribution.also, attribution.about)
    order = sorted(groups, key=lambda key: key != machine)
    found = []
    for number, key in enumerate(order):
        first = groups[key][0].attribution
        parts = tuple(row.statement for row in groups[key])
        own = attribution.id if number == 0 else f"{attribution.id}-{number}"
        found.append(replace(first, id=own, parts=parts, voice=parts[0].voice))
    return found


def told_anew(analysis: Analysis, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, where what stands in somebody's words is told by whom it is given to."""
    before = {a.id: a for a in analysis.attributions}
    outer: dict[str, list[Attribution]] = defaultdict(list)
    for attribution in found:
        machine = before.get(attribution.id.partition("-")[0])
        if machine is not None and attribution.chain != machine.chain and attribution.chain:
            outer[machine.id].append(attribution)
    return [_retold(a, outer[a.nested_in or ""]) if outer else a for a in found]


def _retold(attribution: Attribution, outer: Sequence[Attribution]) -> Attribution:
    for teller in outer:
        inside = any(part.span.covers(attribution.parts[0].span) for part in teller.parts)
        own = [layer for layer in teller.chain if layer.kind is LayerKind.PARTY]
        layer = own[-1] if own and teller.party is not None else teller.chain[-1]
        if inside and layer.span is not None:
            chain = tuple(layer if old.span == layer.span else old for old in attribution.chain)
            return replace(attribution, chain=chain)
    return attribution
