"""Places that stand for a party: a capital, an official residence, a head office.

"Paris said" is the French government's word where the dossier has that party, "in Paris" is a
place: a metonym counts only as the one who speaks or acts. A country's adjective tells whose
minister somebody is, not whose farmer.

Limits: the places of `data/metonyms.toml`; one that may stand for two parties stands for none.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from analysis.language import lexicon
from analysis.models import Party, PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MODIFIES = frozenset({"amod", "compound", "nmod", "poss"})


@cache
def _countries() -> frozenset[str]:
    nations = lexicon.load("metonyms")["nation"]
    return frozenset(w for n in nations for w in (*n["names"], *n["adjectives"]))


def _forms(party: Party) -> frozenset[str]:
    return frozenset(
        form.removeprefix("the ").removeprefix("The ") for form in (party.name, *party.aliases)
    )


def _governs(party: Party, nation: Mapping[str, Any]) -> bool:
    """Whether a party is the government of a nation, by one of its names."""
    if party.kind is not PartyKind.GOVERNMENT:
        return False
    names = {*nation["names"], *nation["seats"]}
    words = (*nation["names"], *nation["adjectives"])
    names |= {f"{word} {body}" for word in words for body in ("government", "Government")}
    names |= {f"{head} of {n}" for n in nation["names"] for head in ("government", "Government")}
    return bool(names & _forms(party))


def stand_ins(party: Party) -> Iterator[str]:
    """Yield the places and adjectives that may stand for a party."""
    lists = lexicon.load("metonyms")
    for nation in lists["nation"]:
        if _governs(party, nation):
            yield from filter(None, (nation["capital"], *nation["seats"]))
            yield from nation["adjectives"]
    if party.kind is not PartyKind.PERSON:
        for office in lists["headquarters"]:
            if _forms(party) & set(office["names"]):
                yield office["place"]


def _only(owners: Mapping[str, set[str]]) -> dict[str, str]:
    return {word: next(iter(ids)) for word, ids in owners.items() if len(ids) == 1}


class Nations:
    """The adjectives of the nations whose governments are parties."""

    def __init__(self, parties: Sequence[Party]) -> None:
        owners: dict[str, set[str]] = {}
        for nation in lexicon.load("metonyms")["nation"]:
            for party in parties:
                if _governs(party, nation):
                    for word in nation["adjectives"]:
                        owners.setdefault(word, set()).add(party.id)
        self._owners = _only(owners)

    def of(self, noun: "Token") -> str | None:
        """Return the party whose office `noun` names: "the French minister"."""
        peer = noun.lemma_.lower() in lexicon.words("sources", "peers")
        if not self._owners or not (is_office(noun) or peer):
            return None
        words = (c.text for c in noun.children if c.dep_ in _MODIFIES)
        return next((self._owners[w] for w in words if w in self._owners), None)


def is_office(noun: "Token") -> bool:
    """Whether `noun` is an office of state."""
    offices = lexicon.words("sources", "offices")
    return noun.lower_ in offices or noun.lemma_.lower() in offices


def is_country(words: str) -> bool:
    """Whether these words name a country, or are its adjective."""
    return words in _countries()


class Metonyms:
    """The places that stand for one of the parties."""

    def __init__(self, parties: Sequence[Party]) -> None:
        owners: dict[str, set[str]] = {}
        lists = lexicon.load("metonyms")
        for party in parties:
            forms = _forms(party)
            for nation in lists["nation"]:
                if _governs(party, nation):
                    for place in filter(None, (nation["capital"], *nation["seats"])):
                        owners.setdefault(place, set()).add(party.id)
            for office in lists["headquarters"]:
                if party.kind is not PartyKind.PERSON and forms & set(office["names"]):
                    owners.setdefault(office["place"], set()).add(party.id)
        self._owners = _only(owners)
        self.places = frozenset(self._owners)

    def of(self, words: str, head: "Token") -> str | None:
        """Return the party that a place stands for as who speaks or acts, or None.

        So it does as whose office somebody holds: "Cairo's envoy", not "Cairo's mayor".
        """
        party = self._owners.get(words.removeprefix("the ").removeprefix("The "))
        office = head.dep_ == "poss" and is_office(head.head)
        return party if head.dep_ in _SUBJECTS or office else None

    def described(self, noun: "Token") -> str | None:
        """Return the party of "the Redmond company"."""
        places = (c.text for c in noun.children if c.dep_ in ("compound", "amod", "nmod"))
        return next((self._owners[p] for p in places if p in self._owners), None)


@lru_cache(maxsize=8)
def metonyms_of(parties: tuple[Party, ...]) -> Metonyms:
    """Return the places that stand for these parties; made once for a dossier."""
    return Metonyms(parties)


@lru_cache(maxsize=8)
def nations_of(parties: tuple[Party, ...]) -> Nations:
    """Return the adjectives of the nations of these parties; made once for a dossier."""
    return Nations(parties)
