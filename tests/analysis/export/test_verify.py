"""An export checked against its documents: every change to a quote is found and named."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import UsageError
from analysis.export import export, verify_export
from analysis.models import Span
from tests.analysis.export.made import hostile, seed
from tests.analysis.export.test_markdown import HOSTILE
from tests.gold import ID, seed_document

WALMART = "[the company] continues discussions"


@pytest.mark.parametrize("kind", ["md", "json"])
def test_an_export_stands(kind: str) -> None:
    assert verify_export(export(seed(), kind), [seed_document()]).mismatches == ()


@pytest.mark.parametrize("kind", ["md", "json"])
@given(quotes=st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1)), min_size=1))
def test_any_export_stands(kind: str, quotes: list[str]) -> None:
    comparison = hostile([f"said {quote}" for quote in quotes])
    documents = list(comparison.documents.values())
    assert verify_export(export(comparison, kind), documents).mismatches == ()


def test_a_changed_footnote_is_named() -> None:
    head, sources = export(seed(), "md").split("## Sources")
    bad = head + "## Sources" + sources.replace(WALMART, "Walmart ends discussions")
    found = verify_export(bad, [seed_document()]).mismatches
    assert [m.statement for m in found] == ["[^7]", "[^7]", "[^7]"]  # and the two cells
    assert (found[0].document, found[0].span) == (ID, Span(1537, 1628))
    assert "Walmart ends" in found[0].expected
    assert WALMART in found[0].found


def test_a_changed_cell_is_named() -> None:
    head, sources = export(seed(), "md").split("## Sources")
    bad = head.replace(WALMART, "Walmart ends discussions", 1) + "## Sources" + sources
    found = verify_export(bad, [seed_document()]).mismatches
    assert [m.statement for m in found] == ["[^7]"]
    assert "Walmart ends" in found[0].expected


def test_a_quote_whose_footnote_is_gone_is_named() -> None:
    text = re.sub(r"(, 1 of 3\))\[\^\d+\]", r"\1", export(seed(), "md"), count=1)
    [found] = verify_export(text, [seed_document()]).mismatches
    assert "without a footnote" in found.found
    missing = export(seed(), "md").replace("[^5]:", "[^99]:")
    found_all = verify_export(missing, [seed_document()]).mismatches
    assert {m.found for m in found_all} == {"(no such footnote)"}


def test_moved_offsets_are_named() -> None:
    moved = export(seed(), "md").replace("characters 1537–1628", "characters 1538–1628")
    found = verify_export(moved, [seed_document()]).mismatches
    assert [m.span for m in found] == [Span(1538, 1628)]


@pytest.mark.parametrize("kind", ["md", "json"])
def test_another_document_is_named(kind: str) -> None:
    found = verify_export(export(seed(), kind), [])
    assert [name[:12] for name in found.unknown] == [ID[:12]]
    assert found.mismatches


@pytest.mark.parametrize("kind", ["md", "json"])
def test_a_place_past_the_end_does_not_stand(kind: str) -> None:
    comparison = hostile(["the whole text"])
    text = export(comparison, kind)
    documents = list(comparison.documents.values())
    assert verify_export(text, documents).mismatches == ()
    beyond = text.replace("0–14", "0–99").replace("[0, 14]", "[0, 99]")
    assert beyond != text
    assert {m.span for m in verify_export(beyond, documents).mismatches} == {Span(0, 99)}


def test_an_invented_quote_before_a_real_one_is_named() -> None:
    text = export(seed(), "md")
    row = next(line for line in text.splitlines() if line.startswith("| Position"))
    for invented in ("“We give up.” ", '"We give up." '):
        bad = text.replace(row, row.replace("“[the company]", f"{invented}“[the company]"))
        [found] = verify_export(bad, [seed_document()]).mismatches
        assert "We give up" in found.expected


def test_the_quotes_that_were_checked_are_counted() -> None:
    text = export(seed(), "md")
    head, sources = text.split("\n## Sources")
    in_tables = sum(line.count("[^") for line in head.splitlines())
    assert verify_export(text, [seed_document()]).quotes == sources.count("]: ") + in_tables
    assert verify_export("# Deal\n\n## Sources\n", [seed_document()]).quotes == 0


def test_a_changed_json_is_named() -> None:
    data = json.loads(export(seed(), "json"))
    data["statements"][0]["quote"] = "it has decided nothing"
    data["statements"][1]["span"] = [0, 10**8]
    line = next(p for p in data["parties"][3]["summary"] if WALMART in p["text"])
    line["text"] = line["text"].replace("continues", "ends")
    found = verify_export(json.dumps(data), [seed_document()]).mismatches
    assert len(found) == 3
    assert found[0].expected == "it has decided nothing"
    assert found[0].found.startswith("it has decided to pick Oracle")


@pytest.mark.parametrize(
    "text", ["", "Dear reader", "{", "{}", '{"schema": "positions-comparison/1"}', "a,b\n1,2\n"]
)
def test_what_is_no_export_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no export of positions"):
        verify_export(text, [seed_document()])
