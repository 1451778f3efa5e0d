"""Which texts look like English, and which are too short to tell."""

import pytest

from analysis.english import looks_foreign

GERMAN = (
    "Der Betreiber will das Terminal bis zum Jahr erweitern, sagte die Leiterin am Dienstag. "
    "Die Gewerkschaft war in der Sache nicht gefragt worden, und der Senat prüft den Antrag noch."
)
DANISH = (
    "Ministeren sagde tirsdag, at regeringen ikke vil ændre loven før årets udgang for nogen, og "
    "at fagforeningerne har bedt om et møde med hende for at tale om lønnen i det offentlige."
)
ENGLISH = (
    "Minister: no change of law this year. Unions: talks on pay. The operator wants to extend its "
    "terminal, its head said on Tuesday, and the union says that it was not asked."
)


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        (GERMAN, True),
        (DANISH, True),
        ("政府周二表示不会在年底前修改法律" * 20, True),
        (ENGLISH, False),
        (GERMAN[:60], False),
        ("", False),
    ],
)
def test_what_looks_foreign(text: str, foreign: bool) -> None:
    assert looks_foreign(text) is foreign
