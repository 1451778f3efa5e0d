"""Spans inside and around others: the same answers as looking at every one of them."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison.intervals import Around, Inside
from analysis.models import Span

spans = st.tuples(st.integers(0, 12), st.integers(1, 8)).map(lambda p: Span(p[0], sum(p)))


@given(st.lists(st.tuples(spans, st.sampled_from("abc"))), spans, st.sampled_from("abcd"))
def test_inside(rows: list[tuple[Span, str]], span: Span, party: str) -> None:
    expected = any(span.covers(s) and s != span and name != party for s, name in rows)
    assert Inside(rows).has_other(span, party) == expected


@given(st.lists(spans), spans)
def test_around(rows: list[Span], span: Span) -> None:
    found = Around([(row, row) for row in rows]).of(span)
    assert sorted(found) == sorted(row for row in rows if row.covers(span))
