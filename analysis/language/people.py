"""The people whom a document names, by what stands beside their names.

A name is a run of capitalised words; it is a person's where the model of English says so, or
where the text gives it a role of people ("Piers Umbers, the league's referee chief"). The small
model takes many a name that it has not met for an organisation's or a work's.

Limits: of the single words only those are known that the model calls a person, or the text by
a role in apposition ("Reyes, the union's president").
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree
from analysis.language.results import PartyMention
from analysis.models import Span

_LIKELY = frozenset({"", "PERSON", "GPE", "NORP", "FAC", "PRODUCT", "WORK_OF_ART"})
_ADRIFT = frozenset({"advcl", "npadvmod", "dep", "ROOT", "dobj", "attr", "intj"})
_CHIEFS = frozenset({"chief", "head", "deputy"})
_ONE_OF = frozenset({"one", "member", "some"})


def is_role(noun: Token) -> bool:
    """Whether `noun` is a role: of the list, or "chief scientist", "head coach"."""
    roles = lexicon.words("sources", "roles")
    if noun.lower_ in roles or noun.lemma_.lower() in roles:
        return True
    return noun.pos_ in ("NOUN", "PROPN") and any(
        c.lower_ in _CHIEFS and c.dep_ in ("amod", "compound") for c in noun.children
    )


def is_human(noun: Token) -> bool:
    """Whether `noun` is a role or a title that only people have."""
    bodies = lexicon.words("sources", "bodies")
    word = noun.lemma_.lower()
    if word in bodies or noun.lower_ in bodies:
        return False
    return is_role(noun) or word in lexicon.words("sources", "nouns", "person")


@dataclass(frozen=True, slots=True)
class Person:
    """A name with its head, the nouns that say what its bearer is, and the clauses on it.

    `sure`: it is a person's, whatever else is known of it; `body`: the text calls it a company,
    a union or the like.
    """

    root: Token
    span: Span
    nouns: tuple[Token, ...]
    clauses: tuple[Token, ...]
    sure: bool
    body: bool = False


def people_in(doc: Doc, by_token: Mapping[int, PartyMention]) -> Iterator[Person]:
    """Yield the people named in `doc` who are no party of the dossier, in order."""
    for token in tree.with_pos(doc, "PROPN"):
        if token.i in by_token or token.dep_ == "compound":
            continue
        first = token.i
        while first > token.left_edge.i and _is_part(doc[first - 1], token, by_token):
            first -= 1
        # A name ends with its line.
        first = max([first, *(i + 1 for i in range(first, token.i) if "\n" in doc[i].text)])
        nouns = tuple(_nouns(doc, token, first))
        if first == token.i and token.ent_type_ != "PERSON" and not _is_told(token, nouns):
            continue
        called = first < token.i and _is_company(doc[first])
        first += called  # "the drugmaker Halcyra"
        human = any(is_human(n) for n in nouns if n.dep_ != "compound")
        body = not human and (called or any(_is_body(n, token) for n in nouns))
        before = [doc[i].text for i in range(first, token.i)]
        given = any(is_given_name(word) or is_address(word) for word in before)
        if human or body or given or token.ent_type_ in _LIKELY:
            span = Span(doc[first].idx, token.idx + len(token))
            sure = not body and (human or given or token.ent_type_ == "PERSON")
            yield Person(token, span, nouns, tuple(_clauses(token, nouns)), sure, body)


def is_given_name(word: str) -> bool:
    """Whether `word` is a given name of the lists."""
    return any(word in lexicon.words("names", key) for key in ("female", "male"))


def is_address(word: str) -> bool:
    """Whether `word` is a form of address that only people have: "Ms", "Dr."."""
    return word.lower().rstrip(".") in lexicon.words("names", "address")


def _is_told(name: Token, nouns: Sequence[Token]) -> bool:
    """Whether a single word is told to be a person beside it: "Reyes, the union's president"."""
    return any(is_human(noun) and noun.dep_ == "appos" and noun.head.i == name.i for noun in nouns)


def _is_body(noun: Token, name: Token) -> bool:
    """Whether a noun in apposition calls a name a company, a union or the like."""
    beside = noun.dep_ == "appos" or (name.dep_ == "appos" and noun.i == name.head.i)
    word = noun.lemma_.lower()
    return (
        beside and noun.pos_ == "NOUN" and word in lexicon.words("sources", "nouns", "organization")
    )


def _is_company(noun: Token) -> bool:
    return noun.is_lower and noun.lemma_.lower() in lexicon.words("sources", "sorts", "company")


def _is_part(token: Token, head: Token, by_token: Mapping[int, PartyMention]) -> bool:
    joined = token.dep_ in ("compound", "nummod") and token.head.i == head.i
    written = token.pos_ == "PROPN" or (token.pos_ == "NUM" and token.text[:1].isupper())
    return joined and written and token.i not in by_token and not is_role(token)


def _nouns(doc: Doc, root: Token, first: int) -> Iterator[Token]:
    """Yield the nouns that say what the bearer of a name is."""
    if root.dep_ in ("appos", "compound"):
        yield root.head
    if root.dep_ == "appos":
        # "the mayor of Lys, Bastien Huré": the name hangs on the nearest noun, not the first.
        above = root.head
        while above.dep_ in ("pobj", "prep", "poss") and above.head.i < above.i:
            above = above.head
            if above.pos_ == "NOUN" and is_role(above):
                yield above
    yield from (c for c in root.children if c.dep_ in ("appos", "compound"))
    yield from (o for c in root.children if c.dep_ == "appos" for o in c.conjuncts)
    if root.dep_ in ("nsubj", "nsubjpass") and root.head.dep_ == "appos":
        yield root.head
    if root.dep_ in _ADRIFT and first >= 2 and doc[first - 1].text == ",":
        before = doc[first - 2]
        if before.pos_ == "NOUN" and is_human(before):
            yield before


def _clauses(root: Token, nouns: tuple[Token, ...]) -> Iterator[Token]:
    """Yield the verbs of the relative clauses on a name, and of its own sentence."""
    for told in (root, *(n for n in nouns if n.dep_ == "appos")):
        yield from (c for c in told.children if c.dep_ == "relcl" and _is_who(c))
        of = tree.child(told, "prep") if told.lower_ in _ONE_OF else None
        among = tree.child(of, "pobj") if of is not None else None
        if among is not None:
            yield from (c for c in among.children if c.dep_ == "relcl" and _is_who(c))
    if root.dep_ in ("nsubj", "nsubjpass"):
        yield root.head


def _is_who(verb: Token) -> bool:
    subject = tree.child(verb, "nsubj", "nsubjpass")
    return subject is not None and subject.lower_ == "who"
