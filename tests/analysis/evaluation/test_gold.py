"""Gold files: plain and gzipped are the same, and a fault is told with its line."""

import gzip
import json
import math
from pathlib import Path

import pytest

from analysis.errors import UsageError
from analysis.evaluation.gold import Predictions, read_gold
from analysis.models import Span

LINE = {"doc": "a", "text": "She said so.", "class": "x", "attributions": []}


def write(path: Path, *lines: object) -> Path:
    path.write_text(
        "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    )
    return path


def test_plain_and_gzipped_files_hold_the_same(tmp_path: Path) -> None:
    relation = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 11]], "kind": "indirect"}
    plain = write(
        tmp_path / "a.jsonl", {**LINE, "attributions": [relation]}, "", {**LINE, "doc": "b"}
    )
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    one, other = list(read_gold(plain)), list(read_gold(packed))
    assert one == other
    assert [text.name for text in one] == ["a", "b"]
    assert one[0].relations[0].cue == (Span(4, 8),)
    assert one[0].tags["class"] == "x"
    assert len(list(read_gold(plain, limit=1))) == 1


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("{", "line 2 is not JSON"),
        ("[]", "line 2 has another form"),
        ({**LINE, "doc": 1}, "line 2 has another form"),
        ({"doc": "b", "attributions": []}, "“text” is missing"),
        (LINE, "a is given twice"),
        ({**LINE, "doc": "b", "attributions": [{"content": [[9, 99]]}]}, "9–99 is no place"),
        ({**LINE, "doc": "b", "attributions": [{"content": [[9, 8]]}]}, "9–8 is no place"),
        ({**LINE, "doc": "b", "attributions": [{"content": [9, 8]}]}, "line 2 has another form"),
        ({**LINE, "doc": "b", "attributions": [{"confidence": 2}]}, "line 2 has another form"),
        ({**LINE, "doc": "b", "attributions": [{"confidence": math.nan}]}, "another form"),
    ],
)
def test_a_fault_names_file_and_line_and_what_would_do(
    tmp_path: Path, second: object, told: str
) -> None:
    path = write(tmp_path / "gold.jsonl", LINE, second)
    with pytest.raises(UsageError, match=told) as raised:
        list(read_gold(path))
    assert "gold.jsonl" in raised.value.message
    assert "line 2" in raised.value.message
    assert raised.value.hint


@pytest.mark.parametrize(
    "data",
    [b"\x1f\x8b broken", gzip.compress(b"x" * 99, mtime=0)[:-9], b"\xff\xfe"],
    ids=["broken", "cut", "no text"],
)
def test_a_file_of_another_sort_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "gold"
    path.write_bytes(data)
    with pytest.raises(UsageError, match="gold"):
        list(read_gold(path))
    with pytest.raises(UsageError, match="could not be read"):
        list(read_gold(tmp_path / "nowhere"))


def test_predictions_must_be_of_the_same_texts(tmp_path: Path) -> None:
    (gold,) = read_gold(write(tmp_path / "gold", LINE))
    assert Predictions(write(tmp_path / "none")).of(gold) == ()
    with pytest.raises(UsageError, match="another text"):
        Predictions(write(tmp_path / "other", {**LINE, "text": "He said so."})).of(gold)
    with pytest.raises(UsageError, match="given twice"):
        Predictions(write(tmp_path / "twice", LINE, LINE))
    with pytest.raises(UsageError, match="b is not in the gold file"):
        Predictions(write(tmp_path / "more", {**LINE, "doc": "b"})).refuse_strangers(["a"])
