"""Two statements side by side: the halves of a conflict, two outlets' versions."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from analysis.models import Comparison, Entry
from tui import render, signs, words
from tui.actions import Where, bindings
from tui.render import say
from tui.screens.article import lit
from tui.screens.deciding import DecidingScreen
from tui.standing import standing
from tui.widgets.bars import Caption, KeyBar, TitleBar
from tui.widgets.reader import Reader, legend

_CONTEXT = 1  # paragraphs on either side of each


class HalfHeading(Widget):
    """Whose statement it is, how it is said, and where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Content] = []
        self._mark = " "

    def show(self, mark: str, lines: list[Content]) -> None:
        """Show other lines; `mark` stands before the first."""
        self._mark, self._lines = mark, lines
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw the lines, each cut to one; where there is room the others to two."""
        limit = 1 if self.screen.has_class("-narrow") else 2
        width = (self.content_size.width or self.app.size.width // 2) - 1
        first = render.lines(self._lines[0], width, 1)[0] if self._lines else say("")
        rest = [part for line in self._lines[1:] for part in render.lines(line, width, limit)]
        return render.stack([say((self._mark, "$primary"), first), *(say(" ", r) for r in rest)])


class Half(Vertical):
    """One of the two statements in its article."""

    class Chosen(Message):
        """It was clicked."""

        def __init__(self, half: "Half") -> None:
            super().__init__()
            self.half = half

    def __init__(self, comparison: Comparison, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.gone = False
        document = comparison.documents[entry.attribution.document]
        self.heading = HalfHeading()
        self.reader = Reader(document, lit(comparison, entry), context=_CONTEXT)

    def compose(self) -> ComposeResult:
        """Heading and article."""
        yield self.heading
        yield self.reader

    def show(self, comparison: Comparison, *, chosen: bool) -> None:
        """Show the statement as it stands."""
        entry = self.entry
        document = comparison.documents[entry.attribution.document]
        name = comparison.names.get(entry.party, "nobody")
        said = [signs.voice_words(entry), signs.certainty_words(entry.statement, document.text)]
        said += [
            f"{signs.STANCE[v]} {v}: {issue.name}"
            for issue in comparison.issues
            if (v := entry.statement.stances.get(issue.id)) in signs.STANCE
        ]
        self.set_class(chosen, "-chosen")
        self.heading.show(
            "▌" if chosen else " ",
            [
                say(
                    ("rejected" if self.gone else name, "bold $primary" if chosen else "bold $ink"),
                    (f"  {signs.mark_signs(entry)}", "bold $primary"),
                    (f"  {words.source_line(document, entry.statement.span)}", "$muted"),
                ),
                say((" · ".join(said), "$foreground")),
            ],
        )

    def on_click(self, event: events.Click) -> None:
        """Stand on this half."""
        self.post_message(self.Chosen(self))


class PairScreen(DecidingScreen):
    """Two statements; keys decide about the one that is chosen. `why` says what they are."""

    WHERE = Where.PAIR
    BINDINGS = bindings(Where.PAIR)
    CSS_PATH = "../styles/article.tcss"
    AUTO_FOCUS = "Reader"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012

    def __init__(self, comparison: Comparison, first: Entry, second: Entry, why: str = "") -> None:
        super().__init__()
        self.comparison = comparison
        self._why = why or "Two statements"
        self.halves = (Half(comparison, first), Half(comparison, second))
        self.chosen = 0

    @property
    def decided(self) -> Entry | None:
        """The statement of the chosen half."""
        return self.halves[self.chosen].entry

    def compose(self) -> ComposeResult:
        """Title, the two, legend, keys."""
        yield TitleBar(self._why)
        with Container(id="pair"):
            yield from self.halves
        yield Caption()
        yield KeyBar(Where.PAIR)

    def on_mount(self) -> None:
        """Show both."""
        self.query_one(Caption).show(legend())
        self._show()

    def _show(self) -> None:
        for index, half in enumerate(self.halves):
            half.show(self.comparison, chosen=index == self.chosen)

    def renew(self, comparison: Comparison, about: str = "") -> None:
        """Show both as they stand now."""
        self.comparison = comparison
        now = standing(comparison)
        for half in self.halves:
            found = now.of(half.entry.statement.id)
            same = [e for e in found if e.party == half.entry.party]
            half.gone = not found
            half.entry = next(iter((*same, *found)), half.entry)
            half.reader.light(lit(comparison, half.entry, gone=half.gone))
        self._show()

    # ------------------------------------------------------------ actions

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()

    def _choose(self, index: int) -> None:
        self.chosen = index
        self.halves[index].reader.focus(scroll_visible=False)
        self.query_one(Caption).show(legend(), index)
        self._show()

    def action_switch(self) -> None:
        """Move to the other statement."""
        self._choose(1 - self.chosen)

    def on_half_chosen(self, message: Half.Chosen) -> None:
        """Stand on the half that was clicked."""
        self._choose(self.halves.index(message.half))

    @property
    def _reader(self) -> Reader:
        return self.halves[self.chosen].reader

    def action_more(self) -> None:
        """Show more of both articles."""
        for half in self.halves:
            half.reader.widen(1)

    def action_less(self) -> None:
        """Show less of both articles."""
        for half in self.halves:
            half.reader.widen(-1)

    def action_down(self) -> None:
        """A line down."""
        self._reader.scroll_lines(1)

    def action_up(self) -> None:
        """A line up."""
        self._reader.scroll_lines(-1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._reader.scroll_lines(self._reader.page_height // 2)

    def action_half_up(self) -> None:
        """Half a page up."""
        self._reader.scroll_lines(-(self._reader.page_height // 2))

    def action_page_down(self) -> None:
        """A page down."""
        self._reader.scroll_lines(self._reader.page_height)

    def action_page_up(self) -> None:
        """A page up."""
        self._reader.scroll_lines(-self._reader.page_height)

    def action_first(self) -> None:
        """To the beginning."""
        self._reader.scroll_lines(-1_000_000)

    def action_last(self) -> None:
        """To the end."""
        self._reader.scroll_lines(1_000_000)
