"""Which of the dossier's issues a statement is about, by keywords, with the words that matched.

A keyword is a word or phrase; each of its words matches a token of the same form or lemma, in
order and side by side, in any case. So the reader sees why, and can change it in the dossier.
"""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from analysis.language import tree
from analysis.models import Issue, IssueMatch, Span


class IssueMatcher:
    """The keywords of a dossier's issues, ready to match."""

    def __init__(self, nlp: Language, issues: Sequence[Issue]) -> None:
        self._keywords: list[tuple[str, bool, list[frozenset[str]]]] = []
        forms = [(issue.id, False, keyword) for issue in issues for keyword in issue.keywords]
        forms += [(issue.id, True, keyword) for issue in issues for keyword in issue.against]
        for (issue, other, _), doc in zip(forms, nlp.pipe(k for *_, k in forms), strict=True):
            words = [frozenset({t.lower_, t.lemma_.lower()}) for t in doc if not t.is_space]
            if words:
                self._keywords.append((issue, other, words))
        self._order = {issue.id: place for place, issue in enumerate(issues)}

    def find(self, doc: Doc, span: Span) -> tuple[IssueMatch, ...]:
        """Return the issues whose keywords stand in `span`, in the order of the dossier."""
        tokens = [t for t in tree.tokens_in(doc, span) if not t.is_space]
        forms = [{t.lower_, t.lemma_.lower()} for t in tokens]
        found: dict[str, dict[Span, bool]] = {}
        for issue, other, words in self._keywords:
            for i in range(len(tokens) - len(words) + 1):
                if all(words[k] & forms[i + k] for k in range(len(words))):
                    last = tokens[i + len(words) - 1]
                    place = Span(tokens[i].idx, last.idx + len(last))
                    found.setdefault(issue, {}).setdefault(place, other)
        return tuple(
            _match(issue, found[issue]) for issue in sorted(found, key=self._order.__getitem__)
        )


def _match(issue: str, places: dict[Span, bool]) -> IssueMatch:
    """Return the match; inside words of the other side ("dredging ban") no word counts for this."""
    kept = {
        place: other
        for place, other in places.items()
        if not any(
            around != place and around.covers(place) and other != side
            for around, side in places.items()
        )
    }
    return IssueMatch(issue, tuple(sorted(kept)), tuple(sorted(p for p, o in kept.items() if o)))
