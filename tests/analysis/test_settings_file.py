"""`dossier.toml` written by the program: as its owner left it, with what was asked for."""

import re
from difflib import ndiff
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dossier import Dossier
from analysis.errors import SettingsError
from analysis.settings import parse_settings, template
from analysis.settings_file import changed, removed
from tests.gold import SEEDS

SEED = (SEEDS / "dossier.toml").read_text(encoding="utf-8")
APART = """\
# why
[[party]]
id="a"
name="A" # short

[[issue]]
id="i"
name="I"
[[party]]
id="b"
name="B"
"""


def difference(old: str, new: str) -> list[str]:
    return [line for line in ndiff(old.splitlines(), new.splitlines()) if line[:1] in "+-"]


def test_a_name_is_added_and_nothing_else_changes() -> None:
    new = changed(SEED, "x", "party", "us_government", {"aliases": ["CFIUS", "the Hill"]})
    assert difference(SEED, new) == ['+   "the Hill",']


@pytest.mark.parametrize("old", [SEED, APART, template("x"), "", "title = 'x'\r\n# end"])
def test_a_new_party_leaves_every_line_as_it_was(old: str) -> None:
    new = changed(old, "x", "party", "acme", {"name": 'The "Acme"', "aliases": ["A."]})
    assert not [line for line in difference(old, new) if line.startswith("-")]
    before, after = parse_settings(old, "x"), parse_settings(new, "x")
    assert set(after.parties) - set(before.parties) == {after.party("acme")}
    assert (after.party("acme").name, after.party("acme").aliases) == ('The "Acme"', ("A.",))
    assert after.issues == before.issues


@pytest.mark.parametrize("name", ["a", "b"])
def test_of_tables_in_several_places_one_changes_and_none_moves(name: str) -> None:
    new = changed(APART, "x", "party", name, {"name": "C", "aliases": ["D"]})
    assert difference(APART, new) == [
        f'- name="{name.upper()}"' + (" # short" if name == "a" else ""),
        '+ name="C"' + (" # short" if name == "a" else ""),
        '+ aliases = ["D"]',
    ]
    again = changed(new, "x", "party", name, {"aliases": ["E"]}, whole_lists=True)
    assert next(p for p in parse_settings(again, "x").parties if p.id == name).aliases == ("E",)


def test_tables_that_would_move_are_left_alone() -> None:
    quoted = '[[party]]\nid="a"\nname="A"\n[tone]\nx = 1\n[[ "party" ]]\nid="b"\nname="B"\n'
    with pytest.raises(SettingsError, match="stand in several places"):
        changed(quoted, "x", "party", "b", {"name": "C"})


def test_what_would_be_wrong_is_not_written(tmp_path: Path) -> None:
    dossier = Dossier.create(tmp_path / "d")
    dossier.change_settings("party", "acme", {"name": "Acme"})
    file = dossier.path / "dossier.toml"
    before = file.read_bytes()
    for name, values, problem in (
        ("other", {"name": "Acme"}, "'acme' has already"),
        ("No Id", {"name": "x"}, "small letters"),
        ("acme", {"kind": "grup"}, "Did you mean 'group'"),
    ):
        with pytest.raises(SettingsError, match=re.escape(problem)) as error:
            dossier.change_settings("party", name, values)
        assert "not written" in error.value.message
        assert file.read_bytes() == before
    assert dossier.settings.party("acme").name == "Acme"


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=4))
def test_any_words_come_back_as_they_were(words: list[str]) -> None:
    usable = [" ".join(word.split()) for word in words if word.isprintable() and word.strip()]
    new = changed(SEED, "x", "issue", "talks", {"keywords": usable})
    found = next(i for i in parse_settings(new, "x").issues if i.id == "talks").keywords
    assert set(usable) <= set(found)


def test_a_list_is_replaced_and_nothing_else_changes() -> None:
    old = parse_settings(SEED, "x").party("us_government").aliases
    wanted = [*old[1:], "the Hill"]
    new = changed(SEED, "x", "party", "us_government", {"aliases": wanted}, whole_lists=True)
    assert parse_settings(new, "x").party("us_government").aliases == tuple(wanted)
    gone = [line for line in difference(SEED, new) if line.startswith("-")]
    assert len(gone) <= 2
    assert all(line.count('"') for line in gone)


COMMENTED = """\
[[party]]
id = "a"
name = "A"
aliases = [
  # the old name
  "Ay",  # since 1990
  "Bee",
  "Sea",
]  # end
"""


def test_comments_inside_a_list_stay() -> None:
    for wanted in (["Bee", "Sea"], ["Ay"], ["Ay", "Sea", "New"], []):
        new = changed(COMMENTED, "x", "party", "a", {"aliases": wanted}, whole_lists=True)
        assert set(parse_settings(new, "x").party("a").aliases) == set(wanted)
        assert "# the old name" in new
        assert "]  # end" in new


@pytest.mark.parametrize("old", [SEED, APART, COMMENTED + "\n# after\n[tone]\nx = 1\n"])
def test_a_party_is_taken_out_and_nothing_else(old: str) -> None:
    before = parse_settings(old, "x")
    for party in before.parties:
        new = removed(old, "x", "party", party.id)
        after = parse_settings(new, "x")
        assert after.parties == tuple(p for p in before.parties if p.id != party.id)
        assert (after.issues, after.tone, after.title) == (before.issues, before.tone, before.title)
        assert not [line for line in difference(old, new) if line.startswith("+")]
    with pytest.raises(SettingsError, match="by hand"):
        removed(old, "x", "party", "nobody")


def test_a_table_that_only_looks_like_one_is_left_alone() -> None:
    text = 'title = """\n[[party]]\n"""\n[[party]]\nid = "a"\nname = "A"\n'
    with pytest.raises(SettingsError, match="by hand"):
        removed(text, "x", "party", "a")


def test_an_error_names_its_key(tmp_path: Path) -> None:
    dossier = Dossier.create(tmp_path / "d")
    with pytest.raises(SettingsError) as error:
        dossier.change_settings("party", "acme", {"name": "Acme", "kind": "grup"})
    assert error.value.key == "kind"
