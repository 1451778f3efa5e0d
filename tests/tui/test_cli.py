"""The command line: data to stdout, narration to stderr, exit codes, and what to do next."""

import io
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from analysis.characters import UNSAFE
from analysis.dossier import Dossier
from analysis.export import FORMATS
from analysis.opening import default_path
from analysis.settings import load_settings
from tests.gold import BYTES, SEEDS, TEXT
from tests.tui.commanding import ARTICLE, POSITIONS, Capture, helped, run
from tui import cli
from tui.cli import main

COMMANDS = (
    *("new", "add", "analyze", "show", "export", "extract", "check", "doctor"),
    *("decide", "undo", "redo", "history", "orphans", "reattach", "backup", "restore"),
)


# ---------------------------------------------------------------- help
def test_help_loads_neither_screens_nor_language(capsys: Capture) -> None:
    code = (
        "import sys\nfrom tui.cli import main\n"
        "try:\n    main(['show', '--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({m.split('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1]
    assert "'tui'" in loaded
    assert not [name for name in ("textual", "spacy", "tinydb", "rich") if f"'{name}'" in loaded]


def test_help_names_every_command_and_teaches_each(capsys: Capture) -> None:
    overview = helped(capsys)
    assert "POSITIONS_DOSSIER" in overview
    assert "exit codes: 0" in overview
    for command in COMMANDS:
        assert f"\n    {command} " in overview
        page = helped(capsys, command)
        assert "example" in page
        assert "positions " in page.split("example")[1]


def test_version(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--version"])
    assert done.value.code == 0
    assert capsys.readouterr().out.startswith("positions 0.")


def test_the_formats_are_those_that_can_be_written() -> None:
    assert cli.FORMATS == FORMATS


# ---------------------------------------------------------------- the screens


def test_without_a_terminal_the_right_command_is_named(capsys: Capture) -> None:
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert "positions show --plain" in err


@pytest.mark.parametrize("terminal", ["dumb", ""])
def test_a_dumb_terminal_is_refused(tmp_path: Path, terminal: str) -> None:
    child, fd = pty.fork()
    if child == 0:
        os.environ["TERM"] = terminal
        os.environ["POSITIONS_DOSSIER"] = str(tmp_path / "none")
        os.execv(sys.executable, POSITIONS)
    shown = b""
    try:
        while chunk := os.read(fd, 4096):
            shown += chunk
    except OSError:
        pass  # Linux ends a pseudo-terminal with an error
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2
    assert b"positions show --plain" in shown
    assert b"\x1b" not in shown


# ---------------------------------------------------------------- show


def test_show_prints_every_party_and_its_evidence(seeded: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "show", "--plain")
    assert (code, err) == (0, "")
    for name in ("ByteDance", "Oracle", "Microsoft", "Walmart", "US government"):
        assert f"\n{name}\n{'=' * len(name)}\n" in out
    assert "5 own ·" in out
    assert "“[the company] continues discussions with ByteDance" in out
    assert "2020-09-14, seed-article, ¶4, characters 1537–1628, text 849e1e732bed" in out
    assert "because: " in out
    assert max(len(line) for line in out.splitlines()) <= 80
    assert run(capsys, "show") == (code, out, err)


def test_show_can_be_narrowed(seeded: Path, capsys: Capture) -> None:
    _, out, _ = run(capsys, "show", "--party", "Walmart", "--issue", "security_approval")
    assert re.search(r"filtered: 1 of \d+ statements fit party:walmart issue:security_app", out)
    assert "any approved deal must satisfy" in out
    assert "Microsoft\n=" not in out
    _, out, _ = run(capsys, "show", "--party", "oracle", "--issue", "ban_deadline")
    assert "no statement found" in out


def test_show_json_is_the_export_and_can_be_narrowed(seeded: Path, capsys: Capture) -> None:
    _, whole, _ = run(capsys, "show", "--json")
    _, exported, _ = run(capsys, "export", "--format", "json")
    assert json.loads(whole) == json.loads(exported)
    _, out, _ = run(capsys, "show", "--json", "--party", "walmart", "--issue", "talks")
    data = json.loads(out)
    assert [(p["party"], p["issue"]) for p in data["positions"]] == [("walmart", "talks")]
    assert [view["id"] for view in data["parties"]] == ["walmart"]
    for item in data["statements"]:
        assert item["quote"] == TEXT[slice(*item["span"])]


def test_show_lists_the_articles_as_the_screen_does(
    seeded: Path, tmp_path: Path, capsys: Capture
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(seeded, copy)
    assert run(capsys, "--dossier", str(copy), "add", str(tmp_path / "gone.txt"))[0] == 1
    code, out, _ = run(capsys, "--dossier", str(copy), "show", "--documents")
    assert code == 0
    (listed,) = Dossier.open(copy).catalogue()
    size = f"{listed.statements} statements"
    for words in (listed.name, listed.date, f"text {listed.id[:12]}", size):
        assert words in out
    assert "Not read: 1" in out
    assert "gone.txtdoesnotexist" in "".join(out.split())
    code, _, err = run(capsys, "--dossier", str(copy), "show", "--documents", "--party", "oracle")
    assert code == 2
    assert "--documents goes without" in err


def test_an_unknown_party_is_met_with_the_nearest(seeded: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "show", "--party", "wallmart")
    assert (code, out) == (2, "")
    assert "There is no party 'wallmart'" in err
    assert "Did you mean walmart?" in err


def test_the_first_show_reads_the_seed(capsys: Capture) -> None:
    code, out, err = run(capsys, "show", "--party", "walmart")
    assert code == 0
    assert "2 own" in out
    assert "1 of 1 seed-article" in err


def test_nothing_that_acts_is_printed(tmp_path: Path, capsys: Capture) -> None:
    article = tmp_path / "a\x1b]0;x\x07.txt"
    article.write_bytes(b'Walmart said: "\x1b]52;c;aGk=\x07 We \x9b \xe2\x80\xaewill [/] sell."')
    path = str(tmp_path / "d")
    run(capsys, "new", path)
    shutil.copy(SEEDS / "dossier.toml", path)
    for words in (
        ["add", str(article)],
        ["show"],
        ["show", "--json"],
        ["export", "--format", "md"],
    ):
        _, out, err = run(capsys, *words, "--dossier", path)
        assert not {ord(char) for char in out + err} & UNSAFE
    assert "[/] sell" in out


# ---------------------------------------------------------------- a dossier of one's own


def test_new_add_show_lead_to_parties(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "my"
    code, out, err = run(capsys, "new", str(path), "--title", "My own")
    assert (code, out) == (0, f"{path}\n")
    assert f"positions --dossier {path} add" in err
    code, out, err = run(capsys, "--dossier", str(path), "add", str(ARTICLE))
    assert code == 0
    assert out == "849e1e732bed  seed-article\n"
    assert "Microsoft: " in err
    code, out, _ = run(capsys, "show", "--dossier", str(path))
    assert code == 0
    assert f"{path}/dossier.toml" in out
    assert f"positions --dossier {path} analyze" in out
    assert f"positions --dossier {path} parties --suggest >> {path}/dossier.toml" in out
    _, suggested, _ = run(capsys, "parties", "--suggest", "--dossier", str(path))
    with (path / "dossier.toml").open("a", encoding="utf-8") as file:
        file.write(suggested)
    settings = load_settings(path / "dossier.toml")
    assert "Microsoft" in [party.name for party in settings.parties]
    assert tomllib.loads((path / "dossier.toml").read_text("utf-8"))["title"] == "My own"


def test_add_takes_standard_input(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(tmp_path / "d")
    run(capsys, "new", path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BYTES)))
    code, out, _ = run(capsys, "add", "--dossier", path, "-")
    assert (code, out) == (0, "849e1e732bed  stdin\n")


def test_one_broken_file_among_ten_is_named_and_nine_are_kept(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.txt").write_text(f"Acme said it would sell plant {number}.", "utf-8")
    (folder / "broken.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    path = str(tmp_path / "d")
    run(capsys, "new", path)
    code, out, err = run(capsys, "--dossier", path, "add", str(folder))
    assert code == 1
    assert len(out.splitlines()) == 9
    assert "not read: " in err
    assert "broken.txt" in err.split("not read: ")[1]
    assert "9 documents added, 1 not read." in err
    assert "10 of 10 " in err
    assert len(Dossier.open(Path(path)).documents()) == 9


def test_an_interrupt_says_what_is_kept(
    analysed: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shutil.copytree(analysed, tmp_path / "copy")

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Dossier, "analyze", interrupted)
    code, out, err = run(capsys, "--dossier", str(path), "analyze")
    assert (code, out) == (130, "")
    assert "What was finished is kept" in err
    assert "Traceback" not in err


def test_analyze_only_what_has_changed(analysed: Path, tmp_path: Path, capsys: Capture) -> None:
    path = shutil.copytree(analysed, tmp_path / "copy")
    _, _, err = run(capsys, "--dossier", str(path), "analyze", "--changed")
    assert "0 documents analysed." in err
    with (path / "dossier.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[party]]\nid = "bloomberg"\nname = "Bloomberg"\n')
    _, out, err = run(capsys, "--dossier", str(path), "show")
    assert "analyze --changed" in err
    assert "Bloomberg" in out
    _, _, err = run(capsys, "--dossier", str(path), "analyze", "--changed")
    assert "1 document analysed." in err


def test_neither_check_nor_add_makes_a_dossier(tmp_path: Path, capsys: Capture) -> None:
    for words in (["check", "deal.md"], ["check"], ["add", str(ARTICLE)], ["analyze"]):
        code, out, err = run(capsys, *words)
        assert (code, out) == (2, "")
        assert "There is no dossier yet." in err
        assert "positions new PATH" in err
    assert not default_path().exists()


def test_a_dossier_without_a_name_is_refused(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--dossier", "", "show"])
    assert done.value.code == 2
    assert "the name is empty" in capsys.readouterr().err


# ---------------------------------------------------------------- extract, doctor, errors
def test_extract_prints_a_line_a_file_and_names_what_failed(
    tmp_path: Path, capsys: Capture
) -> None:
    missing = str(tmp_path / "missing.txt")
    parties = str(SEEDS / "dossier.toml")
    code, out, err = run(capsys, "extract", "--parties", parties, str(ARTICLE), missing)
    assert code == 1
    assert "missing.txt" in err
    [line] = out.splitlines()
    found = json.loads(line)
    assert (found["doc"], found["text"]) == ("seed-article", TEXT)
    own = [a for a in found["attributions"] if a["voice"] == "own words"]
    assert {a["party"] for a in own} == {"microsoft", "walmart"}


def test_extract_says_that_a_text_is_not_english(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "hafen.txt"
    file.write_text("„Wir bauen“, sagte die Leiterin am Dienstag. " * 5, "utf-8")
    code, out, err = run(capsys, "extract", str(file))
    assert code == 0
    assert len(out.splitlines()) == 1
    assert err == (
        "hafen: this does not look like English.\n"
        "  Only English is read: take nothing that is found in it as said.\n"
    )


def test_doctor_says_what_is_well(seeded: Path, capsys: Capture) -> None:
    _, out, _ = run(capsys, "doctor")
    assert "ok   Python: " in out
    assert str(seeded) in out


def test_errors_are_told_without_a_traceback(tmp_path: Path, capsys: Capture) -> None:
    where = str(tmp_path / "none")
    code, out, err = run(capsys, "--dossier", where, "show")
    assert (code, out) == (2, "")
    assert err.startswith(f"positions: There is no dossier at {where}")
    assert f"\n  Make one with: positions new {where}" in err


def test_a_reader_that_has_enough_ends_it_quietly(seeded: Path) -> None:
    child = subprocess.Popen(
        [*POSITIONS, "export", "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdout is not None
    child.stdout.read(10)
    child.stdout.close()
    assert child.stderr is not None
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait() == 0


class _Interrupting(io.RawIOBase):
    """Standard input at which somebody presses Ctrl-C."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        signal.raise_signal(signal.SIGINT)
        return 0


def test_ctrl_c_ends_a_command_without_a_traceback(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = io.TextIOWrapper(io.BufferedReader(_Interrupting()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert run(capsys, "extract", "-") == (130, "", "positions: stopped.\n")


def test_a_command_that_is_not_known_is_met_with_the_nearest(capsys: Capture) -> None:
    for words, meant in ((["shw"], "show"), (["export", "--format", "jsn"], "json")):
        with pytest.raises(SystemExit, match="2"):
            main(words)
        assert f"Did you mean {meant}?" in capsys.readouterr().err


def test_words_too_many_are_answered_with_the_usage_of_the_command(capsys: Capture) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["restore", "a.zip", "again"])
    err = capsys.readouterr().err
    assert err.startswith("usage: positions restore ")
    assert "unrecognized arguments: again" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_standard_output_that_cannot_be_written_is_named(seeded: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*POSITIONS, "export", "--format", "csv"], stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"positions: Standard output could not be written: No space")
