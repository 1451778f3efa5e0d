"""The measures are those of the benchmark's own scorers, where the corpora are at hand."""

import gzip
import importlib.util
import json
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from analysis.evaluation.attribution import AttributionEvaluation
from analysis.evaluation.gold import GoldText, Relation, read_gold
from analysis.evaluation.parties import PartyEvaluation, read_labels
from analysis.evaluation.running import found_in

SOME = 6


def scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(path: Path) -> dict[str, Any]:
    text = gzip.decompress(path.read_bytes()).decode("utf-8")
    return {one["doc"]: one for one in map(json.loads, text.splitlines())}


def as_lines(found: Iterable[tuple[GoldText, tuple[Relation, ...]]]) -> dict[str, Any]:
    return {
        text.name: {
            "attributions": [
                {"source": r.source, "cue": r.cue, "content": r.content, "party": r.party}
                for r in relations
            ]
        }
        for text, relations in found
    }


def unread(text: GoldText, error: Exception) -> None:
    raise AssertionError(f"{text.name}: {error}")


def test_attribution_scores_as_its_scorer_does(bench: Path) -> None:
    path = bench / "attribution" / "polnear-dev.jsonl.gz"
    texts = list(read_gold(path, SOME))
    found = list(found_in(texts, SOME, on_unread=unread))
    evaluation = AttributionEvaluation()
    for text, relations in found:
        evaluation.add(text, relations)
    theirs = scorer(bench / "attribution" / "score.py")
    gold = dict(islice(lines(path).items(), SOME))
    counts = theirs.score(gold, as_lines(found))
    for kind, table in evaluation.report().kinds.items():
        for measure, one in table.items():
            other = theirs.prf(*counts[kind][measure])
            ours = (one.precision, one.recall, one.f1, one.found, one.gold)
            assert ours == pytest.approx(tuple(other.values())), (kind, measure)


def test_parties_score_as_their_scorer_does(bench: Path) -> None:
    path = bench / "attribution" / "polnear-dev.jsonl.gz"
    every = read_labels(bench / "parties" / "who-dev.json")
    labels = dict(islice(every.items(), SOME))
    evaluation = PartyEvaluation(labels)
    texts = [text for text in read_gold(path) if evaluation.wants(text)]
    parties = bench / "parties" / "parties.toml"
    found = list(found_in(texts, SOME, parties=parties, on_unread=unread))
    for text, relations in found:
        evaluation.add(text, relations)
    ours = evaluation.report()
    raw = json.loads((bench / "parties" / "who-dev.json").read_bytes())
    theirs = scorer(bench / "parties" / "score_who.py").score(
        lines(path), {name: raw[name] for name in labels}, as_lines(found)
    )
    accuracy = theirs["a_party_accuracy"]
    assert [ours.matched, ours.clear_gold] == accuracy["matched_of_clear_gold"]
    for mention, one in accuracy["by_mention"].items():
        assert ours.by_mention[mention].right == one["correct"], mention
        assert ours.by_mention[mention].none == one["no_party"], mention
        assert ours.by_mention[mention].n == one["n"], mention
    for name, end in (("all", ours.end_to_end), ("clear", ours.end_to_end_clear)):
        other = theirs["b_end_to_end"][name]
        assert (end.right, end.found, end.gold) == (
            other["correct"],
            other["predicted"],
            other["gold"],
        )
        assert end.f1 == pytest.approx(other["f1"], abs=0.0005)
    false = theirs["c_false_party"]
    assert (ours.false_party.given, ours.false_party.n) == (
        false["all"]["given_a_party"],
        false["all"]["n"],
    )
    assert ours.stray_with_party == false["unmatched_predictions_with_party"]
