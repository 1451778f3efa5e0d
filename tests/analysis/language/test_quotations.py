"""Where quotations begin and end."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.quotations import find_quotations


def quoted(text: str) -> list[list[str]]:
    return [[text[s.start : s.end] for s in q.segments] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will go,” she said.", [["“We will go,”"]]),
        ('"We will go," Bob said, "and soon."', [['"We will go,"'], ['"and soon."']]),
        ("She called it ‘the end’ of it.", [["‘the end’"]]),
        ("«On y va», dit-il.", [["«On y va»"]]),
        ("„Wir gehen“, sagte er.", [["„Wir gehen“"]]),
        ("It is ``fine'' so.", [["``fine''"]]),
        ("Trump‘s ban on TikTok’s owner", []),
        ("the workers’ rights and Oracle’s plan", []),
        ('a 5" pipe and a 6" pipe', []),
        ("‘90s music isn’t back", []),
    ],
)
def test_marks_that_open_and_close(text: str, expected: list[list[str]]) -> None:
    assert quoted(text) == expected


def test_a_quotation_over_paragraphs_is_one() -> None:
    text = "“One.\n\n“Two.\n\n“Three,” he said.\n\n“Other.”"
    assert quoted(text) == [["“One.", "“Two.", "“Three,”"], ["“Other.”"]]


def test_a_quotation_over_paragraphs_may_have_single_marks() -> None:
    text = "She said: 'One.\n\n'Two.\n\n'Three,' he said.\n\nIn the '90s it was so.\n\n'Other.'"
    assert quoted(text) == [["'One.", "'Two.", "'Three,'"], ["'Other.'"]]


def test_one_broken_quotation_leaves_the_others_alone() -> None:
    text = "She said “we go.\n\nHe said “we stay.”"
    assert quoted(text) == [["“we go."], ["“we stay.”"]]
    assert [q.closed for q in find_quotations(text)] == [False, True]


@given(st.text(alphabet="ab .,\n“”‘’\"'«»`", max_size=120))
def test_any_marks_in_any_order(text: str) -> None:
    segments = [s for q in find_quotations(text) for s in q.segments]
    assert all(0 <= s.start < s.end <= len(text) for s in segments)
    assert all(a.end <= b.start for a, b in itertools.pairwise(segments))
    assert all("\n\n" not in text[s.start : s.end] for s in segments)
