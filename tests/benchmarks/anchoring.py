"""Which share of decisions find their statement again, after another analysis and after an edit.

    python -m tests.benchmarks.anchoring [--parties TOML] [--every N] [FILE…]

FILE: articles (text or Markdown), or JSON lines with a `text`, also gzipped; by default the seed
article and the hand-marked ones of the tests. Parties are those of the seed or of TOML; `--every`
takes each N-th article only. Every statement of every article gets a decision.
Then the article is analysed by a deliberately different extractor (statements left out, merged,
split, cut shorter or longer, given other sources, found twice; all ids new), or edited (words
exchanged, sentences deleted and added, paragraphs moved) and analysed again by the same one. Both
remember what became of which statement. Printed are the shares that are kept, that have lost
their statement, and that got another one; the exit code is 1 where one did. Of the edited
articles three lines more: of statements for which the edit left all as it was that may tell who
is meant; of all where only words, source and verb are looked for, whoever is meant; and of
decisions that give a statement to another party than the machine did, which follow only where
nothing that tells has changed. "Gone with their words" are also those whose source or verb is no
longer there.
"""

import argparse
import gzip
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from msgspec.structs import replace

from analysis.decisions import Clock, Finder, Maker, Placed, Target, decided
from analysis.language import Analyser
from analysis.models import (
    Action,
    Analysis,
    Attribution,
    Document,
    Event,
    Settings,
    Span,
    Statement,
)
from analysis.reading import clean_view, read_bytes
from analysis.settings import load_settings
from tests.gold import SEEDS, seed_settings

# No editor puts a sentence between "Mr." and a name, or into "U.S.".
_SHORTENED = (
    "Mr Mrs Ms Dr Sen Rep Del Gov Gen Lt Col St Jr Sr No vs Inc Co Corp Ltd Jan Feb Aug Oct Nov Dec"
)
_END = re.compile(
    r"(?<!\b[A-Za-z])"
    + "".join(rf"(?<!\b{word})" for word in _SHORTENED.split())
    + r"[.!?]+[”\"’')\]]*\s+(?![a-z])|\n+"
)
_ADDED = " Nobody had expected that. "
_EXCHANGED = "otherwise"
_HARMLESS = re.compile(rf"(?:{_ADDED.strip()}|{_EXCHANGED}|\s)*")
"""What edits put in that names nobody."""
_HALF = 0.5
_EDITED = 0.1  # of the sentences
_EDITS = 2  # of each article
_LINES = (
    "another extractor",
    "an edited article",
    "  where the edit names nobody",
    "  whoever is meant",
    "  given to another party by hand",
    "both",
)
TESTS = Path(__file__).parents[1]


@dataclass
class Tally:
    """What became of decisions."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def line(self, name: str) -> str:
        """Return one line of the table."""
        total = self.counts.total() - self.counts["rightly lost"]
        shares = "  ".join(
            f"{what} {self.counts[what]:5} {100 * self.counts[what] / max(1, total):5.1f} %"
            for what in ("kept", "lost", "wrong")
        )
        each = 1000 * self.seconds / max(1, self.counts.total())
        gone = self.counts["rightly lost"]
        return f"{name:34} {shares}  (gone with their words {gone:4})  {each:5.2f} ms each"


def texts(paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the articles: name and bytes."""
    for path in paths:
        if ".jsonl" in path.suffixes:
            data = path.read_bytes()
            lines = gzip.decompress(data) if path.suffix == ".gz" else data
            for number, line in enumerate(lines.splitlines()):
                yield f"{path.name}-{number}", str(json.loads(line)["text"]).encode()
        else:
            yield path.name, path.read_bytes()


# ---------------------------------------------------------------- a different extractor


@dataclass
class Different:
    """An analysis as another extractor might have made it, and what each statement was before."""

    analysis: Analysis
    before: dict[str, set[str]]


def different(article: Document, analysis: Analysis, chance: random.Random) -> Different:
    """Change an analysis in every way in which extractors differ."""
    before: dict[str, set[str]] = {}
    found: list[Attribution] = []
    for number, attribution in enumerate(analysis.attributions):
        if chance.random() < 0.03:
            continue
        parts = list(_recut(article, attribution, chance, before, number))
        source = attribution.source
        if source and chance.random() < 0.05:
            source = (Span(source[0].start, source[0].end + 1),)
        found.append(replace(attribution, id=f"n{number}", parts=tuple(parts), source=source))
        if parts and chance.random() < 0.03:  # found twice, for somebody else
            twin = replace(parts[0], id=f"twin{number}")
            before[twin.id] = set()
            elsewhere = (Span(0, 1),)
            found.append(replace(attribution, id=f"t{number}", source=elsewhere, parts=(twin,)))
    return Different(replace(analysis, attributions=tuple(found)), before)


def _recut(
    article: Document,
    attribution: Attribution,
    chance: random.Random,
    before: dict[str, set[str]],
    number: int,
) -> Iterator[Statement]:
    parts = attribution.parts
    if len(parts) > 1 and chance.random() < 0.1:
        whole = Span(parts[0].span.start, parts[-1].span.end)
        yield _cut(article, parts[0], whole, f"{number}m", before, {part.id for part in parts})
        return
    for index, part in enumerate(parts):
        name, span = f"{number}.{index}", part.span
        words = [match.start() + span.start for match in re.finditer(r"\s+", part.quote)]
        dice = chance.random()
        if dice < 0.04 and len(words) > 3:
            at = words[len(words) // 3]
            yield _cut(article, part, Span(span.start, at), name + "a", before, {part.id})
            yield _cut(article, part, Span(at + 1, span.end), name + "b", before, {part.id})
            continue
        if dice < 0.12 and len(words) > 4:
            span = Span(span.start, words[-2])
        elif dice < 0.2:
            span = Span(max(0, span.start - chance.randint(1, 12)), span.end)
        elif dice < 0.22:
            continue
        yield _cut(article, part, span, name, before, {part.id})


def _cut(
    article: Document,
    part: Statement,
    span: Span,
    name: str,
    before: dict[str, set[str]],
    was: set[str],
) -> Statement:
    before[name] = was
    return replace(part, id=name, span=span, quote=span.of(article.text))


# ---------------------------------------------------------------- an edited article


@dataclass
class Edited:
    """A new text, and where each character of the old one is in it (-1: nowhere)."""

    text: str
    place: list[int]

    def span(self, old: Span) -> Span | None:
        """Return where words stand now, None where any of them is gone or another."""
        places = self.place[old.start : old.end]
        whole = bool(places) and places == list(range(places[0], places[0] + len(places)))
        return Span(places[0], places[-1] + 1) if whole and places[0] >= 0 else None

    def holds(self, attribution: Attribution) -> bool:
        """Whether the words of source and cue stand there still."""
        return all(self.span(span) for span in (*attribution.source, *attribution.cue))

    def names_nobody(self, text: str, old: Span) -> bool:
        """Whether between the ends of `old` in `text` no name was touched and nobody put in."""
        places = self.place[old.start : old.end]
        left = [place for place in places if place >= 0]
        if not left or left != sorted(left):
            return False
        gone = "".join(
            char if place < 0 else " " for char, place in zip(old.of(text), places, strict=True)
        )
        between = "".join(
            self.text[one + 1 : other] for one, other in pairwise(left) if other > one + 1
        )
        return gone == gone.lower() and bool(_HARMLESS.fullmatch(between))


def edited(text: str, chance: random.Random) -> Edited:
    """Exchange words, delete and add sentences, move a paragraph."""
    paragraphs = [(m.start(), m.end()) for m in re.finditer(r"(?s).+?(?:\n\s*\n|$)", text)]
    if len(paragraphs) > 3 and chance.random() < 0.5:
        at = chance.randrange(1, len(paragraphs) - 1)
        paragraphs[at], paragraphs[at + 1] = paragraphs[at + 1], paragraphs[at]
    out: list[str] = ["An editor put this first.\n\n"]
    place = [-1] * len(text)

    def copy(start: int, end: int) -> None:
        base = sum(map(len, out))
        for offset in range(start, end):
            place[offset] = base + offset - start
        out.append(text[start:end])

    for start, end in paragraphs:
        ends = {*(match.end() for match in _END.finditer(text, start, end)), end}
        for one, other in pairwise([start, *sorted(ends)]):
            _edit(text, Span(one, other), chance, out, copy)
        out.append("\n\n")
    return Edited("".join(out), place)


def _edit(
    text: str,
    sentence: Span,
    chance: random.Random,
    out: list[str],
    copy: Callable[[int, int], None],
) -> None:
    start, end = sentence
    dice = chance.random()
    words = list(re.finditer(r"\w{4,}", sentence.of(text)))
    if dice < _EDITED / 3:
        return
    if dice < 2 * _EDITED / 3 and words:
        word = chance.choice(words)
        copy(start, start + word.start())
        out.append(_EXCHANGED)
        copy(start + word.end(), end)
        return
    copy(start, end)
    if dice < _EDITED:
        out.append(_ADDED)


# ---------------------------------------------------------------- measuring


def decisions(article: Document, analysis: Analysis, party: str | None = None) -> list[Event]:
    """Return a note on every statement; or else that it is of `party`."""
    maker = Maker("measure", Clock())
    given = {"party": party, "also": [], "about": []}
    return [
        maker.change(
            Target(article, analysis, Placed(a, part), Placed(a, part)),
            Action.PARTY if party else Action.NOTE,
            given if party else {"note": part.id},
        )
        for a in analysis.attributions
        for part in a.parts
        if a.party != party or party is None
    ]


def surroundings(article: Document, attribution: Attribution, part: Statement) -> Span:
    """Return the stretch that may tell who is meant: from the paragraph before, or earlier."""
    starts = [p.start for p in article.paragraphs if p.start <= part.span.start]
    antecedents = [r.antecedent.start for r in attribution.resolutions if r.antecedent]
    ends = [span.end for span in (*attribution.source, *attribution.cue, part.span)]
    return Span(min([*starts[-2:], part.span.start, *antecedents]), max(ends))


def share(one: Span, other: Span) -> float:
    """Return the share of common characters."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / (one.end - one.start + other.end - other.start - common)


def after_another_analysis(
    article: Document, analysis: Analysis, chance: random.Random, tally: Tally
) -> None:
    """Count what becomes of decisions on `article` when another extractor reads it."""
    other = different(article, analysis, chance)
    events = decisions(article, analysis)
    began = time.process_time()
    view = decided(events, lambda _: (article, other.analysis), {})
    tally.seconds += time.process_time() - began
    now = {found.event: found.statement for found in view.attached}
    for event in events:
        if event.id not in now:
            kept = any(event.statement in was for was in other.before.values())
            tally.counts["lost" if kept else "rightly lost"] += 1
        else:
            right = event.statement in other.before[now[event.id]]
            tally.counts["kept" if right else "wrong"] += 1


def after_an_edit(
    article: Document,
    analysis: Analysis,
    newer: Document,
    again: Analysis,
    change: Edited,
    tally: Tally,
    harmless: Tally | None = None,
    words: Tally | None = None,
    party: str | None = None,
) -> None:
    """Count what becomes of decisions on `article` when `newer` takes its place.

    `harmless` counts those again for which the edit names nobody, `words` what becomes of all
    where nobody asks who is meant; `party` as in `decisions`.
    """
    made = decisions(article, analysis, party)
    maker = Maker("measure", Clock(made[-1].id if made else ""))
    to = {"document": newer.id}
    events = [*made, maker.event(Action.REPLACE, article.id, was={"document": article.id}, to=to)]
    began = time.process_time()
    records = {article.id: (article, analysis), newer.id: (newer, again)}
    view = decided(events, records.get, {party: party} if party else {})
    tally.seconds += time.process_time() - began
    now = {found.event: found.statement for found in view.attached}
    spans = {part.id: part.span for a in again.attributions for part in a.parts}
    whole = {p.id: change.holds(a) for a in analysis.attributions for p in a.parts}
    finder, older = Finder(newer, again), Finder(article, analysis)
    told = {p.id: surroundings(article, a, p) for a in analysis.attributions for p in a.parts}
    for event in made:
        assert event.anchor is not None
        place = change.span(Span(event.anchor.start, event.anchor.end))
        there = place is not None and any(share(place, span) >= _HALF for span in spans.values())
        there = there and whole[event.statement]
        became = _became(place, spans.get(now.get(event.id, "")), there)
        tally.counts[became] += 1
        if words is not None:
            found = finder.find(event.anchor, event.statement, older).placed
            words.counts[_became(place, found.statement.span if found else None, there)] += 1
        if harmless is not None and change.names_nobody(article.text, told[event.statement]):
            harmless.counts[became] += 1


def _became(place: Span | None, now: Span | None, there: bool) -> str:
    """What became of a decision whose words stand at `place`, and that has the statement `now`."""
    if now is None:
        return "lost" if there else "rightly lost"
    return "kept" if place is not None and share(place, now) >= _HALF else "wrong"


def arguments(words: Sequence[str]) -> tuple[Settings, list[Path], int]:
    """Read a command line: the settings, the files, and each which article is taken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--parties", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("files", type=Path, nargs="*")
    given = parser.parse_args(words)
    settings = load_settings(given.parties) if given.parties else seed_settings()
    own = [SEEDS / "seed-article.txt", *sorted(TESTS.glob("analysis/language/domains/*.txt"))]
    return settings, given.files or own, given.every


def main(words: Sequence[str]) -> int:
    """Measure and print the table."""
    settings, paths, every = arguments(words)
    analyser = Analyser(settings)
    tallies = {name: Tally() for name in _LINES}
    articles = 0
    for number, (name, data) in enumerate(texts(paths)):
        if number % every:
            continue
        article = read_bytes(data, name)
        analysis = analyser.analyse(article, clean_view(article))
        articles += 1
        chance = random.Random(name)  # each article's own, so that one does not change the others
        after_another_analysis(article, analysis, chance, tallies["another extractor"])
        for _ in range(_EDITS):
            change = edited(article.text, chance)
            newer = read_bytes(change.text.encode(), f"{name}-edited")
            again = analyser.analyse(newer, clean_view(newer))
            pair = (article, analysis, newer)
            after_an_edit(*pair, again, change, *(tallies[line] for line in _LINES[1:4]))
            after_an_edit(*pair, again, change, tallies[_LINES[4]], party="another")
            other = different(newer, again, chance).analysis
            after_an_edit(*pair, other, change, tallies[_LINES[5]])
    print(f"{articles} articles")
    for name, tally in tallies.items():
        print(tally.line(name))
    return int(any(tally.counts["wrong"] for tally in tallies.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
