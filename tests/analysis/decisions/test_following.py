"""What an edit may change without losing a decision, and what is only nearly the same."""

import re
from typing import Any

import pytest

from analysis.models import Action, Attribution, Document, Resolution, Span
from tests.analysis.decisions.made import Shelf, attribution, document, place, replace

SAID = "the strike is on"


def found_in(
    article: Document, quote: str, rule: str = "other", antecedent: str = "", **how: Any
) -> Attribution:
    """A statement that the machine found, given to `speaker` by a rule."""
    speaker = how.pop("speaker", how.get("source", ""))
    made = attribution(article, quote, **{"party": None, **how})
    span = place(article.text, antecedent) if antecedent else None
    why = Resolution(None, None, rule, "", span)
    return replace(made, speaker=speaker, resolutions=(why,) if how.get("source") else ())


def article_of(text: str, name: str) -> Document:
    lines = tuple(Span(*match.span()) for match in re.finditer(r".+", text))
    return replace(document(text, name), paragraphs=lines)


def follows(
    old: str, new: str, quote: str = SAID, now: dict[str, Any] | None = None, **was: Any
) -> bool:
    """Whether a note on `quote` is still there when `new` has taken the place of `old`."""
    shelf, before, after = Shelf(), article_of(old, "a"), article_of(new, "b")
    made = found_in(before, quote, **was)
    shelf.put(before, made)
    shelf.put(after, found_in(after, quote, **(was if now is None else now)))
    decisions = shelf.decisions()
    decisions.keep(decisions.propose(made.parts[0].id, Action.NOTE, {"note": "ask"}))
    decisions.keep(decisions.propose_replaced(before.id, after.id))
    return bool(decisions.view().attached)


def test_a_sentence_may_change_behind_one_that_is_quoted_whole() -> None:
    text = 'Bell said: "The strike is on. The port is shut."'
    quote, found = "The strike is on.", {"source": "Bell", "cue": "said"}
    assert follows(text, text.replace("port is shut", "quay is not"), quote, **found)
    assert not follows(text, text.replace("is on. The", "is on, if the"), "strike is on", **found)


@pytest.mark.parametrize(
    ("text", "was", "now", "same"),
    [
        (f"Bell said on Monday {SAID}.", "said", "said on Monday", True),
        (f"Bell said: {SAID}.", "said", ":", True),
        (f"Bell has not said {SAID}.", "said", "not said", False),
        (f"Bell never said: {SAID}.", "said", ":", False),
        (f"Bell said and denied {SAID}.", "said", "denied", False),
    ],
)
def test_the_machine_may_see_a_verb_differently(text: str, was: str, now: str, same: bool) -> None:
    found = {"source": "Bell", "cue": was}
    assert follows(text, f"New. {text}", now={"source": "Bell", "cue": now}, **found) is same


def test_the_same_words_elsewhere_are_told_apart_by_what_stands_around_them() -> None:
    one, other = f"Bell said {SAID}.", "It rained in the evening, and nobody came. " * 3
    text = f"{other}{one} Then {other}{one} After that {other}"
    found = {"source": "Bell", "cue": "said"}
    assert follows(text, f"New. {text}", **found)
    assert not follows(text, f"{one} {one} New. {other}", **found)
    assert not follows(text, f"New. {other}{other}{one} After that {other}", **found)  # the 2nd
    assert not follows(f"{one} {one} {one}", f"New. {one} {one} {one}", **found)


def test_who_has_no_source_needs_no_other_sentence() -> None:
    text = f"Ann Bell spoke. Then it was announced that {SAID}."
    assert follows(text, text.replace("Ann Bell", "Tom Cole"), cue="announced")
    assert not follows(
        text, text.replace("Ann Bell", "Tom Cole"), source="it", cue="announced", rule="unresolved"
    )


@pytest.mark.parametrize(
    ("source", "same"),
    [
        ("the Bell campaign", True),
        ("the British government", True),
        ("the campaign", False),
        ("the Bell lawyer", False),
        ("Bell and her aides", True),
        ("her aides", False),
    ],
)
def test_a_name_with_its_body_needs_no_other_sentence(source: str, same: bool) -> None:
    text = f"The nurse of the port rose. It rained. Later {source} said {SAID}."
    new = text.replace("nurse of the port", "minister of the town")
    assert follows(text, new, source=source, cue="said") is same


def test_who_is_named_by_the_same_sentence_needs_no_other() -> None:
    found = {"source": "who", "cue": "said"}
    text = f"The nurse rose. All looked at Ann Bell, who said {SAID}."
    assert follows(text, text.replace("nurse", "minister"), **found)
    assert not follows(text, text.replace("Ann", "Mary"), **found)
    text = text.replace("who", "who had long been silent about it all,")
    assert not follows(text, text.replace("Ann Bell", "Tom Cole"), **found)
    for begin, source in (
        ("All looked at the woman, who", "who"),
        ("That", "That"),
        ("It rained, and that", "that"),
    ):
        text = f"The nurse rose. {begin} said {SAID}."
        assert not follows(text, text.replace("nurse", "minister"), source=source, cue="said")


def test_what_only_the_machine_lost_is_followed() -> None:
    text = f"A cold day.\n\nAnn Bell rose. It rained. There was silence. She said {SAID}."
    was = {"source": "She", "cue": "said", "speaker": "Ann Bell", "antecedent": "Ann Bell"}
    was["rule"] = "pronoun"
    now = {"source": "She", "cue": "said", "speaker": "She", "rule": "unresolved"}
    assert follows(f"Monday.\n\n{text}", f"Sunday.\n\n{text}", now=now, **was)
    for before, after in (
        ("cold", "hot"),
        ("rose", "met Jo Marsh"),
        ("It rained", "Jo Marsh came"),
    ):
        assert not follows(f"Monday.\n\n{text}", text.replace(before, after), now=now, **was)


def test_a_new_namesake_of_a_party_makes_its_words_uncertain() -> None:
    text = f"It rained. Oracle said {SAID}."
    found = {"source": "Oracle", "cue": "said", "party": "oracle"}
    assert follows(text, f"Nobody came. {text}", **found)
    assert not follows(text, f"Tabitha Oracle came. {text}", **found)
