"""Edits that give words to somebody else, in real articles: no decision may follow them.

    python -m tests.benchmarks.hostile [--parties TOML] [--every N] [FILE…]

FILE as for `python -m tests.benchmarks.anchoring`. In each article somebody else is named right
before every statement of "she", "they" or "the report"; or all names of whoever is meant are
exchanged; or a surname gets a second bearer. By construction the words of these statements are,
or may be, another's in the edited article. Printed are how many there were and how many decisions
followed nevertheless, with the first of them; the exit code is 1 where one did.
"""

import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from analysis.decisions import Clock, Maker, decided
from analysis.decisions.reference import words as told
from analysis.language import Analyser
from analysis.models import Action, Analysis, Attribution, Document
from analysis.reading import clean_view, read_bytes
from tests.benchmarks.anchoring import arguments, decisions, texts

_PRONOUNS = {
    "he": "Tobias Bellwood spoke first.",
    "she": "Tabitha Bellwood spoke first.",
    "they": "Several harpists spoke first.",
    "it": "Bellwood Mills was mentioned first.",
}
_NAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_QUOTED = re.compile(r"[“\"].*?(?:[”\"]|$)|''.*?''", re.DOTALL)
_INTRODUCED = re.compile(r"[Tt]he ([a-z]+(?: [a-z]+)?)")


@dataclass(frozen=True)
class Hostile:
    """An edited text, and the statements whose words are, or may be, another's in it."""

    text: str
    anothers: frozenset[str]


def _ids(attribution: Attribution) -> set[str]:
    return {part.id for part in attribution.parts}


def somebody_else_before(article: Document, analysis: Analysis) -> Hostile:
    """Name somebody else at the beginning of paragraphs that begin with a statement."""
    inserted: dict[int, str] = {}
    anothers: set[str] = set()
    for attribution in analysis.attributions:
        sentence = _rival(article, attribution)
        if not sentence:
            continue
        first = min(p.span.start for p in attribution.parts)
        start = max(p.start for p in article.paragraphs if p.start <= first)
        before = article.text[start : attribution.source[0].start]
        told = _QUOTED.sub("", before)
        if any(word[0].isupper() for word in _NAME.findall(told)) or start in inserted:
            continue  # it is named between the two who is meant
        inserted[start] = sentence
        anothers |= {p.id for p in attribution.parts if p.span.start >= start}
    text = article.text
    for start in sorted(inserted, reverse=True):
        text = f"{text[:start]}{inserted[start]} {text[start:]}"
    return Hostile(text, frozenset(anothers))


def _rival(article: Document, attribution: Attribution) -> str:
    """Return a sentence that names another one for whom the source may stand; empty: none."""
    if len(attribution.source) != 1:
        return ""
    source = attribution.source[0].of(article.text)
    if source.lower() in _PRONOUNS:
        return _PRONOUNS[source.lower()]
    described = _INTRODUCED.fullmatch(source)
    return f"Another {described.group(1)} was heard first." if described else ""


def other_names(article: Document, analysis: Analysis) -> Hostile:
    """Exchange the names of all for whom a pronoun or a description stands."""
    gone: dict[str, str] = {}
    anothers: set[str] = set()
    for attribution in analysis.attributions:
        if not _rival(article, attribution):
            continue
        spans = [r.antecedent for r in attribution.resolutions if r.antecedent is not None]
        names = {
            word
            for span in spans[:1]
            for word in _NAME.findall(span.of(article.text))
            if word[0].isupper() and word.lower() not in {"the", "a", *_PRONOUNS, *told().titles}
        }
        if names:
            gone |= {name: f"{name[0]}orbury" for name in names}
            anothers |= _ids(attribution)
    text = _NAME.sub(lambda m: gone.get(m.group(), m.group()), article.text)
    return Hostile(text, frozenset(anothers))


def a_namesake(article: Document, analysis: Analysis) -> Hostile:
    """Let somebody with the same surname speak first."""
    anothers: set[str] = set()
    named: set[str] = set()
    for attribution in analysis.attributions:
        words = [span.of(article.text) for span in attribution.source]
        if len(words) == 1 and re.fullmatch(r"[A-Z][a-z]+", words[0]):
            if words[0].lower() in article.text.split():
                continue  # no name
            if not re.search(rf"[A-Z]\w+ {words[0]}\b", article.text):
                continue  # nobody's surname yet
            named.add(words[0])
            anothers |= _ids(attribution)
    first = "".join(f"Tabitha {name} spoke first.\n\n" for name in sorted(named))
    return Hostile(first + article.text, frozenset(anothers))


KINDS: dict[str, Callable[[Document, Analysis], Hostile]] = {
    "somebody else is named before": somebody_else_before,
    "who is meant has another name": other_names,
    "a surname has a second bearer": a_namesake,
}


def followed(
    article: Document, analysis: Analysis, newer: Document, again: Analysis, hostile: Hostile
) -> Iterator[str]:
    """Yield the statements whose decision has followed words that may be another's."""
    made = [e for e in decisions(article, analysis) if e.statement in hostile.anothers]
    maker = Maker("measure", Clock(made[-1].id if made else ""))
    replaced = maker.event(
        Action.REPLACE, article.id, was={"document": article.id}, to={"document": newer.id}
    )
    records = {article.id: (article, analysis), newer.id: (newer, again)}
    attached = {a.event for a in decided([*made, replaced], records.get, {}).attached}
    yield from (event.statement for event in made if event.id in attached)


def main(words: Sequence[str]) -> int:
    """Measure and print."""
    settings, paths, every = arguments(words)
    analyser = Analyser(settings)
    count = dict.fromkeys(KINDS, 0)
    wrong: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for number, (name, data) in enumerate(texts(paths)):
        if number % every:
            continue
        article = read_bytes(data, name)
        analysis = analyser.analyse(article, clean_view(article))
        for kind, edit in KINDS.items():
            hostile = edit(article, analysis)
            if not hostile.anothers:
                continue
            newer = read_bytes(hostile.text.encode(), f"{name}-edited")
            again = analyser.analyse(newer, clean_view(newer))
            count[kind] += len(hostile.anothers)
            for statement in followed(article, analysis, newer, again, hostile):
                wrong[kind].append(f"{name}: {_told(article, analysis, statement)}")
    for kind in KINDS:
        print(f"{kind:32} {count[kind]:5} decisions, {len(wrong[kind])} followed")
        for line in random.Random(1).sample(wrong[kind], min(5, len(wrong[kind]))):
            print(f"    {line}")
    return int(any(wrong.values()))


def _told(article: Document, analysis: Analysis, statement: str) -> str:
    for attribution in analysis.attributions:
        for part in attribution.parts:
            if part.id == statement:
                source = " … ".join(span.of(article.text) for span in attribution.source)
                return f"{source} ({attribution.speaker}): {part.quote[:80]!r}"
    return statement


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
