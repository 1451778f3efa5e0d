"""Whatever an analysis holds: lines stay faithful, cells complete, exports true to the text."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.comparison import compare, summary_faults
from analysis.export import FORMATS, export, verify_export
from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    Document,
    Issue,
    IssueMatch,
    Kind,
    Marker,
    NoComment,
    Party,
    Provenance,
    Settings,
    SilenceReason,
    Span,
    StanceValue,
    Statement,
    Tone,
    Voice,
)

TEXT = (
    "Acme “may not” sell [it], said Zed | who\nwants *more*; “we won’t,” Acme told x.\x1b[0m End."
)
SETTINGS = Settings(
    title="Any",
    parties=tuple(Party(id=name, name=name.title()) for name in ("acme", "zed", "third")),
    issues=(Issue("i", "The sale"), Issue("j", "The | rest")),
)
spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(
    lambda pair: Span(pair[0], min(len(TEXT), sum(pair)))
)
few = st.lists(spans, max_size=2).map(tuple)
parties = st.sampled_from(["acme", "zed", "third", "unknown"])


@st.composite
def statements(draw: st.DrawFn, document: str) -> Statement:
    place = draw(spans)
    certainty = draw(st.sampled_from(Certainty))
    markers = () if certainty is Certainty.ASSERTED else draw(few)
    return Statement(
        id=f"{document}:{place.start}-{place.end}",
        span=place,
        quote=place.of(TEXT),
        voice=draw(st.sampled_from(Voice)),
        certainty=certainty,
        markers=tuple(Marker(span, certainty) for span in markers),
        negations=draw(few),
        tone=draw(st.none() | st.floats(-1, 1).map(lambda score: Tone(score, "neutral"))),
        issues=draw(st.lists(st.sampled_from("ijk"), unique=True).map(
            lambda found: tuple(IssueMatch(issue, ()) for issue in found)
        )),
        stances=draw(st.dictionaries(st.sampled_from("ij"), st.sampled_from(StanceValue))),
    )  # fmt: skip


@st.composite
def attributions(draw: st.DrawFn, document: str, number: int) -> Attribution:
    parts = draw(st.lists(statements(document), min_size=1, max_size=3))
    return Attribution(
        id=f"{document}-{number}", document=document, source=draw(few), cue=draw(few),
        content=tuple(part.span for part in parts), kind=draw(st.sampled_from(Kind)),
        speaker=draw(st.sampled_from(["", "Jane Smith", "it", "the company"])),
        party=draw(st.none() | parties), also=tuple(draw(st.lists(parties, max_size=1))),
        about=tuple(draw(st.lists(parties, max_size=2))), voice=parts[0].voice,
        certainty=parts[0].certainty, chain=(), tone=None, resolutions=(), rule="any",
        confidence=0.5, parts=tuple(parts),
        nested_in=draw(st.none() | st.just(f"{document}-0")),
    )  # fmt: skip


@st.composite
def dossiers(draw: st.DrawFn) -> tuple[list[Document], list[Analysis]]:
    documents, analyses = [], []
    for name in draw(st.lists(st.sampled_from(["aaaaaaaa", "bbbbbbbb"]), unique=True)):
        date = draw(st.sampled_from(["", "2020-09-14"]))
        documents.append(Document(id=name, sha256=name, name=name, text=TEXT, date=date))
        found = [draw(attributions(name, n)) for n in range(draw(st.integers(0, 4)))]
        silent = NoComment(draw(spans), draw(parties), SilenceReason.DECLINED)
        silences = (silent,) if draw(st.booleans()) else ()
        made = Provenance("", "", "", "")
        analyses.append(Analysis(name, made, tuple(found), (), silences))
    return documents, analyses


@given(dossiers())
def test_lines_are_faithful_and_cells_complete(
    given: tuple[list[Document], list[Analysis]],
) -> None:
    comparison = compare(SETTINGS, *given)
    assert compare(SETTINGS, given[0][::-1], given[1][::-1]) == comparison
    for view in comparison.parties:
        assert bool(view.entries) == bool(view.summary) == (view.silence is None)
        assert summary_faults(view.party.id, comparison) == ()
        assert view.count.total == len(view.entries)
        for entry in view.entries:
            speaker = view.party.id in (entry.attribution.party, *entry.attribution.also)
            assert speaker or not entry.voice.is_own
    assert len(comparison.positions) == 9
    for position in comparison.positions.values():
        assert bool(position.entries) == (position.lead is not None) == (position.silence is None)


@given(dossiers())
def test_exports_are_true_to_the_text(given: tuple[list[Document], list[Analysis]]) -> None:
    comparison = compare(SETTINGS, *given)
    for kind in FORMATS:
        text = export(comparison, kind)
        assert text.endswith("\n")
        if kind != "csv":
            assert verify_export(text, given[0]).mismatches == ()
