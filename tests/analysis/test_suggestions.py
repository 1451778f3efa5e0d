"""The stakeholders of a new pile of articles, proposed for `dossier.toml`."""

from pathlib import Path

import pytest

from analysis.dossier import Dossier
from analysis.models import PartyKind, Spokesperson, SuggestedParty

STRIKE = """\
Nurses at three hospitals will walk out on Monday, the Tidewater Nurses Association (TNA) said.

“We are out of patience,” said Marisol Venn, president of the association. She said that the talks
had ended on Friday.

Harbor Health Corp., the Norfolk-based operator of the hospitals, said that it would hire
substitutes. The company promised that no operation would be put off. “Nobody will be turned
away,” said Peter Hale, its chief medical officer.

Odile Brandt, who waits for a new hip, said that she was on the side of the nurses.
"""
AFTER = """\
Harbor Health said on Tuesday that the walkout had cost it two million dollars. Hale said that the
hospital group would not pay for it twice.

The TNA said that the strike went on. “We can wait,” Ms. Venn said.
"""


CLUB = """Fans rebel

Rovers insisted last night that nobody has been sold. “There is no agreement,” said the
Rovers chief executive, Paula Wendt.

The Rovers Supporters' Association said fans had been treated badly. Its chair, Gwen Tully, urged
the board to publish the release clause.
"""


def pile(dossier: Dossier, folder: Path) -> Dossier:
    for name, text in (("strike", STRIKE), ("after", AFTER)):
        (folder / f"{name}.txt").write_text(text)
    dossier.add([folder / "strike.txt", folder / "after.txt"])
    return dossier


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = tmp_path_factory.mktemp("pile")
    return pile(Dossier.create(folder / "strike", "The strike"), folder)


def named(found: tuple[SuggestedParty, ...], name: str) -> SuggestedParty:
    return next(one for one in found if one.name == name)


def test_who_speaks_is_proposed_with_names_and_spokespeople(fresh: Dossier) -> None:
    found = fresh.suggest_parties()
    union = named(found, "Tidewater Nurses Association")
    assert (union.id, union.kind) == ("tidewater_nurses_association", PartyKind.GROUP)
    assert union.aliases == ("TNA",)
    assert union.spokespeople == (Spokesperson("Marisol Venn", "president"),)
    assert union.documents == 2
    employer = next(one for one in found if one.name.startswith("Harbor Health"))
    assert employer.kind is PartyKind.ORGANIZATION
    assert {employer.name, *employer.aliases} == {"Harbor Health", "Harbor Health Corp."}
    assert employer.spokespeople == (Spokesperson("Peter Hale", "chief medical officer"),)
    assert employer.epithets == ("the Norfolk-based operator",)
    assert employer.statements >= 4
    assert named(found, "Odile Brandt").kind is PartyKind.PERSON


def test_each_proposal_shows_a_place(fresh: Dossier) -> None:
    for one in fresh.suggest_parties():
        assert one.evidence is not None
        text = next(d.text for d in fresh.documents() if d.id == one.evidence.document)
        assert one.evidence.span.of(text) == one.evidence.quote
        assert one.evidence.quote.strip()


def test_the_association_of_a_clubs_supporters_is_not_the_club(tmp_path: Path) -> None:
    dossier = Dossier.create(tmp_path / "club", "The transfer")
    (tmp_path / "club.txt").write_text(CLUB)
    dossier.add([tmp_path / "club.txt"])
    found = {one.name: one for one in dossier.suggest_parties()}
    assert {"Rovers", "Rovers Supporters' Association"} <= found.keys()
    people = [one.name for one in found["Rovers Supporters' Association"].spokespeople]
    assert people == ["Gwen Tully"]
    assert not found["Rovers Supporters' Association"].aliases


def test_of_a_known_party_only_what_is_new_is_proposed(tmp_path: Path) -> None:
    dossier = Dossier.create(tmp_path / "strike", "The strike")
    known = {"name": "Tidewater Nurses Association", "kind": "group", "spokespeople": ["Ann Roe"]}
    dossier.change_settings("party", "nurses", known)
    found = pile(dossier, tmp_path).suggest_parties()
    union = named(found, "Tidewater Nurses Association")
    assert (union.id, union.known, union.aliases) == ("nurses", True, ("TNA",))
    assert [one.name for one in union.spokespeople] == ["Marisol Venn"]
    assert not next(one for one in found if one.name.startswith("Harbor Health")).known


def test_what_was_proposed_and_written_is_not_proposed_again(fresh: Dossier) -> None:
    for one in fresh.suggest_parties():
        people = [who.name for who in one.spokespeople]
        values = {"name": one.name, "kind": one.kind.value, "aliases": list(one.aliases)}
        values |= {"spokespeople": people, "epithets": list(one.epithets)}
        fresh.change_settings("party", one.id, values)
    fresh.analyze()
    assert fresh.suggest_parties() == ()
    counts = {view.party.name: view.count.own for view in fresh.comparison().parties}
    assert all(counts.values()), counts


def test_nobody_is_proposed_for_two_parties(tmp_path: Path) -> None:
    dossier = Dossier.create(tmp_path / "mills", "Mills")
    for name, body in (("a", "Mill Union"), ("b", "Port Union")):
        said = f"“We will strike,” said Ida Quill, president of the {body}."
        text = f"The {body} met in Tarn. {said} The {body} wants more pay."
        (tmp_path / f"{name}.txt").write_text(text)
    dossier.add([tmp_path / "a.txt", tmp_path / "b.txt"])
    found = dossier.suggest_parties()
    assert {one.name for one in found} >= {"Mill Union", "Port Union"}
    assert [who.name for one in found for who in one.spokespeople] == ["Ida Quill"]
