"""The facade: adding, opening, comparing and checking a dossier, whatever goes wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from analysis.dossier import Dossier, Progress, Unread, extract
from analysis.errors import ModelMissingError, SettingsError, StoreError, UsageError
from analysis.models import Analysis, Span
from analysis.opening import (
    open_or_seed,
    seed_articles,
)
from analysis.store import Store
from tests.analysis.fakes import FakeAnalyser, FakeLanguage
from tests.gold import ID, SEEDS, gold_analysis, seed_document


@pytest.fixture
def language() -> FakeLanguage:
    return FakeLanguage()


@pytest.fixture
def dossier(tmp_path: Path, language: FakeLanguage) -> Dossier:
    return Dossier.create(tmp_path / "deal", "The deal", language=language)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Ten files, the fourth of them broken."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(10):
        (folder / f"{number}.txt").write_text(f"Article number {number} says little.\n")
    (folder / "3.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    return folder


def again(dossier: Dossier, language: FakeLanguage) -> Dossier:
    return Dossier.open(dossier.path, language=language)


# ---------------------------------------------------------------- making and opening


def test_a_new_dossier_is_empty_and_teaches(dossier: Dossier, language: FakeLanguage) -> None:
    assert (dossier.name, dossier.settings.title) == ("deal", "The deal")
    assert dossier.documents() == ()
    assert dossier.comparison().parties == ()
    assert "[[party]]" in (dossier.path / "dossier.toml").read_text()
    assert again(dossier, language).settings == dossier.settings


def test_nothing_is_overwritten_by_a_new_dossier(dossier: Dossier, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    for taken in (dossier.path, file):
        with pytest.raises(UsageError, match="is not empty"):
            Dossier.create(taken)
    (tmp_path / "empty").mkdir()
    assert Dossier.create(tmp_path / "empty").settings.title == "empty"


def test_a_title_may_hold_anything(tmp_path: Path) -> None:
    title = 'A "deal" \\ ../../x \x00\x1b]0;\n' + "é" * 300
    assert 'A "deal" \\ ../../x ]0; é' in Dossier.create(tmp_path / "x", title).settings.title


def test_opening_nothing_says_how_to_make_a_dossier(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no dossier at") as caught:
        Dossier.open(tmp_path / "nowhere")
    assert "positions new" in caught.value.hint


def test_broken_settings_are_named(dossier: Dossier) -> None:
    (dossier.path / "dossier.toml").write_text("titel = 1")
    with pytest.raises(SettingsError, match=r"dossier\.toml, line 1"):
        Dossier.open(dossier.path)
    with pytest.raises(SettingsError):
        dossier.reload()
    assert dossier.settings.title == "The deal"


# ---------------------------------------------------------------- adding


def test_one_broken_file_among_ten(
    dossier: Dossier, articles: Path, language: FakeLanguage
) -> None:
    report = dossier.add([articles, articles / "missing.txt"])
    assert [d.name for d in report.added] == [str(n) for n in range(10) if n != 3]
    assert [Path(u.name).name for u in report.unread] == ["3.txt", "missing.txt"]
    assert "PNG" in report.unread[0].reason
    assert not report.cancelled
    assert again(dossier, language).documents() == dossier.documents() == report.added


def test_a_document_that_cannot_be_analysed_does_not_stop_the_rest(
    dossier: Dossier, articles: Path, language: FakeLanguage
) -> None:
    language.refuse = "number 5"
    report = dossier.add([articles])
    assert len(report.added) == 8
    assert report.unread[1] == Unread(
        str(articles / "5.txt"), "it cannot be analysed", "do without it"
    )


def test_the_same_text_is_added_once(dossier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Café said so.\nAnd more.\n".encode())
    (tmp_path / "b.txt").write_bytes("Cafe\u0301 said so.\r\nAnd more.\r\n".encode())
    report = dossier.add([tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "a.txt"])
    assert [d.name for d in report.added] == ["a"]
    assert [d.name for d in report.known] == ["a", "a"]
    assert len(dossier.documents()) == 1


def test_an_article_that_nearly_repeats_another_is_told(dossier: Dossier, tmp_path: Path) -> None:
    words = [f"word{number}" for number in range(120)]
    texts = {
        "a": words,
        "b": ["By", "Agencies", *words[:90], "changed", *words[91:]],
        "c": [*words[:40], *(f"other{number}" for number in range(80))],
        "d": words[:20],
    }
    for name, some in texts.items():
        (tmp_path / f"{name}.txt").write_text(" ".join(some))
    first = dossier.add([tmp_path / "a.txt"])
    assert first.alike == ()
    (one,) = dossier.add([tmp_path / f"{name}.txt" for name in "bcd"]).alike
    assert (one.name, one.other) == ("b", "a")
    assert one.share == pytest.approx(111 / 123)
    assert one.told == "it is 90% the same as a: what both say counts twice."


def test_standard_input_is_a_document(dossier: Dossier) -> None:
    report = dossier.add([], stdin=b"caf\xe9 said so", encoding="latin-1")
    assert [(d.name, d.encoding) for d in report.added] == [("stdin", "iso8859-1")]


def test_progress_tells_of_the_model_before_the_first_document(
    dossier: Dossier, articles: Path
) -> None:
    told: list[Progress] = []
    dossier.add([articles / "0.txt", articles / "1.txt"], progress=told.append)
    assert [(p.done, p.name, p.stage) for p in told] == [
        (0, "0", "reading"),
        (0, "0", "loading the language model"),
        (1, "1", "reading"),
        (1, "1", "analysing"),
        (2, "", "done"),
    ]
    assert {p.total for p in told} == {2}


def test_what_is_done_when_cancelled_is_kept(
    dossier: Dossier, articles: Path, language: FakeLanguage
) -> None:
    report = dossier.add([articles], cancelled=lambda: len(language.analysed) == 2)
    assert report.cancelled
    assert [d.name for d in report.added] == ["0", "1"]
    assert again(dossier, language).documents() == report.added


def test_each_document_is_durable_before_the_next_begins(
    dossier: Dossier, articles: Path, language: FakeLanguage
) -> None:
    stored: list[int] = []

    def count(progress: Progress) -> None:
        if progress.stage == "reading":
            stored.append(len(Store(dossier.path).load()[0]))

    dossier.add([articles / "0.txt", articles / "1.txt", articles / "2.txt"], progress=count)
    assert stored == [0, 1, 2]


@pytest.mark.parametrize("error", [ModelMissingError("no model"), StoreError("full")])
def test_what_stops_every_document_stops_the_work(
    dossier: Dossier, articles: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*args: object) -> Analysis:
        raise error

    monkeypatch.setattr(FakeAnalyser, "analyse", fail)
    with pytest.raises(type(error)):
        dossier.add([articles])
    assert dossier.documents() == ()


# ---------------------------------------------------------------- comparing, checking, analysing


@pytest.fixture
def seeded(language: FakeLanguage) -> Dossier:
    dossier = open_or_seed(None, language=language)
    dossier.add(seed_articles(dossier))
    return dossier


def test_the_comparison_is_made_once_for_each_state(seeded: Dossier, articles: Path) -> None:
    first = seeded.comparison()
    assert seeded.comparison() is first
    seeded.add([articles / "0.txt"])
    assert len(seeded.comparison().documents) == 2
    assert seeded.analysis(ID) is not None
    assert seeded.analysis("0" * 64) is None


def test_changed_settings_make_documents_stale(seeded: Dossier, language: FakeLanguage) -> None:
    assert seeded.stale() == ()
    settings = seeded.path / "dossier.toml"
    settings.write_text(settings.read_text().replace('title = "', 'title = "Again: '))
    seeded.reload()
    assert seeded.stale() == ()
    settings.write_text(settings.read_text() + "\n[tone]\ntumbles = -1.5\n")
    seeded.reload()
    assert seeded.stale() == (ID,)
    assert seeded.analyze(only_stale=True) == 1
    assert seeded.stale() == again(seeded, language).stale() == ()


def test_a_change_of_parties_is_read_only_where_they_may_be_meant(
    dossier: Dossier, tmp_path: Path, language: FakeLanguage
) -> None:
    for name, text in (("a", "Acme said no."), ("b", "Bolt said no."), ("c", "Corr said no.")):
        (tmp_path / f"{name}.txt").write_text(text)
    dossier.add([tmp_path / f"{name}.txt" for name in "abc"])
    language.analysed.clear()
    dossier.change_settings("party", "acme", {"name": "Acme"})
    dossier.change_settings("party", "bolt", {"name": "Bolt"})
    assert len(dossier.stale()) == 3
    assert dossier.analyze(only_stale=True) == 2
    assert language.analysed == ["a", "b"]
    assert dossier.stale() == again(dossier, language).stale() == ()
    dossier.remove_settings("party", "bolt")  # where it was meant before, too
    assert dossier.analyze(only_stale=True) == 1
    dossier.change_settings("issue", "no", {"name": "No", "keywords": ["no"]})
    assert dossier.analyze(only_stale=True) == 3
    language.rules = "2"
    assert dossier.analyze(only_stale=True) == 3


def test_new_rules_make_documents_stale(seeded: Dossier, language: FakeLanguage) -> None:
    language.rules = "2"
    assert seeded.stale() == (ID,)


def test_a_document_keeps_the_model_that_somebody_chose_for_it(
    dossier: Dossier, articles: Path
) -> None:
    first = dossier.add([articles / "0.txt"], model="large").added[0]
    second = dossier.add([articles / "1.txt"]).added[0]

    def models() -> list[str]:
        analyses = (dossier.analysis(first.id), dossier.analysis(second.id))
        return [found.provenance.model for found in analyses if found]

    assert dossier.analyze() == 2
    assert models() == ["large", "fake"]
    dossier.analyze(model="small")
    assert models() == ["small", "small"]


def test_a_document_analysed_with_another_model_is_not_stale(
    dossier: Dossier, articles: Path
) -> None:
    dossier.add([articles / "0.txt"], model="large")
    assert dossier.stale() == ()


def test_analyzing_again_can_be_cancelled_and_tells_its_progress(
    dossier: Dossier, articles: Path, language: FakeLanguage
) -> None:
    dossier.add([articles])
    language.analysed.clear()
    told: list[Progress] = []
    stop = lambda: len(language.analysed) == 2  # noqa: E731
    assert dossier.analyze(cancelled=stop, progress=told.append) == 2
    assert told[0].stage == "loading the language model"
    assert dossier.analyze() == 9
    assert dossier.analyze(only_stale=True) == 0


def test_a_sound_dossier_passes_its_check(seeded: Dossier) -> None:
    checked = seeded.check()
    assert checked.mismatches == ()
    assert checked.quotes == sum(len(a.parts) for a in gold_analysis().attributions)


def test_every_false_place_is_found(tmp_path: Path, language: FakeLanguage) -> None:
    dossier = Dossier.create(tmp_path / "bad", language=language)
    analysis = gold_analysis()
    first, second = analysis.attributions[:2]
    wrong = replace(first.parts[0], quote="Words that nobody said")
    beyond = replace(second.parts[0], span=Span(5, 99_999))
    Store(dossier.path).put(
        seed_document(),
        replace(
            analysis,
            attributions=(
                replace(first, parts=(wrong,)),
                replace(second, parts=(beyond,), cue=(Span(-5, -1),)),
            ),
        ),
    )
    dossier.reload()
    found = {(m.statement, m.span, m.expected) for m in dossier.check().mismatches}
    assert (wrong.id, wrong.span, "Words that nobody said") in found
    assert (beyond.id, Span(5, 99_999), beyond.quote) in found
    assert (second.id, Span(-5, -1), "a place in the document") in found
    assert len(found) == 3


def test_a_newer_dossier_is_refused(seeded: Dossier) -> None:
    file = next(seeded.path.glob("derived/*/*.json"))
    file.write_text(json.dumps({"_meta": {"1": {"schema": 9}}}))
    with pytest.raises(StoreError, match="schema 9"):
        Dossier.open(seeded.path)


def test_exporting_names_the_formats_on_a_wrong_one(seeded: Dossier) -> None:
    assert "Microsoft" in seeded.export("md")
    with pytest.raises(UsageError, match="md"):
        seeded.export("docx")


# ---------------------------------------------------------------- extract


def test_extract_prints_the_agreed_shape(language: FakeLanguage) -> None:
    errors: list[Unread] = []
    found = list(
        extract(
            [SEEDS / "seed-article.txt", SEEDS / "missing"],
            on_error=errors.append,
            parties=SEEDS / "dossier.toml",
            language=language,
        )
    )
    (line,) = json.loads(json.dumps(found))
    assert [Path(e.name).name for e in errors] == ["missing"]
    assert (line["doc"], line["text"]) == ("seed-article", seed_document().text)
    assert len(line["attributions"]) == len(gold_analysis().attributions)
    wanted = {"source", "cue", "content", "kind", "speaker", "party", "also", "voice", "certainty"}
    wanted |= {"about", "chain", "tone", "leaning", "rule", "confidence", "parts"}
    for attribution in line["attributions"]:
        assert set(attribution) == wanted
        assert all(0 <= s < e <= len(line["text"]) for s, e in attribution["content"])
        for part in attribution["parts"]:
            assert set(part) == {
                *("span", "voice", "certainty", "tone", "issues", "stances", "reasons")
            }


def test_extract_reads_standard_input_and_knows_no_party(language: FakeLanguage) -> None:
    found = list(extract([], stdin=b"Some words.", on_error=print, language=language))
    assert [line["doc"] for line in found] == ["stdin"]


# ---------------------------------------------------------------- imports


def test_importing_the_facade_loads_nothing_heavy() -> None:
    code = (
        "import sys, analysis.dossier;"
        "print(sorted({'spacy', 'textual', 'rich', 'tinydb', 'vaderSentiment'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_page_is_what_the_comparison_shows_of_a_party(seeded: Dossier) -> None:
    assert seeded.comparison().parties
    for view in seeded.comparison().parties:
        assert seeded.page(view.party.id, 100) == view.entries
        assert seeded.page(view.party.id, 2, 1) == view.entries[1:3]
    assert seeded.page("nobody", 10) == ()
