"""The signs before statements tell without colour whose words they are."""

from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from analysis.dossier import Dossier
from analysis.models import Kind, Voice
from tui.signs import LEGEND, VOICE, voice_gutter


@dataclass(frozen=True)
class Case:
    """A statement of that kind and voice, with these words, has the sign."""

    kind: Kind
    voice: Voice
    quote: str
    sign: str


@pytest.mark.parametrize(
    "case",
    [
        Case(Kind.MIXED, Voice.PARAPHRASED, "the dam is “a disgrace”", "‘ "),
        Case(Kind.MIXED, Voice.PARAPHRASED, "the dam must go", "› "),
        Case(Kind.MIXED, Voice.REPORTED, "wants “a dam”", "○ "),
        Case(Kind.INDIRECT, Voice.PARAPHRASED, "the dam's “cost”", "› "),
    ],
)
def test_what_is_quoted_in_part_has_a_sign_of_its_own(seed: Dossier, case: Case) -> None:
    entry = seed.comparison().view("microsoft").entries[0]
    changed = replace(
        entry,
        voice=case.voice,
        statement=replace(entry.statement, quote=case.quote),
        attribution=replace(entry.attribution, kind=case.kind),
    )
    assert voice_gutter(changed).plain == case.sign


def test_every_sign_of_a_voice_is_explained() -> None:
    explained = "".join(sign for sign, _, _ in LEGEND)
    assert all(sign in explained for sign in (*VOICE.values(), "‘"))
