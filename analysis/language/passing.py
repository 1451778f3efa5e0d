"""Speakers who pass on what another has said, and words that came by way of another.

"X, quoting Y, said A": A is Y's, through X. "X, citing Y, said A": A is what X says, but on Y's
word, so Y stands behind X in the chain. "X, in a message relayed by Y, said A", "X said through
Y that A": A is X's, through Y. The parse hangs these insertions on any word near, so they are read
off the words from the participle or preposition to the next comma.

Limits: what is cited must be a person, a body or a paper of one: laws and costs are no speakers.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token

from analysis.language import lexicon, tree
from analysis.language.draft import Draft
from analysis.language.people import is_human
from analysis.language.results import PartyMention
from analysis.language.verbs import is_denied
from analysis.models import Span

PASSED = "passed on"
"""The rule of what is said beside who is quoted or cited for it, read off the words."""

_NAMED = frozenset({"PERSON", "ORG", "NORP"})
_LONGEST = 12  # words of who is quoted
_FAR = 6  # words between "in a message" and "relayed"
_VIA = frozenset({"through", "via"})
_FROM = frozenset({"by", "from", "of"})
_ENDS = frozenset({",", ";", ":", ".", "—", "–", "(", ")", "that"})
_STARTS = frozenset({"quote", "cite", "quoting", "citing"}) | _VIA
_APART = frozenset({",", "—", "–"})


class Passage(NamedTuple):
    """An insertion: its tokens, who is named in it, and what it does to the words beside it."""

    first: int
    last: int
    who: tuple[int, ...]
    quoted: bool = False
    cited: bool = False


def _words(*keys: str) -> frozenset[str]:
    return lexicon.words("cues", "relayed", *keys)


def _end(doc: Doc, start: int) -> int:
    """Return the index behind the words from `start` that name somebody."""
    end = start
    while end < len(doc) and end - start < _LONGEST:
        token = doc[end]
        if token.lower_ in _ENDS or token.is_quote or token.is_space:
            break
        if end > start and (token.is_sent_start or token.tag_ in ("VBD", "VBZ", "VBP")):
            break
        end += 1
    return end


def _who(doc: Doc, start: int, end: int, names: frozenset[int]) -> tuple[int, ...]:
    """Return the tokens of the speaker in `doc[start:end]`; none where it names no speaker."""
    if end <= start:
        return ()
    head = tree.head_of(doc, Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])))
    if head is None:
        return ()
    papers = _words("documents") | lexicon.words("sources", "documents") | {"report", "study"}
    if head.lemma_.lower() in papers:
        for k in range(head.i + 1, end - 1):
            if doc[k].lower_ in _FROM:
                return _who(doc, k + 1, end, names)
        owner = tree.child(head, "poss")
        return () if owner is None else _who(doc, owner.left_edge.i, owner.i + 1, names)
    if any(doc[k].lemma_ == "say" for k in range(start, end)):
        return ()
    if head.i in names or (head.pos_ == "PROPN" and head.ent_type_ in _NAMED) or _speaks(head):
        return tuple(range(start, end))
    return ()


def _speaks(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    bodies = lexicon.words("sources", "described", "words")
    heads = lexicon.words("sources", "anonymous", "heads")
    return is_human(noun) or lemma in heads or lemma in bodies


def _relayed(doc: Doc, at: int) -> tuple[int, int] | None:
    """Return where "in a message relayed by" begins and whom it names, from its participle."""
    verb = doc[at]
    by = at + 1
    if by < len(doc) and doc[by].lower_ in ("on", "out", "aloud"):
        by += 1
    if verb.tag_ not in ("VBN", "VBD") or by >= len(doc) or doc[by].lower_ != "by":
        return None
    for k in range(at - 1, max(verb.sent.start, at - _FAR), -1):
        if doc[k].lemma_.lower() in _words("documents"):
            first = next((j for j in range(k - 1, max(-1, k - _FAR), -1) if _leads(doc[j])), None)
            return None if first is None else (first, by + 1)
    return None


def _leads(token: Token) -> bool:
    return token.lower_ in ("in", "via", "through", "by") and token.pos_ == "ADP"


def find_passages(doc: Doc) -> Iterator[Passage]:
    """Yield the insertions of `doc` that tell by whom words were passed on, in order."""
    table = tree.table_of(doc)
    mentions: Sequence[PartyMention] = doc._.party_mentions
    names: frozenset[int] | None = None
    for i, lemma in enumerate(table.lemma):
        word = doc[i].lower_ if lemma in _STARTS or lemma in _words("relaying") else ""
        quoted, cited = word == "quoting", word == "citing"
        relayed = _relayed(doc, i) if word and lemma in _words("relaying") else None
        if not (quoted or cited or relayed or word in _VIA):
            continue
        if (quoted or cited) and not _is_inserted(doc, i):
            continue
        first, start = relayed or (i, i + 1)
        end = _end(doc, start)
        if names is None:
            names = frozenset(k for m in mentions for k in tree.places_in(doc, m.span))
        who = _who(doc, start, end, names)
        if who and not any(t.is_quote for t in doc[first:end]):
            yield Passage(first, end - 1, who, quoted, cited)


def _is_inserted(doc: Doc, at: int) -> bool:
    """Whether a participle is an insertion: not "was quoting Y", "without citing Y"."""
    before = doc[at - 1] if at > doc[at].sent.start else None
    spoken = lexicon.words("cues", "speech", "verbs")
    apart = before is None or before.text in _APART or before.is_quote or before.is_space
    return apart or (before is not None and before.lemma_.lower() in spoken)


def _verb_beside(doc: Doc, one: Passage) -> Token | None:
    """Return the verb of speech that an insertion stands right before or behind."""
    sent = doc[one.first].sent
    before, after = one.first - 1, one.last + 1
    while before > sent.start and doc[before].text in _APART:
        before -= 1
    while after < sent.end and doc[after].text in _APART:
        after += 1
    spoken = lexicon.words("cues", "speech", "verbs")
    for at in (before, after):
        token = doc[at] if sent.start <= at < sent.end else None
        spoke = token is not None and token.pos_ == "VERB" and token.tag_ != "VBG"
        if token is not None and spoke and token.lemma_.lower() in spoken:
            return token
    return None


def _main(doc: Doc, drafts: Sequence[Draft], one: Passage, verb: Token | None) -> Draft | None:
    """Return the relation whose words an insertion tells of: that of the verb, or of the clause."""
    sent = doc[one.first].sent
    if verb is not None:
        here = Span(verb.idx, verb.idx + len(verb))
        return next((d for d in drafts if any(c.overlaps(here) for c in d.cue)), None)
    before = one.first - 1
    while before > sent.start and doc[before].text in _APART:
        before -= 1
    near = [d for d in drafts if any(s.start <= doc[before].idx < s.end for s in d.source)]
    if len(near) == 1 and near[0].family == "speech":
        return near[0]
    rest = doc[one.last + 1 : sent.end]
    if one.first != sent.start and any(t.is_alpha for t in rest):
        return None
    here = Span(sent.start_char, sent.end_char)
    spoken = [d for d in drafts if d.source and any(here.covers(c) for c in d.cue)]
    spoken = [d for d in spoken if d.family == "speech"]
    return spoken[0] if len(spoken) == 1 else None


def _anew(doc: Doc, one: Passage, verb: Token) -> Draft | None:
    """Return "X said, citing Y, that A" as a relation, where the parse has lost itself in it."""
    own = tree.subject(verb)
    at = one.last + 1
    while at < verb.sent.end and doc[at].text in _APART:
        at += 1
    if own is None or at >= verb.sent.end or doc[at].lower_ != "that":
        return None
    content = tree.spans(range(at, verb.sent.end), doc)
    source = tree.spans(tree.phrase(own, verb) - set(range(one.first, verb.sent.end)), doc)
    cue = tree.spans({verb.i}, doc)
    if not source or not content:
        return None
    denied = is_denied(verb, tree.phrase(own, verb))
    family = "denial" if denied else "speech"
    return Draft(source, cue, list(content), family, PASSED, 0.7, whole=denied)


def _without(doc: Doc, span: Span, place: Span) -> Iterator[Span]:
    """Yield what of `span` is outside `place`."""
    if not span.overlaps(place):
        yield span
        return
    kept = [t.i for t in tree.tokens_in(doc, span) if not place.start <= t.idx < place.end]
    yield from tree.spans(kept, doc)


def _touch(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in one for b in other)


def pass_on(doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with the words that are passed on given to whose they are."""
    found = list(drafts)
    for one in find_passages(doc):
        found = _passed(doc, found, one)
    return found


def _passed(doc: Doc, drafts: list[Draft], one: Passage) -> list[Draft]:
    place = Span(doc[one.first].idx, doc[one.last].idx + len(doc[one.last]))
    who, verb = tree.spans(one.who, doc), _verb_beside(doc, one)
    wrong = [d for d in drafts if any(place.covers(c) for c in d.cue)]
    others = [d for d in drafts if d not in wrong]
    main = _anew(doc, one, verb) if verb is not None and verb.i < one.first else None
    if main is not None:
        others = [d for d in others if not _touch(d.cue, main.cue)]
    else:
        main = _main(doc, others, one, verb)
        others = [d for d in others if d is not main]
    if main is None or not who:
        return drafts
    content = [piece for span in main.content for piece in _without(doc, span, place)]
    source = tuple(piece for span in main.source for piece in _without(doc, span, place))
    if not content or not source:
        return drafts
    main.content, main.source = content, source
    if one.quoted:
        main.through, main.source = source, who
    elif one.cited:
        main.cited = who
    else:
        main.through = who
    return [*others, main]
