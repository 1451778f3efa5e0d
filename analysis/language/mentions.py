"""Where the dossier's parties are named.

A gazetteer of their names, aliases, spokespeople and epithets goes before the entity labels of
the small model, which calls Oracle a person and Redmond a building. Names are matched as they
are written or in capitals, epithets in any case; the longest match wins. A person's surname
alone counts once the surname belongs to one party only.

Limits: a common word that is somebody's name ("Target", "Apple") is taken for the party where
it is written with a capital inside a sentence.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from analysis.language import tree
from analysis.language.results import PartyMention
from analysis.models import Party, PartyKind, Span

_SUFFIX = re.compile(r"^(?:Jr|Sr|II|III|IV)\.?$")
_TITLE = frozenset(
    {
        "president",
        "minister",
        "secretary",
        "senator",
        "governor",
        "chancellor",
        "mayor",
        "us",
        "u.s.",
        "prime",
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "dr",
        "dr.",
        "sir",
        "lord",
        "lady",
        "judge",
        "justice",
        "ceo",
        "former",
        "vice",
        "king",
        "queen",
        "pope",
        "chief",
        "executive",
        "the",
    }
)
_NOT_HEAD = frozenset({"poss", "compound", "amod", "nmod"})


def _flexible(form: str) -> str:
    """Return a pattern for `form` that takes any white space and either apostrophe."""
    parts = [re.sub("['’‘]", "['’‘]", re.escape(word)) for word in form.split()]
    return r"\s+".join(parts)


def _person_name(form: str) -> list[str] | None:
    """Return the names of a person without titles, or None where `form` is no full name."""
    words = [w for w in form.split() if w.lower() not in _TITLE and not _SUFFIX.match(w)]
    full = len(words) >= 2 and all(w[:1].isupper() for w in words)
    return words if full else None


class Gazetteer:
    """Every form under which the parties of a dossier are named."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self._exact: dict[str, tuple[str, str, bool]] = {}
        self._folded: dict[str, tuple[str, str, bool]] = {}
        surnames: dict[str, set[str]] = {}
        for party in parties:
            human = party.kind is PartyKind.PERSON
            for form in (party.name, *party.aliases):
                self._add(form, party.id, "name", human)
            for form in party.spokespeople:
                self._add(form, party.id, "spokesperson", True)
            for form in party.epithets:
                self._folded.setdefault(_key(form).lower(), (party.id, "epithet", False))
            people = (*party.spokespeople, *((party.name, *party.aliases) if human else ()))
            for form in people:
                name = _person_name(form)
                if name:
                    surnames.setdefault(name[-1], set()).add(party.id)
        for surname, owners in surnames.items():
            if len(owners) == 1:
                self._exact.setdefault(surname, (next(iter(owners)), "surname", True))
        exact = sorted(self._exact, key=len, reverse=True)
        folded = sorted(self._folded, key=len, reverse=True)
        self._patterns = [
            re.compile(rf"(?<![\w@#])(?:{'|'.join(map(_flexible, forms))})(?!\w)", flags)
            for forms, flags in ((exact, 0), (folded, re.IGNORECASE))
            if forms
        ]

    def _add(self, form: str, party: str, rule: str, person: bool) -> None:
        bare = re.sub(r"^[Tt]he\s+", "", form.strip())
        for text in {bare, bare.upper(), bare[:1].upper() + bare[1:]}:
            if text:
                self._exact.setdefault(_key(text), (party, rule, person))

    def _lookup(self, text: str) -> tuple[str, str, bool]:
        key = _key(text)
        return self._exact.get(key) or self._folded[key.lower()]

    def find(self, text: str) -> Iterator[tuple[Span, str, str, bool]]:
        """Yield (span, party, rule, is a person) in order; the longest match wins."""
        found = [(m.start(), -m.end(), m.group()) for p in self._patterns for m in p.finditer(text)]
        end = -1
        for start, negative_end, form in sorted(found):
            if start >= end:
                end = -negative_end
                party, rule, person = self._lookup(form)
                yield Span(start, end), party, rule, person


def _key(form: str) -> str:
    return " ".join(form.replace("’", "'").replace("‘", "'").split())


def _is_modifier(doc: Doc, span: Span) -> bool:
    """Whether the words of a mention only modify another noun: "Oracle's cloud servers"."""
    head = tree.head_of(doc, span)
    if head is None or head.dep_ not in _NOT_HEAD:
        return False
    return head.head.pos_ in ("NOUN", "PROPN") and head.head.idx >= span.end


def find_mentions(doc: Doc, gazetteer: Gazetteer) -> list[PartyMention]:
    """Return the places of `doc` that name a party, in order."""
    return [
        PartyMention(span, party, rule, person, _is_modifier(doc, span))
        for span, party, rule, person in gazetteer.find(tree.text_of(doc))
    ]
