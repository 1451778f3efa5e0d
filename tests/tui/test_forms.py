"""Articles in other forms than text, the whole way: read, compared, exported, checked."""

import json
from pathlib import Path

import pytest

from tests.analysis.reading.docxs import docx
from tests.analysis.reading.mails import MAIL
from tests.analysis.reading.pages import NEWS, STORY
from tests.analysis.reading.pdfs import column, pdf
from tests.tui.commanding import Capture, run

SETTINGS = """
title = "The harbour"
[[party]]
id = "pilots"
name = "Pilots’ Union"
kind = "group"
spokespeople = ["Ida Quill"]
[[party]]
id = "port"
name = "port authority"
kind = "organization"
spokespeople = ["Tom Reyes"]
"""
HEAD = ["Pilots stay out", "By Max Roe and Jo Bell", "Harbour Gazette", "10 March 2026"]
FILES = {
    "page.html": NEWS.encode(),
    "print.pdf": pdf([column("\n\n".join([*HEAD, *STORY]))]),
    "text.docx": docx(
        "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in HEAD + STORY[:5])
    ),
    "sent.eml": MAIL.encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_the_whole_way_of_a_file(name: str, tmp_path: Path, capsys: Capture) -> None:
    dossier, article, export = tmp_path / "d", tmp_path / name, tmp_path / "all.json"
    article.write_bytes(FILES[name])
    run(capsys, "new", str(dossier))
    (dossier / "dossier.toml").write_text(SETTINGS, "utf-8")
    assert run(capsys, "--dossier", str(dossier), "add", str(article))[0] == 0
    article.unlink()  # what is kept is the dossier's own
    code, shown, _ = run(capsys, "--dossier", str(dossier), "show", "--party", "port")
    assert code == 0
    assert "Tom Reyes (said), direct" in shown
    run(capsys, "--dossier", str(dossier), "export", "--format", "json", "-o", str(export))
    (listed,) = json.loads(export.read_text("utf-8"))["documents"]
    facts = [listed[key] for key in ("title", "author", "date", "outlet")]
    outlet = "" if name == "sent.eml" else "Harbour Gazette"  # a mail names none
    facts[1] = facts[1].replace(", ", " and ")
    assert facts == ["Pilots stay out", "Max Roe and Jo Bell", "2026-03-10", outlet]
    code, _, err = run(capsys, "--dossier", str(dossier), "check", str(export))
    assert code == 0, err


def test_a_folder_of_all_forms_is_read_but_for_what_is_broken(
    tmp_path: Path, capsys: Capture
) -> None:
    folder, dossier = tmp_path / "articles", tmp_path / "d"
    folder.mkdir()
    for number, (name, data) in enumerate(FILES.items()):
        (folder / name).write_bytes(data)
        broken = name.replace(".", f"-broken-{number}.")
        (folder / broken).write_bytes(data[:40])
    run(capsys, "new", str(dossier))
    code, out, err = run(capsys, "--dossier", str(dossier), "add", str(folder))
    assert code == 1
    assert len(out.splitlines()) == len(FILES)
    assert err.count("not read: ") == len(FILES)
    for number in range(len(FILES)):
        assert f"-broken-{number}." in err
