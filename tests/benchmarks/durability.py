"""Kills, full disks and two writers: what was acknowledged must be there, all of it readable.

    python -m tests.benchmarks.durability [KILLS]

For each of adding, deciding, analysing again and migrating a process is killed KILLS times
(default 200), by turns at a random moment and in the middle of one of the calls by which things
get onto a disk, the first, the second and so on. An operation is acknowledged when the process
has written its id to a pipe. Then a disk fails at each n-th write, flush and rename of every
operation, once and for good; a real small file system is filled where one can be mounted; and
two processes decide 600 times, alone and beside busy ones. Below 100 kills the disk fails in half
of these ways, and nothing is busy. The exit code is 1 where anything was lost.
"""

import contextlib
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from analysis.errors import StoreError
from analysis.store import Record, Store
from tests.analysis.store.deciding import article, event, version_of
from tests.analysis.store.faults import dying, failing
from tests.benchmarks.acknowledged import FEW, WORK, Acknowledge, Expected, Tally, prepared

_FRESH = 20  # runs after which a new folder is begun, so that looking at it stays quick
_LONGEST = 0.2  # seconds until a random kill
_AIMS = 100  # calls at which a kill is aimed, one after the other


# ---------------------------------------------------------------- kills


def killed(work: Callable[[Acknowledge], None], aim: int | None, after: float) -> list[str]:
    """Do `work` in a process that dies at its `aim`-th call or `after` seconds; return its acks."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(readable)
        tell = os.write

        def acknowledge(line: str) -> None:
            tell(writable, f"{line}\n".encode())

        with dying(aim) if aim is not None else contextlib.nullcontext():
            work(acknowledge)
        os._exit(0)
    os.close(writable)
    if aim is None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(readable) as pipe:
        lines = [line.rstrip("\n") for line in pipe if line.endswith("\n")]
    os.waitpid(child, 0)
    return lines


def run_kills(kind: str, kills: int, scratch: Path, rng: random.Random) -> Tally:
    """Kill a process that does one kind of work, again and again, and look each time."""
    tally = Tally()
    expected = Expected(scratch / "none")
    for number in range(kills):
        if number % _FRESH == 0 or kind == "migrate":
            shutil.rmtree(expected.folder, ignore_errors=True)
            expected = prepared(kind, scratch / f"{kind}-{number}")
        aim = 1 + (number // 2) % _AIMS if number % 2 else None
        begin = number * 10_000
        lines = killed(
            lambda ack, e=expected, b=begin: WORK[kind](e.folder, b, ack),  # type: ignore[misc]
            aim,
            rng.uniform(0, _LONGEST),
        )
        expected.note(lines)
        tally.kills += 1
        tally.acknowledged += len(lines)
        expected.check(tally)
        if kind == "migrate":
            tally.acknowledged += len(expected.versions) + len(expected.events)
            expected.check(tally)  # what was begun has been ended by now
            faults = Store(expected.folder).health()
            tally.unreadable += [f"{fault.name}: {fault.reason}" for fault in faults]
    return tally


# ---------------------------------------------------------------- full disks


def operations() -> dict[str, Callable[[Store], object]]:
    """What is done on a disk that fails; each prints its acknowledgement by returning."""
    fourth = article(FEW)
    names = [article(number)[0].id for number in range(FEW)]
    return {
        "add": lambda store: store.put(*fourth),
        "re-analyse": lambda store: store.put(*article(0, version=1)),
        "decide": lambda store: store.append([event(100, names[0])]),
        "decide on three": lambda store: store.append([event(100 + n, names[n]) for n in range(3)]),
        "decide on a new one": lambda store: store.append([event(100, fourth[0].id)]),
    }


_WAYS = ((errno.ENOSPC, True), (errno.EIO, False), (errno.ENOSPC, False), (errno.EIO, True))
"""How a disk fails, and whether it does from then on."""


def run_faults(scratch: Path, ways: int = len(_WAYS)) -> tuple[int, list[str]]:
    """Let the disk fail at each n-th call of each operation; return how often, and what is lost."""
    template = prepared("decide", scratch / "template")
    faults, lost = 0, []
    for name, operation in operations().items():
        for code, for_good in _WAYS[:ways]:
            for nth in count(1):
                folder = scratch / "fault"
                shutil.copytree(template.folder, folder)
                try:
                    found = fault(folder, template, operation, nth, for_good, code)
                finally:
                    shutil.rmtree(folder)
                if found is None:
                    break
                faults += 1
                lost += [f"{name}, call {nth}, {errno.errorcode[code]}: {f}" for f in found]
    return faults, lost


def fault(
    folder: Path,
    template: Expected,
    operation: Callable[[Store], object],
    nth: int,
    for_good: bool,
    code: int,
) -> list[str] | None:
    """Fail once; return what is wrong after, None where the operation has less than `nth` calls."""
    before = state(folder)
    failed = None
    with failing(nth, for_good=for_good, code=code) as counter:
        try:
            operation(Store(folder))
        except StoreError as error:
            failed = error
    if not counter.struck:
        return None
    wanted = Expected(folder)
    wanted.versions, wanted.events = template.versions, template.events
    tally = Tally()
    after = state(folder)
    wanted.check(tally)
    wrong = [*tally.lost, *tally.unreadable]
    whole = shutil.copytree(folder, folder.with_name("whole"))
    try:
        operation(Store(whole))
        complete = state(whole)
    finally:
        shutil.rmtree(whole)
    if failed is None and after != complete:
        wrong.append("acknowledged, and not there")
    if failed is not None and after not in (before, complete):
        wrong.append(f"half done: {failed.message}")
    if failed is not None and not failed.message.startswith("could not "):
        wrong.append(f"message: {failed.message}")
    Store(folder).repair()
    return wrong + [f"{fault.name}: {fault.reason}" for fault in Store(folder).health()]


def state(folder: Path) -> tuple[dict[str, int], set[str]]:
    """What a reader sees."""
    store = Store(folder)
    records = store.load()[0]
    versions = {record.document.id: version_of(record.analysis) for record in records}
    return versions, {made.id for made in store.events()}


def run_small_disk(scratch: Path) -> tuple[str, list[str]]:
    """Fill a file system of 3 MB; decisions must go on for a while when articles do not."""
    disk = scratch / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], capture_output=True
    )
    if mounted.returncode != 0:
        return "not run: no file system can be mounted here", []
    try:
        return _filled(disk / "dossier")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _filled(folder: Path) -> tuple[str, list[str]]:
    expected = prepared("decide", folder)
    store = Store(folder)
    (folder / "room").write_bytes(bytes(600_000))
    message = ""
    added = 0
    try:
        for added in count():
            document, analysis = article(1000 + added)
            store.put(document, analysis)
            expected.note([f"document {document.id} 0"])
    except StoreError as error:
        message = error.message
    (folder / "filler").write_bytes(b"")
    with contextlib.suppress(OSError), open(folder / "filler", "ab", buffering=0) as filler:
        while True:
            filler.write(b"x" * 512)
    decided = 0
    try:
        for decided in count():
            store.append([event(decided, document.id, name="full")])
            expected.note([f"event {event(decided, name='full').id}"])
    except StoreError as error:
        message += f"\n    {error.message}"
    tally = Tally()
    expected.check(tally)
    (folder / "room").unlink()
    Store(folder).append([event(decided, document.id, name="after")])
    expected.check(tally)
    said = f"{added} articles, then {decided} decisions from the reserve; said:\n    {message}"
    return said, [*tally.lost, *tally.unreadable] + (
        [] if "No space left on device" in message and decided else ["no decision could be saved"]
    )


# ---------------------------------------------------------------- two writers


_BUSY = 8
_LONG = 100  # kills from which on the machine is kept busy, too


@contextlib.contextmanager
def busy_machine(number: int) -> Iterator[None]:
    """Keep `number` processes busy, as many as want the processor then."""
    children = []
    for _ in range(number):
        child = os.fork()
        while child == 0:
            pass
        children.append(child)
    try:
        yield
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def run_two_writers(scratch: Path, decisions: int) -> tuple[int, list[str]]:
    """Let two processes decide at once while a third imports; return how many are there."""
    expected = prepared("decide", scratch)
    ids = sorted(expected.versions)

    def write(name: str) -> None:
        store = Store(expected.folder)
        for number in range(decisions // 2):
            store.append([event(number, ids[number % len(ids)], name=name)])

    children = []
    for name in ("anna", "ben", ""):
        child = os.fork()
        if child == 0:
            if name:
                write(name)
            else:
                list(Store(expected.folder).put_all(imported(60)))
            os._exit(0)
        children.append(child)
    codes = [os.waitpid(child, 0)[1] for child in children]
    expected.events |= {
        event(number, name=name).id for name in ("anna", "ben") for number in range(decisions // 2)
    }
    expected.versions |= {record.document.id: 0 for record in imported(60)}
    tally = Tally()
    expected.check(tally)
    kept = len([made for made in Store(expected.folder).events() if "before" not in made.id])
    wrong = [*tally.lost, *tally.unreadable] + [f"exit code {code}" for code in codes if code]
    return kept, wrong + [str(fault) for fault in Store(expected.folder).health()]


def imported(number: int) -> Iterator[Record]:
    """Articles of an import."""
    return (Record(*article(5000 + each)) for each in range(number))


def main(kills: int) -> int:
    """Run everything and print a line on each."""
    wrong: list[str] = []
    rng = random.Random(kills)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        for kind in WORK:
            tally = run_kills(kind, kills, scratch, rng)
            print(f"kill -9 while it does {kind}: {tally}", flush=True)
            wrong += [*tally.lost, *tally.unreadable]
        faults, lost = run_faults(scratch, len(_WAYS) if kills >= _LONG else len(_WAYS) // 2)
        print(f"disk that fails: {faults} faults, {len(lost)} wrong", flush=True)
        said, lost_too = run_small_disk(scratch)
        print(f"disk of 3 MB: {said}\n    {len(lost_too)} wrong", flush=True)
        decisions = 3 * kills
        wrong += [*lost, *lost_too]
        for number in (0, _BUSY) if kills >= _LONG else (0,):
            with busy_machine(number):
                kept, more = run_two_writers(scratch / f"beside-{number}", decisions)
            print(
                f"two writers and an import, beside {number} busy processes: "
                f"{kept} of {decisions} decisions kept",
                flush=True,
            )
            wrong += more
            if kept != decisions:
                wrong.append(f"{decisions - kept} decisions of two writers are not there")
    for line in wrong[:20]:
        print(f"  {line}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
