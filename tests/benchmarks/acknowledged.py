"""What processes do to a dossier while they are killed, and what must be there after."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from analysis.store import Store
from tests.analysis.store.deciding import another_form, article, as_schema_1, event, version_of

Acknowledge = Callable[[str], None]

FEW = 6


def add(folder: Path, begin: int, acknowledge: Acknowledge) -> None:
    """Add one article after the other."""
    store = Store(folder)
    for number in count(begin):
        document, analysis = article(number)
        store.put(document, analysis)
        acknowledge(f"document {document.id} 0")


def decide(folder: Path, begin: int, acknowledge: Acknowledge) -> None:
    """Decide on a few articles; every third time on two of them at once."""
    store = Store(folder)
    ids = [article(number)[0].id for number in range(FEW)]
    for number in count(begin):
        name = ids[number % FEW]
        made = [event(number, name)]
        if number % 3 == 0:
            made.append(event(number, ids[(number + 1) % FEW], name="f"))
        store.append(made)
        for each in made:
            acknowledge(f"event {each.id}")


def reanalyse(folder: Path, begin: int, acknowledge: Acknowledge) -> None:
    """Analyse the same articles again and again, deciding now and then."""
    store = Store(folder)
    for number in count(begin):
        document, analysis = article(number % FEW, version=number)
        store.put(document, analysis)
        acknowledge(f"document {document.id} {number}")
        if number % 5 == 0:
            store.append([event(number, document.id)])
            acknowledge(f"event {event(number).id}")


def migrate(folder: Path, begin: int, acknowledge: Acknowledge) -> None:
    """Open a dossier whose files have an older form, which rewrites them."""
    with another_form():
        Store(folder).refresh()


WORK = {"add": add, "decide": decide, "re-analyse": reanalyse, "migrate": migrate}


@dataclass
class Tally:
    """What came of the runs of one kind."""

    kills: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    caught_up: int = 0

    @property
    def failed(self) -> bool:
        return bool(self.lost or self.unreadable)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.acknowledged} acknowledged, {len(self.lost)} lost, "
            f"{len(self.unreadable)} unreadable, {self.caught_up} files caught up with the log"
        )


class Expected:
    """What a folder must hold, by what was acknowledged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.versions: dict[str, int] = {}
        self.events: set[str] = set()

    def note(self, lines: list[str]) -> None:
        for line in lines:
            kind, name, *version = line.split()
            if kind == "event":
                self.events.add(name)
            else:
                self.versions[name] = int(version[0])

    def check(self, tally: Tally) -> None:
        store = Store(self.folder)
        records, problems = store.load()
        for problem in problems:
            if problem.hint == "It was restored from the log.":
                tally.caught_up += 1
            elif "never finished" not in problem.reason:
                tally.unreadable.append(f"{problem.name}: {problem.reason}")
        found = {record.document.id: version_of(record.analysis) for record in records}
        for name, version in self.versions.items():
            if found.get(name, -1) < version:
                tally.lost.append(f"document {name} version {version}: {found.get(name)}")
        decided = store.events()
        by_document = {e.id for name in {e.document for e in decided} for e in store.events(name)}
        for known in ({made.id for made in decided}, by_document):
            tally.lost += [f"event {name}" for name in self.events - known]


def prepared(kind: str, folder: Path) -> Expected:
    """Make the folder that a kind of work begins with."""
    expected = Expected(folder)
    store = Store(folder)
    store.prepare()
    if kind != "add":
        for number in range(FEW):
            document, analysis = article(number)
            store.put(document, analysis)
            store.append([event(number, document.id, name="before")])
            expected.note([f"document {document.id} 0", f"event {number:08d}-before"])
    if kind == "migrate":
        as_schema_1(folder)
    return expected
