"""The Markdown export, read by an independent parser: the source's words and nothing that acts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.characters import UNSAFE, one_line, quote_marks
from analysis.export import export
from analysis.models import SilenceReason
from tests.analysis.export.made import hostile, seed
from tests.analysis.export.reader import read
from tests.gold import GOLD, TEXT

HOSTILE = [
    "a | b || c \\| d \\",
    "<script>alert(1)</script><!-- x --><b onclick=x>",
    "[click](javascript:alert(1)) and ![image](http://evil.example/x.png)",
    "note[^1] and ^[inline] and [^x]: definition",
    "`code` ``` fence ``` and *emphasis* _too_ **strong** ~~gone~~ snake_case_word",
    "# heading\n## another\n- item\n1. item\n> quote\n---\n===",
    "http://evil.example www.evil.example <http://evil.example> mailto:a@b.example a@b.example",
    "&lt;script&gt; &#60; &amp; AT&T R&D",
    "\x1b]52;c;aGk=\x07 \x9b31m \u202egnp.exe\u202c \u200bzero\u2066x\u2069 \x00",
    "line\r\nfeed\u2028separator\u0085next\ttab",
    "[the company] continues [sic] [T]he [emphasis added] [[wiki]] [@cite] [x]: y [a][b]",
    "$5 million, 10 % of $x$ and C# #",
    '“curly” and "straight" and “unclosed',
    "| --- | --- |",
    "[/] [@click=app.quit]x[/] [link=http://x]",
    '=HYPERLINK("http://evil.example","x") ](javascript:alert(1)) ` `` ```',
    "مرحبا | שלום \u202eabc\u202c \u0627\u0644 <b>",
    "ten thousand | characters " * 385,
]
texts = st.lists(
    st.one_of(
        st.sampled_from(HOSTILE),
        st.text(alphabet="|\\`*_[](){}<>#+-.!~&^:/@=\n\r\t aw1;“”\"'$%", min_size=1, max_size=40),
        st.text(min_size=1, max_size=30),
    ),
    min_size=1,
    max_size=2,
).map(" ".join)


def shown(text: str) -> str:
    before, after = quote_marks(one_line(text))
    return f"{before}{one_line(text)}{after}"


def test_the_seed_is_one_table_with_the_parties_as_columns() -> None:
    found = read(export(seed(), "md"))
    assert len(found.tables) == 1
    rows = found.tables[0]
    assert [row[0] for row in rows] == [
        "", "Position", "Voice", "Tone", *(issue.name for issue in seed().issues),
    ]  # fmt: skip
    assert rows[0][1:] == ["ByteDance", "Oracle", "Microsoft", "Walmart", "US government"]
    assert {len(row) for row in rows} == {6}
    assert rows[2][3] == "5 own · 1 reported"
    assert rows[3][2] == "none: no words of its own"
    assert found.active == []


def test_every_filled_cell_has_a_footnote_and_every_empty_one_a_reason() -> None:
    lines = [line for line in export(seed(), "md").splitlines() if line.startswith("|")]
    reasons = {reason.value for reason in SilenceReason}
    for row, issue in zip(lines[5:], GOLD["matrix"], strict=True):
        cells = row.removesuffix(" |").split(" | ")[1:]
        for cell, party in zip(cells, GOLD["party_summary"], strict=True):
            if GOLD["matrix"][issue][party]:
                assert re.search(r"”[^“]*\(.+\)\[\^\d+\]$", cell)
            else:
                assert cell in reasons


def test_footnotes_are_numbered_in_order_and_quote_the_article() -> None:
    found = read(export(seed(), "md"))
    assert list(found.footnotes) == [str(n + 1) for n in range(len(found.footnotes))]
    for note in found.footnotes.values():
        where, quote = note.split("\n")
        place = re.fullmatch(
            r"2020-09-14, seed-article, paragraph \d, characters (\d+)–(\d+), text 849e1e732bed:",
            where,
        )
        assert place
        assert quote == f"“{TEXT[int(place.group(1)) : int(place.group(2))]}”"


def test_brackets_of_the_source_stay_readable_as_plain_text() -> None:
    assert "“[the company] continues discussions with ByteDance" in export(seed(), "md")


def test_hedges_outside_the_quote_are_shown_with_it() -> None:
    text = export(seed(), "md")
    assert "unclear “whether the White House will approve" in text
    assert "would mean “TikTok’s US data will be stored" in text
    assert "stance: unclear" in text


@pytest.mark.parametrize("quote", HOSTILE)
def test_hostile_words_are_shown_and_do_nothing(quote: str) -> None:
    comparison = hostile([quote], title=quote, name=quote)
    text = export(comparison, "md")
    found = read(text)
    assert found.active == []
    assert len(found.tables) == 1
    head, position, *_, issue = found.tables[0]
    assert head == ["", one_line(f"{quote}0")]
    assert position[1].endswith(shown(quote))
    assert issue == [one_line(quote), f"{shown(quote)} (own words, stance: for)"]
    assert found.footnotes["1"].split("\n")[1] == shown(quote)
    assert not {ord(char) for char in text} & UNSAFE


@given(st.lists(texts, min_size=1, max_size=4))
def test_any_words_are_shown_as_they_are(quotes: list[str]) -> None:
    found = read(export(hostile(quotes), "md"))
    assert found.active == []
    assert len(found.tables) == 1
    marked = [
        f"{shown(quote)} (own words, stance: {'against' if n % 2 else 'for'})"
        for n, quote in enumerate(quotes)
    ]
    assert found.tables[0][-1][1:] == marked
    assert len(found.tables[0]) == 5
    # Every second party is against: each with each of the others, and those of one side agree.
    against = len(quotes) // 2
    sides = (against, len(quotes) - against)
    assert len(found.items) == sides[0] * sides[1] + sum(side > 1 for side in sides)
    for one, other in ((0, 1),) if against else ():
        assert found.items[0].endswith(f"p{other}: {marked[other]}".replace("p1: ", "party1: "))
        assert marked[one] in found.items[0]


def test_a_quote_that_is_cut_short_says_so() -> None:
    text = export(seed(), "md")
    row = next(line for line in text.splitlines() if line.startswith("| Sale of"))
    assert "sell off its US assets completely” (reported, stance: for, goes on: while)" in row


def test_conflicts_and_agreement_are_listed_with_both_quotes_and_their_footnotes() -> None:
    text = export(seed(), "md")
    items = [line for line in text.splitlines() if line.startswith("- ")]
    assert [line.split(",")[0] for line in items][-1] == "- Agreement"
    assert all(len(re.findall(r"”[^“]*\)\[\^\d+\]", line)) == 2 for line in items)
    assert all("nobody draws it but this comparison" in line for line in items[:-1])


@pytest.mark.parametrize(
    ("parties", "columns"), [(5, [5]), (6, [3, 3]), (9, [5, 4]), (11, [4, 4, 3])]
)
def test_many_parties_make_several_tables(parties: int, columns: list[int]) -> None:
    comparison = hostile([f"Words of number {n}." for n in range(parties)])
    found = read(export(comparison, "md"))
    assert [len(table[0]) - 1 for table in found.tables] == columns
    assert len(found.footnotes) == parties


def test_the_same_dossier_gives_the_same_bytes() -> None:
    assert {export(seed(), "md") for _ in range(3)} == {export(seed(), "md")}
