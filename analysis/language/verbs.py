"""What a verb tells of who is behind it and of what: the words that a cue rests on.

Who utters at a verb and who is told, what is only supposed or denied, where a clause ends and
the writer's own remark begins. `cues` makes relations of it.
"""

from bisect import bisect_left
from collections.abc import Set
from functools import lru_cache

from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree

_CONTRAST = frozenset({"while", "whereas", "although", "though"})
_CONDITIONS = frozenset({"if", "unless", "until", "provided", "once"})
_RELATIVE = frozenset({"WDT", "WP"})
_FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})
_RELATING = frozenset({"relcl", "acl"})
_TELLING = ("speech", "denial", "judgement")
_NOBODY = frozenset({"neither", "nobody", "none", "no"})


def listed(*keys: str) -> frozenset[str]:
    """Return the words of a class of cues."""
    return lexicon.words("cues", *keys)


def lemmas(family: str) -> frozenset[str]:
    """Return the verbs of a class of cues."""
    return listed(family, "verbs")


def cue_tokens(verb: Token) -> set[int]:
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
    if reduced and verb.dep_ in ("advcl", "acl"):
        return True
    return is_inserted_participle(verb) or _is_when_asked(verb)


def _is_when_asked(verb: Token) -> bool:
    """Whether it is "X joked when asked how …", or "Asked how, X joked"."""
    if verb.lower_ not in listed("passive", "participles"):
        return False
    if verb.i == verb.sent.start:
        return verb.dep_ == "advcl" and tree.child(verb, "nsubj") is None
    return verb.nbor(-1).lower_ in ("when", "if", "once")


def is_inserted_participle(verb: Token) -> bool:
    """Whether it is "X, asked whether …, said …", which the parser takes for X's asking.

    The sentence goes on behind it with a finite verb that has no subject of its own.
    """
    return inserted_after(verb) is not None


def inserted_after(verb: Token) -> Token | None:
    """Return the noun behind whose phrase a participle is inserted, None where it is not one."""
    if verb.lower_ not in listed("passive", "participles"):
        return None
    doc, own = verb.doc, tree.child(verb, "nsubj", "nsubjpass")
    before = verb.i - 1
    while before > verb.sent.start and doc[before].lower_ in ("when", "also", "later", "once"):
        before -= 1
    if before <= verb.sent.start or doc[before].text != ",":
        return None
    noun = doc[before - 1] if own is None else own
    if noun.i >= before or noun.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    stops = (i for i in range(verb.i + 1, verb.sent.end - 1) if doc[i].text == ",")
    return noun if any(_goes_on(doc[i + 1]) for i in stops) else None


def _goes_on(token: Token) -> bool:
    """Whether a sentence goes on at `token`, behind a comma: ", said …", ", has left"."""
    end = token.sent.end
    while token.pos_ == "ADV" and token.i + 1 < end:
        token = token.nbor()
    subject = tree.child(token, "nsubj", "nsubjpass")
    return token.tag_ in _FINITE and (subject is None or subject.i < token.i)


def source_tokens(verb: Token) -> set[int] | None:
    """Return the tokens of the source of `verb`; None where the parse shows none."""
    agent = tree.child(verb, "agent")
    if agent is not None:
        who = tree.child(agent, "pobj")
    else:
        who = None if is_passive(verb) else tree.subject(verb)
    if who is None or who.dep_ == "expl" or who.i == verb.i:
        return None
    return tree.phrase(who, verb) - {verb.i} or None


def nearer_subject(verb: Token) -> Token | None:
    """Return who goes on at ", saying …": the subject of the verb right before the comma.

    "…, a claim that the ministry denied, saying …": the ministry, wherever the parser hangs it.
    """
    if verb.tag_ != "VBG" or verb.i < 2 or verb.nbor(-1).text != ",":
        return None
    before = verb.nbor(-2)
    if before.pos_ != "VERB" or before.dep_ not in ("relcl", "acl") or before.i < verb.head.i:
        return None
    if not any(before.lemma_.lower() in lemmas(family) for family in _TELLING):
        return None
    own = tree.child(before, "nsubj")
    return own if own is not None and own.tag_ not in ("WDT", "WP", "IN") else None


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
    if verb.lemma_.lower() in listed("denial", "verbs"):
        return True
    if any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children):
        return True
    return any(verb.doc[i].lower_ in _NOBODY for i in source)


@lru_cache(maxsize=1)
def _remarks(doc: Doc) -> tuple[list[int], list[Token]]:
    """Return the heads of what may be a writer's remark, with their indices, in order."""
    table, nouns, adverbial = tree.table_of(doc), listed("remark", "nouns"), tree.ids("advcl")
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
        if contrast or (named and is_told_of(token)) or (beside and _goes_on_saying(token)):
            found.append(token)
    return [token.i for token in found], found


def _goes_on_saying(verb: Token) -> bool:
    """Whether it is "X hinted he would go, saying …", which the parser hangs on the going."""
    own = tree.child(verb.head, "nsubj")
    spoken = verb.tag_ == "VBG" and verb.lemma_.lower() in lemmas("speech")
    return spoken and own is not None and own.pos_ == "PRON" and bool(tree.child(verb, "ccomp"))


def is_told_of(noun: Token) -> bool:
    """Whether a clause tells of `noun`: "a claim that critics call nonsense"."""
    if tree.child(noun, "relcl"):
        return True
    clause = tree.child(noun, "acl")
    if clause is None or tree.child(clause, "dobj", "ccomp", "xcomp", "acomp", "attr"):
        return False
    return tree.child(clause, "nsubj") is not None


def writers_remarks(clause: Token) -> list[Token]:
    """Return what the writer adds behind `clause`: a contrast, or a word on the whole of it.

    "X wants A, while B is trying …", "X said it would pay, a move that Y …": nobody's content.
    """
    places, remarks = _remarks(clause.doc)
    if not places:
        return []
    first, last = bisect_left(places, clause.i), bisect_left(places, clause.right_edge.i + 1)
    return [t for t in remarks[first:last] if t.i == clause.i or clause.is_ancestor(t)]


def clause_of(verb: Token, clause: Token) -> set[int]:
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


def claimed(noun: Token, content: set[int]) -> set[int]:
    """Return what of `content` hangs on a noun like "claim", without the sentence around it.

    "X's claim that the boat was safe | drew laughter": where the parser has no main verb it has
    taken it into the clause. Nothing is left where that verb is not to be found.
    """
    clause = tree.child(noun, "acl", "ccomp")
    if clause is None or tree.child(clause, "mark") is None:
        return content
    if noun.dep_ in tree.SUBJECTS:
        return content & tree.below(noun)
    end = noun.sent[-1]
    reaches = any(i >= end.i - 2 for i in content)
    if noun.dep_ != "ROOT" or end.text != "." or not reaches:
        return content
    at = next((i for i in sorted(content) if i > clause.i and _begins_anew(noun.doc[i])), None)
    return set() if at is None else {i for i in content if i < at}


def _begins_anew(verb: Token) -> bool:
    """Whether a finite verb has no subject, conjunction or comma before it."""
    before = verb.nbor(-1)
    while before.pos_ == "ADV" and before.i:
        before = before.nbor(-1)
    joined = before.dep_ in tree.SUBJECTS or before.pos_ in ("AUX", "CCONJ", "PRON", "PUNCT")
    return verb.tag_ in _FINITE and not joined


def conditions_of(verb: Token, clause: Token) -> set[int]:
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


def dated_of(verb: Token, clause: Token) -> set[int]:
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


def is_weak(verb: Token, clause: Token) -> bool:
    """Whether a weak cue lacks the complementiser or the quotation marks that it needs."""
    if verb.lemma_.lower() not in listed("speech", "weak"):
        return False
    marked = tree.child(clause, "mark") is not None
    quoted = any(t.is_quote for t in clause.subtree)
    return not (marked or quoted)
