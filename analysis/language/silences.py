"""Where the text says that somebody did not answer.

Limits: only the set phrases of news prose, and only with the party as their subject or named
right before or behind them.
"""

import re

from spacy.tokens import Doc

from analysis.language import tree
from analysis.language.speakers import Resolver
from analysis.models import NoComment, SilenceReason, Span

_DECLINED = (
    r"(?:declined|refused)\s+(?:to\s+(?:comment|elaborate|discuss)|comment)"
    r"|had\s+no\s+comment|would\s+not\s+comment"
)
_NO_ANSWER = (
    r"(?:did|has|have|had)(?:\s+not|n['’]t)\s+(?:immediately\s+)?(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)?|answer(?:ed)?)"
    r"|could(?:\s+not|n['’]t)\s+(?:immediately\s+)?be\s+reached"
)
_PATTERN = re.compile(
    rf"(?P<declined>\b(?:{_DECLINED})\b)|(?P<silent>\b(?:{_NO_ANSWER})\b)", re.IGNORECASE
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
        reason = SilenceReason.DECLINED if match["declined"] else SilenceReason.NO_RESPONSE
        party = None
        if who is not None:
            party = resolver.resolve([Span(who.idx, who.idx + len(who))]).party
        found.append(NoComment(Span(*match.span()), party, reason))
    return found
