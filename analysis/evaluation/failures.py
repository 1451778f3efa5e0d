"""What goes wrong, sorted so that the next person sees where to dig."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.characters import one_line
from analysis.evaluation.cues import cue_of, group_of
from analysis.evaluation.pairing import Judged, Measure, Seen, same_source
from analysis.models import Kind

_NEXT_SENTENCE = re.compile(r"""[.!?…]["”'’)]*\s+["“‘'(]*[A-Z]""")
_SHORT = 3
_QUOTED_LENGTH = 60
_OPENERS = {
    "that": "“that …”",
    "to": "“to …”",
    **dict.fromkeys(
        ("whether", "if", "what", "who", "how", "why", "when", "where", "which"),
        "“whether, what …”",
    ),
}

MISSED_CUE = "missed, by cue"
MISSED_FORM = "missed, by form of content"
EXTENT = "wrong extent, by form of content"
INEXACT = "found but not exact"
SOURCE = "wrong source"
SOURCE_RULE = "wrong source, by rule"
SPURIOUS = "spurious, by rule"
SPURIOUS_CUE = "spurious, by cue"


@dataclass(frozen=True, slots=True)
class Example:
    """A place where something went wrong: offsets of the content, and its words in short."""

    text: str
    start: int
    end: int
    cue: str
    words: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A class of errors: `n` of the `of` relations that could have gone wrong so."""

    label: str
    n: int
    of: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class FailureGroup:
    """The classes of one sort of error, the commonest first; `n` errors in all of them."""

    title: str
    n: int
    failures: tuple[Failure, ...]


class Failures:
    """Gathers errors, text after text; `kind` None: of every kind."""

    def __init__(self, kind: Kind | None = None, examples: int = 3) -> None:
        self._kind = kind
        self._wanted = examples
        self._n: dict[str, Counter[str]] = defaultdict(Counter)
        self._of: dict[str, Counter[str]] = defaultdict(Counter)
        self._examples: dict[tuple[str, str], list[Example]] = defaultdict(list)
        self._spelled: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, judged: Judged) -> None:
        """Take in one text."""
        pairs = judged.paired[Measure.OVERLAP]
        touched = _touched(judged)
        for i, gold in enumerate(judged.gold):
            if self._kind not in (None, gold.kind):
                continue
            if i in pairs:
                self._paired(judged, gold, judged.found[pairs[i]])
            else:
                self._lost(judged, gold, i in touched)
        others = set(pairs.values()) | set(touched.values())
        for j, found in enumerate(judged.found):
            if self._kind in (None, found.kind):
                self._extra(judged, found, j not in others)

    def report(self, most: int = 10) -> tuple[FailureGroup, ...]:
        """Return the sorts of errors, each with its `most` commonest classes."""
        return tuple(self._groups(most))

    def _groups(self, most: int) -> Iterator[FailureGroup]:
        order = (
            MISSED_CUE,
            MISSED_FORM,
            EXTENT,
            INEXACT,
            SOURCE,
            SOURCE_RULE,
            SPURIOUS,
            SPURIOUS_CUE,
        )
        for title in order:
            ranked = sorted(self._n[title].items(), key=lambda item: (-item[1], item[0]))
            if not ranked:
                continue
            failures = tuple(
                Failure(
                    self._label(title, label),
                    n,
                    self._of[title][label],
                    tuple(self._examples[title, label]),
                )
                for label, n in ranked[:most]
            )
            yield FailureGroup(title, sum(n for _, n in ranked), failures)

    def _label(self, title: str, label: str) -> str:
        if title not in (MISSED_CUE, SPURIOUS_CUE):
            return label
        # The commonest spelling stands for its group: nobody reads stems.
        return min(self._spelled[label].items(), key=lambda item: (-item[1], item[0]))[0]

    def _paired(self, judged: Judged, gold: Seen, found: Seen) -> None:
        self._count(judged, gold, MISSED_CUE, self._group(judged, gold), False)
        self._count(judged, gold, MISSED_FORM, form_of(judged, gold), False)
        self._count(judged, gold, EXTENT, form_of(judged, gold), False)
        if gold.extent != found.extent:
            self._count(judged, gold, INEXACT, _difference(gold, found), True)
        wrong = not same_source(gold, found)
        self._count(judged, gold, SOURCE_RULE, found.relation.rule or "no rule named", wrong)
        if wrong:
            self._count(judged, gold, SOURCE, _misnamed(gold, found), True)

    def _lost(self, judged: Judged, gold: Seen, touched: bool) -> None:
        form = form_of(judged, gold)
        self._count(judged, gold, EXTENT, form, touched)
        self._count(judged, gold, MISSED_FORM, form, not touched)
        self._count(judged, gold, MISSED_CUE, self._group(judged, gold), not touched)

    def _extra(self, judged: Judged, found: Seen, spurious: bool) -> None:
        rule = found.relation.rule or "no rule named"
        self._count(judged, found, SPURIOUS, rule, spurious)
        self._count(judged, found, SPURIOUS_CUE, self._group(judged, found), spurious)

    def _group(self, judged: Judged, one: Seen) -> str:
        label, word = group_of(cue_of(one.relation, judged.text.text))
        self._spelled[label][one_line(word) or "no cue"] += 1
        return label

    def _count(self, judged: Judged, one: Seen, title: str, label: str, wrong: bool) -> None:
        self._of[title][label] += 1
        if not wrong:
            return
        self._n[title][label] += 1
        examples = self._examples[title, label]
        if len(examples) < self._wanted:
            examples.append(_example(judged, one))


def _example(judged: Judged, one: Seen) -> Example:
    text, content = judged.text.text, one.relation.content
    words = one_line(" … ".join(span.of(text) for span in content))
    if len(words) > _QUOTED_LENGTH:
        words = f"{words[: _QUOTED_LENGTH - 1]}…"
    start = min((span.start for span in content), default=0)
    end = max((span.end for span in content), default=0)
    return Example(judged.text.name, start, end, one_line(cue_of(one.relation, text)), words)


def _touched(judged: Judged) -> dict[int, int]:
    """Return the lost gold relations that a left-over found one means, by place.

    It does when the two share words of the content and of the cue, or one has no cue.
    """
    pairs = judged.paired[Measure.OVERLAP]
    taken = set(pairs.values())
    free = [j for j in range(len(judged.found)) if j not in taken]
    touched: dict[int, int] = {}
    for i, gold in enumerate(judged.gold):
        if i in pairs:
            continue
        for j in free:
            found = judged.found[j]
            if gold.content & found.content and (
                gold.cue & found.cue or not gold.cue or not found.cue
            ):
                touched[i] = j
                free.remove(j)
                break
    return touched


def form_of(judged: Judged, one: Seen) -> str:
    """Return what a content looks like, in words for a list."""
    text = " ".join(span.of(judged.text.text) for span in one.relation.content)
    if one.kind is not Kind.INDIRECT:
        several = ", several sentences" if _NEXT_SENTENCE.search(text) else ""
        return ("quotation" if one.kind is Kind.DIRECT else "partly quoted") + several
    if len(one.content) <= _SHORT:
        return f"1–{_SHORT} words"
    if _NEXT_SENTENCE.search(text):
        return "several sentences, not quoted"
    if len(one.extent) > 1:
        return "in pieces"
    first = text.split(maxsplit=1)[0].lower()
    if first in _OPENERS:
        return _OPENERS[first]
    return "“…ing …”" if first.endswith("ing") else "other words"


def _difference(gold: Seen, found: Seen) -> str:
    if found.content == gold.content:
        return "the same words, cut differently"
    if found.content > gold.content:
        return "too long"
    return "too short" if found.content < gold.content else "shifted"


def _misnamed(gold: Seen, found: Seen) -> str:
    if not found.source:
        return "none found"
    if not gold.source:
        return "none in gold"
    return "too wide" if gold.source & found.source else "another"
