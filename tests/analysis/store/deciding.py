"""Decisions for the tests of the store, and a program that makes them until it dies.

`deciding FOLDER COUNT [NAME]` appends COUNT decisions (0: without end), printing the id of each
when it is acknowledged.
"""

import sys
from itertools import count
from pathlib import Path

from analysis.models import Action, Anchor, Event
from analysis.store import Store
from tests.gold import ID

DOCUMENTS = (ID, "a" * 64, "b" * 64)


def event(number: int, document: str = ID, *, name: str = "e", note: str = "seen") -> Event:
    """A decision; those of one name sort by their number."""
    return Event(
        id=f"{number:08d}-{name}",
        at=f"2026-01-31T09:{number // 60 % 60:02d}:{number % 60:02d}.000Z",
        who="anna",
        action=Action.NOTE,
        document=document,
        statement="0123456789abcdef",
        anchor=Anchor(document, 17, 25, "Microsoft", "before", "after"),
        was={"note": ""},
        to={"note": f"{note} {number}"},
    )


def main(folder: str, wanted: str, name: str = "e") -> None:
    store = Store(Path(folder))
    numbers = range(int(wanted)) if int(wanted) else count()
    for number in numbers:
        made = event(number, DOCUMENTS[number % len(DOCUMENTS)], name=name)
        store.append([made])
        print(made.id, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
