"""What a filter lets through is the same in panes, matrix, time line and every export."""

import csv
import io
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from analysis.comparison import compare, summary_faults
from analysis.comparison.found import found_of
from analysis.comparison.narrowing import Finder
from analysis.comparison.sums import count, tone_of
from analysis.comparison.syntax import Syntax
from analysis.comparison.timeline import timeline
from analysis.errors import UsageError
from analysis.export import export, verify_export
from analysis.finding import filtered
from analysis.models import (
    NONE,
    Analysis,
    Certainty,
    Comparison,
    Decided,
    Demand,
    Document,
    Entry,
    Facet,
    Filter,
    Grain,
    Kind,
    Mark,
    Passing,
    SilenceReason,
    StanceValue,
    Voice,
)
from tests.analysis.comparison.test_any import SETTINGS, dossiers
from tests.gold import gold_analysis, seed_document, seed_settings
from tui.text import Plain

VALUES = {
    Facet.PARTY: ("acme", "zed", "third"),
    Facet.ISSUE: ("i", "j", NONE),
    Facet.VOICE: tuple(Voice),
    Facet.KIND: tuple(Kind),
    Facet.CERTAINTY: tuple(Certainty),
    Facet.STANCE: tuple(StanceValue),
    Facet.TONE: ("positive", "neutral", "negative", NONE),
    Facet.IS: tuple(Decided),
    Facet.THROUGH: tuple(Passing),
    Facet.OUTLET: ("wire", "new york times", NONE),
    Facet.DOCUMENT: ("aaaa", "bbbb", NONE),
}


def demands(facet: Facet) -> st.SearchStrategy[Demand]:
    values = st.sets(st.sampled_from(VALUES[facet]), min_size=1, max_size=2)
    return values.map(lambda found: Demand(facet, tuple(sorted(str(v) for v in found))))


some = st.sets(st.sampled_from(Facet), max_size=2).flatmap(
    lambda found: st.tuples(*(demands(facet) for facet in Facet if facet in found))
)
words = st.lists(
    st.sampled_from(["sell", "may not", "a:b", "-x", "/x/", "zed said", "it"]),
    max_size=2,
    unique=True,
).map(tuple)
days = st.sampled_from(["", "2020", "2020-09", "2020-09-14", "2021-01-01"])
filters = st.builds(
    Filter,
    words=words,
    without=words,
    patterns=st.lists(st.sampled_from([r"s.*d", r"w\/x", "End$", "a b"]), max_size=1).map(tuple),
    wanted=some,
    unwanted=some,
    after=days,
    before=days,
    dates=st.lists(st.sampled_from(["2020", NONE]), max_size=1).map(tuple),
)


def ids(comparison: Comparison) -> set[tuple[str, str]]:
    return {(v.party.id, e.statement.id) for v in comparison.parties for e in v.entries}


@settings(max_examples=25)
@given(dossiers(), filters)
def test_one_filter_names_the_same_statements_everywhere(
    found: tuple[list[Document], list[Analysis]], wanted: Filter
) -> None:
    whole = compare(SETTINGS, *found)
    text = Syntax(whole).write(wanted)
    shown = Finder(whole).narrowed(wanted, text)
    panes = ids(shown)
    assert panes <= ids(whole)
    cells = shown.positions.values()
    assert {(c.party, e.statement.id) for c in cells for e in c.entries} == panes
    assert {key for key, _ in shown.positions.items()} == set(shown.positions)
    for grain in (None, *Grain):
        line = timeline(shown, grain)
        stretches = [s for moment in line.moments for s in moment.parties.values()]
        assert {(s.party, e.statement.id) for s in stretches for e in s.entries} == panes
    rows = list(csv.DictReader(io.StringIO(export(shown, "csv"))))
    assert {(row["party_id"], row["statement_id"]) for row in rows} == panes
    data = json.loads(export(shown, "json"))
    assert {(p["id"], s["statement"]) for p in data["parties"] for s in p["statements"]} == panes
    assert {item["id"] for item in data["statements"]} == {name for _, name in panes}
    plain = " ".join(" ".join(Plain(shown, 1000).lines()).split())
    assert set(re.findall(r"statement (\S+:\d+-\d+)", plain)) == {name for _, name in panes}
    table = export(shown, "md")
    assert verify_export(table, found[0]).mismatches == ()
    if wanted:
        assert shown.narrowing is not None
        assert shown.narrowing.shown == len({name for _, name in panes})
        assert data["filter"]["text"] == text
        assert "\nFiltered: " in table
        assert all(row["filter"] for row in rows)
    for view in shown.parties:
        assert summary_faults(view.party.id, shown) == ()
        assert bool(view.entries) == bool(view.summary) == (view.silence is None)
        rows = found_of(view.entries, whole.documents).rows
        assert (view.count, view.tone) == (count(rows), tone_of(rows))


@settings(max_examples=25)
@given(dossiers(), st.lists(st.sampled_from(["s", "se", "sel", "el", "said", "sai", "ai x"])))
def test_what_was_asked_before_changes_no_answer(
    found: tuple[list[Document], list[Analysis]], typed: list[str]
) -> None:
    whole = compare(SETTINGS, *found)
    finder = Finder(whole)
    for text in typed:
        wanted = Filter(words=(text,))
        assert finder.narrowed(wanted, text).parties == Finder(whole).narrowed(wanted, text).parties


@settings(max_examples=25)
@given(dossiers(), st.sampled_from(Facet).flatmap(demands))
def test_what_is_not_wanted_is_the_rest(
    found: tuple[list[Document], list[Analysis]], demand: Demand
) -> None:
    finder = Finder(compare(SETTINGS, *found))
    with_it = ids(finder.narrowed(Filter(wanted=(demand,)), ""))
    without = ids(finder.narrowed(Filter(unwanted=(demand,)), ""))
    assert with_it | without == ids(finder.comparison)
    assert not with_it & without


@given(filters)
def test_a_filter_is_read_as_it_is_written(wanted: Filter) -> None:
    syntax = Syntax(compare(SETTINGS, [], []))
    assert syntax.read(syntax.write(wanted)) == wanted


@given(st.text(alphabet='ab :"-/\\,.(*party', max_size=20))
def test_whatever_is_typed_is_read_or_explained(text: str) -> None:
    syntax = Syntax(compare(SETTINGS, [], []))
    try:
        wanted = syntax.read(text)
    except UsageError:
        return
    assert syntax.read(syntax.write(wanted)) == wanted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("voise:own", "There is no key voise: to filter by. Did you mean voice:?"),
        ("voice:onw", "There is no voice 'onw'. Did you mean voice:own?"),
        ("party:wallmart", "There is no party 'wallmart'. Did you mean party:walmart?"),
        ("party:", "party: needs a value. Known: bytedance,"),
        ("after:tomorrow", "after:tomorrow is no date. Write 2020, 2020-09 or 2020-09-14."),
        ("/(/", "/(/ is no regular expression:"),
        ("http://x", "put it in quotation marks"),
        ("-date:2020", "-date: cannot be turned round."),
    ],
)
def test_what_cannot_be_read_is_named_with_the_nearest(text: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        filtered(seed(), text)
    assert told in str(error.value).replace("\n", " ")


def seed() -> Comparison:
    return compare(seed_settings(), [seed_document()], [gold_analysis()])


def entries(text: str) -> list[Entry]:
    return [entry for view in filtered(seed(), text).parties for entry in view.entries]


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("voice:own", lambda e: e.voice.is_own),
        ("-voice:own", lambda e: not e.voice.is_own),
        ("party:oracle,microsoft", lambda e: e.party in ("oracle", "microsoft")),
        ("kind:direct certainty:asserted", lambda e: e.attribution.kind is Kind.DIRECT),
        ("certainty:hedged,open", lambda e: e.statement.certainty is not Certainty.ASSERTED),
        ("through:anonymous", lambda e: any("anon" in la.kind for la in e.attribution.chain)),
        ("issue:us_sale", lambda e: any(m.issue == "us_sale" for m in e.statement.issues)),
        ('"confident our proposal"', lambda e: "confident our proposal" in e.statement.quote),
        ("CONFIDENT", lambda e: "confident" in e.statement.quote.lower()),
        (r"/\bsell\b/", lambda e: "sell" in e.statement.quote),
    ],
)
def test_each_key_lets_through_what_it_names(text: str, fits) -> None:  # type: ignore[no-untyped-def]
    found = entries(text)
    assert found
    assert all(fits(entry) for entry in found)
    whole = {e.statement.id for view in seed().parties for e in view.entries}
    assert {entry.statement.id for entry in found} < whole


def test_dates_are_taken_by_their_beginning_and_undated_documents_are_told_apart() -> None:
    date = seed_document().date
    assert date
    assert entries(f"after:{date[:7]}")
    assert entries(f"before:{date}")
    assert entries(f"date:{date[:4]}")
    assert not entries("after:2021")
    assert not entries("before:2019")
    assert not entries("date:none")
    undated = compare(seed_settings(), [replace(seed_document(), date="")], [gold_analysis()])
    assert filtered(undated, "date:none").narrowing.shown == 17  # type: ignore[union-attr]
    assert filtered(undated, "before:2021").narrowing.shown == 0  # type: ignore[union-attr]
    assert [moment.date for moment in timeline(undated).moments] == [""]


def test_what_people_decided_can_be_asked_for() -> None:
    first = gold_analysis().attributions[0].parts[0].id
    marks = {first: Mark(verified=True, note="ask them for the letter")}
    whole = compare(seed_settings(), [seed_document()], [gold_analysis()], marks)
    for text in ("is:verified", "is:noted", "letter"):
        shown = filtered(whole, text)
        assert {name for _, name in ids(shown)} == {first}
        assert shown.corrections.verified == 1
    assert first not in {name for _, name in ids(filtered(whole, "is:unverified"))}


def test_a_party_that_the_filter_hides_is_not_called_silent() -> None:
    shown = filtered(seed(), "zzzz")
    assert {view.silence.reason for view in shown.parties if view.silence} == {
        SilenceReason.FILTERED
    }
    cell = shown.positions["us_sale", "microsoft"]
    assert cell.silence is not None
    assert cell.silence.reason is SilenceReason.FILTERED
    asked = filtered(seed(), "party:oracle issue:ban_deadline").view("oracle")
    assert asked.silence is not None
    assert asked.silence.reason is SilenceReason.NOT_MENTIONED


def test_names_of_parties_that_are_left_out_stay_known() -> None:
    shown = filtered(seed(), "party:oracle")
    assert shown.names == seed().names
    assert [view.party.id for view in shown.parties] == ["oracle"]
