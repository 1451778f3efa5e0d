"""Words that somebody else passes on, and words that are nobody's.

"X was quoted by Y as saying …", "Y read aloud a letter from X: …": X's words, which reached the
writer through Y. "Y put words in X's mouth: …": X has not said them. "…, published in “…”, a book
by X": the title of a work, no statement; nor is a wish to stay unnamed. "Y tells me, and I quote,
that …": Y's words.
"""

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree
from analysis.language.cues import Candidate
from analysis.language.verbs import is_passive

QUOTED = "quoted as saying"
"""The rule of "X was quoted by Y as saying …"."""

HEARSAY = "reported to have said"
"""The rule of "X was reported to have said …"."""

RECITED = "and I quote"
"""The rule of "Y tells me, and I quote, that …"."""

_QUOTING = frozenset({"quote", "quoted", "cite", "cited"})
_ALOUD = frozenset({"aloud", "out"})
_FROM = frozenset({"from", "by"})


def _words(key: str) -> frozenset[str]:
    return lexicon.words("cues", "relayed", key)


def _speaking(verb: Token) -> Token | None:
    """Return the "saying" of "quoted as saying"."""
    named = (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as")
    inner = next((tree.child(c, "pcomp") for c in named), None)
    return inner if inner is not None and inner.tag_ == "VBG" else None


def _agent(verb: Token) -> set[int]:
    by = tree.child(verb, "agent")
    who = None if by is None else tree.child(by, "pobj")
    return set() if who is None else tree.phrase(who, verb)


def quoted(verb: Token) -> Candidate | None:
    """Return "X was quoted (by Y) as saying …", "Y quoted X as saying …" as a relation of X."""
    speaking = _speaking(verb)
    passive = is_passive(verb)
    who = tree.subject(verb) if passive else tree.child(verb, "dobj")
    if who is None or speaking is None or who.dep_ == "expl":
        return None
    said = tree.child(speaking, "ccomp", "dobj")
    # "“…,” X was quoted as saying": the words come first.
    before = tree.child(verb, "ccomp") if said is None else None
    clause = said or before
    helpers = {c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "advmod")}
    cue = helpers | {verb.i, speaking.head.i, speaking.i}
    content = set() if clause is None else tree.below(clause)
    own = None if passive else tree.subject(verb)
    through = _agent(verb) if own is None else tree.phrase(own, verb)
    source = tree.phrase(who, verb) - cue
    return Candidate(
        cue, source, content - cue, "speech", QUOTED, 0.85, through=through - cue - source
    )


def find_quoted(doc: Doc) -> list[Candidate]:
    """Return the relations of those who "were quoted (by Y) as saying …"."""
    lemmas = tree.table_of(doc).lemma
    verbs = [doc[i] for i, lemma in enumerate(lemmas) if lemma in _QUOTING]
    found = [quoted(verb) for verb in verbs if verb.lower_ in ("quoted", "cited")]
    return [one for one in found if one is not None]


def find_recited(doc: Doc) -> list[Candidate]:
    """Return the words that the writer recites: "Y tells me, and I quote, that …"."""
    found = []
    for verb in tree.with_pos(doc, "VERB", "conj", "parataxis"):
        own = tree.child(verb, "nsubj")
        if verb.lower_ != "quote" or own is None or own.lower_ not in ("i", "we"):
            continue
        told, clause = verb.head, tree.child(verb, "ccomp", "dobj")
        who = None if told.lemma_.lower() not in _spoken() else tree.child(told, "nsubj")
        if who is not None and clause is not None and clause.i > verb.i:
            source, cue = tree.phrase(who, told), {told.i, verb.i}
            found.append(Candidate(cue, source, tree.below(clause), "speech", RECITED, 0.8))
    return found


def hearsay(verb: Token) -> Candidate | None:
    """Return "X was reported to have said …" as what is told of X, not as X's own words."""
    said = tree.child(verb, "xcomp")
    who = tree.child(verb, "nsubjpass")
    if said is None or who is None or said.lemma_.lower() not in _spoken():
        return None
    helpers = {c.i for v in (verb, said) for c in v.children if c.dep_ in ("aux", "auxpass")}
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in said.children)
    clause = tree.child(said, "ccomp", "dobj")
    denied = any(c.dep_ == "neg" for v in (verb, said) for c in v.children)
    if not perfect or clause is None or denied:
        return None
    cue = helpers | {verb.i, said.i}
    content = tree.below(clause) - cue
    return Candidate(cue, tree.phrase(who, verb) - cue, content, "denial", HEARSAY, 0.7, whole=True)


def _spoken() -> frozenset[str]:
    return lexicon.words("cues", "speech", "verbs")


def find_hearsay(doc: Doc) -> list[Candidate]:
    """Return what somebody "was reported to have said"."""
    verbs = [t for t in tree.with_pos(doc, "VERB", "ROOT", "ccomp", "conj") if t.tag_ == "VBN"]
    told = [t for t in verbs if t.lemma_.lower() in _words("hearsay")]
    return [one for one in map(hearsay, told) if one is not None]


def _document(verb: Token) -> Token | None:
    """Return what is read out: the letter of "read aloud a letter from X"."""
    if verb.lemma_.lower() not in _words("reading"):
        return None
    read = tree.child(verb, "dobj")
    if read is None and verb.dep_ == "acl" and tree.child(verb, "agent") is not None:
        read = verb.head  # "a letter from X, read out by Y"
    inside = next(
        (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "from" and c.i > verb.i), None
    )
    if read is None and inside is not None:
        read = tree.child(inside, "pobj")
    return read if read is not None and read.lemma_.lower() in _words("documents") else None


def author(verb: Token) -> set[int]:
    """Return who wrote what is read out at `verb`; nobody where it is not said."""
    document = _document(verb)
    if document is None:
        return set()
    loose = [c for c in verb.children if c.i > document.i]
    for prep in (*document.children, *loose):
        who = tree.child(prep, "pobj")
        if prep.dep_ in ("prep", "agent") and prep.lower_ in _FROM and who is not None:
            return tree.phrase(who, verb)
    owner = tree.child(document, "poss")
    if owner is not None and owner.pos_ == "PROPN":
        return {i for i in tree.below(owner) if verb.doc[i].dep_ != "case"}
    return set()


def passed_on(doc: Doc, candidate: Candidate) -> Candidate:
    """Return the candidate with the words given to who wrote them, where its source reads them."""
    for i in sorted(candidate.cue):
        wrote = author(doc[i]) if doc[i].pos_ == "VERB" else set()
        if wrote:
            return candidate._replace(
                cue=candidate.cue - wrote,
                source=wrote,
                content=candidate.content - wrote,
                through=candidate.source - wrote,
            )
    return candidate


def is_invented(doc: Doc, indices: Iterable[int]) -> bool:
    """Whether a sentence of these tokens tells of words put in somebody's mouth."""
    if "mouth" not in tree.text_of(doc):
        return False
    for start in {doc[i].sent.start for i in indices}:
        words = [t.lower_ for t in doc[start].sent]
        if any(w.startswith("mouth") for w in words) and "words" in words:
            at = words.index("words")
            before = {doc[start + k].lemma_ for k in range(max(0, at - 2), at)}
            if "put" in before and words[at + 1 : at + 2] in (["in"], ["into"]):
                return True
    return False


def names_work(doc: Doc, verb: Token, content: Iterable[int]) -> bool:
    """Whether what stands at `verb` is a work and not words: "appeared in “…,” a book by X"."""
    if verb.lemma_.lower() not in _words("publishing"):
        return False
    return any(
        doc[i].lemma_.lower() in _words("works") and any(c.lower_ == "by" for c in doc[i].children)
        for i in content
    )


def hides_name(doc: Doc, content: Iterable[int]) -> bool:
    """Whether somebody only wants to stay unnamed: "asked not to be named"."""
    marks, others = (lexicon.words("cues", "unnamed", key) for key in ("marks", "others"))
    said = [doc[i].lemma_.lower() for i in sorted(content) if doc[i].is_alpha]
    words = set(said)
    if words & marks and words <= marks | others:
        return True
    # "asked not to be identified discussing internal politics"
    return said[:3] == ["not", "to", "be"] and said[3:4] != [] and said[3] in marks
