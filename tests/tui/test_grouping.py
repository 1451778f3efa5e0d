"""In what order statements stand: pinned ones first, then by document, issue or date."""

from pathlib import Path

import pytest

from analysis.dossier import Dossier
from analysis.models import Action, Comparison, Entry
from tests.tui.monkey import DOSSIERS
from tui.grouping import PINNED, Grouping, grouped


def order(comparison: Comparison, party: str, by: Grouping) -> list[tuple[str, str]]:
    """Heading (or nothing) and quote of each statement."""
    entries, headings = grouped(comparison.view(party).entries, by, comparison)
    return [(head, e.statement.quote) for head, e in zip(headings, entries, strict=True)]


def pin(dossier: Dossier, entry: Entry) -> None:
    decisions = dossier.decisions
    ref = f"{entry.attribution.document}:{entry.statement.id}"
    assert decisions.keep(decisions.propose(ref, Action.PIN))


@pytest.mark.parametrize("by", Grouping)
def test_every_statement_stands_once_in_every_order(seed: Dossier, by: Grouping) -> None:
    comparison = seed.comparison()
    for view in comparison.parties:
        shown = [quote for _, quote in order(comparison, view.party.id, by)]
        assert sorted(shown) == sorted(e.statement.quote for e in view.entries)


def test_issues_come_in_the_order_of_the_dossier_and_the_rest_last(seed: Dossier) -> None:
    comparison = seed.comparison()
    names = [*(issue.name for issue in comparison.issues), "no issue"]
    heads = [head for head, _ in order(comparison, "microsoft", Grouping.ISSUE) if head]
    assert heads == sorted(set(heads), key=names.index)
    assert len(heads) > 1


def test_a_single_document_needs_no_heading(seed: Dossier) -> None:
    for by in (Grouping.DOCUMENT, Grouping.DATE):
        assert not any(head for head, _ in order(seed.comparison(), "microsoft", by))


def test_pinned_statements_stand_on_top_under_a_heading_of_their_own(seed: Dossier) -> None:
    entry = seed.comparison().view("microsoft").entries[-1]
    pin(seed, entry)
    for by in Grouping:
        first, second, *_ = order(seed.comparison(), "microsoft", by)
        assert first == (PINNED, entry.statement.quote)
        assert second[0], "and the rest begins with one, too"


def test_documents_and_dates_are_headings_newest_first(tmp_path: Path) -> None:
    comparison = DOSSIERS["many"](tmp_path).comparison()
    dates = [head for head, _ in order(comparison, "p1", Grouping.DATE) if head]
    assert dates == sorted(set(dates), reverse=True)
    documents = [head for head, _ in order(comparison, "p1", Grouping.DOCUMENT) if head]
    assert len(documents) == len(set(documents)) > 5
    assert [head.rpartition(", ")[2] for head in documents] == dates


def test_the_key_goes_round() -> None:
    by = Grouping.DOCUMENT
    assert [by := by.next() for _ in Grouping][-1] is Grouping.DOCUMENT
