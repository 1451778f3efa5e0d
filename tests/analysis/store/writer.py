"""Puts documents into a store until it is killed: `python -m tests.analysis.store.writer`."""

import sys
from pathlib import Path

from analysis.models import Analysis, Provenance
from analysis.reading import read_bytes
from analysis.store import Store

DOCUMENTS = 7
ROUNDS = 100_000


def main(folder: str, start: int) -> None:
    store = Store(Path(folder))
    documents = [
        read_bytes(f"Article {number}. {'Word ' * 20_000}".encode(), f"article-{number}")
        for number in range(DOCUMENTS)
    ]
    for version in range(start * ROUNDS, (start + 1) * ROUNDS):
        for document in documents:
            store.put(document, Analysis(document.id, Provenance("m", "1", str(version), "s")))
            print(document.id, version, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
