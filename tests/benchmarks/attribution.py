"""Rules alone, the labeller alone and both, on one gold file, and what they cost.

    python -m tests.benchmarks.attribution GOLD.jsonl.gz [--limit N]

Each text is parsed once; then the three look at the same parse. "Labeller alone" is its source
and content as decoded, no rule's proposals among its features and no quotation completed. The
cost is CPU time over that of spaCy's parse, all in one run.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from spacy.tokens import Doc

from analysis.evaluation.attribution import AttributionEvaluation
from analysis.evaluation.gold import Relation, read_gold
from analysis.language import DEFAULT_MODEL, tree
from analysis.language.attribution import find_relations
from analysis.language.labeller import Weights, label, load_weights
from analysis.language.pipeline import build
from analysis.language.quotations import find_quotations
from analysis.models import Settings

Way = Callable[[Doc], tuple[Relation, ...]]


def by_rules(doc: Doc) -> tuple[Relation, ...]:
    return _both(doc, None)


def by_both(doc: Doc) -> tuple[Relation, ...]:
    return _both(doc, load_weights())


def _both(doc: Doc, weights: Weights | None) -> tuple[Relation, ...]:
    found = find_relations(doc, find_quotations(tree.text_of(doc)), weights)
    return tuple(
        Relation(r.source, r.cue, r.content, confidence=r.confidence)
        for r in found
        if not r.needs_party
    )


def by_labeller(doc: Doc) -> tuple[Relation, ...]:
    weights = load_weights()
    _, labelled = label(doc, find_quotations(tree.text_of(doc)), [], weights)
    return tuple(
        Relation(
            tree.spans(one.source, doc),
            tree.spans(one.cue, doc),
            tree.spans(one.content, doc),
        )
        for one in labelled
        if one.probability >= weights.meta.threshold and one.content
    )


WAYS: dict[str, Way] = {"rules": by_rules, "labeller": by_labeller, "both": by_both}
MEASURES = ("exact", "overlap", "who")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.attribution")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args(arguments)
    nlp = build(Settings(""), DEFAULT_MODEL)
    for name in [n for n in nlp.pipe_names if n.startswith("positions_")]:
        if name != "positions_paragraphs":
            nlp.remove_pipe(name)
    load_weights()
    evaluations = {way: AttributionEvaluation() for way in WAYS}
    spent: dict[str, float] = defaultdict(float)
    for text in read_gold(given.gold, given.limit):
        began = time.process_time()
        doc = nlp(text.text)
        spent["parse"] += time.process_time() - began
        for way, find in WAYS.items():
            # What one has read off the parse must not save the next one time.
            alone = doc.copy()
            tree.text_of(alone)
            began = time.process_time()
            found = find(alone)
            spent[way] += time.process_time() - began
            evaluations[way].add(text, found)
    for way, evaluation in evaluations.items():
        print(f"{way}: {1 + spent[way] / spent['parse']:.3f} times the parse")
        for kind, table in evaluation.report().kinds.items():
            figures = "  ".join(f"{m} {table[m].f1:.3f}" for m in MEASURES)
            print(f"  {kind:<9} {figures}")


if __name__ == "__main__":
    main()
