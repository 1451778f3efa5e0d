"""The drill-down: a statement in its article, and why it is shown as it is."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from analysis.models import Comparison, Document, Entry, PartyView
from tui import words
from tui.actions import Where, bindings
from tui.widgets.bars import Caption, KeyBar, TitleBar
from tui.widgets.reader import Lit, Reader, legend
from tui.widgets.reasons import reasons


def lit(comparison: Comparison, entry: Entry) -> Lit:
    """Return what is lit for a statement; the other statements of the document faintly."""
    attribution = entry.attribution
    others = {
        other.statement.span
        for view in comparison.parties
        for other in view.entries
        if other.attribution.document == attribution.document
    }
    return Lit(
        chosen=entry.statement.span,
        content=attribution.content,
        source=attribution.source,
        cue=attribution.cue,
        others=tuple(sorted(others)),
    )


class ReasonsPanel(VerticalScroll, can_focus=True, inherit_bindings=False):
    """The reasons, scrolling."""


class ArticleScreen(Screen[None]):
    """Statements of one party, one at a time, each in its article."""

    WHERE = Where.ARTICLE
    BINDINGS = bindings(Where.ARTICLE)
    CSS_PATH = "../styles/article.tcss"
    AUTO_FOCUS = "Reader"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012

    def __init__(
        self, comparison: Comparison, view: PartyView, entries: Sequence[Entry], index: int
    ) -> None:
        super().__init__()
        self._comparison = comparison
        self._view = view
        self._entries = tuple(entries)
        self.index = index

    @property
    def entry(self) -> Entry:
        """The statement that is lit."""
        return self._entries[self.index]

    def _document(self) -> Document:
        return self._comparison.documents[self.entry.attribution.document]

    def compose(self) -> ComposeResult:
        """Title, article, reasons, legend, keys."""
        yield TitleBar()
        with Container(id="desk"):
            yield Reader(self._document(), lit(self._comparison, self.entry))
            with ReasonsPanel():
                yield Static(id="reasons", markup=False)
        yield Caption()
        yield KeyBar(Where.ARTICLE)

    def on_mount(self) -> None:
        """Show the statement."""
        self.query_one(Caption).show(legend())
        self._show()

    def _show(self) -> None:
        entry, document = self.entry, self._document()
        place = f"{self.index + 1} of {words.counted(len(self._entries), 'statement')}"
        self.query_one(TitleBar).show(
            f"{self._view.party.name} · {place}", words.source_line(document, entry.statement.span)
        )
        self.query_one("#reasons", Static).update(
            reasons(entry, document, self._comparison.names, self._comparison.issues)
        )
        self.query_one(ReasonsPanel).scroll_home(animate=False)

    def _go(self, index: int) -> None:
        if 0 <= index < len(self._entries):
            self.index = index
            self.query_one(Reader).show(self._document(), lit(self._comparison, self.entry))
            self._show()

    # ------------------------------------------------------------ actions

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()

    def action_next_statement(self) -> None:
        """Next statement of the party."""
        self._go(self.index + 1)

    def action_previous_statement(self) -> None:
        """Previous statement of the party."""
        self._go(self.index - 1)

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
