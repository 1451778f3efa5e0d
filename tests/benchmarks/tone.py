"""Whether names change a label, and what hearing tone costs beyond the parse.

    python -m tests.benchmarks.tone GOLD.jsonl.gz

Every target that is a name is swapped for others, and the text heard again. The cost is CPU time a
sentence, and that of statements and framing over spaCy's parse.
"""

import argparse
import time
from pathlib import Path

from analysis.hearing import Line, hear, read_file
from analysis.language import DEFAULT_MODEL
from analysis.language.framing import find_framing
from analysis.language.listening import Asked, mask, parses
from analysis.language.pipeline import load
from analysis.language.tone import ToneScorer
from analysis.language.valence import read_columns
from analysis.models import Span

NAMES = ("Smith", "Angela Merkel", "Walmart", "Kim Jong-un")


def swapped(line: Line, name: str) -> Line | None:
    """Return the line with another name for its target, None where that is no name."""
    if line.target is None or mask(Asked(line.text, Span(*line.target))).text == line.text:
        return None
    start, end = line.target
    ending = "’s" if line.text[start:end].endswith(("’s", "'s")) else ""
    text = line.text[:start] + name + ending + line.text[end:]
    return Line(line.id, text, (start, start + len(name + ending)))


def names(lines: list[Line]) -> None:
    before = list(hear(lines))
    for name in NAMES:
        pairs = [(swapped(line, name), one) for line, one in zip(lines, before, strict=True)]
        kept = [(new, one) for new, one in pairs if new is not None]
        after = hear([new for new, _ in kept])
        other = sum(a.at() != b.at() for (_, b), a in zip(kept, after, strict=True))
        print(f"{name}: {other} of {len(kept)} labels change ({other / len(kept):.1%})")


def cost(lines: list[Line]) -> None:
    asked = [Asked(line.text, line.target and Span(*line.target)) for line in lines]
    began = time.process_time()
    parsed = list(parses(load(DEFAULT_MODEL), asked))
    parse = time.process_time() - began
    scorer = ToneScorer()
    scorer.towards(parsed[0][1], Span(0, 1))
    spent = {"towards the target": 0.0, "as a whole": 0.0, "framing": 0.0}
    for masked, doc in parsed:
        times = [time.process_time()]
        scorer.towards(doc, masked.target or Span(0, 1))
        times.append(time.process_time())
        columns = read_columns(doc)
        scorer.of(doc, columns, Span(0, len(masked.text)))
        times.append(time.process_time())
        find_framing(doc, columns, (), (), scorer.lexicon)
        times.append(time.process_time())
        for name, first, last in zip(spent, times, times[1:], strict=False):
            spent[name] += last - first
    for name, seconds in spent.items():
        each = seconds / len(lines) * 1000
        print(f"{name}: {each:.3f} ms a sentence, {seconds / parse:.3f} of the parse")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.tone")
    parser.add_argument("gold", type=Path)
    lines = read_file(parser.parse_args().gold)
    cost(lines)
    names(lines)


if __name__ == "__main__":
    main()
