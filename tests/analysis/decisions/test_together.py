"""What is seen of one document needs only the events that bear on it."""

from msgspec.structs import replace

from analysis.decisions.together import Together
from analysis.models import Action
from tests.analysis.store.deciding import event

ONE, TWO, THREE = "1" * 64, "2" * 64, "3" * 64


def test_documents_are_apart_until_decisions_move_between_them() -> None:
    first, second, third = event(1, ONE), event(2, TWO), event(3, THREE)
    assert [Together([first, second]).of(name) for name in (ONE, TWO, THREE)] == [
        [first],
        [second],
        (),
    ]
    moved = replace(event(4, TWO), action=Action.REATTACH, was={"document": ONE})
    replaced = replace(event(5, TWO), action=Action.REPLACE, to={"document": THREE})
    everything = [first, second, third, moved, replaced]
    for name in (ONE, TWO, THREE):
        assert Together(everything).of(name) == everything


def test_it_is_known_where_a_party_was_given_a_statement() -> None:
    given = replace(event(1, ONE), to={"party": "oracle", "also": ["walmart"], "about": []})
    kept = replace(event(2, TWO), record={"party": None, "also": [], "about": ["walmart"]})
    together = Together([given, kept, event(3, THREE)])
    assert together.giving("oracle") == {ONE}
    assert together.giving("walmart") == {ONE, TWO}
    assert together.giving("microsoft") == frozenset()
