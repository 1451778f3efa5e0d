"""`positions eval`: figures to stdout, progress to stderr, faults with what to do next."""

import json
from pathlib import Path

import pytest

from analysis.characters import UNSAFE
from tests.analysis.language.domains import MADE
from tui.cli import main

Capture = pytest.CaptureFixture[str]
TEXT = 'Ann said it would rain. "We will go," Bob said.'
RELATIONS = [
    {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 22]], "party": "ann"},
    {"source": [[38, 41]], "cue": [[42, 46]], "content": [[24, 37]], "party": "bob"},
]
PARTIES = """\
[[party]]
id = "ann"
name = "Ann"
kind = "person"
[[party]]
id = "bob"
name = "Bob"
kind = "person"
"""


@pytest.fixture(name="gold")
def _gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"doc": "one", "text": TEXT, "attributions": RELATIONS}) + "\n")
    return path


@pytest.fixture(name="labels")
def _labels(tmp_path: Path) -> Path:
    path = tmp_path / "who.json"
    label = {"mention": "name", "ambiguous": False}
    parties = [{**label, "index": 0, "party": "ann"}, {**label, "index": 1, "party": "bob"}]
    path.write_text(json.dumps({"one": parties}))
    return path


def run(capsys: Capture, *words: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["eval", *map(str, words)])
    out, err = capsys.readouterr()
    return code, out, err


def test_attribution_runs_the_program_and_tells_how_far_it_is(capsys: Capture, gold: Path) -> None:
    code, out, err = run(capsys, "attribution", gold, "--train", gold, "--by", "doc")
    assert code == 0
    assert "1 of 1 one" in err
    rows = [line.split() for line in out.splitlines()]
    assert ["all", "who", "1.000", "1.000", "1.000", "2", "2"] in rows
    assert "calibration error" in out
    assert "recall by how often training has the cue" in out
    assert "F1 by group" in out


def test_given_predictions_are_scored_without_a_run(capsys: Capture, gold: Path) -> None:
    code, out, err = run(capsys, "attribution", gold, "--predictions", gold, "--json")
    assert (code, err) == (0, "")
    report = json.loads(out)
    assert report["texts"] == 1
    assert report["kinds"]["direct"]["exact"]["f1"] == 1
    assert report["failures"] == []


def test_one_kind_and_the_first_texts_only(capsys: Capture) -> None:
    predictions = ("--predictions", MADE, "--kind", "mixed", "--limit", 40, "--json")
    code, out, _ = run(capsys, "attribution", MADE, *predictions)
    assert code == 0
    assert list(json.loads(out)["kinds"]) == ["mixed"]
    assert json.loads(out)["texts"] == 40


def test_parties_are_resolved_with_the_parties_given(
    capsys: Capture, gold: Path, labels: Path, tmp_path: Path
) -> None:
    parties = tmp_path / "parties.toml"
    parties.write_text(PARTIES)
    code, out, _ = run(capsys, "parties", gold, labels, "--parties", parties, "--json")
    assert code == 0
    report = json.loads(out)
    assert report["overall"] == {"n": 2, "right": 2, "none": 0, "other": 0, "rate": 1.0}
    assert report["wrong"] == []


def test_wrong_parties_are_listed_by_place(
    capsys: Capture, gold: Path, labels: Path, tmp_path: Path
) -> None:
    found = tmp_path / "found.jsonl"
    wrong = [{**RELATIONS[0], "party": "bob"}, RELATIONS[1]]
    found.write_text(json.dumps({"doc": "one", "attributions": wrong}))
    code, out, _ = run(capsys, "parties", gold, labels, "--predictions", found)
    assert code == 0
    assert "  one:9-22 [Ann] name: ann, found bob\n      it would rain\n" in out


@pytest.mark.parametrize(
    "words",
    [
        ("attribution", "nowhere.jsonl"),
        ("attribution", "{gold}", "--train", "nowhere.jsonl"),
        ("attribution", "{gold}", "--predictions", "{labels}"),
        ("parties", "{gold}", "{labels}"),
        ("parties", "{gold}", "{gold}", "--predictions", "{gold}"),
        ("parties", "{gold}", "{labels}", "--parties", "nowhere.toml"),
    ],
)
def test_a_wrong_file_is_named_with_what_to_do(
    capsys: Capture, gold: Path, labels: Path, words: tuple[str, ...]
) -> None:
    code, out, err = run(capsys, *(word.format(gold=gold, labels=labels) for word in words))
    assert (code, out) == (2, "")
    assert err.startswith("positions: ")
    assert len(err.splitlines()) >= 2


def test_a_text_that_cannot_be_read_is_named_and_counts_as_nothing_found(
    capsys: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"doc": "blank", "text": "  ", "attributions": []}))
    code, out, err = run(capsys, "attribution", path)
    assert code == 1
    assert "not read: blank" in err
    assert out.startswith("1 text\n")


def test_no_character_of_a_gold_file_acts_on_the_terminal(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    line = {"doc": "a\x1b[2J\nb\x9b", "text": f"{TEXT}\x1b]0;", "attributions": RELATIONS}
    path.write_text(json.dumps(line))
    none = tmp_path / "none.jsonl"
    none.write_text("")
    for form in ((), ("--json",)):
        code, out, _ = run(capsys, "attribution", path, "--predictions", none, *form)
        assert code == 0
        assert not UNSAFE & set(map(ord, out))


def test_stance_prints_figures_and_writes_what_was_found(
    capsys: Capture, gold: Path, tmp_path: Path
) -> None:
    labels = tmp_path / "stance.jsonl"
    labels.write_text('{"doc":"one","content":[[9,22]],"stance":"oppose"}\n')
    spoken = tmp_path / "found.jsonl"
    relation = {"source": [], "cue": [], "content": [[9, 22]], "leaning": "for"}
    spoken.write_text(json.dumps({"doc": "one", "attributions": [relation]}))
    written = tmp_path / "written.jsonl"
    code, out, _ = run(capsys, "stance", gold, labels, "--predictions", spoken, "--write", written)
    assert code == 0
    assert "1 label, 1 of them found" in out
    assert "one:9-22 oppose, found support" in out
    assert json.loads(written.read_text())["stance"] == "support"
    code, out, _ = run(capsys, "stance", gold, labels, "--predictions", spoken, "--json")
    assert json.loads(out)["wrong_signs"] == 1
