"""Puts documents into a store until it dies: `writer FOLDER VERSION [BYTES]`.

With BYTES the system kills it when a file grows beyond as many.
"""

import resource
import signal
import sys
from itertools import count
from pathlib import Path

from analysis.models import Analysis, Document, Provenance
from analysis.reading import read_bytes
from analysis.store import Store

DOCUMENTS = 3


def article(number: int, version: int) -> tuple[Document, Analysis]:
    """An article of a megabyte, and an analysis that carries a version."""
    document = read_bytes(f"Article {number}. {'Word ' * 200_000}".encode(), f"article-{number}")
    return document, Analysis(document.id, Provenance("model", "1", str(version), "none"))


def version_of(analysis: Analysis) -> int:
    return int(analysis.provenance.rules)


def main(folder: str, start: str, most: str = "") -> None:
    store = Store(Path(folder))
    if most:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
    for version in count(int(start)):
        for number in range(DOCUMENTS):
            document, analysis = article(number, version)
            store.put(document, analysis)
            print(document.id, version, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
