"""Statements and documents by what a person calls them: the beginning of an id, or a name."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Protocol

from analysis.decisions.anchoring import Placed
from analysis.decisions.making import Target, alike
from analysis.decisions.places import Searchable
from analysis.decisions.view import View
from analysis.errors import UsageError
from analysis.models import Analysis, Document, Mark, Settings, Span
from analysis.models.attachment import Scope

SHORTEST = 4
"""Characters of an id that must be given at least."""
_LISTED = 5
_SHORT = 12


class Records(Protocol):
    """What the machine found, document by document."""

    @property
    def settings(self) -> Settings:
        """The dossier's parties and issues."""
        ...

    def found(self, document_id: str) -> tuple[Document, Analysis] | None:
        """Return a document with what was found in it; None where there is none."""
        ...

    def listed(self) -> Sequence[tuple[str, str, int]]:
        """Return id, name and number of statements of each document; reads none of them."""
        ...

    def holding(self, ref: str) -> Sequence[str]:
        """Return the ids of documents that may hold a statement whose id begins with `ref`."""
        ...


class Lookup:
    """The statements of a dossier as people decided them; `view_of` gives a document's view."""

    def __init__(self, records: Records, view_of: Callable[[str], View]) -> None:
        self._records = records
        self._view_of = view_of

    def target(self, ref: str, added: Iterable[str] = ()) -> Target:
        """Return the statement whose id begins with `ref`; UsageError unless it is just one.

        `added` are the documents that somebody added such a statement to. "DOCUMENT:STATEMENT"
        says where it stands: then no other document is looked at.
        """
        home, _, ref = ref.rpartition(":")
        if len(ref) < SHORTEST:
            raise UsageError(
                f"{ref!r} is too short for an id.", f"Give at least {SHORTEST} characters of it."
            )
        known = [self.article(home)[0].id] if home else [*self._records.holding(ref), *added]
        documents = dict.fromkeys(known)
        found = [t for t in self._targets(documents) if t.machine.statement.id.startswith(ref)]
        if not found:
            raise UsageError(
                f"There is no statement {ref!r}.", "`positions show` prints the id of each."
            )
        ids = [target.machine.statement.id for target in found]
        if len(found) > 1:
            listed = ", ".join(ids[:_LISTED])
            raise UsageError(f"{len(found)} statements begin with {ref!r}.", f"They are: {listed}.")
        if ids[0] in self._view_of(found[0].document.id).rejected:
            raise UsageError(
                f"The statement {ids[0]} is rejected.",
                f"`positions history {ids[0]}` names the event; take it back with undo first.",
            )
        return found[0]

    def article(self, ref: str) -> tuple[Document, Analysis]:
        """Return the document of that name, or whose id begins with `ref`, with its analysis."""
        listed = self._records.listed()
        found = [d for d, _, _ in listed if len(ref) >= SHORTEST and d.startswith(ref)]
        found = found or [d for d, name, _ in listed if ref in (name, PurePath(name).stem)]
        loaded = self._records.found(found[0]) if len(found) == 1 else None
        if loaded is not None:
            return loaded
        if len(found) > 1:
            ids = ", ".join(d[:_SHORT] for d in found[:_LISTED])
            raise UsageError(f"{len(found)} documents are called {ref!r}.", f"By id: {ids}.")
        names = ", ".join(f"{d[:_SHORT]} {name}" for d, name, _ in listed[:_LISTED])
        raise UsageError(f"There is no document {ref!r}.", f"There are: {names or 'none'}.")

    def quotation(self, target: Target) -> list[Target]:
        """Return the statement with the other sentences of its attribution."""
        wanted = target.machine.attribution.id
        here = self._standing([target.document.id])
        return [t for t in here if t.machine.attribution.id == wanted]

    def reached(self, target: Target, party: str | None, scope: Scope) -> list[Target]:
        """Return what a decision reaches that takes `party` away from a statement."""
        if scope is Scope.STATEMENT:
            return [target]
        if scope is Scope.QUOTATION:
            return self.quotation(target)
        documents = [target.document.id]
        if scope is Scope.DOSSIER:
            documents = [name for name, _, _ in self._records.listed()]
        return alike(target, party, self._standing(documents))

    def _standing(self, documents: Iterable[str]) -> Iterator[Target]:
        for target in self._targets(documents):
            rejected = self._view_of(target.document.id).rejected
            if target.machine.statement.id not in rejected:
                yield target

    def _targets(self, documents: Iterable[str]) -> Iterator[Target]:
        """Every statement of these documents: as it stands, and as the machine found it."""
        for name in documents:
            loaded = self._records.found(name)
            if loaded is not None and name not in self._view_of(name).replaced:
                yield from self._of(*loaded)

    def _of(self, document: Document, analysis: Analysis) -> Iterator[Target]:
        view = self._view_of(document.id)
        now = view.analyses.get(document.id, analysis)
        for attribution in now.attributions:
            for part in attribution.parts:
                placed = Placed(attribution, part)
                machine = view.machine.get(part.id, placed)
                yield Target(document, analysis, placed, machine, view.marks.get(part.id, Mark()))
        for name in sorted(view.rejected):
            machine = view.machine[name]
            if machine.attribution.document == document.id:
                yield Target(document, analysis, machine, machine, view.marks[name])


def place_of_words(document: Document, words: str) -> Span:
    """Return the one place of `words` in a document; UsageError where there is none, or more."""
    places = list(Searchable(document.text).all(words))
    if len(places) == 1:
        return places[0]
    if not places:
        raise UsageError(
            f"These words are not in {document.name}.",
            "Give them exactly as they stand there, without marks around them.",
        )
    raise UsageError(
        f"These words stand {len(places)} times in {document.name}.",
        "Give more of the sentence, so that one place can be meant.",
    )
