"""Every decision: what it changes, what it keeps, and how it is taken back."""

import pytest

from analysis.decisions import Clock
from analysis.errors import UsageError
from analysis.models import Action, Certainty, Resolution, StanceValue, Statement, Voice
from analysis.models.attachment import Scope
from tests.analysis.decisions.made import Shelf, attribution, document, parties_of, place, replace

TEXT = (
    "Oracle said the deal is done. The company said it will store the data. "
    "Walmart wants a share. “We agree. We are glad,” the company said.\n"
)
DONE, STORE, SHARE = "the deal is done", "it will store the data", "a share"
AGREE, GLAD = "We agree.", "We are glad,"


@pytest.fixture
def shelf() -> Shelf:
    article = document(TEXT)
    shelf = Shelf()
    company = place(TEXT, "The company")
    again = place(TEXT, "the company")

    def meant(span: object, rule: str = "description") -> tuple[Resolution, ...]:
        return (Resolution("microsoft", span, rule, "the nearest company"),)  # type: ignore[arg-type]

    shelf.put(
        article,
        attribution(article, DONE, source="Oracle", cue="said"),
        replace(
            attribution(article, STORE, party="microsoft", source="The company"),
            resolutions=meant(company),
        ),
        attribution(
            article, SHARE, party=None, about=("walmart",), cue="wants", voice=Voice.REPORTED
        ),
        replace(
            attribution(article, AGREE, GLAD, party="microsoft", voice=Voice.OWN),
            resolutions=meant(again),
        ),
    )
    return shelf


def id_of(shelf: Shelf, quote: str) -> str:
    article = shelf.documents()[0]
    span = place(article.text, quote)
    return f"{article.id[:6]}{span.start:05}{span.end:05}"


def statement(shelf: Shelf, quote: str) -> Statement:
    return shelf.decisions().target(id_of(shelf, quote)).now.statement


def decide(shelf: Shelf, quote: str, action: Action, **to: object) -> None:
    decisions = shelf.decisions()
    decisions.keep(decisions.propose(id_of(shelf, quote), action, to))


# ---------------------------------------------------------------- one statement


def test_a_rejected_statement_counts_for_nobody(shelf: Shelf) -> None:
    decide(shelf, DONE, Action.REJECT)
    assert DONE not in parties_of(shelf.decisions(), shelf)
    assert shelf.decisions().corrections().kinds == {Action.REJECT: 1}
    with pytest.raises(UsageError, match="is rejected"):
        shelf.decisions().target(id_of(shelf, DONE))


def test_another_party_takes_the_place_of_the_source(shelf: Shelf) -> None:
    decisions = shelf.decisions()
    decisions.keep(decisions.propose_party(id_of(shelf, DONE), ["walmart"]))
    found = decisions.target(id_of(shelf, DONE)).now.attribution
    assert found.parties == ("walmart",)
    assert found.resolutions[0].reason.startswith("decided by ana on ")
    assert "the machine had: Oracle" in found.resolutions[0].reason
    assert decisions.view().marks[id_of(shelf, DONE)].machine == {"party": "oracle"}


def test_what_is_told_of_a_party_is_told_of_another(shelf: Shelf) -> None:
    decisions = shelf.decisions()
    decisions.keep(decisions.propose_party(id_of(shelf, SHARE), ["oracle"]))
    found = decisions.target(id_of(shelf, SHARE)).now.attribution
    assert (found.party, found.about) == (None, ("oracle",))


def test_two_parties_may_say_it_or_nobody(shelf: Shelf) -> None:
    decisions = shelf.decisions()
    decisions.keep(decisions.propose_party(id_of(shelf, DONE), ["walmart", "oracle"]))
    assert parties_of(decisions, shelf)[DONE] == ("walmart", "oracle")
    decisions.keep(decisions.propose_party(id_of(shelf, SHARE), []))
    assert parties_of(decisions, shelf)[SHARE] == ()


def test_one_of_several_parties_is_exchanged_by_name(shelf: Shelf) -> None:
    decisions = shelf.decisions()
    name = id_of(shelf, DONE)
    decisions.keep(decisions.propose_party(name, ["walmart", "oracle"]))
    decisions.keep(decisions.propose_party(name, ["microsoft"], instead_of="oracle"))
    assert parties_of(decisions, shelf)[DONE] == ("walmart", "microsoft")
    with pytest.raises(UsageError, match="is none of 'bytedance'"):
        decisions.propose_party(name, ["oracle"], instead_of="bytedance")


def test_one_sentence_of_a_quotation_moves_alone_or_with_the_rest(shelf: Shelf) -> None:
    decisions = shelf.decisions()
    decisions.keep(decisions.propose_party(id_of(shelf, AGREE), ["walmart"]))
    found = parties_of(decisions, shelf)
    assert (found[AGREE], found[GLAD]) == (("walmart",), ("microsoft",))
    assert decisions.rest_of_quotation(id_of(shelf, AGREE)) == 1
    events = decisions.propose_party(id_of(shelf, GLAD), ["walmart"], scope=Scope.QUOTATION)
    assert [e.anchor.quote for e in decisions.keep(events) if e.anchor] == [GLAD]
    found = parties_of(decisions, shelf)
    assert (found[AGREE], found[GLAD]) == (("walmart",), ("walmart",))


def test_voice_certainty_issue_and_stance(shelf: Shelf) -> None:
    decide(shelf, DONE, Action.VOICE, voice="own words")
    decide(shelf, DONE, Action.CERTAINTY, certainty="hedged")
    decide(shelf, DONE, Action.STANCE, issue="talks", stance="for")
    decide(shelf, DONE, Action.ISSUE, issue="us_sale", on=True)
    found = statement(shelf, DONE)
    assert (found.voice, found.certainty) == (Voice.OWN, Certainty.HEDGED)
    assert {match.issue for match in found.issues} == {"talks", "us_sale"}
    assert found.stances == {"talks": StanceValue.FOR}
    decide(shelf, DONE, Action.ISSUE, issue="talks", on=False)
    found = statement(shelf, DONE)
    assert ({match.issue for match in found.issues}, found.stances) == ({"us_sale"}, {})


def test_own_words_of_a_party_that_was_only_told_of_make_it_the_source(shelf: Shelf) -> None:
    decide(shelf, SHARE, Action.VOICE, voice="own words")
    found = shelf.decisions().target(id_of(shelf, SHARE)).now.attribution
    assert (found.party, found.about) == ("walmart", ())


def test_pins_notes_and_verifications_are_marks_only(shelf: Shelf) -> None:
    before = parties_of(shelf.decisions(), shelf)
    for action, to in (
        (Action.PIN, {}),
        (Action.NOTE, {"note": "ask\nthem"}),
        (Action.VERIFY, {}),
    ):
        decide(shelf, DONE, action, **to)
    assert parties_of(shelf.decisions(), shelf) == before
    mark = shelf.decisions().view().marks[id_of(shelf, DONE)]
    assert (mark.pinned, mark.note, mark.verified) == (True, "ask\nthem", True)
    assert shelf.decisions().corrections().corrected == 0


@pytest.mark.parametrize(
    ("action", "to"),
    [
        (Action.PARTY, {}),
        (Action.VOICE, {"voice": "reported"}),
        (Action.CERTAINTY, {"certainty": "hedged"}),
        (Action.STANCE, {"issue": "talks", "stance": "for"}),
        (Action.REJECT, {}),
    ],
)
def test_a_verification_ends_with_a_correction_of_what_was_verified(
    shelf: Shelf, action: Action, to: dict[str, str]
) -> None:
    decide(shelf, DONE, Action.VERIFY)
    name = id_of(shelf, DONE)
    other = shelf.decisions("ben")
    party = action is Action.PARTY
    events = other.propose_party(name, ["walmart"]) if party else other.propose(name, action, to)
    other.keep(events)
    view = shelf.decisions().view()
    assert (view.marks[name].verified, view.marks[name].corrected) == (False, (action,))
    assert shelf.decisions().corrections().verified == 0
    if action is not Action.REJECT:
        decide(shelf, DONE, Action.VERIFY)
        assert shelf.decisions().corrections().verified == 1
        shelf.decisions().undo()
    other.undo()
    assert shelf.decisions().corrections().verified == 1


def test_what_the_machine_missed_is_added(shelf: Shelf) -> None:
    decisions = shelf.decisions()
    (event,) = decisions.keep(decisions.propose_added("a", "Walmart  wants a", "walmart"))
    found = decisions.target(event.statement).now
    assert found.statement.quote == "Walmart wants a"
    assert found.attribution.parties == ("walmart",)
    assert event.record is not None
    assert decisions.corrections().added == 1
    assert decisions.corrections().corrected == 0
    decisions.keep(decisions.propose(event.statement, Action.NOTE, {"note": "mine"}))
    decisions.undo(event.id)
    assert "Walmart wants a" not in parties_of(decisions, shelf)
    assert decisions.orphans() == ()
    decisions.redo(event.id)
    assert decisions.view().marks[event.statement].note == "mine"


@pytest.mark.parametrize(
    ("words", "problem"), [("Nobody said", "are not in"), ("said", "stand 3 times")]
)
def test_added_words_must_stand_in_one_place(shelf: Shelf, words: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        shelf.decisions().propose_added("a", words, "oracle")


# ---------------------------------------------------------------- wherever the same reason gave it


def test_the_same_reason_is_corrected_wherever_it_stands(shelf: Shelf) -> None:
    other = document("Elsewhere the company said so once more.", "b")
    shelf.put(
        other,
        replace(
            attribution(other, "so once more", party="microsoft"),
            resolutions=(
                Resolution("microsoft", place(other.text, "the company"), "description", "near"),
            ),
        ),
    )
    decisions = shelf.decisions()
    name = id_of(shelf, STORE)
    here = decisions.propose_party(name, ["walmart"], scope=Scope.DOCUMENT)
    everywhere = decisions.propose_party(name, ["walmart"], scope=Scope.DOSSIER)
    assert [e.anchor.quote for e in here if e.anchor] == [STORE, AGREE, GLAD]
    assert [e.anchor.quote for e in everywhere if e.anchor] == [STORE, AGREE, GLAD, "so once more"]
    assert shelf.log == []
    decisions.keep(everywhere)
    assert set(parties_of(decisions, shelf).values()) == {("oracle",), ("walmart",)}
    assert len(decisions.undo()) == 4
    assert parties_of(decisions, shelf)[STORE] == ("microsoft",)


def test_what_somebody_corrected_before_is_not_overrun(shelf: Shelf) -> None:
    decisions = shelf.decisions()
    decisions.keep(decisions.propose_party(id_of(shelf, GLAD), ["bytedance"]))
    events = decisions.propose_party(id_of(shelf, STORE), ["walmart"], scope=Scope.DOCUMENT)
    assert [e.anchor.quote for e in events if e.anchor] == [STORE, AGREE]


# ---------------------------------------------------------------- undo, redo, history


def test_undo_and_redo_walk_through_ones_own_decisions(shelf: Shelf) -> None:
    ana, ben = shelf.decisions("ana"), shelf.decisions("ben")
    for parties in (["walmart"], ["microsoft"]):
        ana.keep(ana.propose_party(id_of(shelf, DONE), parties))
    ben.reload()
    ben.keep(ben.propose(id_of(shelf, SHARE), Action.REJECT))

    def now() -> tuple[tuple[str, ...], bool]:
        found = parties_of(shelf.decisions(), shelf)
        return found[DONE], SHARE in found

    ana = shelf.decisions("ana")
    states = [now()]
    for step in (ana.undo, ana.undo, ana.undo, ana.redo, ana.redo, ana.redo):
        step()
        states.append(now())
    assert [parties for (parties,), _ in states] == [
        *("microsoft", "walmart", "oracle", "oracle", "walmart", "microsoft", "microsoft")
    ]
    assert not any(shown for _, shown in states)


def test_nothing_is_redone_after_another_decision(shelf: Shelf) -> None:
    decisions = shelf.decisions()
    (first,) = decisions.keep(decisions.propose_party(id_of(shelf, DONE), ["walmart"]))
    decisions.undo()
    decisions.keep(decisions.propose(id_of(shelf, SHARE), Action.REJECT))
    assert decisions.redo() == ()
    decisions.redo(first.id)
    assert parties_of(decisions, shelf)[DONE] == ("walmart",)


def test_an_earlier_decision_can_be_undone_by_its_id(shelf: Shelf) -> None:
    decisions = shelf.decisions()
    (first,) = decisions.keep(decisions.propose_party(id_of(shelf, DONE), ["walmart"]))
    decisions.keep(decisions.propose(id_of(shelf, DONE), Action.NOTE, {"note": "x"}))
    decisions.undo(first.id)
    assert parties_of(decisions, shelf)[DONE] == ("oracle",)
    assert decisions.view().marks[id_of(shelf, DONE)].note == "x"
    with pytest.raises(UsageError, match="undone already"):
        decisions.undo(first.id)


def test_the_trail_keeps_everything(shelf: Shelf) -> None:
    decisions = shelf.decisions()
    decisions.keep(decisions.propose_party(id_of(shelf, DONE), ["walmart"]))
    decisions.undo()
    rows = decisions.history(id_of(shelf, DONE)[:12])
    assert [(e.action, e.who, stands) for e, stands in rows] == [
        (Action.PARTY, "ana", False),
        (Action.UNDO, "ana", True),
    ]
    assert rows[0][0].was == {"party": "oracle", "also": [], "about": []}
    assert rows[1][0].target == rows[0][0].id
    assert decisions.history(id_of(shelf, SHARE)) == ()


def test_the_first_opinion_is_kept_through_many_corrections(shelf: Shelf) -> None:
    decisions = shelf.decisions()
    for party in ("walmart", "microsoft", "oracle"):
        decisions.keep(decisions.propose_party(id_of(shelf, DONE), [party]))
    assert shelf.log[0].was["party"] == "oracle"
    assert decisions.corrections().corrected == 0  # back where the machine was


# ---------------------------------------------------------------- what there is not


def test_a_decision_that_changes_nothing_is_none(shelf: Shelf) -> None:
    decisions = shelf.decisions()
    assert decisions.propose_party(id_of(shelf, DONE), ["oracle"]) == ()
    decide(shelf, DONE, Action.PIN)
    decisions.reload()
    assert decisions.propose(id_of(shelf, DONE), Action.PIN) == ()


def test_unknown_ids_parties_and_issues_are_named(shelf: Shelf) -> None:
    decisions = shelf.decisions()
    name = id_of(shelf, DONE)
    with pytest.raises(UsageError, match="too short"):
        decisions.target("abc")
    with pytest.raises(UsageError, match="There is no statement"):
        decisions.target("ffffffff")
    with pytest.raises(UsageError, match="5 statements begin with"):
        decisions.target(name[:6])
    with pytest.raises(UsageError, match="no party 'acme'"):
        decisions.propose_party(name, ["acme"])
    with pytest.raises(UsageError, match="no issue 'x'"):
        decisions.propose(name, Action.STANCE, {"issue": "x", "stance": "for"})
    with pytest.raises(UsageError, match="longer than"):
        decisions.propose(name, Action.NOTE, {"note": "x" * 3000})
    with pytest.raises(UsageError, match="id of no decision"):
        decisions.undo("zzzzzz")
    assert shelf.log == []


def test_a_statement_may_be_named_with_its_document(shelf: Shelf) -> None:
    decisions = shelf.decisions()
    name, article = id_of(shelf, DONE), shelf.documents()[0]
    for home in (article.id, article.id[:8], article.name):
        assert decisions.target(f"{home}:{name}").now.statement.quote == DONE
    with pytest.raises(UsageError, match="no document 'elsewhere'"):
        decisions.target(f"elsewhere:{name}")


def test_ids_sort_by_time_even_when_the_clock_is_set_back() -> None:
    from datetime import UTC, datetime

    times = iter([2026, 2020, 2026, 2031])
    clock = Clock(now=lambda: datetime(next(times), 1, 1, tzinfo=UTC))
    ids = [clock.tick()[0] for _ in range(4)]
    assert ids == sorted(set(ids))
    assert {len(name) for name in ids} == {13}
