"""The JSON export: complete, exact, and free of characters that act."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.characters import UNSAFE
from analysis.errors import UsageError
from analysis.export import export
from tests.analysis.export.made import hostile, seed
from tests.gold import ID, TEXT


def test_everything_is_in_it() -> None:
    data = json.loads(export(seed(), "json"))
    assert data["schema"] == "positions-comparison/2"
    assert [document["id"] for document in data["documents"]] == [ID]
    assert len(data["positions"]) == len(seed().positions)
    statements = {(item["id"], item["attribution"]) for item in data["statements"]}
    attributions = {item["id"] for item in data["attributions"]}
    for item in data["statements"]:
        assert item["quote"] == TEXT[slice(*item["span"])]
        assert item["attribution"] in attributions
    for party in data["parties"]:
        found = {(entry["statement"], entry["attribution"]) for entry in party["statements"]}
        assert found <= statements
    oracle = data["parties"][1]
    assert (oracle["tone"], oracle["count"]["own"]) == (None, 0)


@given(st.text(min_size=1))
def test_quotes_are_exact_and_nothing_acts(quote: str) -> None:
    text = export(hostile([quote]), "json")
    assert json.loads(text)["statements"][0]["quote"] == quote
    assert not {ord(char) for char in text} & UNSAFE


def test_lone_surrogates_and_tags_survive() -> None:
    quote = "a \ud800 \U000e0041 \x1b b"
    text = export(hostile([quote]), "json")
    text.encode("utf-8")
    assert json.loads(text)["statements"][0]["quote"] == quote


def test_the_same_dossier_gives_the_same_bytes() -> None:
    assert export(seed(), "json") == export(seed(), "json")


def test_an_unknown_format_names_the_known() -> None:
    with pytest.raises(UsageError, match="Unknown format: docx") as error:
        export(seed(), "docx")
    assert error.value.hint == "Known are md, csv, json."
