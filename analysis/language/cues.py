"""Cues and their roles, found by rules over the parse.

Each rule looks at one token and yields candidates: the cue, the source that utters, wants or
thinks, and the content. The terms and the extents are those of PARC and PolNeAR (Pareti 2012;
Newell et al. 2018): a content holds its complementiser and its quotation marks, cue and source
stand outside. The classes of cues are data, in `data/cues.toml`.

Limits: rules see one sentence; a cue that the lists lack is not seen; where the parser takes a
reporting clause for something else, so do these rules.
"""

from collections.abc import Callable, Iterator, Set
from functools import cache
from typing import NamedTuple

from spacy.symbols import ADJ, AUX, NOUN, VERB
from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree
from analysis.language.verbs import (
    claimed,
    clause_of,
    conditions_of,
    cue_tokens,
    dated_of,
    is_denied,
    is_hypothetical,
    is_weak,
    lemmas,
    listed,
    parted_subject,
    source_tokens,
)

_VERBAL = frozenset({AUX, VERB})
_ACCORDING = frozenset({"accord", "according"})
_CLAUSE = ("ccomp",)
_PARTICIPLE = frozenset({"VBG"})
_FULL = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "INTJ"})
FULL = _FULL - {"ADV"} | {"PRON"}
"""Parts of speech of which a stretch of content has one at least."""
_RELATIVE = frozenset({"WDT", "WP"})
PLEONASTIC = frozenset({"it", "there"})


RULES = (
    "verb+clause",
    "parenthetical",
    "verb+infinitive",
    "verb+object",
    "verb+preposition",
    "adjective",
    "noun",
    "according to",
    "causative",
    "attempt",
    "open question",
)
"""The rules of this module, by the names that candidates carry."""


class Candidate(NamedTuple):
    """A relation in token indices."""

    cue: set[int]
    source: set[int]
    content: set[int]
    family: str
    rule: str
    confidence: float
    needs_party: bool = False
    whole: bool = False
    """Whether a reader needs cue and source to understand the content."""
    by: str = ""
    """What proposed it, where the labeller took part: see `combine`."""
    odds: float = 0.0
    """The labeller's log-odds of the cue."""
    agreement: float = 0.0
    """The mean log-probability of the roles, the labeller's."""
    through: Set[int] = frozenset()
    """Who has passed the words on, where the source reached the writer through somebody."""


def _is_told_apart(verb: Token, clause: Token) -> bool:
    """Whether a clause before a semicolon is the writer's: "A; the family asked for no flowers"."""
    parted = any(verb.doc[i].text == ";" for i in range(clause.i, verb.i))
    return parted and any(c.i > verb.i and not c.is_punct for c in verb.children)


def _clausal(verb: Token) -> Iterator[Candidate]:
    """Reporting verb + clause: "said that …", "…, she said", "wonders whether …"."""
    lemma = verb.lemma_.lower()
    families = [f for f in ("speech", "question", "cognition") if lemma in listed(f, "verbs")]
    clause = tree.child(verb, *_CLAUSE)
    if clause is None or clause.i == verb.i or is_weak(verb, clause):
        return
    source = source_tokens(verb)
    if (source is None and verb.tag_ not in _PARTICIPLE) or is_hypothetical(verb):
        return
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in listed("intent", "verbs"):
        return  # "refused to say …": the refusal is the relation
    if _is_told_apart(verb, clause):
        return
    content = (clause_of(verb, clause) | conditions_of(verb, clause)) - (source or set())
    cue = cue_tokens(verb)
    content -= dated_of(verb, clause)
    confidence = 0.9 if families[0] == "speech" else 0.7
    if source is None:
        confidence -= 0.2
    denied = is_denied(verb, source or set())
    family = "denial" if denied and families[0] != "cognition" else families[0]
    whole = family != "speech"
    yield Candidate(
        cue, source or set(), content - cue, family, "verb+clause", confidence, whole=whole
    )


def _parenthetical(verb: Token) -> Iterator[Candidate]:
    """A reporting clause inside what it reports: "The deal, he said, is dead", "as X put it"."""
    if verb.dep_ not in ("parataxis", "advcl", "ccomp") or tree.child(verb, "ccomp", "dobj"):
        return
    mark = tree.child(verb, "mark", "advmod")
    if verb.dep_ != "parataxis" and (mark is None or mark.lower_ != "as"):
        return
    own = tree.child(verb, "nsubj")
    if own is None or verb.head.i == verb.i:
        return
    content = tree.below(verb.head, without=[verb]) | conditions_of(verb, verb.head)
    source, cue = tree.below(own), cue_tokens(verb)
    content |= parted_subject(verb.doc, content, cue)
    yield Candidate(cue, source, content - source, "speech", "parenthetical", 0.75)


def _infinitive(verb: Token) -> Iterator[Candidate]:
    """Want, plan, decision or refusal: "wants to …", "has decided to …", "urged X to …"."""
    lemma = verb.lemma_.lower()
    plain = lemma in listed("intent", "verbs")
    directive = lemma in listed("intent", "directive")
    clause = tree.child(verb, "xcomp", "ccomp")
    if clause is None:
        return
    to = any(c.dep_ == "aux" and c.tag_ == "TO" for c in clause.children)
    if not to:
        return
    has_object = clause.dep_ == "ccomp" or tree.child(verb, "dobj") is not None
    if (has_object and not directive) or (not has_object and not plain):
        return
    source = source_tokens(verb)
    if source is None or tree.child(verb, "nsubjpass") is not None:
        return
    content = clause_of(verb, clause)
    other = tree.child(verb, "dobj")
    if other is not None and other.i < clause.i and directive:
        content |= tree.below(other)
    spoken = lemma in listed("intent", "spoken") or (directive and lemma not in ("want", "expect"))
    yield Candidate(
        cue_tokens(verb),
        source,
        content,
        "speech" if spoken and not is_denied(verb, source) else "intent",
        "verb+infinitive",
        0.75,
        whole=True,
    )


def _judged(verb: Token) -> Iterator[Candidate]:
    """Endorsement and criticism: "criticized the plan", "opposes the merger"."""
    object_ = tree.child(verb, "dobj")
    if object_ is None or tree.child(verb, "ccomp", "xcomp") or tree.child(verb, "nsubjpass"):
        return
    source = source_tokens(verb)
    if source is None or object_.tag_ in _RELATIVE:
        return
    content = tree.below(object_)
    for c in verb.children:
        role = c.dep_ in ("prep", "advcl") and c.lower_ in ("as", "of", "for")
        if c.i > object_.i and (role or c.dep_ == "oprd"):
            content |= tree.below(c)
    yield Candidate(cue_tokens(verb), source, content, "judgement", "verb+object", 0.5, whole=True)


def _prepositional(verb: Token) -> Iterator[Candidate]:
    """Verb + preposition: "called for …", "warned against …"."""
    allowed = _prepositions()[verb.lemma_.lower()]
    for prep in verb.children:
        if prep.dep_ != "prep" or prep.lower_ not in allowed:
            continue
        target = tree.child(prep, "pobj", "pcomp")
        source = source_tokens(verb)
        if target is None or source is None:
            continue
        content = tree.below(target)
        told = tree.child(verb, "nsubjpass")
        if told is not None:
            content |= tree.below(told)
        for c in verb.children:
            if c.dep_ in ("xcomp", "advcl") and c.i > target.i and c.tag_ == "VB":
                content |= tree.below(c)
        family = "denial" if is_denied(verb, source) else "speech"
        cue = cue_tokens(verb) | {prep.i}
        yield Candidate(cue, source, content, family, "verb+preposition", 0.6, whole=True)
        return


def _adjective(verb: Token) -> Iterator[Candidate]:
    """Be + adjective + clause: "is confident that …"."""
    adjective = tree.child(verb, "acomp")
    if adjective is None:
        return
    clause = tree.child(adjective, "ccomp", "xcomp") or tree.child(verb, "ccomp")
    own = tree.child(verb, "nsubj")
    if clause is None or own is None or own.lower_ in PLEONASTIC:
        return
    if adjective.lower_ not in listed("adjective", "words"):
        return
    content = tree.below(clause) - {verb.i, adjective.i}
    cue = cue_tokens(verb) | {adjective.i}
    yield Candidate(cue, tree.below(own), content, "cognition", "adjective", 0.6, whole=True)


def _noun(noun: Token) -> Iterator[Candidate]:
    """Possessor + noun + clause: "its claim that …", "the decision by X to …"."""
    if noun.lemma_.lower() not in listed("noun", "words"):
        return
    clause = tree.child(noun, "acl", "ccomp")
    owner = tree.child(noun, "poss")
    if owner is None:
        by = next(
            (c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "from")), None
        )
        owner = tree.child(by, "pobj") if by is not None else None
    if clause is None or owner is None or clause.tag_ == "VBN":
        return
    source = {i for i in tree.below(owner) if noun.doc[i].dep_ != "case"}
    content = claimed(noun, tree.below(clause))
    yield Candidate({noun.i}, source, content, "cognition", "noun", 0.6)


def _according(token: Token) -> Iterator[Candidate]:
    """ "According to X, …" and "…, according to X"."""
    if token.lower_ != "according" or token.i + 1 >= len(token.doc):
        return
    to = token.nbor()
    if to.lower_ != "to":
        return
    who = tree.child(to, "pobj")
    if who is None or token.sent.root.i == token.i:
        return
    phrase = tree.below(token) | tree.below(to)
    head = token.head
    clause = head
    while clause.pos_ not in ("VERB", "AUX") and clause.head.i != clause.i:
        clause = clause.head
    inside = tree.below(clause) - phrase
    lead = [c for c in clause.children if c.dep_ in ("advmod", "cc") and c.i < token.i <= c.i + 2]
    inside -= {i for c in lead for i in tree.below(c)}
    yield Candidate({token.i, to.i}, tree.below(who), inside, "speech", "according to", 0.9)


def _causative(verb: Token) -> Iterator[Candidate]:
    """ "let us know that …", "made it clear that …"."""
    source = source_tokens(verb)
    inner = next((c for c in verb.children if c.lower_ in listed("causative", "complements")), None)
    if inner is None or source is None:
        return
    clause = tree.child(inner, *_CLAUSE) or tree.child(verb, "advcl")
    if clause is None or clause.i < inner.i:
        return
    cue = set(range(verb.i, inner.i + 1))
    content = tree.below(clause) - cue
    yield Candidate(cue, source, content, "speech", "causative", 0.8)


def _act(verb: Token) -> Iterator[Candidate]:
    """A party's attempt, told by the writer: "is still trying to get a deal"."""
    clause = tree.child(verb, "xcomp") or tree.child(verb, "conj")
    source = source_tokens(verb)
    if clause is None or source is None or clause.tag_ not in ("VB", "VBG"):
        return
    content = tree.below(clause) - {verb.i}
    yield Candidate(
        cue_tokens(verb), source, content, "act", "attempt", 0.6, needs_party=True, whole=True
    )


def _open(adjective: Token) -> Iterator[Candidate]:
    """A question the writer leaves open about a party: "it is unclear whether X will …"."""
    if adjective.lower_ not in lexicon.words("certainty", "open_adjectives"):
        return
    clause = tree.child(adjective, "ccomp") or tree.child(adjective.head, "ccomp", "advcl")
    if clause is None or clause.i < adjective.i:
        return
    content = tree.below(clause)
    yield Candidate(
        {adjective.i},
        set(),
        content - {adjective.i},
        "open",
        "open question",
        0.6,
        needs_party=True,
    )


Rule = Callable[[Token], Iterator[Candidate]]


@cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    """Return by the lemma of a verb the rules that may fire on it, in the order they are tried."""
    speech, question, cognition = lemmas("speech"), lemmas("question"), lemmas("cognition")
    tried: tuple[tuple[Rule, Set[str]], ...] = (
        (_causative, lemmas("causative")),
        (_clausal, speech | question | cognition),
        (_parenthetical, speech),
        (_infinitive, lemmas("intent") | listed("intent", "directive")),
        (_judged, lemmas("judgement")),
        (_prepositional, _prepositions().keys()),
        (_adjective, {"be"}),
        (_act, lemmas("act") - {"come"}),
    )
    every = frozenset[str]().union(*(words for _, words in tried))
    return {lemma: tuple(r for r, words in tried if lemma in words) for lemma in every}


@cache
def _prepositions() -> dict[str, frozenset[str]]:
    found = lexicon.load("cues")["prepositional"]
    return {lemma: frozenset(words) for lemma, words in found.items()}


def _tells(candidate: Candidate, table: tree.Table) -> bool:
    """Whether a content has a word that says something: a lone "which" tells a reader nothing."""
    full = tree.ids(*_FULL)
    return any(table.pos[i] in full for i in candidate.content)


def find_candidates(doc: Doc) -> Iterator[Candidate]:
    """Yield what the rules find, in the order of the cues; the first rule that fits a verb wins."""
    table, rules, nouns = tree.table_of(doc), _rules(), listed("noun", "words")
    for i, (pos, lemma) in enumerate(zip(table.pos, table.lemma, strict=True)):
        if pos in _VERBAL and lemma in rules:
            for rule in rules[lemma]:
                first = next(rule(doc[i]), None)
                if first is not None and _tells(first, table):
                    yield first
                    break
        if lemma in _ACCORDING and doc[i].lower_ == "according":
            yield from (c for c in _according(doc[i]) if c.content)
        elif pos == NOUN and lemma in nouns:
            yield from (c for c in _noun(doc[i]) if c.content)
        elif pos == ADJ:
            yield from (c for c in _open(doc[i]) if c.content)
