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
            IssueMatch(
                issue,
                tuple(sorted(found[issue])),
                tuple(sorted(place for place, other in found[issue].items() if other)),
            )
            for issue in sorted(found, key=self._order.__getitem__)
        )
