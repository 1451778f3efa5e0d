"""What the screens show: the whole comparison, or what a filter lets through of it."""

from functools import cached_property
from typing import NamedTuple

from analysis.errors import UsageError
from analysis.finding import Finder, Syntax, Value
from analysis.models import Comparison, Facet, Filter

MANY = 5_000
"""Statements from which on one-line positions wait until the typing pauses."""


class _Ahead(NamedTuple):
    """What a filter lets through of a comparison that is not shown yet."""

    whole: Comparison
    text: str
    finder: Finder
    syntax: Syntax
    shown: Comparison


def _made(finder: Finder, syntax: Syntax, text: str, *, lines: bool = True) -> Comparison:
    wanted = syntax.read(text)
    shown = finder.narrowed(wanted, syntax.write(wanted), lines=lines)
    if not shown.parties:
        raise UsageError("This leaves out every party.", "Ask for one of them: party:…")
    return shown


class Narrowed:
    """One comparison and the filter that it is looked at through; `shown` is what screens show."""

    def __init__(self, whole: Comparison) -> None:
        self.whole = whole
        self.shown = whole
        self.text = ""
        """The filter as it was typed; empty: none."""
        self._prepared: Comparison | None = None
        self._ahead: _Ahead | None = None

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.whole)

    @cached_property
    def _syntax(self) -> Syntax:
        return Syntax(self.whole)

    @property
    def many(self) -> bool:
        """Whether there are so many statements that one should not wait for all at each key."""
        return sum(len(view.entries) for view in self.whole.parties) > MANY

    @property
    def ready(self) -> bool:
        """Whether a filter shows its statements without a wait that anybody notices."""
        return not self.many or self._prepared is self.whole

    def prepare(self) -> None:
        """Make ready what is searched; may run in a thread of its own."""
        whole = self.whole
        self._finder.prepare()
        self._prepared = whole

    def prepare_newer(self, whole: Comparison) -> None:
        """Make ready what `renew` shows of a newer comparison; may run in a thread of its own."""
        text = self.text
        if not text.strip() or whole is self.whole:
            return
        finder, syntax = Finder(whole), Syntax(whole)
        try:
            self._ahead = _Ahead(whole, text, finder, syntax, _made(finder, syntax, text))
        except UsageError:
            return  # `renew` finds the same

    def renew(self, whole: Comparison) -> None:
        """Take a newer comparison; a filter that no longer means anything is dropped."""
        if whole is self.whole:
            return
        self.whole = whole
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead.whole is whole and ahead.text == self.text:
            self._finder, self._syntax, self.shown = ahead.finder, ahead.syntax, ahead.shown
            return
        for name in ("_finder", "_syntax"):
            self.__dict__.pop(name, None)
        try:
            self.narrow(self.text)
        except UsageError:
            self.narrow("")

    def narrow(self, text: str, *, lines: bool = True) -> Comparison:
        """Show what fits the filter `text`; UsageError where it cannot be read, or fits nobody.

        Nothing changes then.
        """
        if not text.strip():
            self.shown, self.text = self.whole, ""
            return self.shown
        shown = self.made(text, lines=lines)
        self.shown, self.text = shown, text
        return shown

    def made(self, text: str, *, lines: bool = True) -> Comparison:
        """Return what `narrow` would show, and change nothing; may run in a thread of its own."""
        return _made(self._finder, self._syntax, text, lines=lines)

    def take(self, text: str, shown: Comparison) -> None:
        """Show what `made` has made of `text`."""
        self.shown, self.text = shown, text

    def read(self, text: str) -> Filter:
        """Return the filter that `text` stands for; UsageError where it cannot be read."""
        return self._syntax.read(text)

    def write(self, wanted: Filter) -> str:
        """Return how a filter is written."""
        return self._syntax.write(wanted)

    def values(self, facet: Facet) -> tuple[Value, ...]:
        """Return what a facet can be asked for."""
        return self._syntax.values(facet)

    def count(self, wanted: Filter) -> int:
        """Return how many statements a filter would show."""
        found = self._finder.narrowed(wanted, "", lines=False).narrowing
        return found.shown if found else self._finder.total

    def completed(self, text: str) -> str | None:
        """Return `text` with its last term completed, None where there is nothing to add."""
        start = max(text.rfind(" "), text.rfind(",") if ":" in text.split(" ")[-1] else -1) + 1
        last = text[start:].lower()
        term = text[text.rfind(" ") + 1 :].lower().removeprefix("-")
        if not last or term.startswith(("/", '"')):
            return None
        if ":" not in term:
            words = [f"{key}:" for key in (*Facet, "after", "before", "date")]
            return self._ended(text, last.removeprefix("-"), words)
        key, _, value = term.partition(":")
        if key not in set(Facet):
            return None
        words = [f'"{v.word}"' if " " in v.word else v.word for v in self.values(Facet(key))]
        return self._ended(text, value.rpartition(",")[2], words)

    @staticmethod
    def _ended(text: str, begun: str, words: list[str]) -> str | None:
        found = (word for word in words if word.startswith(begun) and word != begun)
        word = next(found, None) if begun else None
        return f"{text[: len(text) - len(begun)]}{word}" if word else None
