"""A sketch finds what is nearly the same among many texts, and little else."""

import random

from analysis.likeness import Sketches, resemblance, sketch

_WORDS = [f"w{number}" for number in range(400)]


def article(seed: int) -> list[str]:
    return random.Random(seed).choices(_WORDS, k=300)


def edited(words: list[str], places: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    found = list(words)
    for _ in range(places):
        found[rng.randrange(len(found))] = "edited"
    return found


def test_copies_with_a_few_words_changed_are_found_among_many() -> None:
    sketches = Sketches()
    for number in range(200):
        sketches.add(str(number), sketch(" ".join(article(number))))
    for number in range(50):
        copy = " ".join(edited(article(number), 8, number))
        assert resemblance(copy, " ".join(article(number))) > 0.6
        assert next(sketches.like(sketch(copy))) == str(number)
    for number in range(200, 250):
        assert list(sketches.like(sketch(" ".join(article(number))))) == []


def test_marks_case_and_lines_do_not_count() -> None:
    one = " ".join(article(1))
    assert resemblance(one, one.upper().replace(" ", ",\n")) == 1.0
    assert resemblance(one, "") == resemblance("", "") == 0.0
    assert sketch("too short to be told") == ""
