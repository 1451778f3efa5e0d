"""A comparison is the same, whether worked out anew, in part, or remembered from the disk."""

import shutil
from pathlib import Path

import pytest

from analysis import gathering
from analysis.comparison import compare
from analysis.dossier import Dossier, Progress
from analysis.errors import Cancelled
from analysis.models import Action, Comparison
from analysis.models.lazy import ids_of, lazily
from analysis.remembered import Kept
from tests.benchmarks.store import PARTIES, make

SIZE = 300


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gathered") / "dossier"
    make(path, SIZE)
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(gathering, "FEW", 2)
    monkeypatch.setattr(gathering, "_MANY", 1)
    return Path(shutil.copytree(made, tmp_path / "dossier"))


def plainly(dossier: Dossier) -> Comparison:
    """The comparison made of all documents at once, with all that was decided."""
    view = dossier.decisions.view()
    documents = dossier.documents()
    analyses = [dossier.analysis(document.id) for document in documents]
    return compare(
        dossier.settings,
        [document for document in documents if document.id not in view.replaced],
        [view.analyses.get(found.document, found) for found in analyses if found],
        view.marks,
        dossier.decisions.corrections(),
    )


def same(one: Comparison, other: Comparison) -> None:
    assert one.parties == other.parties
    assert dict(one.positions) == dict(other.positions)
    assert dict(one.documents) == dict(other.documents)
    assert one.corrections == other.corrections
    assert (one.sources, one.issues, one.title) == (other.sources, other.issues, other.title)
    assert one.conflicts == other.conflicts
    assert one.agreements == other.agreements
    assert dict(one.framing) == dict(other.framing)
    assert one.size == other.size


def remembered(path: Path) -> bytes:
    return (path / gathering.FILE).read_bytes()


def test_working_out_can_be_stopped_and_goes_on_where_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_STEP", 1)
    dossier = Dossier.open(path)
    whole = dossier.uncompared()
    assert whole == dossier.size
    told: list[Progress] = []
    with pytest.raises(Cancelled, match=f"{whole - 5} of {whole} articles"):
        dossier.comparison(told.append, lambda: len(told) == 5)
    assert dossier.uncompared() == whole - 5
    dossier.close()
    again = Dossier.open(path)
    told.clear()
    found = again.comparison(told.append)
    assert (told[0].done, told[-1].done, told[0].total) == (0, whole - 6, whole - 5)
    assert again.uncompared() == 0
    same(found, plainly(again))


def test_what_is_remembered_is_what_is_worked_out(path: Path) -> None:
    first = Dossier.open(path)
    same(first.comparison(), plainly(first))
    kept = remembered(path)
    again = Dossier.open(path)
    same(again.comparison(), plainly(again))
    assert remembered(path) == kept


def test_opening_from_what_is_remembered_reads_no_document(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Dossier.open(path).comparison()
    ids = {view.party.id: list(ids_of(view.entries)) for view in whole.parties}
    dossier = Dossier.open(path)
    monkeypatch.setattr(dossier._store, "records", lambda ids: pytest.fail("read"))
    shown = dossier.comparison()
    assert {view.party.id: ids_of(view.entries) for view in shown.parties} == ids
    assert shown.size == whole.size
    assert shown.corrections == whole.corrections


def test_a_first_picture_of_what_is_remembered_looks_at_no_row(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = Dossier.open(path)
    entry = dossier.comparison().parties[0].entries[3]
    for action in (Action.PIN, Action.VERIFY):
        dossier.decisions.keep(dossier.decisions.propose(entry.statement.id, action, {}))
    whole = dossier.comparison()
    dossier.close()
    assert marked(whole)[0] == (1, [3])

    monkeypatch.setattr(Kept, "digest", property(lambda _: pytest.fail("looked at")))
    shown = Dossier.open(path).comparison()
    assert marked(shown) == marked(whole)
    for one, other in zip(shown.parties, whole.parties, strict=True):
        assert (one.count, one.tone, one.summary) == (other.count, other.tone, other.summary)
        assert len(one.entries) == len(other.entries)
    assert shown.size == whole.size
    assert shown.corrections == whole.corrections


def marked(comparison: Comparison) -> list[tuple[int, list[int]]]:
    own = [lazily(view.entries) for view in comparison.parties]
    return [(entries.verified, list(entries.pinned)) for entries in own]


def test_decisions_settings_and_documents_change_what_is_remembered(path: Path) -> None:
    dossier = Dossier.open(path)
    entry = dossier.comparison().parties[0].entries[0]
    name = entry.statement.id
    for action, to in (
        (Action.CERTAINTY, {"certainty": "open"}),
        (Action.NOTE, {"note": "ask again"}),
        (Action.PIN, {"pinned": True}),
    ):
        dossier.decisions.keep(dossier.decisions.propose(name, action, to))
        same(dossier.comparison(), plainly(dossier))
        same(Dossier.open(path).comparison(), plainly(dossier))
    dossier.decisions.keep(dossier.decisions.propose_party(name, [PARTIES[1]]))
    same(dossier.comparison(), plainly(dossier))
    text = (path / "dossier.toml").read_text()
    (path / "dossier.toml").write_text(text.replace('name = "party-03"', 'name = "Third"'))
    dossier = Dossier.open(path)
    same(dossier.comparison(), plainly(dossier))
    document = entry.attribution.document
    (path / "derived" / document[:2] / f"{document}.json").unlink()
    dossier = Dossier.open(path)
    same(dossier.comparison(), plainly(dossier))
    assert document not in dossier.comparison().documents


@pytest.mark.parametrize("damage", [b"", b"no cache", None])
def test_a_damaged_memory_is_worked_out_anew(path: Path, damage: bytes | None) -> None:
    whole = Dossier.open(path).comparison()
    kept = remembered(path)
    cut = kept[: len(kept) // 2] + bytes([kept[len(kept) // 2] ^ 1]) + kept[len(kept) // 2 + 1 :]
    (path / gathering.FILE).write_bytes(cut if damage is None else damage)
    same(Dossier.open(path).comparison(), whole)


def test_what_has_changed_on_the_disk_meanwhile_is_said_and_breaks_nothing(path: Path) -> None:
    Dossier.open(path).comparison()
    shown = Dossier.open(path).comparison()
    shutil.rmtree(path / "derived")
    entry = shown.parties[0].entries[0]
    assert entry.statement.quote == ""
    assert "changed on the disk" in entry.attribution.speaker


def test_a_copied_dossier_is_not_compared_again(path: Path, tmp_path: Path) -> None:
    first = Dossier.open(path)
    shown = first.comparison()
    first.close()
    copy = Dossier.open(Path(shutil.copytree(path, tmp_path / "copy")))
    assert copy.uncompared() == 0
    same(copy.comparison(), shown)
