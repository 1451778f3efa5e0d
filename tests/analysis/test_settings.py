"""`dossier.toml` is read strictly, and each complaint says where and what would do."""

import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import SettingsError
from analysis.models import PartyKind, Settings, ToneMethod
from analysis.settings import load_settings, parse_settings, template
from tests.gold import SEEDS, seed_settings

GOOD = """title = "Deal"

[[party]]
id = "acme"
name = "Acme"
kind = "organization"

[[issue]]
id = "price"
name = "The price"

[tone]
tumbles = -1.5
"""


def complaint(text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        parse_settings(text, "dossier.toml")
    return str(caught.value)


def test_seed_settings_are_read() -> None:
    assert load_settings(SEEDS / "dossier.toml") == seed_settings()


def test_tone_overlay_is_read() -> None:
    assert parse_settings(GOOD, "x").tone == {"tumbles": -1.5}


def test_a_file_of_parties_alone_will_do() -> None:
    settings = parse_settings('[[party]]\nid = "a"\nname = "A"\n', "parties.toml")
    assert (settings.title, settings.parties[0].kind) == ("", PartyKind.ORGANIZATION)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('title = "Deal"', 'titel = "Deal"', ["line 1", "titel", "'title'"]),
        ('title = "Deal"', "title = 3", ["line 1", "title", "text in quotes", "a number"]),
        ("[[party]]", "[[parties]]", ["line 3", "parties", "'party'"]),
        ("[[party]]", "[party]", ["line 3", "party", "[[party]]", "a table"]),
        ('name = "Acme"', 'alias = ["A"]', ["line 5", "alias", "'aliases'", "number 1"]),
        ('name = "Acme"', "", ["line 3", "name", "missing", "[[party]] number 1"]),
        ('name = "Acme"', 'name = " "', ["line 5", "name", "empty"]),
        ('id = "acme"', 'id = "Acme Corp."', ["line 4", "'Acme Corp.'", "'acme_corp'"]),
        ('kind = "organization"', 'kind = "organisation"', ["line 6", "'organization'"]),
        ('kind = "organization"', "kind = [1]", ["line 6", "kind", "group"]),
        ('kind = "organization"', 'aliases = "A"', ["line 6", "aliases", "list", "text"]),
        ('kind = "organization"', 'aliases = ["A", 7]', ["line 6", "aliases", "a number"]),
        ('kind = "organization"', 'aliases = [""]', ["line 6", "aliases", "empty"]),
        ('name = "The price"', 'name = "P"\nkeyword = []', ["line 11", "'keywords'", "[[issue]]"]),
        ("-1.5", '"bad"', ["line 13", "tumbles", "[tone]", "-4 to 4"]),
        ("-1.5", "nan", ["tumbles", "-4 to 4"]),
        ("-1.5", "true", ["tumbles", "-4 to 4"]),
        ("-1.5", "1" + "0" * 400, ["tumbles", "-4 to 4"]),
        ("-1.5", "", ["not valid TOML", "line 13"]),
        ("-1.5", "[" * 5000, ["not valid TOML"]),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, words: list[str]) -> None:
    message = complaint(GOOD.replace(old, new, 1))
    assert "dossier.toml" in message
    for word in words:
        assert word in message


def test_an_id_stands_once_among_parties_but_an_issue_may_share_it() -> None:
    twice = GOOD + '\n[[party]]\nid = "acme"\nname = "Other"\n'
    assert "line 16" in complaint(twice)
    assert "taken by number 1" in complaint(twice)
    parse_settings(GOOD.replace('"price"', '"acme"'), "x")


@pytest.mark.parametrize(
    "second",
    [
        'name = "ACME"',
        'name = "B"\naliases = ["x", "acme corp."]',
        'name = "Ida Acme"',
        'name = "B"\nspokespeople = ["Ida Acme"]',
        'name = "B"\nepithets = ["the acme people"]',
    ],
)
def test_two_parties_never_share_a_name(second: str) -> None:
    first = '[[party]]\nid = "a"\nname = "Acme"\naliases = ["Acme Corp.", "ACME"]\n'
    first += 'spokespeople = ["Ida Acme"]\nepithets = ["the Acme people"]\n'
    with pytest.raises(SettingsError, match="which 'a' has already") as error:
        parse_settings(f'{first}[[party]]\nid = "b"\n{second}', "dossier.toml")
    assert "of 'b' holds" in error.value.message
    assert "acme" in error.value.message.lower()
    assert len(parse_settings(first, "dossier.toml").parties) == 1


@pytest.mark.parametrize(("was", "whose"), [("b", "b"), ("a", "a"), ("old", "b")])
def test_a_former_id_is_no_others(was: str, whose: str) -> None:
    first = '[[party]]\nid = "b"\nname = "B"\nwas = ["old"]\n'
    second = f'[[party]]\nid = "a"\nname = "A"\nwas = ["{was}"]\n'
    with pytest.raises(SettingsError, match=f"which belongs to '{whose}'"):
        parse_settings(first + second, "dossier.toml")
    ours = parse_settings(first, "dossier.toml")
    assert [party.was for party in ours.parties] == [("old",)]


def test_lists_over_several_lines_do_not_mislead_the_line_number() -> None:
    text = GOOD.replace('kind = "organization"', 'aliases = [\n  "A",\n  "B",\n]\nkinds = 1')
    assert "line 10" in complaint(text)


def test_a_file_that_is_missing_or_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "dossier.toml"
    with pytest.raises(SettingsError, match=r"dossier\.toml could not be read: No such file"):
        load_settings(path)
    path.touch()
    with pytest.raises(SettingsError, match=r"dossier\.toml is empty"):
        load_settings(path)
    path.write_bytes(b'title = "caf\xe9"')
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_settings(path)


def test_a_byte_order_mark_of_an_editor_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "dossier.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert load_settings(path) == parse_settings(GOOD, "x")


@given(st.text())
def test_the_template_is_valid_for_any_title(title: str) -> None:
    settings = parse_settings(template(title), "x")
    assert settings == Settings(title=settings.title)
    assert set(settings.title) <= set(title) | {" "}


def test_the_template_teaches_by_examples_that_work() -> None:
    bare = template("My subject")
    examples = "\n".join(re.findall(r"^# (\[.*|\w+ = .*)$", bare, re.MULTILINE))
    settings = parse_settings(examples, "x")
    assert settings.parties[0].spokespeople == ("Satya Nadella",)
    assert settings.issues[0].keywords[0] == "data"
    assert math.isclose(settings.tone["tumbles"], -1.5)


@given(st.text())
def test_any_text_gives_settings_or_a_complaint(text: str) -> None:
    caught = None
    try:
        parse_settings(text, "dossier.toml")
    except SettingsError as error:
        caught = error
    assert caught is None or ("dossier.toml" in caught.message and caught.hint)


def test_the_method_of_tone_and_a_word_of_that_name() -> None:
    plain = parse_settings('[tone]\nmethod = "plain"\ntumbles = -1.5\n', "x")
    assert (plain.tone_method, plain.tone) == (ToneMethod.PLAIN, {"tumbles": -1.5})
    word = parse_settings("[tone]\nmethod = 1\n", "x")
    assert (word.tone_method, word.tone) == (ToneMethod.MODEL, {"method": 1.0})
    with pytest.raises(SettingsError, match=r"line 2.*method.*'vader'"):
        parse_settings('[tone]\nmethod = "vader"\n', "x")
