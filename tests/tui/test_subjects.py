"""Parties and issues from the command line."""

from pathlib import Path

import pytest

from analysis.dossier import Dossier
from tui.cli import main


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(list(words))
    return code, *capsys.readouterr()


def test_parties_and_issues_are_listed_added_and_given_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "d"
    run(capsys, "new", str(path))
    monkeypatch.setenv("POSITIONS_DOSSIER", str(path))
    assert run(capsys, "parties") == (0, "", "")
    code, out, err = run(capsys, "parties", "nurses")
    assert (code, out) == (2, "")
    assert 'positions parties nurses --name "…"' in err
    run(capsys, "parties", "nurses", "--name", "Nurses", "--kind", "group", "--alias", "union")
    run(capsys, "parties", "nurses", "--spokesperson", "Marisol Venn")
    assert run(capsys, "parties")[1] == "nurses Nurses (group): union, Marisol Venn\n"
    run(capsys, "issues", "pay", "--name", "Pay", "--keyword", "pay", "--keyword", "staffing")
    assert run(capsys, "issues")[1] == "pay Pay: pay, staffing\n"
    assert "Did you mean group?" in run(capsys, "parties", "nurses", "--kind", "grup")[2]
    assert "# [[party]]" in (path / "dossier.toml").read_text("utf-8")
    assert Dossier.open(path).settings.party("nurses").spokespeople == ("Marisol Venn",)
