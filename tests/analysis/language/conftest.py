"""What several files of these tests share."""

import pytest

from analysis.language import Analyser
from tests.analysis.language.bridge import SETTINGS


@pytest.fixture(scope="session")
def bridge() -> Analyser:
    """The pipeline with the invented parties of `bridge.py`."""
    return Analyser(SETTINGS)
