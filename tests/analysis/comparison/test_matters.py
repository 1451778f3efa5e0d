"""What could be issues: read off the phrases that the analysis kept."""

from msgspec.structs import replace

from analysis.comparison import suggest_issues
from analysis.models import Issue
from tests.analysis.comparison.said import SETTINGS, Said, article

TEXT = "Port on silt. Union on silt. Reef on silt. Port on fees. Port on fees again. Union on rats."
SAID = [
    Said("port", "Port on silt", phrases=("toxic silt", "harbour")),
    Said("union", "Union on silt", phrases=("toxic silt", "harbour")),
    Said("reef", "Reef on silt", phrases=("silt", "harbour", "norhaven quay")),
    Said("port", "Port on fees", phrases=("mooring fee", "harbour")),
    Said("port", "Port on fees again", phrases=("mooring fee", "dredging cost", "harbour")),
    Said("union", "Union on rats", phrases=("rat", "harbour", "official")),
]


def test_what_several_speak_of_comes_before_what_everybody_says_always() -> None:
    document, found = article("a", TEXT, SAID)
    suggested = suggest_issues(SETTINGS, [document], {"a": found})
    assert [one.id for one in suggested] == ["toxic_silt", "mooring_fee", "harbour"]
    silt = suggested[0]
    assert silt.keywords[0] == "toxic silt"
    assert silt.speakers == ("Dockers’ Union", "Norhaven Port")
    assert silt.evidence is not None
    assert silt.evidence.quote == silt.evidence.span.of(TEXT)


def test_no_party_and_no_issue_that_is_there_already() -> None:
    document, found = article("a", TEXT, SAID)
    known = replace(SETTINGS, issues=(*SETTINGS.issues, Issue("s", "Silt", ("silt",))))
    ids = [one.id for one in suggest_issues(known, [document], {"a": found})]
    assert ids == ["mooring_fee", "harbour"]


def test_a_dossier_without_statements_has_none() -> None:
    document, found = article("a", TEXT, [])
    assert suggest_issues(SETTINGS, [document], {"a": found}) == ()
