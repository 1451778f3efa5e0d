"""Parties and issues from the command line."""

import json
import shlex
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
    run(capsys, "parties", "nurses", "--was", "union")
    assert Dossier.open(path).settings.party("nurses").was == ("union",)
    assert "Did you mean group?" in run(capsys, "parties", "nurses", "--kind", "grup")[2]
    assert "# [[party]]" in (path / "dossier.toml").read_text("utf-8")
    assert Dossier.open(path).settings.party("nurses").spokespeople == ("Marisol Venn",)


def test_suggested_parties_can_be_pasted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, article = tmp_path / "d", tmp_path / "strike.txt"
    article.write_text(
        "The Tidewater Nurses Association (TNA) said it would strike. “We are out of patience,” "
        "said Marisol Venn, president of the association."
    )
    run(capsys, "new", str(path))
    monkeypatch.setenv("POSITIONS_DOSSIER", str(path))
    assert "Nobody speaks who is no party" in run(capsys, "parties", "--suggest")[2]
    run(capsys, "add", str(article))
    code, out, err = run(capsys, "parties", "--suggest")
    assert code == 0
    assert "analyze --changed" in err
    assert "# strike, 44-59: it would strike" in out
    assert 'name = "Tidewater Nurses Association"' in out
    assert json.loads(run(capsys, "parties", "--json")[1])[0]["statements"] == 2
    settings = path / "dossier.toml"
    settings.write_text(settings.read_text("utf-8") + out, "utf-8")
    union = Dossier.open(path).settings.party("tidewater_nurses_association")
    assert (union.aliases, union.spokespeople) == (("TNA",), ("Marisol Venn",))
    assert run(capsys, "parties", "x", "--suggest")[0] == 2


def test_new_names_of_a_known_party_come_as_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, article = tmp_path / "d", tmp_path / "strike.txt"
    article.write_text("Marisol Venn, president of the Nurses Union (NU), said it would strike.")
    run(capsys, "new", str(path))
    monkeypatch.setenv("POSITIONS_DOSSIER", str(path))
    run(capsys, "parties", "nurses", "--name", "Nurses Union", "--kind", "group")
    run(capsys, "add", str(article))
    out = run(capsys, "parties", "--suggest")[1]
    assert "[[party]]" not in out
    command = next(line for line in out.splitlines() if line.startswith("# positions parties"))
    assert run(capsys, *shlex.split(command)[2:])[0] == 0
    union = Dossier.open(path).settings.party("nurses")
    assert (union.aliases, union.spokespeople) == (("NU",), ("Marisol Venn",))


def test_suggested_issues_show_who_carries_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, article = tmp_path / "d", tmp_path / "strike.txt"
    article.write_text(
        "Ida Quill opposes the night shift. Marisol Venn supports the night shift. "
        "Tom Ost said the night shift would begin in May."
    )
    run(capsys, "new", str(path))
    monkeypatch.setenv("POSITIONS_DOSSIER", str(path))
    run(capsys, "add", str(article))
    out = run(capsys, "issues", "--suggest")[1]
    shown = [line.rpartition(" (")[0] for line in out.splitlines() if "“" in line]
    assert shown == [
        "# Ida Quill, against: “Ida Quill opposes the night shift”",
        "# Marisol Venn, for: “Marisol Venn supports the night shift”",
        "# Tom Ost: “the night shift would begin in May”",
    ]
    settings = path / "dossier.toml"
    settings.write_text(settings.read_text("utf-8") + out, "utf-8")
    assert Dossier.open(path).settings.issues[0].keywords == ("night shift",)
