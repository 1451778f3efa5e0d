"""Print the texts as JSON lines, as `positions eval attribution` reads them."""

import sys

from tests.analysis.language.domains import lines

sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
sys.stdout.write(lines())
