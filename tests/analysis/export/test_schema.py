"""The JSON export against its published schema, by an independent validator."""

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from analysis.export import export
from analysis.finding import filtered
from tests.analysis.export.made import hostile, seed
from tests.analysis.export.test_markdown import HOSTILE

SCHEMA = json.loads((files("analysis.export") / "comparison.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def faults(data: object) -> list[str]:
    return [error.json_path for error in VALIDATOR.iter_errors(data)]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_exports_are_valid_and_what_they_refer_to_is_in_them() -> None:
    for comparison in (seed(), filtered(seed(), "party:walmart"), hostile(HOSTILE, title="<b>|")):
        data = json.loads(export(comparison, "json"))
        assert faults(data) == []
        known = {one["id"] for one in data["statements"]}
        sides = [c[s] for c in data["conflicts"] for s in ("left", "right")]
        sides += [side for agreed in data["agreements"] for side in agreed["sides"]]
        named = {name for side in sides for name in side["statements"]}
        named |= {p["stance_of"] for p in data["positions"] if p["stance_of"]}
        assert named <= known


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "positions-comparison/1"),
        (("parties", 0, "count", "own"), -1),
        (("positions", 0, "stance"), "maybe"),
        (("conflicts", 0, "level"), "between friends"),
        (("statements", 0, "span"), [0]),
        (("statements", 0, "quote"), None),
    ],
)
def test_the_schema_refuses_what_is_no_export(path: tuple[Any, ...], value: object) -> None:
    data = json.loads(export(seed(), "json"))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert len(faults(data)) == 1


def test_every_field_of_an_export_is_described() -> None:
    data = json.loads(export(seed(), "json"))
    assert set(data) == set(SCHEMA["properties"])
    for name in ("statement", "attribution", "party", "position", "conflict", "agreement"):
        lists = {"party": "parties"}.get(name, f"{name}s")
        assert set(data[lists][0]) == set(SCHEMA["$defs"][name]["properties"]), name
