"""Tokens of text that nobody wrote as words: spaCy's tokeniser with a guard.

The tokeniser takes one affix after another off what stands between two white spaces and looks
at the rest anew: on an unbroken run of n quotation marks that is n² work. Longer runs than any
word or address are therefore cut before it sees them; all other text is read as ever, but for
titles like "Sgt.", which it does not know.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc

from analysis.language import lexicon

_LONGEST = 1_000
"""Characters without white space: more is no word and no address."""
_PIECE = 50
_RUN = re.compile(rf"\S{{{_LONGEST + 1},}}")


class GuardedTokenizer:
    """Reads texts as the tokeniser it wraps does; cuts runs without white space first."""

    def __init__(self, inner: Callable[[str], Doc]) -> None:
        self.inner = inner

    def __call__(self, text: str) -> Doc:
        """Return the tokens of `text`."""
        runs = list(_RUN.finditer(text))
        if not runs:
            return self.inner(text)
        cuts = [0]
        for run in runs:
            # The space behind a run belongs to its last token.
            behind = run.end() + (text[run.end() : run.end() + 1] == " ")
            cuts += [*range(run.start(), run.end(), _PIECE), behind]
        cuts.append(len(text))
        edges = sorted(set(cuts))
        parts = [text[a:b] for a, b in pairwise(edges)]
        docs = [self.inner(part) for part in parts]
        words = [token.text for doc in docs for token in doc]
        spaces = [bool(token.whitespace_) for doc in docs for token in doc]
        return Doc(docs[0].vocab, words=words, spaces=spaces)


def guard(nlp: Language) -> None:
    """Put the guard before the tokeniser of `nlp`, and teach it titles that end in a full stop."""
    inner: Any = nlp.tokenizer
    titles = (word.title() for word in lexicon.words("names", "titles") if word.endswith("."))
    for title in sorted(titles):
        if len(inner(title)) > 1:  # else "Sgt. Hatch" would be two sentences
            inner.add_special_case(title, [{ORTH: title}])
    nlp.tokenizer = GuardedTokenizer(inner)
