"""The dev articles of PolNeAR, where they are at hand: no error, and a floor under the figures."""

import gzip
import importlib.util
import json
from pathlib import Path
from types import ModuleType

from analysis.language import Analyser
from analysis.models import Settings
from analysis.reading import clean_view, read_bytes

WHO_FLOOR = 0.55


def scorer(bench: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", bench / "attribution" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_attribution_on_the_dev_articles(bench: Path) -> None:
    packed = (bench / "attribution" / "polnear-dev.jsonl.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    gold = {doc["doc"]: doc for doc in map(json.loads, lines)}
    assert len(gold) == 84
    analyser = Analyser(Settings("news"))
    found = {}
    for name, doc in gold.items():
        document = read_bytes(doc["text"].encode(), name)
        assert document.text == doc["text"]
        analysis = analyser.analyse(document, clean_view(document))
        found[name] = {
            "attributions": [
                {"source": a.source, "cue": a.cue, "content": a.content}
                for a in analysis.attributions
            ]
        }
    score = scorer(bench)
    who = score.prf(*score.score(gold, found)["all"]["who"])
    assert who["f1"] >= WHO_FLOOR
