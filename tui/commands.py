"""What each command does: data to stdout, narration to stderr, and an exit code."""

import json
import shlex
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from analysis.characters import one_line
from analysis.dossier import Dossier, Unread, extract
from analysis.english import looks_foreign
from analysis.errors import Cancelled, ExitCode, UsageError
from analysis.models import Checked, Comparison, Document, Mismatch
from analysis.opening import open_existing, open_or_seed, seed_articles
from tui import text
from tui.asked import chosen
from tui.narration import (
    Narrator,
    columns,
    flush,
    put,
    put_line,
    tell,
    tell_foreign,
    tell_problems,
    tell_unread,
)
from tui.output import write_file

_STDIN_CAP = 16_000_001  # bytes; more than any document may have, so that its reader says so


def _command(dossier: Dossier, args: Namespace) -> str:
    """How to call `positions` for this dossier again."""
    if args.dossier is None:
        return "positions"
    return f"positions --dossier {shlex.quote(str(dossier.path))}"


@contextmanager
def _interruptible(dossier: Dossier, again: str) -> Iterator[Narrator]:
    """Progress for long work; an interrupt says what is kept and how to go on."""
    narrator = Narrator()
    before = dossier.size
    try:
        yield narrator
    except KeyboardInterrupt:
        narrator.end()
        new = dossier.size - before
        kept = f"; {text.counted(new, 'new document')} kept" if new else ""
        raise Cancelled(f"Stopped. What was finished is kept{kept}.", again) from None
    finally:
        narrator.end()


def _opened(args: Namespace) -> Dossier:
    """The dossier that was asked for; the seed's article is read on the first start."""
    dossier = open_or_seed(args.dossier)
    articles = seed_articles(dossier)
    if articles:
        tell(f"First start: reading the seed dossier into {dossier.path}")
        with _interruptible(dossier, "The same command goes on from there.") as narrator:
            tell_unread(dossier.add(articles, progress=narrator).unread)
    return dossier


def _health(dossier: Dossier, args: Namespace) -> ExitCode:
    """Tell what of the dossier is not as it should be."""
    health = tell_problems(dossier)
    stale = len(dossier.stale())
    if stale:
        tell(
            f"{text.counted(stale, 'document')} analysed with other settings or rules; "
            f"run: {_command(dossier, args)} analyze --changed"
        )
    return health


# ---------------------------------------------------------------- new, add, analyze


def new(args: Namespace) -> ExitCode:
    """Make a dossier."""
    dossier = Dossier.create(args.path, args.title)
    file = dossier.path / "dossier.toml"
    again = f"positions --dossier {shlex.quote(str(dossier.path))}"
    put_line(str(dossier.path))
    tell(f"Made {file}: parties and issues stand there, once you know them.")
    tell(f"Next, add articles: {again} add article.txt more/")
    return ExitCode.DONE


def _inputs(paths: Sequence[str]) -> tuple[list[Path], bytes | None]:
    """The files, and the bytes of standard input where `-` is among them."""
    if "-" not in paths:
        return [Path(path) for path in paths], None
    if sys.stdin.isatty():
        tell("Reading standard input; end it with Ctrl-D.")
    return [Path(path) for path in paths if path != "-"], sys.stdin.buffer.read(_STDIN_CAP)


def add(args: Namespace) -> ExitCode:
    """Read, analyse and keep documents; name those that could not be read."""
    # Nobody's article may land among the seed's parties unasked: no dossier is made here.
    dossier = open_existing(args.dossier)
    paths, stdin = _inputs(args.paths)
    old = _replaced(dossier, args, paths)
    again = "Documents that are kept are passed over: run the same command again."
    with _interruptible(dossier, again) as narrator:
        report = dossier.add(
            paths, stdin=stdin, encoding=args.encoding, model=args.model, progress=narrator
        )
    for document in report.added:
        put_line(f"{document.id[: text.SHORT]}  {one_line(document.name)}")
        if document.name in report.foreign:
            tell_foreign(document.name)
    for one in () if old else report.alike:
        tell(one_line(f"{one.name}: {one.told}"))
        tell("  If it takes the other's place, add it again with --replaces and the other's name.")
    for document in report.known:
        tell(f"known already: {one_line(document.name)}")
    for document in (*report.added, *report.known) if old else ():
        _replace(dossier, old, document)
    tell_unread(report.unread)
    unread = f", {len(report.unread)} not read" if report.unread else ""
    tell(f"{text.counted(len(report.added), 'document')} added{unread}.")
    command = _command(dossier, args)
    if report.added and not dossier.settings.parties:
        tell("")
        for line in text.next_steps(dossier.comparison(), dossier.path, command):
            tell(line)
    elif report.added:
        tell(f"Look: {command}, or {command} show")
    return ExitCode.PARTLY if report.unread else ExitCode.DONE


def _replaced(dossier: Dossier, args: Namespace, paths: Sequence[Path]) -> str:
    """The id of the article that the one to be added is a newer version of; empty: of none."""
    if not args.replaces:
        return ""
    if len(args.paths) != 1 or any(path.is_dir() for path in paths):
        raise UsageError("--replaces goes with one file.", "Add the newer versions one by one.")
    return dossier.decisions.document(args.replaces).id


def _replace(dossier: Dossier, old: str, new: Document) -> None:
    """Let an article take the place of an older version, and say what became of decisions."""
    decisions = dossier.decisions
    for event in decisions.keep(decisions.propose_replaced(old, new.id)):
        put_line(event.id)
    if recalled := dossier.recalled():
        tell(recalled)
    followed = sum(found.document == new.id for found in decisions.view().attached)
    lost = sum(len(orphan.events) for orphan in decisions.orphans() if orphan.document == old)
    tell(
        f"{one_line(new.name)} takes the place of {old[: text.SHORT]}: "
        f"{text.counted(followed, 'decision')} followed, {lost} lost their statement."
    )
    if lost:
        tell("See: positions orphans")


def analyze(args: Namespace) -> ExitCode:
    """Analyse stored documents again."""
    dossier = open_existing(args.dossier)
    again = "`analyze --changed` does only what is left."
    due = len(dossier.stale()) if args.changed else 0
    with _interruptible(dossier, again) as narrator:
        done = dossier.analyze(only_stale=args.changed, model=args.model, progress=narrator)
    tell(f"{text.counted(done, 'document')} analysed.")
    if due > done:
        tell(f"{text.counted(due - done, 'document')}: no changed party can be meant there.")
    if lost := len(dossier.decisions.orphans()):
        tell(f"{text.counted(lost, 'decided statement')} not found again; see: positions orphans")
    return _health(dossier, args)


# ---------------------------------------------------------------- show, export


def _shown(dossier: Dossier, args: Namespace) -> Comparison:
    """The comparison, narrowed to what --party, --issue and --where ask for."""
    from analysis.finding import filtered

    settings = dossier.settings
    terms = []
    if args.party:
        known = {party.id: party.name for party in settings.parties}
        terms.append(f"party:{chosen(args.party, known, 'party')}")
    if args.issue:
        known = {issue.id: issue.name for issue in settings.issues}
        terms.append(f"issue:{chosen(args.issue, known, 'issue')}")
    if args.where:
        terms.append(args.where)
    dossier.hold()
    comparison = dossier.comparison()
    return filtered(comparison, " ".join(terms)) if terms else comparison


def show(args: Namespace) -> ExitCode:
    """Print the parties' positions, as text or as JSON."""
    dossier = _opened(args)
    if args.documents:
        return _documents(dossier, args)
    comparison = _shown(dossier, args)
    if args.json:
        put_line(json.dumps(json.loads(dossier.export("json", comparison)), indent=1))
    elif args.others:
        if comparison.narrowing is not None:
            raise UsageError(
                "--others goes without --party, --issue and --where.",
                "These statements are of none of the parties; search them with grep.",
            )
        for line in text.Plain(comparison, columns()).others(dossier.others()):
            put_line(line)
    elif comparison.narrowing is None and not (comparison.parties and comparison.documents):
        for line in text.next_steps(comparison, dossier.path, _command(dossier, args)):
            put_line(line)
    else:
        for line in _twin(comparison, args):
            put_line(line)
    return _health(dossier, args)


def _documents(dossier: Dossier, args: Namespace) -> ExitCode:
    """Print the articles, and what could not be read."""
    from tui import twins

    if args.party or args.issue or args.where:
        raise UsageError(
            "--documents goes without --party, --issue and --where.",
            "It lists every article; search the list with grep.",
        )
    title, listed = dossier.settings.title, dossier.catalogue()
    for line in twins.documents(title, listed, dossier.unread(), columns()):
        put_line(line)
    return _health(dossier, args)


def _twin(comparison: Comparison, args: Namespace) -> Iterator[str]:
    """The screen that was asked for as plain text."""
    from tui import twins

    if args.matrix:
        return twins.MatrixText(comparison, columns()).lines()
    if args.conflicts:
        return twins.ConflictText(comparison, columns()).lines()
    if args.timeline:
        from analysis.finding import timeline

        return twins.TimelineText(comparison, columns()).timeline(timeline(comparison))
    return text.Plain(comparison, columns()).lines()


def export(args: Namespace) -> ExitCode:
    """Write the comparison to stdout or to a file."""
    dossier = _opened(args)
    comparison = _shown(dossier, args)
    content = dossier.export(args.format, comparison)
    if (narrowed := comparison.narrowing) is not None:
        tell(f"Filtered: {narrowed.words} fit {narrowed.text}")
    if args.output is None or str(args.output) == "-":
        put(content)
    else:
        _write(args.output, content, force=args.force)
        tell(f"Written: {args.output}")
    return _health(dossier, args)


def _write(path: Path, content: str, *, force: bool) -> None:
    """Write a file: a new one, or with `force` in place of what is there."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder.", f"Name a file in it: {path / 'comparison'}")
    try:
        write_file(path, content, overwrite=force)
    except FileExistsError:
        raise UsageError(
            f"{path} exists already.", "Choose another name, or overwrite it with --force."
        ) from None
    except OSError as error:
        raise UsageError(
            f"{path} could not be written: {error.strerror}.", "Choose another place for it."
        ) from None


# ---------------------------------------------------------------- extract, check, doctor


def extract_files(args: Namespace) -> ExitCode:
    """Print the attributions of each file as one JSON line; keep nothing."""
    paths, stdin = _inputs(args.paths)
    failed: list[Unread] = []

    def on_error(unread: Unread) -> None:
        failed.append(unread)
        tell_unread([unread])

    found = extract(
        paths,
        stdin=stdin,
        parties=args.parties,
        encoding=args.encoding,
        model=args.model,
        on_error=on_error,
    )
    for one in found:
        if looks_foreign(str(one["text"])):
            tell_foreign(str(one["doc"]))
        # ASCII only: the text is given as it is, and none of its characters may act.
        if not (put(json.dumps(one) + "\n") and flush()):
            break  # nobody reads on
    return ExitCode.PARTLY if failed else ExitCode.DONE


def check(args: Namespace) -> ExitCode:
    """Slice every stored offset, or every quote of an export, again."""
    dossier = open_existing(args.dossier)
    if args.export is None:
        checked = dossier.check()
        tell_problems(dossier)
    else:
        checked = dossier.verify_export(_read(args.export))
    names = {document.id: document.name for document in dossier.documents()}
    for mismatch in checked.mismatches:
        put_line(_mismatch(mismatch, names))
    for line in _verdict(checked, exported=bool(args.export)):
        tell(line)
    if args.export is None and dossier.problems():
        return ExitCode.DAMAGED
    fine = checked.quotes and not checked.mismatches and not checked.behind
    return ExitCode.DONE if fine else ExitCode.PARTLY


def _verdict(checked: Checked, *, exported: bool) -> Iterator[str]:
    what = "the export" if exported else "the dossier"
    if not checked.quotes:
        yield f"Nothing was checked: there is no quote in {what}."
        return
    if checked.unknown:
        yield "This export comes from another dossier; name it with --dossier."
    quotes = text.counted(checked.quotes, "quote")
    if checked.mismatches:
        places = text.counted(len(checked.mismatches), "place")
        yield f"{quotes} checked; other than in the dossier: {places}."
    else:
        yield f"{quotes} checked: all are words of their document."
    if checked.compared:
        yield "All else was held against the dossier, too: whose they are, labels, stances, counts."
    elif checked.behind:
        lines = text.counted(checked.behind, "place")
        yield f"The dossier has changed since this export was made: it differs in {lines}."
        yield "So only the quotes could be checked. Export again to compare all of it."
    elif exported:
        yield "Only the quotes were checked: the export does not tell what it was made from."


def _read(path: str) -> str:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return data.decode("utf-8")
    except OSError as error:
        raise UsageError(
            f"{path} could not be read: {error.strerror}.", "Name an export."
        ) from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no UTF-8 text.", "Name an export.") from None


def _mismatch(mismatch: Mismatch, names: dict[str, str]) -> str:
    document = names.get(mismatch.document, mismatch.document)
    places = [f"{document}, characters {mismatch.span.start}–{mismatch.span.end}"] * bool(document)
    where = ", ".join([*places, *([mismatch.statement] if mismatch.statement else [])])
    lines = (
        where or "(no document named)",
        f"expected: {mismatch.expected}",
        f"found: {mismatch.found}",
    )
    return "\n  ".join(one_line(line) for line in lines)
