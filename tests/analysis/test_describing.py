"""What a person says of a document itself is in force everywhere, and nothing takes it away."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from analysis.dossier import Dossier
from analysis.errors import UsageError
from analysis.models import Analysis, Document, Layer, LayerKind
from tests.tui.dossiers import Hand, lind, make

TOML = 'title = "T"\n[[party]]\nid = "lind"\nname = "Mara Lind"\n'
ARTICLES = {
    "a.txt": "2020-09-02\n\nMara Lind said the dam will hold.\n",
    "b.txt": "2020-09-01\n\n\nMara Lind said the dam will be paid for.\n",
}
RIGHT = {"title": "The dam", "outlet": "Valley Post", "author": "Ann Oak", "date": "2020-08-30"}


def published(document: Document) -> Analysis:
    """As `lind`, with the outlet before each source, as the pipeline has it."""
    found = lind(document)
    outlet = (Layer(document.outlet, LayerKind.OUTLET),) if document.outlet else ()
    source = Layer("Mara Lind", LayerKind.PARTY)
    return replace(
        found, attributions=tuple(replace(a, chain=(*outlet, source)) for a in found.attributions)
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "dam", TOML, ARTICLES, published).path


def opened(path: Path, version: str = "1") -> Dossier:
    return Dossier.open(path, language=Hand(published, version))


def described(dossier: Dossier, ref: str = "a") -> dict[str, str]:
    found = dossier.decisions.document(ref)
    return {key: getattr(found, key) for key in RIGHT}


def describe(dossier: Dossier, ref: str = "a", **values: str) -> None:
    decisions = dossier.decisions
    assert decisions.keep(decisions.propose_described(ref, values))


def test_it_holds_for_lists_citations_chains_filters_and_exports(path: Path) -> None:
    dossier = opened(path)
    assert [line.name for line in dossier.catalogue()] == ["b", "a"], "by date"
    describe(dossier, **RIGHT)
    assert described(dossier) == RIGHT
    first = dossier.catalogue()[0]
    assert (first.title, first.outlet, first.date) == ("The dam", "Valley Post", "2020-08-30")
    assert set(first.by_hand) == set(RIGHT)
    shown = dossier.comparison()
    entry = next(e for e in shown.view("lind").entries if "hold" in e.statement.quote)
    assert shown.documents[entry.attribution.document].outlet == "Valley Post"
    assert [layer.name for layer in entry.attribution.chain] == ["Valley Post", "Mara Lind"]
    assert "Valley Post" in dossier.export("md")
    assert dossier.verify_export(dossier.export("json")).mismatches == ()


def test_it_outlives_closing_analysing_again_and_a_lost_cache(path: Path) -> None:
    describe(opened(path), **RIGHT)
    (path / "index.json").unlink()
    dossier = opened(path, version="2")
    dossier.analyze(only_stale=True)
    assert described(opened(path, version="2")) == RIGHT
    assert described(dossier) == RIGHT
    stored = dossier._shelf.as_read(dossier.decisions.document("a").id)
    assert stored is not None
    assert stored.document.outlet == "", "the article itself is frozen"


def test_undo_brings_back_what_the_article_tells(path: Path) -> None:
    dossier = opened(path)
    describe(dossier, outlet="Valley Post")
    describe(dossier, outlet="Valley Echo", date="2020-09-03")
    dossier.decisions.undo()
    assert described(dossier)["outlet"] == "Valley Post"
    assert described(dossier)["date"] == "2020-09-02"
    dossier.decisions.undo()
    assert described(dossier)["outlet"] == ""
    dossier.decisions.redo()
    assert described(opened(path))["outlet"] == "Valley Post"


def test_an_edited_article_inherits_what_it_tells_no_better(path: Path, tmp_path: Path) -> None:
    dossier = opened(path)
    describe(dossier, outlet="Valley Post", date="2020-08-30")
    newer = tmp_path / "newer.txt"
    newer.write_text("2020-09-05\n\nMara Lind said the dam will surely hold.\n", encoding="utf-8")
    dossier.add([newer])
    decisions = dossier.decisions
    decisions.keep(decisions.propose_replaced("a", "newer"))
    assert described(dossier, "newer") == {
        "title": "", "author": "", "outlet": "Valley Post", "date": "2020-09-05",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"date": "yesterday"}, "is no date"),
        ({"date": "20200901"}, "is no date"),
        ({"publisher": "x"}, "has no 'publisher'"),
        ({"title": "x" * 301}, "longer than 300"),
    ],
)
def test_what_cannot_be_so_is_refused(path: Path, values: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        opened(path).decisions.propose_described("a", values)


def test_nothing_is_kept_where_nothing_changes(path: Path) -> None:
    assert opened(path).decisions.propose_described("a", {"date": "2020-09-02"}) == ()


def test_what_was_added_and_described_here_is_no_news(path: Path, tmp_path: Path) -> None:
    dossier = opened(path)
    newer = tmp_path / "newer.txt"
    newer.write_text("Mara Lind said the dam leaks.\n", encoding="utf-8")
    dossier.add([newer])
    describe(dossier, "newer", outlet="Valley Post")
    assert not dossier.changed(), "nothing is read again"
    describe(opened(path), outlet="Valley Post")
    assert dossier.changed()
