"""Who says a quotation: the cue beside it, the speaker tag, the quotation before it.

The parse is of little use around quotation marks, so this goes by what stands between them:
a reporting verb with its subject to the right ("…," said X), to the left (X said: "…"), a name
and a colon, or nothing, when the speaker of the quotation before goes on.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from analysis.language import lexicon, relayed, tree
from analysis.language.results import Quotation
from analysis.language.unsaid import is_possible, is_unsaid
from analysis.language.verbs import is_passive
from analysis.models import Span

_STOPS = frozenset(".!?")
_NO_SPEAKER = frozenset({"it", "this", "that", "there", "which", "what"})
_WRITER = frozenset({"i", "we"})
_DASHES = frozenset({"—", "–", "―", "-", "--"})
_SIGNATURE = re.compile(
    r"[^\S\n]*(?P<dash>--|[—–―-])[^\S\n]*(?P<rest>(?P<name>[^\W\d_a-z][^\n,(]{1,60}?)"
    r"(?:[,(][^\n]{0,80})?)[^\S\n.]*\.?[^\S\n]*(?:\n|$)"
)
_WINDOW = 40
_SHORT = 4
_TITLE = 8  # words: so many, the longer ones all in capitals, are a title


class Tag(NamedTuple):
    """A cue and the source beside a quotation, in token indices."""

    cue: set[int]
    source: set[int]
    rule: str
    confidence: float


def first_token(doc: Doc, offset: int) -> int:
    """Return the index of the first token that ends after `offset`."""
    low, high = 0, len(doc)
    while low < high:
        middle = (low + high) // 2
        if doc[middle].idx + len(doc[middle]) <= offset:
            low = middle + 1
        else:
            high = middle
    return low


def is_speech(doc: Doc, quotation: Quotation) -> bool:
    """Whether a quotation is long or finished enough to be speech, not a title or scare quotes."""
    whole = tree.text_of(doc)
    text = whole[quotation.span.start : quotation.span.end].strip("“”\"'‘’`«» ")
    words = text.split()
    if _is_capitalised(words) and len(words) <= _TITLE:
        line = whole.rfind("\n", 0, quotation.span.start) + 1
        # In a headline everything is in capitals, speech too.
        return line < quotation.span.start and _is_capitalised(
            whole[line : quotation.span.start].split()
        )
    return len(words) > _SHORT or (len(words) > 1 and text[-1:] in ".!?,…")


def _is_capitalised(words: Sequence[str]) -> bool:
    long = [w for w in words if len(w) >= _SHORT]
    return len(long) >= 2 and all(w[:1].isupper() for w in long)


def _window_right(doc: Doc, start: int, quoted: set[int]) -> list[Token]:
    found = []
    for i in range(start, min(len(doc), start + _WINDOW)):
        token = doc[i]
        if i in quoted or "\n" in token.text:
            break
        found.append(token)
        if token.text in _STOPS:
            break
    return found


def _announced(doc: Doc, end: int) -> int:
    """Return where to look from for who announces a quotation that begins at token `end`.

    That is `end`, or the colon that ends the paragraph before ("She went on:").
    """
    before = end - 1
    while before >= 0 and doc[before].is_space:
        before -= 1
    return before + 1 if before >= 0 and doc[before].text == ":" else end


def _window_left(doc: Doc, end: int, quoted: set[int]) -> list[Token]:
    found: list[Token] = []
    end = _announced(doc, end)
    for i in range(end - 1, max(-1, end - 1 - _WINDOW), -1):
        token = doc[i]
        if i in quoted or "\n" in token.text or token.text in _STOPS:
            break
        found.insert(0, token)
    return found


@cache
def _quoting() -> frozenset[str]:
    keys = (("speech", "verbs"), ("speech", "quoting"), ("question", "verbs"))
    return frozenset().union(*(lexicon.words("cues", *key) for key in keys))


def _is_cue(token: Token) -> bool:
    if token.lemma_.lower() not in _quoting() or token.pos_ not in ("VERB", "AUX"):
        return False
    # Who is "to say" something, "did not respond" or "may say" has not said it.
    if any(c.tag_ == "TO" or c.dep_ == "neg" for c in token.children):
        return False
    return not is_unsaid(token) and not is_possible(token)


def _phrase_beside(window: Sequence[Token], cue: Token) -> set[int]:
    """Return the noun phrase beside `cue` in the window: its subject where the parse has one."""
    indices = {t.i for t in window}
    quoted = relayed.quoted(cue.head.head) if cue.dep_ == "pcomp" else None
    if quoted is not None:
        return quoted.source & indices
    if is_passive(cue):
        agent = tree.child(cue, "agent")
        by = None if agent is None else tree.child(agent, "pobj")
        return set() if by is None else tree.phrase(by, cue) & indices
    who = tree.subject(cue)
    if who is not None and who.i in indices and who.dep_ != "expl":
        return (tree.phrase(who, cue) & indices) - {cue.i}
    before = [t for t in window if t.i < cue.i and not t.is_punct]
    after = [t for t in window if t.i > cue.i]
    if after and after[0].pos_ in ("PROPN", "DET", "NOUN", "PRON") and not before:
        return (tree.below(after[0].head if after[0].head.i > cue.i else after[0]) & indices) - {
            cue.i
        }
    nouns = [t for t in before if t.pos_ in ("PROPN", "NOUN", "PRON")]
    if not nouns:
        return set()
    end = first = nouns[-1].i
    while first - 1 in indices and doc_pos(window, first - 1) in ("PROPN", "NOUN", "DET", "ADJ"):
        first -= 1
    return set(range(first, end + 1))


def doc_pos(window: Sequence[Token], index: int) -> str:
    """Return the part of speech of the token with that index in the window."""
    return next((t.pos_ for t in window if t.i == index), "")


def _tag(window: Sequence[Token], cue: Token, confidence: float) -> Tag | None:
    source = _phrase_beside(window, cue)
    if not source:
        return None
    tokens = {cue.i} | {c.i for c in cue.children if c.dep_ in ("aux", "neg", "prt", "auxpass")}
    return Tag(tokens - source, source, "quotation+verb", confidence)


def _right(doc: Doc, quotation: Quotation, quoted: set[int]) -> Tag | None:
    """ "…," said X / "…," X said / "…." X said."""
    end = quotation.span.end
    inner = tree.text_of(doc)[:end].rstrip("”\"'’»` \n")[-1:]
    goes_on = inner in ",?!—…" or tree.text_of(doc)[end : end + 1] == ","
    window = _window_right(doc, first_token(doc, end), quoted)
    if inner in "?!…" and window and window[0].pos_ in ("PRON", "DET"):
        goes_on = not window[0].is_title or window[0].text == "I"  # "…?" She laughed.
    if not goes_on:
        return _closing(window) if inner in ".?!…" else None
    cues = [t for t in window[:14] if _is_cue(t)]
    return _tag(window, cues[0], 0.95) if cues else None


def _closing(window: Sequence[Token]) -> Tag | None:
    """Return who says a quotation that ends in a full stop: "…." Ada Finch, of X, said.

    Only a sentence that holds nothing else: its verb has nothing to say of its own.
    """
    words = [t for t in window if not t.is_space]
    cues = [t for t in words if _is_cue(t) and t.lemma_.lower() in _closers()]
    if not cues or words[-1].text != ".":
        return None
    cue = cues[-1]
    behind = [t for t in words if t.i > cue.i]
    inverted = words[0].i == cue.i and cue.text.islower()
    verbs = any(t.pos_ in ("VERB", "AUX") or t.text in ":;" for t in behind)
    if inverted:
        return None if verbs and "," not in [t.text for t in behind] else _tag(window, cue, 0.9)
    own = tree.subject(cue)
    if own is None or own.i > cue.i or verbs or tree.child(cue, "ccomp") is not None:
        return None
    what = tree.child(cue, "dobj")
    told = what is not None and what.lemma_.lower() in _closers("told")
    if cue.lemma_.lower() == "tell":
        told = what is not None
    return _tag(window, cue, 0.85) if what is None or told else None


def may_be_spoken_behind(doc: Doc, quotation: Quotation, quoted: set[int]) -> bool:
    """Whether the sentence behind a quotation may say whose it is, in a way not known here.

    "“It is late.” So spoke Finch.", "“It is late.” Finch agreed."
    """
    window = _window_right(doc, first_token(doc, quotation.span.end), quoted)
    cues = [t for t in window if _is_cue(t) and t.lemma_.lower() not in _closers("mute")]
    return any(tree.child(t, "ccomp", "dobj", "xcomp", "prep") is None for t in cues[:1])


@cache
def _closers(key: str = "verbs") -> frozenset[str]:
    return lexicon.words("cues", "closing", key)


def _given_floor(window: Sequence[Token], verb: Token) -> Tag | None:
    """Return who is given the floor: "I'll let her have it:"."""
    clause = tree.child(verb, "ccomp") if verb.lemma_ == "let" else None
    who = None if clause is None else tree.child(clause, "nsubj")
    if clause is None or who is None or who.i < verb.i:
        return None
    indices = {t.i for t in window}
    return Tag({verb.i, clause.i} & indices, tree.phrase(who, clause) & indices, "", 0.7)


def _announcing(window: Sequence[Token]) -> Token | None:
    """Return the main verb of "the mayor put it this way:", if its subject may speak."""
    for token in window:
        own = tree.child(token, "nsubj")
        if token.pos_ in ("VERB", "AUX") and own is not None and own.lower_ not in _NO_SPEAKER:
            return token
    return None


def _is_anothers(window: Sequence[Token], cue: Token) -> bool:
    """Whether another's clause leads to the quotation: "X spoke in a tone that Y found “…”"."""
    if window[-1].text in ",:":
        return False
    own = (tree.child(t, "nsubj") for t in window if t.i > cue.i and t.dep_ in ("relcl", "acl"))
    return any(who is not None and who.pos_ in ("NOUN", "PROPN") for who in own)


def _left(doc: Doc, quotation: Quotation, quoted: set[int]) -> Tag | None:
    """X said, "…" / X said that "…" / X: "…"."""
    window = _window_left(doc, first_token(doc, quotation.span.start), quoted)
    if not window:
        return None
    cues = [t for t in window if _is_cue(t)]
    if cues:
        return None if _is_anothers(window, cues[-1]) else _tag(window, cues[-1], 0.9)
    if window[-1].text != ":":
        return None
    verb = _announcing(window)
    if verb is not None:
        own = tree.child(verb, "nsubj")
        if own is not None and own.lower_ in _WRITER and verb.lemma_ != "let":
            return None  # what the writer does before a colon is not the writer's saying it
        tag = _given_floor(window, verb) or _tag(window, verb, 0.7)
        return None if tag is None else tag._replace(rule="quotation+announcement")
    if len(window) <= 8:
        nouns = [t for t in window[:-1] if t.pos_ == "PROPN" or t.text[:1].isupper()]
        if nouns:
            return Tag({window[-1].i}, {t.i for t in nouns}, "quotation+colon", 0.7)
    return None


def find_announcer(doc: Doc, line: Span) -> Tag | None:
    """Return who announces a list at the end of `line`: the last verb there that may."""
    verbs = lexicon.words("cues", "speech", "verbs") | lexicon.words("cues", "intent", "verbs")
    for token in reversed(tree.tokens_in(doc, line)):
        if token.pos_ == "VERB" and token.lemma_.lower() in verbs:
            who = tree.subject(token)
            if who is not None and who.dep_ == "nsubj" and who.lower_ not in _NO_SPEAKER:
                source = tree.phrase(who, token) - {token.i}
                return Tag({token.i}, source, "list", 0.6)
    return None


def _signed(doc: Doc, quotation: Quotation) -> Tag | None:
    """ "…" — X, as letters, surveys and mottos are signed."""
    found = _SIGNATURE.match(tree.text_of(doc), quotation.span.end)
    if found is None:
        return None
    line = tree.tokens_in(doc, Span(*found.span("rest")))
    if any(t.pos_ in ("VERB", "AUX") for t in line):
        return None
    name = tree.tokens_in(doc, Span(*found.span("name")))
    # The tokeniser may have joined the dash to the quotation mark: then it has no token.
    dash = [t.i for t in tree.tokens_in(doc, Span(*found.span("dash"))) if t.text in _DASHES]
    return Tag(set(dash), {t.i for t in name}, "quotation+dash", 0.8)


def find_tag(doc: Doc, quotation: Quotation, quoted: set[int]) -> Tag | None:
    """Return the cue and source beside `quotation`; `quoted` are the tokens inside quotations."""
    signed = _signed(doc, quotation)
    if signed is not None:
        return signed
    return _right(doc, quotation, quoted) or _left(doc, quotation, quoted)


def quoted_tokens(doc: Doc, quotations: Sequence[Quotation]) -> set[int]:
    """Return the indices of all tokens inside quotations, marks included."""
    found: set[int] = set()
    for quotation in quotations:
        for segment in quotation.segments:
            found.update(tree.places_in(doc, segment))
    return found


def follows(doc: Doc, end: int, start: int) -> bool:
    """Whether only white space and punctuation stand between two places of one paragraph."""
    between = tree.text_of(doc)[end:start]
    return "\n" not in between and not any(c.isalnum() for c in between)


def covered(spans: Sequence[Span], quotation: Quotation) -> bool:
    """Whether more than half of `quotation` lies within `spans`, which are in order."""
    if not spans or spans[-1].end <= quotation.span.start or quotation.span.end <= spans[0].start:
        return False
    whole = sum(s.end - s.start for s in quotation.segments)
    shared = sum(
        max(0, min(s.end, g.end) - max(s.start, g.start)) for s in spans for g in quotation.segments
    )
    return shared * 2 > whole
