"""The words of a noun phrase, as a person would quote them."""

from spacy.tokens import Doc, Token

from analysis.characters import one_line
from analysis.language import tree

_RELATIVE = frozenset({"WDT", "WP"})
_BEFORE = frozenset({"det", "compound", "poss", "amod", "nummod", "nmod"})


def noun_phrase(doc: Doc, head: Token) -> str:
    """Return the noun phrase of `head` without its clauses, on one line."""
    inside = [t for t in (*head.lefts, head) if t.dep_ in _BEFORE or t.i == head.i]
    inside = [t for t in inside if t.i == head.i or t.tag_ not in _RELATIVE]
    # "On Wednesday, Petra Lund, who …"
    inside = [t for t in inside if t.i == head.i or not (t.dep_ == "nmod" and _is_day(t))]
    first = min(t.left_edge.i if t.i != head.i else t.i for t in inside)
    text = tree.text_of(doc)[doc[first].idx : head.idx + len(head)]
    return one_line(text).strip("“”\"' ,")


def _is_day(token: Token) -> bool:
    return token.ent_type_ == "DATE" and token.doc[token.i + 1].text == ","


def whole_phrase(doc: Doc, head: Token) -> str:
    """Return the whole phrase of `head`, on one line."""
    first, last = head.left_edge, head.right_edge
    return one_line(tree.text_of(doc)[first.idx : last.idx + len(last)]).strip(" ,.")
