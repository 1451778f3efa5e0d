"""The functions that turn data into lines."""

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from analysis.characters import visible
from analysis.models import Span
from tui import render

TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("ab  [](/)\n\t“”’東京🎉é\u0301\u200d\ufe0f❤\x1b\x00\u202e👩")),
        st.characters(),
    ),
    max_size=120,
)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(TEXT, st.integers(4, 40))
@example("x" * 90, 7)
@example("東" * 30, 5)
@example("❤\ufe0f" * 20, 5)
@example("\u0afa", 4)  # a mark alone is no cell wide
def test_wrapping_loses_nothing_and_fits(text: str, width: int) -> None:
    shown = visible(text)
    lines = [shown[start:end] for start, end in render.wrap(shown, width)]
    assert squeezed("".join(lines)) == squeezed(shown)
    assert all(cell_len(line) <= width for line in lines)


@given(TEXT, st.integers(2, 30))
@example("⺀0", 2)
def test_clipping_fits(text: str, width: int) -> None:
    clipped = render.clip(text, width)
    assert cell_len(clipped) <= width
    whole = render.clean(text)
    assert clipped == whole or clipped.endswith("…")


@given(TEXT, st.data())
def test_a_passage_is_the_text_with_spans_at_their_words(text: str, data: st.DataObject) -> None:
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    start, end = data.draw(places)
    lit = [(Span(*data.draw(places)), f"style{n}") for n in range(3)]
    content = render.passage(text, Span(start, end), lit)
    assert content.plain == render.clean(text[start:end])
    for styled in content.spans:
        span = next(span for span, style in lit if style == styled.style)
        inside = text[max(span.start, start) : min(span.end, end)]
        assert content.plain[styled.start : styled.end] == render.clean(inside)


def test_lines_with_a_limit_end_in_an_ellipsis() -> None:
    lines = render.lines(render.say("one two three four five six"), 9, 2)
    assert [line.plain for line in lines] == ["one two", "three…"]


def test_markup_is_no_markup() -> None:
    text = "[the company] [/] [@click=app.quit]x[/]"
    assert render.say(text).plain == text
    assert render.say(text).spans == []
    assert render.block(f"{text}\n{text}").plain == f"{text}\n{text}"
