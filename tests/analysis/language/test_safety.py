"""Any text at all: no crash, no offset moved, every quote its source's own, the same twice."""

from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from analysis.characters import UNSAFE, visible
from analysis.language import Analyser, assemble
from analysis.models import Analysis, Document, Span
from analysis.reading import clean_view, read_bytes

PIECES = st.sampled_from(
    [
        "Oracle said that it would buy the firm. ",
        "“We agree,” Walmart said. ",
        "\n\n",
        "\r\n\r\n",
        "[/]",
        "[@click=app.quit]x[/]",
        "\x1b]52;c;aGk=\x07",
        "\u202eevil\u202c ",
        "“",
        "”",
        "‘",
        "’",
        '"',
        "'",
        "\u200b",
        "The company wants to leave. ",
        "According to Microsoft, ",
        "🙂 ",
        "Ünïcode ",
        "...",
        "it said. ",
    ]
)


def every_span(analysis: Analysis) -> list[Span]:
    spans = [m.span for m in analysis.mentions] + [n.span for n in analysis.no_comments]
    for a in analysis.attributions:
        spans += [*a.source, *a.cue, *a.content]
        spans += [layer.span for layer in a.chain if layer.span is not None]
        for p in a.parts:
            spans += [p.span, *(m.span for m in p.markers), *p.negations]
            spans += [s for i in p.issues for s in i.spans]
            spans += [Span(w.start, w.end) for w in (p.tone.words if p.tone else ())]
    return spans


@settings(max_examples=60)
@given(st.lists(PIECES, min_size=1, max_size=14).map("".join))
def test_quotes_are_slices_of_any_text(analyser: Analyser, text: str) -> None:
    if not visible(text).strip():
        return
    document = read_bytes(text.encode(), "made")
    analysis = analyser.analyse(document, clean_view(document))
    assert document.text == text
    assert all(0 <= s.start < s.end <= len(text) for s in every_span(analysis))
    for a in analysis.attributions:
        for p in a.parts:
            assert p.quote == text[p.span.start : p.span.end]
    ids = [p.id for a in analysis.attributions for p in a.parts]
    assert len(set(ids)) == len(ids)


def test_escape_codes_hide_no_quote(analyser: Analyser) -> None:
    plain = "“We are confident,” Microsoft said."
    hostile = "“We are \x1b]52;c;aGk=\x07con\u200bfident,” Micro\u00adsoft\u202e said."
    document = read_bytes(hostile.encode(), "hostile")
    (found,) = analyser.analyse(document, clean_view(document)).attributions
    assert found.party == "microsoft"
    assert UNSAFE & set(map(ord, found.parts[0].quote))
    assert "confident" in visible(found.parts[0].quote)
    document = read_bytes(plain.encode(), "plain")
    (same,) = analyser.analyse(document, clean_view(document)).attributions
    assert same.party == found.party


def test_the_same_article_gives_the_same_analysis(seed: Document, seed_analysis: Analysis) -> None:
    from tests.gold import seed_settings

    assert Analyser(seed_settings()).analyse(seed, clean_view(seed)) == seed_analysis


def test_a_long_text_is_read_in_pieces(analyser: Analyser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "_PIECE", 400)
    text = "\n\n".join(f"Oracle said that it would buy firm {i}." for i in range(40))
    document = read_bytes(text.encode(), "long")
    found = analyser.analyse(document, clean_view(document)).attributions
    quotes = [p.quote for a in found for p in a.parts]
    assert quotes == [f"it would buy firm {i}" for i in range(40)]


def test_a_text_of_marks_is_read_in_smaller_pieces(
    analyser: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assemble, "_TOKENS", 200)
    document = read_bytes(("“ ” ‘ ’ " * 100 + "\n\n“We will pay,” Oracle said.").encode(), "marks")
    sizes: list[int] = []

    def parsed(text: str) -> Doc:
        doc = analyser.parsed(text)
        sizes.append(len(doc))
        return doc

    nlp, view = cast("Language", parsed), clean_view(document)
    (one,) = assemble.analyse(nlp, document, view, analyser.provenance).attributions
    assert one.party == "oracle"
    assert max(sizes) <= 200 + 1  # and the white space before the first


def test_two_processes_find_what_one_finds() -> None:
    from analysis.language import DEFAULT_MODEL
    from analysis.language.pipeline import build
    from tests.gold import TEXT, seed_settings

    nlp = build(seed_settings(), DEFAULT_MODEL)
    texts = [TEXT[17:], "“We agree,” said Walmart.", "Oracle may sell."] * 2
    fields = ("relations", "resolved", "parts", "chains", "party_mentions", "no_comments")

    def found(processes: int) -> list[list[object]]:
        docs = nlp.pipe(texts, n_process=processes, batch_size=2)
        return [[getattr(doc._, name) for name in fields] for doc in docs]

    assert found(2) == found(1)
