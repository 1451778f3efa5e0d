"""Texts of other fields: their marks, and what the engine finds in them."""

import json

from tests.analysis.language import domains


def test_the_gold_file_is_made_from_the_marked_texts() -> None:
    assert domains.MADE.read_text(encoding="utf-8") == domains.lines()


def test_every_attribution_has_cue_and_content_within_its_text() -> None:
    for line in domains.lines().splitlines():
        one = json.loads(line)
        for found in one["attributions"]:
            assert found["cue"], one["doc"]
            assert found["content"], one["doc"]
            for spans in found.values():
                assert all(0 <= s < e <= len(one["text"]) for s, e in spans), one["doc"]
