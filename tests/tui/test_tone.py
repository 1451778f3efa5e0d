"""`positions tone` prints a line for every id; `positions eval tone` its own figures."""

import json
from pathlib import Path

import pytest

from tui.cli import main

Capture = pytest.CaptureFixture[str]
LINES = [
    {
        "id": "a",
        "text": "They called Ann Ngo a shameless liar.",
        "target": [12, 19],
        "label": -1,
    },
    {"id": "b", "text": "This is a wonderful success.", "label": 1},
    {"id": "c", "text": "On Monday.", "label": 0},
]


def _file(path: Path, lines: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def run(capsys: Capture, *words: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main([*map(str, words)])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("options", [(), ("--plain",), ("--sure", "0.9")])
def test_one_line_for_every_id(capsys: Capture, tmp_path: Path, options: tuple[str, ...]) -> None:
    path = _file(tmp_path / "texts.jsonl", [*LINES, {"id": 7, "text": ""}])
    code, out, _ = run(capsys, "tone", *options, path)
    assert code == 0
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["id"] for row in rows] == ["a", "b", "c", 7]
    for row in rows:
        assert set(row) == {"id", "label", "score", "words", "abstained"}
        assert row["label"] in (-1, 0, 1)
        assert not (row["abstained"] and row["label"])
        if row["words"]:
            assert sum(weight for *_, weight in row["words"]) == pytest.approx(row["score"])
    if not options:
        assert [row["label"] for row in rows] == [-1, 1, 0, 0]


def test_a_target_outside_the_text_is_named_and_the_rest_goes_on(
    capsys: Capture, tmp_path: Path
) -> None:
    path = _file(tmp_path / "texts.jsonl", [{"id": "x", "text": "ab", "target": [1, 9]}, *LINES])
    code, out, err = run(capsys, "tone", path)
    assert code == 1
    assert "not heard: x" in err
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["id"] for row in rows] == ["x", "a", "b", "c"]
    assert rows[0]["abstained"]


@pytest.mark.parametrize("content", ['{"id": "a"}\n', "nothing\n", '{"id": "a", "text": 3}\n'])
def test_a_wrong_line_is_named(capsys: Capture, tmp_path: Path, content: str) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"id": "good", "text": "Fine."}\n' + content)
    for words in (("tone", path), ("eval", "tone", path), ("tone", tmp_path / "nowhere")):
        code, out, err = run(capsys, *words)
        assert (code, out) == (2, "")
        assert len(err.splitlines()) >= 2
    assert "line 2" in run(capsys, "tone", path)[2]


def test_eval_tells_figures_beside_plain_vader(capsys: Capture, tmp_path: Path) -> None:
    path = _file(tmp_path / "gold.jsonl", LINES)
    code, out, _ = run(capsys, "eval", "tone", path)
    assert code == 0
    assert "plain VADER" in out
    assert "words add up" in out
    code, out, _ = run(capsys, "eval", "tone", path, "--json")
    report = json.loads(out)
    assert report["model"]["accuracy"] == 1
    assert [level["sure"] for level in report["levels"]] == [0.45, 0.6, 0.7]
    assert report["errors"] == []


def test_eval_wants_labels(capsys: Capture, tmp_path: Path) -> None:
    path = _file(tmp_path / "gold.jsonl", [{"id": "a", "text": "Fine."}])
    code, _, err = run(capsys, "eval", "tone", path)
    assert code == 2
    assert "no label" in err
