"""What could be issues: read off the phrases that the analysis kept."""

from msgspec.structs import replace

from analysis.comparison import suggest_issues
from analysis.models import Issue, StanceValue
from tests.analysis.comparison.said import SETTINGS, Said, article

TEXT = (
    "Port on silt. Union on silt. Reef on silt. Port on fees. Port on fees again. Union on rats. "
    "Port on rules. Reef on rules. Union on crews. Port on crews."
)
SAID = [
    Said("port", "Port on silt", topics=("toxic silt:for", "harbour")),
    Said("union", "Union on silt", topics=("toxic silt:against", "harbour")),
    Said("reef", "Reef on silt", topics=("silt", "harbour", "norhaven quay")),
    Said("port", "Port on fees", topics=("mooring fee:against", "harbour")),
    Said("port", "Port on fees again", topics=("mooring fee", "dredging cost", "harbour")),
    Said("union", "Union on rats", topics=("rat", "harbour", "official:against")),
    Said("port", "Port on rules", topics=("night shift rule:for", "plan:for", "harbour")),
    Said("reef", "Reef on rules", topics=("night shift pay:against", "plan:against")),
    Said("union", "Union on crews", topics=("dock council:for",)),
    Said("port", "Port on crews", topics=("dock council:for",)),
]


def test_what_several_take_a_stance_on_comes_before_what_one_does() -> None:
    document, found = article("a", TEXT, SAID)
    suggested = suggest_issues(SETTINGS, [document], {"a": found})
    # Of one speaker without a stance ("dredging cost"), without a meaning of its own ("plan"), with
    # the name of a body ("dock council"), or only spoken of everywhere ("harbour"): none of these.
    assert [one.id for one in suggested] == ["toxic_silt", "night_shift", "mooring_fee"]


def test_everybody_who_carries_it_is_shown_with_words_and_stance() -> None:
    document, found = article("a", TEXT, SAID)
    silt = suggest_issues(SETTINGS, [document], {"a": found})[0]
    assert silt.keywords == ("toxic silt",)
    assert silt.speakers == ("Dockers’ Union", "Norhaven Port")
    assert [(c.speaker, c.stance, c.evidence.quote) for c in silt.carriers] == [
        ("Norhaven Port", StanceValue.FOR, "Port on silt"),
        ("Dockers’ Union", StanceValue.AGAINST, "Union on silt"),
    ]
    assert all(c.evidence.quote == c.evidence.span.of(TEXT) for c in silt.carriers)
    assert silt.evidence == silt.carriers[0].evidence


def test_no_party_and_no_issue_that_is_there_already() -> None:
    document, found = article("a", TEXT, SAID)
    known = replace(SETTINGS, issues=(*SETTINGS.issues, Issue("s", "Silt", ("silt",))))
    ids = [one.id for one in suggest_issues(known, [document], {"a": found})]
    assert ids == ["night_shift", "mooring_fee"]


def test_a_dossier_without_statements_has_none() -> None:
    document, found = article("a", TEXT, [])
    assert suggest_issues(SETTINGS, [document], {"a": found}) == ()
