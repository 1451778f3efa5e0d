"""`positions eval`: what the program is worth on texts that people read by hand."""

import argparse
import json
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from analysis.errors import ExitCode
    from analysis.evaluation.attribution import AttributionReport, Table
    from analysis.evaluation.calibration import Calibration
    from analysis.evaluation.cues import CueRecall
    from analysis.evaluation.failures import FailureGroup
    from analysis.evaluation.gold import GoldText, Relation
    from analysis.evaluation.parties import Accuracy, PartyReport

KINDS = ("direct", "mixed", "indirect")
_SUMMARY = ("exact", "overlap", "who")
_LABEL = 34

_EVAL = """\
examples:
  positions eval attribution gold.jsonl.gz --train train.jsonl.gz
  positions eval parties gold.jsonl who.json --parties dossier.toml
  positions eval stance gold.jsonl stance.jsonl
  positions eval tone gold.jsonl.gz
docs/evaluation.md says what each figure means and how gold is written."""

_ATTRIBUTION = """\
examples:
  positions eval attribution gold.jsonl.gz --train train.jsonl.gz
  positions extract texts/ > found.jsonl && positions eval attribution gold.jsonl \\
      --predictions found.jsonl
  positions eval attribution --by class gold.jsonl"""

_PARTIES = """\
example:
  positions eval parties gold.jsonl who.json --parties dossier.toml"""

_STANCE = """\
examples:
  positions eval stance gold.jsonl.gz stance.jsonl
  positions eval stance gold.jsonl stance.jsonl --write found.jsonl"""

_TONE = """\
examples:
  positions eval tone gold.jsonl.gz
  positions eval tone gold.jsonl --json
Gold is lines {"id", "text", "target": [start, end], "label": -1, 0 or 1}."""

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


# ---------------------------------------------------------------- words and options


def add_options(commands: _Commands) -> None:
    """Add the words and options of `eval` to the command line."""
    says = "measure the program on texts read by hand"
    found = _parser(commands, "eval", says, _EVAL)
    kinds = found.add_subparsers(dest="what", metavar="WHAT", required=True, title="what")

    says = "who said what: figures by kind, calibration, commonest errors"
    found = _parser(kinds, "attribution", says, _ATTRIBUTION)
    _common(found)
    found.add_argument("--kind", choices=KINDS, help="only contents of this kind")
    found.add_argument(
        "--examples", type=_count, default=3, metavar="N", help="places named for each error (3)"
    )
    found.add_argument("--limit", type=_positive, metavar="N", help="only the first N texts")
    found.add_argument(
        "--train", type=Path, metavar="FILE", help="gold of training: recall by how known a cue is"
    )
    found.add_argument("--by", metavar="KEY", help="also by this key of the gold lines")
    found.add_argument("--parties", type=Path, metavar="TOML", help="a file with [[party]] tables")

    found = _parser(kinds, "parties", "whose statement it is: by kind of mention", _PARTIES)
    _common(found)
    found.add_argument("labels", type=Path, metavar="WHO", help="labels: JSON, by text")
    found.add_argument(
        "--parties", type=Path, metavar="TOML", help="a file with the [[party]] of the labels"
    )

    says = "which way statements lean: support, oppose, none"
    found = _parser(kinds, "stance", says, _STANCE)
    _common(found)
    found.add_argument("labels", type=Path, metavar="LABELS", help="labels: JSON lines")
    found.add_argument(
        "--write", type=Path, metavar="FILE", help="also write what was found for each label"
    )
    found.set_defaults(parties=None)

    found = _parser(kinds, "tone", "tone: by class, by certainty, beside plain VADER", _TONE)
    found.add_argument("gold", type=Path, metavar="GOLD", help="JSON lines, plain or gzipped")
    found.add_argument(
        "--examples", type=_count, default=3, metavar="N", help="texts shown for each error (3)"
    )
    found.add_argument("--model", metavar="NAME", help="the spaCy model to analyse with")
    found.add_argument("--json", action="store_true", help="as JSON")


def _parser(commands: _Commands, name: str, says: str, epilog: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=says,
        description=f"{says[0].upper()}{says[1:]}.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _common(found: argparse.ArgumentParser) -> None:
    found.add_argument("gold", type=Path, metavar="GOLD", help="JSON lines, plain or gzipped")
    found.add_argument(
        "--predictions",
        type=Path,
        metavar="FILE",
        help="what `extract` printed for these texts, instead of running the program",
    )
    found.add_argument("--model", metavar="NAME", help="the spaCy model to analyse with")
    found.add_argument("--json", action="store_true", help="as JSON")


def _positive(word: str) -> int:
    if not word.isdecimal() or not int(word):
        raise argparse.ArgumentTypeError(f"{word!r} is no number from 1")
    return int(word)


def _count(word: str) -> int:
    if not word.isdecimal():
        raise argparse.ArgumentTypeError(f"{word!r} is no number from 0")
    return int(word)


# ---------------------------------------------------------------- what it does


def evaluate(args: Namespace) -> "ExitCode":
    """Print figures; exit code 1 where the program did not read one of the texts."""
    from tui import leanings

    run = {
        "attribution": _attribution,
        "parties": _parties,
        "stance": leanings.evaluate,
        "tone": _tone,
    }
    return run[args.what](args)


def _tone(args: Namespace) -> "ExitCode":
    from analysis.errors import ExitCode
    from tui import tone

    report = tone.measured(args)
    print_report(report if args.json else tone.report_lines(report))
    return ExitCode.DONE


def _attribution(args: Namespace) -> "ExitCode":
    from analysis.evaluation.attribution import AttributionEvaluation
    from analysis.evaluation.cues import cue_counts
    from analysis.evaluation.gold import read_gold
    from analysis.models import Kind

    evaluation = AttributionEvaluation(
        train=cue_counts(read_gold(args.train)) if args.train else None,
        by=args.by,
        kind=Kind(args.kind) if args.kind else None,
        examples=args.examples,
    )
    unread = Unread()
    # All at once, before the long work: a fault in the last line is told at once.
    for text, found in found_in(args, list(read_gold(args.gold, args.limit)), unread):
        evaluation.add(text, found)
    report = evaluation.report()
    print_report(report if args.json else attribution_lines(report))
    return unread.exit_code()


def _parties(args: Namespace) -> "ExitCode":
    from analysis.errors import UsageError
    from analysis.evaluation.gold import read_gold
    from analysis.evaluation.parties import PartyEvaluation, read_labels

    if args.parties is None and args.predictions is None:
        raise UsageError(
            "The parties of the labels are not known.", "Name their file: --parties TOML."
        )
    evaluation = PartyEvaluation(read_labels(args.labels))
    unread = Unread()
    wanted = [text for text in read_gold(args.gold) if evaluation.wants(text)]
    for text, found in found_in(args, wanted, unread):
        evaluation.add(text, found)
    report = evaluation.report()
    print_report(report if args.json else party_lines(report))
    return unread.exit_code()


class Unread:
    """Tells of texts that the program does not read; remembers that there were some."""

    def __init__(self) -> None:
        self._any = False

    def __call__(self, text: "GoldText", error: Exception) -> None:
        """Tell of one."""
        from tui.narration import tell

        self._any = True
        tell(f"not read: {text.name}: {error}")

    def exit_code(self) -> "ExitCode":
        """Return what the run ends with."""
        from analysis.errors import ExitCode

        return ExitCode.PARTLY if self._any else ExitCode.DONE


def found_in(
    args: Namespace, texts: "list[GoldText]", unread: Unread
) -> "Iterator[tuple[GoldText, tuple[Relation, ...]]]":
    """Yield each text with what --predictions has of it, or what the program finds in it."""
    from analysis.evaluation.gold import Predictions, read_gold

    if args.predictions:
        given = Predictions(args.predictions)
        given.refuse_strangers(text.name for text in read_gold(args.gold))
        for text in texts:
            yield text, given.of(text)
        return
    from analysis.evaluation import running
    from tui.narration import Narrator

    narrator = Narrator()
    try:
        yield from running.found_in(
            texts,
            len(texts),
            parties=args.parties,
            on_unread=unread,
            model=args.model,
            progress=narrator,
        )
    finally:
        narrator.end()


def print_report(report: object) -> None:
    """Print a report: its lines, or anything else as JSON."""
    import msgspec

    from analysis.characters import visible
    from tui.narration import put

    if isinstance(report, Iterator):
        put("".join(f"{visible(line)}\n" for line in report))
    else:
        # ASCII only: names of texts are given as they are, and no character may act.
        put(json.dumps(msgspec.to_builtins(report), indent=1) + "\n")


# ---------------------------------------------------------------- as lines of text


def attribution_lines(report: "AttributionReport") -> Iterator[str]:
    """Yield the report on attribution relations as lines."""
    from tui.text import counted

    yield counted(report.texts, "text")
    yield ""
    yield f"{'kind':10}{'measure':9}{'P':>7}{'R':>7}{'F1':>7}{'found':>8}{'gold':>8}"
    for kind, table in report.kinds.items():
        for measure, one in table.items():
            yield (
                f"{kind:10}{measure:9}{one.precision:7.3f}{one.recall:7.3f}{one.f1:7.3f}"
                f"{one.found:8}{one.gold:8}"
            )
    yield from _group_lines(report.groups)
    if report.calibration is not None:
        yield from _calibration_lines(report.calibration)
    yield from _cue_lines(report.cues)
    yield from _failure_lines(report.failures)


def _group_lines(groups: "Mapping[str, Table]") -> Iterator[str]:
    if not groups:
        return
    yield ""
    yield f"{'F1 by group':24}" + "".join(f"{m:>9}" for m in _SUMMARY) + f"{'found':>8}{'gold':>8}"
    for name, table in groups.items():
        figures = "".join(f"{table[measure].f1:9.3f}" for measure in _SUMMARY)
        one = table["exact"]
        yield f"{name or '(none)':24}{figures}{one.found:8}{one.gold:8}"


def _calibration_lines(calibration: "Calibration") -> Iterator[str]:
    yield ""
    yield f"confidence against `who`, all kinds; calibration error {calibration.error:.3f}"
    yield f"{'from':>6}{'to':>6}{'n':>7}{'mean':>8}{'right':>8}"
    for one in calibration.bins:
        yield f"{one.low:6.1f}{one.high:6.1f}{one.n:7}{one.confidence:8.3f}{one.precision:8.3f}"
    yield f"{'shown':>8}{'n':>7}{'P':>7}{'R':>7}{'F1':>7}"
    for at in calibration.shown:
        yield (
            f"  >= {at.threshold:.1f}{at.shown:7}{at.precision:7.3f}{at.recall:7.3f}{at.f1:7.3f}"
        )


def _cue_lines(cues: "Iterable[CueRecall]") -> Iterator[str]:
    for place, one in enumerate(cues):
        if not place:
            yield ""
            yield "recall by how often training has the cue, all kinds"
            yield f"{'times':24}{'gold':>7}{'overlap':>9}{'who':>7}"
        yield f"{one.seen:24}{one.gold:7}{one.overlap:9.3f}{one.who:7.3f}"


def _failure_lines(groups: "Iterable[FailureGroup]") -> Iterator[str]:
    from analysis.characters import one_line

    for group in groups:
        yield ""
        yield f"{group.title}: {group.n}"
        for one in group.failures:
            yield f"  {one.label:{_LABEL}}{one.n:5} of {one.of}"
            for at in one.examples:
                yield f"      {one_line(at.text)}:{at.start}-{at.end} [{at.cue}] {at.words}"


def party_lines(report: "PartyReport") -> Iterator[str]:
    """Yield the report on parties as lines."""
    from analysis.characters import one_line
    from tui.text import counted

    found = f"{report.matched_relations} of {report.relations} gold relations found"
    yield f"{counted(report.texts, 'text')}, {found}"
    yield ""
    yield (
        f"party right, where found and clear ({report.matched} of {report.clear_gold} with a party "
        "found)"
    )
    yield _accuracy_line("all", report.overall)
    for mention, one in report.by_mention.items():
        yield _accuracy_line(mention, one)
    yield ""
    yield f"{'content and party':18}{'P':>7}{'R':>7}{'F1':>7}{'right':>8}{'found':>8}{'gold':>8}"
    for name, end in (("all", report.end_to_end), ("clear", report.end_to_end_clear)):
        yield (
            f"  {name:16}{end.precision:7.3f}{end.recall:7.3f}{end.f1:7.3f}"
            f"{end.right:8}{end.found:8}{end.gold:8}"
        )
    yield ""
    yield "given a party, where gold has none"
    for name, false in (("all", report.false_party), ("clear", report.false_party_clear)):
        yield f"  {name:16}{false.rate:7.3f}   {false.given} of {false.n}"
    yield f"found but not in gold: {report.stray}, {report.stray_with_party} of them with a party"
    if report.wrong:
        yield ""
        yield f"wrong: {len(report.wrong)}"
    for at in report.wrong:
        doubted = " (doubted)" if at.ambiguous else ""
        place = f"{one_line(at.text)}:{at.start}-{at.end}"
        yield (
            f"  {place} [{at.source}] {at.mention}: {at.party or 'none'}, "
            f"found {at.found or 'none'}{doubted}"
        )
        yield f"      {at.words}"


def _accuracy_line(name: str, one: "Accuracy") -> str:
    return (
        f"  {name:16}{one.rate:7.3f}   {one.right} of {one.n}, no party {one.none}, "
        f"another {one.other}"
    )
