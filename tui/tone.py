"""`positions tone` and `positions eval tone`: the tone of texts, and how often it is right."""

import argparse
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.errors import ExitCode
    from analysis.evaluation.tone import ToneErrors, ToneFigures, ToneReport
    from analysis.hearing import Line

_TONE = """\
examples:
  positions tone texts.jsonl
  positions tone --plain texts.jsonl        VADER's own scores, for those who reproduce them
  positions tone --sure 0.6 - < texts.jsonl
A line is {"id", "text", "target": [start, end]}; without a target the tone is that of the text.
Prints a line for each: {"id", "label", "score", "words", "abstained"}. label is -1, 0 or 1, and 0
where it abstains; words are [start, end, share], the shares add up to the score."""

Command = Callable[[str, str, str], argparse.ArgumentParser]


def add_options(command: Command) -> None:
    """Add the words and options of `tone` to the command line."""
    found = command("tone", "print the tone of single texts, and keep nothing", _TONE)
    found.add_argument("file", metavar="FILE", help="JSON lines, plain or gzipped; - for stdin")
    found.add_argument("--plain", action="store_true", help="by VADER as it was published")
    found.add_argument(
        "--sure", type=_share, metavar="P", help="abstain below this probability, 0 to 1"
    )
    found.add_argument("--model", metavar="NAME", help="the spaCy model to analyse with")


def _share(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{word!r} is no number from 0 to 1")
    return value


def tone(args: Namespace) -> "ExitCode":
    """Print one JSON line for each line of the file; exit code 1 where one could not be heard."""
    from analysis.errors import ExitCode
    from analysis.hearing import hear, plain_line, read_file, read_lines
    from tui.narration import flush, put, tell

    failed = False

    def on_error(line: "Line", problem: str) -> None:
        nonlocal failed
        failed = True
        tell(f"not heard: {line.id}: {problem}")

    if args.file == "-":
        lines = read_lines(sys.stdin.buffer.read(), "stdin")
    else:
        lines = read_file(Path(args.file))
    found = hear(lines, plain=args.plain, model=args.model, on_error=on_error)
    for line, heard in zip(lines, found, strict=True):
        # ASCII only: an id is given as it is, and none of its characters may act.
        if not (put(json.dumps(plain_line(line, heard, args.sure)) + "\n") and flush()):
            break  # nobody reads on
    return ExitCode.PARTLY if failed else ExitCode.DONE


def measured(args: Namespace) -> "ToneReport":
    """Return the figures of the program on a gold file; UsageError on a line without a label."""
    from analysis.errors import UsageError
    from analysis.evaluation.tone import CLASSES, report
    from analysis.hearing import hear, read_file

    lines = read_file(args.gold)
    for line in lines:
        if line.label not in CLASSES.values():
            raise UsageError(f"{args.gold}: {line.id} has no label.", "A label is -1, 0 or 1.")
        if not line.is_askable:
            raise UsageError(
                f"{args.gold}: the target of {line.id} is no place in its text.",
                "A target is [start, end], code points into the text.",
            )
    heard = list(hear(lines, model=args.model))
    return report(lines, heard, list(hear(lines, plain=True)), args.examples)


def report_lines(report: "ToneReport") -> Iterator[str]:
    """Yield the report on tone as lines."""
    from tui.text import counted

    yield f"{counted(report.texts, 'text')}, {report.abstained} without a tone (count as neutral)"
    yield ""
    yield f"{'':14}{'macro-F1':>9}{'accuracy':>10}{'flips':>8}{'':3}F1 by class"
    yield _line("positions", report.model)
    yield _line("plain VADER", report.vader)
    yield ""
    yield f"{'class':10}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}"
    for name, one in report.model.classes.items():
        yield (
            f"{name:10}{one.precision:7.3f}{one.recall:7.3f}{one.f1:7.3f}{one.gold:7}{one.found:7}"
        )
    yield ""
    yield f"{'gold, found':14}" + "".join(f"{name:>10}" for name in report.model.confusion)
    for name, row in report.model.confusion.items():
        yield f"{name:14}" + "".join(f"{number:10}" for number in row.values())
    yield ""
    yield f"{'told from':>10}{'coverage':>10}{'accuracy':>10}{'flips':>8}{'macro-F1':>10}"
    for level in report.levels:
        yield (
            f"{level.sure:10.2f}{level.coverage:10.3f}{level.accuracy:10.3f}{level.flips:8.3f}"
            f"{level.macro_f1:10.3f}"
        )
    yield ""
    yield f"words add up to the score, at most {report.largest_gap:.0e} beside it"
    for errors in report.errors:
        yield from _errors(errors)


def _line(name: str, one: "ToneFigures") -> str:
    classes = "  ".join(f"{c} {f.f1:.3f}" for c, f in one.classes.items())
    return f"{name:14}{one.macro_f1:9.3f}{one.accuracy:10.3f}{one.flips:8.3f}   {classes}"


def _errors(errors: "ToneErrors") -> Iterator[str]:
    from analysis.characters import one_line

    yield ""
    yield f"{errors.gold}, heard as {errors.found}: {errors.n}"
    for one in errors.examples:
        yield f"  {one_line(one.id)} ({one.probability:.2f})"
        yield f"      {one_line(one.text)}"
        if one.words:
            yield f"      {one_line(', '.join(one.words))}"
