"""The CSV export: every statement of every party, and never a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.characters import UNSAFE, visible
from analysis.export import export
from tests.analysis.export.made import hostile, seed
from tests.analysis.export.test_markdown import HOSTILE
from tests.gold import TEXT


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_one_row_for_each_statement_of_each_party() -> None:
    found = rows(export(seed(), "csv"))
    assert len(found) == sum(view.count.total for view in seed().parties)
    for row in found:
        assert row["quote"] == TEXT[int(row["start"]) : int(row["end"])]


def test_a_row_tells_all_about_its_statement() -> None:
    row = next(r for r in rows(export(seed(), "csv")) if r["voice"] == "second-hand")
    assert (row["party"], row["told_by"], row["negations"]) == ("ByteDance", "microsoft", "not")
    assert row["stances"] == "us_sale: against"
    assert row["conflicts"].startswith("us_sale, between parties: ")
    assert row["chain"].endswith("<- Microsoft <- ByteDance")
    assert (row["date"], row["paragraph"], row["tone"]) == ("2020-09-14", "3", "")


def test_hostile_words_are_the_source_s_and_the_same_twice() -> None:
    comparison = hostile(HOSTILE, title=HOSTILE[1], name="=1+1")
    text = export(comparison, "csv")
    assert text == export(comparison, "csv")
    found = rows(text)
    assert [row["quote"].removeprefix("'") for row in found] == [visible(q) for q in HOSTILE]
    assert max(len(row["quote"]) for row in found) > 9000
    assert not {ord(char) for char in text} & UNSAFE


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r=", " =", "＝", '"=', "\x00="])
def test_no_cell_is_a_formula(start: str) -> None:
    text = export(hostile([f"{start}cmd|' /C calc'!A0"], title=f"{start}1", name=start), "csv")
    for row in rows(text):
        for name in ("quote", "party", "title", "outlet", "author", "document", "speaker"):
            assert row[name].startswith("'")


@given(st.text(min_size=1))
def test_any_words_come_back(quote: str) -> None:
    found = rows(export(hostile([quote]), "csv"))
    assert len(found) == 1
    assert not found[0]["quote"].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert list(found[0]) == list(rows(export(seed(), "csv"))[0])
