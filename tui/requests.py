"""What screens ask the application to do with the dossier; they have no door to it themselves."""

from textual.message import Message


class Export(Message):
    """Write the comparison into the current folder."""


class Reload(Message):
    """Read the dossier again and analyse what changed."""


class Stop(Message):
    """Stop the work that is going on."""
