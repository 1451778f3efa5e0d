"""`positions eval stance`: which way statements lean, against labels made by hand."""

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.evaluate import Unread, found_in, print_report

if TYPE_CHECKING:
    from analysis.errors import ExitCode
    from analysis.evaluation.stance import StanceReport

_WORDS = 60


def evaluate(args: Namespace) -> "ExitCode":
    """Print how well statements lean; exit code 1 where a text was not read."""
    from analysis.evaluation.gold import read_gold
    from analysis.evaluation.stance import StanceEvaluation, prediction_lines, read_labels
    from tui.output import write_file

    evaluation = StanceEvaluation(read_labels(args.labels))
    unread = Unread()
    wanted = [text for text in read_gold(args.gold) if evaluation.wants(text)]
    for text, found in found_in(args, wanted, unread):
        evaluation.add(text, found)
    report = evaluation.report()
    if args.write is not None:
        lines = "".join(f"{line}\n" for line in prediction_lines(report))
        write_file(args.write, lines, overwrite=True)
    print_report(report if args.json else stance_lines(report))
    return unread.exit_code()


def stance_lines(report: "StanceReport") -> Iterator[str]:
    """Yield the report on stances as lines."""
    from analysis.characters import one_line
    from tui.text import counted

    yield f"{counted(report.labels, 'label')}, {report.matched} of them found"
    yield ""
    yield f"accuracy      {report.accuracy:7.3f}   always none: {report.always_none:.3f}"
    yield f"  of those found {report.accuracy_matched:.3f}"
    yield f"macro-F1      {report.macro_f1:7.3f}"
    yield f"wrong signs   {report.wrong_signs:7}   {report.wrong_sign_rate:.3f}"
    yield ""
    yield f"{'class':10}{'P':>7}{'R':>7}{'F1':>7}{'found':>8}{'gold':>8}"
    for name, one in report.classes.items():
        yield (
            f"{name:10}{one.precision:7.3f}{one.recall:7.3f}{one.f1:7.3f}{one.found:8}{one.gold:8}"
        )
    if report.wrong:
        yield ""
        yield "wrong signs:"
    for at in report.wrong:
        place = f"{one_line(at.doc)}:{at.content[0].start}-{at.content[-1].end}"
        yield f"  {place} {at.gold}, found {at.found}"
        yield f"      {at.words[:_WORDS]}"
