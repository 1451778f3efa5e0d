"""Deciding from the command line: ids on stdout, meaning on stderr, and what becomes of it."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.characters import UNSAFE
from analysis.dossier import Dossier
from tests.gold import TEXT
from tui.cli import main

Capture = pytest.CaptureFixture[str]
EVENT = re.compile(r"[0-9a-z]{13}")


@pytest.fixture(name="path")
def _path(analysed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the seed dossier, as the current one."""
    path = shutil.copytree(analysed, tmp_path / "copy")
    monkeypatch.setenv("POSITIONS_DOSSIER", str(path))
    monkeypatch.setenv("POSITIONS_WHO", "ana")
    return path


def run(capsys: Capture, *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def statement(path: Path, words: str) -> str:
    """The id of the statement that holds `words`."""
    for view in Dossier.open(path).comparison().parties:
        for entry in view.entries:
            if words in entry.statement.quote:
                return entry.statement.id
    raise AssertionError(f"no statement holds {words!r}")


def test_a_decision_is_acknowledged_by_its_id_and_shown(path: Path, capsys: Capture) -> None:
    name = statement(path, "[the company] continues")
    code, out, err = run(capsys, "decide", name[:7], "party", "Oracle")
    assert code == 0
    assert EVENT.fullmatch(out.strip())
    assert "party: Walmart → Oracle" in err
    assert "1 other sentence that did not change" in err
    assert "corrected 1 of 16 (party 1)" in run(capsys, "show")[1]
    _, shown, _ = run(capsys, "show", "--party", "oracle")
    assert "corrected 1 of 3 (party 1)" in shown
    assert f"statement {name}" in " ".join(shown.split())
    assert "corrected: party (the machine: Walmart)" in " ".join(shown.split())
    assert "because: decided by ana on " in shown


def test_statements_of_nobody_can_be_given_to_a_party(
    tmp_path: Path, path: Path, capsys: Capture
) -> None:
    (tmp_path / "x.txt").write_text("Acme said it would buy the plant.\n", "utf-8")
    run(capsys, "add", str(tmp_path / "x.txt"))
    _, out, _ = run(capsys, "show", "--others")
    found = re.search(r"it would buy the plant.*?statement\s+([0-9a-f]{16})", out, re.DOTALL)
    assert found is not None
    _, _, err = run(capsys, "decide", found[1], "party", "walmart")
    assert "party: no party → Walmart" in err
    assert "it would buy the plant" in run(capsys, "show", "--party", "walmart")[1]
    assert "it would buy the plant" not in run(capsys, "show", "--others")[1]


def test_what_was_decided_survives_in_another_process(path: Path, capsys: Capture) -> None:
    name = statement(path, "it’s talks with ByteDance")
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", "decide", name, "note", "ask", "them"],
        capture_output=True,
        text=True,
        check=True,
    )
    _, out, _ = run(capsys, "history", name, "--json")
    (event,) = json.loads(out)
    assert event["id"] == done.stdout.strip()
    assert (event["who"], event["to"], event["stands"]) == ("ana", {"note": "ask them"}, True)
    assert "note: ask them" in run(capsys, "show", "--party", "microsoft")[1]


def test_a_wide_decision_shows_its_list_and_waits_for_a_yes(path: Path, capsys: Capture) -> None:
    name = statement(path, "We are confident")
    wide = ("decide", name, "party", "walmart", "--scope", "document")
    code, out, _ = run(capsys, *wide, "--preview")
    assert code == 0
    assert out.count("party: Microsoft → Walmart") == 4
    code, out, err = run(capsys, *wide)
    assert (code, out) == (2, "")
    assert "would change 4 statements" in err
    assert "--yes" in err
    assert run(capsys, "history")[1] == ""
    code, out, _ = run(capsys, *wide, "--yes")
    assert (code, len(out.split())) == (0, 4)
    assert "1 own" in run(capsys, "show", "--party", "microsoft")[1]
    assert len(run(capsys, "undo")[1].split()) == 4
    assert "5 own" in run(capsys, "show", "--party", "microsoft")[1]


def test_undo_redo_and_the_trail(path: Path, capsys: Capture) -> None:
    name = statement(path, "We are confident")
    first = run(capsys, "decide", name, "stance", "us_sale", "against")[1].strip()
    _, out, err = run(capsys, "undo")
    assert EVENT.fullmatch(out.strip())
    assert "Taken back:" in err
    _, trail, _ = run(capsys, "history")
    assert "seed-article: “" in trail
    assert f"{first}  " in trail
    assert "stance (undone)" in trail
    assert f"stance {first}" in trail
    assert run(capsys, "redo")[0] == 0
    code, out, err = run(capsys, "redo")
    assert (code, out) == (0, "")
    assert "nothing of ana to redo" in err


def test_a_trail_that_is_gone_is_not_taken_for_an_empty_one(path: Path, capsys: Capture) -> None:
    run(capsys, "decide", statement(path, "[the company] continues"), "verify")
    shutil.rmtree(path / "human")
    for command in ("history", "orphans", "undo"):
        code, out, err = run(capsys, command)
        assert (code, out) == (1, "")
        assert "human/log.jsonl: it is missing" in err
        assert "in backups/ holds more decisions" in err
        assert "doctor --repair" in err
        assert "Nothing was decided" not in err
    run(capsys, "doctor", "--repair")
    assert run(capsys, "history")[0] == 0


def test_the_exports_hold_what_was_decided(path: Path, tmp_path: Path, capsys: Capture) -> None:
    name = statement(path, "We are confident")
    run(capsys, "decide", name, "verify")
    run(capsys, "decide", statement(path, "We know that any approved"), "reject")
    run(
        capsys,
        "decide",
        "seed-article",
        "add",
        "oracle",
        "Oracle may take a stake",
        "--voice",
        "reported",
    )
    data = json.loads(run(capsys, "export", "--format", "json")[1])
    assert data["corrections"]["kinds"] == {"reject": 1}
    assert (data["corrections"]["verified"], data["corrections"]["added"]) == (1, 1)
    quotes = {item["quote"] for item in data["statements"]}
    assert "Oracle may take a stake" in quotes
    assert not any(quote.startswith("We know that any approved") for quote in quotes)
    table = tmp_path / "deal.md"
    run(capsys, "export", "--format", "md", "-o", str(table))
    assert "By hand: corrected 1 of 16 statements, added 1, verified 1." in table.read_text()
    assert run(capsys, "check", str(table))[0] == 0
    assert run(capsys, "check")[0] == 0
    rows = run(capsys, "export", "--format", "csv")[1]
    assert ",verified," in rows


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("ffffff", "verify"), "There is no statement 'ffffff'", "positions show"),
        (("{id}", "rejekt"), "There is no action 'rejekt'", "Did you mean reject?"),
        (("{id}", "party", "wallmart"), "There is no party 'wallmart'", "Did you mean walmart?"),
        (("{id}", "stance", "talks", "fro"), "There is no stance 'fro'", "Did you mean for?"),
        (("{id}", "voice", "own word"), "There is no voice 'own word'", "Did you mean own words?"),
        (("{id}", "issue", "talks", "maybe"), "'maybe' is neither on nor off", "Say on, or off."),
        (("{id}", "stance", "talks"), "`stance` takes ISSUE STANCE", "positions decide ID stance"),
        (("{id}", "pin", "now"), "`pin` takes nothing more", "positions decide ID pin"),
        (("{id}", "verify", "--scope", "dossier"), "nobody has looked at", "quotation"),
        (("{id}", "verify", "--voice", "reported"), "--voice belongs to `add`", "voice VOICE"),
        (("nowhere", "add", "oracle", "Oracle may"), "no document 'nowhere'", "seed-article"),
        (("seed-article", "add", "oracle", "Nobody said"), "not in seed-article", "exactly"),
    ],
)
def test_what_cannot_be_decided_says_what_can(
    path: Path, capsys: Capture, words: tuple[str, ...], message: str, hint: str
) -> None:
    name = statement(path, "We are confident")
    code, out, err = run(capsys, "decide", *(word.format(id=name) for word in words))
    assert (code, out) == (2, "")
    assert message in err
    assert hint in err
    assert "Traceback" not in err
    assert run(capsys, "history")[1] == ""


def test_what_is_so_already_is_not_decided_again(path: Path, capsys: Capture) -> None:
    name = statement(path, "We are confident")
    code, out, err = run(capsys, "decide", name, "party", "microsoft")
    assert (code, out) == (0, "")
    assert "so already" in err


def test_an_edited_article_takes_the_old_ones_place(
    path: Path, tmp_path: Path, capsys: Capture
) -> None:
    kept, lost = statement(path, "We are confident"), statement(path, "We know that any")
    run(capsys, "decide", kept, "note", "kept")
    gone = run(capsys, "decide", lost, "note", "lost")[1].strip()
    newer = tmp_path / "newer.txt"
    newer.write_text(TEXT.replace("any approved deal", "every approved deal"), "utf-8")
    code, out, err = run(capsys, "add", "--replaces", "seed-article", str(newer))
    assert code == 0
    assert EVENT.fullmatch(out.splitlines()[1])
    assert "1 decision followed, 1 lost their statement" in err
    _, shown, _ = run(capsys, "show")
    assert shown.startswith("The TikTok deal, September 2020\n1 document · ")
    assert "note: kept" in shown
    code, out, err = run(capsys, "orphans")
    assert code == 1
    assert out.startswith(gone)
    assert "its words are no longer in the article" in out
    now = statement(path, "We know that every")
    code, out, _ = run(capsys, "reattach", gone, now)
    assert code == 0
    assert run(capsys, "orphans")[:2] == (0, "")
    assert "note: lost" in run(capsys, "show", "--party", "walmart")[1]
    run(capsys, "undo", out.strip())
    assert run(capsys, "orphans")[0] == 1


def test_analysing_again_keeps_what_was_decided(path: Path, capsys: Capture) -> None:
    name = statement(path, "We are confident")
    run(capsys, "decide", name, "party", "oracle")
    with (path / "dossier.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[party]]\nid = "bloomberg"\nname = "Bloomberg"\n')
    assert "1 document analysed." in run(capsys, "analyze", "--changed")[2]
    assert "We are confident" in run(capsys, "show", "--party", "oracle")[1]
    assert "0 documents analysed." in run(capsys, "analyze", "--changed")[2]
    toml = (path / "dossier.toml").read_text("utf-8")
    start = toml.index('[[party]]\nid = "oracle"')
    gone = toml[:start] + toml[toml.index("[[party]]", start + 1) :]
    (path / "dossier.toml").write_text(gone, "utf-8")
    _, _, err = run(capsys, "analyze", "--changed")
    assert "1 decided statement not found again; see: positions orphans" in err
    assert "dossier.toml has no party 'oracle' now" in run(capsys, "orphans")[1]
    merged = gone.replace('id = "bloomberg"', 'id = "bloomberg"\nwas = ["oracle"]')
    (path / "dossier.toml").write_text(merged, "utf-8")
    assert run(capsys, "orphans")[0] == 0
    assert "We are confident" in run(capsys, "show", "--party", "bloomberg")[1]


def test_nothing_that_acts_comes_back_from_a_note(path: Path, capsys: Capture) -> None:
    name = statement(path, "We are confident")
    run(capsys, "decide", name, "note", "a\x1b]0;x\x07\u202eb\nc")
    for words in (["show"], ["history"], ["history", "--json"], ["export", "--format", "csv"]):
        code, out, err = run(capsys, *words)
        assert code == 0
        assert not {ord(char) for char in out + err} & UNSAFE
