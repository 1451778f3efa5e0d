"""Where the text says that somebody did not answer.

"Calls to Norda were not returned" is Norda's silence; "Norda and Tarn declined" is both's,
and so is "neither Norda nor Tarn would say whether …".

Limits: only the set phrases of news prose, and only with the party as their subject.
"""

import re

from spacy.tokens import Doc, Token

from analysis.language import tree
from analysis.language.speakers import Resolver
from analysis.models import NoComment, SilenceReason, Span

_DECLINED = (
    r"(?:declined|refused)\s+(?:to\s+(?:comment|elaborate|discuss|answer\s+(?:\w+\s+)?questions)|comment)"
    r"|had\s+no\s+(?:immediate\s+|further\s+)?comment|would(?:\s+not|n['’]t)\s+comment"
    r"|(?:would(?:\s+not|n['’]t)|declined\s+to)\s+say(?=\s+(?:whether|if|how|what|when|where|which|who|why)\b)"
)
_NO_ANSWER = (
    r"(?:did|has|have|had)(?:\s+not|n['’]t)\s+(?:immediately\s+)?(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)?|answer(?:ed)?)"
    r"|could(?:\s+not|n['’]t)\s+(?:immediately\s+)?be\s+reached"
)
_ASKED = (
    r"(?:were|was)(?:\s+not|n['’]t)\s+(?:immediately\s+)?(?:returned|answered)|went\s+unanswered"
)
_BY_NONE = (
    r"would\s+(?:comment|confirm|discuss|elaborate|say)|commented|(?P<unanswered>responded|replied)"
)
_NOBODY = frozenset({"neither", "none", "nobody", "no"})
_REACHED = frozenset(
    {"call", "email", "e-mail", "message", "request", "letter", "query", "question"}
)
_PATTERN = re.compile(
    rf"(?P<declined>\b(?:{_DECLINED})\b)|(?P<silent>\b(?:{_NO_ANSWER})\b)"
    rf"|(?P<asked>\b(?:{_ASKED})\b)|(?P<none>\b(?:{_BY_NONE})\b)",
    re.IGNORECASE,
)


def find_no_comments(doc: Doc, resolver: Resolver) -> list[NoComment]:
    """Return the places of `doc` where somebody declined to comment or did not respond."""
    found = []
    for match in _PATTERN.finditer(tree.text_of(doc)):
        words = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if words is None:
            continue
        verb = next((t for t in words if t.pos_ == "VERB"), words.root)
        who = tree.subject(verb)
        if who is not None and match["asked"]:
            who = _addressed(who)
            if who is None:
                continue
        if match["none"] and not _is_nobody(who):
            continue
        declined = match["declined"] or (match["none"] and not match["unanswered"])
        reason = SilenceReason.DECLINED if declined else SilenceReason.NO_RESPONSE
        parties: tuple[str | None, ...] = (None,)
        if who is not None:
            last = max((who, *who.conjuncts), key=lambda token: token.i)
            source = resolver.resolve([Span(who.idx, last.idx + len(last))])
            parties = (source.party, *source.also)
        found += [NoComment(Span(*match.span()), party, reason) for party in parties]
    return found


def _is_nobody(who: Token | None) -> bool:
    """Whether a subject says that nobody did: "neither Norda nor Tarn", "nobody at Norda"."""
    return who is not None and any(
        t.lower_ in _NOBODY for t in (who, *who.children) if t.i <= who.i
    )


def _addressed(calls: Token) -> Token | None:
    """Return who was called: "calls to Norda", "messages left for Norda"."""
    if calls.lemma_.lower() not in _REACHED:
        return None
    for token in calls.subtree:
        if token.dep_ in ("prep", "dative") and token.lower_ in ("to", "for", "with"):
            who = tree.child(token, "pobj")
            if who is not None and who.lower_ != "comment":
                return who
    return None
