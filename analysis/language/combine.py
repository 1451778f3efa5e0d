"""Where rules and labeller meet: one list of candidates from both.

A cue that the labeller is sure enough of gives a candidate with the labeller's roles; the rule
that fired on it, if one did, says what kind of cue it is. A rule's candidate that the labeller
thinks little of is dropped, save acts and open questions, which no annotation knew. What only
the labeller sees passes the same tests as a rule's finding: nobody's supposition becomes a
statement, and whoever is told or asked is not the source.
"""

from collections.abc import Iterator, Sequence, Set
from math import log

from spacy.tokens import Doc, Token

from analysis.language import cues, lexicon, relayed, tree
from analysis.language.cues import Candidate
from analysis.language.features import Grid, cue_head
from analysis.language.labeller import Labelled
from analysis.language.unsaid import is_conditional, is_possible, is_thought, is_unsaid
from analysis.language.verbs import (
    claimed,
    inserted_after,
    is_denied,
    is_passive,
    is_told_of,
    lemmas,
    listed,
    nearer_subject,
    parted_subject,
    writers_remarks,
)

LEARNED = "learned"
"""The rule of a candidate that the labeller alone has found."""

JUDGED = frozenset({"labeller", "rule and labeller"})
"""By whom a candidate is of which the labeller, not a rule alone, says whether it is one."""

_VERBS = frozenset({"VERB", "AUX"})
_HANGING = frozenset({"advcl", "pcomp"})
_SHARING = frozenset({"advcl", "conj"})
_MARKS = frozenset({"although", "because", "though", "when", "whereas", "while"})
_FLOATING = frozenset({"all", "both", "each"})
_CITING = frozenset({"quote", "cite"})
_FINITE = frozenset({"VBD", "VBN", "VBP", "VBZ"})
_SEEMING = frozenset({"xcomp", "ccomp", "oprd", "advcl", "acomp"})
_SURE = 1e-6
_HALVES = frozenset({"det", "poss", "amod", "compound", "nummod"})


def _family(doc: Doc, found: Labelled) -> str:
    """Return the class of a cue that no rule has placed.

    What is not known to be a cue of speech is told of the source, never put in its mouth.
    """
    head = doc[found.head]
    if head.pos_ in _VERBS and is_denied(head, found.source):
        return "denial"
    if head.pos_ not in _VERBS | {"NOUN", "ADJ"}:
        return "speech"  # "according to", "per", a dash or colon
    lemma = head.lemma_.lower()
    if is_thought(head):
        return "denial"
    for family in ("speech", "question", "cognition", "intent", "judgement"):
        if lemma in lemmas(family):
            return family
    return "judgement"


def _is_clause(doc: Doc, content: set[int]) -> bool:
    """Whether a content says something by itself: it has a verb with its subject."""
    return any(
        doc[i].pos_ in _VERBS
        and any(c.dep_ in tree.SUBJECTS and c.i in content for c in doc[i].children)
        for i in content
    )


def _learned(doc: Doc, found: Labelled) -> Candidate | None:
    """Return what the labeller alone has found, None where it must not be believed."""
    head = doc[found.head]
    source = _source(doc, found)
    if source is None or (not source and head.pos_ in _VERBS and is_passive(head)):
        return None
    if _holds_speech(doc, found) or _is_question_put(doc, found):
        return None
    if head.lemma_.lower() in listed("remark", "nouns") and is_told_of(head):
        return None  # "a claim that critics call nonsense": what is told of it is not claimed
    if any(doc[i].dep_ == "compound" and doc[i].head.i in found.content for i in source):
        return None  # half a name speaks, the other half is said
    family = _family(doc, found)
    content = _said(doc, found)
    if relayed.names_work(doc, head, content):
        return None
    if family == "speech" and head.pos_ in _VERBS and not _is_clause(doc, content):
        # "said nothing", "announced a plan": told of the source, unless it is quoted.
        family = "judgement"
    whole = family != "speech"
    return Candidate(found.cue, source, content, family, LEARNED, found.probability, whole=whole)


def _holds_speech(doc: Doc, found: Labelled) -> bool:
    """Whether what is wanted or imagined is that somebody else speaks: "would love X to say …"."""
    if doc[found.head].lemma_.lower() in lemmas("speech"):
        return False
    return any(
        doc[i].pos_ in _VERBS
        and doc[i].lemma_.lower() in lemmas("speech")
        and any(c.dep_ == "nsubj" and c.i in found.content for c in doc[i].children)
        for i in found.content
    )


def _is_question_put(doc: Doc, found: Labelled) -> bool:
    """Whether the content is what the source was asked: "asked if it was so, X smiled"."""
    tops = (doc[i] for i in found.content if doc[i].head.i not in found.content)
    above = [t.head for t in tops if t.dep_ != "punct" and t.head.i != t.i]
    return bool(above) and all(
        t.lower_ in listed("passive", "participles") and is_passive(t) for t in above
    )


def _source(doc: Doc, found: Labelled) -> set[int] | None:
    """Return the source as labelled and put right; None where the relation is none."""
    head = doc[found.head]
    if _seems(head):
        return set()
    quoted = tree.child(head, "dobj") if head.lemma_.lower() in _CITING else None
    if quoted is not None and any(doc[i].lemma_ == "say" for i in found.cue | found.content):
        return tree.phrase(quoted, head)  # "X quoted Y as saying …"
    source = _uttering(head, found.source) if head.pos_ in _VERBS else found.source
    if source and head.pos_ in _VERBS and all(doc[i].lower_ in _FLOATING for i in source):
        joint = tree.child(head, "nsubj")
        if joint is not None and joint.i not in source and tree.child(joint, "conj"):
            source = tree.phrase(joint, head)  # "X and Y, who …, both said"
    return None if source is None else _named(doc, source)


def _seems(verb: Token) -> bool:
    """Whether it is the writer to whom something seems so: "X seems to …", "it looks like …"."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in lexicon.words("cues", "raising", "verbs"):
        return False
    return any(c.dep_ in _SEEMING or c.lower_ in ("like", "as") for c in verb.children)


def _said(doc: Doc, found: Labelled) -> set[int]:
    """Return the content without what the writer adds, and without stretches that say nothing.

    "…, a move that critics called a stunt"; "Also, according to X, …". A noun phrase that breaks
    off before its noun, or begins behind its article, is completed.
    """
    table = tree.table_of(doc)
    halves, verbs, full = tree.ids(*_HALVES), tree.ids(*_VERBS), tree.ids(*cues.FULL)
    content = set(found.content)
    if found.source:
        content |= parted_subject(doc, content, found.cue) - found.source
    nouns = {table.head[i] for i in content if table.dep[i] in halves and table.head[i] > i}
    for noun in nouns - found.cue:
        content |= tree.below(doc[noun]) - found.cue - found.source
    articles = {i - 1 for i in found.content if i and table.dep[i - 1] in tree.ids("det")}
    content |= {i for i in articles if table.head[i] in content} - found.cue - found.source
    content -= _before_clause(doc, found, content)
    tops = [i for i in content if table.pos[i] in verbs and table.head[i] not in content]
    added = {i for top in tops for t in writers_remarks(doc[top]) for i in tree.below(t)}
    kept = set()
    for first, last in tree.runs(content - added, doc):
        if not full.isdisjoint(table.pos[first : last + 1]):
            kept |= content.intersection(range(first, last + 1))
    head = doc[found.head]
    return claimed(head, kept or content) if head.pos_ == "NOUN" else kept or content


def _before_clause(doc: Doc, found: Labelled, content: Set[int]) -> set[int]:
    """Return what stands before the clause that a cue interrupts.

    "A; the boat, he said, sank", "A in May, when, he said, the boat sank".
    """
    start = doc[found.head].sent.start
    stop = next((i for i in range(found.head, start, -1) if doc[i].text == ";"), start - 1)
    mark = min((*found.cue, *found.source)) - 2
    marked = mark > start and doc[mark].lower_ in _MARKS and doc[mark - 1].text == ","
    if marked and doc[mark + 1].text == ",":
        stop = max(stop, mark)
    if stop < start or not any(i > found.head for i in content):
        return set()
    return {i for i in content if i <= stop}


def _uttering(verb: Token, source: set[int]) -> set[int] | None:
    """Return who utters at `verb`; None where the labeller took who is told or accused for it.

    Where it saw nobody beside a verb that has a subject of its own, that is the source.
    """
    nearer = nearer_subject(verb)
    if nearer is not None:
        return tree.phrase(nearer, nearer.head)
    if verb.dep_ in _HANGING and source:
        above = verb.head.head if verb.dep_ == "pcomp" else verb.head
        other = tree.child(above, "dobj", "dative")
        own = tree.subject(above)
        # "X told reporters before adding …": not the reporters.
        if other is not None and own is not None and source <= tree.below(other):
            return tree.phrase(own, above)
    if is_passive(verb):
        agent = tree.child(verb, "agent")
        by = None if agent is None else tree.child(agent, "pobj")
        if by is not None and source.isdisjoint(tree.below(by)):
            return tree.phrase(by, verb)  # "the plan, described by Y as …": not X, who tells of it
        told = tree.subject(verb)
        return None if told is not None and told.i in source else source
    beside = _beside(verb, source)
    if beside is not None:
        return tree.phrase(beside, verb)
    own = tree.child(verb, "nsubj") or (tree.subject(verb) if verb.dep_ in _SHARING else None)
    if not source and own is None:
        own = inserted_after(verb.head)  # "X, asked about it, said …"
    if source or own is None or own.lower_ in cues.PLEONASTIC:
        return source
    return tree.phrase(own, verb)


def _beside(verb: Token, source: set[int]) -> Token | None:
    """Return the subject that `verb` shares, where the labeller took a noun within another's name.

    "A source close to the club claimed the player had agreed and expected …": not the club.
    """
    tops = [verb.doc[i] for i in source if verb.doc[i].head.i not in source]
    own = tree.subject(verb) if verb.dep_ == "conj" else None
    if len(tops) != 1 or tops[0].dep_ != "pobj" or own is None or own.i in source:
        return None
    above = tops[0]
    while above.dep_ in ("pobj", "prep", "amod", "acl") and above.head.i != above.i:
        above = above.head
    return own if above.dep_ == "nsubj" and above.i not in source else None


def _named(doc: Doc, source: set[int]) -> set[int]:
    """Return who the source is, without what tells more of it: "X, 59, of Y, who …"."""
    tops = [i for i in source if doc[i].head.i not in source or doc[i].head.i == i]
    if len(tops) != 1:
        return source
    head = doc[tops[0]]
    told = [
        t
        for t in (doc[i] for i in source)
        if t.dep_ in ("relcl", "acl") and t.head.i == head.i and t.i > head.i
    ]
    kept = source & tree.below(head, without=told)
    commas = [i for i in kept if doc[i].text in (",", "(") and i > head.i]
    joint = any(c.dep_ == "conj" for c in head.children)
    if head.pos_ == "PROPN" and commas and not joint:
        kept = {i for i in kept if i < min(commas)}
    return kept


def combine(
    doc: Doc, grid: Grid, rules: Sequence[Candidate], labelled: Sequence[Labelled], least: float
) -> Iterator[Candidate]:
    """Yield the candidates of both, in the order of their cues.

    `least` is the probability from which the labeller is believed.
    """
    # An open question or an act is told as the rule reads it, by whatever word it was seen.
    apart = [c for c in rules if c.needs_party]
    seen = {
        one.head: one
        for one in labelled
        if not any(c.cue & one.cue or (not one.source and c.content & one.content) for c in apart)
    }
    placed: dict[int, list[Candidate]] = {}
    for candidate in rules:
        if candidate.cue:
            head = cue_head(grid.head, sorted(candidate.cue))
            placed.setdefault(head, []).append(candidate)
    found: list[Candidate] = []
    doubted: list[Candidate] = []
    for head in sorted(seen.keys() | placed.keys()):
        mine = placed.get(head, [])
        one = list(_at_one_cue(doc, grid, head, mine, seen.get(head), least))
        found += one
        doubted += mine if not one and not _is_unsaid(doc[head]) else []
    # Annotators of news leave speech within speech unmarked, so the labeller doubts it; but who
    # says it matters most there.
    within = {i for c in found for i in c.content}
    nested = [c for c in doubted if _is_told(doc, c) and within.issuperset(c.cue)]
    kept = [c for c in (*found, *nested) if not any(_straddles(c, other) for other in found)]
    yield from sorted(kept, key=lambda c: min(c.cue))


def _straddles(one: Candidate, other: Candidate) -> bool:
    """Whether a source is made of somebody and of words that this somebody says.

    So it is where the parser takes the end of who speaks for the subject: "According to a survey
    by the institute, a third of the farmers support the plan".
    """
    own = one.source & other.source
    return bool(own and one.source & other.content) and not one.source & other.cue


def _is_told(doc: Doc, candidate: Candidate) -> bool:
    """Whether a rule found speech of somebody who is named or known: "the police had warned"."""
    finite = any(doc[i].tag_ in _FINITE for i in candidate.cue)
    named = any(doc[i].pos_ == "PROPN" for i in candidate.source)
    known = any(doc[i].lower_ in ("the", "his", "her", "its", "their") for i in candidate.source)
    return candidate.family == "speech" and finite and (named or known)


def _is_unsaid(head: Token) -> bool:
    return head.pos_ in _VERBS and is_unsaid(head)


def _at_one_cue(
    doc: Doc,
    grid: Grid,
    head: int,
    rules: Sequence[Candidate],
    found: Labelled | None,
    least: float,
) -> Iterator[Candidate]:
    """Yield the candidates of one cue."""
    apart = [c for c in rules if c.needs_party]
    yield from apart
    if apart or _is_unsaid(doc[head]):
        return
    if found is None:
        named = (c for c in rules if any(doc[i].pos_ == "PROPN" for i in c.source))
        yield from (c for c in named if grid.marks[min(c.cue), 0] and _is_told(doc, c))
        return
    if rules and grid.marks[found.head, 0]:
        # Annotators of news leave speech inside quotations unmarked: the rules know better.
        yield from (_judged(doc, c, found, "rule in quotation") for c in rules)
    elif found.probability >= least and found.content and rules:
        yield _judged(doc, _joined(doc, rules[0], found), found, "rule and labeller")
    elif found.probability >= least and found.content:
        learned = _learned(doc, found)
        if learned is not None:
            yield _judged(doc, learned, found, "labeller")
    elif not any(grid.marks[i, 0] for c in rules for i in c.content):
        yield from (_judged(doc, c, found, "rule") for c in rules)


def _judged(doc: Doc, candidate: Candidate, found: Labelled, by: str) -> Candidate:
    verbs = [doc[i] for i in candidate.cue if doc[i].pos_ in _VERBS]
    supposed = any(map(is_possible, verbs))
    if candidate.family == "speech" and not any(doc[i].is_quote for i in candidate.content):
        supposed = supposed or any(map(is_conditional, verbs))
    if candidate.family != "denial" and supposed:
        candidate = candidate._replace(family="denial", whole=True)
    odds = log(found.probability / max(1 - found.probability, _SURE))
    return candidate._replace(by=by, odds=odds, agreement=found.agreement)


def _joined(doc: Doc, rule: Candidate, found: Labelled) -> Candidate:
    """Return a rule's candidate with the labeller's roles."""
    source = _source(doc, found)
    content = _said(doc, found)
    return rule._replace(
        cue=found.cue,
        source=rule.source if source is None else source,
        content=content,
        whole=rule.whole or not _is_clause(doc, content),
        confidence=found.probability,
    )
