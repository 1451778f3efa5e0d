"""Files of rich forms are read in a process of their own, with caps on memory and time.

What unpacks them was written by others, and the files come from anywhere: a small one may unfold
to gigabytes, or keep a parser busy for hours. A child process takes one file after the other,
knows no network, and is ended when a file takes too much; the next file gets another. It leaves
by itself when nothing came for a while, and when its parent does.
"""

import atexit
import contextlib
import json
import math
import os
import subprocess
import sys
from functools import partial
from importlib import import_module
from io import FileIO
from threading import Lock, Timer

import msgspec

from analysis.errors import PositionsError, ReadingError
from analysis.messages import receive, send
from analysis.reading.extract import Extract
from analysis.reading.forms import Form


class Limits(msgspec.Struct, frozen=True):
    """What one file may take: bytes of address space, seconds of CPU, characters of text."""

    memory: int = 1_000_000_000
    seconds: int = 60
    characters: int = 5_000_000


LIMITS = Limits()
_WALL = 5  # times the CPU seconds: a busy machine is no fault of the file
_IDLE = 20  # seconds
_NICE = 5
_READERS = {
    Form.PAGE: "analysis.reading.pages",
    Form.PDF: "analysis.reading.pdfs",
    Form.DOCX: "analysis.reading.docxs",
    Form.MAIL: "analysis.reading.mails",
}
_CHILD = (
    "import json, sys; path = json.loads(sys.argv[1]); sys.path[:] = path; "
    "from analysis.reading.apart import serve; serve()"
)
_HINT = "Save the article as a plain text file and add that."
_Question = tuple[Form, bytes, str, str | None, Limits]


def extract(
    form: Form, data: bytes, name: str, encoding: str | None, limits: Limits | None = None
) -> Extract:
    """Return what a file holds. Raises ReadingError, naming it `name`, as the readers do,

    and where the file takes more than `limits` or ends the process that reads it.
    """
    limits = limits or LIMITS
    question = msgspec.msgpack.encode((form, data, name, encoding, limits))
    with _lock:
        answer = _ask(question, form, name, limits)
    kind, body = answer[:1], answer[1:]
    if kind == b"+":
        return msgspec.msgpack.decode(body, type=Extract)
    message, hint = msgspec.msgpack.decode(body, type=tuple[str, str])
    raise ReadingError(message, hint)


class _Child:
    """The process, and what it said last."""

    def __init__(self) -> None:
        # `-P`: a folder that happens to be called `analysis` must not be imported from.
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", _CHILD, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.late = False

    def ask(self, question: bytes, seconds: float) -> bytes:
        """Return the answer, nothing where there is none within `seconds`."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        timer = Timer(seconds, self._too_late)
        timer.daemon = True
        timer.start()
        try:
            send(self.process.stdin, question)
            return receive(self.process.stdout.read)
        except (OSError, ValueError):
            return b""
        finally:
            timer.cancel()

    def _too_late(self) -> None:
        self.late = True
        self.process.kill()

    def end(self) -> int:
        """End the process and return its exit code."""
        self.process.kill()
        code = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        return code


_lock = Lock()
_children: list[_Child] = []


@atexit.register
def _end() -> None:
    for child in _children:
        child.end()
    _children.clear()


def _ask(question: bytes, form: Form, name: str, limits: Limits) -> bytes:
    """Ask the child that is there, or a new one where it has left meanwhile."""
    for fresh in (not _children, True):
        if not _children:
            _children.append(_Child())
        child = _children[0]
        answer = child.ask(question, limits.seconds * _WALL)
        if answer:
            return answer
        _children.clear()
        code = child.end()
        if fresh or child.late:
            break
    if child.late or code == -_xcpu():
        raise ReadingError(
            f"{name} took more than {limits.seconds} s to unpack; nothing of it was kept.",
            _HINT,
        )
    raise ReadingError(
        f"{name} could not be unpacked: the {form} ended the program that reads it.", _HINT
    )


def _xcpu() -> int:
    import signal

    return int(getattr(signal, "SIGXCPU", 0))


def serve() -> None:
    """Answer the parent's questions until it closes the pipe; the child's whole life."""
    import select

    # Without a buffer `select` knows of all that is there.
    source = partial(_whole, FileIO(sys.stdin.fileno(), closefd=False))
    answers = sys.stdout.buffer
    # Whatever else writes to stdout must not stand between the answers.
    sys.stdout = sys.stderr
    with contextlib.suppress(OSError, AttributeError):
        os.nice(_NICE)
    while os.name == "nt" or select.select([sys.stdin], [], [], _IDLE)[0]:
        message = receive(source)
        if not message:
            return
        try:
            answer = _answer(msgspec.msgpack.decode(message, type=_Question))
        except MemoryError:
            return  # what is left of this process is in no state to read another
        send(answers, answer)


def _whole(raw: FileIO, size: int) -> bytes:
    """Read as much as is asked for from a pipe without a buffer."""
    parts = bytearray()
    while len(parts) < size and (part := raw.read(size - len(parts))):
        parts += part
    return bytes(parts)


def _answer(question: _Question) -> bytes:
    form, data, name, encoding, limits = question
    _limit(limits)
    try:
        read = import_module(_READERS[form]).read
        found: Extract = read(data, name, encoding)
        if len(found.text) > limits.characters:
            raise ReadingError(
                f"{name} holds {len(found.text):,} characters; documents of up to "
                f"{limits.characters:,} are read.",
                "Split it into one file an article.",
            )
    except PositionsError as error:
        return _told(error.message, error.hint)
    except MemoryError:
        return _told(
            f"{name} takes more than {limits.memory / 1e6:,.0f} MB of memory to unpack.", _HINT
        )
    except Exception as error:  # noqa: BLE001  (the libraries raise whatever they like)
        return _told(f"{name} could not be read: it is a damaged {form} ({_brief(error)}).", _HINT)
    return b"+" + msgspec.msgpack.encode(found)


def _brief(error: Exception) -> str:
    said = " ".join(str(error).split())[:100]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _limit(limits: Limits) -> None:
    """Cap what this process may take until the next question, where the system can."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = math.ceil(used.ru_utime + used.ru_stime) + limits.seconds
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CORE, 0),  # whoever is ended for its time leaves no file behind
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _told(message: str, hint: str) -> bytes:
    return b"-" + msgspec.msgpack.encode((message, hint))
