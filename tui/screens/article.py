"""The drill-down: a statement in its article, and why it is shown as it is."""

from collections.abc import Sequence, Set
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from analysis.models import Comparison, Document, Entry
from analysis.models.lazy import documents_of
from tui import words
from tui.actions import Where, bindings
from tui.requests import Beside
from tui.screens.deciding import DecidingScreen
from tui.widgets.bars import Caption, KeyBar, TitleBar
from tui.widgets.reader import Lit, Reader, legend
from tui.widgets.reasons import reasons


def lit(comparison: Comparison, entry: Entry, *, gone: bool = False) -> Lit:
    """Return what is lit for a statement; the other statements of the document faintly.

    `gone`: it counts for nobody any more.
    """
    attribution = entry.attribution
    others = {
        view.entries[number].statement.span
        for view in comparison.parties
        for number, document in enumerate(documents_of(view.entries))
        if document == attribution.document
    }
    return Lit(
        chosen=entry.statement.span,
        content=attribution.content,
        source=attribution.source,
        cue=attribution.cue,
        others=tuple(sorted(others)),
        gone=gone,
    )


class ReasonsPanel(VerticalScroll, can_focus=True, inherit_bindings=False):
    """The reasons, scrolling."""


class ReadingScreen(DecidingScreen):
    """Statements, one at a time, each in its article, with the reasons; keys decide about it."""

    WHERE: ClassVar[Where]
    CSS_PATH = "../styles/article.tcss"
    AUTO_FOCUS = "Reader"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012

    def __init__(self, comparison: Comparison, entries: Sequence[Entry], index: int) -> None:
        super().__init__()
        self.comparison = comparison
        self._entries = list(entries)
        self._gone: set[str] = set()
        self.index = index

    @property
    def entry(self) -> Entry:
        """The statement that is lit."""
        return self._entries[self.index]

    @property
    def decided(self) -> Entry | None:
        """The statement that is lit."""
        return self.entry

    @property
    def gone(self) -> bool:
        """Whether the statement that is lit counts for nobody any more."""
        return self.entry.statement.id in self._gone

    def _document(self) -> Document:
        return self.comparison.documents[self.entry.attribution.document]

    def compose(self) -> ComposeResult:
        """Title, article, reasons, legend, keys."""
        yield TitleBar()
        with Container(id="desk"):
            yield Reader(self._document(), self._lit())
            with ReasonsPanel():
                yield Static(id="reasons", markup=False)
        yield Caption()
        yield KeyBar(self.WHERE)

    def on_mount(self) -> None:
        """Show the statement."""
        self._show()

    def _lit(self) -> Lit:
        return lit(self.comparison, self.entry, gone=self.gone)

    def _show(self) -> None:
        entry, document = self.entry, self._document()
        self.query_one(TitleBar).show(
            self.title_words(), words.source_line(document, entry.statement.span)
        )
        names, issues = self.comparison.names, self.comparison.issues
        self.query_one("#reasons", Static).update(
            reasons(entry, document, names, issues, gone=self.gone)
        )
        self.query_one(ReasonsPanel).scroll_home(animate=False)
        self.query_one(Caption).show(legend(), entry.statement.id)

    def title_words(self) -> str:
        """Whose statement it is, and which of how many."""
        name = self.comparison.names.get(self.entry.party, "Nobody")
        whose = "rejected" if self.gone else name
        return f"{whose} · {self.index + 1} of {words.counted(len(self._entries), 'statement')}"

    def go(self, index: int) -> None:
        """Show the statement of that index, where there is one."""
        if 0 <= index < len(self._entries):
            self.index = index
            self.query_one(Reader).show(self._document(), self._lit())
            self._show()

    def renew(self, comparison: Comparison, about: str = "") -> None:
        """Show a newer comparison, and the same statements as they stand now."""
        self.comparison = comparison
        now = standing(comparison, {e.statement.id for e in self._entries} | {about})
        for index, entry in enumerate(self._entries):
            found = now.get(entry.statement.id)
            self._gone.discard(entry.statement.id)
            if found is None:
                self._gone.add(entry.statement.id)
            else:
                same = (e for e in found if e.party == entry.party)
                self._entries[index] = next(same, found[0])
        ids = [entry.statement.id for entry in self._entries]
        if about in ids:
            self.index = ids.index(about)
        elif about in now:
            self.index += 1
            self._entries.insert(self.index, now[about][0])
        if self.is_mounted:
            self.go(self.index)

    # ------------------------------------------------------------ actions

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()

    def action_previous_statement(self) -> None:
        """Previous statement."""
        self.go(self.index - 1)

    def action_more(self) -> None:
        """Show more of the article."""
        self.query_one(Reader).widen(1)

    def action_less(self) -> None:
        """Show less of the article."""
        self.query_one(Reader).widen(-1)

    def action_switch(self) -> None:
        """Move between article and reasons."""
        panel, reader = self.query_one(ReasonsPanel), self.query_one(Reader)
        (reader if panel.has_focus else panel).focus(scroll_visible=False)

    def _scroll(self, lines: int) -> None:
        panel = self.query_one(ReasonsPanel)
        if panel.has_focus:
            panel.scroll_to(y=panel.scroll_offset.y + lines, animate=False, immediate=True)
        else:
            self.query_one(Reader).scroll_lines(lines)

    def _page(self) -> int:
        panel = self.query_one(ReasonsPanel)
        return panel.size.height if panel.has_focus else self.query_one(Reader).page_height

    def action_down(self) -> None:
        """A line down."""
        self._scroll(1)

    def action_up(self) -> None:
        """A line up."""
        self._scroll(-1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._scroll(self._page() // 2)

    def action_half_up(self) -> None:
        """Half a page up."""
        self._scroll(-(self._page() // 2))

    def action_page_down(self) -> None:
        """A page down."""
        self._scroll(self._page())

    def action_page_up(self) -> None:
        """A page up."""
        self._scroll(-self._page())

    def action_first(self) -> None:
        """To the beginning."""
        self._scroll(-1_000_000)

    def action_last(self) -> None:
        """To the end."""
        self._scroll(1_000_000)


class ArticleScreen(ReadingScreen):
    """Statements of one party, one at a time, each in its article."""

    WHERE = Where.ARTICLE
    BINDINGS = bindings(Where.ARTICLE)

    def action_next_statement(self) -> None:
        """Next statement of the party."""
        self.go(self.index + 1)

    def action_beside(self) -> None:
        """Mark the statement, or show it beside the one that is marked."""
        self.post_message(Beside(self.entry))


def standing(comparison: Comparison, ids: Set[str]) -> dict[str, list[Entry]]:
    """Return the statements of these ids as they stand, for each party that they count for."""
    found: dict[str, list[Entry]] = {}
    for view in comparison.parties:
        for entry in view.entries:
            if entry.statement.id in ids:
                found.setdefault(entry.statement.id, []).append(entry)
    return found
