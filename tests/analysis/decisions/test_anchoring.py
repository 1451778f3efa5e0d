"""Decisions find their statements again, or say that they do not: never another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decisions import Finder
from analysis.decisions.places import Searchable, anchor_of, plain_words
from analysis.errors import UsageError
from analysis.models import Action, Attribution, Document, Voice
from analysis.models.attachment import How
from tests.analysis.decisions.made import (
    Shelf,
    analysis,
    attribution,
    document,
    parties_of,
    place,
    replace,
)
from tests.gold import TEXT as SEED

TEXT = (
    "Oracle said the deal is done and signed. Later, Oracle said the price was fair.\n"
    "Walmart said the price was high, and that it would wait.\n"
)


def shelf_of(article: Document, *found: Attribution) -> Shelf:
    shelf = Shelf()
    shelf.put(article, *found)
    return shelf


def decided(quote: str = "the deal is done and signed") -> tuple[Shelf, Document]:
    """A dossier in which the statement `quote` of Oracle was given to Walmart."""
    article = document(TEXT)
    found = attribution(article, quote, source="Oracle", cue="said")
    shelf = shelf_of(article, found)
    decisions = shelf.decisions()
    decisions.keep(decisions.propose_party(found.parts[0].id, ["walmart"]))
    return shelf, article


# ---------------------------------------------------------------- the same text, another analysis


def test_the_same_place_is_found_whatever_its_id_and_party() -> None:
    shelf, article = decided()
    found = attribution(article, "the deal is done and signed", party="bytedance")
    part = replace(found.parts[0], id="another")
    shelf.put(article, replace(found, parts=(part,)))
    decisions = shelf.decisions()
    assert parties_of(decisions, shelf) == {"the deal is done and signed": ("walmart",)}
    assert [a.how for a in decisions.view().attached] == [How.EXACT]


def test_most_of_the_words_of_the_same_source_will_do() -> None:
    shelf, article = decided()
    shelf.put(article, attribution(article, "the deal is done", source="Oracle", cue="said"))
    decisions = shelf.decisions()
    assert parties_of(decisions, shelf) == {"the deal is done": ("walmart",)}
    assert [a.how for a in decisions.view().attached] == [How.OVERLAP]


@pytest.mark.parametrize(
    ("quote", "source", "reason"),
    [
        ("done", "Oracle", "no statement stands at its place"),
        ("the deal is done", "", "given to another source"),
        ("the price was fair", "Oracle", "no statement stands at its place"),
    ],
)
def test_in_doubt_a_decision_has_no_statement(quote: str, source: str, reason: str) -> None:
    shelf, article = decided()
    shelf.put(article, attribution(article, quote, source=source, cue="said"))
    decisions = shelf.decisions()
    assert parties_of(decisions, shelf) == {quote: ("oracle",)}
    (orphan,) = decisions.orphans()
    assert reason in orphan.reason
    assert orphan.events[0].to["party"] == "walmart"
    assert orphan.candidates
    assert decisions.corrections().orphaned == 1


def test_two_statements_at_one_place_are_told_apart_by_their_source() -> None:
    article = document("Oracle said, and Walmart added, the price is fair.")
    both = [
        attribution(article, "the price is fair", source=who, cue=cue, party=party)
        for who, cue, party in (("Oracle", "said", "oracle"), ("Walmart", "added", "walmart"))
    ]
    first = replace(both[1], id="b", parts=(replace(both[1].parts[0], id="0" * 16),))
    shelf = shelf_of(article, both[0], first)
    decisions = shelf.decisions()
    decisions.keep(decisions.propose("0" * 16, Action.REJECT))
    swapped = [
        replace(found, parts=(replace(found.parts[0], id=name),))
        for found, name in ((both[0], "0" * 16), (first, "1" * 16))
    ]
    shelf.put(article, *swapped)
    view = shelf.decisions().view()
    assert view.rejected == {"1" * 16}
    unsaid = [replace(found, source=(), cue=()) for found in swapped]
    shelf.put(article, *unsaid)
    (orphan,) = shelf.decisions().orphans()
    assert "2 statements stand at its place" in orphan.reason
    shelf.put(article, both[0])
    (orphan,) = shelf.decisions().orphans()
    assert "another statement stands at its place" in orphan.reason


def test_what_was_verified_stays_as_it_was_verified() -> None:
    article = document(TEXT)
    found = attribution(article, "the price was fair", source="Oracle", cue="said")
    shelf = shelf_of(article, found)
    decisions = shelf.decisions()
    decisions.keep(decisions.propose(found.parts[0].id, Action.VERIFY))
    worse = attribution(article, "the price was fair", party="walmart", voice=Voice.SECOND_HAND)
    shelf.put(article, worse)
    decisions = shelf.decisions()
    assert parties_of(decisions, shelf) == {"the price was fair": ("oracle",)}
    machine = decisions.view().marks[found.parts[0].id].machine
    assert machine == {"party": "walmart", "voice": "second-hand"}
    shelf.put(article)
    decisions = shelf.decisions()
    assert parties_of(decisions, shelf) == {"the price was fair": ("oracle",)}
    assert decisions.orphans() == ()


def test_decisions_count_for_what_a_party_or_issue_is_called_now() -> None:
    shelf, article = decided()
    decisions = shelf.decisions()
    (name,) = (part.id for a in shelf.records[article.id][1].attributions for part in a.parts)
    decisions.keep(decisions.propose(name, Action.STANCE, {"issue": "talks", "stance": "for"}))
    decisions.keep(decisions.propose(name, Action.PIN))
    before = decisions.events()
    renamed = {"walmart": "shops", "talks": "negotiations"}
    shelf.settings = replace(
        shelf.settings,
        parties=tuple(
            replace(one, id=renamed[one.id], was=(one.id,)) if one.id in renamed else one
            for one in shelf.settings.parties
        ),
        issues=tuple(
            replace(one, id=renamed[one.id], was=(one.id,)) if one.id in renamed else one
            for one in shelf.settings.issues
        ),
    )
    decisions = shelf.decisions()
    assert decisions.orphans() == ()
    assert parties_of(decisions, shelf) == {"the deal is done and signed": ("shops",)}
    (found,) = decisions.view().analyses[article.id].attributions
    assert found.parts[0].stances["negotiations"] == "for"
    assert article.id in decisions.giving("shops")
    assert decisions.events() == before  # kept as they were made


def test_a_party_or_issue_that_is_gone_makes_no_statement_vanish() -> None:
    shelf, article = decided()
    decisions = shelf.decisions()
    (name,) = (part.id for a in shelf.records[article.id][1].attributions for part in a.parts)
    decisions.keep(decisions.propose(name, Action.STANCE, {"issue": "talks", "stance": "for"}))
    decisions.keep(decisions.propose(name, Action.NOTE, {"note": "x"}))
    whole = shelf.settings
    shelf.settings = replace(
        whole,
        parties=tuple(party for party in whole.parties if party.id != "walmart"),
        issues=tuple(issue for issue in whole.issues if issue.id != "talks"),
    )
    decisions = shelf.decisions()
    assert parties_of(decisions, shelf) == {"the deal is done and signed": ("oracle",)}
    gone = [orphan.reason for orphan in decisions.orphans()]
    assert [reason.partition(" now")[0] for reason in gone] == [
        "dossier.toml has no party 'walmart'",
        "dossier.toml has no issue 'talks'",
    ]
    assert decisions.view().marks[name].note == "x"
    shelf.settings = whole
    decisions = shelf.decisions()
    assert parties_of(decisions, shelf) == {"the deal is done and signed": ("walmart",)}
    assert decisions.orphans() == ()


def test_a_person_gives_a_lost_decision_another_statement() -> None:
    shelf, article = decided()
    other = attribution(article, "the price was fair", source="Oracle")
    shelf.put(article, other)
    decisions = shelf.decisions()
    (orphan,) = decisions.orphans()
    decisions.keep(decisions.propose_reattached(orphan.events[0].id, other.parts[0].id))
    assert parties_of(decisions, shelf) == {"the price was fair": ("walmart",)}
    assert [a.how for a in decisions.view().attached] == [How.HAND]
    assert decisions.orphans() == ()
    decisions.undo()
    assert decisions.orphans() == (orphan,)


def test_what_was_added_stands_until_the_machine_finds_it() -> None:
    article = document(TEXT)
    shelf = shelf_of(article)
    decisions = shelf.decisions()
    (event,) = decisions.keep(decisions.propose_added("a", "the price was high", "walmart"))
    assert parties_of(decisions, shelf) == {"the price was high": ("walmart",)}
    for party in ("walmart", "oracle"):
        shelf.put(article, attribution(article, "the price was high", party=party))
        decisions = shelf.decisions()
        found = [a.statement for a in decisions.view().attached]
        assert (found == [event.statement]) == (party == "oracle")
        assert parties_of(decisions, shelf)["the price was high"] == ("walmart",)


# ---------------------------------------------------------------- another version of the article


def edited(text: str, quote: str, **how: str) -> tuple[Shelf, Document]:
    """The dossier of `decided` with a newer version, in which `quote` was found."""
    shelf, article = decided()
    newer = document(text, "b")
    shelf.put(newer, attribution(newer, quote, **{"source": "Oracle", "cue": "said", **how}))  # type: ignore[arg-type]
    decisions = shelf.decisions()
    decisions.keep(decisions.propose_replaced(article.id, newer.id))
    return shelf, newer


def test_decisions_follow_an_edited_article() -> None:
    text = "New York — The talks are over.\n" + TEXT.replace("fair", "too low")
    shelf, newer = edited(text, "the deal is done and signed")
    decisions = shelf.decisions()
    assert parties_of(decisions, shelf) == {"the deal is done and signed": ("walmart",)}
    assert [(a.document, a.how) for a in decisions.view().attached] == [(newer.id, How.QUOTE)]
    decisions.undo()
    view = decisions.view()
    assert (view.replaced, [a.how for a in view.attached]) == ({}, [How.EXACT])


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [
        (TEXT.replace("is done", "is not done"), "the deal is not done and signed", "no longer in"),
        (
            TEXT.replace("Oracle said the deal", "Oracle never said the deal"),
            "the deal is done and signed",
            "the sentence that its words stand in has changed",
        ),
        (TEXT + TEXT, "the deal is done and signed", "stand 2 times"),
    ],
)
def test_other_words_or_another_sentence_are_not_followed(
    text: str, quote: str, reason: str
) -> None:
    shelf, _ = edited(text, quote)
    decisions = shelf.decisions()
    assert parties_of(decisions, shelf) == {quote: ("oracle",)}
    (orphan,) = decisions.orphans()
    assert reason in orphan.reason


def test_the_same_words_of_another_source_are_not_followed() -> None:
    quote = "the deal is done and signed"
    shelf, _ = edited("New. " + TEXT, quote, cue="signed")
    assert parties_of(shelf.decisions(), shelf) == {quote: ("oracle",)}
    assert "another source" in shelf.decisions().orphans()[0].reason


def test_versions_of_versions_are_followed_and_circles_refused() -> None:
    shelf, newer = edited("First. " + TEXT, "the deal is done and signed")
    newest = document("Again. " + TEXT, "c")
    shelf.put(
        newest, attribution(newest, "the deal is done and signed", source="Oracle", cue="said")
    )
    decisions = shelf.decisions()
    decisions.keep(decisions.propose_replaced(newer.id, newest.id))
    assert parties_of(decisions, shelf) == {"the deal is done and signed": ("walmart",)}
    assert decisions.propose_replaced(shelf.documents()[0].id, newest.id) == ()
    with pytest.raises(UsageError, match="newer version already"):
        decisions.propose_replaced(newest.id, newer.id)


# ---------------------------------------------------------------- words in a text


@given(st.integers(0, len(SEED) - 2), st.integers(1, 200), st.sampled_from(["\n", "  ", " \n\t "]))
def test_words_are_found_whatever_the_white_space(start: int, length: int, space: str) -> None:
    words = SEED[start : start + length]
    if words.strip():
        spread = space.join(words.split(" "))
        found = list(Searchable(SEED).all(spread))
        inner = start + len(words) - len(words.lstrip())
        assert inner in [span.start for span in found]
        assert {plain_words(s.of(SEED)) for s in found} == {plain_words(words)}


@given(st.text(min_size=1, max_size=80), st.data())
def test_an_anchor_finds_its_own_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    article = Document("d", "0", "n", text)
    made = attribution(article, text[start:end])
    span = place(text, text[start:end])
    found = Finder(article, analysis(article, made))
    anchor = anchor_of(article, analysis(article, made), made, made.parts[0])
    again = found.find(anchor, made.parts[0].id)
    assert again.placed is not None
    assert again.placed.statement.span == span
