"""One article from beginning to end, its statements lit faintly."""

from textual.app import ComposeResult
from textual.screen import Screen

from analysis.models import Comparison, Document, Span
from tui import words
from tui.actions import Where, bindings
from tui.render import say
from tui.standing import spans_in
from tui.widgets.bars import Caption, KeyBar, TitleBar
from tui.widgets.reader import Lit, Reader


class WholeArticle(Screen[None]):
    """A document as it was read."""

    WHERE = Where.DOCUMENT
    BINDINGS = bindings(Where.DOCUMENT)
    CSS_PATH = "../styles/article.tcss"
    AUTO_FOCUS = "Reader"

    def __init__(self, document: Document, comparison: Comparison) -> None:
        super().__init__()
        self.document = document
        self._lit = Lit(chosen=Span(0, 0), others=spans_in(comparison, document.id))

    def compose(self) -> ComposeResult:
        """Title, article, what is known about it, keys."""
        document = self.document
        count = words.counted(len(self._lit.others), "statement")
        yield TitleBar(document.title or document.name, f"{count} of the parties")
        yield Reader(document, self._lit)
        yield Caption()
        yield KeyBar(Where.DOCUMENT)

    def on_mount(self) -> None:
        """Say where it is from."""
        document = self.document
        known = (document.outlet, document.author, document.date, document.url, document.name)
        self.query_one(Caption).show(say((" · ".join(one for one in known if one), "$muted")))

    @property
    def reader(self) -> Reader:
        """The article."""
        return self.query_one(Reader)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()

    def action_down(self) -> None:
        """A line down."""
        self.reader.scroll_lines(1)

    def action_up(self) -> None:
        """A line up."""
        self.reader.scroll_lines(-1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self.reader.scroll_lines(self.reader.page_height // 2)

    def action_half_up(self) -> None:
        """Half a page up."""
        self.reader.scroll_lines(-(self.reader.page_height // 2))

    def action_page_down(self) -> None:
        """A page down."""
        self.reader.scroll_lines(self.reader.page_height)

    def action_page_up(self) -> None:
        """A page up."""
        self.reader.scroll_lines(-self.reader.page_height)

    def action_first(self) -> None:
        """To the beginning."""
        self.reader.scroll_lines(-1_000_000)

    def action_last(self) -> None:
        """To the end."""
        self.reader.scroll_lines(1_000_000)
