"""The language part in a process of its own, so that the screens stay quick while it works.

spaCy holds the interpreter's lock for long stretches: in a thread beside the screens it makes
them wait. Here a child process loads the model and analyses; the parent sends a document, waits
without holding anything, and can end the child in the middle of one. Both speak MessagePack over
pipes, each message after its length in four bytes. The child ends when its parent does.
"""

import contextlib
import json
import os
import sys
from importlib import import_module
from threading import Lock
from typing import IO, TYPE_CHECKING, Any

import analysis.errors as errors
from analysis.errors import Cancelled, PositionsError, ReadingError
from analysis.messages import receive, send
from analysis.models import Analysis, CleanView, Document, Provenance, Settings

if TYPE_CHECKING:
    from analysis.work import Language

_NICE = 5  # the screens come first where both want the same processor
_CHILD = (
    "import json, sys; path, module = json.loads(sys.argv[1]); sys.path[:] = path; "
    "from analysis.aside import serve; serve(module)"
)


class Aside:
    """Stands where the module `analysis.language` (or one like it) stands."""

    def __init__(self, module: str = "analysis.language") -> None:
        self._module = module
        self._child: _Child | None = None
        self._lock = Lock()
        self._closed = False

    def _near(self) -> "Language":
        """The same module in this process: it answers what needs no model."""
        found: Language = import_module(self._module)
        return found

    @property
    def DEFAULT_MODEL(self) -> str:
        """The model that is used where nobody names one."""
        return self._near().DEFAULT_MODEL

    def provenance(self, settings: Settings, model: str) -> Provenance:
        """Return what an analysis made now would carry; loads no model."""
        return self._near().provenance(settings, model)

    def concern(self, settings: Settings, text: str) -> str:
        """Return what names all of the settings that bears on a text; loads no model."""
        return self._near().concern(settings, text)

    def Analyser(self, settings: Settings, model: str) -> "_Analyser":
        """Make an analyser; its model is loaded in the child, by the first document."""
        self.provenance(settings, model)  # raises where the model is missing
        return _Analyser(self, settings, model)

    def child(self) -> "_Child":
        """Return the process, started if need be. Cancelled after `close`."""
        with self._lock:
            if self._closed:
                raise Cancelled("The work was stopped.")
            if self._child is None or self._child.ended:
                self._child = _Child(self._module)
            return self._child

    def rest(self) -> None:
        """End the process, if any, until it is needed again; what it is at is lost."""
        with self._lock:
            child, self._child = self._child, None
        if child is not None:
            child.end()

    def close(self) -> None:
        """End the process for good."""
        with self._lock:
            self._closed = True
        self.rest()


class _Analyser:
    def __init__(self, aside: Aside, settings: Settings, model: str) -> None:
        self._aside = aside
        self._made_with = (settings, model)

    def analyse(self, document: Document, view: CleanView) -> Analysis:
        """Return what was found in the document.

        Raises PositionsError as the language part does, Cancelled where the process was ended
        meanwhile, ReadingError where it died of the document.
        """
        return self._aside.child().analyse(self._made_with, document, view)


class _Child:
    """The process: one question at a time."""

    def __init__(self, module: str) -> None:
        import subprocess  # both cost every start of the screens some milliseconds
        import tempfile

        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  (until `end`)
        argument = json.dumps([sys.path, module])
        # `-P`: a folder that happens to be called `analysis` must not be imported from.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _CHILD, argument],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            start_new_session=True,
        )
        self._made_with: tuple[Settings, str] | None = None
        self.ended = False

    def analyse(
        self, made_with: tuple[Settings, str], document: Document, view: CleanView
    ) -> Analysis:
        import msgspec

        changed = made_with if made_with != self._made_with else None
        self._made_with = made_with
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            send(self._process.stdin, msgspec.msgpack.encode((changed, document, view)))
            answer = receive(self._process.stdout.read)
        except (OSError, ValueError):  # closed by `end`, or broken
            answer = b""
        if not answer:
            raise self._death()
        kind, body = answer[:1], answer[1:]
        if kind == b"+":
            return msgspec.msgpack.decode(body, type=Analysis)
        name, message, hint = msgspec.msgpack.decode(body, type=tuple[str, str, str])
        known = getattr(errors, name, None)
        if known is None:
            raise RuntimeError(message)
        raise known(message, hint)

    def end(self) -> None:
        self.ended = True
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._log):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]

    def _death(self) -> Exception:
        """Return what to tell of a process that is gone."""
        if self.ended:
            return Cancelled("The work was stopped.")
        self._process.wait()  # what it said last must be there
        self._log.seek(0)
        said = self._log.read().decode("utf-8", "replace").strip().splitlines()
        self.end()
        if said:
            return RuntimeError(said[-1])
        return ReadingError(
            f"the analysis ended without an answer (exit code {self._process.returncode})",
            "The article may need more memory than there is. The others are not touched.",
        )


def serve(module: str) -> None:
    """Answer the parent's questions until it closes the pipe; the child's whole life."""
    import msgspec

    source, answers = sys.stdin.buffer, sys.stdout.buffer
    # Whatever else writes to stdout must not stand between the answers.
    sys.stdout = sys.stderr
    os.nice(_NICE)
    language: Language = import_module(module)
    question = tuple[tuple[Settings, str] | None, Document, CleanView]
    analyser: Any = None
    while message := receive(source.read):
        changed, document, view = msgspec.msgpack.decode(message, type=question)
        try:
            if changed is not None:
                analyser = language.Analyser(*changed)
            answer = b"+" + msgspec.msgpack.encode(analyser.analyse(document, view))
        except PositionsError as error:
            answer = _told(type(error).__name__, error.message, error.hint)
        except Exception as error:  # noqa: BLE001  (handed on: the parent raises it)
            answer = _told("", f"{type(error).__name__}: {error}", "")
        send(answers, answer)


def _told(name: str, message: str, hint: str) -> bytes:
    import msgspec

    return b"-" + msgspec.msgpack.encode((name, message, hint))
