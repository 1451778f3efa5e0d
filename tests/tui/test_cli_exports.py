"""`export` and `check`: what is written, and how it is held against the dossier."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from analysis.dossier import Dossier
from analysis.export import FORMATS
from tests.tui.commanding import POSITIONS, Capture, run
from tui.output import write_file


@pytest.mark.parametrize("kind", FORMATS)
def test_export_writes_a_new_file_only(
    kind: str, seeded: Path, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / f"deal.{kind}"
    _, out, _ = run(capsys, "export", "--format", kind)
    code, nothing, err = run(capsys, "export", "--format", kind, "-o", str(file))
    assert (code, nothing) == (0, "")
    assert file.read_bytes() == out.encode("utf-8")
    file.write_text("my notes", "utf-8")
    code, _, err = run(capsys, "export", "--format", kind, "-o", str(file))
    assert code == 2
    assert "--force" in err
    assert file.read_text("utf-8") == "my notes"
    assert run(capsys, "export", "--format", kind, "-o", str(file), "--force")[0] == 0
    assert file.read_bytes() == out.encode("utf-8")


def test_check_finds_a_changed_quote(seeded: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(capsys, "check")[0] == 0
    file = tmp_path / "deal.md"
    run(capsys, "export", "--format", "md", "-o", str(file))
    code, out, _ = run(capsys, "check", str(file))
    assert (code, out) == (0, "")
    changed = file.read_text("utf-8").replace("[the company] continues", "Walmart ended")
    file.write_text(changed, "utf-8")
    code, out, err = run(capsys, "check", str(file))
    assert code == 1
    assert "seed-article, characters 1537–1628" in out
    assert "expected: “Walmart ended discussions" in out
    assert "found: [the company] continues" in out
    assert "other than in the dossier" in err
    assert "line 7" in out  # the cell, beside the footnote


def test_check_counts_the_quotes(seeded: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "check")
    assert (code, out) == (0, "")
    assert re.search(r"^[1-9]\d* quotes checked: all are words of their document\.", err)


@pytest.mark.parametrize("kind", ["md", "csv", "json"])
def test_check_finds_a_changed_label_and_tells_when_the_dossier_is_another(
    seeded: Path,
    tmp_path: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    own = tmp_path / "own"
    shutil.copytree(seeded, own)
    monkeypatch.setenv("POSITIONS_DOSSIER", str(own))
    file = tmp_path / f"deal.{kind}"
    run(capsys, "export", "--format", kind, "--where", "party:oracle", "-o", str(file))
    code, out, err = run(capsys, "check", str(file))
    assert (code, out) == (0, "")
    assert "All else was held against the dossier" in err
    text = file.read_text("utf-8")
    changed = text.replace("hedged", "asserted", 1)
    assert changed != text
    file.write_text(changed, "utf-8")
    code, out, err = run(capsys, "check", str(file))
    assert code == 1
    assert "asserted" in out
    file.write_text(text, "utf-8")
    run(capsys, "issues", "fees", "--name", "Fees", "--keyword", "fee")
    code, _, err = run(capsys, "check", str(file))
    assert code == 1
    assert "The dossier has changed since" in err


def test_where_nothing_is_checked_the_check_fails(
    seeded: Path, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "emptied.md"
    file.write_text("# Deal\n\n## Sources\n", "utf-8")
    code, _, err = run(capsys, "check", str(file))
    assert code == 1
    assert "Nothing was checked" in err
    run(capsys, "new", str(tmp_path / "empty"))
    code, _, err = run(capsys, "--dossier", str(tmp_path / "empty"), "check")
    assert code == 1
    assert "Nothing was checked" in err


@pytest.mark.parametrize("kind", ["md", "json"])
def test_an_export_of_another_dossier_is_told(
    kind: str, seeded: Path, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / f"deal.{kind}"
    run(capsys, "export", "--format", kind, "-o", str(file))
    run(capsys, "new", str(tmp_path / "empty"))
    code, _, err = run(capsys, "--dossier", str(tmp_path / "empty"), "check", str(file))
    assert code == 1
    assert "comes from another dossier; name it with --dossier" in err


def test_a_reader_that_has_enough_does_not_change_the_verdict(
    analysed: Path, tmp_path: Path
) -> None:
    file = tmp_path / "deal.json"
    data = json.loads(Dossier.open(analysed).export("json"))
    for number in range(2_000):  # more than a pipe holds
        data["statements"].append({**data["statements"][0], "id": str(number), "quote": "x"})
    file.write_text(json.dumps(data), "utf-8")
    child = subprocess.Popen(
        [*POSITIONS, "--dossier", str(analysed), "check", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    child.stdout.read(10)
    child.stdout.close()
    assert child.stderr is not None
    assert b"Traceback" not in child.stderr.read()
    child.stderr.close()
    assert child.wait() == 1


def test_a_folder_is_no_place_to_export_to(seeded: Path, tmp_path: Path, capsys: Capture) -> None:
    for force in ([], ["--force"]):
        code, _, err = run(capsys, "export", "--format", "md", "-o", str(tmp_path), *force)
        assert code == 2
        assert f"{tmp_path} is a folder." in err
        assert "--force" not in err


def test_what_is_no_export_is_refused(seeded: Path, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear reader", "utf-8")
    code, out, err = run(capsys, "check", str(file))
    assert (code, out) == (2, "")
    assert "no export of positions" in err


def test_an_export_that_is_cut_short_leaves_nothing_under_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise SystemExit("killed")

    for name in ("link", "replace"):
        monkeypatch.setattr(f"tui.output.os.{name}", killed)
    (tmp_path / "old").write_text("whole")
    for name, overwrite in (("new", False), ("old", True)):
        with pytest.raises(SystemExit):
            write_file(tmp_path / name, "text", overwrite=overwrite)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("old", "whole")]


@pytest.mark.parametrize("links", [True, False])
def test_an_export_is_written_whatever_the_file_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    if not links:
        monkeypatch.setattr("tui.output.os.link", unknown)
    path = tmp_path / ("x" * 255)
    write_file(path, "text", overwrite=False)
    with pytest.raises(FileExistsError):
        write_file(path, "other", overwrite=False)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [(path.name, "text")]
