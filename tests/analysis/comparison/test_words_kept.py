"""Words that a quote must not lose, words that it must not have twice, and very many of them."""

import pytest
from msgspec.structs import replace

from analysis.comparison import compare, summary_faults
from analysis.export import export
from analysis.models import (
    Analysis,
    Attribution,
    Certainty,
    Comparison,
    Document,
    Issue,
    IssueMatch,
    Kind,
    Party,
    Provenance,
    Settings,
    Span,
    Statement,
    Voice,
)

SETTINGS = Settings(
    "Deal", (Party("microsoft", "Microsoft"), Party("oracle", "Oracle")), (Issue("sale", "Sale"),)
)


def attribution(
    text: str, cue: str, content: str, number: int = 0, *, at: int = 0, **changes: object
) -> Attribution:
    """Microsoft's words `content` in `text`, found from `at` on."""
    place = Span(text.index(content, at), text.index(content, at) + len(content))
    said = Span(text.index(cue, at), text.index(cue, at) + len(cue))
    part = Statement(
        f"s{number}", place, content, Voice.PARAPHRASED, issues=(IssueMatch("sale", ()),)
    )
    made = Attribution(
        id=f"a{number}", document="d", source=(), cue=(said,), content=(place,),
        kind=Kind.INDIRECT, speaker="Microsoft", party="microsoft", also=(), about=(),
        voice=Voice.PARAPHRASED, certainty=Certainty.ASSERTED, chain=(), tone=None,
        resolutions=(), rule="made", confidence=1.0, parts=(part,),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def compared(text: str, *found: Attribution) -> Comparison:
    document = Document("d", "d", "article", text, paragraphs=(Span(0, len(text)),))
    return compare(SETTINGS, [document], [Analysis("d", Provenance("", "", "", ""), found)])


def cell(comparison: Comparison) -> str:
    """Microsoft's cell on the sale, as exported."""
    lines = export(comparison, "md").splitlines()
    return next(line for line in lines if line.startswith("| Sale")).split(" | ")[1]


@pytest.mark.parametrize(
    "cue",
    ["denied", "did not say", "didn’t say", "never said", "has again and again and loudly denied"],
)
def test_a_cell_keeps_the_cue_that_denies(cue: str) -> None:
    text = f"Microsoft {cue} that it would buy TikTok."
    made = compared(text, attribution(text, cue, "it would buy TikTok"))
    assert cell(made).startswith(f"{cue} “it would buy TikTok”")
    assert summary_faults("microsoft", made) == ()
    line = "".join(piece.text for piece in made.view("microsoft").summary)
    assert line.count(cue) == 1


def test_a_denial_stays_with_what_is_told_of_another() -> None:
    text = "Oracle denied that Microsoft would buy TikTok."
    told = attribution(text, "denied", "Microsoft would buy TikTok")
    told = replace(told, speaker="Oracle", party="oracle", about=("microsoft",))
    assert cell(compared(text, told)).startswith("denied “Microsoft would buy TikTok”")


def test_a_statement_that_holds_its_cue_has_it_once() -> None:
    text = "Microsoft denied that it would buy TikTok."
    made = compared(text, attribution(text, "denied", "Microsoft denied that it would buy TikTok"))
    assert cell(made).count("denied") == 1
    assert sum(p.text.count("denied") for p in made.view("microsoft").summary) == 1


def test_plain_saying_is_no_part_of_a_cell() -> None:
    text = "Microsoft said that it would buy TikTok."
    made = compared(text, attribution(text, "said", "it would buy TikTok"))
    assert cell(made).startswith("“it would buy TikTok”")


def test_a_colon_is_no_word_to_lead_in_with() -> None:
    text = "Microsoft: it would buy TikTok."
    line = compared(text, attribution(text, ":", "it would buy TikTok")).view("microsoft").summary
    assert "".join(piece.text for piece in line) == "own, paraphrased: “it would buy TikTok”"


def test_the_same_words_count_once_with_the_voice_nearest_to_its_own() -> None:
    text = "Microsoft said that it would buy TikTok."
    first = attribution(text, "said", "it would buy TikTok", 1)
    part = replace(first.parts[0], id="s1#2", voice=Voice.REPORTED)
    view = compared(text, replace(first, id="a0", parts=(part,)), first).view("microsoft")
    assert [(e.voice, e.statement.id) for e in view.entries] == [(Voice.PARAPHRASED, "s1")]
    assert view.count.total == 1


def test_a_document_of_very_many_statements_is_compared() -> None:
    lines = [f"Microsoft said that it would buy {n:05}.\n" for n in range(10_000)]
    text = "".join(lines)
    found = [
        attribution(text, "said", f"it would buy {n:05}", n, at=n * len(lines[0]))
        for n in range(len(lines))
    ]
    found[1::2] = [replace(one, party="oracle", about=("microsoft",)) for one in found[1::2]]
    made = compared(text, *found)
    assert made.view("microsoft").count.total == 10_000
    assert {entry.told_by for entry in made.view("microsoft").entries} == {None, "oracle"}
