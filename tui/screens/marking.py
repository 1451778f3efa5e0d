"""Adding a statement that was missed: its words are marked in the article."""

from textual.app import ComposeResult

from analysis.models import Comparison, Document, Span, Voice
from tui import signs, words
from tui.actions import Where, bindings
from tui.marking import Marking
from tui.render import say
from tui.requests import AddStatement
from tui.screens.deciding import ComparisonScreen
from tui.standing import spans_in
from tui.widgets.bars import Caption, KeyBar, TitleBar
from tui.widgets.reader import Lit, Reader


class MarkingScreen(ComparisonScreen):
    """An article with marked words; Enter asks whose they are and keeps them."""

    WHERE = Where.MARKING
    BINDINGS = bindings(Where.MARKING)
    CSS_PATH = "../styles/article.tcss"
    AUTO_FOCUS = "Reader"

    def __init__(self, comparison: Comparison, document: str, at: int, party: str) -> None:
        super().__init__()
        self.comparison = comparison
        self._document: Document = comparison.documents[document]
        self._party = party
        self.marking = Marking(self._document.text, self._document.paragraphs, at)

    def compose(self) -> ComposeResult:
        """Title, article, what is marked, keys."""
        place = words.source_line(self._document, self.marking.span)
        yield TitleBar("Add a statement: mark its words", place)
        yield Reader(self._document, self._lit())
        yield Caption()
        yield KeyBar(Where.MARKING)

    def on_mount(self) -> None:
        """Say what is marked."""
        self._say()

    def renew(self, comparison: Comparison, about: str = "") -> None:
        """Show a newer comparison, where it still has the article."""
        if self._document.id in comparison.documents:
            self.comparison = comparison
            self._show()

    def _lit(self) -> Lit:
        others = spans_in(self.comparison, self._document.id)
        cursor = self.marking.word if self.marking.by_word else None
        return Lit(self.marking.span, others=others, cursor=cursor)

    def _show(self) -> None:
        reader = self.query_one(Reader)
        reader.light(self._lit())
        reader.reveal(self.marking.word)
        self._say()

    def _say(self) -> None:
        marking = self.marking
        count = len(marking.span.of(marking.text).split())
        self.query_one(TitleBar).show(
            "Add a statement: mark its words", words.source_line(self._document, marking.span)
        )
        unit = "by words: ← → and sentences ↓ ↑ extend" if marking.by_word else "whole sentences"
        self.query_one(Caption).show(
            say((words.counted(count, "word"), "bold $ink"), (f" marked, {unit}", "$muted"))
        )

    # ------------------------------------------------------------ actions

    def action_take(self) -> None:
        """Ask whose words they are, then in whose voice; keep them."""
        from tui.widgets.picker import Pick, Picker

        span = self.marking.span
        quote = say((f"“{span.of(self._document.text)}”", "$foreground"))
        parties = [view.party for view in self.comparison.parties]
        if not parties:
            self.notify("This dossier has no parties yet.", markup=False)
            return
        picks = [
            Pick(say((p.name, "$ink")), note="where you were" if p.id == self._party else "")
            for p in parties
        ]
        likely = Voice.OWN if self.marking.is_quoted else Voice.PARAPHRASED

        def party_picked(index: int | None) -> None:
            if index is None:
                return
            party = parties[index]
            voices = [
                Pick(
                    say(f"{signs.VOICE[v]}  ", (str(v), "$ink")),
                    note="likely" if v is likely else "",
                )
                for v in Voice
            ]
            question = say(("In whose words, seen from ", "bold $primary"), party.name, "?")

            def voice_picked(number: int | None) -> None:
                if number is not None:
                    self._add(span, party.id, list(Voice)[number])

            self.app.push_screen(Picker(question, voices, quote), voice_picked)

        question = say(("Whose statement is it?", "bold $primary"))
        self.app.push_screen(Picker(question, picks, quote), party_picked)

    def _add(self, span: Span, party: str, voice: Voice) -> None:
        # To the application itself: this screen is gone before a message would rise from it.
        self.app.post_message(AddStatement(self._document.id, span, party, voice))
        self.dismiss()

    def action_mark(self) -> None:
        """Mark from this word on, or whole sentences again."""
        self.marking.toggle()
        self._show()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()

    def action_next_word(self) -> None:
        """One word on."""
        self.marking.move(1)
        self._show()

    def action_previous_word(self) -> None:
        """One word back."""
        self.marking.move(-1)
        self._show()

    def action_down(self) -> None:
        """The next sentence."""
        self.marking.step(1)
        self._show()

    def action_up(self) -> None:
        """The sentence before."""
        self.marking.step(-1)
        self._show()

    def action_first(self) -> None:
        """To the first word."""
        self.marking.go_to(0)
        self._show()

    def action_last(self) -> None:
        """To the last word."""
        self.marking.go_to(len(self._document.text))
        self._show()

    def on_reader_clicked(self, message: Reader.Clicked) -> None:
        """Put the cursor where the mouse is."""
        self.marking.go_to(message.offset)
        self._show()

    def on_reader_dragged(self, message: Reader.Dragged) -> None:
        """Mark what the mouse is dragged over."""
        self.marking.mark(message.start, message.offset)
        self._show()
