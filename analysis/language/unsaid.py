"""Speech that nobody has uttered, by what governs the cue.

Conditions ("if X promised …"), questions of the writer ("did X say …?"), doubt ("there is no
evidence that X said …", "it is false that …"), wishes and fancies ("imagine X saying …"): not the
source's. Possible speech ("X might have said …") is told as reported, never as uttered.
"""

from spacy.tokens import Token

from analysis.language import lexicon, tree
from analysis.language.verbs import is_hypothetical, is_passive

_CLAUSES = frozenset(
    {"prep", "ccomp", "xcomp", "pcomp", "acl", "csubj", "csubjpass", "advcl", "conj"}
)
_DEPTH = 4
_MARKS = frozenset({"if", "whether", "unless", "until", "lest"})


def _words(key: str) -> frozenset[str]:
    return lexicon.words("cues", "unsaid", key)


def _is_asked(verb: Token) -> bool:
    """Whether the writer asks if it was said: "Did X say …?"."""
    own, helper = tree.child(verb, "nsubj"), tree.child(verb, "aux")
    if own is None or helper is None or not helper.i < own.i < verb.i:
        return False
    sentence = verb.sent
    return any(token.text == "?" for token in sentence[max(0, len(sentence) - 2) :])


def _doubts(head: Token, clause: Token) -> bool:
    """Whether `head` says that its `clause` is not so, or is only thought of."""
    if head.pos_ in ("NOUN", "PROPN"):
        denied = any(c.dep_ == "det" and c.lower_ == "no" for c in head.children)
        return denied or head.lemma_.lower() in _words("nouns")
    if head.pos_ in ("ADJ", "ADV"):
        return head.lower_ in _words("adjectives")
    said_of = tree.child(head, "acomp", "attr")
    if said_of is not None and clause.dep_ in ("ccomp", "csubj", "advcl"):
        return said_of.lower_ in _words("adjectives") or _doubts_noun(said_of)
    return head.lemma_.lower() in _words("verbs")


def _doubts_noun(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)


def is_unsaid(verb: Token) -> bool:
    """Whether nobody has said what `verb` tells."""
    if is_hypothetical(verb) or _is_asked(verb):
        return True
    clause = verb
    for _ in range(_DEPTH):
        mark = tree.child(clause, "mark")
        if mark is not None and mark.lower_ in _MARKS:
            return True
        head = clause.head
        if head.i == clause.i or clause.dep_ not in _CLAUSES:
            return False
        if clause.dep_ == "xcomp" and is_passive(head):
            return True
        if clause.dep_ not in ("conj", "advcl") and _doubts(head, clause):
            return True
        clause = head
    return False


def is_possible(verb: Token) -> bool:
    """Whether it only may have been said: "might have said", "should say"."""
    return any(c.dep_ == "aux" and c.lower_ in _words("modals") for c in verb.children)


def is_conditional(verb: Token) -> bool:
    """Whether it is only supposed to be said: "X, I suspect, would say …".

    Not "would only say", "would later say", "would go on to say", which tell what was said.
    """
    helped = any(c.dep_ == "aux" and c.lower_ in ("would", "'d", "’d") for c in verb.children)
    told = any(
        c.dep_ == "neg" or c.lower_ in _words("would_tell")
        for c in (*verb.children, *verb.doc[verb.i + 1 : verb.i + 2])
    )
    return helped and not told


def is_thought(verb: Token) -> bool:
    """Whether `verb` tells of speech only as wished for, feared or left out."""
    return verb.lemma_.lower() in _words("verbs") - lexicon.words("cues", "intent", "verbs")
