"""The language part in a process of its own: the same answers, and an end at any moment."""

import threading
import time
from pathlib import Path

import pytest

from analysis.aside import Aside
from analysis.dossier import AddReport, Dossier
from analysis.language import Analyser
from analysis.models import Analysis, Document, Settings
from analysis.reading import clean_view, read_path
from tests.gold import SEEDS, seed_settings

TOML = 'title = "T"\n[[party]]\nid = "lind"\nname = "Mara Lind"\n'
SOON = 20.0  # seconds after which a test gives up


def dossier(path: Path, texts: dict[str, str]) -> Dossier:
    path.mkdir()
    (path / "dossier.toml").write_text(TOML, encoding="utf-8")
    for name, text in texts.items():
        (path.parent / f"{name}.txt").write_text(text, encoding="utf-8")
    return Dossier.open(path, language=Aside("tests.odd_language"))


def add(made: Dossier, *names: str) -> AddReport:
    return made.add([made.path.parent / f"{name}.txt" for name in names])


def test_the_answers_are_those_of_the_language_part(
    analyser: Analyser, seed: Document, seed_analysis: Analysis
) -> None:
    aside = Aside()
    try:
        found = aside.Analyser(seed_settings(), aside.DEFAULT_MODEL)
        assert found.analyse(seed, clean_view(seed)) == seed_analysis
        assert found.analyse(seed, clean_view(seed)) == seed_analysis
    finally:
        aside.close()


def test_what_goes_wrong_there_is_told_here_and_the_rest_goes_on(tmp_path: Path) -> None:
    made = dossier(
        tmp_path / "d", {"a": "Please refuse this.", "b": "Please die now.", "c": "Fine."}
    )
    report = add(made, "a", "b", "c")
    made.close()
    assert [(one.name[-5:], one.reason) for one in report.unread] == [
        ("a.txt", "it was refused"),
        ("b.txt", "the analysis ended without an answer (exit code 9)"),
    ]
    assert [one.name for one in report.added] == ["c"]


def test_what_nobody_foresaw_is_raised_here(tmp_path: Path) -> None:
    made = dossier(tmp_path / "d", {"a": "Please break here."})
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        add(made, "a")
    made.close()


def test_a_language_that_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    aside = Aside("tests.odd_language")
    aside._module = "no.such.module"
    seed = read_path(SEEDS / "seed-article.txt")
    with pytest.raises(RuntimeError, match="No module named"):
        aside.child().analyse((Settings(""), "odd"), seed, clean_view(seed))
    aside.close()


@pytest.mark.parametrize("end", ["rest", "close"])
def test_work_ends_in_the_middle_of_a_document_and_keeps_what_was_finished(
    tmp_path: Path, end: str
) -> None:
    made = dossier(tmp_path / "d", {"a": "Fine.", "b": "Please sleep long.", "c": "Fine, too."})
    reports: list[AddReport] = []
    thread = threading.Thread(target=lambda: reports.append(add(made, "a", "b", "c")))
    thread.start()
    while not made.size:
        time.sleep(0.01)
    getattr(made, end)()
    thread.join(SOON)
    assert reports[0].cancelled
    assert [d.name for d in Dossier.open(made.path).documents()] == ["a"]
    if end == "rest":
        assert [one.name for one in add(made, "c").added] == ["c"]
    else:
        assert add(made, "c").cancelled
    made.close()


def test_a_pasted_text_carries_what_is_said_about_it(tmp_path: Path) -> None:
    from analysis.dossier import Pasted

    made = dossier(tmp_path / "d", {})
    text = "The port will close, Mara Lind said.\n"
    told = Pasted(text, title="The end of a port", outlet="Tidewater Post", date="2024-05-01")
    report = made.add([], pasted=[told, Pasted(""), Pasted("It rains.\nMore.")])
    made.close()
    first, second = report.added
    assert (first.name, first.title) == ("The end of a port", "The end of a port")
    assert (first.text, first.outlet, first.date) == (text, "Tidewater Post", "2024-05-01")
    assert second.name == "It rains."
    assert [one.name for one in report.unread] == ["pasted text"]
