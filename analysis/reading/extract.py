"""What a reader of a form (a web page, say) makes of a file: its running text and its facts."""

from msgspec import Struct

FACTS = ("title", "author", "date", "outlet", "url")


class Extract(Struct, frozen=True):
    """The paragraphs of a file in reading order, and what the file says about itself.

    A paragraph is one line; the items of a list begin with "- ". `facts` are any of FACTS; the
    date is in ISO 8601. `encoding` is that of the bytes.
    """

    paragraphs: tuple[str, ...]
    facts: dict[str, str] = {}
    hints: dict[str, str] = {}
    """Facts that count only where the text itself tells none: the properties of a file."""
    encoding: str = "utf-8"

    @property
    def text(self) -> str:
        """The document's text: a blank line between paragraphs, none in an announced list.

        That is how plain text has them, and what the rest of the program knows to read.
        """
        parts: list[str] = []
        before, listing = "", False
        for paragraph in self.paragraphs:
            listing = paragraph.startswith("- ") and (listing or before.endswith(":"))
            parts += ["\n" if listing else "\n\n", paragraph]
            before = paragraph
        return "".join((*parts[1:], "\n"))
