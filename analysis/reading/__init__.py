"""Documents from the world: plain text, Markdown and web pages, from files, folders and bytes.

The text is frozen as decoded, line ends included; that of a page is its article. What is no
running text (front matter, a byline, a dateline, markup) is marked as furniture; metadata is
taken only from what the document says about itself, never guessed.
"""

from analysis.reading.document import read_bytes
from analysis.reading.files import find, read_path
from analysis.reading.forms import SUFFIXES
from analysis.reading.view import clean_view

__all__ = ["SUFFIXES", "clean_view", "find", "read_bytes", "read_path"]
