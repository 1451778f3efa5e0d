"""Cues and their roles, found by rules over the parse.

Each rule looks at one token and yields candidates: the cue, the source that utters, wants or
thinks, and the content. The terms and the extents are those of PARC and PolNeAR (Pareti 2012;
Newell et al. 2018): a content holds its complementiser and its quotation marks, cue and source
stand outside. The classes of cues are data, in `data/cues.toml`.

Limits: rules see one sentence; a cue that the lists lack is not seen; where the parser takes a
reporting clause for something else, so do these rules.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Set
from functools import cache, lru_cache
from typing import NamedTuple

from spacy.symbols import ADJ, AUX, NOUN, VERB
from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree

_VERBAL = frozenset({AUX, VERB})
_ACCORDING = frozenset({"accord", "according"})
_CLAUSE = ("ccomp",)
_PARTICIPLE = frozenset({"VBG"})
_CONTRAST = frozenset({"while", "whereas", "although", "though"})
_CONDITIONS = frozenset({"if", "unless", "until", "provided", "once"})
_FULL = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "INTJ"})
FULL = _FULL - {"ADV"} | {"PRON"}
"""Parts of speech of which a stretch of content has one at least."""
_RELATIVE = frozenset({"WDT", "WP"})
_NOBODY = frozenset({"neither", "nobody", "none", "no"})
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


def _cues(*keys: str) -> frozenset[str]:
    return lexicon.words("cues", *keys)


def lemmas(family: str) -> frozenset[str]:
    """Return the verbs of a class of cues."""
    return _cues(family, "verbs")


def _cue_tokens(verb: Token) -> set[int]:
    """Return `verb` with its auxiliaries, negation, particle and the adverbs that touch it."""
    helping, adverb = tree.ids("aux", "auxpass", "neg", "prt"), tree.ids("advmod")
    found = {verb.i}
    for c in verb.children:
        if c.dep in helping or (c.dep in adverb and abs(c.i - verb.i) <= 1):
            found.add(c.i)
    return found


def is_passive(verb: Token) -> bool:
    """Whether the subject of `verb` is told, asked or accused: it is not the source then."""
    if tree.child(verb, "auxpass", "nsubjpass") is not None:
        return True
    reduced = verb.tag_ == "VBN" and tree.child(verb, "aux", "nsubj") is None
    return reduced and verb.dep_ in ("advcl", "acl")


def _source_tokens(verb: Token) -> set[int] | None:
    """Return the tokens of the source of `verb`; None where the parse shows none."""
    agent = tree.child(verb, "agent")
    if agent is not None:
        who = tree.child(agent, "pobj")
    else:
        who = None if is_passive(verb) else tree.subject(verb)
    if who is None or who.dep_ == "expl" or who.i == verb.i:
        return None
    return tree.phrase(who, verb) - {verb.i} or None


def is_hypothetical(verb: Token) -> bool:
    """Whether nobody has said it: "if X says …", "had X said …", "is expected to say …"."""
    if verb.dep_ == "xcomp" and is_passive(verb.head):
        return True
    clause = verb
    while clause.dep_ in ("conj", "xcomp") and clause.head.i != clause.i:
        clause = clause.head
    had = tree.child(clause, "aux")
    own = tree.child(clause, "nsubj")
    if had is not None and own is not None and had.lower_ == "had" and had.i < own.i:
        asked = clause.doc[clause.sent.end - 1].text == "?"
        if not asked:
            return True
    if clause.dep_ != "advcl":
        return False
    mark = tree.child(clause, "mark")
    return mark is not None and mark.lower_ in _CONDITIONS


def is_denied(verb: Token, source: set[int]) -> bool:
    """Whether the source did not utter the content: "never said", "denied", "neither … said"."""
    if verb.lemma_.lower() in _cues("denial", "verbs"):
        return True
    if any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children):
        return True
    return any(verb.doc[i].lower_ in _NOBODY for i in source)


@lru_cache(maxsize=1)
def _remarks(doc: Doc) -> tuple[list[int], list[Token]]:
    """Return the heads of what may be a writer's remark, with their indices, in order."""
    table, nouns, adverbial = tree.table_of(doc), _cues("remark", "nouns"), tree.ids("advcl")
    found = []
    for i, (dep, lemma) in enumerate(zip(table.dep, table.lemma, strict=True)):
        beside, named = dep in adverbial, lemma in nouns
        if not (beside or named):
            continue
        token = doc[i]
        before = token.left_edge.i - 1
        if before < 1 or doc[before].text != ",":
            continue
        mark = tree.child(token, "mark") if beside else None
        contrast = mark is not None and mark.lower_ in _CONTRAST
        if contrast or (named and tree.child(token, "relcl")):
            found.append(token)
    return [token.i for token in found], found


def writers_remarks(clause: Token) -> list[Token]:
    """Return what the writer adds behind `clause`: a contrast, or a word on the whole of it.

    "X wants A, while B is trying …", "X said it would pay, a move that Y …": nobody's content.
    """
    places, remarks = _remarks(clause.doc)
    if not places:
        return []
    first, last = bisect_left(places, clause.i), bisect_left(places, clause.right_edge.i + 1)
    return [t for t in remarks[first:last] if t.i == clause.i or clause.is_ancestor(t)]


def _clause(verb: Token, clause: Token) -> set[int]:
    """Return the tokens of the clause that `verb` introduces, the cue's own words left out."""
    inside = tree.below(clause, without=writers_remarks(clause))
    return inside - {verb.i}


def parted_subject(doc: Doc, content: Set[int], cue: Set[int]) -> set[int]:
    """Return the subject that a cue parts from its verb: "nobody, he insisted, would be let go".

    Where the parser takes the rest for a relative clause the content would lose it, and say the
    opposite.
    """
    table, found = tree.table_of(doc), set[int]()
    relative = tree.ids("relcl")
    for i in content:
        head = table.head[i]
        if table.dep[i] not in relative or head in content or not any(head < c < i for c in cue):
            continue
        if not any(doc[k].tag_ in _RELATIVE for k in table.children(i)):
            found |= tree.below(doc[head], without=[doc[i]])
    return found - cue


def _conditions(verb: Token, clause: Token) -> set[int]:
    """Return the conditions that the parse hangs on the cue instead of the content.

    "said it might pay, but only if …": without them the party would have promised too much.
    """
    found: set[int] = set()
    for c in verb.children:
        mark = tree.child(c, "mark")
        later = c.dep_ in ("advcl", "conj") and c.i > clause.i > verb.i
        if mark is None or mark.lower_ not in _CONDITIONS:
            continue
        if later:
            found |= set(range(clause.right_edge.i + 1, c.right_edge.i + 1))
        elif c.dep_ == "advcl" and c.i < verb.i:
            found |= tree.below(c)
    return found


def _dated(verb: Token, clause: Token) -> set[int]:
    """Return the date of the saying that the parse takes into the clause: "said on Friday it …"."""
    own = tree.child(clause, "nsubj", "nsubjpass", "expl")
    if own is None or tree.child(clause, "mark") is not None or own.i < verb.i:
        return set()
    found: set[int] = set()
    for c in clause.children:
        inside = tree.below(c)
        dated = any(clause.doc[i].ent_type_ == "DATE" for i in inside)
        if verb.i < c.i < own.i and dated and c.dep_ in ("prep", "npadvmod", "nmod"):
            found |= inside
    return found


def _is_weak(verb: Token, clause: Token) -> bool:
    """Whether a weak cue lacks the complementiser or the quotation marks that it needs."""
    if verb.lemma_.lower() not in _cues("speech", "weak"):
        return False
    marked = tree.child(clause, "mark") is not None
    quoted = any(t.is_quote for t in clause.subtree)
    return not (marked or quoted)


def _clausal(verb: Token) -> Iterator[Candidate]:
    """Reporting verb + clause: "said that …", "…, she said", "wonders whether …"."""
    lemma = verb.lemma_.lower()
    families = [f for f in ("speech", "question", "cognition") if lemma in _cues(f, "verbs")]
    clause = tree.child(verb, *_CLAUSE)
    if clause is None or clause.i == verb.i or _is_weak(verb, clause):
        return
    source = _source_tokens(verb)
    if (source is None and verb.tag_ not in _PARTICIPLE) or is_hypothetical(verb):
        return
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _cues("intent", "verbs"):
        return  # "refused to say …": the refusal is the relation
    content = (_clause(verb, clause) | _conditions(verb, clause)) - (source or set())
    cue = _cue_tokens(verb)
    content -= _dated(verb, clause)
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
    content = tree.below(verb.head, without=[verb]) | _conditions(verb, verb.head)
    source, cue = tree.below(own), _cue_tokens(verb)
    content |= parted_subject(verb.doc, content, cue)
    yield Candidate(cue, source, content - source, "speech", "parenthetical", 0.75)


def _infinitive(verb: Token) -> Iterator[Candidate]:
    """Want, plan, decision or refusal: "wants to …", "has decided to …", "urged X to …"."""
    lemma = verb.lemma_.lower()
    plain = lemma in _cues("intent", "verbs")
    directive = lemma in _cues("intent", "directive")
    clause = tree.child(verb, "xcomp", "ccomp")
    if clause is None:
        return
    to = any(c.dep_ == "aux" and c.tag_ == "TO" for c in clause.children)
    if not to:
        return
    has_object = clause.dep_ == "ccomp" or tree.child(verb, "dobj") is not None
    if (has_object and not directive) or (not has_object and not plain):
        return
    source = _source_tokens(verb)
    if source is None or tree.child(verb, "nsubjpass") is not None:
        return
    content = _clause(verb, clause)
    other = tree.child(verb, "dobj")
    if other is not None and other.i < clause.i and directive:
        content |= tree.below(other)
    spoken = lemma in _cues("intent", "spoken") or (directive and lemma not in ("want", "expect"))
    yield Candidate(
        _cue_tokens(verb),
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
    source = _source_tokens(verb)
    if source is None or object_.tag_ in _RELATIVE:
        return
    content = tree.below(object_)
    for c in verb.children:
        role = c.dep_ in ("prep", "advcl") and c.lower_ in ("as", "of", "for")
        if c.i > object_.i and (role or c.dep_ == "oprd"):
            content |= tree.below(c)
    yield Candidate(_cue_tokens(verb), source, content, "judgement", "verb+object", 0.5, whole=True)


def _prepositional(verb: Token) -> Iterator[Candidate]:
    """Verb + preposition: "called for …", "warned against …"."""
    allowed = _prepositions()[verb.lemma_.lower()]
    for prep in verb.children:
        if prep.dep_ != "prep" or prep.lower_ not in allowed:
            continue
        target = tree.child(prep, "pobj", "pcomp")
        source = _source_tokens(verb)
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
        cue = _cue_tokens(verb) | {prep.i}
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
    if adjective.lower_ not in _cues("adjective", "words"):
        return
    content = tree.below(clause) - {verb.i, adjective.i}
    cue = _cue_tokens(verb) | {adjective.i}
    yield Candidate(cue, tree.below(own), content, "cognition", "adjective", 0.6, whole=True)


def _noun(noun: Token) -> Iterator[Candidate]:
    """Possessor + noun + clause: "its claim that …", "the decision by X to …"."""
    if noun.lemma_.lower() not in _cues("noun", "words"):
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
    yield Candidate({noun.i}, source, tree.below(clause), "cognition", "noun", 0.6)


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
    source = _source_tokens(verb)
    inner = next((c for c in verb.children if c.lower_ in _cues("causative", "complements")), None)
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
    source = _source_tokens(verb)
    if clause is None or source is None or clause.tag_ not in ("VB", "VBG"):
        return
    content = tree.below(clause) - {verb.i}
    yield Candidate(
        _cue_tokens(verb), source, content, "act", "attempt", 0.6, needs_party=True, whole=True
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
        (_infinitive, lemmas("intent") | _cues("intent", "directive")),
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
    table, rules, nouns = tree.table_of(doc), _rules(), _cues("noun", "words")
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
