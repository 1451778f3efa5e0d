"""Whether statements are given to the right party: against labels made by hand.

A found and a gold relation match, blind to the party, when the characters of their contents,
white space left out, have an intersection over union of at least one half; one to one, the
largest first, then by cue, by source, and by order.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from analysis.characters import one_line
from analysis.errors import UsageError
from analysis.evaluation.figures import mean, share
from analysis.evaluation.gold import GoldText, Relation
from analysis.models import Span

_HALF = 0.5
_QUOTED_LENGTH = 60
_FORM = 'By text a list of {"index", "party", "mention", "ambiguous"}, one for each relation.'


class Label(msgspec.Struct, frozen=True):
    """Whose a gold relation is: a party's id, or None; `also` are as right.

    `index` is the place of the relation in the gold file, `mention` how its source is named,
    `ambiguous` whether the annotator was in doubt. `source` and `content` are the relation's
    places, where the labels carry them: they must be those of the gold.
    """

    index: int
    party: str | None
    mention: str
    ambiguous: bool
    speaker: str | None = None
    also: tuple[str, ...] = ()
    source: tuple[Span, ...] | None = None
    content: tuple[Span, ...] | None = None

    def of(self, gold: Relation) -> bool:
        """Whether the label was made for this relation, as far as its places tell."""
        return self.source in (None, gold.source) and self.content in (None, gold.content)

    def right(self, party: str | None) -> bool:
        """Whether this party is the labelled one, or one of a joint source."""
        return party is not None and party in (self.party, *self.also)


Labels = dict[str, list[Label]]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many of `n` matched relations of a party have it, none, or another one."""

    n: int
    right: int
    none: int
    other: int
    rate: float


@dataclass(frozen=True, slots=True)
class EndToEnd:
    """Content and party right together, among what was found and what gold has."""

    right: int
    found: int
    gold: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class FalseParty:
    """How many of `n` matched relations of no party were given one."""

    n: int
    given: int
    rate: float


@dataclass(frozen=True, slots=True)
class Wrong:
    """A matched relation with the wrong party: offsets of the gold content, its source."""

    text: str
    start: int
    end: int
    mention: str
    source: str
    words: str
    party: str | None
    found: str | None
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class PartyReport:
    """What the resolution is worth on the labelled texts.

    `clear` leaves out what the annotator doubted; `by_mention` and `overall` are clear ones with
    a party, `matched` of `clear_gold` of them. `stray` found relations match nothing, so many
    of them with a party.
    """

    texts: int
    relations: int
    matched_relations: int
    matched: int
    clear_gold: int
    overall: Accuracy
    by_mention: dict[str, Accuracy]
    end_to_end: EndToEnd
    end_to_end_clear: EndToEnd
    false_party: FalseParty
    false_party_clear: FalseParty
    stray: int
    stray_with_party: int
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    text: GoldText
    gold: Relation
    label: Label
    matched: bool
    party: str | None


def read_labels(path: Path) -> Labels:
    """Return the labels by text; UsageError where the file is none of them."""
    try:
        raw = json.loads(path.read_bytes())
        return msgspec.convert(raw, Labels)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} holds no labels: {error}.", _FORM) from None
    except OSError as error:
        raise UsageError(
            f"{path} could not be read: {error.strerror}.", "Name a JSON file of labels."
        ) from None


def match(gold: Sequence[Relation], found: Sequence[Relation], text: str) -> dict[int, int]:
    """Return {place in `gold`: place in `found`}."""
    ours = [_characters(one, text) for one in gold]
    theirs = [_characters(one, text) for one in found]
    candidates = []
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            shares = [_iou(a, b) for a, b in zip(one, other, strict=True)]
            if shares[0] >= _HALF:
                candidates.append(([-s for s in shares], i, j))
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in chosen and j not in taken:
            chosen[i] = j
            taken.add(j)
    return chosen


def _characters(one: Relation, text: str) -> list[frozenset[int]]:
    def places(spans: Iterable[Span]) -> frozenset[int]:
        return frozenset(at for span in spans for at in range(*span) if not text[at].isspace())

    return [places(one.content), places(one.cue), places(one.source)]


def _iou(one: frozenset[int], other: frozenset[int]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


class PartyEvaluation:
    """Takes in labelled text after labelled text, then reports."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._texts: set[str] = set()
        self._cases: list[_Case] = []
        self._stray: list[str | None] = []

    def wants(self, text: GoldText) -> bool:
        """Whether there are labels for this text."""
        return text.name in self._labels

    def add(self, text: GoldText, found: Sequence[Relation]) -> None:
        """Take in what was found in a text that has labels.

        UsageError where they are not one for each relation of the gold.
        """
        labels = sorted(self._labels[text.name], key=lambda label: label.index)
        if [label.index for label in labels] != list(range(len(text.relations))):
            raise UsageError(
                f"{one_line(text.name)}: {len(labels)} labels do not stand for "
                f"{len(text.relations)} relations, one each.",
                "Labels count the relations of the gold file from 0.",
            )
        for label, gold in zip(labels, text.relations, strict=True):
            if not label.of(gold):
                raise UsageError(
                    f"{one_line(text.name)}: label {label.index} was made for another relation "
                    "than the gold has there.",
                    "Give the gold file that the labels were made for.",
                )
        self._texts.add(text.name)
        chosen = match(text.relations, found, text.text)
        for label, gold in zip(labels, text.relations, strict=True):
            place = chosen.get(label.index)
            party = None if place is None else found[place].party
            self._cases.append(_Case(text, gold, label, place is not None, party))
        used = set(chosen.values())
        self._stray.extend(one.party for j, one in enumerate(found) if j not in used)

    def report(self) -> PartyReport:
        """Return the report; UsageError where a labelled text was never given."""
        lacking = sorted(set(self._labels) - self._texts)
        if lacking:
            raise UsageError(
                f"The gold file lacks {one_line(lacking[0])}, which has labels.",
                "Give the gold file that the labels were made for.",
            )
        clear = [case for case in self._cases if not case.label.ambiguous]
        of_party = [case for case in clear if case.label.party is not None]
        judged = [case for case in of_party if case.matched]
        mentions: defaultdict[str, list[_Case]] = defaultdict(list)
        for case in judged:
            mentions[case.label.mention].append(case)
        with_party = sum(party is not None for party in self._stray)
        return PartyReport(
            texts=len(self._texts),
            relations=len(self._cases),
            matched_relations=sum(case.matched for case in self._cases),
            matched=len(judged),
            clear_gold=len(of_party),
            overall=_accuracy(judged),
            by_mention={
                name: _accuracy(some)
                for name, some in sorted(mentions.items(), key=lambda kv: (-len(kv[1]), kv[0]))
            },
            end_to_end=_end_to_end(self._cases, with_party),
            end_to_end_clear=_end_to_end(clear, with_party),
            false_party=_false_party(self._cases),
            false_party_clear=_false_party(clear),
            stray=len(self._stray),
            stray_with_party=with_party,
            wrong=tuple(_wrong(self._cases)),
        )


def _accuracy(cases: Sequence[_Case]) -> Accuracy:
    right = sum(case.label.right(case.party) for case in cases)
    none = sum(case.party is None for case in cases)
    other = len(cases) - right - none
    return Accuracy(len(cases), right, none, other, share(right, len(cases)))


def _end_to_end(cases: Sequence[_Case], stray_with_party: int) -> EndToEnd:
    right = sum(case.label.right(case.party) for case in cases)
    found = sum(case.party is not None for case in cases) + stray_with_party
    gold = sum(case.label.party is not None for case in cases)
    precision, recall = share(right, found), share(right, gold)
    return EndToEnd(right, found, gold, precision, recall, mean(precision, recall))


def _false_party(cases: Sequence[_Case]) -> FalseParty:
    some = [case for case in cases if case.matched and case.label.party is None]
    given = sum(case.party is not None for case in some)
    return FalseParty(len(some), given, share(given, len(some)))


def _wrong(cases: Iterable[_Case]) -> Iterator[Wrong]:
    for case in cases:
        label = case.label
        fine = case.party is None if label.party is None else label.right(case.party)
        if fine or not case.matched:
            continue
        text, content = case.text.text, case.gold.content
        words = one_line(" … ".join(span.of(text) for span in content))
        yield Wrong(
            case.text.name,
            content[0].start,
            content[-1].end,
            label.mention,
            one_line(" … ".join(span.of(text) for span in case.gold.source)),
            words if len(words) <= _QUOTED_LENGTH else f"{words[: _QUOTED_LENGTH - 1]}…",
            label.party,
            case.party,
            label.ambiguous,
        )
