"""The drill-down: a statement in its article, and why it is shown as it is."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from analysis.models import Comparison, Document, Entry
from analysis.models.lazy import lazily
from tui import words
from tui.actions import Where, bindings
from tui.requests import Beside
from tui.screens.deciding import DecidingScreen
from tui.standing import Standing, spans_in, standing
from tui.widgets.bars import Caption, KeyBar, TitleBar
from tui.widgets.reader import Lit, Reader, legend
from tui.widgets.reasons import reasons


def lit(comparison: Comparison, entry: Entry, *, gone: bool = False) -> Lit:
    """Return what is lit for a statement; the other statements of the document faintly.

    `gone`: it counts for nobody any more.
    """
    attribution = entry.attribution
    others = spans_in(comparison, attribution.document)
    return Lit(
        chosen=entry.statement.span,
        content=attribution.content,
        source=attribution.source,
        cue=attribution.cue,
        others=others,
        gone=gone,
    )


_NAME = "article"
_WIDE = 100  # columns from which the reasons stand beside the article


class ReasonsPanel(VerticalScroll, can_focus=True, inherit_bindings=False):
    """The reasons, scrolling."""


class ReadingScreen(DecidingScreen):
    """Statements, one at a time, each in its article, with the reasons; keys decide about it."""

    WHERE: ClassVar[Where]
    CSS_PATH = "../styles/article.tcss"
    AUTO_FOCUS = "Reader"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012

    def __init__(self, comparison: Comparison, entries: Sequence[Entry], index: int) -> None:
        super().__init__()
        self._take(comparison, entries, index)

    def _take(self, comparison: Comparison, entries: Sequence[Entry], index: int) -> None:
        self.comparison = comparison
        self.standing = Standing([lazily(entries)])
        self._lost: dict[str, Standing] = {}
        """Where those stood last that count for nobody any more."""
        self._whose = [(brief.statement, brief.party) for brief in lazily(entries).briefs]
        self.index = index

    @property
    def names(self) -> list[str]:
        """The ids of the statements."""
        return [name for name, _ in self._whose]

    @property
    def entry(self) -> Entry:
        """The statement that is lit, as it stands; as it stood last where it is gone."""
        name, party = self._whose[self.index]
        found = self.standing.of(name) or self._lost[name].of(name)
        return next((entry for entry in found if entry.party == party), found[0])

    @property
    def decided(self) -> Entry | None:
        """The statement that is lit."""
        return self.entry

    @property
    def gone(self) -> bool:
        """Whether the statement that is lit counts for nobody any more."""
        return self._whose[self.index][0] not in self.standing

    def settled(self, name: str) -> bool:
        """Whether somebody has verified or rejected the statement of that id."""
        return name not in self.standing or self.standing.is_verified(name)

    def _document(self) -> Document:
        return self.comparison.documents[self.entry.attribution.document]

    def compose(self) -> ComposeResult:
        """Title, article, reasons, legend, keys."""
        # Known from the start, what is shown and how wide it is lays the screen out only once.
        self.add_class("-wide" if self.app.size.width >= _WIDE else "-narrow", update=False)
        yield TitleBar(*self._title())
        with Container(id="desk"):
            yield Reader(self._document(), self._lit())
            with ReasonsPanel():
                yield Static(self._reasons(), id="reasons", markup=False)
        yield Caption(legend(), self.entry.statement.id)
        yield KeyBar(self.WHERE)

    def _lit(self) -> Lit:
        return lit(self.comparison, self.entry, gone=self.gone)

    def _title(self) -> tuple[str, str]:
        return self.title_words(), words.source_line(self._document(), self.entry.statement.span)

    def _reasons(self) -> Content:
        names, issues = self.comparison.names, self.comparison.issues
        return reasons(self.entry, self._document(), names, issues, gone=self.gone)

    def _show(self) -> None:
        self.query_one(TitleBar).show(*self._title())
        self.query_one("#reasons", Static).update(self._reasons())
        self.query_one(ReasonsPanel).scroll_home(animate=False)
        self.query_one(Caption).show(legend(), self.entry.statement.id)

    def title_words(self) -> str:
        """Whose statement it is, and which of how many."""
        name = self.comparison.names.get(self.entry.party, "Nobody")
        whose = "rejected" if self.gone else name
        return f"{whose} · {self.index + 1} of {words.counted(len(self._whose), 'statement')}"

    def go(self, index: int) -> None:
        """Show the statement of that index, where there is one."""
        if 0 <= index < len(self._whose):
            self.index = index
            self.query_one(Reader).show(self._document(), self._lit())
            self._show()

    def renew(self, comparison: Comparison, about: str = "") -> None:
        """Show a newer comparison, and the same statements as they stand now."""
        self.comparison = comparison
        older, newer = self.standing, standing(comparison)
        names = self.names
        self._lost |= {n: older for n in names if n in older and n not in newer}
        self.standing = newer
        if about in names:
            self.index = names.index(about)
        elif about in newer:
            self.index += 1
            self._whose.insert(self.index, (about, newer.of(about)[0].party))
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

    def begin(self, comparison: Comparison, entries: Sequence[Entry], index: int) -> None:
        """Show other statements, as a new screen would."""
        self._take(comparison, entries, index)
        reader = self.query_one(Reader)
        reader.begin(self._document(), self._lit())
        self.set_focus(reader, scroll_visible=False)
        self.query_one(Caption).flash(None)
        self._show()

    def action_next_statement(self) -> None:
        """Next statement of the party."""
        self.go(self.index + 1)

    def action_beside(self) -> None:
        """Mark the statement, or show it beside the one that is marked."""
        self.post_message(Beside(self.entry))


def read(app: App[Any], comparison: Comparison, entries: Sequence[Entry], index: int) -> None:
    """Show the statement of that index among `entries` in its article.

    In the screen of the last time where that is free: to make one costs half of what it takes.
    """
    if app.is_screen_installed(_NAME):
        kept = app.get_screen(_NAME)
        if kept in app.screen_stack:
            app.push_screen(ArticleScreen(comparison, entries, index))
            return
        if isinstance(kept, ArticleScreen) and kept.is_attached and kept.size == app.size:
            kept.begin(comparison, entries, index)
            app.push_screen(_NAME)
            return
        app.uninstall_screen(_NAME)
        if kept.is_attached:
            kept.remove()
    app.install_screen(ArticleScreen(comparison, entries, index), _NAME)
    app.push_screen(_NAME)
