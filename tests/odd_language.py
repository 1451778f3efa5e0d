"""A language part for the process beside the screens, that does what a text asks for."""

import os
import time

from analysis.errors import ReadingError
from analysis.models import Analysis, CleanView, Document, Provenance, Settings

DEFAULT_MODEL = "odd"


def provenance(settings: Settings, model: str) -> Provenance:
    return Provenance(model, "1", "1", repr((settings.parties, settings.issues)))


class Analyser:
    def __init__(self, settings: Settings, model: str) -> None:
        self._made = provenance(settings, model)

    def analyse(self, document: Document, view: CleanView) -> Analysis:
        if "refuse" in document.text:
            raise ReadingError("it was refused", "leave it out")
        if "die" in document.text:
            os._exit(9)
        if "break" in document.text:
            raise ZeroDivisionError("on purpose")
        if "sleep" in document.text:
            time.sleep(600)
        return Analysis(document.id, self._made)
