"""What a reader is likely to open next, loaded while she looks at the first picture.

Loaded at the key that opens it, a screen would come 50 ms later the first time.
"""

from collections.abc import Iterator
from importlib import import_module

LIKELY = (
    "tui.screens.article",
    "tui.screens.matrix",
    "tui.widgets.filterline",
    "tui.filtering",
    "tui.screens.timeline",
    "tui.screens.conflicts",
    "tui.decider",
    "tui.screens.review",
    "tui.screens.help",
)
PAUSE = 0.05  # seconds between two: a key that is pressed meanwhile waits for one at most


def loading() -> Iterator[None]:
    """Load one module at each step."""
    for name in LIKELY:
        import_module(name)
        yield
