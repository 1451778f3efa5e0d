"""The statements of one party as filters look at them, and what a filter leaves of them."""

import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import compress

from analysis.comparison.columns import Columns, Mask, both, without
from analysis.comparison.found import Found
from analysis.comparison.rows import CERTAINTIES, KINDS, VOICES, Ground
from analysis.comparison.sums import counted, mean_tone
from analysis.models import (
    NONE,
    Action,
    Corrections,
    Decided,
    Facet,
    Filter,
    PartyTone,
    VoiceCount,
)

_RECENT = 24  # words whose rows are remembered while a filter is typed


class Searched:
    """All statements of a party. What is searched is prepared when it is first asked for."""

    def __init__(self, entries: Found, said: Callable[[], Sequence[str]]) -> None:
        self.entries = entries
        self.columns = Columns(entries.rows)
        self._read = said
        self._words: dict[str, Mask] = {}

    @cached_property
    def said(self) -> Sequence[str]:
        """What is searched of each statement, in lower case."""
        return self._read()

    def prepare(self) -> None:
        """Make ready what most filters need."""
        columns = self.columns
        _ = (self.said, columns.voice, columns.decided, columns.corrected, columns.scores)
        _ = (columns.toned, columns.shared)

    def kept(
        self, wanted: Filter, documents: frozenset[str] | None, issues: frozenset[str]
    ) -> "Left":
        """Return what `wanted` leaves; `documents` fit (None: all), `issues` are those known."""
        left = self.columns.all
        if documents is not None:
            left = bytes([name in documents for name in self.entries.documents])
        for mask in self._masks(wanted, issues):
            left = both(left, mask)
        for word in wanted.words:
            left = both(left, self._word(word))
        for word in wanted.without:
            left = without(left, self._word(word))
        for pattern in wanted.patterns:
            search = _compiled(pattern).search
            said = self.said
            left = bytes(
                [fits and search(text) is not None for fits, text in zip(left, said, strict=True)]
            )
        return Left(self, left)

    def _word(self, word: str) -> Mask:
        """Return which statements hold a word; a longer one is looked for where a part of it is."""
        known = self._words
        if word not in known:
            parts = [known[part] for part in known if part in word]
            if parts:
                within = min(parts, key=lambda mask: mask.count(1))
                found = [
                    fits and word in text for fits, text in zip(within, self.said, strict=True)
                ]
            else:
                found = [word in text for text in self.said]
            if len(known) >= _RECENT:
                del known[next(iter(known))]
            known[word] = bytes(found)
        return known[word]

    def _masks(self, wanted: Filter, issues: frozenset[str]) -> Iterator[Mask]:
        asked = wanted.values(Facet.ISSUE) & issues
        for demands, fits in ((wanted.wanted, True), (wanted.unwanted, False)):
            for demand in demands:
                values = frozenset(demand.values)
                mask = self._mask(demand.facet, values, issues, asked)
                if mask is not None:
                    yield mask if fits else without(self.columns.all, mask)

    def _mask(
        self, facet: Facet, values: frozenset[str], issues: frozenset[str], asked: frozenset[str]
    ) -> Mask | None:
        """Return which rows have one of the values of a facet; None: it is not about rows."""
        columns = self.columns
        if facet is Facet.ISSUE:
            return columns.issues.mask(partial(_one_of, values, partial(_issues, issues)))
        if facet is Facet.STANCE:
            return columns.stances.mask(partial(_one_of, values, partial(_stances, asked)))
        if facet is Facet.VOICE:
            return columns.voice.mask(lambda voice: VOICES[voice].value in values)
        if facet is Facet.KIND:
            return columns.kind.mask(lambda kind: KINDS[kind].value in values)
        if facet is Facet.CERTAINTY:
            return columns.certainty.mask(lambda firm: CERTAINTIES[firm].value in values)
        if facet is Facet.TONE:
            return columns.tone.mask(lambda label: (label or NONE) in values)
        if facet is Facet.IS:
            return columns.decided.mask(partial(_one_of, values, tuple))
        if facet is Facet.THROUGH:
            return columns.passing.mask(partial(_one_of, values, tuple))
        return None


class Left:
    """What a filter leaves of a party's statements."""

    def __init__(self, whole: Searched, mask: Mask) -> None:
        self._whole = whole
        self._mask = mask
        self.size = mask.count(1)

    @cached_property
    def entries(self) -> Found:
        """The statements; the very same where none is missing: what is made of them can stay."""
        own = self._whole.entries
        if self.size == len(own):
            return own
        return own.pick(compress(range(len(own)), self._mask))

    @property
    def is_whole(self) -> bool:
        """Whether none is missing."""
        return self.size == len(self._whole.entries)

    @property
    def documents(self) -> set[str]:
        """The ids of the documents that they stand in."""
        return set(compress(self._whole.entries.documents, self._mask))

    def count(self) -> VoiceCount:
        """Return how many are own, second-hand and reported."""
        return counted(self._whole.columns.voice.tally(self._mask))

    def tone(self) -> PartyTone | None:
        """Return how they sound together."""
        columns = self._whole.columns
        toned = both(self._mask, columns.toned)
        if not any(toned):
            return None
        scores = list(compress(columns.scores, toned))
        return mean_tone(scores, columns.tone.tally(toned).keys())

    @property
    def alone(self) -> Mask:
        """Those that count for this party alone."""
        return without(self._mask, self._whole.columns.shared)

    def states(self, mask: Mask) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]]]:
        """Return how often people decided what about those in `mask`, and corrected what."""
        columns = self._whole.columns
        return columns.decided.tally(mask), columns.corrected.tally(mask)

    def shared(self) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Yield, of each that may count for another party, too: id, what was decided, corrected."""
        mask = both(self._mask, self._whole.columns.shared)
        for row in compress(self._whole.entries.rows, mask):
            yield row.statement, row.decided, row.corrected


def distinct(groups: Iterable[Left]) -> int:
    """Return how many statements there are; one that counts for two parties is one."""
    alone, shared = 0, set[str]()
    for kept in groups:
        alone += kept.alone.count(1)
        shared.update(name for name, _, _ in kept.shared())
    return alone + len(shared)


def corrections(groups: Iterable[Left]) -> Corrections:
    """Return what people decided about the statements that are left."""
    states: Counter[tuple[str, ...]] = Counter()
    kinds: Counter[tuple[str, ...]] = Counter()
    shared: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for kept in groups:
        decided, corrected = kept.states(kept.alone)
        states += decided
        kinds += corrected
        shared.update((name, (is_, as_)) for name, is_, as_ in kept.shared())
    states.update(decided for decided, _ in shared.values())
    kinds.update(corrected for _, corrected in shared.values())
    number = states.total()
    is_ = _single(states)
    corrected_as = {Action(kind): n for kind, n in _single(kinds).items()}
    return Corrections(
        statements=number - is_[Decided.ADDED],
        corrected=is_[Decided.CORRECTED],
        kinds=dict(sorted(corrected_as.items())),
        verified=is_[Decided.VERIFIED],
        added=is_[Decided.ADDED],
        pinned=is_[Decided.PINNED],
        noted=is_[Decided.NOTED],
    )


def _single(found: Mapping[tuple[str, ...], int]) -> Counter[str]:
    """How often each stands in what stands together."""
    single: Counter[str] = Counter()
    for together, number in found.items():
        for one in together:
            single[one] += number
    return single


# ---------------------------------------------------------------- what a statement has


def _compiled(pattern: str) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what may mean something else one day
        return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


def _one_of(
    values: frozenset[str], read: Callable[..., Iterable[str]], found: tuple[object, ...]
) -> bool:
    return not values.isdisjoint(read(found))


def _issues(known: frozenset[str], found: tuple[str, ...]) -> Iterable[str]:
    return known.intersection(found) or (NONE,)


def _stances(issues: frozenset[str], found: tuple[Ground, ...]) -> Iterable[str]:
    return {ground.stance for ground in found if not issues or ground.issue in issues} or (NONE,)
