"""Annotated articles, parsed and turned into what the network learns from."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import spacy
from spacy.tokens import Doc

from analysis.language import (
    DEFAULT_MODEL,
    network,
    pipeline,  # noqa: F401  (registers the factory)
)
from analysis.language.cues import find_candidates
from analysis.language.features import Floats, Grid, Integers, Pairs, Reader, cue_head, read_grid
from analysis.language.quotations import find_quotations

_BATCH = 6  # documents: larger ones take spaCy's parser much memory

Places = list[tuple[int, int]]


class Marked(msgspec.Struct, frozen=True):
    """An attribution as annotated."""

    source: Places
    cue: Places
    content: Places


class Article(msgspec.Struct, frozen=True):
    """An annotated text."""

    doc: str
    text: str
    attributions: list[Marked]


class Example(NamedTuple):
    """An article as the network sees it, with the answers."""

    article: Article
    doc: Doc
    grid: Grid
    reader: Reader
    heads: list[int]
    """The heads of the annotated cues."""
    pairs: list[Pairs]
    answers: list[Integers]
    """For each cue the roles of the tokens of its sentence."""

    def is_cue(self) -> Floats:
        """Return 1 for each token that heads a cue, else 0."""
        marks = np.zeros(len(self.grid.head), dtype=np.float32)
        marks[self.heads] = 1
        return marks


def read_articles(path: Path) -> list[Article]:
    """Return the annotated texts of a .jsonl or .jsonl.gz file."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [msgspec.json.decode(line, type=Article) for line in data.splitlines() if line.strip()]


def _tokens(doc: Doc, places: Places) -> list[int]:
    found: set[int] = set()
    for start, end in places:
        span = doc.char_span(start, end, alignment_mode="expand")
        found |= {t.i for t in span or () if not t.is_space}
    return sorted(found)


def _example(article: Article, doc: Doc) -> Example:
    quotations = find_quotations(article.text)
    grid = read_grid(doc, quotations, list(find_candidates(doc)))
    reader = Reader(grid)
    heads: list[int] = []
    pairs: list[Pairs] = []
    answers: list[Integers] = []
    for marked in article.attributions:
        cue = _tokens(doc, marked.cue)
        if not cue:
            continue
        head = cue_head(grid.head, cue)
        start, end = grid.bounds(head)
        answer = np.full(end - start, network.NOTHING, dtype=np.int64)
        roles = ((network.CUE, cue), (network.CONTENT, _tokens(doc, marked.content)))
        for role, tokens in (*roles, (network.SOURCE, _tokens(doc, marked.source))):
            answer[[i - start for i in tokens if start <= i < end]] = role
        heads.append(head)
        pairs.append(reader.pairs(head))
        answers.append(answer)
    return Example(article, doc, grid, reader, heads, pairs, answers)


def read_examples(articles: list[Article]) -> Iterator[Example]:
    """Parse the articles with the program's own pipeline and yield them as examples."""
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("positions_paragraphs", before="parser")
    docs = nlp.pipe((article.text for article in articles), batch_size=_BATCH)
    for article, doc in zip(articles, docs, strict=True):
        yield _example(article, doc)
