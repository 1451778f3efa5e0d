"""No decision follows words into another version of an article where they are another's words."""

from pathlib import Path

import pytest

from analysis.dossier import Dossier
from analysis.models import Action
from tests.analysis.fakes import SharedLanguage

SETTINGS = """\
title = "Strike"

[[party]]
id = "coral"
name = "Coral Line"
spokespeople = ["Ray Finch"]

[[party]]
id = "union"
name = "seamen's union"
spokespeople = ["Jo Marsh"]

[[issue]]
id = "strike"
name = "Strike"
keywords = ["strike"]
"""
LANGUAGE = SharedLanguage()
MARSH = "Jo Marsh of the seamen's union spoke first on Friday."
FINCH = "Ray Finch of Coral Line spoke first on Friday."
SHE = '"We will strike on Monday," she said.'
DECISIONS = {
    Action.VERIFY: {},
    Action.PIN: {},
    Action.NOTE: {"note": "ask her"},
    Action.STANCE: {"issue": "strike", "stance": "conditional"},
}


def dossier_of(path: Path, text: str) -> Dossier:
    dossier = Dossier.create(path / "d", settings=SETTINGS.encode(), language=LANGUAGE)
    put(dossier, path / "c1.txt", text)
    return dossier


def put(dossier: Dossier, file: Path, text: str) -> None:
    file.write_text(text)
    assert not dossier.add([file]).unread


def exchange(dossier: Dossier, path: Path, text: str) -> tuple[int, int]:
    """Let `text` take the place of c1; return how many decisions followed and how many did not."""
    put(dossier, path / "c2.txt", text)
    decisions = dossier.decisions
    decisions.keep(decisions.propose_replaced("c1", "c2"))
    newer = decisions.document("c2").id
    view = decisions.view()
    assert dossier.decisions.view_of(newer).attached == view.attached
    return len(view.attached), sum(len(orphan.events) for orphan in view.orphans)


def named(dossier: Dossier, quote: str) -> str:
    """The id of the statement that has these words."""
    for document in dossier.documents():
        analysis = dossier.analysis(document.id)
        for attribution in analysis.attributions if analysis else ():
            for part in attribution.parts:
                if quote in part.quote:
                    return part.id
    raise KeyError(quote)


def decided(path: Path, text: str) -> Dossier:
    """A dossier in which all was decided about the strike that can be."""
    dossier = dossier_of(path, text)
    name = named(dossier, "We will strike")
    decisions = dossier.decisions
    for action, to in DECISIONS.items():
        assert decisions.keep(decisions.propose(name, action, to))
    return dossier


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{MARSH} {SHE}", f"{FINCH} {SHE}"),
        # She is nobody of the dossier's, and has a namesake.
        (f"{MARSH} {SHE}", f"{MARSH.replace('Jo', 'Ada')} {SHE}"),
        # Whom nobody is named for.
        (f"{MARSH} {SHE}", f"It rained on Friday. {SHE}"),
        # Neither a surname nor a description is one person's alone.
        (
            'Ann Bell spoke. "We will strike," Bell said.',
            'Tom Bell spoke. "We will strike," Bell said.',
        ),
        (
            'Ann Bell spoke. "We will strike," the British official said.',
            'Tom Cole spoke. "We will strike," the British official said.',
        ),
        # One sentence further back, in a paragraph of its own.
        (f"{MARSH}\n\nShe stood up. {SHE}", f"{FINCH}\n\nShe stood up. {SHE}"),
    ],
)
def test_words_that_are_now_another_persons_have_no_decisions(
    tmp_path: Path, before: str, after: str
) -> None:
    dossier = decided(tmp_path, before)
    assert exchange(dossier, tmp_path, after) == (0, len(DECISIONS))
    assert "another's" in dossier.decisions.orphans()[0].reason
    assert dossier.comparison().corrections.verified == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{MARSH} {SHE}", f"{MARSH} {SHE} Nobody answered."),
        (f"{MARSH} {SHE}", f"The harbour was quiet. {MARSH} {SHE}"),
        (f'{MARSH} "We will strike," Jo Marsh said.', f'{FINCH} "We will strike," Jo Marsh said.'),
        (
            'It rained. "We will strike," Ann Bell said.',
            'It snowed. "We will strike," Ann Bell said.',
        ),
    ],
)
def test_words_that_are_still_the_same_persons_keep_their_decisions(
    tmp_path: Path, before: str, after: str
) -> None:
    dossier = decided(tmp_path, before)
    assert exchange(dossier, tmp_path, after) == (len(DECISIONS), 0)


THEN = "Then it would sell the boat."


@pytest.mark.parametrize(
    ("before", "after", "follows"),
    [
        (f"{FINCH} {THEN}", f"{MARSH} {THEN}", False),
        (f"{FINCH}\n\n{THEN}", f"{MARSH}\n\n{THEN}", False),
        (f"{FINCH} It rained. {THEN}", f"{MARSH} It rained. {THEN}", False),
        (THEN, f"{MARSH} {THEN}", False),
        (f"{FINCH} {THEN}", f"{FINCH} {THEN} It rained.", True),
        (f"{MARSH} Coral Line knew it would sell the boat.",) * 2 + (True,),
        (
            f"{MARSH} Coral Line knew it would sell the boat.",
            "It rained. Coral Line knew it would sell the boat.",
            True,
        ),
    ],
)
def test_words_added_by_hand_follow_only_in_the_same_context(
    tmp_path: Path, before: str, after: str, follows: bool
) -> None:
    after = f"{after} The end."
    dossier = dossier_of(tmp_path, before)
    decisions = dossier.decisions
    decisions.keep(decisions.propose_added("c1", "it would sell the boat", "coral"))
    assert exchange(dossier, tmp_path, after) == ((1, 0) if follows else (0, 1))
