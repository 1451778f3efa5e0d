"""Whoever edits an article so that words become another's: no decision follows them."""

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.decisions import Clock, Maker, Placed, Target, View, decided
from analysis.language import Analyser
from analysis.models import Action, Analysis, Document, Party, PartyKind, Settings
from analysis.reading import clean_view, read_bytes

PARTIES = (
    Party("union", "seamen's union", PartyKind.GROUP, spokespeople=("Jo Marsh",)),
    Party("coral", "Coral Line", PartyKind.ORGANIZATION, spokespeople=("Ada Finch",)),
)
SPEAKERS = (
    "Jo Marsh of the seamen's union spoke first.",
    "Ada Finch of Coral Line spoke first.",
    "Ann Bell spoke first.",
    "Mary Bell spoke first.",
    "The nurse spoke first.",
    "A minister spoke first.",
)
SOURCES = ("she", "the official", "the woman", "her lawyer", "the spokeswoman")
NEUTRAL = ("Nobody had expected that.", "Everything had been tried before.", "There was more.")
QUOTE = "“We will strike on Monday,”"
DECISIONS = (
    (Action.NOTE, {"note": "ask"}),
    (Action.VERIFY, {"verified": True}),
    (Action.PARTY, {"party": "coral", "also": [], "about": []}),
)
speakers = st.sampled_from(SPEAKERS)
neutral = st.lists(st.sampled_from(NEUTRAL), max_size=2).map(" ".join)
gaps = st.sampled_from((" ", "\n\n"))
a_few = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def machine() -> Analyser:
    return Analyser(Settings("Strike", PARTIES))


@cache
def read(machine: Analyser, text: str) -> tuple[Document, Analysis]:
    document = read_bytes(text.encode(), "strike")
    return document, machine.analyse(document, clean_view(document))


def after(machine: Analyser, before: str, now: str) -> View:
    """All that was decided about the quotation, when `now` has taken the place of `before`."""
    old, new = read(machine, before), read(machine, now)
    placed = [Placed(a, p) for a in old[1].attributions for p in a.parts if "strike" in p.quote]
    maker = Maker("ana", Clock())
    events = [
        maker.change(Target(*old, one, one), action, to)
        for one in placed
        for action, to in DECISIONS
    ]
    to = {"document": new[0].id}
    events.append(maker.event(Action.REPLACE, old[0].id, was={"document": old[0].id}, to=to))
    records = {document.id: (document, found) for document, found in (old, new)}
    return decided(events, records.get, {party.id: party.name for party in PARTIES})


def text(*sentences: str, gap: str = " ") -> str:
    return gap.join(sentence for sentence in sentences if sentence) + gap + "The end."


@a_few
@given(speakers, speakers, neutral, st.sampled_from(SOURCES), gaps, st.data())
def test_no_decision_follows_words_to_another_speaker(
    machine: Analyser,
    one: str,
    other: str,
    between: str,
    source: str,
    gap: str,
    data: st.DataObject,
) -> None:
    said = f"{QUOTE} {source} said."
    if one == other:
        return
    hostile: dict[str, Sequence[str]] = {
        "swapped": (other, between, said),
        "put between": (one, between, other, said),
        "moved": (one, between, other, said, "It rained."),
        "said twice": (one, between, said, other, said),
        "taken away": (between, said),
    }
    before = text(one, between, said, gap=gap)
    if data.draw(st.booleans()):
        before = text(one, between, said, other, gap=gap)
    way = data.draw(st.sampled_from(sorted(hostile)))
    view = after(machine, before, text(*hostile[way], gap=gap))
    assert not view.attached, (way, before)
    assert not view.marks


@a_few
@given(speakers, neutral, neutral, gaps)
def test_a_surname_is_followed_only_with_its_full_name(
    machine: Analyser, other: str, between: str, more: str, gap: str
) -> None:
    said = f"{QUOTE} Bell said."
    before = text("Ann Bell spoke first.", between, said, gap=gap)
    for title in ("", "Mrs. ", "President "):
        titled = said.replace("Bell", f"{title}Bell")
        swapped = after(
            machine,
            before.replace(said, titled),
            text("Mary Bell spoke first.", between, titled, gap=gap),
        )
        assert not swapped.attached
    same = after(machine, before, text("Ann Bell spoke first.", between, more, said, gap=gap))
    assert not same.orphans
    namesake = "Mary" in other
    beside = after(machine, before, text(other, "Ann Bell spoke first.", between, said, gap=gap))
    assert not (beside.attached and namesake)


@a_few
@given(st.sampled_from(SPEAKERS[:3]), st.sampled_from(NEUTRAL), st.sampled_from(NEUTRAL), gaps)
def test_edits_that_name_nobody_lose_no_decision(
    machine: Analyser, one: str, between: str, more: str, gap: str
) -> None:
    said = f"{QUOTE} she said."
    before = text(one, between, said, gap=gap)
    typo = between.replace("expected", "expectd").replace("tried", "tryed")
    view = after(machine, before, text(one, more, typo, said, "It rained.", gap=gap))
    assert not view.orphans
    assert view.attached
